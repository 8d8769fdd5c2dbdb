"""After the decision: tasks for units, the report on carrying it out, how it was found, taking it up again, its end."""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from congress.clock import today
from congress.labels import label
from congress.models import Ballot, Department, Document, User
from congress.refusals import Incomplete, WrongState
from congress.rules.assessments import AssessmentRule
from congress.rules.ballots import BallotKind, BallotState
from congress.rules.followups import Openness
from congress.services.assigning import Share, assign, refuse_shares
from congress.services.base import command, save
from congress.services.followups import open_handed_over
from congress.services.steps import need
from decisions.models import Matter, MatterTask
from decisions.rules.matters import RESOLUTION_TASK, Effect, Grade, MatterEvent, MatterState
from decisions.services.common import refuse_future
from decisions.services.matters import lock


def hand_task(
    *, actor: User, matter: Matter, text: str, department: Department, due_on: date | None = None
) -> MatterTask:
    """交办 a task of a decision in force; without a date of its own it runs by the county's rule.

    Raises NotAllowed, WrongState, Incomplete.
    """
    with command(actor, "hand_matter_task"):
        matter = lock(actor, matter, MatterEvent.TASK, None)
        words = need("text", text, _("请写明任务。"))
        refuse_shares([Share(department)])
        if due_on is not None and due_on <= today():
            raise Incomplete({"due_on": _("任务的期限应当在今天之后。")})
        last = matter.tasks.aggregate(last=Max("position"))["last"] or 0
        followup = open_handed_over(
            county=matter.county,
            kind=RESOLUTION_TASK,
            number=_("任务%(year)s-%(matter)s-%(n)s") % {"year": today().year, "matter": matter.pk, "n": last + 1},
            title=words[:120],
            asked_by=str(matter)[:120],
            office=matter.office,
            openness=Openness.DEPUTIES,
            reply_by=due_on,
        )
        task = MatterTask.objects.create(
            matter=matter, round=matter.round, position=last + 1, text=words, department=department, followup=followup
        )
        assign(actor, followup, [Share(department)], reply_by=due_on)
        save(matter)
    return task


def open_tasks(matter: Matter) -> int:
    """Tasks of this round that are not over."""
    return matter.tasks.filter(round=matter.round, followup__closed_on=None).count()


def report_matter(
    *, actor: User, matter: Matter, on: date, report: str, despite: str = "", version: int | None = None
) -> Matter:
    """登记 the report on carrying a decision out; with tasks still open only with a reason.

    Raises NotAllowed, WrongState, Conflict, Incomplete.
    """
    with command(actor, "report_matter", despite):
        matter = lock(actor, matter, MatterEvent.REPORT, version)
        refuse_future("on", on)
        if matter.decided_on and on < matter.decided_on:
            raise Incomplete({"on": _("报告日期早于决定的日期，请核对。")})
        still = open_tasks(matter)
        words = need("report", report, _("请写明执行情况。"))
        if still:
            text = _("还有%(n)s项任务没有办结。请等待办结，或者写明先行报告的理由。")
            reason = need("despite", despite, text % {"n": still})
            words += "\n" + _("（%(n)s项任务未办结，先行报告：%(why)s）") % {"n": still, "why": reason}
        matter.reported_on, matter.report, matter.state = on, words, MatterState.REPORTED
        save(matter)
    return matter


def assess_matter(
    *, actor: User, matter: Matter, grade: Grade, ballot: Ballot | None = None, version: int | None = None
) -> Matter:
    """登记测评结果. With a vote its class counts, not what is typed.

    Raises NotAllowed, WrongState, Conflict; Incomplete for a vote that is no assessment or not closed.
    """
    with command(actor, "assess_matter"):
        matter = lock(actor, matter, MatterEvent.ASSESS, version)
        if ballot is not None:
            grade = grade_of(ballot)
        matter.grade, matter.graded_by, matter.state = grade, ballot, MatterState.ASSESSED
        save(matter)
    return matter


def grade_of(ballot: Ballot) -> Grade:
    """The class a satisfaction vote of one line came to. Raises Incomplete."""
    if ballot.kind != BallotKind.ASSESSMENT or ballot.state != BallotState.CLOSED:
        raise Incomplete({"ballot": _("请选择已经确认结果的满意度测评。")})
    line = ballot.result.lines.order_by("position").first()
    assert line is not None  # an assessment has one at least
    rule = AssessmentRule.of_json(ballot.result.rule or {})
    found = {label(grade): grade for grade in Grade}.get(line.words)
    if found is None:
        text = _("测评规则“%(rule)s”的等次“%(word)s”不能对应满意、基本满意、不满意，请直接选择等次。")
        raise Incomplete({"ballot": text % {"rule": rule.label, "word": line.words}})
    return found


def close_matter(*, actor: User, matter: Matter, version: int | None = None) -> Matter:
    """办结. Raises NotAllowed, Conflict; WrongState while a task is open or the mark was bad."""
    with command(actor, "close_matter"):
        matter = lock(actor, matter, MatterEvent.CLOSE, version)
        still = open_tasks(matter)
        if still:
            raise WrongState(_("还有%(n)s项任务没有办结，不能办结这件事项。") % {"n": still})
        matter.state, matter.closed_on = MatterState.CLOSED, today()
        save(matter)
    return matter


def reopen_matter(*, actor: User, matter: Matter, reason: str, report_by: date, version: int | None = None) -> Matter:
    """重新办理 in a new round, with a date for a new report. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "reopen_matter", reason):
        matter = lock(actor, matter, MatterEvent.REOPEN, version)
        matter.note = need("reason", reason, _("请写明重新办理的理由。"))
        if report_by <= today():
            raise Incomplete({"report_by": _("再次报告的期限应当在今天之后。")})
        matter.round += 1
        matter.state, matter.closed_on, matter.grade, matter.graded_by = MatterState.CARRYING, None, "", None
        matter.reported_on, matter.report_due_on = None, report_by
        matter.report_basis = _("第%(n)s轮办理时确定") % {"n": matter.round}
        save(matter)
    return matter


def supersede_matter(*, actor: User, matter: Matter, by: Matter, on: date, version: int | None = None) -> Matter:
    """登记被取代 by a later decision in force. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "supersede_matter"):
        matter = lock(actor, matter, MatterEvent.SUPERSEDE, version)
        later = by.decided_on is not None and matter.decided_on is not None and by.decided_on >= matter.decided_on
        if by.pk == matter.pk or by.county_id != matter.county_id or not later or by.effect != Effect.IN_FORCE:
            raise Incomplete({"by": _("请选择在此之后作出、现行有效的决议、决定。")})
        matter.effect, matter.superseded_by = Effect.SUPERSEDED, by
        _end_effect(matter, on, _("被%(by)s取代") % {"by": by})
    return matter


def repeal_matter(*, actor: User, matter: Matter, reason: str, on: date, version: int | None = None) -> Matter:
    """登记废止. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "repeal_matter", reason):
        matter = lock(actor, matter, MatterEvent.REPEAL, version)
        matter.effect = Effect.REPEALED
        _end_effect(matter, on, need("reason", reason, _("请写明废止的依据。")))
    return matter


def _end_effect(matter: Matter, on: date, why: str) -> None:
    refuse_future("on", on)
    matter.effect_ended_on, matter.note = on, why[:300]
    if matter.decided_on and on < matter.decided_on:
        raise Incomplete({"on": _("失效日期早于决定的日期，请核对。")})
    save(matter)


def link_document(actor: User, pk: int, document: Document) -> None:
    """Keep the text that was drafted from a matter. Told by the core inside its command."""
    matter = lock_row(pk)
    matter.document = document
    save(matter)


def lock_row(pk: int) -> Matter:
    """The locked matter of a key."""
    return Matter.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
