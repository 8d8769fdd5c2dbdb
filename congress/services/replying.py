"""The answer: given by the unit, checked by the government office and the responsible office, issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from congress import may
from congress.clock import now, today
from congress.kinds import registry
from congress.models import Assignment, Check, FollowUp, OutcomeClass, Promise, Reply, User
from congress.queries.recipients import Recipient, recipients
from congress.refusals import Incomplete
from congress.rules.followups import (
    AssignmentState,
    Clock,
    FollowUpState,
    PromiseState,
    ReplyState,
    RequestKind,
    RequestState,
)
from congress.rules.transitions import Event
from congress.services import deadlines
from congress.services.base import command, save
from congress.services.files import Upload, store
from congress.services.followups import refresh
from congress.services.notices import notify
from congress.services.steps import decide, lock, need, open_request, refuse_outside


@dataclass(frozen=True)
class Letter:
    """What the reply's stamped paper says; why nobody was met, when nobody was."""

    number: str
    dated: date
    outcome: OutcomeClass
    signer: str
    contact_name: str
    contact_phone: str
    summary: str = ""
    promised_by: date | None = None
    may_publish: bool = True
    no_contact_reason: str = ""


def reply(
    *, actor: User, assignment: Assignment, letter: Letter, files: Sequence[Upload], version: int | None = None
) -> Reply:
    """答复: hand the stamped answer in; it reaches the deputy when the offices have checked it.

    Without a contact record the reason or the attempts made are asked for (代表法 §51 wants the
    deputy heard). Raises NotAllowed, WrongState, Conflict; Incomplete when the scan is missing, a date
    contradicts the hand-over, or a class that promises comes without a date.
    """
    with command(actor, "reply"):
        followup, row = lock(assignment, version)
        move = may.require(actor, Event.REPLY, row)
        _refuse_letter(row, letter, files)
        made = Reply.objects.create(
            assignment=row,
            number=letter.number,
            dated=letter.dated,
            outcome=letter.outcome,
            signer=letter.signer,
            contact_name=letter.contact_name,
            contact_phone=letter.contact_phone,
            summary=letter.summary,
            promised_by=letter.promised_by,
            may_publish=letter.may_publish,
            no_contact_reason=letter.no_contact_reason.strip(),
            submitted_by=actor,
            submitted_at=now(),
        )
        for upload in files:
            store(actor=actor, county=followup.county, upload=upload, reply=made)
        decide(open_request(row, RequestKind.EXTENSION), actor, RequestState.OVERTAKEN)
        row.state, row.pending, row.answered_on = move.to, "", today()
        deadlines.stop(row)
        deadlines.start(row, Clock.CHECK, today())
        save(row)
        refresh(followup)
        checker = Recipient.COORDINATOR if row.state == AssignmentState.COORDINATOR_CHECK else Recipient.OFFICE
        notify(followup, recipients(followup, [checker], row), _("收到答复，请审核"))
    return made


def _refuse_letter(row: Assignment, letter: Letter, files: Sequence[Upload]) -> None:
    refuse_outside(row, "dated", letter.dated)
    if not files:
        raise Incomplete({"attached": _("请上传盖章答复函的扫描件；纸质留存的，勾选“收讫（纸质）”。")})
    if letter.outcome.needs_tracking and letter.promised_by is None:
        text = _("%(outcome)s须写明承诺完成日期，以便跟踪。")
        raise Incomplete({"promised_by": text % {"outcome": letter.outcome}})
    if letter.promised_by and letter.promised_by < letter.dated:
        raise Incomplete({"promised_by": _("承诺完成日期早于答复日期，请核对。")})
    contacts = registry.of(row.followup).policy.contact
    if contacts and not letter.no_contact_reason.strip() and not row.contacts.exists():
        text = _("还没有面商记录。请先记录面商；确实未能联系的，写明原因或已作的尝试（代表法第五十一条）。")
        raise Incomplete({"no_contact_reason": text})


def pass_reply(*, actor: User, assignment: Assignment, note: str = "", version: int | None = None) -> Reply:
    """审核通过: to the responsible office, or, by it, to the deputies; their evaluation's clock starts then.

    Raises NotAllowed, WrongState, Conflict.
    """
    with command(actor, "pass_reply"):
        followup, row = lock(assignment, version)
        move = may.require(actor, Event.PASS, row)
        waiting = _waiting(row)
        _check(actor, row, waiting, passed=True, note=note.strip())
        row.state = move.to
        deadlines.stop(row, Clock.CHECK)
        if row.state == AssignmentState.ANSWERED:
            _issue(followup, row, waiting)
        else:
            deadlines.start(row, Clock.CHECK, today())
            save(row)
            refresh(followup)
            notify(followup, recipients(followup, [Recipient.OFFICE], row), _("政府办已审核答复，请审核"))
    return waiting


def _waiting(row: Assignment) -> Reply:
    return row.replies.get(state=ReplyState.SUBMITTED)


def _check(actor: User, row: Assignment, checked: Reply, *, passed: bool, note: str) -> None:
    by_coordinator = row.state == AssignmentState.COORDINATOR_CHECK and row.coordinator
    place = str(row.coordinator.short_name if by_coordinator and row.coordinator else row.followup.office)
    Check.objects.create(reply=checked, place=place, passed=passed, note=note, checked_by=actor, checked_at=now())


def _issue(followup: FollowUp, row: Assignment, issued: Reply) -> None:
    """The answer counts from now on; the deputies are told, and what it promises is followed."""
    issued.state, issued.issued_at = ReplyState.ISSUED, now()
    issued.save()
    row.answered_on = timezone.localdate(issued.submitted_at)
    save(row)
    if issued.promised_by:
        _promise(followup, row, issued)
    refresh(followup)
    if followup.state == FollowUpState.ANSWERED:
        followup.answered_on = today()
        if registry.of(followup).asked:
            followup.evaluation_due_on = deadlines.start(followup, Clock.EVALUATION, today()).due_on
        refresh(followup)
    text = _("%(unit)s已答复，请查看并评价。") % {"unit": row.department}
    notify(followup, recipients(followup, [Recipient.ASKERS]), _("收到答复，请评价"), text)


def _promise(followup: FollowUp, row: Assignment, issued: Reply) -> None:
    assert issued.promised_by is not None
    followup.promises.filter(assignment__department=row.department, state=PromiseState.OPEN).update(
        state=PromiseState.REPLACED
    )
    Promise.objects.create(
        county=followup.county,
        followup=followup,
        assignment=row,
        reply=issued,
        text=(issued.summary or str(issued.outcome))[:300],
        first_due_on=issued.promised_by,
        due_on=issued.promised_by,
    )
    deadlines.start(row, Clock.PROMISE, issued.promised_by)


def send_back_reply(*, actor: User, assignment: Assignment, note: str, version: int | None = None) -> Reply:
    """退回补正: the unit mends its answer; the legal date stands and runs again.

    Raises NotAllowed, WrongState, Conflict; Incomplete without a reason.
    """
    with command(actor, "send_back_reply"):
        followup, row = lock(assignment, version)
        may.require(actor, Event.SEND_BACK_REPLY, row)
        note = need("note", note, _("请写明需要补正的内容。"))
        waiting = _waiting(row)
        _check(actor, row, waiting, passed=False, note=note)
        waiting.state = ReplyState.SENT_BACK
        waiting.save()
        row.state, row.answered_on = AssignmentState.HANDLING, None
        deadlines.stop(row, Clock.CHECK)
        last = row.deadlines.filter(clock__in=[Clock.REPLY, Clock.REWORK]).order_by("id").last()
        if last is not None:
            deadlines.run(row, last)
        save(row)
        refresh(followup)
        notify(followup, recipients(followup, [Recipient.CONTACT], row), _("答复被退回，请补正"), note)
    return waiting
