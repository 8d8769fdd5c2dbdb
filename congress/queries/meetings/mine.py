"""我的会议: what somebody is invited to, what he has answered, and the calendar his own feed carries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from congress.access import Anyone, standing
from congress.labels import State
from congress.models import AgendaItem, Attendance, Meeting
from congress.queries.meetings.notice import titles_for, when
from congress.rules.meetings import Answer, MeetingState

SHOWN = 60


@dataclass(frozen=True)
class Invitation:
    """One meeting somebody is invited to, as his phone shows it."""

    row: Attendance
    meeting: Meeting
    when: str
    titles: tuple[str, ...]
    answer: State
    may_answer: bool


def invitations(user: Anyone) -> QuerySet[Attendance]:
    """One's own places at meetings one has been told of."""
    mine = Attendance.objects.filter(person=standing(user).person_id or 0, notified_at__isnull=False)
    return mine.select_related("meeting__term", "meeting__body", "meeting__county", "item")


def my_meetings(user: Anyone) -> tuple[list[Invitation], list[Invitation]]:
    """Those ahead, nearest first, and the last of those that are over; in two queries."""
    rows = list(invitations(user).order_by("-meeting__starts_on", "-id")[:SHOWN])
    agendas = agendas_of(row.meeting for row in rows)
    found = [_invitation(row, agendas.get(row.meeting_id, [])) for row in rows]
    ahead = [one for one in found if one.meeting.state in {MeetingState.NOTIFIED, MeetingState.OPEN}]
    over = [one for one in found if one not in ahead]
    return ahead[::-1], over


def agendas_of(meetings: Iterable[Meeting]) -> dict[int, list[AgendaItem]]:
    """The items of several meetings, by meeting."""
    found: dict[int, list[AgendaItem]] = {}
    ids = {meeting.pk for meeting in meetings}
    for item in AgendaItem.objects.filter(meeting__in=ids).order_by("position") if ids else []:
        found.setdefault(item.meeting_id, []).append(item)
    return found


def _invitation(row: Attendance, items: list[AgendaItem]) -> Invitation:
    meeting = row.meeting
    open_ = meeting.state == MeetingState.NOTIFIED
    return Invitation(row, meeting, when(meeting), titles_for(items, row), State.of(Answer(row.answer)), open_)
