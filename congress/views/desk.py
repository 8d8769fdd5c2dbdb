"""今日: the page everybody starts from."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import standing
from congress.queries.desk import desk
from congress.queries.leading import Overview, overview
from congress.queries.leading_sheets import tables
from congress.sheets import excel_response, workbook_of
from congress.views.base import SignedInRequest


@login_required
def today(request: SignedInRequest) -> HttpResponse:
    """What the reader has to do now."""
    who = standing(request.user)
    listed = reverse("suggestions")
    found = desk(request.user)
    context = {
        "overview": overview(request.user) if who.is_leader else None,
        "desk": found,
        "late_here": sum(row.due is not None and row.due.days_left < 0 for row in found.rows),
        "who": who,
        "day": who.on,
        "soon_url": f"{listed}?due=soon",
        "year_url": f"{listed}?year={who.on.year}",
    }
    return render(request, "congress/today.html", context)


def _overview_of(request: SignedInRequest) -> Overview:
    if not standing(request.user).is_leader:
        raise Http404
    return overview(request.user)


@login_required
def overview_printed(request: SignedInRequest) -> HttpResponse:
    """The leaders' overview on one A4 page: the first of each list, and how many there are."""
    context = {"overview": _overview_of(request), "back_url": reverse("today")}
    return render(request, "congress/figures/overview_print.html", context)


@login_required
def overview_exported(request: SignedInRequest) -> HttpResponse:
    """The leaders' overview as Excel, with every row."""
    found = _overview_of(request)
    return excel_response(workbook_of(tables(found)), f"{_('情况总览')} {found.day}")
