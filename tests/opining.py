"""Stages of a deliberation opinion on top of the county of the tests; each goes through the commands, as people do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from congress import clock
from congress.models import AgendaItem, Assignment, Body, Department, FollowUp, Meeting, OutcomeClass, User
from congress.rules.meetings import MeetingKind, MeetingState
from congress.services import assigning, replying
from congress.services.base import command
from congress.services.meetings import topics
from supervision.models import DeliberationOpinion
from supervision.services.opinions import deciding, drafting, handling, issuing
from tests import meetings
from tests.factories import TODAY, World

ITEMS = ("加快通乡公路安全隐患路段整治。", "健全农村公路养护长效机制。")
NUMBER = "云人常审〔2026〕3号"


def held(world: World, kind: MeetingKind, on: dt.date = TODAY) -> Meeting:
    """A meeting that took place; only its state is needed here, its preparation has tests of its own."""
    with command(None, "test"):
        meeting = meetings.planned(world, kind, on)
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CLOSED)
    return meetings.fresh(meeting)


def deliberated(world: World) -> AgendaItem:
    """A report of the roads bureau, deliberated by the standing committee."""
    meeting = meetings.planned(world, on=TODAY)
    item = topics.propose_topic(actor=world.other_clerk, meeting=meeting, topic=meetings.report(world))
    meetings.take(world, meeting, item)
    with command(None, "test"):
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CLOSED)
    return AgendaItem.objects.select_related("meeting__county", "meeting__term").get(pk=item.pk)


@dataclass
class Story:
    """An opinion on its way; ``clerk`` works in the office that drafted it, ``receiver`` acts for the organ."""

    world: World
    organ: Department | None = None
    items: tuple[str, ...] = ITEMS
    second: bool = False
    number: str = NUMBER
    opinion: DeliberationOpinion = field(init=False)

    @property
    def clerk(self) -> User:
        """Of the finance committee, which answers for the item."""
        return self.world.other_clerk

    @property
    def receiver(self) -> User:
        """The government office's clerk."""
        return self.world.gov_clerk

    def fresh(self) -> DeliberationOpinion:
        """The opinion as it is stored."""
        self.opinion = DeliberationOpinion.objects.select_related("county", "receiver", "organ", "office").get(
            pk=self.opinion.pk
        )
        return self.opinion

    def wording(self, **kwargs: object) -> drafting.Wording:
        """What the clerk types."""
        values = {
            "title": "关于通乡公路建设情况报告的审议意见",
            "body": "会议认为，县交通运输局工作扎实。组成人员提出以下意见。",
            "items": self.items,
            "organ": self.organ or self.world.roads,
            "second": self.second,
        }
        return drafting.Wording(**(values | kwargs))  # type: ignore[arg-type]

    def drafted(self) -> DeliberationOpinion:
        """Drafted by the office."""
        item = deliberated(self.world)
        self.opinion = drafting.draft(actor=self.clerk, item=item, wording=self.wording())
        return self.fresh()

    def adopted(self) -> DeliberationOpinion:
        """Adopted by a chairpersons' meeting."""
        self.drafted()
        self.chairs = held(self.world, MeetingKind.CHAIRPERSONS)
        drafting.adopt(actor=self.clerk, opinion=self.opinion, meeting=self.chairs)
        return self.fresh()

    def handed_over(self, report_by: dt.date | None = None) -> DeliberationOpinion:
        """Handed over under a number of the county's OA."""
        self.adopted()
        issuing.hand_over(actor=self.clerk, opinion=self.opinion, number=self.number, report_by=report_by)
        return self.fresh()

    def signed(self, **kwargs: dt.date) -> DeliberationOpinion:
        """Signed for by the government office."""
        self.handed_over(**kwargs)
        issuing.sign_for(actor=self.receiver, opinion=self.opinion)
        return self.fresh()

    def tasks(self, unit: Department | None = None) -> dict[int, handling.Task]:
        """Every item to one unit."""
        task = handling.Task(unit or self.world.roads, "列入年度计划，逐段整治", dt.date(2026, 5, 20))
        return {item.pk: task for item in self.opinion.items.all()}

    def split(self, **kwargs: dt.date) -> DeliberationOpinion:
        """Split to the roads bureau."""
        self.signed(**kwargs)
        handling.split(actor=self.receiver, opinion=self.opinion, tasks=self.tasks())
        return self.fresh()

    def parts(self) -> list[Assignment]:
        """The units' parts of this round."""
        rows = Assignment.objects.filter(followup__opinion_item__opinion=self.opinion, round=self.opinion.round)
        return list(rows.select_related("followup__county", "followup__office", "department").order_by("id"))

    def outcome(self, code: str = "采纳") -> OutcomeClass:
        """A class of the year's scheme of opinions."""
        return OutcomeClass.objects.get(kind="opinion", code=code, year=TODAY.year, county=None)

    def answer(self, code: str = "采纳", **letter: object) -> None:
        """Every unit signs, reports, and the government office lets it pass."""
        for row in self.parts():
            if row.state == "awaiting":
                assigning.sign_for(actor=self.world.contact, assignment=row)
            values = {"outcome": self.outcome(code), "summary": "已完成整治，通过验收。"} | letter
            letter_ = self.world.letter()
            said = replying.Letter(**{**vars(letter_), "dated": clock.today(), **values})
            replying.reply(actor=self.world.contact, assignment=row, letter=said, files=[self.world.scan()])
            replying.pass_reply(actor=self.receiver, assignment=row)

    def answered(self, code: str = "采纳", **letter: object) -> DeliberationOpinion:
        """Every unit has reported."""
        self.split()
        self.answer(code, **letter)
        return self.fresh()

    def report(self) -> DeliberationOpinion:
        """From the draft report to the written one."""
        handling.submit_report(actor=self.receiver, opinion=self.fresh(), text="研究处理情况报告（征求意见稿）")
        handling.comment(actor=self.clerk, opinion=self.fresh(), text="请补充养护资金安排。")
        written = handling.Written("研究处理情况报告", "云政办函〔2026〕18号")
        handling.report(actor=self.receiver, opinion=self.fresh(), written=written)
        return self.fresh()

    def reported(self, code: str = "采纳", **letter: object) -> DeliberationOpinion:
        """The written report is in."""
        self.answered(code, **letter)
        return self.report()

    def table(self) -> DeliberationOpinion:
        """Put before a meeting of the standing committee to come."""
        target = meetings.planned(self.world, on=dt.date(2026, 9, 24))
        chairs = held(self.world, MeetingKind.CHAIRPERSONS, clock.today())
        deciding.table(actor=self.clerk, opinion=self.fresh(), meeting=chairs, target=target)
        return self.fresh()

    def meets(self) -> AgendaItem:
        """The meeting on the tabled report is held; its item."""
        item = self.fresh().tabled_item
        assert item is not None
        with command(None, "test"):
            Meeting.objects.filter(pk=item.meeting_id).update(state=MeetingState.OPEN)
        return AgendaItem.objects.select_related("meeting").get(pk=item.pk)


def office_of(world: World) -> Body:
    """The office that drafts."""
    return Body.objects.get(name="财政经济工作委员会")


def _item(world: World) -> int:
    story = Story(world)
    story.split()
    return FollowUp.objects.filter(opinion_item__opinion=story.opinion).order_by("id").values_list("pk", flat=True)[0]


STAGES: dict[str, Callable[[World], int]] = {
    "deliberated item": lambda world: deliberated(world).pk,
    "drafted opinion": lambda world: Story(world).drafted().pk,
    "adopted opinion": lambda world: Story(world).adopted().pk,
    "issued opinion": lambda world: Story(world).handed_over().pk,
    "signed opinion": lambda world: Story(world).signed().pk,
    "split opinion": lambda world: Story(world).split().pk,
    "item of an opinion": _item,
    "answered opinion": lambda world: Story(world).answered().pk,
    "reported opinion": lambda world: Story(world).reported().pk,
}
"""What the table of rights calls by these names, as the keys of pages."""
