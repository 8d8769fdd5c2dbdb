"""日历 of the county: month grids, days entered one by one or pasted from a notice."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congress.clock import today
from congress.forms.settings import DaysForm
from congress.models import Day
from congress.queries.calendar import days_of, year_of
from congress.queries.recomputing import preview, readable
from congress.services import county_settings
from congress.sheets import Cell, list_response
from congress.views.base import SignedInRequest, done, posted
from congress.views.settings import keeper

FIRST_YEAR, LAST_YEAR = 2020, 2100
WEEKDAYS = "一二三四五六日"


@login_required
def calendar(request: SignedInRequest) -> HttpResponse:
    """A year; posting days first shows which open dates they would move, and saves when told to."""
    county = keeper(request)
    form = DaysForm(posted(request))
    context: dict[str, object] = {"checked": False}
    if request.method == "POST" and form.is_valid():
        notice = form.notice()
        if "save" in request.POST:
            saved = form.attempt(
                lambda: county_settings.enter_days(actor=request.user, days=notice.days, announced=notice.announced)
            )
            if saved:
                text = _("已录入 %(n)s 天。已经算出的期限没有变动，请核对下列期限并勾选要调整的。")
                return done(request, text % {"n": len(saved)}, "settings-recompute")
        moves, others = readable(request.user, preview(county, notice=notice))
        context = {"checked": True, "days": notice.days, "moves": moves, "others": others}
    number = _year(request)
    context |= {"form": form, "year": year_of(county, number), "before": number - 1, "after": number + 1}
    return render(request, "congress/settings/calendar.html", context, status=422 if form.errors else 200)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The days of a year that are not what their weekday says, as Excel."""
    days = days_of(keeper(request), number := _year(request))
    lines: list[list[Cell]] = [
        [day.on, WEEKDAYS[day.on.weekday()], day.get_kind_display(), day.name, day.source] for day in days
    ]
    headers = [_("日期"), _("星期"), _("性质"), _("名称"), _("来源")]
    return list_response(_("%(year)s年日历") % {"year": number}, headers, lines, len(lines))


def _year(request: SignedInRequest) -> int:
    text = request.GET.get("year", "")
    if not text:
        return today().year
    if not text.isdecimal() or len(text) != len("2026") or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise Http404
    return int(text)


@login_required
@require_POST
def remove_day(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back a day the county entered."""
    day = Day.objects.filter(county=keeper(request), pk=pk).first()
    if day is None:
        raise Http404
    county_settings.remove_day(actor=request.user, day=day)
    return done(request, _("已删除。已经算出的期限没有变动，请核对。"), "settings-recompute")
