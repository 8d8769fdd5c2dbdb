"""建议台账: the list clerks live in; its print, its Excel, its columns and saved views."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congress import access
from congress.clock import today
from congress.models import SavedView
from congress.queries.figures import slice_of
from congress.queries.measures import measure
from congress.refusals import Refusal
from congress.services.saved_views import delete_view, keep_columns, save_view
from congress.sheets import MOST_EXPORTED, list_response
from congress.views.base import SignedInRequest, done, shown
from deputies.access import may_enter, presses_many, reads_bulletin, reads_motions
from deputies.filters import SORTS, SuggestionFilter
from deputies.models import Suggestion
from deputies.queries.ledger import COLUMNS, Column, Row, columns_for, ledger_rows, offered_to
from deputies.rules import SUGGESTION

PAGE = "suggestions"
PER_PAGE = 50
MOST_PRINTED = 500
NOT_FILTERS = frozenset({"page", "sort", "columns", "csrfmiddlewaretoken"})


@dataclass(frozen=True)
class Listed:
    """The ledger as the address bar asks for it."""

    found: SuggestionFilter
    keys: QuerySet[Suggestion, int]
    sort: str
    kept: list[tuple[str, str]]
    columns: list[Column]
    views: list[SavedView]

    @property
    def query(self) -> str:
        """Filters and order, as they stand in the address bar."""
        return urlencode([*self.kept, ("sort", self.sort)])


def _listed(request: SignedInRequest) -> Listed:
    rows = access.visible_to(request.user, Suggestion)
    who = access.standing(request.user)
    if who.mandate is None:
        # No drafts among them: said of the joined row, so that the database may walk it in the list's order.
        rows = rows.filter(followup__county=who.county_id, followup__kind=SUGGESTION)
    found = SuggestionFilter(request.GET, queryset=rows, request=request)
    sort = request.GET.get("sort", "-opened")
    sort = sort if sort in SORTS else "-opened"
    views = list(access.visible_to(request.user, SavedView).filter(page=PAGE))
    remembered = next((view.query for view in views if not view.name), "")
    wanted = request.GET.get("columns", remembered).split(",")
    return Listed(
        found=found,
        keys=found.qs.order_by(*SORTS[sort]).values_list("pk", flat=True),
        sort=sort,
        kept=[(key, str(value)) for key, value in request.GET.items() if key not in NOT_FILTERS and value],
        columns=columns_for(request.user, wanted),
        views=[view for view in views if view.name],
    )


@login_required
def suggestions(request: SignedInRequest) -> HttpResponse:
    """Everything the reader may see, filtered by the address bar."""
    listed = _listed(request)
    page = Paginator(listed.keys, PER_PAGE).get_page(request.GET.get("page"))
    who = access.standing(request.user)
    mine = bool(request.GET.get("mine"))
    chosen = {column.key for column in listed.columns}
    context = {
        "filter": listed.found,
        "page": page,
        "rows": ledger_rows(request.user, page.object_list, listed.columns),
        "columns": listed.columns,
        "offered": [(column, column.key in chosen) for column in offered_to(request.user)],
        "views": [(view, view.query == listed.query) for view in listed.views],
        "sort": listed.sort,
        "filters": urlencode(listed.kept),
        "query": listed.query,
        "keep": [("sort", listed.sort), *([("mine", "1")] if mine else [])],
        "is_filtered": bool([key for key, _value in listed.kept if key != "mine"]),
        "mine": mine,
        "who": who,
        "may_bulk": presses_many(request.user),
        "may_hand_over": who.is_deputies_office,
        "may_enter": may_enter(request.user),
        "reads_bulletin": reads_bulletin(request.user),
        "reads_motions": reads_motions(request.user),
        "counted": _counted(request),
        "clear_url": reverse(PAGE) + ("?mine=1" if mine else ""),
    }
    return render(request, "deputies/suggestions.html", context)


def _counted(request: SignedInRequest) -> str:
    """What the figure counts whose list this is; empty for a list that belongs to none."""
    figure = measure(request.GET.get("figure", ""))
    if figure is None:
        return ""
    asked = slice_of(request.GET.dict(), SUGGESTION)
    shape = {"figure": figure.label, "years": "、".join(map(str, asked.years)), "day": asked.on, "help": figure.help}
    return _("统计中的“%(figure)s”：%(years)s 年收到的，截至 %(day)s；%(help)s。") % shape


@login_required
def printed(request: SignedInRequest) -> HttpResponse:
    """The list as seen, for paper; at most :data:`MOST_PRINTED` lines, and says so."""
    listed = _listed(request)
    total = listed.found.qs.count()
    context = {
        "rows": ledger_rows(request.user, listed.keys[:MOST_PRINTED], listed.columns),
        "columns": listed.columns,
        "total": total,
        "cut": total > MOST_PRINTED and MOST_PRINTED,
        "today": today(),
        "back_url": f"{reverse(PAGE)}?{listed.query}",
    }
    return render(request, "deputies/suggestions_print.html", context)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The list as seen, as Excel."""
    listed = _listed(request)
    rows = ledger_rows(request.user, listed.keys[:MOST_EXPORTED], listed.columns)
    headers = [_("编号"), _("标题"), _("领衔代表"), *(str(c.label) for c in listed.columns if c.key != "lead")]
    lines = [_line(row, listed.columns) for row in rows]
    total = listed.found.qs.count() if len(lines) == MOST_EXPORTED else len(lines)
    return list_response(_("建议台账"), headers, lines, total)


def _line(row: Row, columns: list[Column]) -> list[str | int | None]:
    cells = [column.text(row) for column in columns if column.key != "lead"]
    return [row.number, row.title, row.suggestion.lead_label, *cells]  # type: ignore[list-item]


@login_required
@require_POST
def columns(request: SignedInRequest) -> HttpResponse:
    """Remember the columns that were ticked, and show the list with them."""
    chosen = ",".join(key for key in request.POST.getlist("columns") if key in COLUMNS)
    keep_columns(actor=request.user, page=PAGE, columns=chosen)
    return redirect(f"{reverse(PAGE)}?{_clean(request.POST.get('query', ''))}")


def _clean(query: str) -> str:
    """A list's address in its own words: known names only, the page left out."""
    names = {*SuggestionFilter.base_filters, "sort"}
    found = QueryDict(query[:1000].replace("\0", ""))
    return urlencode([(key, value) for key, value in found.items() if key in names and value])


@login_required
@require_POST
def save(request: SignedInRequest) -> HttpResponse:
    """保存视图: the present filters under a name."""
    query = _clean(request.POST.get("query", ""))
    try:
        save_view(actor=request.user, page=PAGE, name=request.POST.get("name", "").replace("\0", ""), query=query)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已保存视图。"))
    return redirect(f"{reverse(PAGE)}?{query}")


@login_required
@require_POST
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """删除视图."""
    delete_view(actor=request.user, view=shown(request.user, SavedView, pk))
    return done(request, _("已删除视图。"), PAGE)
