"""Files and printed papers; both start from what the reader may see."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase

from congress.access import reads_letter, visible_to
from congress.clock import today
from congress.documents import pdf_response, render_pdf
from congress.models import Assignment, Attachment, Promise, Reply, UnitRequest, Urging
from congress.queries.deadlines import clock_due, ledger_of
from congress.queries.letters import prints_form
from congress.queries.sheets import boxes, dues, hand_over_list, opinion_forms, work_sheet
from congress.rules.followups import ASKERS, Clock, ReplyState, RequestKind, UrgingKind
from congress.views.base import SignedInRequest, shown

ASSIGNED = ("followup__county", "followup__office", "department", "coordinator")


@login_required
def download(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A file, always as an attachment and never sniffed by the browser."""
    row = shown(request.user, Attachment, pk)
    if not row.file.name or not row.file.storage.exists(row.file.name):
        raise Http404
    return FileResponse(row.file.open("rb"), as_attachment=True, filename=row.name, content_type=row.media_type)


def _print(template: str, row: Assignment, name: str, **more: Any) -> HttpResponse:
    """A paper about one unit's share of a matter."""
    context = {
        "assignment": row,
        "followup": row.followup,
        "county": row.followup.county,
        "office": row.followup.office,
        "today": today(),
        **more,
    }
    return pdf_response(render_pdf(f"documents/{template}.html", context), f"{name} {row.followup}")


def _lettered(request: SignedInRequest, pk: int) -> Assignment:
    """An assignment whose letters are for the reader, or 404."""
    row = shown(request.user, Assignment, pk, *ASSIGNED)
    if not reads_letter(request.user, row):
        raise Http404
    return row


@login_required
def hand_over_letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """交办通知: the letter to the unit, with the legal date and what it rests on."""
    row = _lettered(request, pk)
    clock = Clock.CO_OPINION if row.role == "assist" else Clock.REPLY
    due = clock_due(row, clock, ledger_of([row.followup_id]))
    return _print("hand_over_letter", row, "交办通知", due=due)


@login_required
def hand_over_lists(request: SignedInRequest) -> HttpResponse:
    """交办清单 of a day (``on``) or of chosen matters (``followup``), of every unit or of one (``unit``)."""
    try:
        on = date.fromisoformat(request.GET["on"]) if "on" in request.GET else None
        chosen = [int(key) for key in request.GET.getlist("followup")]
        unit = int(request.GET["unit"]) if "unit" in request.GET else None
    except ValueError as error:
        raise Http404 from error
    units = hand_over_list(request.user, on, chosen, unit) if on or chosen else []
    if not units:
        raise Http404
    first = units[0].rows[0].followup
    context = {
        "units": units,
        "on": on,
        "office": first.office,
        "county": first.county,
        "total": len({row.followup.pk for held in units for row in held.rows}),
        "today": today(),
    }
    return pdf_response(render_pdf("documents/hand_over_list.html", context), "交办清单")


@login_required
def work_sheet_of(request: SignedInRequest, pk: int) -> HttpResponse:
    """办理单: goes round the unit with the matter."""
    row = _lettered(request, pk)
    return _print("work_sheet", row, "办理单", sheet=work_sheet(request.user, row))


@login_required
def opinion_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """征询意见表, one page a deputy, prefilled but for what the deputy alone may say."""
    reply = shown(request.user, Reply, pk, *(f"assignment__{name}" for name in ASSIGNED))
    row = reply.assignment
    askers = row.followup.parties.filter(part__in=ASKERS).values_list("person_id", flat=True)
    if reply.state != ReplyState.ISSUED or not prints_form(request.user, row, frozenset(a for a in askers if a)):
        raise Http404
    due = clock_due(row.followup, Clock.EVALUATION, ledger_of([row.followup_id]))
    forms = opinion_forms(request.user, row.followup)
    return _print("opinion_form", row, "征询意见表", reply=reply, forms=forms, boxes=boxes(), due=due)


@login_required
def urging_slip(request: SignedInRequest, pk: int) -> HttpResponse:
    """催办单 or 督办通知单."""
    urging = shown(
        request.user, Urging, pk, "urged_by__person", "county", *(f"assignment__{name}" for name in ASSIGNED)
    )
    row = urging.assignment
    clocks: tuple[Clock, ...] = (Clock.CO_OPINION, Clock.REPLY, Clock.REWORK, Clock.PROMISE)
    if row.signed_for_on is None:
        clocks = (Clock.SIGN_FOR, *clocks)
    more = {
        "urging": urging,
        "supervises": urging.kind == UrgingKind.SUPERVISE,
        "dues": dues(row, clocks),
        "promises": list(visible_to(request.user, Promise).filter(assignment=row)),
    }
    return _print("urging_slip", row, "督办通知单" if more["supervises"] else "催办单", **more)


@login_required
def request_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """退办申请 or 延期申请, with its decision when there is one."""
    asked = shown(
        request.user,
        UnitRequest,
        pk,
        "requested_by__person",
        "proposed",
        "raised_by__person",
        "decided_by__person",
        *(f"assignment__{name}" for name in ASSIGNED),
    )
    row = asked.assignment
    returns = asked.kind == RequestKind.RETURN
    clocks = (Clock.RETURN, Clock.REASSIGN, Clock.CO_OPINION, Clock.REPLY) if returns else (Clock.REPLY,)
    name = "退办申请" if returns else "延期申请"
    return _print("request_sheet", row, name, asked=asked, returns=returns, dues=dues(row, clocks))


@login_required
def rework_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """重新办理通知书 to a unit whose answer did not satisfy; the deputy's own words stay with the offices."""
    row = _lettered(request, pk)
    if row.round == 1:
        raise Http404
    before = visible_to(request.user, Reply).filter(
        assignment__followup=row.followup,
        assignment__department=row.department,
        assignment__round=row.round - 1,
        state=ReplyState.ISSUED,
    )
    more = {"before": before.first(), "dues": dues(row, (Clock.SIGN_FOR, Clock.REWORK))}
    return _print("rework_notice", row, "重新办理通知书", nth=row.round - 1, **more)
