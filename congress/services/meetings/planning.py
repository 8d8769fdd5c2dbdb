"""Fixing that a meeting takes place: which one, when and where; and that it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.db.models import Max
from django.utils.translation import gettext as _

from congress.access import keeps_meetings, standing
from congress.clock import today
from congress.models import Body, Meeting, Person, Session, Term, User
from congress.queries.deadlines import chinese_date
from congress.refusals import Incomplete, NotAllowed
from congress.rules.followups import Clock
from congress.rules.meeting_moves import MeetingEvent
from congress.rules.meetings import MeetingKind, MeetingState
from congress.rules.roles import OFFICE
from congress.services import deadlines
from congress.services.base import command
from congress.services.meetings.rhythm import keep_rhythm
from congress.services.meetings.roll import call_roll
from congress.services.meetings.steps import keep, take
from congress.services.meetings.telling import invited, tell
from congress.services.steps import need

OF_BODY = {
    MeetingKind.STANDING_COMMITTEE: Body.Kind.STANDING_COMMITTEE,
    MeetingKind.CHAIRPERSONS: Body.Kind.CHAIRPERSONS,
}
IN_SESSION = frozenset({MeetingKind.CONGRESS, MeetingKind.PRESIDIUM})


@dataclass(frozen=True)
class When:
    """On which days, from when, and where."""

    starts_on: date
    starts_at: time
    place: str
    ends_on: date | None = None


@dataclass(frozen=True)
class Plan:
    """A meeting to be held. ``number`` None means the next one."""

    kind: MeetingKind
    when: When
    body: Body | None = None
    session: Session | None = None
    number: int | None = None
    presided_by: Person | None = None
    note: str = ""


def plan_meeting(*, actor: User, plan: Plan) -> Meeting:
    """Enter a meeting that is to be held, and let its dates run.

    Raises NotAllowed outside the office that keeps such meetings; Incomplete when the days are out of order, the
    number is taken, or the body or session is missing.
    """
    _may_plan(actor, plan)
    with command(actor, "plan_meeting"):
        term = term_at(actor.county_id or 0, plan.when.starts_on)
        Term.objects.select_for_update(no_key=True).get(pk=term.pk)  # numbers are given one after the other
        body, session = _place(actor, plan)
        refuse_disorder(plan.when)
        meeting = Meeting(
            county_id=actor.county_id or 0,
            kind=plan.kind,
            term=term,
            body=body,
            session=session,
            number=_number(plan, term, body, session),
            presided_by=plan.presided_by,
            note=plan.note.strip(),
            created_by=actor,
        )
        set_when(meeting, plan.when)
        meeting.save()
        if plan.kind == MeetingKind.STANDING_COMMITTEE:
            deadlines.start(meeting, Clock.MEETING_NOTICE, meeting.starts_on)
        call_roll(meeting)
        keep(meeting)
        keep_rhythm(meeting)
    return meeting


def _may_plan(actor: User, plan: Plan) -> None:
    who = standing(actor)
    own = plan.kind is MeetingKind.COMMITTEE and plan.body is not None and plan.body.pk in who.bodies(OFFICE)
    if not own and not keeps_meetings(who):
        raise NotAllowed(_("会议由常委会办公室登记；各委员会的会议由其工作人员登记。"))


def term_at(county: int, on: date) -> Term:
    """The term of the county's congress on a day. Raises Incomplete before the first one."""
    term = Term.objects.filter(congress=county, since__lte=on).order_by("-number").first()
    if term is None or (term.until and term.until < on):
        raise Incomplete({"starts_on": _("这一天不在任何一届的任期内，请核对日期。")})
    return term


def _place(actor: User, plan: Plan) -> tuple[Body | None, Session | None]:
    """The body that meets, or the session it belongs to."""
    if plan.kind in IN_SESSION:
        if plan.session is None:
            raise Incomplete({"session": _("请选择是哪一次人民代表大会会议。")})
        return None, plan.session
    if plan.kind is MeetingKind.COMMITTEE:
        if plan.body is None:
            raise Incomplete({"body": _("请选择召开会议的委员会。")})
        return plan.body, None
    return Body.objects.filter(congress=actor.county_id, kind=OF_BODY[plan.kind]).order_by("id").first(), None


def next_number(kind: MeetingKind, term: Term, body: Body | None, session: Session | None) -> int:
    """One more than the last of its kind in the term; a congress has its session's own."""
    if kind is MeetingKind.CONGRESS and session:
        return session.number
    rows = Meeting.objects.filter(kind=kind, term=term, body=body, session=session)
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _number(plan: Plan, term: Term, body: Body | None, session: Session | None) -> int:
    number = plan.number or next_number(plan.kind, term, body, session)
    rows = Meeting.objects.filter(kind=plan.kind, term=term, body=body, session=session, number=number)
    if rows.exists():
        text = _("第%(n)s次会议已经登记过了。留空则自动编为第%(next)s次。")
        shape = {"n": number, "next": next_number(plan.kind, term, body, session)}
        raise Incomplete({"number": text % shape})
    return number


def refuse_disorder(when: When) -> None:
    """Raise Incomplete when the days of a meeting are out of order or the place is missing."""
    if when.ends_on and when.ends_on < when.starts_on:
        raise Incomplete({"ends_on": _("结束日期早于举行日期，请核对。")})
    if when.ends_on and (when.ends_on - when.starts_on).days > 30:
        raise Incomplete({"ends_on": _("会期超过三十天，请核对日期。")})
    need("place", when.place, _("请写明会议地点。"))


def set_when(meeting: Meeting, when: When) -> None:
    """Write days, time and place on a meeting."""
    meeting.starts_on, meeting.ends_on = when.starts_on, when.ends_on or when.starts_on
    meeting.starts_at, meeting.place = when.starts_at, when.place.strip()


def cancel_meeting(*, actor: User, meeting: Meeting, reason: str, version: int | None = None) -> Meeting:
    """取消会议: nothing of it is awaited any more, and everybody who was told hears that it does not take place.

    Raises NotAllowed, WrongState, Conflict, Incomplete without a reason.
    """
    why = need("reason", reason, _("请写明取消的原因，会通知已收到会议通知的人。"))
    with command(actor, "cancel_meeting", why):
        meeting = take(actor, MeetingEvent.CANCEL, meeting, version)
        meeting.state, meeting.cancel_reason = MeetingState.CANCELLED, why[:200]
        deadlines.stop_everything(meeting)
        keep(meeting)
        keep_rhythm(meeting)
        text = _("原定%(day)s举行的%(meeting)s不再举行。原因：%(why)s")
        shape = {"day": chinese_date(meeting.starts_on), "meeting": meeting, "why": why}
        tell(meeting, invited(meeting), _("会议取消：%(meeting)s") % shape, text % shape)
    return meeting


def is_past(when: When) -> bool:
    """Whether a meeting would lie in the past: allowed for what is entered afterwards, and worth a word."""
    return when.starts_on < today()
