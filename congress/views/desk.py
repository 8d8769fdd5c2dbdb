"""今日: the page everybody starts from."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from congress.access import standing
from congress.queries.desk import desk
from congress.views.base import SignedInRequest


@login_required
def today(request: SignedInRequest) -> HttpResponse:
    """What the reader has to do now."""
    who = standing(request.user)
    listed = reverse("suggestions")
    found = desk(request.user)
    context = {
        "desk": found,
        "late_here": sum(row.due is not None and row.due.days_left < 0 for row in found.rows),
        "who": who,
        "day": who.on,
        "soon_url": f"{listed}?due=soon",
        "year_url": f"{listed}?year={who.on.year}",
    }
    return render(request, "congress/today.html", context)
