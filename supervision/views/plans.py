"""The plan's way as pages: opened, drafted, consulted on, adopted, published, adjusted."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.clock import today
from congress.forms.base import CommandForm
from congress.refusals import Refusal
from congress.views.base import SignedInRequest, posted
from supervision.access import topics as access
from supervision.forms.plans import (
    AdjustForm,
    AdoptForm,
    DayForm,
    DraftForm,
    PartyGroupForm,
    PlanForm,
    PublishForm,
)
from supervision.models import Plan
from supervision.rules.plans import IN_FORCE, Change, PlanEvent, PlanState, ProposalState, plan_move
from supervision.rules.topics import TopicState
from supervision.services import planning, proposals
from supervision.views.base import Act, answer, plan_of, topic_url, trail_of_plan, worked_on, year_url

CALL = (
    "为做好%(year)s年监督工作，县人大常委会面向全县征集监督议题。\n\n"
    "一、征集范围：执法检查中发现的突出问题；代表建议集中反映的问题；常委会组成人员提出的比较集中的问题；"
    "专门委员会、工作机构调查研究中发现的突出问题；人民来信来访集中反映的问题；社会普遍关注的其他问题。\n"
    "二、要求：一事一题，写明题目、理由和希望了解的情况；属于县级国家机关的职权，不涉及具体案件。\n"
    "三、方式：请在截止日期前将议题建议送县人大常委会办公室或者各工作机构，注明姓名、单位和联系方式。\n\n"
    "%(county)s常务委员会办公室"
)


@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """编制年度计划: open a year with its call."""
    user = request.user
    if not access.keeps_plan(user) or user.county is None:
        raise Http404
    year = today().year + (1 if today().month >= 9 else 0)
    first = {"year": year, "call_text": CALL % {"year": year, "county": user.county.name}}
    form = PlanForm(posted(request), initial=first)
    act = Act(
        _("编制年度计划"),
        lambda: planning.open_plan(
            actor=user,
            year=form.cleaned_data["year"],
            call_text=form.cleaned_data["call_text"],
            call_until=form.cleaned_data["call_until"],
        ),
        lambda plan: _("已建立，法律规定的议题已列入。"),
        reverse("supervision"),
        lines=[
            _("法律规定每年必须听取的议题（决算、审计、国有资产、债务、环境、备案审查、建议办理等）自动列入。"),
            _("其他议题从六种来源征集（监督法第十二条）。"),
        ],
        submit=_("开始征集"),
    )
    return answer(request, form, act)


@login_required
def draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """拟订议题, by hand."""
    plan = plan_of(request, pk)
    form = DraftForm(posted(request), county=plan.county_id, initial={"month": today().month})
    lines = [_("计划已经通过：拟好以后，凭主任会议的决定在“调整计划”里增加。")] if plan.state in IN_FORCE else []
    act = Act(
        _("拟订议题"),
        lambda: proposals.draft_topic(actor=request.user, plan=plan, draft=form.draft()),
        _("已列入草案。"),
        year_url(plan),
        lines=lines,
        submit=_("保存"),
        trail=trail_of_plan(plan),
    )
    return answer(request, form, act)


@login_required
def topic_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """修改议题草案."""
    topic = worked_on(request, pk)
    if not access.keeps_plan(request.user) or topic.plan is None:
        raise Http404
    form = DraftForm(
        posted(request), county=topic.county_id, fixed=bool(topic.fixed_key), initial=DraftForm.starting_from(topic)
    )
    act = Act(
        _("修改议题"),
        lambda: proposals.revise_draft(
            actor=request.user, topic=topic, draft=form.draft(), version=form.cleaned_data["version"]
        ),
        _("已修改。"),
        topic_url(topic),
        submit=_("保存"),
        trail=trail_of_plan(topic.plan),
    )
    return answer(request, form, act)


@login_required
def topic_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """删去草案里的议题."""
    topic = worked_on(request, pk)
    if not access.keeps_plan(request.user) or topic.plan is None or topic.state != TopicState.DRAFT:
        raise Http404
    form = CommandForm(posted(request), initial={"version": topic.version})
    act = Act(
        _("删去议题"),
        lambda: proposals.remove_draft(actor=request.user, topic=topic, version=form.cleaned_data["version"]),
        _("已删去，原来的议题建议回到待研究。"),
        year_url(topic.plan),
        lines=[topic.title],
        tone="late",
        trail=trail_of_plan(topic.plan),
    )
    return answer(request, form, act)


def _moved(request: SignedInRequest, pk: int, event: PlanEvent) -> tuple[Plan, HttpResponse | None]:
    """The plan, and the page that says why the event is not open, before a form is filled in vain."""
    plan = plan_of(request, pk)
    if request.method == "POST" or plan_move(PlanState(plan.state), event):
        return plan, None
    text = _("计划现在是“%(state)s”，这一步不在现在办。") % {"state": plan.get_state_display()}
    context = {"refusal": Refusal(text), "back_url": year_url(plan), "about": plan}
    return plan, render(request, "supervision/refused.html", context, status=409)


@login_required
def close_call(request: SignedInRequest, pk: int) -> HttpResponse:
    """结束征集."""
    plan, closed = _moved(request, pk, PlanEvent.CLOSE_CALL)
    form = CommandForm(posted(request), initial={"version": plan.version})
    opened = plan.proposals.filter(state=ProposalState.OPEN).count()
    act = Act(
        _("结束征集"),
        lambda: planning.close_call(actor=request.user, plan=plan, version=form.cleaned_data["version"]),
        _("已结束征集，进入拟订草案。"),
        year_url(plan),
        lines=[_("还有 %(n)s 件议题建议待研究，结束以后仍可以列入、合并。") % {"n": opened}],
        trail=trail_of_plan(plan),
    )
    return closed or answer(request, form, act)


@login_required
def consult(request: SignedInRequest, pk: int) -> HttpResponse:
    """征求意见."""
    plan, closed = _moved(request, pk, PlanEvent.CONSULT)
    form = DayForm(posted(request), initial={"on": today(), "version": plan.version})
    act = Act(
        _("登记征求意见"),
        lambda: planning.consult(
            actor=request.user, plan=plan, on=form.cleaned_data["on"], version=form.cleaned_data["version"]
        ),
        _("已登记。"),
        year_url(plan),
        lines=[_("草案送“一府一委两院”征求意见；这是各地做法，不是法律的要求。")],
        trail=trail_of_plan(plan),
    )
    return closed or answer(request, form, act)


@login_required
def party_group(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记党组研究."""
    plan, closed = _moved(request, pk, PlanEvent.RECORD_PARTY_GROUP)
    form = PartyGroupForm(posted(request), initial={"on": today(), "version": plan.version})
    act = Act(
        _("登记党组研究"),
        lambda: planning.record_party_group(
            actor=request.user,
            plan=plan,
            on=form.cleaned_data["on"],
            number=form.cleaned_data["number"],
            version=form.cleaned_data["version"],
        ),
        _("已登记。"),
        year_url(plan),
        lines=[_("只记日期和文号，内容不录入本系统。")],
        trail=trail_of_plan(plan),
    )
    return closed or answer(request, form, act)


@login_required
def adopt(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记通过: by the chairpersons' meeting."""
    plan, closed = _moved(request, pk, PlanEvent.ADOPT)
    form = AdoptForm(posted(request), county=plan.county_id, initial={"version": plan.version})
    drafted = plan.topics.filter(state=TopicState.DRAFT).count()
    act = Act(
        _("登记通过"),
        lambda: planning.adopt_plan(
            actor=request.user,
            plan=plan,
            meeting=form.cleaned_data["meeting"],
            version=form.cleaned_data["version"],
        ),
        _("已登记通过，请向社会公布。"),
        year_url(plan),
        lines=[
            _("计划里有 %(n)s 个议题，通过后各机构开始办理。") % {"n": drafted},
            _("通过后应当向社会公布；调整须由主任会议决定（监督法第六十三条）。"),
        ],
        trail=trail_of_plan(plan),
    )
    return closed or answer(request, form, act)


@login_required
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记公布."""
    plan, closed = _moved(request, pk, PlanEvent.PUBLISH)
    form = PublishForm(posted(request), county=plan.county_id, initial={"on": today(), "version": plan.version})
    act = Act(
        _("登记公布"),
        lambda: planning.publish_plan(
            actor=request.user,
            plan=plan,
            on=form.cleaned_data["on"],
            where=form.cleaned_data["where"],
            document=form.cleaned_data["document"],
            version=form.cleaned_data["version"],
        ),
        _("已公布，不用登录就可以查看。"),
        year_url(plan),
        lines=[_("登记后，本系统的公开页面也列出这份计划；党组文号等内部信息不公开。")],
        trail=trail_of_plan(plan),
    )
    return closed or answer(request, form, act)


@login_required
def adjust(request: SignedInRequest, pk: int) -> HttpResponse:
    """调整计划."""
    plan, closed = _moved(request, pk, PlanEvent.ADJUST)
    asked = {name: request.GET.get(name, "") for name in ("topic", "change")}
    form = AdjustForm(posted(request), plan=plan, initial={"version": plan.version, **asked})
    act = Act(
        _("登记计划调整"),
        lambda: planning.adjust_plan(
            actor=request.user,
            plan=plan,
            change=Change(form.cleaned_data["change"]),
            topic=form.cleaned_data["topic"],
            meeting=form.cleaned_data["meeting"],
            reason=form.cleaned_data["reason"],
            altered=form.altered(),
            version=form.cleaned_data["version"],
        ),
        _("已登记调整。"),
        year_url(plan),
        lines=[_("年度监督工作计划可以根据实际需要作适当调整（监督法第六十三条），由主任会议决定，原来的记录保留。")],
        trail=trail_of_plan(plan),
    )
    return closed or answer(request, form, act)
