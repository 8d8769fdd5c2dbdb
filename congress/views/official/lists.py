"""公文: the list, and its Excel."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from congress.access import reads_register, sets_documents, visible_to
from congress.forms.document_filter import DocumentFilter
from congress.models import Document
from congress.queries.documents.listing import SORTS, Row, narrow, rows_of
from congress.services.documents.writing import drafting_offices
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest

PER_PAGE = 50
NOT_FILTERS = frozenset({"page", "sort"})


def _listed(request: SignedInRequest) -> tuple[DocumentFilter, QuerySet[Document], str, list[tuple[str, str]]]:
    """The filter, the rows it leaves in the order asked for, that order, and what was asked."""
    found = DocumentFilter(request.GET, queryset=narrow(visible_to(request.user, Document)), request=request)
    sort = request.GET.get("sort", "-id")
    sort = sort if sort in SORTS else "-id"
    kept = [(key, str(value)) for key, value in request.GET.items() if key not in NOT_FILTERS and value]
    return found, found.qs.order_by(*SORTS[sort]), sort, kept


@login_required
def documents(request: SignedInRequest) -> HttpResponse:
    """Everything the reader may see, filtered by the address bar."""
    found, rows, sort, kept = _listed(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "rows": rows_of(page.object_list),
        "sort": sort,
        "filters": urlencode(kept),
        "query": urlencode([*kept, ("sort", sort)]),
        "keep": [("sort", sort)],
        "is_filtered": bool(kept),
        "drafts": bool(drafting_offices(request.user)),
        "reads_register": reads_register(request.user),
        "sets_documents": sets_documents(request.user),
    }
    return render(request, "congress/documents/list.html", context)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The list as seen, as Excel."""
    _found, rows, _sort, _kept = _listed(request)
    lines = [_line(row) for row in rows_of(rows[:MOST_EXPORTED])]
    headers = [
        _("发文字号"),
        _("标题"),
        _("文种"),
        _("状态"),
        _("成文日期"),
        _("印发日期"),
        _("起草机构"),
        _("主送"),
        _("知悉范围"),
        _("签发人"),
        _("签字扫描件"),
    ]
    total = rows.count() if len(lines) == MOST_EXPORTED else len(lines)
    return list_response(_("公文"), headers, lines, total)


def _line(row: Row) -> list[Cell]:
    one = row.document
    scan = _("已附") if one.scanned else ""
    return [
        *[one.number, one.title, row.kind, row.state.label, one.dated, one.issued_on],
        *[one.office.short_name, one.addressee, row.openness, one.signed_name, scan],
    ]
