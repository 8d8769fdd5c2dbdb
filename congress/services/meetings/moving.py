"""改期: the meeting and everything that hangs on its day move together."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress.clock import now
from congress.kinds import registry
from congress.models import Meeting, MeetingMove, User
from congress.queries.deadlines import chinese_date
from congress.queries.meetings.notice import when
from congress.refusals import Incomplete
from congress.rules.followups import Clock
from congress.rules.meeting_moves import MeetingEvent
from congress.rules.meetings import ON_AGENDA, Answer, MeetingKind
from congress.services import deadlines
from congress.services.base import command
from congress.services.meetings import checklist
from congress.services.meetings.planning import When, refuse_disorder, set_when
from congress.services.meetings.rhythm import keep_rhythm
from congress.services.meetings.steps import keep, take
from congress.services.meetings.telling import invited, tell, tell_dates
from congress.services.steps import need


def move_meeting(*, actor: User, meeting: Meeting, to: When, reason: str, version: int | None = None) -> Meeting:
    """Move a meeting to other days, or to another time or place.

    The dates of its notice and of materials not received are entered anew and run instead of the old ones, which stay
    in the ledger; what was received stays received. Who had been told hears of it and is asked again. Raises
    NotAllowed, WrongState, Conflict; Incomplete without a reason, when nothing changes, or when the days are out of
    order.
    """
    why = need("reason", reason, _("请写明改期的原因，会通知已收到会议通知的人。"))
    with command(actor, "move_meeting", why):
        meeting = take(actor, MeetingEvent.MOVE, meeting, version)
        refuse_disorder(to)
        before, old = when(meeting), meeting.starts_on
        same = (meeting.ends_on, meeting.starts_at, meeting.place)
        set_when(meeting, to)
        if meeting.starts_on == old and same == (meeting.ends_on, meeting.starts_at, meeting.place):
            raise Incomplete({"starts_on": _("日期、时间和地点都没有变化。")})
        MeetingMove.objects.create(
            meeting=meeting, from_on=old, to_on=meeting.starts_on, reason=why[:200], moved_by=actor, moved_at=now()
        )
        if meeting.starts_on != old:
            _move_dates(meeting, actor, why)
        keep(meeting)
        keep_rhythm(meeting)
        _tell(meeting, before, old, why)
        for hear in registry.meeting_moved:
            hear(actor, meeting)
    return meeting


def _move_dates(meeting: Meeting, actor: User, why: str) -> None:
    """Count everything that is still awaited from the new day, and say so to those who hand in."""
    if meeting.kind == MeetingKind.STANDING_COMMITTEE and meeting.notified_at is None:
        deadlines.start(meeting, Clock.MEETING_NOTICE, meeting.starts_on, granted_by=actor, reason=why[:200])
    for item in meeting.items.filter(state__in=ON_AGENDA):
        item.meeting = meeting
        if checklist.set_dates(item, granted_by=actor, reason=why[:200]):
            tell_dates(item, _("材料期限变动"))


def _tell(meeting: Meeting, before: str, old: object, why: str) -> None:
    people = invited(meeting)
    if meeting.starts_on != old:
        # Who could come on the old day may not be able to on the new one.
        asked = meeting.attendances.filter(notified_at__isnull=False).exclude(answer=Answer.NONE)
        asked.update(answer=Answer.NONE, answer_note="", substitute="", answered_at=None)
    shape = {"meeting": meeting, "before": before, "after": when(meeting), "place": meeting.place, "why": why}
    text = _("%(meeting)s原定%(before)s举行，现改为%(after)s，地点：%(place)s。原因：%(why)s。请重新回执。") % shape
    tell(meeting, people, _("会议改期：%(day)s") % {"day": chinese_date(meeting.starts_on)}, text)
