"""The year: plan by month, wheel, coverage, sheets; the list of topics; what anybody may read."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.clock import today
from congress.labels import label
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest
from supervision.access import topics as access
from supervision.forms.topics import TopicFilter
from supervision.queries.plan import counted, coverage, line_of, listed, with_steps, year_page, years_of
from supervision.rules.plans import Source
from supervision.rules.ways import Way
from supervision.views.base import year_of
from supervision.views.tabs import tabs

PER_PAGE = 50


def readers_only(request: SignedInRequest) -> None:
    """404 for who has no business with supervision."""
    if not access.reads_supervision(request.user):
        raise Http404


@login_required
def supervision(request: SignedInRequest) -> HttpResponse:
    """The plan of a year."""
    readers_only(request)
    year = year_of(request)
    context = {
        "year": year,
        "page": year_page(request.user, year),
        "years": years_of(request.user),
        "this_year": today().year,
        "tabs": tabs(request, "supervision"),
    }
    return render(request, "supervision/year.html", context)


@login_required
def printed(request: SignedInRequest) -> HttpResponse:
    """The plan on A4."""
    readers_only(request)
    year = year_of(request)
    page = year_page(request.user, year)
    context = {
        "year": year,
        "page": page,
        "county": request.user.county,
        "back_url": f"{reverse('supervision')}?year={year}",
    }
    return render(request, "supervision/year_print.html", context)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The topics as the list shows them, as Excel."""
    readers_only(request)
    rows = _found(request).qs
    topics = list(with_steps(rows)[:MOST_EXPORTED])
    lines: list[list[Cell]] = []
    for topic in topics:
        line = line_of(topic, [])
        lines.append(
            [
                *(topic.year, topic.month, topic.title, label(Way(topic.way)), line.state.label),
                *(str(topic.organ or ""), str(topic.vice_chair or ""), str(topic.office or ""), str(topic.field or "")),
                *(label(Source(topic.source)), topic.basis.citation if topic.basis else "", line.progress),
                str(topic.item.meeting) if topic.item else "",
            ]
        )
    headers = [_("年度"), _("月份"), _("议题"), _("监督方式"), _("状态"), _("报告机关"), _("分管领导")]
    headers += [_("牵头机构"), _("监督领域"), _("来源"), _("法律依据"), _("步骤"), _("会议")]
    return list_response(_("监督议题"), headers, lines, rows.count() if len(lines) == MOST_EXPORTED else len(lines))


def _found(request: SignedInRequest) -> TopicFilter:
    return TopicFilter(request.GET, queryset=listed(request.user), request=request)


@login_required
def topics(request: SignedInRequest) -> HttpResponse:
    """Every topic one may read, over the years, filtered by the address bar."""
    readers_only(request)
    found = _found(request)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    kept = [(key, str(value)) for key, value in request.GET.items() if key in found.base_filters and value]
    steps = counted([row.pk for row in page.object_list])
    context = {
        "filter": found,
        "page": page,
        "lines": [line_of(row, [], steps[row.pk]) for row in page.object_list],
        "query": urlencode(kept),
        "is_filtered": bool(kept),
        "clear_url": reverse("topics"),
    }
    return render(request, "supervision/topics.html", context)


@login_required
def covered(request: SignedInRequest) -> HttpResponse:
    """监督领域 over the years: what was looked at, what never."""
    readers_only(request)
    year = year_of(request)
    context = {"year": year, "table": coverage(request.user, year)}
    return render(request, "supervision/coverage.html", context)


def public(request: HttpRequest) -> HttpResponse:
    """Published plans, for anybody (监督法 §63)."""
    plans = list(
        access.published_plans().select_related("county", "adopted_by__term", "adopted_by__body").order_by("-year")[:10]
    )
    text = request.GET.get("year", "")
    chosen = next((plan for plan in plans if str(plan.year) == text), plans[0] if plans else None)
    rows = access.published_topics().filter(plan=chosen).select_related("organ", "office")
    context = {"plans": plans, "plan": chosen, "topics": rows.order_by("month", "id") if chosen else []}
    return render(request, "supervision/public.html", context)
