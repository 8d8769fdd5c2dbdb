"""The year of meetings at a glance: month by month, and whether the standing committee meets often enough."""

from __future__ import annotations

from dataclasses import dataclass, field

from congress.access import Anyone, visible_to
from congress.labels import State
from congress.models import Meeting
from congress.rules.meetings import MeetingKind, MeetingState


@dataclass(frozen=True)
class Mark:
    """A meeting in its month."""

    meeting: Meeting
    state: State
    main: bool


@dataclass
class Month:
    """A month with its meetings in order."""

    number: int
    marks: list[Mark] = field(default_factory=list)

    @property
    def is_even(self) -> bool:
        """Whether the standing committee usually meets in it (逢双月)."""
        return self.number % 2 == 0


def months_of(user: Anyone, year: int) -> list[Month]:
    """The twelve months with the meetings one reads, in one query."""
    months = [Month(number) for number in range(1, 13)]
    rows = visible_to(user, Meeting).filter(starts_on__year=year).exclude(state=MeetingState.CANCELLED)
    for meeting in rows.select_related("term", "body").order_by("starts_on", "starts_at", "id"):
        main = meeting.kind in {MeetingKind.STANDING_COMMITTEE, MeetingKind.CONGRESS}
        mark = Mark(meeting, State.of(MeetingState(meeting.state)), main)
        months[meeting.starts_on.month - 1].marks.append(mark)
    return months
