"""One document: its page, its PDF, its .docx, and the proof that it is what was issued."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render

from congress.documents import docx_response, pdf_response
from congress.models import Document
from congress.queries.documents.page import RELATED, page_of
from congress.queries.documents.printing import docx_of, frozen_of, pdf_of, verify
from congress.views.base import SignedInRequest, shown


@login_required
def document(request: SignedInRequest, pk: int) -> HttpResponse:
    """What it says, where it stands, what is to be done."""
    row = shown(request.user, Document, pk, *RELATED)
    context = {"document": row, "detail": page_of(request.user, row)}
    return render(request, "congress/documents/document.html", context)


@login_required
def pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The official form: of a draft as it stands, of an issued one the very file that was printed."""
    row = shown(request.user, Document, pk, "county", "office", "issuing_office")
    return pdf_response(pdf_of(row), str(row))


@login_required
def docx(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same for Word and WPS."""
    row = shown(request.user, Document, pk, "county", "office", "issuing_office")
    return docx_response(docx_of(row), str(row))


@login_required
def verified(request: SignedInRequest, pk: int) -> HttpResponse:
    """核验: both digests counted anew."""
    row = shown(request.user, Document, pk)
    frozen = frozen_of(row)
    if frozen is None:
        raise Http404
    context = {"document": row, "frozen": frozen, "verdict": verify(frozen)}
    return render(request, "congress/documents/verify.html", context)
