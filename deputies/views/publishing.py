"""公开 and 停止公开 by the deputies' office; the public's own pages, without signing in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.forms.base import CommandForm
from congress.forms.parts import ReasonForm
from congress.refusals import Refusal
from congress.views.base import SignedInRequest, done, posted, shown
from deputies.access import published
from deputies.models import Suggestion
from deputies.queries.publication import page, rows, will_show
from deputies.services import publishing

PER_PAGE = 30


def _asked(request: SignedInRequest, pk: int, refuse: Callable[..., None]) -> tuple[Suggestion, HttpResponse | None]:
    """The suggestion, and the page that says why not when the step is not open on a first look."""
    row = shown(request.user, Suggestion, pk, "followup__office", "county")
    if row.followup is None:
        raise Http404
    try:
        refuse(request.user, row.followup, row)
    except Refusal as refusal:
        if request.method == "GET":
            context = {"refusal": refusal, "followup": row.followup, "back_url": reverse("suggestion", args=[pk])}
            return row, render(request, "congress/handling/refused.html", context, status=409)
    return row, None


@login_required
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """公开, after showing what the public will read."""
    row, refused = _asked(request, pk, publishing.refuse_publishing)
    form = CommandForm(posted(request), initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        made = form.attempt(lambda: publishing.publish(actor=request.user, suggestion=row, version=version))
        if made:
            return done(request, _("已公开。"), "suggestion", row.pk)
    return refused or _confirm(request, row, form, title=_("公开"), lines=will_show(row), tone="")


@login_required
def unpublish(request: SignedInRequest, pk: int) -> HttpResponse:
    """停止公开, with a reason."""
    row, refused = _asked(request, pk, publishing.refuse_unpublishing)
    reason = _("停止公开的理由")
    form = ReasonForm(posted(request), name="reason", label=reason, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = form.attempt(
            lambda: publishing.unpublish(
                actor=request.user, suggestion=row, reason=data["reason"], version=data["version"]
            )
        )
        if made:
            return done(request, _("已停止公开。"), "suggestion", row.pk)
    lines = [_("公开页面上不再显示这件建议；理由记入审计台账。")]
    return refused or _confirm(request, row, form, title=_("停止公开"), lines=lines, tone="late")


def _confirm(request: SignedInRequest, row: Suggestion, form: CommandForm, **words: Any) -> HttpResponse:
    context = {"suggestion": row, "form": form, "cancel_url": reverse("suggestion", args=[row.pk]), **words}
    return render(request, "deputies/publish.html", context, status=422 if form.errors else 200)


def public_list(request: HttpRequest) -> HttpResponse:
    """Everything published, newest first; for anybody."""
    q = request.GET.get("q", "").replace("\0", "").strip()[:60]
    listed = Paginator(rows(q), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": listed, "q": q, "query": urlencode({"q": q}) if q else ""}
    return render(request, "deputies/public_list.html", context)


def public_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One published suggestion with what deputy and units agreed to show; for anybody."""
    row = rows("").filter(pk=pk).first()
    if row is None or not published().filter(pk=pk).exists():
        raise Http404
    return render(request, "deputies/public_detail.html", {"detail": page(row)})
