"""The yearly list of what the audit found: entered, handed over problem by problem, reported on and published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import Body, Department, Meeting, User
from congress.queries.deadlines import foresee
from congress.refusals import Incomplete, NotAllowed, Refusal, WrongState
from congress.rules.followups import Openness
from congress.rules.meetings import MeetingKind, MeetingState
from congress.services.assigning import Share, assign
from congress.services.base import command, locked, save
from congress.services.followups import open_handed_over
from congress.services.steps import need, refuse_ended
from supervision.access.normative import keeps_document, own_offices
from supervision.models import AuditList, AuditProblem
from supervision.rules.audits import RECTIFICATION, AuditState

RULE, BASIS = "audit.rectification", "监督法第二十七条"
HELD = (MeetingState.OPEN, MeetingState.CLOSED)


@dataclass(frozen=True)
class Problem:
    """A line as typed or read from a file; without a date the list's own holds."""

    unit: Department
    problem: str
    amount: Decimal | None = None
    measure: str = ""
    planned_on: date | None = None


def start_list(
    *, actor: User, office: Body, year: int, source: str, reported_on: date, meeting: Meeting | None = None
) -> AuditList:
    """Begin the list of a year's audit, on the day the audit report was heard: six months run (监督法 §27).

    Raises NotAllowed; Incomplete for a second list of the year or a date to come.
    """
    with command(actor, "start_audit_list"):
        if office.pk not in own_offices(actor):
            raise NotAllowed(_("审计整改清单由县人大常委会的工作机构编制。"))
        if reported_on > today():
            raise Incomplete({"reported_on": _("日期在今天之后，请核对。")})
        if AuditList.objects.filter(county=office.congress, year=year).exists():
            raise Incomplete({"year": _("%(year)s年度的清单已经建立，请打开它补充。") % {"year": year}})
        entry = foresee(office.congress, RULE, reported_on)
        return AuditList.objects.create(
            county=office.congress,
            office=office,
            year=year,
            source=need("source", source, _("请填写审计工作报告的名称。")),
            meeting=meeting,
            reported_on=reported_on,
            due_on=entry.due_on,
            rule=entry.rule,
            entered_by=actor,
        )


def add_problems(
    *, actor: User, audit: AuditList, problems: Sequence[Problem], version: int | None = None
) -> list[AuditProblem]:
    """Add lines to a list that is still being drawn up.

    Raises NotAllowed, WrongState, Conflict; Incomplete for a unit that no longer exists or a date after the list's.
    """
    with command(actor, "add_audit_problems"):
        row = _taken(actor, audit, version)
        _refuse_other(row, AuditState.DRAFT, _("清单已经交办，不能再增减问题。"))
        for one in problems:
            _refuse_wrong(row, one)
        last = row.problems.order_by("-position").values_list("position", flat=True).first() or 0
        made = AuditProblem.objects.bulk_create(
            AuditProblem(
                audit=row,
                position=last + place,
                unit=one.unit,
                problem=one.problem.strip()[:500],
                amount=one.amount,
                measure=one.measure.strip()[:500],
                planned_on=one.planned_on,
            )
            for place, one in enumerate(problems, start=1)
        )
        save(row)
    return made


def remove_problem(*, actor: User, problem: AuditProblem) -> AuditList:
    """Take a line out of a list that is still being drawn up. Raises NotAllowed, WrongState."""
    with command(actor, "remove_audit_problem"):
        row = _taken(actor, problem.audit, None)
        _refuse_other(row, AuditState.DRAFT, _("清单已经交办，不能再增减问题。"))
        problem.delete()
        save(row)
    return row


def hand_over_list(*, actor: User, audit: AuditList, version: int | None = None) -> AuditList:
    """交办: every problem becomes a matter its unit signs for, mends and answers, by its own date.

    Units of the government get it through the government office. Raises NotAllowed, WrongState, Conflict;
    Incomplete for an empty list or a date that has passed.
    """
    with command(actor, "hand_over_audit_list"):
        row = _taken(actor, audit, version)
        _refuse_other(row, AuditState.DRAFT, _("清单已经交办。"))
        problems = list(row.problems.select_related("unit__coordinator").order_by("position"))
        if not problems:
            raise Incomplete({"problems": _("清单里还没有问题，请先录入或者导入。")})
        for problem in problems:
            _hand_over(actor, row, problem)
        row.state, row.handed_over_on = AuditState.HANDED_OVER, today()
        save(row)
    return row


def _hand_over(actor: User, row: AuditList, problem: AuditProblem) -> None:
    by = problem.planned_on or row.due_on
    if by < today():
        text = _("第%(n)s项的整改期限%(day)s已过，请改正后再交办。")
        raise Incomplete({"problems": text % {"n": problem.position, "day": by}})
    problem.followup = open_handed_over(
        county=row.county,
        kind=RECTIFICATION,
        number=_("审改%(year)s-%(n)s") % {"year": row.year, "n": problem.position},
        title=problem.problem[:200],
        asked_by=str(row),
        office=row.office,
        openness=Openness.STAFF,
    )
    problem.save()
    assign(actor, problem.followup, [Share(problem.unit)], problem.measure, reply_by=by)


def report_on_list(*, actor: User, audit: AuditList, meeting: Meeting | None, version: int | None = None) -> AuditList:
    """登记 that the committee heard the report on the rectification, at which of its meetings (监督法 §27).

    Raises NotAllowed, WrongState, Conflict; Refusal without a meeting of the committee that was held.
    """
    with command(actor, "report_on_audit_list"):
        row = _taken(actor, audit, version)
        _refuse_other(row, AuditState.HANDED_OVER, _("清单还没有交办，或者已经报告。"))
        fits = meeting is not None and meeting.county_id == row.county_id
        if meeting is None or not fits or meeting.kind != MeetingKind.STANDING_COMMITTEE or meeting.state not in HELD:
            raise Refusal(_("整改情况报告由常委会会议听取和审议，请选择已经举行的那次会议。"), basis=BASIS)
        row.state, row.heard_on, row.heard_at = AuditState.REPORTED, meeting.starts_on, meeting
        save(row)
    return row


def publish_list(*, actor: User, audit: AuditList, on: date, where: str, version: int | None = None) -> AuditList:
    """登记 the publication of the report with its figures. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "publish_audit_list"):
        row = _taken(actor, audit, version)
        _refuse_other(row, AuditState.REPORTED, _("常委会听取整改情况报告以后再登记公布。"))
        if not (row.heard_on or on) <= on <= today():
            raise Incomplete({"on": _("公布日期应当在听取报告之后、今天以前，请核对。")})
        row.published_where = need("where", where, _("请写明公布的地方。"))
        row.published_on = on
        save(row)
    return row


def _taken(actor: User, audit: AuditList, version: int | None) -> AuditList:
    row = locked(audit, version)
    if not keeps_document(actor, row):
        raise NotAllowed(_("清单由编制它的机构办理，请与该机构联系。"))
    return row


def _refuse_other(row: AuditList, state: AuditState, text: str) -> None:
    if row.state != state:
        raise WrongState(text)


def _refuse_wrong(row: AuditList, one: Problem) -> None:
    refuse_ended(one.unit, "unit")
    need("problem", one.problem, _("请写明问题。"))
    if one.planned_on and one.planned_on > row.due_on:
        text = _("整改期限不能晚于听取整改情况报告的最后日期%(day)s（%(basis)s）。")
        raise Incomplete({"planned_on": text % {"day": row.due_on, "basis": BASIS}})
