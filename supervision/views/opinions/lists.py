"""Opinions and their items as lists, on screen, on paper and in Excel."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from congress.access import visible_to
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest
from supervision.access import opinions as access
from supervision.filters import ItemFilter, OpinionFilter
from supervision.models import DeliberationOpinion, OpinionItem
from supervision.queries.opinions import listing
from supervision.views.tabs import tabs

PER_PAGE = 50
NOT_FILTERS = frozenset({"page", "sort"})


def _listed(
    request: SignedInRequest,
) -> tuple[OpinionFilter, QuerySet[DeliberationOpinion], str, list[tuple[str, str]]]:
    """The filter, the rows it leaves in the order asked for, that order, and what was asked."""
    if not access.reads_list(request.user):
        raise Http404
    rows = visible_to(request.user, DeliberationOpinion)
    found = OpinionFilter(request.GET, queryset=listing.listed(rows), request=request)
    sort = request.GET.get("sort", "-id")
    sort = sort if sort in listing.SORTS else "-id"
    kept = [(key, str(value)) for key, value in request.GET.items() if key not in NOT_FILTERS and value]
    return found, found.qs.order_by(*listing.SORTS[sort]), sort, kept


@login_required
def opinions(request: SignedInRequest) -> HttpResponse:
    """Every opinion the reader may see, filtered by the address bar."""
    found, rows, sort, kept = _listed(request)
    pages = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": pages,
        "rows": listing.rows_of(pages.object_list),
        "figures": listing.figures(visible_to(request.user, DeliberationOpinion)),
        "sort": sort,
        "filters": urlencode(kept),
        "query": urlencode([*kept, ("sort", sort)]),
        "keep": [("sort", sort)],
        "is_filtered": bool(kept),
        "drafts": access.drafts(request.user),
        "tabs": tabs(request, "opinions"),
    }
    return render(request, "supervision/opinions/list.html", context)


@login_required
def printed(request: SignedInRequest) -> HttpResponse:
    """The list as seen, as a sheet."""
    _found, rows, _sort, kept = _listed(request)
    context = {"rows": listing.rows_of(rows[:MOST_EXPORTED]), "query": urlencode(kept)}
    return render(request, "supervision/opinions/list_print.html", context)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The list as seen, as Excel."""
    _found, rows, _sort, _kept = _listed(request)
    lines = [_line(row) for row in listing.rows_of(rows[:MOST_EXPORTED])]
    headers = [
        *[_("文号"), _("标题"), _("状态"), _("研究处理机关"), _("工作机构"), _("审议的会议")],
        *[_("交办日期"), _("书面报告期限"), _("逾期未报告"), _("意见条数"), _("已办结条数"), _("审议（测评）结果")],
    ]
    total = rows.count() if len(lines) == MOST_EXPORTED else len(lines)
    return list_response(_("审议意见"), headers, lines, total)


def _line(row: listing.Row) -> list[Cell]:
    one = row.opinion
    return [
        *[one.number, one.title, row.state.label, one.organ.name, one.office.short_name],
        str(one.agenda_item.meeting),
        one.handed_over_on,
        one.report_due_on,
        _("是") if row.late else "",
        row.items,
        row.done,
        one.result,
    ]


def _items(request: SignedInRequest) -> tuple[ItemFilter, QuerySet[OpinionItem], list[tuple[str, str]]]:
    """Items in handling, as the address bar asks, the nearest date first."""
    if not access.reads_list(request.user):
        raise Http404
    rows = visible_to(request.user, OpinionItem).filter(followup__isnull=False)
    found = ItemFilter(request.GET, queryset=rows, request=request)
    kept = [(key, str(value)) for key, value in request.GET.items() if key != "page" and value]
    related = found.qs.select_related("followup", "department", "opinion__organ", "opinion__office")
    nearest = F("followup__due_on").asc(nulls_last=True)
    return found, related.order_by(nearest, "-opinion", "position"), kept


@login_required
def items(request: SignedInRequest) -> HttpResponse:
    """Items of every opinion one may read: the ledger behind the figures."""
    found, rows, kept = _items(request)
    pages = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": pages,
        "rows": listing.item_lines(pages.object_list),
        "tabs": tabs(request, "opinion-items"),
        "query": urlencode(kept),
        "is_filtered": bool(kept),
    }
    return render(request, "supervision/opinions/items.html", context)


@login_required
def items_exported(request: SignedInRequest) -> HttpResponse:
    """The items as seen, as Excel."""
    _found, rows, _kept = _items(request)
    lines = [_item_line(line) for line in listing.item_lines(rows[:MOST_EXPORTED])]
    headers = [
        *[_("文号"), _("审议意见"), _("序号"), _("意见"), _("状态"), _("研究处理机关"), _("工作机构"), _("承办单位")],
        *[_("措施"), _("完成时间"), _("报告期限"), _("报告日期")],
    ]
    total = rows.count() if len(lines) == MOST_EXPORTED else len(lines)
    return list_response(_("审议意见事项"), headers, lines, total)


def _item_line(line: listing.ItemLine) -> list[Cell]:
    item, one = line.item, line.item.opinion
    return [
        *[one.number, one.title, str(item.position), item.text, line.state.label],
        *[one.organ.name, one.office.short_name, line.unit, item.measure],
        item.planned_on,
        line.followup.reply_due_on,
        line.followup.answered_on,
    ]
