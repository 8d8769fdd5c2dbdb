"""The meeting itself: who signs in and leaves, that it opens with a quorum, and that it closes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from congress.clock import now
from congress.kinds import registry
from congress.models import Attendance, Meeting, Person, User
from congress.queries.meetings.presence import members
from congress.refusals import Incomplete
from congress.rules.meeting_moves import MeetingEvent
from congress.rules.meetings import OUTLASTING, MeetingState, Quality
from congress.services.base import command, save
from congress.services.meetings.rhythm import keep_rhythm
from congress.services.meetings.roll import call_roll
from congress.services.meetings.steps import keep, take


def sign_in(*, actor: User, meeting: Meeting, people: Iterable[int], at: datetime | None = None) -> int:
    """签到 of some of the list, one or many; returns how many came in by it.

    Who has signed in keeps his time; who had left and comes back is there again. Two desks at once do not undo each
    other. Raises NotAllowed, WrongState; Incomplete for a moment outside the meeting or in the future.
    """
    with command(actor, "sign_in"):
        meeting = take(actor, MeetingEvent.SIGN_IN, meeting, None)
        moment = _moment(meeting, at)
        rows = _locked(meeting, people)
        fresh = [row for row in rows if row.came_at is None or row.left_at is not None]
        for row in fresh:
            row.came_at, row.left_at = row.came_at or moment, None
            save(row)
    return len(fresh)


def sign_out(*, actor: User, meeting: Meeting, people: Iterable[int], at: datetime | None = None) -> int:
    """离会 of some who are there, with the time; returns how many. Raises as :func:`sign_in`."""
    with command(actor, "sign_out"):
        meeting = take(actor, MeetingEvent.SIGN_IN, meeting, None)
        moment = _moment(meeting, at)
        inside = [row for row in _locked(meeting, people) if row.came_at and row.left_at is None]
        for row in inside:
            if row.came_at and moment < row.came_at:
                shape = {"who": row.shown_name, "came": f"{timezone.localtime(row.came_at):%H:%M}"}
                raise Incomplete({"at": _("%(who)s于%(came)s签到，离会时间不能早于签到。") % shape})
            row.left_at = moment
            save(row)
    return len(inside)


def undo_sign_in(*, actor: User, meeting: Meeting, people: Iterable[int]) -> int:
    """Take back what was ticked by mistake; returns how many."""
    with command(actor, "undo_sign_in"):
        meeting = take(actor, MeetingEvent.SIGN_IN, meeting, None)
        ticked = [row for row in _locked(meeting, people) if row.came_at]
        for row in ticked:
            row.came_at = row.left_at = None
            save(row)
    return len(ticked)


def _locked(meeting: Meeting, people: Iterable[int]) -> list[Attendance]:
    rows = Attendance.objects.select_for_update(of=("self",), no_key=True)
    return list(rows.filter(meeting=meeting, pk__in=list(people)).select_related("person").order_by("pk"))


def _moment(meeting: Meeting, at: datetime | None) -> datetime:
    """The moment meant; now, unless a desk enters it afterwards."""
    moment = at or now()
    if moment > now():
        raise Incomplete({"at": _("时间在现在之后，请核对。")})
    if timezone.localdate(moment) < meeting.starts_on:
        raise Incomplete({"at": _("时间早于会议日期，请核对。")})
    return moment


def open_meeting(
    *, actor: User, meeting: Meeting, presided_by: Person | None = None, version: int | None = None
) -> Meeting:
    """宣布开会, with the quorum there.

    Raises NotAllowed, Conflict, WrongState with the numbers and the article when too few are there; Incomplete when
    who presides is not of the meeting.
    """
    with command(actor, "open_meeting"):
        meeting = take(actor, MeetingEvent.OPEN, meeting, version)
        if presided_by and not members(meeting, meeting.starts_on).filter(pk=presided_by.pk).exists():
            raise Incomplete({"presided_by": _("主持人须是此次会议的出席人员。")})
        call_roll(meeting)
        meeting.presided_by = presided_by or meeting.presided_by
        meeting.state, meeting.opened_at = MeetingState.OPEN, now()
        keep(meeting)
        keep_rhythm(meeting)
    return meeting


def close_meeting(*, actor: User, meeting: Meeting, version: int | None = None) -> Meeting:
    """闭会: nothing of its preparation is awaited any more; speeches and outcomes may still be completed.

    Raises NotAllowed, WrongState, Conflict.
    """
    with command(actor, "close_meeting"):
        meeting = take(actor, MeetingEvent.CLOSE, meeting, version)
        meeting.state, meeting.closed_at = MeetingState.CLOSED, now()
        meeting.running.exclude(clock__in=OUTLASTING).delete()
        keep(meeting)
        for hear in registry.meeting_closed:
            hear(actor, meeting)
    return meeting


def missing(meeting: Meeting) -> list[Attendance]:
    """Members who did not come and have not asked for leave: named before a meeting is closed."""
    rows = meeting.attendances.filter(quality=Quality.MEMBER, came_at=None).exclude(answer="leave")
    return list(rows.select_related("person"))
