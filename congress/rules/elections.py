"""Elections at the congress: how many candidates, who may nominate, who is elected (地方组织法 §26–§30).

Every candidate needs more than half of *all* deputies. More than there are seats: the most votes win; where
equal votes leave it open, those equal are voted on again; fewer: the seats left are filled by a later election.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from congress.rules.ballots import LineOutcome
from congress.rules.codes import Code
from congress.rules.votes import SHARES, Majority

NOMINATORS = 10
"""Deputies who may nominate together in a county (地方组织法 §26)."""


class SeatKind(Code):
    """What is elected; it decides how many candidates there must be."""

    HEAD = "head"
    DEPUTY_HEAD = "deputy_head"
    MEMBER = "member"
    BY_ELECTION = "by_election"


class Nomination(Code):
    """Who nominated a candidate."""

    PRESIDIUM = "presidium"
    DEPUTIES = "deputies"
    WRITTEN_IN = "written_in"


@dataclass(frozen=True)
class Span:
    """The least and the largest number of candidates."""

    least: int
    most: int

    def __contains__(self, number: int) -> bool:
        return self.least <= number <= self.most


def candidates_wanted(kind: SeatKind, seats: int) -> Span:
    """How many candidates stand for ``seats`` (地方组织法 §27; §30 for a seat that fell vacant).

    A head may stand alone. For members a tenth to a fifth more; where that is less than a person, one more.
    Raises ValueError without a seat.
    """
    if seats < 1:
        raise ValueError("an election fills at least one seat")
    if kind is SeatKind.HEAD:
        return Span(seats, seats + 1)
    if kind is SeatKind.DEPUTY_HEAD:
        return Span(seats + 1, seats + 3)
    if kind is SeatKind.MEMBER:
        least = seats + -(-seats // 10)
        return Span(least, max(least, seats + seats // 5))
    return Span(seats, seats + 3)


def sheet_valid(names: int, seats: int) -> bool:
    """Whether one sheet counts: as many names as seats or fewer; more, and the sheet is spoiled."""
    return 0 <= names <= seats


@dataclass(frozen=True)
class Outcome:
    """What became of the candidates, in their order; ``open_seats`` are left for a later election."""

    chosen: tuple[LineOutcome, ...]
    open_seats: int
    needed: int


def elect(votes: Sequence[int], seats: int, deputies: int) -> Outcome:
    """Who is elected of those who got ``votes``, for ``seats``, by more than half of ``deputies``."""
    share = SHARES[Majority.MORE_THAN_HALF]
    needed = share.needed(deputies)
    enough = sorted((n for n in votes if share.reached(n, deputies)), reverse=True)
    if len(enough) <= seats:
        chosen = tuple(LineOutcome.ELECTED if share.reached(n, deputies) else LineOutcome.NOT_ELECTED for n in votes)
        return Outcome(chosen, seats - len(enough), needed)
    edge, above = enough[seats - 1], sum(1 for n in enough if n > enough[seats - 1])
    tied = enough.count(edge)
    at_edge = LineOutcome.ELECTED if above + tied == seats else LineOutcome.AGAIN
    chosen = tuple(
        LineOutcome.ELECTED if n > edge else at_edge if n == edge else LineOutcome.NOT_ELECTED for n in votes
    )
    return Outcome(chosen, seats - sum(1 for one in chosen if one is LineOutcome.ELECTED), needed)
