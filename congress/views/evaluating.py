"""Pages of the deputies' evaluation and what follows: 评价, 代录, 重新办理, 会商, 办结."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from congress import access
from congress.clock import today
from congress.forms.base import CommandForm
from congress.forms.handling import EvaluationForm, RecordEvaluationForm, TalkForm
from congress.forms.parts import ReasonForm
from congress.kinds import registry
from congress.models import FollowUp, Reply
from congress.queries.actions import page_of
from congress.rules.followups import Clock
from congress.rules.transitions import Event
from congress.services import evaluating
from congress.views.assigning import foreseen
from congress.views.base import SignedInRequest, done, posted, shown
from congress.views.steps import Step, page, refusal_page


def _reply_page(request: SignedInRequest, row: Reply, form: CommandForm, title: str, submit: str) -> HttpResponse:
    followup = row.assignment.followup
    context = {
        "form": form,
        "followup": followup,
        "kind": registry.of(followup),
        "cancel_url": page_of(followup),
        "title": title,
        "submit": submit,
        "reply": row,
        "lines": [],
        "tone": "",
    }
    return render(request, "congress/handling/form.html", context, status=422 if form.errors else 200)


def _reply(request: SignedInRequest, pk: int) -> Reply:
    related = ("assignment__followup__county", "assignment__followup__office", "assignment__department", "outcome")
    return shown(request.user, Reply, pk, *related)


@login_required
def evaluate(request: SignedInRequest, pk: int) -> HttpResponse:
    """代表评价: the deputy's own two ticks under the answer."""
    row = _reply(request, pk)
    followup = row.assignment.followup
    refused = refusal_page(request, Event.EVALUATE, followup) if request.method == "GET" else None
    if refused:
        return refused
    form = EvaluationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        opinion = form.opinion()
        if form.attempt(lambda: evaluating.evaluate(actor=request.user, reply=row, opinion=opinion)):
            return done(request, _("谢谢，您的评价已送代表工委。"), page_of(followup))
    return _reply_page(request, row, form, _("评价"), _("提交评价"))


@login_required
def record_evaluation(request: SignedInRequest, pk: int) -> HttpResponse:
    """代录评价: from the signed sheet, with its photograph."""
    row = _reply(request, pk)
    followup = row.assignment.followup
    refused = refusal_page(request, Event.RECORD_EVALUATION, followup) if request.method == "GET" else None
    if refused:
        return refused
    form = RecordEvaluationForm(posted(request), request.FILES or None, followup=followup)
    if request.method == "POST" and form.is_valid():
        person, opinion, sheet = form.cleaned_data["person"], form.opinion(), form.uploads()
        made = form.attempt(
            lambda: evaluating.record_evaluation(
                actor=request.user, reply=row, person=person, opinion=opinion, sheet=sheet
            )
        )
        if made:
            return done(request, _("已代录%(who)s的评价。") % {"who": person}, page_of(followup))
    return _reply_page(request, row, form, _("代录评价"), _("保存代录"))


def marks(request: Any, followup: FollowUp) -> dict[str, object]:
    """The marks of this round in sentences, as far as the reader may see them."""
    shape = _("%(who)s：过程%(process)s，结果%(result)s。%(reason)s")
    rows = access.evaluations(request.user).filter(
        reply__assignment__followup=followup, reply__assignment__round=followup.round
    )
    shows = access.reads_reasons(request.user)
    lines = [
        shape
        % {
            "who": m.person,
            "process": m.get_process_display(),
            "result": m.get_result_display(),
            "reason": m.reason if shows else "",
        }
        for m in rows.select_related("person")
    ] or _findings(request, followup)
    return {"marks": lines}


def _findings(request: Any, followup: FollowUp) -> list[str]:
    """What an office or a meeting found of this round, where no deputy evaluates."""
    if not registry.of(followup).asked:
        rows = access.verdicts(request.user).filter(followup=followup, round=followup.round)
        return [f"{row}。{row.reason}" for row in rows]
    return [_("代表在期限内没有评价，统计时单列为“未评价”，不计为满意。")]


rework = page(
    Step(
        event=Event.REWORK,
        model=FollowUp,
        form=lambda followup, **kwargs: ReasonForm(name="note", label=_("重新办理的要求"), **kwargs),
        run=lambda user, row, form, version: evaluating.rework(
            actor=user, followup=row, note=form.cleaned_data["note"], version=version
        ),
        said=lambda row: _("已通知承办单位重新办理，这是第%(n)s轮。") % {"n": row.round},
        lines=lambda row: [
            _("承办单位重新签收、办理、报告，结果重新评价；前一轮的答复和评价保留。"),
            *foreseen(row, Clock.REWORK),
        ],
        more=marks,
    )
)
confer = page(
    Step(
        event=Event.CONFER,
        model=FollowUp,
        form=lambda followup, **kwargs: TalkForm(**kwargs),
        initial=lambda user, followup: {"on": today()},
        run=lambda user, row, form, version: evaluating.confer(
            actor=user, followup=row, talk=form.talk(), version=version
        ),
        said=lambda row: _("已记录会商，可以办结。"),
        lines=lambda row: [_("重新办理已达规定次数，由代表工委组织代表和承办单位会商（本县规定）。")],
        more=marks,
    )
)
close = page(
    Step(
        event=Event.CLOSE,
        model=FollowUp,
        run=lambda user, row, form, version: evaluating.close(actor=user, followup=row, version=version),
        said=lambda row: _("已办结。") if row.closed_on else _("已转入承诺跟踪，承诺兑现后办结。"),
        lines=lambda row: [
            _("答复中有承诺的转入承诺跟踪，直到兑现；没有的转入已办结，不再提醒。"),
        ],
        more=marks,
    )
)
