"""本县设置: periods, parameters, thresholds of reminders."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import sets_documents, standing
from congress.clock import today
from congress.forms.settings import ParameterForm, RecomputeForm, ReminderForm, RuleForm
from congress.models import Congress, DeadlineRule, Parameter
from congress.queries import settings as queries
from congress.queries.deadlines import rule_for
from congress.queries.notices import undelivered
from congress.queries.parameters import row as parameter_row
from congress.queries.recomputing import preview, readable
from congress.rules.followups import Clock
from congress.services import county_settings
from congress.services.recomputing import recompute as move
from congress.views.base import SignedInRequest, done, posted


def keeper(request: SignedInRequest) -> Congress:
    """The county whose settings the reader keeps; 404 for everybody else."""
    county = request.user.county
    if not standing(request.user).sets_rules or county is None:
        raise Http404
    return county


def _of_documents(request: SignedInRequest) -> list[tuple[str, str, str]]:
    """The settings of documents, for who keeps them."""
    if not sets_documents(request.user):
        return []
    text = _("公文的编号样式、起始号、发文机关标志和署名")
    return [(_("文号和版头"), reverse("document-settings"), text)]


@login_required
def index(request: SignedInRequest) -> HttpResponse:
    """What can be set, and how many open dates today's settings would move."""
    county = keeper(request)
    moving = len(preview(county))
    pages = [
        (_("期限规则"), reverse("settings-rules"), _("每种期限的天数、性质和依据；本县可以规定得更严")),
        (_("提醒规则"), reverse("settings-reminders"), _("到期前后几天提醒谁")),
        (_("日历"), reverse("settings-calendar"), _("法定节假日、调休和地方节日")),
        (_("其他参数"), reverse("settings-parameters"), _("统计口径、办理办法、上班时间等")),
        *(
            [(_("文号和版头"), reverse("document-settings"), _("公文的编号样式、起始号、发文机关标志和署名"))]
            if sets_documents(request.user)
            else []
        ),
        (_("导入"), reverse("imports"), _("本单位自己的台账、单位和代表名册")),
        (_("已算期限核对"), reverse("settings-recompute"), _("按现行规则和日历会变动的期限：%(n)s 个") % {"n": moving}),
    ]
    context = {"pages": pages, "undelivered": undelivered(request.user)}
    return render(request, "congress/settings/index.html", context)


@login_required
def rules(request: SignedInRequest) -> HttpResponse:
    """期限规则, grouped."""
    return render(request, "congress/settings/rules.html", {"groups": queries.rule_rows(keeper(request))})


@login_required
def rule(request: SignedInRequest, key: str) -> HttpResponse:
    """One period: what the law says, what others do, and the county's own from a day on."""
    county = keeper(request)
    try:
        current = rule_for(county, key, today())
    except DeadlineRule.DoesNotExist as missing:
        raise Http404 from missing
    form = RuleForm(posted(request), initial=RuleForm.starting_from(current))
    if request.method == "POST" and form.is_valid():
        period = form.period()
        if form.attempt(lambda: county_settings.set_rule(actor=request.user, key=key, period=period)):
            said = _("已保存，%(day)s起算的期限按新规定计算。已经算出的期限没有变动。")
            return done(request, said % {"day": period.valid_from}, "settings-recompute")
    context = {"form": form, "rule": current, "facts": queries.rule_facts(current)}
    return render(request, "congress/settings/rule.html", context, status=422 if form.errors else 200)


@login_required
def parameters(request: SignedInRequest) -> HttpResponse:
    """Settings that are no periods."""
    return render(request, "congress/settings/parameters.html", {"rows": queries.parameter_rows(keeper(request))})


@login_required
def parameter(request: SignedInRequest, key: str) -> HttpResponse:
    """One setting."""
    county = keeper(request)
    try:
        row = parameter_row(county, key)
    except Parameter.DoesNotExist as missing:
        raise Http404 from missing
    form = ParameterForm(posted(request), row=row)
    if request.method == "POST" and form.is_valid():
        value = form.value()
        if form.attempt(lambda: county_settings.set_parameter(actor=request.user, key=key, value=value)):
            return done(request, _("“%(label)s”已保存。") % {"label": row.label}, "settings-parameters")
    context = {"form": form, "row": row, "words": queries.words_of(row)}
    return render(request, "congress/settings/parameter.html", context, status=422 if form.errors else 200)


@login_required
def reminders(request: SignedInRequest) -> HttpResponse:
    """提醒规则, and a form for a threshold of the county."""
    county = keeper(request)
    form = ReminderForm(posted(request))
    if request.method == "POST" and form.is_valid():
        clock, days = Clock(form.cleaned_data["clock"]), form.cleaned_data["days"]
        if form.attempt(
            lambda: county_settings.set_reminder(actor=request.user, clock=clock, days=days, tell=form.parts())
        ):
            return done(request, _("提醒规则已保存，下一次扫描起生效。"), "settings-reminders")
    context = {"form": form, "groups": queries.reminder_rows(county)}
    return render(request, "congress/settings/reminders.html", context, status=422 if form.errors else 200)


@login_required
def recompute(request: SignedInRequest) -> HttpResponse:
    """Dates that today's rules and calendar would move: moved only where ticked, with a reason."""
    county = keeper(request)
    form = RecomputeForm(posted(request))
    ticked = [int(pk) for pk in request.POST.getlist("running") if pk.isdecimal() and len(pk) < 18]
    if request.method == "POST" and form.is_valid():
        if not ticked:
            form.add_error(None, _("请勾选要调整的期限；一个也不勾选，期限不变。"))
        else:
            reason = form.cleaned_data["reason"]
            entries = form.attempt(lambda: move(actor=request.user, county=county, running=ticked, reason=reason))
            if entries is not None:
                return done(
                    request, _("已调整 %(n)s 个期限并通知有关各方。") % {"n": len(entries)}, "settings-recompute"
                )
    moves, others = readable(request.user, preview(county))
    context = {
        "form": form,
        "moves": moves,
        "others": others,
        "ticked": ticked,
        "may_move": standing(request.user).is_deputies_office,
    }
    return render(request, "congress/settings/recompute.html", context, status=422 if form.errors else 200)
