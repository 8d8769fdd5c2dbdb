"""From one meeting of the standing committee to the next: at least every two months (地方组织法 §51)."""

from __future__ import annotations

from datetime import date

from congress.models import Congress, Meeting
from congress.queries.meetings.rhythm import last_held, next_planned
from congress.rules.followups import Clock
from congress.rules.meetings import BETWEEN, MeetingKind
from congress.services import deadlines


def keep_rhythm(meeting: Meeting) -> None:
    """After a meeting was planned, moved, cancelled or held: let the interval run from the last one held.

    The law's two months run until the next meeting opens. The county's own alarm rests while a meeting is planned
    within them. May be called again and again.
    """
    if meeting.kind == MeetingKind.STANDING_COMMITTEE:
        _keep(meeting.county)


def _keep(county: Congress) -> None:
    last = last_held(county)
    if last is None:
        return
    for earlier in Meeting.objects.filter(county=county, running__clock__in=BETWEEN).exclude(pk=last.pk).distinct():
        deadlines.stop(earlier, *BETWEEN)
    interval = _run(last, Clock.MEETING)
    ahead = next_planned(county)
    if ahead is not None and ahead.starts_on <= interval:
        deadlines.stop(last, Clock.MEETING_ALARM)
    else:
        _run(last, Clock.MEETING_ALARM)


def _run(last: Meeting, clock: Clock) -> date:
    """Await a clock of the last meeting held, from the day it was held; entered in the ledger once."""
    known = last.deadlines.filter(clock=clock).order_by("id").last()
    if known is None:
        known = deadlines.start(last, clock, last.starts_on)
    elif not last.running.filter(clock=clock, entry=known).exists():
        deadlines.run(last, known)
    return known.due_on
