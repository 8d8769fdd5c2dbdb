"""What the receiver does: its plan, who does what by when, the draft report and the written one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import now, today
from congress.models import Assignment, Attachment, Department, FollowUp, User
from congress.refusals import Incomplete
from congress.rules.followups import AssignmentState
from congress.services import assigning, replying
from congress.services.base import command
from congress.services.files import Upload, store
from congress.services.steps import need, refuse_ended
from supervision.models import DeliberationOpinion, HandlingReport, OpinionFile
from supervision.rules.opinions import OpinionEvent
from supervision.services.opinions.steps import keep, take, tell_office, tell_receiver


@dataclass(frozen=True)
class Task:
    """Who handles an item, how, by when."""

    department: Department | None
    measure: str = ""
    planned_on: date | None = None


def submit_plan(
    *, actor: User, opinion: DeliberationOpinion, text: str, version: int | None = None
) -> DeliberationOpinion:
    """报送研究处理方案, where the county wants one. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "submit_opinion_plan"):
        opinion, move = take(actor, OpinionEvent.PLAN, opinion, version)
        opinion.plan, opinion.plan_on = need("text", text, _("请写明研究处理的安排。")), today()
        keep(opinion, move.to)
        tell_office(opinion, _("收到研究处理方案"))
    return opinion


def save_tasks(
    *, actor: User, opinion: DeliberationOpinion, tasks: Mapping[int, Task], version: int | None = None
) -> DeliberationOpinion:
    """Keep what the receiver has filled in so far, complete or not; nothing is handed on.

    Raises NotAllowed, WrongState, Conflict; Incomplete for a date that cannot be.
    """
    with command(actor, "save_opinion_tasks"):
        opinion, move = take(actor, OpinionEvent.SPLIT, opinion, version)
        _fill(opinion, tasks)
        keep(opinion, move.to)
    return opinion


def split(
    *, actor: User, opinion: DeliberationOpinion, tasks: Mapping[int, Task], version: int | None = None
) -> DeliberationOpinion:
    """分解落实: every item to its unit, with the measure and the date; the report's clock is not started again.

    Raises NotAllowed, WrongState, Conflict; Incomplete, naming the items, for an item without a unit or a measure.
    """
    with command(actor, "split_opinion"):
        opinion, move = take(actor, OpinionEvent.SPLIT, opinion, version)
        _fill(opinion, tasks)
        items = list(opinion.items.select_related("department", "followup"))
        _refuse_missing([i.position for i in items if i.department is None], _("第%(n)s项没有承办单位，不能下达。"))
        _refuse_missing([i.position for i in items if not i.measure], _("第%(n)s项没有写明措施，不能下达。"))
        for item in items:
            assert item.followup is not None  # it was handed over
            assert item.department is not None  # refused above
            share = assigning.Share(item.department)
            assigning.allot(actor=actor, followup=item.followup, units=[share], note=item.measure)
        opinion.split_on = today()
        keep(opinion, move.to)
        tell_office(opinion, _("审议意见已分解落实"))
    return opinion


def _fill(opinion: DeliberationOpinion, tasks: Mapping[int, Task]) -> None:
    for item in opinion.items.all():
        task = tasks.get(item.pk)
        if task is None:
            continue
        if task.department is not None:
            refuse_ended(task.department, f"department_{item.pk}")
        _refuse_date(opinion, item.pk, task.planned_on)
        item.department, item.measure, item.planned_on = task.department, task.measure.strip(), task.planned_on
        item.save()


def _refuse_date(opinion: DeliberationOpinion, key: int, day: date | None) -> None:
    if day is None:
        return
    if day < today():
        raise Incomplete({f"planned_on_{key}": _("完成时间在今天之前，请核对。")})
    if opinion.report_due_on and day > opinion.report_due_on:
        text = _("完成时间晚于书面报告的期限%(day)s；到时不能完成的，在报告里写明承诺完成的日期。")
        raise Incomplete({f"planned_on_{key}": text % {"day": opinion.report_due_on}})


def _refuse_missing(positions: Sequence[int], text: str) -> None:
    if positions:
        raise Incomplete({"__all__": text % {"n": "、".join(str(n) for n in positions)}})


def submit_report(
    *, actor: User, opinion: DeliberationOpinion, text: str, version: int | None = None
) -> HandlingReport:
    """送征求意见: the draft report to the office (监督法 §17; the law names no days).

    Raises NotAllowed, WrongState while a unit has not reported, Conflict, Incomplete.
    """
    with command(actor, "submit_handling_report"):
        opinion, move = take(actor, OpinionEvent.SUBMIT, opinion, version)
        words = need("text", text, _("请写研究处理情况报告（征求意见稿）。"))
        report, _new = HandlingReport.objects.update_or_create(
            opinion=opinion,
            round=opinion.round,
            defaults={"draft": words, "submitted_by": actor, "submitted_at": now()},
        )
        keep(opinion, move.to)
        tell_office(opinion, _("收到研究处理情况报告征求意见稿，请提出意见"))
    return report


def comment(*, actor: User, opinion: DeliberationOpinion, text: str, version: int | None = None) -> HandlingReport:
    """The office's comment on the draft report; what the units reported item by item passes with it.

    Raises NotAllowed, WrongState, Conflict, Incomplete.
    """
    with command(actor, "comment_handling_report"):
        opinion, move = take(actor, OpinionEvent.COMMENT, opinion, version)
        report = opinion.reports.get(round=opinion.round)
        report.comment = need("text", text, _("请写明意见；没有意见的，写“无不同意见”。"))
        report.commented_by, report.commented_at = actor, now()
        report.save()
        waiting = Assignment.objects.filter(
            followup__opinion_item__opinion=opinion, round=opinion.round, state=AssignmentState.OFFICE_CHECK
        )
        for row in waiting.order_by("id"):
            replying.pass_reply(actor=actor, assignment=row, note=_("随报告征求意见一并审核"))
        keep(opinion, move.to)
        tell_receiver(opinion, _("工作机构已提出意见，请修改后书面报告"), report.comment)
    return report


@dataclass(frozen=True)
class Written:
    """The written report: its number and words."""

    text: str
    number: str = ""


def report(
    *,
    actor: User,
    opinion: DeliberationOpinion,
    written: Written,
    files: Sequence[Upload] = (),
    version: int | None = None,
) -> HandlingReport:
    """书面报告 to the committee (监督法 §17). After its date it stays marked as late, whatever comes later.

    Raises NotAllowed, WrongState before the office was heard, Conflict, Incomplete.
    """
    with command(actor, "report_handling"):
        opinion, move = take(actor, OpinionEvent.REPORT, opinion, version)
        given = opinion.reports.get(round=opinion.round)
        given.text = need("text", written.text, _("请写研究处理情况报告。"))
        given.number = written.number.strip()[:40]
        given.reported_on, given.reported_by, given.due_on = today(), actor, due_of(opinion)
        given.save()
        for upload in files:
            attachment = store(actor=actor, county=opinion.county, upload=upload)
            OpinionFile.objects.create(report=given, attachment=attachment)
        keep(opinion, move.to)
        tell_office(opinion, _("收到研究处理情况报告"), _("请组织跟踪检查，提请主任会议决定。"))
    return given


def due_of(opinion: DeliberationOpinion) -> date:
    """The date of the written report now: the latest of its items', with what was extended."""
    days = FollowUp.objects.filter(opinion_item__opinion=opinion).values_list("reply_due_on", flat=True)
    return max([day for day in days if day], default=opinion.report_due_on or today())


def upload_of(file: object) -> Upload:
    """A scan of the written report."""
    return Upload(Attachment.Slot.REPLY, Attachment.Mark.PUBLIC, file)  # type: ignore[arg-type]
