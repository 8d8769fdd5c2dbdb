"""统计: on screen with its chart, on A4 and as Excel; and the year's report in the columns handed upward."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import reads_statistics
from congress.clock import today
from congress.forms.figures import StatisticsForm
from congress.kinds import registry
from congress.queries.figures import DIMENSIONS, Slice, slice_of
from congress.queries.report import Report, report
from congress.queries.statistics import SETS, Line, Statistics, statistics, years_of
from congress.sheets import Cell, excel_response, workbook
from congress.views.base import SignedInRequest


@dataclass(frozen=True)
class Asked:
    """What the address bar asks for."""

    part: Slice
    show: str

    @property
    def query(self) -> str:
        """The same in an address bar, for print and Excel."""
        kind = {} if self.part.kind == next(iter(registry.kinds)) else {"kind": self.part.kind}
        return f"{self.part.query()}&{urlencode({**kind, 'show': self.show})}"


def asked_of(request: SignedInRequest) -> Asked:
    """The slice and the set of columns; 404 for who reads no statistics."""
    if not reads_statistics(request.user):
        raise Http404
    kinds = [key for key, kind in registry.kinds.items() if kind.listed]
    kind = request.GET.get("kind", kinds[0])
    values = {**request.GET.dict(), "years": ",".join(request.GET.getlist("years"))}
    part = replace(slice_of(values, kind if kind in kinds else kinds[0]), value="")
    show = request.GET.get("show", "")
    return Asked(part if part.by else replace(part, by="category"), show if show in SETS else "four")


@login_required
def page(request: SignedInRequest) -> HttpResponse:
    """The table, every figure a link to its list, and the same as a chart."""
    asked = asked_of(request)
    found = statistics(request.user, asked.part, asked.show)
    initial = {**vars(asked.part), "years": [str(year) for year in asked.part.years], "show": asked.show}
    context = {
        **_context(asked, found),
        "form": StatisticsForm(initial, _years(request, asked.part)),
        "chart": chart_of(found),
        "reset_url": reverse("statistics"),
    }
    return render(request, "congress/figures/statistics.html", context)


def _years(request: SignedInRequest, part: Slice) -> list[int]:
    return sorted({*years_of(request.user, part.kind), *part.years}, reverse=True)


def _context(asked: Asked, found: Statistics) -> dict[str, Any]:
    return {
        "found": found,
        "query": asked.query,
        "years_text": "、".join(str(year) for year in asked.part.years),
        "set_label": SETS[asked.show][0],
        "kind_label": registry.kinds[asked.part.kind].label,
        "by_units": asked.part.by == "department",
        "back_url": f"{reverse('statistics')}?{asked.query}",
    }


def chart_of(found: Statistics) -> dict[str, Any]:
    """What the script draws: rates where the set has them, counts otherwise."""
    has_rates = sum(column.startswith("%") for column in found.columns) > 2
    drawn = [place for place, column in enumerate(found.columns) if column.startswith("%") or not has_rates]
    lines = [*found.lines, found.total] if has_rates else found.lines
    return {
        "unit": "%" if has_rates else _("件"),
        "groups": [line.label for line in lines],
        "series": [
            {"name": found.headings[place][0], "data": [line.cells[place].number for line in lines]} for place in drawn
        ],
    }


@login_required
def printed(request: SignedInRequest) -> HttpResponse:
    """The table for paper."""
    asked = asked_of(request)
    context = _context(asked, statistics(request.user, asked.part, asked.show))
    return render(request, "congress/figures/statistics_print.html", context)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The table as Excel; a rate takes three columns, so that its denominator is never lost."""
    asked = asked_of(request)
    found = statistics(request.user, asked.part, asked.show)
    headers = [found.heading]
    for cell in found.total.cells:
        headers += [cell.label]
        if cell.rate:
            headers += [f"{cell.label}：{word.strip()}" for word in cell.rate.of.split("/")]
    lines = [_excel(line) for line in [*found.lines, found.total]]
    name = _("统计")
    return excel_response(
        workbook(name, headers, lines), f"{name} {'-'.join(map(str, asked.part.years))} {asked.part.on}"
    )


def _excel(line: Line) -> list[Cell]:
    cells: list[Cell] = [line.label]
    for cell in line.cells:
        if cell.rate:
            cells += [cell.rate.text, cell.rate.part, cell.rate.whole]
        elif cell.figure:
            cells.append(cell.figure.count)
    return cells


# -- The year's report -----------------------------------------------------------------------------------


def _report_of(request: SignedInRequest) -> tuple[Asked, Report]:
    asked = asked_of(request)
    by = asked.part.by if asked.part.by in {"category", "department"} else "category"
    asked = replace(asked, part=replace(asked.part, by=by))
    return asked, report(request.user, asked.part)


def _report_context(asked: Asked, found: Report) -> dict[str, Any]:
    return {
        "report": found,
        "years_text": "、".join(str(year) for year in asked.part.years),
        "kind_label": registry.kinds[asked.part.kind].label,
        "by_units": asked.part.by == "department",
        "by": asked.part.by,
        "query": asked.part.query(),
        "back_url": f"{reverse('statistics-report')}?{asked.part.query()}",
        "choices": [(key, DIMENSIONS[key][0]) for key in ("category", "department")],
        "day": asked.part.on,
        "day_now": today(),
    }


@login_required
def yearly(request: SignedInRequest) -> HttpResponse:
    """办理情况统计表, as the office hands it upward."""
    asked, found = _report_of(request)
    context = {**_report_context(asked, found), "years": years_of(request.user, asked.part.kind), "asked": asked.part}
    return render(request, "congress/figures/report.html", context)


@login_required
def yearly_printed(request: SignedInRequest) -> HttpResponse:
    """The same on A4, landscape."""
    return render(request, "congress/figures/report_print.html", _report_context(*_report_of(request)))


@login_required
def yearly_exported(request: SignedInRequest) -> HttpResponse:
    """The same as Excel."""
    asked, found = _report_of(request)
    lines: list[list[Cell]] = [[line.label, *line.cells] for line in [*found.lines, found.total]]
    name = _("%(kind)s办理情况统计表") % {"kind": registry.kinds[asked.part.kind].label}
    years = "-".join(str(year) for year in asked.part.years)
    return excel_response(workbook(name, [found.heading, *found.headings], lines), f"{name} {years} {asked.part.on}")
