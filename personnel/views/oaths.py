"""Pages of oaths: who owes one, who has sworn, one oath with its date."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from congress.clock import today
from congress.forms.base import CommandForm
from congress.forms.parts import ReasonForm
from congress.labels import choices, label
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest, done, posted, shown
from personnel.access import is_few, keeps_personnel
from personnel.forms.oaths import ApprovalForm
from personnel.models import OathDuty
from personnel.queries import oaths as queries
from personnel.rules.oaths import SOURCES, OathEvent, OathState, Organiser
from personnel.services import oaths as commands
from personnel.views.base import few_only, keepers_only, kept, tabs

PER_PAGE = 50


@login_required
def oaths(request: SignedInRequest) -> HttpResponse:
    """须宪法宣誓 and 已宣誓: the few see all, others who has sworn and their own."""
    params = kept(request, queries.FILTERS)
    if not is_few(request.user) and "show" not in params:
        params["show"] = "sworn"
    page = Paginator(queries.listed(request.user, params), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [queries.row_of(duty) for duty in page.object_list],
        "shows": [(key, words, key == params.get("show", "")) for key, words in queries.shows().items()],
        "organisers": [(code, words, code == params.get("organiser")) for code, words in choices(Organiser)],
        "kept": params,
        "query": urlencode(params),
        "few": is_few(request.user),
        "keeps": keeps_personnel(request.user),
        "tabs": tabs(request, "oaths"),
    }
    return render(request, "personnel/oaths/list.html", context)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The list as seen, as Excel."""
    few_only(request)
    rows = queries.listed(request.user, kept(request, queries.FILTERS))
    lines: list[list[Cell]] = [
        [
            *(row.name, row.organ, row.post, row.get_act_display(), str(row.meeting), row.acted_on, row.number),
            *(row.get_organiser_display(), row.get_state_display(), row.due_on, row.make_up_by, row.sworn_on),
            row.waived_reason,
        ]
        for row in rows[:MOST_EXPORTED]
    ]
    headers = [_("姓名"), _("机关"), _("职务"), _("任职方式"), _("会议"), _("任职日期"), _("公告号"), _("组织者")]
    headers += [_("状态"), _("期限（本县规定）"), _("补行日期"), _("宣誓日期"), _("不再宣誓的理由")]
    total = rows.count() if len(lines) == MOST_EXPORTED else len(lines)
    return list_response(_("宪法宣誓"), headers, lines, total)


@login_required
def oath(request: SignedInRequest, pk: int) -> HttpResponse:
    """One oath: by which act, until when and why, and every ceremony it was put on."""
    duty = shown(request.user, OathDuty, pk, *queries.RELATED)
    state, keeps = OathState(duty.state), keeps_personnel(request.user)
    context = {
        "duty": duty,
        "detail": queries.page_of(request.user, duty),
        "may_approve": keeps and state in SOURCES[OathEvent.APPROVE],
        "may_arrange": keeps and state in SOURCES[OathEvent.ARRANGE],
        "may_waive": keeps and state in SOURCES[OathEvent.WAIVE],
        "has_file": duty.person_id is not None and (is_few(request.user) or duty.person_id == request.user.person_id),
    }
    return render(request, "personnel/oaths/oath.html", context)


@login_required
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记上级批准."""
    keepers_only(request)
    duty = shown(request.user, OathDuty, pk, *queries.RELATED)
    form = ApprovalForm(posted(request), initial={"version": duty.version, "on": today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if form.attempt(
            lambda: commands.approve_election(actor=request.user, duty=duty, on=data["on"], version=data["version"])
        ):
            return done(request, _("已登记，宣誓期限从批准之日起算。"), "oath", duty.pk)
    lines = [_("检察长的选举经上一级人大常委会批准以后，才能宣誓。")]
    return _step(request, duty, form, OathEvent.APPROVE, lines)


@login_required
def waive(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记不再宣誓."""
    keepers_only(request)
    duty = shown(request.user, OathDuty, pk, *queries.RELATED)
    form = ReasonForm(posted(request), name="reason", label=_("理由"), initial={"version": duty.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if form.attempt(
            lambda: commands.waive_oath(actor=request.user, duty=duty, reason=data["reason"], version=data["version"])
        ):
            return done(request, _("已登记不再宣誓。"), "oath", duty.pk)
    lines = [_("再次任职、一人多职是否重复宣誓，由主任会议确定（本县规定）。"), _("登记以后不能恢复。")]
    return _step(request, duty, form, OathEvent.WAIVE, lines)


def _step(
    request: SignedInRequest, duty: OathDuty, form: CommandForm, event: OathEvent, lines: list[str]
) -> HttpResponse:
    tone = "late" if event is OathEvent.WAIVE else ""
    context = {"duty": duty, "form": form, "title": label(event), "lines": lines, "tone": tone}
    return render(request, "personnel/oaths/step.html", context, status=422 if form.errors else 200)
