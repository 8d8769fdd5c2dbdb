"""公开的公文, for anybody, without signing in."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from congress.access import published_documents
from congress.documents import pdf_response
from congress.labels import label
from congress.models import Document
from congress.queries.documents.listing import published, rows_of
from congress.queries.documents.page import blocks_shown
from congress.queries.documents.printing import paper_shown, pdf_of
from congress.rules.documents.kinds import KINDS, DocumentCode
from congress.rules.followups import Openness

PER_PAGE = 30


def documents(request: HttpRequest) -> HttpResponse:
    """Everything published, newest first."""
    q = request.GET.get("q", "").replace("\0", "").strip()[:60]
    kind = request.GET.get("kind", "")
    page = Paginator(published(q, kind), PER_PAGE).get_page(request.GET.get("page"))
    kept = {name: value for name, value in (("q", q), ("kind", kind)) if value}
    open_kinds = [row.code for row in KINDS.values() if row.openness is Openness.PUBLIC]
    context = {
        "page": page,
        "rows": rows_of(page.object_list),
        "q": q,
        "kinds": [(code.value, label(code), code.value == kind) for code in open_kinds],
        "query": urlencode(kept),
    }
    return render(request, "congress/documents/public_list.html", context)


def _shown(pk: int) -> Document:
    row = published_documents().select_related("county", "office", "issuing_office").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One published document, as it was issued."""
    row = _shown(pk)
    paper = paper_shown(row)
    context = {
        "document": row,
        "paper": paper,
        "blocks": blocks_shown(paper),
        "kind": label(DocumentCode(row.kind)),
    }
    return render(request, "congress/documents/public_document.html", context)


def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Its PDF, the file that was printed when it was issued."""
    row = _shown(pk)
    return pdf_response(pdf_of(row), str(row))
