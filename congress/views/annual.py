"""常委会年度工作数据: on screen, on A4 and as Excel, every figure with the list it counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import reads_annual
from congress.clock import today
from congress.kinds import AnnualFigure
from congress.queries.annual import FIRST_YEAR, Report, Span, annual, before_label, figure_of, year_of
from congress.sheets import MOST_EXPORTED, Cell, excel_response, list_response, workbook
from congress.views.base import SignedInRequest

PER_PAGE = 50


def _report(request: SignedInRequest) -> Report:
    if not reads_annual(request.user):
        raise Http404
    asked, this = request.GET.get("year", ""), today().year
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else this
    return annual(request.user, year_of(min(max(number, FIRST_YEAR), this), today()))


def _context(report: Report) -> dict[str, Any]:
    year = report.year
    return {
        "report": report,
        "year": year,
        "before_label": before_label(year),
        "back_url": f"{reverse('annual')}?year={year.number}",
        "earlier": year.number - 1,
        "later": year.number + 1 if year.number < today().year else None,
    }


@login_required
def page(request: SignedInRequest) -> HttpResponse:
    """The figures of a year beside those of the one before; in short for the leaders' first page."""
    part = "annual_strip" if request.headers.get("HX-Request") else "annual"
    return render(request, f"congress/figures/{part}.html", _context(_report(request)))


@login_required
def printed(request: SignedInRequest) -> HttpResponse:
    """The same on A4."""
    return render(request, "congress/figures/annual_print.html", _context(_report(request)))


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The same as Excel."""
    report = _report(request)
    lines: list[list[Cell]] = [
        [str(one.figure.group), str(one.figure.label), str(one.figure.unit), one.now, one.before]
        for one in report.lines
    ]
    name = _("常委会年度工作数据")
    headers = [
        _("类别"),
        _("指标"),
        _("单位"),
        _("%(year)s年") % {"year": report.year.number},
        before_label(report.year),
    ]
    return excel_response(workbook(name, headers, lines), f"{name} {report.year.number} {report.year.span.until}")


def _listed(request: SignedInRequest, code: str) -> tuple[AnnualFigure, Span]:
    figure = figure_of(code)
    if figure is None or not reads_annual(request.user):
        raise Http404
    whole = year_of(today().year, today()).span
    return figure, Span(_day(request, "since") or whole.since, _day(request, "until") or whole.until)


def _day(request: SignedInRequest, name: str) -> date | None:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


@login_required
def listed(request: SignedInRequest, code: str) -> HttpResponse:
    """What a figure counts."""
    figure, span = _listed(request, code)
    page = Paginator(figure.rows(request.user, span.since, span.until), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "figure": figure,
        "span": span,
        "page": page,
        "rows": [figure.row(row) for row in page.object_list],
        "query": span.query,
        "year": span.since.year,
    }
    return render(request, "congress/figures/annual_list.html", context)


@login_required
def listed_exported(request: SignedInRequest, code: str) -> HttpResponse:
    """What a figure counts, as Excel."""
    figure, span = _listed(request, code)
    rows = figure.rows(request.user, span.since, span.until)
    found = [figure.row(row) for row in rows[:MOST_EXPORTED]]
    lines: list[list[Cell]] = [[row.on, row.title, row.note] for row in found]
    total = rows.count() if len(lines) == MOST_EXPORTED else len(lines)
    return list_response(str(figure.label), [_("日期"), _("事项"), _("说明")], lines, total)
