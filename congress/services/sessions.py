"""The congress in session: its organs, its closing times, and which deputies have come."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from congress.access.ballots import runs_votes
from congress.clock import now, today
from congress.models import Attendance, Delegation, Mandate, Meeting, Person, Session, SessionPart, User
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.meetings import Answer, MeetingKind, MeetingState, Quality
from congress.rules.sessions import SessionGroup
from congress.services.base import command


def _refuse_others(actor: User, county: int) -> None:
    if actor.county_id != county or not runs_votes(actor):
        raise NotAllowed(_("只有县人大机关的工作机构可以办理大会会务。"))


def set_closing_times(
    *, actor: User, session: Session, motions_close_at: datetime | None, suggestions_close_at: datetime
) -> Session:
    """议案和建议的截止时间, as the presidium fixed them. Raises NotAllowed; Incomplete for a time after the session."""
    with command(actor, "set_closing_times"):
        session = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
        _refuse_others(actor, session.term.congress_id)
        if motions_close_at and timezone.localdate(motions_close_at) > session.closes_on:
            text = _("截止时间在大会闭幕（%(day)s）之后，请核对。")
            raise Incomplete({"motions_close_at": text % {"day": session.closes_on}})
        session.motions_close_at = motions_close_at
        session.suggestions_close_at = suggestions_close_at
        session.save()
    return session


def add_parts(
    *, actor: User, session: Session, group: SessionGroup, people: Sequence[tuple[str, str]]
) -> list[SessionPart]:
    """Add members to an organ of the session, by name and title; who is in it already stays as he is.

    Raises NotAllowed; Incomplete for a name nobody or more than one person bears.
    """
    with command(actor, "add_parts"):
        _refuse_others(actor, session.term.congress_id)
        names = [name for name, _title in people]
        if not names:
            raise Incomplete({"people": _("请填写姓名，每行一人。")})
        found = persons_named(session, names, deputies_only=group is SessionGroup.PRESIDIUM)
        held = set(SessionPart.objects.filter(session=session, group=group).values_list("person", flat=True))
        order = len(held)
        return SessionPart.objects.bulk_create(
            SessionPart(session=session, group=group, person=found[name], title=title, place_order=order + n)
            for n, (name, title) in enumerate(people)
            if found[name].pk not in held
        )


def persons_named(session: Session, names: Collection[str], *, deputies_only: bool) -> Mapping[str, Person]:
    """The persons behind names: deputies of the term, or anybody of the county. Raises Incomplete for the others."""
    rows = Person.objects.filter(county=session.term.congress_id, name__in=names)
    if deputies_only:
        rows = rows.filter(pk__in=Mandate.objects.on(today()).filter(term=session.term_id).values("person"))
    found: dict[str, list[Person]] = {}
    for person in rows:
        found.setdefault(person.name, []).append(person)
    unknown = [name for name in dict.fromkeys(names) if name not in found]
    doubtful = [name for name, people in found.items() if len(people) > 1]
    if unknown:
        who = _("本届在任代表") if deputies_only else _("本县的人员")
        text = _("“%(names)s”不在%(who)s名册里，请核对姓名。")
        raise Incomplete({"people": text % {"names": "、".join(unknown), "who": who}})
    if doubtful:
        text = _("“%(names)s”有同名的人，请先在名册中区别。")
        raise Incomplete({"people": text % {"names": "、".join(doubtful)}})
    return {name: people[0] for name, people in found.items()}


def remove_part(*, actor: User, part: SessionPart) -> None:
    """Take somebody off an organ of the session. Raises NotAllowed."""
    with command(actor, "remove_part"):
        _refuse_others(actor, part.session.term.congress_id)
        part.delete()


def register_delegation(
    *, actor: User, meeting: Meeting, delegation: Delegation, came: Collection[int], leave: Mapping[int, str]
) -> int:
    """报到和请假 of one delegation: who has come, who is on leave and why; the rest has not come yet.

    ``came`` and the keys of ``leave`` are persons. Returns how many have come. Raises NotAllowed; WrongState once the
    session is over; Incomplete for a leave without a reason or somebody who is no deputy of the delegation.
    """
    with command(actor, "register_delegation"):
        _refuse_others(actor, meeting.county_id)
        if meeting.kind != MeetingKind.CONGRESS or meeting.state in {MeetingState.CLOSED, MeetingState.CANCELLED}:
            raise WrongState(_("这次大会不在报到期间。"))
        mandates = Mandate.objects.on(meeting.starts_on).filter(delegation=delegation, term=meeting.term_id)
        people = set(mandates.values_list("person", flat=True))
        if set(came) - people or set(leave) - people:
            raise Incomplete({"came": _("名单里有人不是本代表团的代表，请重新打开此页。")})
        if set(came) & set(leave):
            raise Incomplete({"came": _("同一位代表不能既报到又请假，请核对。")})
        if any(not reason.strip() for reason in leave.values()):
            raise Incomplete({"leave": _("请假须写明理由（代表法规定代表应当出席会议）。")})
        _write_register(meeting, delegation, people, set(came), leave)
    return len(came)


def _write_register(
    meeting: Meeting, delegation: Delegation, people: set[int], came: set[int], leave: Mapping[int, str]
) -> None:
    present = meeting.attendances.select_for_update().filter(person__in=people)
    rows = {row.person_id or 0: row for row in present}
    missing = [
        Attendance(meeting=meeting, person_id=person, quality=Quality.MEMBER, delegation=delegation)
        for person in sorted(people - set(rows))
    ]
    rows |= {row.person_id or 0: row for row in Attendance.objects.bulk_create(missing)}
    moment = now()
    for person, row in rows.items():
        row.delegation = delegation
        row.came_at = (row.came_at or moment) if person in came else None
        row.left_at = row.left_at if person in came else None
        row.answer = Answer.LEAVE if person in leave else Answer.COMING if person in came else Answer.NONE
        row.answer_note = leave.get(person, "").strip()[:200]
        row.version += 1
    fields = ["delegation", "came_at", "left_at", "answer", "answer_note", "version"]
    Attendance.objects.bulk_update(rows.values(), fields)
