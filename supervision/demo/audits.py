"""What the audit found in the demo county: one list, handed over, mended, reported on, told by the commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from congress import clock
from congress.models import (
    AgendaItem,
    Assignment,
    Attachment,
    Congress,
    Department,
    FollowUp,
    OutcomeClass,
    Promise,
    User,
)
from congress.queries.deadlines import calendar, reading_once
from congress.rules.followups import OVER, AssignmentState, Mark
from congress.rules.meetings import MeetingKind, MeetingState
from congress.services import assigning, evaluating, judging, promises, replying
from congress.services.files import Upload
from supervision.demo.people import People
from supervision.demo.telling import tell
from supervision.models import AuditList, AuditProblem
from supervision.rules.audits import RECTIFICATION
from supervision.services import audits

DATA: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "demo_data" / "audits.yaml").read_text(encoding="utf-8")
)
HANDED_OVER, PASSES, JUDGES = 12, 2, 3
"""Days from the audit report to the list's handing over, between two steps of an answer, and until it is judged."""
DONE, PARTLY, NOT = "完成", "部分完成", "未完成"


def build_audits(county: Congress, as_of: date) -> None:
    """The list of the year whose audit report the committee heard last, if it heard one."""
    heard = _item(county, "审计工作报告")
    if heard is not None:
        with reading_once():
            Rectification(county, as_of, heard).build()


def _item(county: Congress, words: str) -> AgendaItem | None:
    """The last report of these words that a closed meeting of the committee heard."""
    rows = AgendaItem.objects.filter(
        title__contains=words,
        meeting__county=county,
        meeting__kind=MeetingKind.STANDING_COMMITTEE,
        meeting__state=MeetingState.CLOSED,
    )
    return rows.select_related("meeting", "office").order_by("meeting__starts_on").last()


class Rectification:
    """The list, who keeps it and who mends what."""

    def __init__(self, county: Congress, as_of: date, heard: AgendaItem) -> None:
        self.county, self.last, self.heard = county, as_of - timedelta(days=1), heard
        self.people = People(county)
        self.days = calendar(county, as_of)
        self.units = {row.name: row for row in Department.objects.filter(county=county).select_related("coordinator")}
        assert heard.office is not None  # every report of the demo has one
        self.office = heard.office
        self.clerk = self.people.clerk(self.office)
        self.audit: AuditList

    def build(self) -> None:
        """The list first; its problems side by side from the day it was handed over."""
        opened = self.workday(self.heard.meeting.starts_on + timedelta(days=HANDED_OVER))
        if opened > self.last:
            return
        with clock.at(opened):
            self._hand_over()
        problems = self.audit.problems.order_by("position")
        mended = [Mending(self, problem, row).story() for problem, row in zip(problems, DATA["problems"], strict=True)]
        tell([*mended, self._report()], self.last)

    def workday(self, day: date) -> date:
        """The working day on which something meant for ``day`` happens."""
        return self.days.next_workday(day)

    def after(self, days: int) -> date:
        """So many days after the audit report was heard."""
        return self.heard.meeting.starts_on + timedelta(days=days)

    def _hand_over(self) -> None:
        meeting = self.heard.meeting
        year = re.search(r"(\d{4})年度", self.heard.title)
        self.audit = audits.start_list(
            actor=self.clerk,
            office=self.office,
            year=int(year[1]) if year else meeting.starts_on.year - 1,
            source=self.heard.title.removeprefix("听取和审议"),
            reported_on=meeting.starts_on,
            meeting=meeting,
        )
        found = [
            audits.Problem(
                unit=self.units[row["unit"]],
                problem=row["problem"],
                amount=Decimal(str(row["amount"])) if "amount" in row else None,
                measure=row["measure"],
                planned_on=min(self.after(row["by"]), self.audit.due_on),
            )
            for row in DATA["problems"]
        ]
        audits.add_problems(actor=self.clerk, audit=self.audit, problems=found)
        audits.hand_over_list(actor=self.clerk, audit=self.audit)

    def _report(self) -> Iterator[date]:
        """The committee hears how far it is, and the report is published."""
        told = _item(self.county, "整改情况")
        if told is None or told.meeting.starts_on <= self.heard.meeting.starts_on:
            return
        yield self.workday(told.meeting.starts_on + timedelta(days=1))
        audits.report_on_list(actor=self.clerk, audit=self.audit, meeting=told.meeting)
        yield self.workday(told.meeting.starts_on + timedelta(days=18))
        audits.publish_list(actor=self.clerk, audit=self.audit, on=clock.today(), where=DATA["published"])


class Mending:
    """One problem from its handing over to where its plot ends."""

    def __init__(self, cast: Rectification, problem: AuditProblem, row: dict[str, Any]) -> None:
        self.cast, self.problem, self.row = cast, problem, row
        self.plot: str = row["plot"]
        self.contact = cast.people.contact(cast.units[row["unit"]])
        self.planned = problem.planned_on or cast.audit.due_on
        self.at = cast.after(HANDED_OVER)

    def later(self, days: int) -> date:
        """A working day so many days on."""
        self.at = self.cast.workday(self.at + timedelta(days=days))
        return self.at

    def story(self) -> Iterator[date]:
        """Every step on its day; each yield waits for one."""
        yield self.later(PASSES)
        self._forward()
        yield self.later(PASSES)
        self._sign()
        if self.plot == "handling":
            return
        self.at = max(self.at, self.planned - timedelta(days=self.row.get("early", 4)))
        code = {"again": NOT, "sent_back": NOT, "kept": PARTLY, "promised": PARTLY}.get(self.plot, DONE)
        yield from self._answer(code, self.row["answer"])
        if self.plot == "answered":
            return
        if code == NOT:
            yield from self._again()
        elif code == PARTLY:
            yield from self._promise()
        elif self.plot == "done":
            yield self.later(JUDGES)
            self._judge(Mark.GOOD)

    def _assignment(self) -> Assignment:
        rows = Assignment.objects.filter(followup=self.problem.followup_id).exclude(state__in=OVER)
        return rows.select_related("followup__county", "followup__office", "department", "coordinator").latest("round")

    def _coordinator(self, row: Assignment) -> User | None:
        return self.cast.people.contact(row.coordinator) if row.coordinator else None

    def _followup(self) -> FollowUp:
        return FollowUp.objects.get(audit_problem=self.problem)

    def _forward(self) -> None:
        row = self._assignment()
        if coordinator := self._coordinator(row):
            assigning.forward(actor=coordinator, assignment=row)

    def _sign(self) -> None:
        assigning.sign_for(actor=self.contact, assignment=self._assignment())

    def _answer(self, code: str, text: str) -> Iterator[date]:
        """The unit reports, the government office and then the responsible office let it pass."""
        yield self.later(0)
        row = self._assignment()
        replying.reply(actor=self.contact, assignment=row, letter=self._letter(row, code, text), files=[_paper()])
        if self.plot == "answered":
            return
        if row.coordinator_id:
            yield self.later(PASSES)
            row = self._assignment()
            coordinator = self._coordinator(row)
            assert coordinator is not None  # asked just now
            replying.pass_reply(actor=coordinator, assignment=row)
        yield self.later(PASSES)
        replying.pass_reply(actor=self.cast.clerk, assignment=self._assignment())

    def _letter(self, row: Assignment, code: str, text: str) -> replying.Letter:
        outcome = OutcomeClass.objects.get(kind=RECTIFICATION, code=code, year=row.followup.opened_on.year, county=None)
        return replying.Letter(
            number=f"{row.department.short_name}函〔{clock.today().year}〕{100 + self.problem.position}号",
            dated=clock.today(),
            outcome=outcome,
            signer="主要负责人",
            contact_name=str(self.contact),
            contact_phone="0000-7650000",
            summary=text,
            promised_by=clock.today() + timedelta(days=self.row["promised"]) if outcome.needs_tracking else None,
        )

    def _judge(self, mark: Mark, reason: str = "") -> None:
        finding = judging.Finding(mark, "查阅凭证，实地核对", clock.today(), reason)
        judging.judge(actor=self.cast.clerk, followup=self._followup(), finding=finding)

    def _again(self) -> Iterator[date]:
        """Not mended: sent back, and mended in a second round where the plot says so."""
        yield self.later(JUDGES)
        self._judge(Mark.BAD, self.row["reason"])
        yield self.later(1)
        evaluating.rework(actor=self.cast.clerk, followup=self._followup(), note=self.row["reason"])
        yield self.later(PASSES)
        if self._assignment().state == AssignmentState.AWAITING:
            self._sign()
        if self.plot == "again":
            self.later(18)
            yield from self._answer(DONE, self.row["then"])
            yield self.later(JUDGES)
            self._judge(Mark.GOOD)

    def _promise(self) -> Iterator[date]:
        """Partly mended, the rest by a date; kept where the plot says so."""
        yield self.later(JUDGES)
        self._judge(Mark.FAIR)
        if self.plot == "kept":
            yield self.later(self.row["promised"] - 20)
            promise = Promise.objects.get(assignment__followup=self.problem.followup_id)
            promises.report_promise(actor=self.contact, promise=promise, text=self.row["then"])
            yield self.later(JUDGES)
            promises.evaluate_promise(actor=self.cast.clerk, promise=promise, result=Mark.GOOD)


def _paper() -> Upload:
    return Upload(Attachment.Slot.REPLY, Attachment.Mark.PUBLIC, None, "整改结果报告（纸质）")
