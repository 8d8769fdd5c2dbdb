"""How regularly the standing committee meets: the last meeting, the next one, and what the law and the county say."""

from __future__ import annotations

from dataclasses import dataclass

from congress.models import Congress, Meeting
from congress.queries.deadlines import Due, due
from congress.rules.followups import Clock
from congress.rules.meetings import MeetingKind, MeetingState

HELD = (MeetingState.OPEN, MeetingState.CLOSED)
AHEAD = (MeetingState.PREPARING, MeetingState.NOTIFIED)


def last_held(county: Congress) -> Meeting | None:
    """The last meeting of the standing committee that was opened."""
    rows = Meeting.objects.filter(county=county, kind=MeetingKind.STANDING_COMMITTEE, state__in=HELD)
    return rows.select_related("county", "term", "body").order_by("starts_on", "id").last()


def next_planned(county: Congress) -> Meeting | None:
    """The next meeting of the standing committee that is being prepared."""
    rows = Meeting.objects.filter(county=county, kind=MeetingKind.STANDING_COMMITTEE, state__in=AHEAD)
    return rows.select_related("term", "body").order_by("starts_on", "id").first()


@dataclass(frozen=True)
class Rhythm:
    """The last meeting held, the next one planned, and by when there must be one: by law, by the county's alarm."""

    last: Meeting | None
    ahead: Meeting | None
    by_law: Due | None
    alarm: Due | None

    @property
    def is_late(self) -> bool:
        """Whether the law's two months are over, or the next meeting is planned after them."""
        if self.by_law is None:
            return False
        return self.by_law.days_left < 0 or (self.ahead is not None and self.ahead.starts_on > self.by_law.on)


def rhythm(county: Congress) -> Rhythm:
    """The rhythm of a county as it stands today, in a fixed number of queries."""
    last = last_held(county)
    entries = last.running.select_related("entry__basis") if last else []
    running = {row.clock: due(row.entry) for row in entries}
    return Rhythm(last, next_planned(county), running.get(Clock.MEETING), running.get(Clock.MEETING_ALARM))
