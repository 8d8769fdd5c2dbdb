"""The meetings of the demo county that lie ahead, prepared by the commands on the days they were."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from congress import clock
from congress.models import Attachment, Body, Congress, Department, Mandate, Material, Meeting, Post, User
from congress.rules.meetings import Answer, ItemKind, MeetingKind
from congress.rules.roles import Role
from congress.services.base import command
from congress.services.files import Upload
from congress.services.meetings import agenda, inviting, materials, planning, programme, topics


class Ahead:
    """The next standing-committee meeting, the next chairpersons' meeting, a committee's meeting, and this week."""

    def __init__(self, county: Congress, as_of: date, data: dict[str, Any], next_on: date) -> None:
        self.county, self.as_of, self.data, self.next_on = county, as_of, data, next_on
        self.clerk = User.objects.select_related("county", "person").get(username="duansiping")
        self.bodies = list(Body.objects.filter(congress=county))
        self.units = {unit.name: unit for unit in Department.objects.filter(county=county)}

    def build(self) -> None:
        """In the order in which it happened."""
        with clock.at(self.as_of - timedelta(days=25)):
            meeting = self._plan(MeetingKind.STANDING_COMMITTEE, self.next_on, "县人大常委会会议厅")
            called = [self._propose(meeting, row) for row in (*self.data["next"], *self.data["called"])]
            self._take(meeting, called[: len(self.data["next"])])
        self._hand_in(meeting)
        with clock.at(self.as_of - timedelta(days=2)):
            self._next_chairpersons(meeting)
            self._committee_meeting()
        with clock.at(self.as_of - timedelta(days=1)):
            self._programme()

    def _plan(self, kind: MeetingKind, on: date, place: str, body: Body | None = None) -> Meeting:
        when = planning.When(on, time(9), place)
        return planning.plan_meeting(actor=self.clerk, plan=planning.Plan(kind, when, body))

    def _weekday(self, days: int) -> date:
        """So many days ahead, or the Monday after."""
        day = self.as_of + timedelta(days=days)
        return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)

    def _body(self, name: str) -> Body | None:
        return next((body for body in self.bodies if name and body.short_name == name), None)

    def _propose(self, meeting: Meeting, row: list[str]) -> Any:
        kind, title, organ, office, reporter = row
        unit, body = self.units.get(organ), self._body(office)
        topic = topics.Topic(ItemKind(kind), title, unit, body, reporter, minutes=20, origin="年度监督工作计划")
        return topics.propose_topic(actor=self.clerk, meeting=meeting, topic=topic)

    def _take(self, meeting: Meeting, items: list[Any]) -> None:
        lines = [agenda.Line(item.pk, taken=True, place=n, minutes=20) for n, item in enumerate(items, start=1)]
        agenda.arrange_agenda(actor=self.clerk, meeting=meeting, lines=lines)

    def _hand_in(self, meeting: Meeting) -> None:
        """The first report came in time, the second late with its reason; the others are awaited."""
        rows = Material.objects.filter(item__meeting=meeting, clock="to_committee").order_by("item__position")
        paper = Upload(Attachment.Slot.MEETING, Attachment.Mark.INTERNAL, name="报告（征求意见稿）")
        for row, day, reason in zip(rows[:2], (-1, 2), ("", "县人民政府常务会议推迟，定稿后即送"), strict=True):
            on = min(row.due_on + timedelta(days=day), self.as_of - timedelta(days=1))
            with clock.at(on):
                late = reason or ("材料汇总推迟" if on > row.due_on else "")
                materials.receive_material(actor=self.clerk, material=row, late_reason=late, files=[paper])

    def _next_chairpersons(self, standing: Meeting) -> None:
        meeting = self._plan(MeetingKind.CHAIRPERSONS, self._weekday(2), "机关三楼会议室")
        titles = [
            f"讨论{standing.name}议程（草案）和日程（草案）",
            "听取代表工委关于代表建议办理进度的汇报",
            "讨论审议意见（草案）",
        ]
        kinds = ("decision", "other", "opinion")
        rows = [self._propose(meeting, [k, t, "", "", ""]) for k, t in zip(kinds, titles, strict=True)]
        self._take(meeting, rows)
        self._tell(meeting, inviting.Guests(), answers=2)

    def _committee_meeting(self) -> None:
        """A committee's own meeting, at which a bureau and two deputies sit in."""
        body = self._body("财政经济工作委员会")
        if body is None:
            return
        self._seat(body)
        meeting = self._plan(MeetingKind.COMMITTEE, self._weekday(4), "机关二楼会议室", body)
        title = f"初步审查{self.as_of.year}年县级预算调整方案（草案）"
        item = self._propose(meeting, ["report", title, "县财政局", "财政经济工作委员会", "县财政局局长"])
        self._take(meeting, [item])
        deputies = Mandate.objects.filter(person__user__username__in=["luoxiuying", "yangjianguo"])
        unit = self.units["县财政局"]
        guests = inviting.Guests(reporting=[unit], deputies=list(deputies.select_related("person", "delegation")))
        self._tell(meeting, guests, answers=1)

    def _seat(self, body: Body) -> None:
        """Three members of the standing committee sit on this committee too."""
        members = Post.objects.filter(body__kind=Body.Kind.STANDING_COMMITTEE, role=Role.MEMBER).order_by("id")[:3]
        with command(None, "demo", "示范：委员会组成人员"):
            for row in members:
                Post.objects.create(person=row.person, body=body, role=Role.MEMBER, since=row.since)

    def _tell(self, meeting: Meeting, guests: inviting.Guests, answers: int) -> None:
        inviting.invite(actor=self.clerk, meeting=meeting, guests=guests)
        agenda.adopt_agenda(actor=self.clerk, meeting=meeting)
        if not meeting.attendances.filter(quality="member").exists():
            return
        inviting.notify_invited(actor=self.clerk, meeting=meeting)
        for row in meeting.attendances.order_by("-place_order", "id")[:answers]:
            inviting.answer_notice(actor=self.clerk, attendance=row, answer=Answer.COMING)

    def _programme(self) -> None:
        monday = self.as_of - timedelta(days=self.as_of.weekday())
        for day, at, title, place, people in self.data["programme"]:
            entry = programme.Entry(
                monday + timedelta(days=day - 1), title, time.fromisoformat(at) if at else None, place, people
            )
            programme.add_entry(actor=self.clerk, entry=entry)
