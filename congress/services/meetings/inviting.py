"""参会人员: the roll from the posts of the day, who sits in, who listens; the notice, and what people answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from congress.clock import now
from congress.models import AgendaItem, Attendance, Department, Mandate, Meeting, Person, Post, User
from congress.queries.meetings.moves import parts
from congress.queries.meetings.notice import titles_for, wording
from congress.queries.meetings.quotas import over_quota
from congress.refusals import Incomplete, NotAllowed
from congress.rules.followups import Clock
from congress.rules.meeting_moves import MeetingEvent, MeetingPart
from congress.rules.meetings import MAY_SEND, Answer, MeetingState, Quality
from congress.rules.roles import Role
from congress.services import deadlines
from congress.services.base import command, locked, save
from congress.services.meetings.roll import call_roll
from congress.services.meetings.steps import keep, take
from congress.services.meetings.telling import tell
from congress.services.steps import need

MOST_LISTENERS = 50


@dataclass(frozen=True)
class Guests:
    """Who comes besides the members.

    ``whole`` are organs that sit in all the time, ``reporting`` organs only for the items they report on;
    ``listeners`` are citizens by name.
    """

    whole: Sequence[Department] = ()
    reporting: Sequence[Department] = ()
    deputies: Sequence[Mandate] = ()
    listeners: Sequence[str] = field(default_factory=tuple)
    reason: str = ""
    """Why more sit in or listen than the county's own rule provides for."""


def invite(*, actor: User, meeting: Meeting, guests: Guests, version: int | None = None) -> Meeting:
    """Fix the roll from the posts and mandates of the day, and who sits in and listens.

    Who stands on the list already keeps his answer. Raises NotAllowed, WrongState, Conflict; Incomplete when an
    organ has nobody who leads it, there are too many listeners, or more than the county's quota without a reason.
    """
    with command(actor, "invite", guests.reason):
        meeting = take(actor, MeetingEvent.INVITE, meeting, version)
        call_roll(meeting)
        _seat_guests(meeting, [*_of_organs(meeting, guests), *_of_deputies(meeting, guests.deputies)])
        _seat_listeners(meeting, guests.listeners)
        _mind_quotas(meeting, guests.reason)
        keep(meeting)
    return meeting


def _mind_quotas(meeting: Meeting, reason: str) -> None:
    """More than the county's own quota needs a reason, which is kept; the law sets no number."""
    over = over_quota(meeting)
    if over and not reason.strip():
        raise Incomplete({"reason": "".join(over) + _("确需超过的，请写明理由。")})
    meeting.guests_note = reason.strip()[:200] if over else ""


def _of_organs(meeting: Meeting, guests: Guests) -> list[Attendance]:
    """The heads of organs, for the whole meeting or for the first item their organ reports on."""
    items: dict[int, AgendaItem] = {}
    for item in meeting.items.filter(organ__in=[unit.pk for unit in guests.reporting]).order_by("-position"):
        items[item.organ_id or 0] = item
    found = [_head(meeting, unit, None) for unit in guests.whole]
    whole = {unit.pk for unit in guests.whole}
    reporting = [unit for unit in guests.reporting if unit.pk not in whole and unit.pk in items]
    return found + [_head(meeting, unit, items[unit.pk]) for unit in reporting]


def _head(meeting: Meeting, unit: Department, item: AgendaItem | None) -> Attendance:
    post = (
        Post.objects.on(meeting.starts_on)
        .filter(department=unit, role=Role.UNIT_LEADER)
        .select_related("person")
        .order_by("since", "id")
        .last()
    )
    if post is None:
        text = _("%(unit)s没有登记负责人，请先在通讯录补上，或者不勾选。")
        raise Incomplete({"whole": text % {"unit": unit}})
    title = f"{unit.short_name}{post.title}"
    return Attendance(person=post.person, department=unit, item=item, title=title[:80], quality=Quality.SITTING_IN)


def _of_deputies(meeting: Meeting, mandates: Sequence[Mandate]) -> list[Attendance]:
    return [
        Attendance(person=row.person, delegation=row.delegation, quality=Quality.SITTING_IN, title=_("县人大代表"))
        for row in mandates
    ]


def _seat_guests(meeting: Meeting, guests: list[Attendance]) -> None:
    """Bring those who sit in to what was asked for; who is a member stays a member."""
    on_roll = set(meeting.attendances.filter(quality=Quality.MEMBER).values_list("person_id", flat=True))
    wanted = {guest.person_id: guest for guest in guests if guest.person_id not in on_roll}
    sitting = meeting.attendances.filter(quality=Quality.SITTING_IN)
    sitting.filter(came_at=None).exclude(person__in=list(wanted)).delete()
    for order, guest in enumerate(wanted.values()):
        values = {name: getattr(guest, name) for name in ("quality", "title", "department", "delegation", "item")}
        values["place_order"] = order
        Attendance.objects.update_or_create(meeting=meeting, person=guest.person, defaults=values)


def _seat_listeners(meeting: Meeting, names: Sequence[str]) -> None:
    clean = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if len(clean) > MOST_LISTENERS:
        raise Incomplete({"listeners": _("旁听人员超过 %(n)s 人，请核对。") % {"n": MOST_LISTENERS}})
    if any(len(name) > 60 for name in clean):
        raise Incomplete({"listeners": _("每行写一个姓名，不超过 60 个字。")})
    rows = meeting.attendances.filter(quality=Quality.LISTENER)
    rows.filter(came_at=None).exclude(name__in=clean).delete()
    known = set(rows.values_list("name", flat=True))
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, name=name, quality=Quality.LISTENER, place_order=order)
        for order, name in enumerate(clean)
        if name not in known
    )


def notify_invited(*, actor: User, meeting: Meeting, version: int | None = None) -> int:
    """发出会议通知 to everybody on the list who has not been told; returns how many were.

    What each is told of the agenda is what he may read of it. Raises NotAllowed, WrongState when nobody is left to
    tell, Conflict.
    """
    with command(actor, "notify_invited"):
        meeting = take(actor, MeetingEvent.NOTIFY, meeting, version)
        call_roll(meeting)
        untold = list(
            meeting.attendances.filter(notified_at=None, person__isnull=False).select_related("person", "item")
        )
        told = _tell_by_agenda(meeting, untold)
        moment = now()
        meeting.attendances.filter(notified_at=None).update(notified_at=moment)
        meeting.state, meeting.notified_at = MeetingState.NOTIFIED, meeting.notified_at or moment
        deadlines.stop(meeting, Clock.MEETING_NOTICE)
        keep(meeting)
    return told


def _tell_by_agenda(meeting: Meeting, rows: list[Attendance]) -> int:
    """One text for all who are told the same titles."""
    items = list(meeting.items.order_by("position"))
    groups: dict[tuple[str, ...], list[Person]] = {}
    for row in rows:
        if row.person:
            groups.setdefault(titles_for(items, row), []).append(row.person)
    title = _("会议通知：%(meeting)s") % {"meeting": meeting}
    return sum(tell(meeting, people, title, wording(meeting, titles)) for titles, people in groups.items())


def answer_notice(
    *,
    actor: User,
    attendance: Attendance,
    answer: Answer,
    note: str = "",
    substitute: str = "",
    version: int | None = None,
) -> Attendance:
    """回执 by the invited person himself, or recorded by a clerk.

    Raises NotAllowed, WrongState once the meeting is open, Conflict; Incomplete for a leave without its reason and
    for a member who would send somebody else.
    """
    with command(actor, "answer_notice"):
        meeting = take(actor, MeetingEvent.ANSWER, attendance.meeting, None)
        row = locked(attendance, version)
        own = actor.person_id is not None and row.person_id == actor.person_id
        if not own and MeetingPart.KEEPER not in parts(actor, meeting):
            raise NotAllowed(_("只能回复自己的参会通知；代为登记的请联系会务机构。"))
        row.answer, row.answer_note, row.substitute = answer, note.strip()[:200], ""
        if answer is Answer.LEAVE:
            row.answer_note = need("note", note, _("请假的请写明理由。"))[:200]
        if answer is Answer.SUBSTITUTE:
            row.substitute = _substitute(row, substitute)
        row.answered_at = now() if answer is not Answer.NONE else None
        save(row)
    return row


def _substitute(row: Attendance, name: str) -> str:
    if Quality(row.quality) not in MAY_SEND:
        raise Incomplete({"answer": _("出席人员须本人参加，不能委托他人；不能参加的请请假。")})
    return need("substitute", name, _("请写明受委托参加的人及其职务。"))[:60]
