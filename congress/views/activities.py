"""活动: the list, one activity, its sheet, and what is entered on it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access.activities import organises, organises_this, reads_findings
from congress.clock import today
from congress.forms.activities import ActivityFilter, ActivityForm, RecordForm, first_office
from congress.forms.base import CommandForm
from congress.forms.parts import ReasonForm
from congress.labels import State
from congress.models import Activity
from congress.queries import activities as queries
from congress.refusals import Conflict
from congress.rules.activities import ActivityKind, ActivityState
from congress.services import activities as commands
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest, done, posted, shown
from congress.views.meetings.lists import readers_only

PER_PAGE = 30
RELATED = ("office", "county", "created_by__person")


def _found(request: SignedInRequest) -> ActivityFilter:
    readers_only(request)
    return ActivityFilter(request.GET, queryset=queries.listed(request.user), request=request)


@login_required
def activities(request: SignedInRequest) -> HttpResponse:
    """Activities one may read, filtered by the address bar."""
    found = _found(request)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    numbers = queries.counted([row.pk for row in page.object_list])
    kept = [(key, str(value)) for key, value in request.GET.items() if key in found.base_filters and value]
    context = {
        "filter": found,
        "page": page,
        "rows": [(row, State.of(ActivityState(row.state)), numbers[row.pk]) for row in page.object_list],
        "query": urlencode(kept),
        "is_filtered": bool(kept),
        "clear_url": reverse("activities"),
        "organises": organises(request.user),
        "inside": reads_findings(request.user),
    }
    return render(request, "congress/activities/list.html", context)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The list as seen, as Excel."""
    rows = _found(request).qs
    shown_rows = list(rows[:MOST_EXPORTED])
    inside = reads_findings(request.user)
    numbers = queries.counted([row.pk for row in shown_rows])
    lines: list[list[Cell]] = [
        [
            *(row.title, row.get_kind_display(), row.office.name, row.starts_on, row.ends_on, row.place),
            row.get_state_display(),
            *([numbers[row.pk].people, numbers[row.pk].findings, row.found] if inside else []),
        ]
        for row in shown_rows
    ]
    headers = [_("活动"), _("类别"), _("组织机构"), _("日期"), _("结束"), _("地点"), _("状态")]
    headers += [_("参加人数"), _("发现问题"), _("活动情况")] if inside else []
    return list_response(_("活动"), headers, lines, rows.count() if len(lines) == MOST_EXPORTED else len(lines))


@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """登记活动."""
    if not organises(request.user):
        raise Http404
    first = {"starts_on": today(), "office": first_office(request.user), "kind": ActivityKind.TOUR.value}
    form = ActivityForm(posted(request), request.FILES or None, county=request.user.county_id or 0, initial=first)
    if request.method == "POST" and form.is_valid():
        made = form.attempt(
            lambda: commands.arrange_activity(
                actor=request.user, arrangement=form.arrangement(), people=form.people(), files=form.uploads()
            )
        )
        if made:
            return done(request, _("已登记，列入一周工作安排。"), "activity", made.pk)
    context = {"form": form, "title": _("登记活动"), "submit": _("登记"), "cancel_url": reverse("activities")}
    return render(request, "congress/activities/form.html", context, status=422 if form.errors else 200)


@login_required
def activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """One activity as far as its reader goes."""
    row = shown(request.user, Activity, pk, *RELATED)
    context = {"activity": row, "page": queries.page_of(request.user, row)}
    return render(request, "congress/activities/activity.html", context)


@login_required
def printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """活动记录 as a sheet."""
    row = shown(request.user, Activity, pk, *RELATED)
    context = {
        "activity": row,
        "page": queries.page_of(request.user, row),
        "county": row.county,
        "back_url": reverse("activity", args=[row.pk]),
    }
    return render(request, "congress/activities/print.html", context)


def _own(request: SignedInRequest, pk: int) -> Activity:
    """An activity one writes on, or 404."""
    row = shown(request.user, Activity, pk, *RELATED)
    if not organises_this(request.user, row):
        raise Http404
    return row


def _page(request: SignedInRequest, row: Activity, form: CommandForm, template: str, **words: object) -> HttpResponse:
    conflict = form.refusal.current if isinstance(form.refusal, Conflict) else None
    context = {"form": form, "activity": row, "current": conflict, "cancel_url": reverse("activity", args=[row.pk])}
    return render(request, template, {**context, **words}, status=422 if form.errors else 200)


@login_required
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """修改安排和参加人员."""
    row = _own(request, pk)
    form = ActivityForm(
        posted(request),
        request.FILES or None,
        county=row.county_id,
        initial=ActivityForm.starting_from(row) if request.method == "GET" else {},
    )
    if request.method == "POST" and form.is_valid():
        made = form.attempt(
            lambda: commands.change_activity(
                actor=request.user,
                activity=row,
                arrangement=form.arrangement(),
                people=form.people(),
                files=form.uploads(),
                version=form.cleaned_data["version"],
            )
        )
        if made:
            return done(request, _("已修改。"), "activity", row.pk)
    return _page(request, row, form, "congress/activities/form.html", title=_("修改安排"), submit=_("保存"))


@login_required
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """记录情况: what was found."""
    row = _own(request, pk)
    form = RecordForm(posted(request), request.FILES or None, activity=row, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        made = form.attempt(
            lambda: commands.record_activity(actor=request.user, activity=row, record=form.record(), version=version)
        )
        if made:
            return done(request, _("已记录。"), "activity", row.pk)
    return _page(request, row, form, "congress/activities/record.html", title=_("记录情况"), rows=list(form.rows()))


@login_required
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """取消活动."""
    row = _own(request, pk)
    if row.state != ActivityState.PLANNED:
        return redirect("activity", row.pk)
    form = ReasonForm(posted(request), name="reason", label=_("取消的原因"), initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = form.attempt(
            lambda: commands.cancel_activity(
                actor=request.user, activity=row, reason=data["reason"], version=data["version"]
            )
        )
        if made:
            return done(request, _("已取消。"), "activity", row.pk)
    words = {"title": _("取消活动"), "submit": _("取消活动"), "tone": "late"}
    return _page(request, row, form, "congress/activities/form.html", **words)
