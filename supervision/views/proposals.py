"""The call for topics as pages: what was proposed, taken up, merged or left out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.clock import today
from congress.forms.parts import ReasonForm
from congress.labels import State
from congress.queries.deadlines import chinese_date
from congress.sheets import Cell, list_response
from congress.views.base import SignedInRequest, posted
from supervision.access import topics as access
from supervision.forms.plans import (
    CallForm,
    DraftForm,
    MergeForm,
    ProposalForm,
)
from supervision.models import Plan, TopicProposal
from supervision.queries.plan import actions
from supervision.rules.plans import IN_FORCE, PlanState, ProposalState
from supervision.services import planning, proposals
from supervision.views.base import Act, answer, plan_of, trail_of_plan, year_url


def _call_url(plan: Plan) -> str:
    return reverse("plan-call", args=[plan.pk])


@login_required
def call(request: SignedInRequest, pk: int) -> HttpResponse:
    """征集: the notice to copy, the proposals with what became of them."""
    plan = access.plans(request.user).filter(pk=pk).select_related("county").first()
    if plan is None or not access.reads_call(request.user):
        raise Http404
    merged = Prefetch("merged", TopicProposal.objects.order_by("id"))
    rows = access.proposals(request.user).filter(plan=plan).select_related("organ", "field", "topic", "merged_into")
    found = list(rows.prefetch_related(merged).order_by("id"))
    keeps = access.keeps_plan(request.user)
    context = {
        "plan": plan,
        "rows": [(row, State.of(ProposalState(row.state))) for row in found if row.state != ProposalState.MERGED],
        "total": len(found),
        "opened": sum(row.state == ProposalState.OPEN for row in found),
        "until": chinese_date(plan.call_until) if plan.call_until else "",
        "keeps": keeps,
        "enters": access.enters_topics(request.user) and plan.state not in IN_FORCE,
        "decides": keeps and plan.state not in IN_FORCE,
        "actions": actions(plan) if keeps else [],
        "is_call": plan.state == PlanState.CALL,
        "back_url": year_url(plan),
    }
    return render(request, "supervision/call.html", context)


@login_required
def proposals_exported(request: SignedInRequest, pk: int) -> HttpResponse:
    """征集到的议题建议 as Excel."""
    plan = access.plans(request.user).filter(pk=pk).first()
    if plan is None or not access.enters_topics(request.user):
        raise Http404
    rows = access.proposals(request.user).filter(plan=plan).select_related("organ", "field", "topic", "merged_into")
    lines: list[list[Cell]] = [
        [
            *(row.title, row.get_source_display(), row.proposer, row.received_on, row.reason),
            *(str(row.organ or ""), str(row.field or ""), row.origin, row.get_state_display()),
            str(row.topic or row.merged_into or row.answer),
        ]
        for row in rows.order_by("id")
    ]
    headers = [_("议题"), _("来源"), _("提出人"), _("收到"), _("理由"), _("报告机关"), _("领域"), _("出自")]
    return list_response(_("议题建议"), [*headers, _("状态"), _("结果")], lines, len(lines))


@login_required
def call_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """修改征集公告."""
    plan = plan_of(request, pk)
    first = {"call_text": plan.call_text, "call_until": plan.call_until, "version": plan.version}
    form = CallForm(posted(request), initial=first)
    act = Act(
        _("修改征集公告"),
        lambda: planning.change_call(
            actor=request.user,
            plan=plan,
            text=form.cleaned_data["call_text"],
            until=form.cleaned_data["call_until"],
            version=form.cleaned_data["version"],
        ),
        _("已修改。"),
        _call_url(plan),
        submit=_("保存"),
        trail=trail_of_plan(plan),
    )
    return answer(request, form, act)


def _entered_in(request: SignedInRequest, pk: int) -> Plan:
    plan = access.plans(request.user).filter(pk=pk).select_related("county").first()
    if plan is None or not access.enters_topics(request.user):
        raise Http404
    return plan


@login_required
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记议题建议; the address may carry what it came from (title, origin, origin_url, source)."""
    plan = _entered_in(request, pk)
    names = ("title", "origin", "origin_url", "source", "proposer")
    first: dict[str, Any] = {name: request.GET[name] for name in names if name in request.GET}
    form = ProposalForm(posted(request), county=plan.county_id, initial={"received_on": today(), **first})
    act = Act(
        _("登记议题建议"),
        lambda: proposals.propose(actor=request.user, plan=plan, proposed=form.proposed()),
        _("已登记。"),
        _call_url(plan),
        submit=_("登记"),
        trail=trail_of_plan(plan),
    )
    return answer(request, form, act)


def _proposal(request: SignedInRequest, pk: int, *, keeps: bool) -> TopicProposal:
    related = ("plan__county", "topic", "merged_into", "organ", "field")
    row = access.proposals(request.user).filter(pk=pk).select_related(*related).first()
    allowed = access.keeps_plan(request.user) if keeps else access.enters_topics(request.user)
    if row is None or not allowed:
        raise Http404
    return row


@login_required
def proposal_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """修改议题建议."""
    row = _proposal(request, pk, keeps=False)
    form = ProposalForm(posted(request), county=row.plan.county_id, initial=ProposalForm.starting_from(row))
    act = Act(
        _("修改议题建议"),
        lambda: proposals.revise_proposal(
            actor=request.user, proposal=row, proposed=form.proposed(), version=form.cleaned_data["version"]
        ),
        _("已修改。"),
        _call_url(row.plan),
        submit=_("保存"),
        trail=trail_of_plan(row.plan),
    )
    return answer(request, form, act)


@login_required
def proposal_take(request: SignedInRequest, pk: int) -> HttpResponse:
    """列入草案."""
    row = _proposal(request, pk, keeps=True)
    form = DraftForm(
        posted(request), county=row.plan.county_id, fixed=True, initial=DraftForm.starting_from_proposal(row)
    )
    act = Act(
        _("列入草案"),
        lambda: proposals.take_proposal(
            actor=request.user, proposal=row, draft=form.draft(), version=form.cleaned_data["version"]
        ),
        _("已列入草案。"),
        _call_url(row.plan),
        lines=[_("%(title)s，由%(who)s提出") % {"title": row.title, "who": row.proposer}],
        trail=trail_of_plan(row.plan),
    )
    return answer(request, form, act)


@login_required
def proposal_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """不列入, with a word for who proposed it."""
    row = _proposal(request, pk, keeps=True)
    label = _("不列入的理由")
    form = ReasonForm(posted(request), name="answer", label=label, initial={"version": row.version})
    act = Act(
        _("不列入"),
        lambda: proposals.drop_proposal(
            actor=request.user,
            proposal=row,
            answer=form.cleaned_data["answer"],
            version=form.cleaned_data["version"],
        ),
        _("已登记，可以答复提出人。"),
        _call_url(row.plan),
        lines=[_("%(title)s，由%(who)s提出") % {"title": row.title, "who": row.proposer}],
        trail=trail_of_plan(row.plan),
    )
    return answer(request, form, act)


@login_required
def merge(request: SignedInRequest, pk: int) -> HttpResponse:
    """合并议题建议."""
    plan = _entered_in(request, pk)
    form = MergeForm(posted(request), plan=plan)
    act = Act(
        _("合并议题建议"),
        lambda: proposals.merge_proposals(
            actor=request.user,
            plan=plan,
            leading=form.cleaned_data["leading"],
            others=list(form.cleaned_data["others"]),
        ),
        _("已合并。"),
        _call_url(plan),
        submit=_("合并"),
        trail=trail_of_plan(plan),
    )
    return answer(request, form, act)
