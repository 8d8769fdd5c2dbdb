"""Files and printed papers; both start from what the reader may see."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase

from congress.access import reads_letter
from congress.clock import today
from congress.documents import pdf_response, render_pdf
from congress.models import Assignment, Attachment
from congress.queries.deadlines import clock_due, ledger_of
from congress.rules.followups import Clock
from congress.views.base import SignedInRequest, shown


@login_required
def download(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A file, always as an attachment and never sniffed by the browser."""
    row = shown(request.user, Attachment, pk)
    if not row.file.name or not row.file.storage.exists(row.file.name):
        raise Http404
    return FileResponse(row.file.open("rb"), as_attachment=True, filename=row.name, content_type=row.media_type)


@login_required
def hand_over_letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """交办通知: the letter to the unit, with the legal date and what it rests on."""
    row = shown(request.user, Assignment, pk, "followup__county", "followup__office", "department")
    if not reads_letter(request.user, row):
        raise Http404
    context = {
        "assignment": row,
        "followup": row.followup,
        "county": row.followup.county,
        "due": clock_due(row, Clock.REPLY, ledger_of([row.followup_id])),
        "today": today(),
    }
    return pdf_response(render_pdf("documents/hand_over_letter.html", context), f"交办通知 {row.followup}")
