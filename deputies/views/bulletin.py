"""办理进度通报: on screen, on A4 and as Excel."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.clock import today
from congress.sheets import Cell, excel_response, workbook
from congress.views.base import SignedInRequest
from deputies.access import reads_bulletin
from deputies.queries.bulletin import Bulletin
from deputies.queries.bulletin import bulletin as read


def _read(request: SignedInRequest) -> Bulletin:
    """The year of the address bar, this year when it says none."""
    if not reads_bulletin(request.user):
        raise Http404
    year = request.GET.get("year", "")
    known = year.isascii() and year.isdecimal() and 1950 <= int(year[:6]) <= 2200
    return read(request.user, int(year) if known else today().year)


def _context(found: Bulletin) -> dict[str, object]:
    back = reverse("suggestion-bulletin") + f"?year={found.year}"
    years = range(today().year, today().year - 5, -1)
    return {"bulletin": found, "today": today(), "back_url": back, "years": years}


@login_required
def bulletin(request: SignedInRequest) -> HttpResponse:
    """The table, every figure a link to the ledger."""
    return render(request, "deputies/bulletin.html", _context(_read(request)))


@login_required
def printed(request: SignedInRequest) -> HttpResponse:
    """The table for paper."""
    return render(request, "deputies/bulletin_print.html", _context(_read(request)))


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The table as Excel."""
    found = _read(request)
    lines: list[list[Cell]] = [[line.unit, *(figure.count for figure in line.figures)] for line in found.lines]
    if found.total:
        lines.append([_("合计（件）"), *(figure.count for figure in found.total.figures)])
    name = _("办理进度通报")
    return excel_response(workbook(name, [_("承办单位"), *found.headings], lines), f"{name} {today():%Y-%m-%d}")
