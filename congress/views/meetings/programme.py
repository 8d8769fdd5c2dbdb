"""一周工作安排: the week on a page, on paper and as text."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congress.access import reads_programme, standing, works_here
from congress.clock import today
from congress.forms.meetings.papers import EntryForm
from congress.models import ProgrammeEntry
from congress.queries.meetings.week import Week, monday, this_week, week_of
from congress.rules.roles import OFFICE
from congress.services.meetings.programme import add_entry, remove_entry
from congress.sheets import Cell, list_response
from congress.views.base import SignedInRequest, done, posted, shown

YEARS = range(2000, 2101)


def _week(request: SignedInRequest) -> Week:
    """The week the address bar asks for, by any of its days."""
    if not reads_programme(request.user):
        raise Http404
    try:
        day = date.fromisoformat(request.GET.get("week") or today().isoformat())
    except ValueError as error:
        raise Http404 from error
    if day.year not in YEARS:
        raise Http404
    return week_of(request.user, monday(day))


@login_required
def programme(request: SignedInRequest) -> HttpResponse:
    """The week, and the form that enters what is on."""
    week = _week(request)
    enters = works_here(standing(request.user)) and request.user.county_id is not None
    own = next(iter(sorted(standing(request.user).bodies(OFFICE))), None)
    day = max(week.first, min(today(), week.last))
    form = EntryForm(posted(request), county=request.user.county_id or 0, initial={"on": day, "office": own})
    if request.method == "POST" and form.is_valid():
        entry = form.attempt(lambda: add_entry(actor=request.user, entry=form.entry()))
        if entry:
            done(request, _("已列入一周工作安排。"), "programme")
            return redirect(f"{reverse('programme')}?week={monday(entry.on)}")
    context = {
        "week": week,
        "form": form if enters else None,
        "before": week.first - timedelta(days=7),
        "after": week.first + timedelta(days=7),
        "is_this": week.first == this_week(),
    }
    return render(request, "congress/meetings/programme.html", context, status=422 if form.errors else 200)


@login_required
def printed(request: SignedInRequest) -> HttpResponse:
    """The week on one A4 page."""
    week = _week(request)
    context = {"week": week, "county": request.user.county, "back_url": f"{reverse('programme')}?week={week.first}"}
    return render(request, "congress/meetings/programme_print.html", context)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The week as Excel."""
    week = _week(request)
    lines: list[list[Cell]] = [
        [day.on, day.weekday, line.half, line.title, line.place, line.people] for day in week.days for line in day.lines
    ]
    headers = [_("日期"), _("星期"), _("时间"), _("内容"), _("地点"), _("参加人员")]
    return list_response(_("一周工作安排"), headers, lines, len(lines))


@login_required
@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an entry off the week."""
    entry = shown(request.user, ProgrammeEntry, pk)
    week = monday(entry.on)
    remove_entry(actor=request.user, entry=entry)
    done(request, _("已删除。"), "programme")
    return redirect(f"{reverse('programme')}?week={week}")
