"""Giving a matter back within the window, and giving it to another unit with the same legal date."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress import may
from congress.clock import now, today
from congress.models import Assignment, Department, FollowUp, UnitRequest, User
from congress.queries.recipients import Recipient, recipients
from congress.refusals import Incomplete, NotAllowed
from congress.rules.followups import AssignmentState, Clock, PartyPart, RequestKind, RequestState
from congress.rules.transitions import Event
from congress.services import deadlines
from congress.services.assigning import await_signature, first_reader, take_over
from congress.services.base import command, save
from congress.services.followups import refresh
from congress.services.notices import notify
from congress.services.steps import decide, lock, need, open_request, refuse_ended, refuse_same


def request_return(
    *, actor: User, assignment: Assignment, reason: str, proposed: Department | None = None, version: int | None = None
) -> UnitRequest:
    """申请退办 within the window, to whoever handed over; no passing on by oneself (各地办法通例).

    Raises NotAllowed, Conflict, WrongState when the window is over; Incomplete without a reason.
    """
    with command(actor, "request_return"):
        followup, row = lock(assignment, version)
        move = may.require(actor, Event.RETURN, row)
        reason = need("reason", reason, _("请写明不属于本单位职责的理由。"))
        if proposed == row.department:
            raise Incomplete({"proposed": _("建议承办单位不能是本单位。")})
        overtaken = open_request(row, RequestKind.EXTENSION)
        decide(overtaken, actor, RequestState.OVERTAKEN)
        request = UnitRequest.objects.create(
            assignment=row,
            kind=RequestKind.RETURN,
            reason=reason,
            proposed=proposed,
            requested_by=actor,
            requested_at=now(),
        )
        row.state, row.pending = move.to, RequestKind.RETURN
        followup.returns += 1
        deadlines.stop(row, Clock.SIGN_FOR)
        deadlines.start(row, Clock.REASSIGN, today())
        save(row)
        refresh(followup)
        decider = Recipient.COORDINATOR if row.state == AssignmentState.RETURNING else Recipient.OFFICE
        notify(followup, recipients(followup, [decider], row), _("收到退办申请"), reason)
    return request


def raise_return(*, actor: User, assignment: Assignment, note: str, version: int | None = None) -> Assignment:
    """Bring to the responsible office what belongs to another system than the coordinator's own.

    Raises NotAllowed, WrongState, Conflict; Incomplete without a reason.
    """
    with command(actor, "raise_return"):
        followup, row = lock(assignment, version)
        may.require(actor, Event.RAISE, row)
        note = need("note", note, _("请写明不属于政府系统的理由。"))
        request = open_request(row, RequestKind.RETURN)
        if request is None:
            request = UnitRequest(assignment=row, kind=RequestKind.RETURN, reason=note)
            request.requested_by, request.requested_at = actor, now()
            followup.returns += 1
        request.raised_by, request.raised_note = actor, note
        request.save()
        row.state, row.pending = AssignmentState.RAISED, RequestKind.RETURN
        deadlines.stop(row, Clock.FORWARD)
        deadlines.start(row, Clock.REASSIGN, today())
        save(row)
        refresh(followup)
        notify(followup, recipients(followup, [Recipient.OFFICE], row), _("政府办报来退办"), note)
    return row


def refuse_return(*, actor: User, assignment: Assignment, answer: str, version: int | None = None) -> Assignment:
    """不同意退办: the unit has to sign for and handle it. Raises as :func:`raise_return`."""
    with command(actor, "refuse_return"):
        followup, row = lock(assignment, version)
        may.require(actor, Event.REFUSE_RETURN, row)
        answer = need("answer", answer, _("请写明不同意退办的理由。"))
        decide(open_request(row, RequestKind.RETURN), actor, RequestState.REFUSED, answer)
        row.pending = ""
        await_signature(row)
        save(row)
        refresh(followup)
        notify(followup, recipients(followup, [Recipient.CONTACT], row), _("退办申请未获同意，请签收办理"), answer)
    return row


def reassign(
    *, actor: User, assignment: Assignment, department: Department, answer: str = "", version: int | None = None
) -> Assignment:
    """改派 to another unit with the same role and the same legal date.

    The coordinator re-assigns inside his own system only. Raises NotAllowed, WrongState, Conflict,
    Incomplete.
    """
    with command(actor, "reassign"):
        followup, old = lock(assignment, version)
        may.require(actor, Event.REASSIGN, old)
        refuse_ended(department)
        refuse_same(department, followup, "department")
        if old.state != AssignmentState.RAISED and department.coordinator_id != old.coordinator_id:
            raise NotAllowed(_("政府办只能在政府系统内改派；属于其他系统的，请报代表工委。"))
        inside = old.state != AssignmentState.RAISED
        decide(open_request(old, RequestKind.RETURN), actor, RequestState.GRANTED, answer)
        old.state, old.pending = AssignmentState.REASSIGNED, ""
        deadlines.stop(old)
        save(old)
        _release(followup, old)
        new = take_over(actor, followup, old, department, answer, inside=inside)
        refresh(followup)
        notify(followup, recipients(followup, [first_reader(new)], new), _("收到改派，请及时办理"), answer)
    return new


def _release(followup: FollowUp, old: Assignment) -> None:
    """A unit whose part went to another one has nothing to do with the matter any more."""
    others = followup.assignments.filter(department=old.department).exclude(pk=old.pk)
    if not others.exclude(state=AssignmentState.REASSIGNED).exists():
        followup.parties.filter(part=PartyPart.UNIT, department=old.department).delete()
