"""One's meetings as calendar events. Titles of meetings, never of items: a feed has no password."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.clock import now, today
from congress.icalendar import Event
from congress.models import Meeting, User
from congress.queries.meetings.mine import invitations
from congress.rules.meetings import Answer, MeetingState

BACK = timedelta(days=180)
USUAL = timedelta(hours=3)
EVENING = time(18)


def events_of(user: User, host: str) -> list[Event]:
    """The meetings somebody is invited to, from half a year back, in one query."""
    rows = invitations(user).filter(meeting__starts_on__gte=today() - BACK).order_by("meeting__starts_on", "id")
    return [event_of(row.meeting, host, on_leave=row.answer == Answer.LEAVE) for row in rows]


def event_of(meeting: Meeting, host: str, *, on_leave: bool = False) -> Event:
    """A meeting as an event."""
    zone = timezone.get_current_timezone()
    starts = datetime.combine(meeting.starts_on, meeting.starts_at, tzinfo=zone)
    several = meeting.ends_on != meeting.starts_on
    ends = datetime.combine(meeting.ends_on, EVENING, tzinfo=zone) if several else starts + USUAL
    title = _("%(meeting)s（已请假）") % {"meeting": meeting} if on_leave else str(meeting)
    return Event(
        uid=f"meeting-{meeting.pk}@{host}",
        starts=starts,
        ends=ends,
        title=title,
        place=meeting.place,
        changed=now(),
        sequence=meeting.version,
        url=f"https://{host}{reverse('meeting', args=[meeting.pk])}",
        cancelled=meeting.state == MeetingState.CANCELLED,
    )
