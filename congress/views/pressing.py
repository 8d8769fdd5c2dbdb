"""Pages of promises and of pressing a matter on: 报告兑现, 推迟, 评价兑现, 催办, 督办, 重点督办."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from congress.clock import today
from congress.forms.parts import ReasonForm
from congress.forms.pressing import LeadForm, PromiseMarkForm, PromiseMoveForm, PromiseReportForm
from congress.models import FollowUp, Promise
from congress.queries.deadlines import chinese_date
from congress.rules.followups import Mark, UrgingKind
from congress.rules.transitions import Event
from congress.services import promises, urging
from congress.views.steps import Step, page


def _promise_lines(promise: Promise) -> list[str]:
    lines = [
        _("承诺：%(text)s") % {"text": promise.text},
        _("最初承诺%(day)s完成。") % {"day": chinese_date(promise.first_due_on)},
    ]
    if promise.moves:
        shape = {"n": promise.moves, "day": chinese_date(promise.due_on)}
        lines.append(_("已推迟%(n)s次，现为%(day)s。") % shape)
    return lines


def _reported(promise: Promise) -> list[str]:
    report = promise.reports.filter(done=True).order_by("id").last()
    return (
        [_("%(unit)s报告：%(text)s") % {"unit": promise.assignment.department, "text": report.text}] if report else []
    )


report_promise = page(
    Step(
        event=Event.REPORT_PROMISE,
        model=Promise,
        form=lambda promise, **kwargs: PromiseReportForm(**kwargs),
        run=lambda user, row, form, version: promises.report_promise(
            actor=user, promise=row, text=form.cleaned_data["text"], files=form.uploads(), version=version
        ),
        said=lambda row: _("已报告，等待代表评价。"),
        lines=_promise_lines,
        files=True,
    )
)
move_promise = page(
    Step(
        event=Event.MOVE_PROMISE,
        model=Promise,
        form=lambda promise, **kwargs: PromiseMoveForm(**kwargs),
        run=lambda user, row, form, version: promises.move_promise(
            actor=user,
            promise=row,
            new_due_on=form.cleaned_data["new_due_on"],
            text=form.cleaned_data["text"],
            version=version,
        ),
        said=lambda row: _("承诺已推迟，并告知代表。"),
        lines=_promise_lines,
        tone="late",
    )
)
evaluate_promise = page(
    Step(
        event=Event.EVALUATE_PROMISE,
        model=Promise,
        form=lambda promise, **kwargs: PromiseMarkForm(**kwargs),
        run=lambda user, row, form, version: promises.evaluate_promise(
            actor=user,
            promise=row,
            result=Mark(form.cleaned_data["result"]),
            reason=form.cleaned_data["reason"],
            version=version,
        ),
        said=lambda row: _("谢谢，您的评价已送代表工委。"),
        lines=_promise_lines,
        notes=_reported,
        submit=_("提交评价"),
    )
)
confirm_promise = page(
    Step(
        event=Event.CONFIRM_PROMISE,
        model=Promise,
        run=lambda user, row, form, version: promises.confirm_promise(actor=user, promise=row, version=version),
        said=lambda row: _("已确认兑现。"),
        lines=lambda row: [*_promise_lines(row), _("代表在期限内没有评价，单列为“未评价”。")],
        notes=_reported,
    )
)


def _pressing(kind: UrgingKind, event: Event, said: str) -> Any:
    return page(
        Step(
            event=event,
            model=FollowUp,
            form=lambda followup, **kwargs: ReasonForm(name="text", label=_("要求"), required=False, **kwargs),
            run=lambda user, row, form, version: urging.urge(
                actor=user, followup=row, kind=kind, text=form.cleaned_data["text"]
            ),
            said=lambda row: said,
            lines=lambda row: [_("通知每个尚未办理完毕的承办单位的联络员、分管领导和转交单位，并可打印通知单。")],
        )
    )


urge = _pressing(UrgingKind.URGE, Event.URGE, _("已催办。"))
supervise = _pressing(UrgingKind.SUPERVISE, Event.SUPERVISE, _("已督办。"))
mark_key = page(
    Step(
        event=Event.MARK_KEY,
        model=FollowUp,
        form=lambda followup, **kwargs: LeadForm(county=followup.county, **kwargs),
        initial=lambda user, followup: {"decided_on": today()},
        run=lambda user, row, form, version: urging.mark_key(
            actor=user, followup=row, lead=form.lead(), version=version
        ),
        said=lambda row: _("已列为重点督办。"),
        lines=lambda row: [_("重点督办建议由主任会议确定（代表法第五十二条），此处登记其决定。")],
    )
)
