"""The pages of the steps of an opinion: declared once, one view function for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congress.forms.base import CommandForm
from congress.forms.parts import ReasonForm
from congress.labels import label
from congress.views.base import SignedInRequest, done, posted, shown
from supervision.forms import opinions as forms
from supervision.models import DeliberationOpinion
from supervision.rules.opinions import Measure, OpinionEvent, Paper
from supervision.services.opinions import deciding, drafting, handling, issuing, publishing
from supervision.views.opinions.base import RELATED, refused_page
from supervision.views.opinions.writing import revise


@dataclass(frozen=True)
class Step:
    """One step as a page: its form from the opinion, its command, the message after it, what will follow."""

    run: Callable[[Any, DeliberationOpinion, Any, int | None], object]
    said: object
    form: Callable[..., CommandForm] = lambda opinion, **kwargs: CommandForm(**kwargs)
    lines: Callable[[DeliberationOpinion], list[str]] = lambda opinion: []
    initial: Callable[[DeliberationOpinion], dict[str, object]] = lambda opinion: {}
    tone: str = ""
    files: bool = False


def step_page(event: OpinionEvent, step: Step) -> Callable[..., HttpResponse]:
    """The view of a step, addressed by its opinion."""

    @login_required
    def view(request: SignedInRequest, pk: int) -> HttpResponse:
        row = shown(request.user, DeliberationOpinion, pk, *RELATED)
        if refused := refused_page(request, event, row):
            return refused
        files = {"files": request.FILES or None} if step.files else {}
        form = step.form(row, data=posted(request), initial={"version": row.version, **step.initial(row)}, **files)
        if request.method == "POST" and form.is_valid():
            version = form.cleaned_data["version"]
            if form.attempt(lambda: step.run(request.user, row, form, version)):
                return done(request, str(step.said), "opinion", row.pk)
        context = {"form": form, "opinion": row, "title": label(event), "lines": step.lines(row), "tone": step.tone}
        return render(request, "supervision/opinions/step.html", context, status=422 if form.errors else 200)

    view.__doc__ = f"The page of {event.value}."
    return view


def _gathered(opinion: DeliberationOpinion) -> dict[str, object]:
    """The draft report begun from what the units reported, item by item."""
    before = opinion.reports.filter(round=opinion.round).first()
    if before:
        return {"text": before.draft}
    lines = []
    for row in opinion.items.order_by("position"):
        lines.append(_("%(n)s. %(text)s") % {"n": row.position, "text": row.text})
        reply = (
            row.followup
            and row.followup.assignments.filter(round=opinion.round, replies__isnull=False)
            .values_list("replies__outcome__label", "replies__summary")
            .last()
        )
        if reply:
            lines.append(_("办理情况：%(outcome)s。%(text)s") % {"outcome": reply[0], "text": reply[1]})
    return {"text": "\n".join(lines)}


def _draft_of(opinion: DeliberationOpinion) -> dict[str, object]:
    report = opinion.reports.filter(round=opinion.round).first()
    return {"text": report.draft if report else ""}


def _comment_lines(opinion: DeliberationOpinion) -> list[str]:
    report = opinion.reports.filter(round=opinion.round).first()
    law = _("研究处理情况由其办事机构送工作机构征求意见后，向常务委员会提出书面报告（监督法第十七条，未定天数）。")
    return [law, *([report.draft] if report else [])]


STEPS: dict[OpinionEvent, Step] = {
    OpinionEvent.ADOPT: Step(
        form=lambda row, **kwargs: forms.ChairpersonsForm(opinion=row, **kwargs),
        run=lambda user, row, form, version: drafting.adopt(
            actor=user, opinion=row, meeting=form.cleaned_data["meeting"], version=version
        ),
        said=lazy("已登记主任会议通过，请印发后交办。"),
        lines=lambda row: [_("审议意见由主任会议通过后印发（地方组织法第五十四条）；通过后不再修改。")],
    ),
    OpinionEvent.HAND_OVER: Step(
        form=lambda row, **kwargs: forms.HandOverForm(opinion=row, **kwargs),
        run=lambda user, row, form, version: issuing.hand_over(
            actor=user,
            opinion=row,
            number=form.cleaned_data.get("number", ""),
            report_by=form.cleaned_data["report_by"],
            version=version,
        ),
        said=lazy("已交办，各项意见开始跟踪。"),
        lines=lambda row: [
            _("交%(receiver)s签收，共%(n)s项，逐项跟踪办理。") % {"receiver": row.receiver, "n": row.items.count()},
            _("书面报告的期限从今天起算（本县规定；监督法没有规定天数）。"),
        ],
    ),
    OpinionEvent.RECALL: Step(
        form=lambda row, **kwargs: ReasonForm(name="reason", label=_("撤回的理由"), **kwargs),
        run=lambda user, row, form, version: issuing.recall(
            actor=user, opinion=row, reason=form.cleaned_data["reason"], version=version
        ),
        said=lazy("已撤回。"),
        lines=lambda row: [_("签收以前可以撤回，各项跟踪随之终止，文号不再使用。")],
        tone="late",
    ),
    OpinionEvent.SIGN_FOR: Step(
        run=lambda user, row, form, version: issuing.sign_for(actor=user, opinion=row, version=version),
        said=lazy("已签收，请分解落实到承办单位。"),
        lines=lambda row: [_("签收以后审议意见不再撤回。")],
    ),
    OpinionEvent.PLAN: Step(
        form=lambda row, **kwargs: forms.TextForm(label=_("研究处理方案"), **kwargs),
        run=lambda user, row, form, version: handling.submit_plan(
            actor=user, opinion=row, text=form.cleaned_data["text"], version=version
        ),
        said=lazy("方案已报送。"),
        lines=lambda row: [_("本县要求先报研究处理方案（本县规定）。")],
    ),
    OpinionEvent.SUBMIT: Step(
        form=lambda row, **kwargs: forms.TextForm(label=_("研究处理情况报告（征求意见稿）"), rows=16, **kwargs),
        initial=_gathered,
        run=lambda user, row, form, version: handling.submit_report(
            actor=user, opinion=row, text=form.cleaned_data["text"], version=version
        ),
        said=lazy("已送工作机构征求意见。"),
        lines=lambda row: [_("已按各承办单位的报告逐项汇总，请修改后送%(office)s征求意见。") % {"office": row.office}],
    ),
    OpinionEvent.COMMENT: Step(
        form=lambda row, **kwargs: forms.TextForm(label=_("意见"), rows=5, **kwargs),
        run=lambda user, row, form, version: handling.comment(
            actor=user, opinion=row, text=form.cleaned_data["text"], version=version
        ),
        said=lazy("已答复，各承办单位的报告随之审核通过。"),
        lines=_comment_lines,
    ),
    OpinionEvent.REPORT: Step(
        form=lambda row, **kwargs: forms.ReportForm(**kwargs),
        initial=_draft_of,
        run=lambda user, row, form, version: handling.report(
            actor=user, opinion=row, written=form.written(), files=form.uploads(), version=version
        ),
        said=lazy("已向常委会提出书面报告。"),
        lines=lambda row: [
            _("报告期限%(day)s；逾期提交的标明逾期，以后不改。") % {"day": handling.due_of(row)},
            *[_("工作机构的意见：%(text)s") % {"text": r.comment} for r in row.reports.filter(round=row.round)],
        ],
        files=True,
    ),
    OpinionEvent.CHECK: Step(
        form=lambda row, **kwargs: forms.CheckForm(**kwargs),
        run=lambda user, row, form, version: deciding.record_check(actor=user, opinion=row, visit=form.visit()),
        said=lazy("已记录跟踪检查。"),
    ),
    OpinionEvent.FILE: Step(
        form=lambda row, **kwargs: forms.ChairpersonsForm(opinion=row, **kwargs),
        run=lambda user, row, form, version: deciding.file(
            actor=user,
            opinion=row,
            meeting=form.cleaned_data["meeting"],
            note=form.cleaned_data["note"],
            version=version,
        ),
        said=lazy("已登记存查，各项办结；承诺的事项继续跟踪。"),
        lines=lambda row: [_("由主任会议决定（监督法第十七条）；未作测评，不计为满意。")],
    ),
    OpinionEvent.TABLE: Step(
        form=lambda row, **kwargs: forms.TableForm(opinion=row, **kwargs),
        run=lambda user, row, form, version: deciding.table(
            actor=user,
            opinion=row,
            meeting=form.cleaned_data["meeting"],
            target=form.cleaned_data["target"],
            version=version,
        ),
        said=lazy("已提请审议，报告列入会议的议题。"),
        lines=lambda row: [_("由主任会议决定（监督法第十七条）；满意度测评是本县制度。")],
        initial=lambda row: {"target": row.second_meeting_id},
    ),
    OpinionEvent.RATE: Step(
        form=lambda row, **kwargs: forms.RateForm(**kwargs),
        run=lambda user, row, form, version: deciding.rate(
            actor=user, opinion=row, mark=form.mark_given(), note=form.cleaned_data["note"], version=version
        ),
        said=lazy("已登记审议结果。"),
    ),
    OpinionEvent.REHANDLE: Step(
        form=lambda row, **kwargs: ReasonForm(name="note", label=_("重新研究处理的要求"), **kwargs),
        run=lambda user, row, form, version: deciding.rehandle(
            actor=user, opinion=row, note=form.cleaned_data["note"], version=version
        ),
        said=lazy("已通知重新研究处理，前一轮的报告保留。"),
        lines=lambda row: [_("各承办单位重新签收、办理和报告，再次征求意见、书面报告、提请审议。")],
    ),
    OpinionEvent.FOLLOW: Step(
        form=lambda row, **kwargs: forms.FollowForm(opinion=row, **kwargs),
        run=lambda user, row, form, version: deciding.follow(
            actor=user,
            opinion=row,
            measures=[Measure(code) for code in form.cleaned_data["measures"]],
            meeting=form.cleaned_data["meeting"],
            note=form.cleaned_data["note"],
            version=version,
        ),
        said=lazy("已登记后续监督方式。"),
        lines=lambda row: [_("再次不满意的，由主任会议决定后续监督方式（本县规定）。")],
        tone="late",
    ),
    OpinionEvent.PUBLISH: Step(
        form=lambda row, **kwargs: forms.PaperForm(**kwargs),
        run=lambda user, row, form, version: publishing.record_notice(
            actor=user,
            opinion=row,
            paper=Paper(form.cleaned_data["paper"]),
            published_on=form.cleaned_data["published_on"],
            place=form.cleaned_data["place"],
            notified_on=form.cleaned_data["notified_on"],
        ),
        said=lazy("已登记公开和通报。"),
        lines=lambda row: [
            _("专项工作报告、审议意见、研究处理情况报告三件都要向代表通报并向社会公布（监督法第十七条）。")
        ],
    ),
}


@login_required
def split(request: SignedInRequest, pk: int) -> HttpResponse:
    """分解落实: all items in one table; kept, or handed on at once."""
    row = shown(request.user, DeliberationOpinion, pk, *RELATED)
    if refused := refused_page(request, OpinionEvent.SPLIT, row):
        return refused
    form = forms.SplitForm(posted(request), opinion=row, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        keeps = "keep" in request.POST
        run = handling.save_tasks if keeps else handling.split
        version = form.cleaned_data["version"]
        if form.attempt(lambda: run(actor=request.user, opinion=row, tasks=form.tasks(), version=version)):
            if keeps:
                return done(request, _("已暂存。"), "opinion-split", row.pk)
            return done(request, _("已下达到各承办单位。"), "opinion", row.pk)
    context = {"form": form, "opinion": row}
    return render(request, "supervision/opinions/split.html", context, status=422 if form.errors else 200)


VIEWS: dict[OpinionEvent, Callable[..., HttpResponse]] = {
    **{event: step_page(event, step) for event, step in STEPS.items()},
    OpinionEvent.REVISE: revise,
    OpinionEvent.SPLIT: split,
}
