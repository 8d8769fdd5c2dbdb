"""The page of a meeting and its prints."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.documents import paper_response
from congress.printing.meetings import attendance_sheet
from congress.queries.meetings.checklist import steps
from congress.queries.meetings.page import page_of
from congress.queries.meetings.people import groups
from congress.queries.meetings.record import record_of
from congress.views.base import SignedInRequest
from congress.views.meetings.base import meeting_of, works_on


@login_required
def meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """A meeting as far as its reader goes."""
    row = meeting_of(request, pk)
    context = {"meeting": row, "page": page_of(request.user, row), "steps": steps()}
    return render(request, "congress/meetings/meeting.html", context)


@login_required
def agenda_printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """议程 as a sheet: what its reader may know of it."""
    row = meeting_of(request, pk)
    context = {
        "meeting": row,
        "items": record_of(request.user, row).items,
        "back_url": reverse("meeting", args=[row.pk]),
    }
    return render(request, "congress/meetings/agenda_print.html", context)


@login_required
def minutes_printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """会议记录 as a sheet: who was there, what was said and decided."""
    works_on(request.user)
    row = meeting_of(request, pk)
    record = record_of(request.user, row)
    context = {
        "meeting": row,
        "groups": groups(request.user, row),
        "items": [(item, record.speeches.get(item.pk, [])) for item in record.items],
        "back_url": reverse("meeting", args=[row.pk]),
    }
    return render(request, "congress/meetings/minutes_print.html", context)


@login_required
def roll_printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """签到表, to be signed by hand."""
    works_on(request.user)
    row = meeting_of(request, pk)
    return paper_response(request, attendance_sheet(row, groups(request.user, row)), _("签到表 %(m)s") % {"m": row})
