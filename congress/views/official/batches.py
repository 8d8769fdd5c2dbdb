"""批量套打: who gets a letter, how far it is, one file for the printer and one for sending."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congress.background import publish
from congress.forms.official import BatchForm
from congress.labels import State
from congress.models import Batch, Document
from congress.official.content import Paper
from congress.queries.documents.moves import parts
from congress.queries.documents.printing import frozen_of
from congress.rules.documents.batches import BatchState, RecipientGroup, places
from congress.rules.documents.life import DocumentPart
from congress.services.documents import batching
from congress.views.base import SignedInRequest, done, posted, shown

WORK = "congress.work_batch"
PER_PAGE = 50


@login_required
def new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose who gets a letter; the places of the text that differ are named."""
    row = shown(request.user, Document, pk, "county", "office")
    frozen = frozen_of(row)
    if frozen is None or DocumentPart.DRAFTER not in parts(request.user, row):
        raise Http404
    form = BatchForm(posted(request))
    if request.method == "POST" and form.is_valid():
        group, listed = RecipientGroup(form.cleaned_data["recipients"]), form.cleaned_data["listed"]
        batch = form.attempt(
            lambda: batching.start_batch(actor=request.user, document=row, recipients=group, listed=listed)
        )
        if batch is not None:
            publish(WORK, batch.pk)
            return done(request, _("共%(n)s份，已交后台生成。") % {"n": batch.total}, "document-batch", batch.pk)
    found = places(Paper.of_json(frozen.content))
    context = {"form": form, "document": row, "places": [f"【{place}】" for place in found]}
    return render(request, "congress/documents/batch_new.html", context, status=422 if form.errors else 200)


@login_required
def batch(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far a batch is, and its letters."""
    row = shown(request.user, Batch, pk, "document", "created_by__person")
    page = Paginator(row.letters.defer("values"), PER_PAGE).get_page(request.GET.get("page"))
    state = BatchState(row.state)
    context = {
        "batch": row,
        "state": State.of(state),
        "working": state in batching.WORKING,
        "finished": state is BatchState.DONE,
        "stopped": state is BatchState.FAILED,
        "page": page,
    }
    return render(request, "congress/documents/batch.html", context)


@login_required
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far it is, as a piece of the page; the whole page anew when it is done."""
    row = shown(request.user, Batch, pk)
    response = render(request, "congress/documents/batch_progress.html", {"batch": row})
    if row.state not in batching.WORKING:
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def resume(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on where a batch stopped."""
    row = batching.resume(actor=request.user, batch=shown(request.user, Batch, pk, "document"))
    publish(WORK, row.pk)
    return redirect("document-batch", row.pk)


@login_required
def bound(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """All letters in one PDF for the printer."""
    row = shown(request.user, Batch, pk, "document")
    return _file(row.pdf, f"{row.document}.pdf", "application/pdf")


@login_required
def archive(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """All letters, each a PDF of its own, in one archive."""
    row = shown(request.user, Batch, pk, "document")
    return _file(row.archive, f"{row.document}.zip", "application/zip")


@login_required
def letter(request: SignedInRequest, pk: int, position: int) -> HttpResponseBase:
    """One letter."""
    row = shown(request.user, Batch, pk)
    found = row.letters.filter(position=position).first()
    if found is None:
        raise Http404
    return _file(found.pdf, f"{found.name}.pdf", "application/pdf")


def _file(stored: FieldFile, name: str, media_type: str) -> HttpResponseBase:
    if not stored.name or not stored.storage.exists(stored.name):
        raise Http404
    return FileResponse(stored.open("rb"), as_attachment=True, filename=name, content_type=media_type)
