"""The list of meetings, its Excel, and the year at a glance."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import enters_meetings, reads_programme, standing, visible_to, works_here
from congress.clock import today
from congress.forms.meetings.planning import MeetingFilter
from congress.labels import State
from congress.models import Meeting
from congress.queries.meetings.rhythm import rhythm
from congress.queries.meetings.year import months_of
from congress.rules.meetings import ON_AGENDA, MeetingState, Quality
from congress.rules.roles import Role
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest

PER_PAGE = 30


def readers_only(request: SignedInRequest) -> None:
    """Meetings are for people with a post or a mandate; administrator and auditor have no business with them."""
    who = standing(request.user)
    business = who.mandate or who.departments or who.is_staff or who.is_committee
    if who.person_id is None or not business or who.has(Role.ADMINISTRATOR, Role.AUDITOR):
        raise Http404


def _found(request: SignedInRequest) -> MeetingFilter:
    readers_only(request)
    rows = visible_to(request.user, Meeting).select_related("term", "body", "presided_by")
    return MeetingFilter(request.GET, queryset=rows, request=request)


def _counted(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """With how many items and members, and how many of them came."""
    came = Q(attendances__quality=Quality.MEMBER, attendances__came_at__isnull=False)
    return rows.annotate(
        items_n=Count("items", filter=Q(items__state__in=ON_AGENDA, items__restricted=False), distinct=True),
        members_n=Count("attendances", filter=Q(attendances__quality=Quality.MEMBER), distinct=True),
        came_n=Count("attendances", filter=came, distinct=True),
    )


@login_required
def meetings(request: SignedInRequest) -> HttpResponse:
    """Every meeting the reader may see, filtered by the address bar."""
    found = _found(request)
    page = Paginator(found.qs.order_by("-starts_on", "-id"), PER_PAGE).get_page(request.GET.get("page"))
    keys = [row.pk for row in page.object_list]
    counted = _counted(Meeting.objects.filter(pk__in=keys)).in_bulk() if keys else {}
    who = standing(request.user)
    kept = [(key, str(value)) for key, value in request.GET.items() if key in found.base_filters and value]
    context = {
        "filter": found,
        "page": page,
        "rows": [(row, State.of(MeetingState(row.state)), counted[row.pk]) for row in page.object_list],
        "query": urlencode(kept),
        "is_filtered": bool(kept),
        "clear_url": reverse("meetings"),
        "plans": enters_meetings(who),
        "reads_programme": reads_programme(request.user),
        "inside": works_here(who),
    }
    return render(request, "congress/meetings/list.html", context)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The list as seen, as Excel."""
    found = _found(request)
    rows = found.qs.order_by("-starts_on", "-id")
    lines: list[list[Cell]] = [
        [
            str(row),
            row.get_kind_display(),
            row.starts_on,
            row.ends_on,
            f"{row.starts_at:%H:%M}",
            row.place,
            row.get_state_display(),
            str(row.presided_by or ""),
        ]
        for row in rows[:MOST_EXPORTED]
    ]
    total = rows.count() if len(lines) == MOST_EXPORTED else len(lines)
    headers = [_("会议"), _("类别"), _("举行"), _("结束"), _("时间"), _("地点"), _("状态"), _("主持人")]
    return list_response(_("会议"), headers, lines, total)


@login_required
def year(request: SignedInRequest) -> HttpResponse:
    """全年会议: month by month, with the rhythm of the standing committee for those who work here."""
    readers_only(request)
    text = request.GET.get("year", "")
    number = int(text) if text.isdecimal() and len(text) == 4 else today().year
    inside = works_here(standing(request.user))
    months = months_of(request.user, number)
    context = {
        "year": number,
        "months": months,
        "total": sum(len(month.marks) for month in months),
        "rhythm": rhythm(request.user.county) if inside and request.user.county else None,
        "plans": enters_meetings(standing(request.user)),
    }
    return render(request, "congress/meetings/year.html", context)
