"""A year of deliberation opinions, told by the commands on the days their steps happened, as far as each plot goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from congress import clock
from congress.models import (
    AgendaItem,
    Assignment,
    Attachment,
    Congress,
    Department,
    Meeting,
    OutcomeClass,
    Person,
    Post,
    User,
)
from congress.queries.deadlines import calendar, reading_once
from congress.rules.followups import OVER, AssignmentState, Mark
from congress.rules.meetings import ItemKind, ItemState, MeetingKind, MeetingState
from congress.rules.roles import Role
from congress.services import assigning, derived, replying, returning
from congress.services import handling as units
from congress.services.base import command
from congress.services.documents import register
from congress.services.files import Upload
from supervision.demo.people import People
from supervision.demo.telling import NEVER
from supervision.models import DeliberationOpinion
from supervision.rules.opinions import Assessment, Measure, OpinionState, Paper
from supervision.services.opinions import deciding, drafting, handling, issuing, publishing

DATA: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "demo_data" / "opinions.yaml").read_text(encoding="utf-8")
)
BODY = "会议认为，{organ}在这项工作中采取了一系列措施，取得了成效。组成人员在审议中也指出，{findings}提出以下意见："
QUICK = frozenset({"twice", "voted"})
"""Plots whose units report soon, so that a year holds what follows."""


class Opinions:
    """The opinions of the demo county and who acts in them."""

    def __init__(self, county: Congress, as_of: date) -> None:
        self.county, self.last = county, as_of - timedelta(days=1)
        self.people = People(county)
        self.days = calendar(county, as_of)
        self.units = {
            unit.name: unit for unit in Department.objects.filter(county=county).select_related("coordinator")
        }
        rows = Meeting.objects.filter(county=county, state=MeetingState.CLOSED).select_related("term", "body")
        held = list(rows.order_by("starts_on", "id"))
        self.chairs = [row for row in held if row.kind == MeetingKind.CHAIRPERSONS]
        self.committee = [row for row in held if row.kind == MeetingKind.STANDING_COMMITTEE]
        self.keeper = User.objects.get(username="duansiping")
        posts = Post.objects.filter(role=Role.VICE_CHAIR, until=None, body__congress=county).select_related("person")
        self.leaders: list[Person] = [post.person for post in posts.order_by("pk")]

    def build(self) -> None:
        """One opinion after the other, each on its own days."""
        items = AgendaItem.objects.filter(meeting__in=self.committee).select_related("meeting__county", "meeting__term")
        found = list(
            items.select_related("meeting__county", "meeting__term", "organ", "office").order_by("meeting", "position")
        )
        for number, row in enumerate(DATA):
            item = next((one for one in found if row["report"] in one.title), None)
            if item is not None:
                self._tell(Tale(self, item, row, self.leaders[number % len(self.leaders)]).story())

    def _tell(self, story: Iterator[date]) -> None:
        day = next(story)
        while day <= self.last:
            moment = datetime.combine(day, time(10), tzinfo=timezone.get_current_timezone())
            with clock.at(moment), derived.once_a_day():
                day = max(next(story, NEVER), day)

    def workday(self, day: date) -> date:
        """The working day on which something meant for ``day`` happens."""
        return self.days.next_workday(day)

    def chair_after(self, day: date) -> Meeting | None:
        """The first chairpersons' meeting on or after a day."""
        return next((row for row in self.chairs if row.starts_on >= day), None)

    def committee_after(self, day: date) -> Meeting | None:
        """The first meeting of the committee after a day."""
        return next((row for row in self.committee if row.starts_on > day), None)

    def number(self, title: str) -> str:
        """The next number of the house's register: the papers were made in the OA, the numbers are not given twice."""
        return register.reserve(actor=self.keeper, series="opinion", purpose=title).number


class Tale:
    """One opinion from the meeting to where its plot ends."""

    def __init__(self, cast: Opinions, item: AgendaItem, row: dict[str, Any], leader: Person) -> None:
        self.cast, self.item, self.row, self.leader = cast, item, row, leader
        self.plot: str = row["plot"]
        self.organ = item.organ or cast.units["县人民政府"]
        office = item.office
        assert office is not None  # every report of the demo has one
        self.clerk, self.office = cast.people.clerk(office), office
        self.opinion: DeliberationOpinion
        self.at = item.meeting.starts_on

    # -- Days -----------------------------------------------------------------------------------------------

    def later(self, days: int) -> date:
        """A working day so many days on."""
        self.at = self.cast.workday(self.at + timedelta(days=days))
        return self.at

    def fresh(self) -> DeliberationOpinion:
        """The opinion as it is stored."""
        rows = DeliberationOpinion.objects.select_related("county", "receiver", "organ", "office")
        self.opinion = rows.get(pk=self.opinion.pk)
        return self.opinion

    def chairs(self) -> Iterator[date]:
        """Wait for the next chairpersons' meeting; ``self.meeting`` is it."""
        found = self.cast.chair_after(self.at)
        if found is None:
            yield NEVER
        assert found is not None  # nobody goes on after NEVER
        self.meeting, self.at = found, max(self.at, found.starts_on)
        yield self.at

    def rest(self, until: date) -> Iterator[date]:
        """What the plot says is under way until a day; once that has passed, it goes on and ends in being filed."""
        self.plot = "filed"
        self.at = max(self.at, self.cast.workday(until))
        yield self.at

    # -- The story ------------------------------------------------------------------------------------------

    def story(self) -> Iterator[date]:
        """Every step on its day; each yield waits for one."""
        yield self.later(4)
        self.draft()
        if self.plot == "draft":
            return
        yield from self.chairs()
        drafting.adopt(actor=self.clerk, opinion=self.fresh(), meeting=self.meeting)
        if self.plot == "adopted":
            return
        yield self.later(4)
        number = self.cast.number(self.opinion.title)
        issuing.hand_over(actor=self.clerk, opinion=self.fresh(), number=number)
        self.receiver = self.cast.people.contact(self.fresh().receiver)
        yield self.later(2)
        issuing.sign_for(actor=self.receiver, opinion=self.fresh())
        self.publish(Paper.OPINION)
        if self.plot == "unsplit":
            yield from self.rest(self.at + timedelta(days=14))
        if self.opinion.receiver.system == Department.System.GOVERNMENT_OFFICE:
            yield self.later(4)
            handling.split(actor=self.receiver, opinion=self.fresh(), tasks=self.tasks())
            yield self.later(2)
            self.sign()
        yield from self.round()

    def draft(self) -> None:
        """From what was found and said."""
        body = BODY.format(organ=self.organ.name, findings=self.row["findings"])
        title = self.item.title.partition("关于")[2].removesuffix("的报告") or self.item.title
        wording = drafting.Wording(
            title=f"关于{title}的审议意见"[:120],
            body=body,
            items=[item[0] for item in self.row["items"]],
            organ=self.organ,
            office=self.office,
            leader=self.leader,
            findings=self.row["findings"],
            second=self.plot == "twice",
        )
        self.opinion = drafting.draft(actor=self.clerk, item=self.item, wording=wording)

    def tasks(self) -> dict[int, handling.Task]:
        """Who does what by when."""
        due = self.fresh().report_due_on
        assert due is not None  # it was handed over
        rows = zip(self.opinion.items.order_by("position"), self.row["items"], strict=True)
        return {
            item.pk: handling.Task(self.cast.units[unit], measure, due - timedelta(days=10))
            for item, (_text, unit, measure, _done, _code) in rows
        }

    def parts(self) -> list[Assignment]:
        """The units' parts of this round that still owe something."""
        rows = Assignment.objects.filter(followup__opinion_item__opinion=self.opinion, round=self.opinion.round)
        related = ("followup__county", "followup__office", "followup__opinion_item", "department", "coordinator")
        return list(rows.exclude(state__in=OVER).select_related(*related).order_by("followup"))

    def sign(self) -> None:
        """Every unit signs for its items; one gives an item back where the plot says so."""
        for place, row in enumerate(self.parts()):
            if self.plot == "returned" and place == 0:
                contact = self.cast.people.contact(row.department)
                reason = "编制核定属县委编办职责，我局只负责招聘组织。"
                returning.request_return(actor=contact, assignment=row, reason=reason)
            elif row.state == AssignmentState.AWAITING:
                assigning.sign_for(actor=self.cast.people.contact(row.department), assignment=row)

    def round(self) -> Iterator[date]:
        """One round: reported by the units, commented, reported in writing, decided."""
        due = self.fresh().report_due_on
        assert due is not None  # it was handed over
        if self.plot == "returned":
            yield from self.rest(due - timedelta(days=30))
            self.keep()
        elif self.plot == "handling":
            yield from self.rest(due + timedelta(days=20))
        elif self.plot == "extended":
            yield self.later(40)
            self.extend()
        else:
            yield self.later(24 if self.plot in QUICK else 70)
        if self.plot in {"replying", "extended"}:
            self.reply(self.parts()[:2])
            yield from self.rest(due - timedelta(days=8))
        self.reply(self.parts())
        yield self.later(3)
        handling.submit_report(actor=self.receiver, opinion=self.fresh(), text=self.text())
        yield self.later(4)
        if self.plot == "commented":
            yield from self.rest(due - timedelta(days=2))
        handling.comment(
            actor=self.clerk, opinion=self.fresh(), text="报告总体反映了办理情况，请补充未完成事项的完成时间。"
        )
        yield self.later(30 if self.plot == "late" else 5)
        written = handling.Written(self.text(), f"云政办函〔{clock.today().year}〕{20 + self.opinion.pk}号")
        handling.report(actor=self.receiver, opinion=self.fresh(), written=written)
        self.publish(Paper.HANDLING)
        if self.plot == "reported":
            yield from self.rest(self.at + timedelta(days=40))
        else:
            yield self.later(6)
        self.check()
        yield from self.decide()

    def keep(self) -> None:
        """The government office leaves what was given back where it was."""
        for row in self.parts():
            if row.state == AssignmentState.RETURNING:
                returning.refuse_return(
                    actor=self.receiver, assignment=row, answer="招聘组织由你局牵头，编制问题会商解决。"
                )

    def extend(self) -> None:
        """One unit asks for more time, and gets it."""
        row = self.parts()[0]
        contact = self.cast.people.contact(row.department)
        units.ask_extension(actor=contact, assignment=row, reason="涉及六个部门，部分资金需与省级核对，确需延期。")
        units.extend(actor=self.clerk, assignment=row, reason="情况属实，同意延期。")

    def reply(self, rows: list[Assignment]) -> None:
        """Units that have not yet report, and the government office lets it pass."""
        told = self.row["items"]
        for row in rows:
            if row.state not in {AssignmentState.AWAITING, AssignmentState.HANDLING}:
                continue
            text, code = told[row.followup.opinion_item.position - 1][3:5]
            if self.opinion.round > 1 and code == "正在落实":
                text = f"再次整改后：{text}"
            self._reply(row, text, code)

    def _reply(self, row: Assignment, text: str, code: str) -> None:
        contact = self.cast.people.contact(row.department)
        if row.state == AssignmentState.AWAITING:
            assigning.sign_for(actor=contact, assignment=row)
        year = row.followup.opened_on.year
        outcome = OutcomeClass.objects.get(kind="opinion", code=code, year=year, county=None)
        letter = replying.Letter(
            number=f"{row.department.short_name}函〔{clock.today().year}〕{row.pk}号",
            dated=clock.today(),
            outcome=outcome,
            signer="主要负责人",
            contact_name=str(contact),
            contact_phone="0000-7650000",
            summary=text,
            promised_by=clock.today() + timedelta(days=200) if outcome.needs_tracking else None,
        )
        paper = Upload(Attachment.Slot.REPLY, Attachment.Mark.PUBLIC, None, "办理情况报告（纸质）")
        replying.reply(actor=contact, assignment=row, letter=letter, files=[paper])
        if row.coordinator_id:
            replying.pass_reply(actor=self.receiver, assignment=row)

    def text(self) -> str:
        """The report, gathered from what the units said."""
        lines = [f"{n}.{text}办理情况：{done}" for n, (text, _u, _m, done, _c) in enumerate(self.row["items"], start=1)]
        head = f"县人大常委会：\n现将《{self.opinion.title}》研究处理情况报告如下：\n"
        return head + "\n".join(lines)

    def check(self) -> None:
        """On the spot."""
        found = Assessment.PARTLY if any(item[4] == "正在落实" for item in self.row["items"]) else Assessment.DONE
        people = f"{self.leader}、{self.office}"
        text = "实地查看两处，听取汇报，走访群众，报告的情况基本属实。"
        visit = deciding.Visit(clock.today(), "石门镇、城关镇", people, text, found)
        deciding.record_check(actor=self.clerk, opinion=self.fresh(), visit=visit)

    def decide(self) -> Iterator[date]:
        """Filed, or put before the committee and voted on."""
        yield from self.chairs()
        if self.plot not in {"voted", "twice"}:
            deciding.file(actor=self.clerk, opinion=self.fresh(), meeting=self.meeting)
            return
        meeting = self.cast.committee_after(self.at)
        if meeting is None:
            return
        self.table(meeting)
        self.at = meeting.starts_on
        yield self.at
        if self.plot == "voted":
            deciding.rate(
                actor=self.clerk, opinion=self.fresh(), mark=Mark.GOOD, note="满意23票，基本满意3票，不满意1票。"
            )
            return
        note = "满意9票，基本满意4票，不满意14票。沿江村污水直排问题没有解决。"
        deciding.rate(actor=self.clerk, opinion=self.fresh(), mark=Mark.BAD, note=note)
        if self.opinion.round == 1:
            yield self.later(3)
            deciding.rehandle(actor=self.clerk, opinion=self.fresh(), note="两个月内解决污水直排，再次报告。")
            self.fresh()
            yield from self.round()
            return
        yield from self.chairs()
        deciding.follow(
            actor=self.clerk,
            opinion=self.fresh(),
            measures=[Measure.SPECIAL_INQUIRY, Measure.INSPECTION],
            meeting=self.meeting,
            note="下半年就沿江污水治理组织专题询问，会前开展一次视察，由陈志明副主任负责。",
        )

    def table(self, meeting: Meeting) -> None:
        """As a meeting of the past stands: its agenda cannot be added to by the commands any more."""
        opinion = self.fresh()
        with command(None, "demo", "示范：提请审议"):
            item = AgendaItem.objects.create(
                meeting=meeting,
                position=meeting.items.count() + 10,
                kind=ItemKind.OPINION,
                state=ItemState.ADOPTED,
                title=f"听取和审议《{opinion.title}》研究处理情况的报告"[:200],
                organ=self.organ,
                office=self.office,
                outcome="听取报告并进行满意度测评。",
                decided_on=meeting.ends_on,
                proposed_by=self.clerk,
            )
            opinion.decided_by, opinion.tabled_item, opinion.state = self.meeting, item, OpinionState.TABLED
            opinion.version += 1
            opinion.save()

    def publish(self, paper: Paper) -> None:
        """On the congress's pages, and to the deputies."""
        publishing.record_notice(
            actor=self.clerk,
            opinion=self.fresh(),
            paper=paper,
            published_on=clock.today(),
            place="县人大网站",
            notified_on=clock.today(),
        )


def build_opinions(county: Congress, as_of: date) -> None:
    """Deliberation opinions on the reports of the year before ``as_of``, told day by day."""
    with reading_once():
        Opinions(county, as_of).build()
