"""The commands between hand-over and closing. Form, API, demo and tests call the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress import access
from congress.clock import now, today
from congress.labels import label
from congress.models import (
    Assignment,
    Contact,
    Department,
    Evaluation,
    FollowUp,
    OutcomeClass,
    Party,
    Person,
    Reply,
    User,
)
from congress.refusals import Incomplete, WrongState
from congress.rules.followups import (
    AssignmentState,
    Channel,
    Clock,
    ContactWay,
    Event,
    HandlingRole,
    Mark,
    PartyPart,
    unmet,
)
from congress.services import deadlines
from congress.services.base import command, locked, save
from congress.services.files import Upload, store
from congress.services.followups import refresh


def hand_over(
    *, actor: User, followup: FollowUp, department: Department, note: str = "", version: int | None = None
) -> Assignment:
    """交办 to one unit alone: the legal clock of the answer starts today (代表法 §51).

    Raises NotAllowed, WrongState, Conflict; Incomplete when the unit no longer exists.
    """
    with command(actor, "hand_over"):
        followup = locked(followup, version)
        access.require(actor, Event.HAND_OVER, followup)
        _refuse_ended(department)
        assignment = Assignment(
            county=followup.county,
            followup=followup,
            department=department,
            role=HandlingRole.SOLE,
            round=followup.round,
            handed_over_on=today(),
            handed_over_by=actor,
            note=note,
            reply_due_on=today(),
        )
        assignment.save()
        reply_clock = deadlines.start(assignment, Clock.REPLY, today())
        deadlines.start(assignment, Clock.CONTACT, today())
        deadlines.run_on(assignment, deadlines.start(assignment, Clock.SIGN_FOR, today()))
        assignment.reply_due_on = reply_clock.due_on
        assignment.save()
        _involve(followup, department)
        followup.handed_over_on = followup.handed_over_on or today()
        followup.reply_due_on = reply_clock.due_on
        followup.due_on, followup.due_clock = assignment.due_on, assignment.due_clock
        refresh(followup)
    return assignment


def _involve(followup: FollowUp, department: Department) -> None:
    """The unit becomes a party, and so does the office that coordinates it (政府办督查室)."""
    Party.objects.get_or_create(followup=followup, part=PartyPart.UNIT, department=department)
    if department.coordinator:
        Party.objects.get_or_create(followup=followup, part=PartyPart.COORDINATOR, department=department.coordinator)


def _refuse_ended(department: Department) -> None:
    if department.until and department.until < today():
        text = _("%(unit)s已于%(day)s撤销，请选择承接其职能的单位。")
        raise Incomplete({"department": text % {"unit": department, "day": department.until}})


def sign_for(*, actor: User, assignment: Assignment, version: int | None = None) -> Assignment:
    """签收: the unit confirms receipt; its answer's clock goes on from the hand-over.

    Raises NotAllowed, WrongState (somebody has signed already), Conflict.
    """
    with command(actor, "sign_for"):
        followup, assignment = _lock(assignment, version)
        access.require(actor, Event.SIGN_FOR, followup, assignment)
        assignment.state = AssignmentState.HANDLING
        assignment.signed_for_on = today()
        assignment.signed_for_by = actor
        assignment.handler = actor.person
        _run_on_last(assignment, Clock.REPLY)
        _finish(followup, assignment)
    return assignment


@dataclass(frozen=True)
class Meeting:
    """What a contact record says: when, how, where, who of the unit, whom they met and his view."""

    on: date
    way: ContactWay
    by: str
    met: str
    view: str
    place: str = ""


def log_contact(*, actor: User, assignment: Assignment, meeting: Meeting, files: Sequence[Upload] = ()) -> Contact:
    """面商: record a contact with the deputy, which the law asks for before the answer (代表法 §51).

    Raises NotAllowed, WrongState; Incomplete for a day before the hand-over or after today.
    """
    with command(actor, "log_contact"):
        followup, assignment = _lock(assignment, None)
        access.require(actor, Event.CONTACT, followup, assignment)
        _refuse_outside(assignment, "on", meeting.on)
        contact = Contact.objects.create(
            assignment=assignment,
            on=meeting.on,
            way=meeting.way,
            place=meeting.place,
            by=meeting.by,
            met=meeting.met,
            view=meeting.view,
            recorded_by=actor,
            recorded_at=now(),
        )
        for upload in files:
            store(actor=actor, county=followup.county, upload=upload, contact=contact)
    return contact


def _refuse_outside(assignment: Assignment, name: str, day: date) -> None:
    if day < assignment.handed_over_on:
        text = _("日期早于交办日%(day)s，请核对。")
        raise Incomplete({name: text % {"day": assignment.handed_over_on}})
    if day > today():
        raise Incomplete({name: _("日期在今天之后，请核对。")})


@dataclass(frozen=True)
class Letter:
    """What the reply's stamped paper says."""

    number: str
    dated: date
    outcome: OutcomeClass
    signer: str
    contact_name: str
    contact_phone: str
    summary: str = ""
    promised_by: date | None = None
    may_publish: bool = True


def reply(
    *, actor: User, assignment: Assignment, letter: Letter, files: Sequence[Upload], version: int | None = None
) -> Reply:
    """答复: the stamped answer reaches the deputy; the clock of his evaluation starts today.

    Raises NotAllowed, WrongState, Conflict; Incomplete when the scan is missing, a date contradicts
    the hand-over, or a class that promises comes without a date.
    """
    with command(actor, "reply"):
        followup, assignment = _lock(assignment, version)
        access.require(actor, Event.REPLY, followup, assignment)
        _refuse_letter(assignment, letter, files)
        issued = Reply.objects.create(
            assignment=assignment,
            number=letter.number,
            dated=letter.dated,
            outcome=letter.outcome,
            signer=letter.signer,
            contact_name=letter.contact_name,
            contact_phone=letter.contact_phone,
            summary=letter.summary,
            promised_by=letter.promised_by,
            may_publish=letter.may_publish,
            submitted_by=actor,
            submitted_at=now(),
        )
        for upload in files:
            store(actor=actor, county=followup.county, upload=upload, reply=issued)
        assignment.state = AssignmentState.ANSWERED
        assignment.answered_on = today()
        deadlines.run_on(assignment, None)
        _finish(followup, assignment)
    return issued


def _refuse_letter(assignment: Assignment, letter: Letter, files: Sequence[Upload]) -> None:
    _refuse_outside(assignment, "dated", letter.dated)
    if not files:
        raise Incomplete({"attached": _("请上传盖章答复函的扫描件；纸质留存的，勾选“收讫（纸质）”。")})
    if letter.outcome.needs_tracking and letter.promised_by is None:
        text = _("%(outcome)s须写明承诺完成日期，以便跟踪。")
        raise Incomplete({"promised_by": text % {"outcome": letter.outcome}})
    if letter.promised_by and letter.promised_by < letter.dated:
        raise Incomplete({"promised_by": _("承诺完成日期早于答复日期，请核对。")})


@dataclass(frozen=True)
class Opinion:
    """A deputy's evaluation: process and result apart."""

    process: Mark
    result: Mark
    reason: str = ""


def evaluate(*, actor: User, reply: Reply, opinion: Opinion) -> Evaluation:
    """代表评价 by the deputy himself, once per reply.

    Raises NotAllowed; WrongState when closed or evaluated already; Incomplete when dissatisfied
    without a reason.
    """
    with command(actor, "evaluate"):
        followup, _assignment = _lock(reply.assignment, None)
        access.require(actor, Event.EVALUATE, followup)
        if Mark.BAD in (opinion.process, opinion.result) and not opinion.reason.strip():
            raise Incomplete({"reason": _("评价“不满意”的，请写明理由，以便重新办理。")})
        if Evaluation.objects.filter(reply=reply, person=actor.person).exists():
            raise WrongState(_("您已经评价过这份答复。"))
        evaluation = Evaluation.objects.create(
            reply=reply,
            person=_person(actor),
            process=opinion.process,
            result=opinion.result,
            reason=opinion.reason.strip(),
            channel=Channel.ONLINE,
            recorded_by=actor,
            recorded_at=now(),
        )
        if _is_asker(followup, actor):
            followup.evaluated_on = today()
            deadlines.run_on(followup, None)
        refresh(followup)
    return evaluation


def _person(actor: User) -> Person:
    assert actor.person is not None  # access.require let nobody through without one
    return actor.person


def _is_asker(followup: FollowUp, actor: User) -> bool:
    return followup.parties.filter(part=PartyPart.ASKER, person=actor.person).exists()


def close(*, actor: User, followup: FollowUp, version: int | None = None) -> FollowUp:
    """办结: by the responsible office, after the evaluation or when its time is over.

    Raises NotAllowed, Conflict, WrongState (with the guard's words while the evaluation may still come).
    """
    with command(actor, "close"):
        followup = locked(followup, version)
        move = access.require(actor, Event.CLOSE, followup)
        failing = unmet(move.guards, evaluation_due_on=followup.due_on, today=today())
        if failing:
            raise WrongState(label(failing))
        followup.closed_on = today()
        deadlines.run_on(followup, None)
        refresh(followup)
    return followup


def _lock(assignment: Assignment, version: int | None) -> tuple[FollowUp, Assignment]:
    """Lock the follow-up first, then the assignment; refuse an outdated form."""
    followup = locked(assignment.followup, None)
    return followup, locked(assignment, version)


def _run_on_last(assignment: Assignment, clock: Clock) -> None:
    deadlines.run_on(assignment, assignment.deadlines.filter(clock=clock).order_by("id").last())


def _finish(followup: FollowUp, assignment: Assignment) -> None:
    """Save the assignment, then let the follow-up run on its nearest open clock."""
    save(assignment)
    rows = list(followup.assignments.filter(round=followup.round))
    still_open = [row for row in rows if row.due_on]
    if still_open:
        nearest = min(still_open, key=lambda row: row.due_on or date.max)
        followup.due_on, followup.due_clock = nearest.due_on, nearest.due_clock
    elif all(row.state == AssignmentState.ANSWERED for row in rows):
        followup.answered_on = today()
        deadlines.run_on(followup, deadlines.start(followup, Clock.EVALUATION, today()))
    refresh(followup)
