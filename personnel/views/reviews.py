"""Pages of reviews (述职评议): the list, one review, its vote, what the person was told."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congress.clock import today
from congress.forms.base import CommandForm
from congress.labels import State
from congress.models import FollowUp
from congress.queries.followed import followed
from congress.refusals import Refusal
from congress.views.base import SignedInRequest, done, posted, shown
from personnel.access import keeps_personnel, reads_reviews
from personnel.forms.after import FeedbackForm, LinkForm, ListForm, RectifyForm
from personnel.models import Review
from personnel.queries import after as queries
from personnel.rules.after import MOVES, ReviewEvent, ReviewState
from personnel.services import after as commands
from personnel.services.rectifying import demand_rectification
from personnel.views.base import keepers_only, step, tabs

PER_PAGE = 50


@login_required
def reviews(request: SignedInRequest) -> HttpResponse:
    """述职评议: for the few, and for the committee once it has voted."""
    if not reads_reviews(request.user):
        raise Http404
    page = Paginator(queries.reviews(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(row, State.of(ReviewState(row.state))) for row in page.object_list]
    context = {"page": page, "rows": rows, "keeps": keeps_personnel(request.user), "tabs": tabs(request, "reviews")}
    return render(request, "personnel/after/reviews.html", context)


@login_required
def review_new(request: SignedInRequest) -> HttpResponse:
    """列入述职评议名单."""
    county = keepers_only(request)
    form = ListForm(
        posted(request),
        people=queries.in_office(county),
        meetings=queries.chairpersons_meetings(county),
        initial={"year": today().year},
    )

    def run(data: dict[str, Any]) -> object:
        return commands.list_reviews(
            actor=request.user,
            county=county,
            year=data["year"],
            incumbents=form.incumbents(),
            listed_at=data["listed_at"],
        )

    shape: dict[str, object] = {
        "title": _("列入述职评议名单"),
        "lines": [_("述职评议是本县规定，法律没有规定；对象由主任会议确定，结果不公布，另有决定的除外。")],
        "cancel_url": reverse("reviews"),
    }
    return step(request, form, run, (_("已列入名单。"), "reviews", ()), shape)


@login_required
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """One review."""
    row = shown(request.user, Review, pk, "person", "basis", "listed_at__term", "listed_at__body", "ballot")
    keeps, state = keeps_personnel(request.user), ReviewState(row.state)
    context = {
        "review": row,
        "detail": queries.review_page(request.user, row),
        "may_link": keeps and state in MOVES[ReviewEvent.LINK],
        "may_tell": keeps and state in MOVES[ReviewEvent.TELL],
        "may_rectify": keeps and state in MOVES[ReviewEvent.DEMAND],
        "may_finish": keeps and state in MOVES[ReviewEvent.FINISH],
        "may_publish": keeps and row.told_on is not None and row.published_on is None,
        "reads_list": reads_reviews(request.user),
        "rectification": queries.readable_rectification(request.user, row),
        "has_ballot": row.ballot_id is not None and reads_reviews(request.user),
    }
    return render(request, "personnel/after/review.html", context)


@login_required
def review_link(request: SignedInRequest, pk: int) -> HttpResponse:
    """关联测评."""
    keepers_only(request)
    row = shown(request.user, Review, pk, "person")
    form = LinkForm(posted(request), ballots=queries.linkable(request.user, row), initial={"version": row.version})

    def run(data: dict[str, Any]) -> object:
        return commands.link_ballot(actor=request.user, review=row, ballot=data["ballot"], version=data["version"])

    shape: dict[str, object] = {
        "title": _("关联测评"),
        "about": row,
        "lines": [_("只列出票上有此人的满意度测评。测评结果确认以后，等次自动记入。")],
        "cancel_url": reverse("review", args=[row.pk]),
    }
    return step(request, form, run, (_("已关联测评。"), "review", (row.pk,)), shape)


@login_required
def review_tell(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记反馈."""
    keepers_only(request)
    row = shown(request.user, Review, pk, "person")
    form = FeedbackForm(posted(request), initial={"version": row.version, "on": today()})

    def run(data: dict[str, Any]) -> object:
        return commands.tell_review(actor=request.user, review=row, feedback=form.feedback(), version=data["version"])

    shape: dict[str, object] = {
        "title": _("登记反馈"),
        "about": row,
        "lines": [_("本人可以在任职档案中看到等次和评议意见。")],
        "cancel_url": reverse("review", args=[row.pk]),
    }
    return step(request, form, run, (_("已登记反馈。"), "review", (row.pk,)), shape)


@login_required
def review_rectify(request: SignedInRequest, pk: int) -> HttpResponse:
    """交办整改."""
    keepers_only(request)
    row = shown(request.user, Review, pk, "person")
    start = {"version": row.version, "demand": row.opinion, "unit": queries.unit_of(row)}
    form = RectifyForm(posted(request), county=row.county_id, initial=start)

    def run(data: dict[str, Any]) -> object:
        values = {name: data[name] for name in ("unit", "by", "demand", "version")}
        return demand_rectification(actor=request.user, review=row, **values)

    shape: dict[str, object] = {
        "title": _("交办整改"),
        "about": row,
        "lines": [
            _("交办%(who)s本人：由本人签收、报告，办公室审核、认定；期限临近和逾期时提醒本人和办公室。")
            % {"who": row.person},
            _("只有本人、常委会领导和办公室看得到。整改期限是本县规定。"),
        ],
        "cancel_url": reverse("review", args=[row.pk]),
    }
    return step(request, form, run, (_("已交办整改。"), "review", (row.pk,)), shape)


@login_required
def rectification(request: SignedInRequest, pk: int) -> HttpResponse:
    """One rectification, addressed by its follow-up: for the person himself, the leaders and the general office."""
    followup = shown(request.user, FollowUp, pk, "office", "county")
    row = Review.objects.select_related("person").filter(rectification=followup).first()
    if row is None:
        raise Http404
    context = {"review": row, "followup": followup, "detail": followed(request.user, followup)}
    return render(request, "personnel/after/rectification.html", context)


@login_required
def review_finish(request: SignedInRequest, pk: int) -> HttpResponse:
    """办结."""
    keepers_only(request)
    row = shown(request.user, Review, pk, "person")
    form = CommandForm(posted(request), initial={"version": row.version})

    def run(data: dict[str, Any]) -> object:
        return commands.finish_review(actor=request.user, review=row, version=data["version"])

    shape: dict[str, object] = {
        "title": _("办结述职评议"),
        "about": row,
        "lines": [_("没有要求整改的在这里办结；要求整改的，整改认定以后自动办结。")],
        "cancel_url": reverse("review", args=[row.pk]),
    }
    return step(request, form, run, (_("已办结。"), "review", (row.pk,)), shape)


@login_required
@require_POST
def review_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """公布 by a decision of its own."""
    keepers_only(request)
    row = shown(request.user, Review, pk)
    try:
        commands.publish_review(actor=request.user, review=row)
    except Refusal as refusal:
        return render(request, "personnel/after/refused.html", {"refusal": refusal, "review": row}, status=409)
    return done(request, _("已登记公布。"), "review", row.pk)
