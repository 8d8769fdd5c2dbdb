"""Files and printed papers; both start from what the reader may see."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase

from congress.access import reads_letter, visible_to
from congress.binding import bind
from congress.clock import today
from congress.documents import pdf_response
from congress.models import Assignment, Attachment, Promise, Reply, UnitRequest, Urging
from congress.official import pdf
from congress.official.content import Paper
from congress.printing import forms, letters
from congress.queries.deadlines import clock_due, ledger_of
from congress.queries.letters import prints_form
from congress.queries.sheets import dues, hand_over_list, opinion_forms, work_sheet
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


def _print(paper: Paper, row: Assignment, name: str) -> HttpResponse:
    """A paper about one unit's share of a matter."""
    return pdf_response(pdf.render(paper), f"{name} {row.followup}")


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
    return _print(letters.hand_over(row, due), row, "交办通知")


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
    return pdf_response(pdf.render(forms.hand_over_list(units, on, today())), "交办清单")


@login_required
def work_sheet_of(request: SignedInRequest, pk: int) -> HttpResponse:
    """办理单: goes round the unit with the matter."""
    row = _lettered(request, pk)
    return _print(forms.work_sheet(row, work_sheet(request.user, row)), row, "办理单")


@login_required
def opinion_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """征询意见表, one page a deputy, prefilled but for what the deputy alone may say."""
    reply = shown(request.user, Reply, pk, *(f"assignment__{name}" for name in ASSIGNED))
    row = reply.assignment
    askers = row.followup.parties.filter(part__in=ASKERS).values_list("person_id", flat=True)
    if reply.state != ReplyState.ISSUED or not prints_form(request.user, row, frozenset(a for a in askers if a)):
        raise Http404
    due = clock_due(row.followup, Clock.EVALUATION, ledger_of([row.followup_id]))
    asked = opinion_forms(request.user, row.followup)
    name = f"征询意见表 {row.followup}"
    return pdf_response(bind((pdf.render(forms.opinion_form(reply, one, due)) for one in asked), name), name)


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
    promises = list(visible_to(request.user, Promise).filter(assignment=row))
    name = "督办通知单" if urging.kind == UrgingKind.SUPERVISE else "催办单"
    return _print(letters.urging_slip(urging, dues(row, clocks), promises), row, name)


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
    return _print(forms.request_sheet(asked, dues(row, clocks)), row, name)


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
    notice = letters.rework_notice(row, before.first(), dues(row, (Clock.SIGN_FOR, Clock.REWORK)))
    return _print(notice, row, "重新办理通知书")
