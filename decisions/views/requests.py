"""请示、报告: the list, one reference, and its steps. For leaders and the general office."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.clock import today
from congress.labels import State
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest, posted, shown
from decisions import access
from decisions.forms.requests import ReferenceForm, ReplyForm, SentForm
from decisions.models import PartyRequest
from decisions.queries import requests as queries
from decisions.rules.requests import RequestKind, RequestState
from decisions.services import requests as commands
from decisions.views.matters import kept, options
from decisions.views.steps import answer, refused

PER_PAGE = 50
FILTERS = ("kind", "state", "q")


def _few_only(request: SignedInRequest) -> None:
    if not access.reads_requests(request.user):
        raise Http404


@login_required
def requests(request: SignedInRequest) -> HttpResponse:
    """References one may read."""
    _few_only(request)
    asked = kept(request, FILTERS)
    page = Paginator(queries.listed(request.user, asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, State.of(RequestState(row.state))) for row in page.object_list],
        "filters": [
            ("kind", _("类别"), options(RequestKind, asked.get("kind"))),
            ("state", _("状态"), options(RequestState, asked.get("state"))),
        ],
        "kept": asked,
        "query": urlencode(asked),
    }
    return render(request, "decisions/requests.html", context)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The list as seen, as Excel."""
    _few_only(request)
    rows = queries.listed(request.user, kept(request, FILTERS))
    lines: list[list[Cell]] = [
        [
            *(row.get_kind_display(), row.subject, row.get_channel_display(), row.number, row.sent_on),
            *(row.get_state_display(), row.reply_number, row.replied_on, row.act),
        ]
        for row in rows[:MOST_EXPORTED]
    ]
    headers = [
        _("类别"),
        _("事由"),
        _("渠道"),
        _("文号"),
        _("报送"),
        _("状态"),
        _("批复文号"),
        _("批复"),
        _("相关事项"),
    ]
    return list_response(_("请示、报告"), headers, lines, rows.count() if len(lines) == MOST_EXPORTED else len(lines))


@login_required
def one(request: SignedInRequest, pk: int) -> HttpResponse:
    """One reference."""
    row = shown(request.user, PartyRequest, pk)
    facts = [
        (_("类别"), row.get_kind_display()),
        (_("渠道"), row.get_channel_display()),
        (_("文号"), row.number),
        (_("报送"), row.sent_on or ""),
        (_("批复文号"), row.reply_number),
        (_("批复"), row.replied_on or ""),
        (_("登记"), row.entered_on),
    ]
    context = {
        "row": row,
        "state": State.of(RequestState(row.state)),
        "facts": [(name, value) for name, value in facts if value],
        "sends": row.state == RequestState.DRAFTED,
        "waits": row.state == RequestState.SENT,
    }
    return render(request, "decisions/request.html", context)


@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """登记 a request or report; what it precedes may come with the address."""
    _few_only(request)
    county = request.user.county
    assert county is not None  # who reads requests has one
    start = {"act": request.GET.get("act", "")[:120], "act_url": request.GET.get("act_url", "")[:200]}
    form = ReferenceForm(posted(request), initial=start)
    return answer(
        request,
        form,
        title=_("登记请示、报告"),
        run=lambda: commands.enter_request(actor=request.user, county=county, reference=form.reference()),
        back=reverse("party-requests"),
        lines=[_("只记事由、文号和日期，不录内容，不上传文件。请示一文一事。")],
        onward=lambda row: reverse("party-request", args=[row.pk]),
    )


@login_required
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记报送."""
    row = shown(request.user, PartyRequest, pk)
    back = reverse("party-request", args=[pk])
    if request.method == "GET" and row.state != RequestState.DRAFTED:
        return refused(request, _("这件已经登记报送。"), back)
    form = SentForm(posted(request), initial={"version": row.version, "on": today()})
    return answer(
        request,
        form,
        title=_("登记报送"),
        run=lambda: commands.send_request(actor=request.user, request=row, **form.cleaned_data),
        back=back,
        about=row,
    )


@login_required
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记批复."""
    row = shown(request.user, PartyRequest, pk)
    back = reverse("party-request", args=[pk])
    if request.method == "GET" and row.state != RequestState.SENT:
        return refused(request, _("只有已经报送、等待批复的请示可以登记批复。"), back)
    form = ReplyForm(posted(request), initial={"version": row.version, "on": today()})
    return answer(
        request,
        form,
        title=_("登记批复"),
        run=lambda: commands.record_reply(actor=request.user, request=row, **form.cleaned_data),
        back=back,
        about=row,
    )
