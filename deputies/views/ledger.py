"""The list of suggestions and a suggestion's page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from congress.access import reads_phones, standing, visible_to
from congress.documents import pdf_response, render_pdf
from congress.models import FollowUp
from congress.views.base import SignedInRequest, shown
from deputies.forms import SORTS, SuggestionFilter
from deputies.models import Suggestion
from deputies.queries import followup_page_of, ledger_rows, page, with_relations
from deputies.rules import CosignState, SuggestionState

PER_PAGE = 50


@login_required
def suggestions(request: SignedInRequest) -> HttpResponse:
    """建议台账: everything the reader may see, filtered by the address bar."""
    found = SuggestionFilter(request.GET, queryset=visible_to(request.user, Suggestion), request=request)
    sort = request.GET.get("sort", "-opened")
    rows = with_relations(found.qs).order_by(*SORTS.get(sort, SORTS["-opened"]))
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    kept = [(key, value) for key, value in request.GET.items() if key not in {"page", "sort"} and value]
    who = standing(request.user)
    context = {
        "filter": found,
        "page": listed,
        "rows": ledger_rows(listed.object_list),
        "sort": sort,
        "filters": urlencode(kept),
        "query": urlencode([*kept, ("sort", sort)]),
        "keep": [("sort", sort)] + ([("mine", "1")] if request.GET.get("mine") else []),
        "is_filtered": bool([key for key, _value in kept if key != "mine"]),
        "mine": bool(request.GET.get("mine")),
        "who": who,
        "clear_url": reverse("suggestions") + ("?mine=1" if request.GET.get("mine") else ""),
    }
    return render(request, "deputies/suggestions.html", context)


def _readable(request: SignedInRequest, pk: int) -> Suggestion:
    related: tuple[str, ...] = ("followup__office", "followup__county", "county", "term", "session", "category")
    related += ("author__person", "author__delegation", "outside_author", "entered_by__person")
    return shown(request.user, Suggestion, pk, *related)


@login_required
def suggestion(request: SignedInRequest, pk: int) -> HttpResponse:
    """A suggestion: content, what to do, history, papers. One's own draft opens for writing."""
    row = _readable(request, pk)
    who = standing(request.user)
    if row.state == SuggestionState.DRAFT and row.lead.pk == who.person_id:
        return redirect("suggestion-write", row.pk)
    detail = page(request.user, row)
    context = {"detail": detail, "suggestion": row, "can_cosign": detail.can_cosign, "letters": detail.letters}
    return render(request, "deputies/suggestion.html", context)


@login_required
def of_followup(request: SignedInRequest, pk: int) -> HttpResponse:
    """From a follow-up to the suggestion that owns it."""
    return redirect("suggestion", followup_page_of(shown(request.user, FollowUp, pk)))


@login_required
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """The suggestion on its special paper, to be signed by hand."""
    row = _readable(request, pk)
    names = row.cosigners.filter(state=CosignState.CONFIRMED).select_related("mandate__person")
    context = {
        "suggestion": row,
        "cosigners": "、".join(str(c.mandate.person) for c in names),
        "phone": row.lead.phone if reads_phones(request.user) else "",
    }
    return pdf_response(render_pdf("documents/suggestion_sheet.html", context), f"代表建议 {row}")
