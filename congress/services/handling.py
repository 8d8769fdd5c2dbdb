"""What a unit does while it handles a matter: contacts, opinions of assisting units, extensions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress import may
from congress.clock import now, today
from congress.models import Assignment, Contact, CoOpinion, UnitRequest, User
from congress.queries.recipients import Recipient, recipients
from congress.rules.followups import OVER, AssignmentState, Clock, ContactWay, HandlingRole, RequestKind, RequestState
from congress.rules.transitions import Event
from congress.services import deadlines
from congress.services.base import command, save
from congress.services.files import Upload, store
from congress.services.followups import refresh
from congress.services.notices import notify
from congress.services.steps import decide, lock, need, open_request, refuse_outside


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
        followup, row = lock(assignment, None)
        may.require(actor, Event.CONTACT, row)
        refuse_outside(row, "on", meeting.on)
        contact = Contact.objects.create(
            assignment=row,
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
        deadlines.stop(row, Clock.CONTACT)
        refresh(followup)
    return contact


@dataclass(frozen=True)
class Paper:
    """What an assisting unit's signed opinion says."""

    text: str
    signer: str
    number: str = ""


def opine(
    *, actor: User, assignment: Assignment, paper: Paper, files: Sequence[Upload] = (), version: int | None = None
) -> CoOpinion:
    """会办意见 to the lead unit. Raises NotAllowed, WrongState, Conflict; Incomplete when it says nothing."""
    with command(actor, "opine"):
        followup, row = lock(assignment, version)
        may.require(actor, Event.OPINE, row)
        opinion = CoOpinion.objects.create(
            assignment=row,
            number=paper.number,
            signer=paper.signer,
            text=need("text", paper.text, _("请写明会办意见。")),
            submitted_by=actor,
            submitted_at=now(),
        )
        for upload in files:
            store(actor=actor, county=followup.county, upload=upload, opinion=opinion)
        row.state, row.answered_on = AssignmentState.OPINED, today()
        deadlines.stop(row)
        save(row)
        refresh(followup)
        for lead in _leads(row):
            notify(followup, recipients(followup, [Recipient.CONTACT], lead), _("收到会办意见"), paper.text)
    return opinion


def _leads(row: Assignment) -> list[Assignment]:
    rows = row.followup.assignments.filter(round=row.round, role=HandlingRole.LEAD)
    return [lead for lead in rows if AssignmentState(lead.state) not in OVER]


def return_opinion(*, actor: User, assignment: Assignment, reason: str, version: int | None = None) -> Assignment:
    """The lead unit sends an empty opinion back; it has a few days of its own to be mended.

    Raises NotAllowed, WrongState, Conflict; Incomplete without a reason.
    """
    with command(actor, "return_opinion"):
        followup, row = lock(assignment, version)
        may.require(actor, Event.RETURN_OPINION, row)
        reason = need("reason", reason, _("请写明退回的理由和需要补充的内容。"))
        last = row.opinions.order_by("id").last()
        assert last is not None  # an assisting unit is OPINED by its opinion alone
        last.returned_reason, last.returned_by, last.returned_at = reason, actor, now()
        last.save()
        row.state, row.answered_on = AssignmentState.HANDLING, None
        why = _("会办意见退回")
        row.reply_due_on = deadlines.start(row, Clock.CO_OPINION, today(), by=Clock.CO_OPINION_REDO, reason=why).due_on
        save(row)
        refresh(followup)
        notify(followup, recipients(followup, [Recipient.CONTACT], row), _("会办意见被退回，请补充"), reason)
    return row


def ask_extension(*, actor: User, assignment: Assignment, reason: str, version: int | None = None) -> UnitRequest:
    """申请延期 to six months. Raises NotAllowed, WrongState, Conflict; Incomplete without a reason."""
    with command(actor, "ask_extension"):
        followup, row = lock(assignment, version)
        may.require(actor, Event.ASK_EXTENSION, row)
        request = UnitRequest.objects.create(
            assignment=row,
            kind=RequestKind.EXTENSION,
            reason=need("reason", reason, _("请写明涉及面广、处理难度大的具体情况。")),
            requested_by=actor,
            requested_at=now(),
        )
        row.pending = RequestKind.EXTENSION
        save(row)
        refresh(followup)
        notify(followup, recipients(followup, [Recipient.OFFICE], row), _("收到延期申请"), request.reason)
    return request


def extend(*, actor: User, assignment: Assignment, reason: str, version: int | None = None) -> Assignment:
    """决定延期: six months from the same hand-over, by decision with reason, told to the deputy (代表法 §51).

    That it was late before, if it was, stays in the ledger. Raises NotAllowed, WrongState, Conflict,
    Incomplete without a reason.
    """
    with command(actor, "extend", reason):
        followup, row = lock(assignment, version)
        may.require(actor, Event.EXTEND, row)
        reason = need("reason", reason, _("请写明延期的理由。"))
        first = row.deadlines.filter(clock=Clock.REPLY).order_by("id").first()
        assert first is not None  # only the three-month clock is extendable, and it was started
        entry = deadlines.start(row, Clock.REPLY, first.anchor_on, by=Clock.EXTENSION, granted_by=actor, reason=reason)
        decide(open_request(row, RequestKind.EXTENSION), actor, RequestState.GRANTED, reason)
        row.pending, row.extendable, row.extended_on = "", False, today()
        row.reply_due_on = entry.due_on
        followup.reply_due_on = max(followup.reply_due_on or entry.due_on, entry.due_on)
        save(row)
        refresh(followup)
        told = [Recipient.ASKERS, Recipient.CONTACT, Recipient.COORDINATOR]
        text = _("答复期限延至%(day)s，理由：%(reason)s") % {"day": entry.due_on, "reason": reason}
        notify(followup, recipients(followup, told, row), _("答复期限延长"), text)
    return row


def refuse_extension(*, actor: User, assignment: Assignment, answer: str, version: int | None = None) -> Assignment:
    """不同意延期: the date stands. Raises NotAllowed, WrongState, Conflict; Incomplete without a reason."""
    with command(actor, "refuse_extension"):
        followup, row = lock(assignment, version)
        may.require(actor, Event.REFUSE_EXTENSION, row)
        answer = need("answer", answer, _("请写明不同意延期的理由。"))
        decide(open_request(row, RequestKind.EXTENSION), actor, RequestState.REFUSED, answer)
        row.pending = ""
        save(row)
        refresh(followup)
        notify(followup, recipients(followup, [Recipient.CONTACT], row), _("延期申请未获同意"), answer)
    return row
