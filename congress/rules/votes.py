"""How a vote is counted: who belongs to the whole, how many must be there, how many are enough.

Decisions and elections need more than half of *all* members or deputies (地方组织法 §25, §51): whoever is
absent, or is there and casts nothing, counts as if he had been against. Everything is whole numbers;
a half is never computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from congress.rules.codes import Code
from congress.rules.meetings import MeetingKind


class Membership(Code):
    """What “all members” means while seats are vacant; the law is silent, so the county says it."""

    IN_OFFICE = "in_office"
    FIXED = "fixed"


class Majority(Code):
    """How many are enough."""

    MORE_THAN_HALF = "more_than_half"
    HALF_OR_MORE = "half_or_more"
    TWO_THIRDS = "two_thirds"
    ONE_FIFTH = "one_fifth"
    ONE_TENTH = "one_tenth"


class Method(Code):
    """表决方式."""

    SECRET = "secret"  # noqa: S105 (a way to vote)
    DEVICE = "device"
    HANDS = "hands"


class Fault(Code):
    """Why figures cannot be those of one vote."""

    NEGATIVE = "negative"
    OVER_SEATS = "over_seats"
    NO_SEATS = "no_seats"
    PRESENT_OVER_MEMBERS = "present_over_members"
    ISSUED_OVER_PRESENT = "issued_over_present"
    RETURNED_OVER_ISSUED = "returned_over_issued"
    SPOILED_OVER_RETURNED = "spoiled_over_returned"
    NO_SHEETS = "no_sheets"
    LINE_SUM = "line_sum"


@dataclass(frozen=True)
class Share:
    """A part of a whole that must be reached, or exceeded when ``strict``."""

    numerator: int
    denominator: int
    strict: bool = False

    def needed(self, whole: int) -> int:
        """The least number that is enough."""
        if self.strict:
            return whole * self.numerator // self.denominator + 1
        return -(-whole * self.numerator // self.denominator)

    def reached(self, votes: int, whole: int) -> bool:
        """Whether ``votes`` are enough. Of nothing, nothing is enough."""
        return whole > 0 and votes >= self.needed(whole)


SHARES: Mapping[Majority, Share] = {
    Majority.MORE_THAN_HALF: Share(1, 2, strict=True),
    Majority.HALF_OR_MORE: Share(1, 2),
    Majority.TWO_THIRDS: Share(2, 3),
    Majority.ONE_FIFTH: Share(1, 5),
    Majority.ONE_TENTH: Share(1, 10),
}
"""过半数 leaves out the half, 半数以上 takes it in; “以上” always includes the number itself."""

QUORUM: Mapping[MeetingKind, Majority] = {
    MeetingKind.CONGRESS: Majority.TWO_THIRDS,
    MeetingKind.STANDING_COMMITTEE: Majority.MORE_THAN_HALF,
    MeetingKind.CHAIRPERSONS: Majority.MORE_THAN_HALF,
    MeetingKind.PRESIDIUM: Majority.MORE_THAN_HALF,
    MeetingKind.COMMITTEE: Majority.MORE_THAN_HALF,
}
"""Who must be there. Law says it of congress and standing committee (地方组织法 §14, §51), local rules of the rest."""


@dataclass(frozen=True)
class Complaint:
    """One thing that is wrong: the fault, the two numbers that contradict each other, the line it stands in."""

    fault: Fault
    found: int
    limit: int
    line: int | None = None


@dataclass(frozen=True)
class Roll:
    """Who could vote at one moment. ``seats`` is the fixed number of members (核定名额), where there is one."""

    in_office: int
    present: int
    seats: int | None = None
    membership: Membership = Membership.IN_OFFICE

    @property
    def vacancies(self) -> int:
        """Seats nobody holds."""
        return max((self.seats or 0) - self.in_office, 0)

    @property
    def whole(self) -> int:
        """全体组成人员: the number majorities are counted of."""
        return self.seats or 0 if self.membership is Membership.FIXED else self.in_office

    @property
    def whole_known(self) -> bool:
        """Whether there is a number to count the whole of: with fixed seats only once they are entered."""
        return self.membership is not Membership.FIXED or bool(self.seats)

    def complaints(self) -> list[Complaint]:
        """What cannot be true of a roll."""
        found = [Complaint(Fault.NEGATIVE, n, 0) for n in (self.in_office, self.present, self.seats or 0) if n < 0]
        if not self.whole_known:
            found.append(Complaint(Fault.NO_SEATS, 0, 0))
        if self.seats is not None and self.in_office > self.seats:
            found.append(Complaint(Fault.OVER_SEATS, self.in_office, self.seats))
        if self.present > self.in_office:
            found.append(Complaint(Fault.PRESENT_OVER_MEMBERS, self.present, self.in_office))
        return found


@dataclass(frozen=True)
class Quorum:
    """Whether a meeting may decide."""

    present: int
    needed: int
    whole: int

    @property
    def reached(self) -> bool:
        """Whether enough are there."""
        return self.whole > 0 and self.present >= self.needed


def quorum(kind: MeetingKind, roll: Roll) -> Quorum:
    """What a meeting of a kind needs, and has."""
    return Quorum(roll.present, SHARES[QUORUM[kind]].needed(roll.whole), roll.whole)


@dataclass(frozen=True)
class Sheets:
    """Ballots as paper: handed out, come back, spoiled. A device and raised hands have as many as are present."""

    issued: int
    returned: int
    spoiled: int = 0

    @classmethod
    def of_device(cls, present: int) -> Sheets:
        """A vote without paper: everybody present had the button or the hand."""
        return cls(present, present)

    @property
    def valid(self) -> int:
        """有效票. Nothing to be typed: what came back without what is spoiled."""
        return self.returned - self.spoiled

    def complaints(self, present: int) -> list[Complaint]:
        """What cannot be true of the sheets of one vote of ``present`` people."""
        numbers = (self.issued, self.returned, self.spoiled)
        found = [Complaint(Fault.NEGATIVE, n, 0) for n in numbers if n < 0]
        if self.issued > present:
            found.append(Complaint(Fault.ISSUED_OVER_PRESENT, self.issued, present))
        if self.returned > self.issued:
            found.append(Complaint(Fault.RETURNED_OVER_ISSUED, self.returned, self.issued))
        if self.spoiled > self.returned:
            found.append(Complaint(Fault.SPOILED_OVER_RETURNED, self.spoiled, self.returned))
        if self.issued == 0:
            found.append(Complaint(Fault.NO_SHEETS, 0, 0))
        return found


@dataclass(frozen=True)
class Line:
    """The votes on one question, name or subject, by choice; ``unmarked`` valid sheets say nothing about it."""

    counts: tuple[int, ...]
    unmarked: int = 0

    @property
    def cast(self) -> int:
        """Sheets that say something."""
        return sum(self.counts)


@dataclass(frozen=True)
class Totals:
    """What the teller brings: sheets, and one line for each question, name or subject."""

    sheets: Sheets
    lines: tuple[Line, ...]

    def complaints(self, present: int) -> list[Complaint]:
        """Everything that contradicts itself or the attendance; empty when the totals may stand."""
        return [*self.sheets.complaints(present), *self._of_lines()]

    def _of_lines(self) -> Iterator[Complaint]:
        for place, line in enumerate(self.lines):
            if min((*line.counts, line.unmarked), default=0) < 0:
                yield Complaint(Fault.NEGATIVE, min((*line.counts, line.unmarked)), 0, place)
            elif line.cast + line.unmarked != self.sheets.valid:
                yield Complaint(Fault.LINE_SUM, line.cast + line.unmarked, self.sheets.valid, place)

    def silent(self, line: Line, present: int) -> int:
        """在场未投票: there, but without a vote on this line. Counts like being against."""
        return present - self.sheets.returned + line.unmarked


@dataclass(frozen=True)
class Difference:
    """One figure on which two counts disagree; ``line`` None for the sheets, ``place`` the column."""

    line: int | None
    place: int
    first: int
    second: int


def differences(first: Totals, second: Totals) -> list[Difference]:
    """Where a second count is not the first one. Both have the same lines."""
    pairs = [(None, _columns(first.sheets), _columns(second.sheets))]
    lines: Sequence[tuple[int | None, tuple[int, ...], tuple[int, ...]]] = [
        (place, (*one.counts, one.unmarked), (*other.counts, other.unmarked))
        for place, (one, other) in enumerate(zip(first.lines, second.lines, strict=True))
    ]
    return [
        Difference(line, place, one, other)
        for line, left, right in [*pairs, *lines]
        for place, (one, other) in enumerate(zip(left, right, strict=True))
        if one != other
    ]


def _columns(sheets: Sheets) -> tuple[int, ...]:
    return sheets.issued, sheets.returned, sheets.spoiled


@dataclass(frozen=True)
class Verdict:
    """Whether a question or a name is carried."""

    passed: bool
    votes: int
    needed: int
    whole: int


def decide(in_favour: int, whole: int, majority: Majority = Majority.MORE_THAN_HALF) -> Verdict:
    """Carried or not, by a majority of all members."""
    share = SHARES[majority]
    return Verdict(share.reached(in_favour, whole), in_favour, share.needed(whole), whole)


class Movers(Code):
    """Where a motion or an inquiry is brought in."""

    STANDING_COMMITTEE = "standing_committee"
    COUNTY_CONGRESS = "county_congress"
    TOWNSHIP_CONGRESS = "township_congress"


MOVERS: Mapping[Movers, int] = {
    Movers.STANDING_COMMITTEE: 3,
    Movers.COUNTY_CONGRESS: 10,
    Movers.TOWNSHIP_CONGRESS: 5,
}
"""How many have to sign a 议案 (地方组织法 §22, §52)."""
