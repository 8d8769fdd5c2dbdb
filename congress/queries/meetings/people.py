"""Who is at a meeting, as pages show it: the figures with their denominators, and the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _

from congress.access import Anyone, visible_to
from congress.labels import State, label
from congress.models import Attendance, Mandate, Meeting
from congress.queries.meetings.presence import members
from congress.rules.meetings import Answer, MeetingState, Quality

HELD = (MeetingState.OPEN, MeetingState.CLOSED)


@dataclass(frozen=True)
class Seat:
    """One person of the list: how he answered, and whether he is there."""

    row: Attendance
    answer: State
    there: bool

    @property
    def name(self) -> str:
        """Whose it is."""
        return self.row.shown_name

    @property
    def has_answered(self) -> bool:
        """Whether he has answered the notice."""
        return self.row.answer != Answer.NONE

    @property
    def is_on_leave(self) -> bool:
        """Whether he asked for leave."""
        return self.row.answer == Answer.LEAVE

    @property
    def about(self) -> str:
        """His post and unit or delegation, and for which item he comes."""
        row = self.row
        place = str(row.delegation or row.department or "")
        words = [row.title or place]
        if row.substitute:
            words.append(_("由%(who)s参加") % {"who": row.substitute})
        if row.item:
            words.append(_("列席：%(item)s") % {"item": row.item.title})
        return " · ".join(word for word in words if word)


@dataclass(frozen=True)
class Group:
    """The people of one quality, and how many of them answered, come and are there."""

    label: str
    seats: list[Seat]
    answered: int
    coming: int
    leave: int
    came: int
    inside: int

    @property
    def whole(self) -> int:
        """How many there are."""
        return len(self.seats)


def groups(user: Anyone, meeting: Meeting) -> list[Group]:
    """The list of a meeting as far as one reads it, by quality, in one query."""
    rows = visible_to(user, Attendance).filter(meeting=meeting)
    related = rows.select_related("person", "delegation", "department", "item").order_by("place_order", "id")
    return grouped(related)


def grouped(rows: Iterable[Attendance]) -> list[Group]:
    """Attendances by quality, members first; a quality nobody has is left out."""
    found: dict[Quality, list[Attendance]] = {}
    for row in rows:
        found.setdefault(Quality(row.quality), []).append(row)
    return [_group(quality, found[quality]) for quality in Quality if quality in found]


def _group(quality: Quality, rows: Sequence[Attendance]) -> Group:
    seats = [Seat(row, State.of(Answer(row.answer)), _inside(row)) for row in rows]
    return Group(
        label(quality),
        seats,
        answered=sum(row.answer != Answer.NONE for row in rows),
        coming=sum(row.answer in {Answer.COMING, Answer.SUBSTITUTE} for row in rows),
        leave=sum(row.answer == Answer.LEAVE for row in rows),
        came=sum(row.came_at is not None for row in rows),
        inside=sum(seat.there for seat in seats),
    )


def _inside(row: Attendance) -> bool:
    return row.came_at is not None and row.left_at is None


@dataclass(frozen=True)
class Turn:
    """A deputy whose turn it is to sit in: how often he has, and when last."""

    mandate: Mandate
    times: int
    last_on: object


def whose_turn(meeting: Meeting, most: int) -> list[Turn]:
    """轮流列席: the deputies who have sat in at such meetings least recently, then least often, of every delegation.

    Members do not sit in at their own meeting. Two queries, however many deputies there are.
    """
    sat: QuerySet[Attendance] = Attendance.objects.filter(
        quality=Quality.SITTING_IN,
        delegation__isnull=False,
        meeting__kind=meeting.kind,
        meeting__term=meeting.term_id,
        meeting__state__in=HELD,
    ).exclude(meeting=meeting)
    counted = {
        row["person"]: (row["times"], row["last"])
        for row in sat.values("person").annotate(times=Count("pk"), last=Max("meeting__starts_on"))
    }
    on = meeting.starts_on
    mandates = Mandate.objects.on(on).filter(term=meeting.term_id).exclude(person__in=members(meeting, on))
    turns = [
        Turn(row, *counted.get(row.person_id, (0, None)))
        for row in mandates.select_related("person", "delegation").order_by(
            "delegation__place_order", "person__pinyin_key", "id"
        )
    ]
    turns.sort(key=lambda turn: (str(turn.last_on or ""), turn.times))
    return _spread(turns)[:most]


def _spread(turns: list[Turn]) -> list[Turn]:
    """Of deputies whose turn it is alike, one of each delegation before a second one of any."""
    taken: dict[tuple[str, int, int], int] = {}
    keyed = []
    for turn in turns:
        alike = (str(turn.last_on or ""), turn.times, turn.mandate.delegation_id)
        taken[alike] = taken.get(alike, 0) + 1
        keyed.append(((alike[0], alike[1], taken[alike]), turn))
    return [turn for _key, turn in sorted(keyed, key=lambda row: row[0])]
