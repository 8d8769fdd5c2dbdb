"""A year of meetings of the demo county: what was held is written as it stands, what lies ahead by the commands."""

from __future__ import annotations

import random
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from congress import clock
from congress.demo.days import held_days, moment, next_meeting
from congress.demo.next_meetings import Ahead
from congress.models import (
    AgendaItem,
    Attendance,
    Body,
    Congress,
    Deadline,
    Department,
    Mandate,
    Material,
    Meeting,
    Person,
    Post,
    Session,
    Speech,
    Term,
    User,
)
from congress.queries.deadlines import calendar_between, foresee, reading_once
from congress.rules.meetings import MATERIALS, Answer, ItemKind, ItemState, MeetingKind, MeetingState, Quality
from congress.rules.roles import COMMITTEE, Role
from congress.services.base import command
from congress.services.meetings.rhythm import keep_rhythm

DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "data" / "meetings.yaml").read_text(encoding="utf-8"))
CHAIRPERSONS = 28
BETWEEN_CHAIRPERSONS = 13
LAST_NUMBERS = {MeetingKind.STANDING_COMMITTEE: 32, MeetingKind.CHAIRPERSONS: 118}
LATE = "县人民政府常务会议推迟，报告定稿后即送"


def build_meetings(county: Congress, as_of: date) -> None:
    """Meetings held over the year before ``as_of``, and the ones that are being prepared."""
    with reading_once(), command(None, "demo", "示范：一年的会议"):
        year = Year(county, as_of)
        year.build()
    with reading_once():
        Ahead(county, as_of, DATA, year.next_on).build()


class Year:
    """The meetings held: in bulk, for nothing of them is awaited any more."""

    def __init__(self, county: Congress, as_of: date) -> None:
        self.county, self.as_of = county, as_of
        self.random = random.Random(50)
        self.term = Term.objects.get(congress=county, number=18)
        self.bodies = {body.name: body for body in Body.objects.filter(congress=county)}
        self.kinds = {body.kind: body for body in self.bodies.values()}
        self.units = {unit.name: unit for unit in Department.objects.filter(county=county)}
        self.clerk = User.objects.get(username="duansiping")
        self.workdays = calendar_between(county, as_of - timedelta(days=400), as_of + timedelta(days=60))
        self.next_on = next_meeting(as_of)
        self.members = self._members()
        self.deputies = list(
            Mandate.objects.on(as_of)
            .filter(term=self.term)
            .exclude(person__in=[person.pk for person, _rank in self.members])
            .select_related("person", "delegation")
            .order_by("pk")
        )

    def _members(self) -> list[tuple[Person, Role]]:
        """The standing committee by rank."""
        body = self.kinds[Body.Kind.STANDING_COMMITTEE]
        posts = Post.objects.filter(body=body, role__in=list(COMMITTEE), until=None).select_related("person")
        order = [Role.CHAIR, Role.VICE_CHAIR, Role.MEMBER]
        return sorted(((p.person, Role(p.role)) for p in posts), key=lambda row: (order.index(row[1]), row[0].pk))

    def build(self) -> None:
        """Chairpersons' meetings first: they adopt the agendas of the others."""
        chairs = self._chairpersons()
        held = self._standing_committee(chairs)
        self._congress()
        with clock.at(held[-1].starts_on):
            keep_rhythm(held[-1])

    def _chairpersons(self) -> list[Meeting]:
        first = LAST_NUMBERS[MeetingKind.CHAIRPERSONS] - CHAIRPERSONS + 1
        days = [
            self.workdays.next_workday(self.as_of - timedelta(days=6 + BETWEEN_CHAIRPERSONS * back))
            for back in reversed(range(CHAIRPERSONS))
        ]
        body = self.kinds[Body.Kind.CHAIRPERSONS]
        rows = [
            self._held(MeetingKind.CHAIRPERSONS, body, first + n, day, "机关三楼会议室") for n, day in enumerate(days)
        ]
        made = Meeting.objects.bulk_create(rows)
        chairs = [row for row in self.members if row[1] is not Role.MEMBER]
        for n, meeting in enumerate(made):
            chosen = [DATA["chairpersons"][(n * 3 + k) % len(DATA["chairpersons"])] for k in range(3 + n % 2)]
            items = self._items(meeting, [[kind, title, "", "", outcome] for kind, title, outcome in chosen])
            self._seats(meeting, chairs, guests=[])
            self._speeches(items, chairs, each=1)
        return made

    def _standing_committee(self, chairs: list[Meeting]) -> list[Meeting]:
        agendas = DATA["standing_committee"]
        body = self.kinds[Body.Kind.STANDING_COMMITTEE]
        first = LAST_NUMBERS[MeetingKind.STANDING_COMMITTEE] - len(agendas) + 1
        rows = []
        for n, day in enumerate(held_days(self.next_on, len(agendas))):
            row = self._held(MeetingKind.STANDING_COMMITTEE, body, first + n, day, "县人大常委会会议厅")
            row.agenda_adopted_by = max(
                (chair for chair in chairs if chair.starts_on < day), key=lambda c: c.starts_on, default=None
            )
            row.agenda_adopted_on = row.agenda_adopted_by.starts_on if row.agenda_adopted_by else day
            rows.append(row)
        made = Meeting.objects.bulk_create(rows)
        for n, (meeting, agenda) in enumerate(zip(made, agendas, strict=True)):
            items = self._items(meeting, agenda)
            self._materials(items, late=n in {1, 4})
            self._seats(meeting, self.members, guests=self._guests(n, items))
            self._speeches(items, self.members, each=3)
        return made

    def _congress(self) -> None:
        """The latest session of the congress, with every deputy's attendance."""
        session = Session.objects.filter(term=self.term, closes_on__lt=self.as_of).order_by("opens_on").last()
        if session is None:
            return
        meeting = self._held(MeetingKind.CONGRESS, None, session.number, session.opens_on, "县民族文化中心")
        meeting.session, meeting.ends_on = session, session.closes_on
        meeting.save()
        self._items(meeting, DATA["congress"])
        mandates = Mandate.objects.on(session.opens_on).filter(term=self.term).select_related("person")
        people = [(row.person, Role.MEMBER) for row in mandates.order_by("delegation", "pk")]
        self._seats(meeting, people, guests=[])

    # -- The parts of one meeting ------------------------------------------------------------------

    def _held(self, kind: MeetingKind, body: Body | None, number: int, day: date, place: str) -> Meeting:
        nine = moment(day, time(9))
        return Meeting(
            county=self.county,
            kind=kind,
            term=self.term,
            body=body,
            number=number,
            state=MeetingState.CLOSED,
            starts_on=day,
            ends_on=day,
            starts_at=time(9),
            place=place,
            presided_by=self.members[0][0],
            agenda_adopted_on=day,
            notified_at=moment(day - timedelta(days=8 if kind == MeetingKind.STANDING_COMMITTEE else 2), time(10)),
            opened_at=nine,
            closed_at=moment(day, time(11, 40)),
            created_by=self.clerk,
        )

    def _items(self, meeting: Meeting, agenda: list[list[str]]) -> list[AgendaItem]:
        rows = [
            AgendaItem(
                meeting=meeting,
                position=n,
                kind=kind,
                state=ItemState.ADOPTED,
                title=title,
                organ=self.units.get(organ),
                office=self._office(office),
                minutes=20,
                restricted=kind == ItemKind.APPOINTMENT,
                outcome=outcome,
                decided_on=meeting.ends_on,
                proposed_by=self.clerk,
            )
            for n, (kind, title, organ, office, outcome) in enumerate(agenda, start=1)
        ]
        return AgendaItem.objects.bulk_create(rows)

    def _office(self, name: str) -> Body | None:
        return next((body for full, body in self.bodies.items() if name and name in (body.short_name, full)), None)

    def _materials(self, items: list[AgendaItem], *, late: bool) -> None:
        """What was handed in, and by when: in time but for one report of some meetings."""
        entries, made = [], []
        for place, item in enumerate(items):
            for step, key in MATERIALS.get(ItemKind(item.kind), {}).items():
                entry = foresee(self.county, key, item.meeting.starts_on)
                entry.item, entry.clock = item, step
                entry.entered_at = moment(item.meeting.starts_on - timedelta(days=34), time(10))
                overdue = late and place == 0
                received = entry.due_on + timedelta(days=2 if overdue else -self.random.randrange(0, 4))
                entries.append(entry)
                made.append((entry, received, LATE if overdue else ""))
        Deadline.objects.bulk_create(entries)
        Material.objects.bulk_create(
            Material(
                item=entry.item,
                clock=entry.clock,
                due_on=entry.due_on,
                entry=entry,
                received_on=received,
                late_reason=reason,
                received_by=self.clerk,
            )
            for entry, received, reason in made
        )

    def _guests(self, number: int, items: list[AgendaItem]) -> list[Attendance]:
        """Those who sit in: the organs that report, five deputies in turn; two citizens listen."""
        organs = {item.organ_id: item.organ for item in items if item.organ}
        posts = Post.objects.filter(department__in=organs, role=Role.UNIT_LEADER, until=None).select_related("person")
        rows = [
            Attendance(
                person=post.person,
                department=organs[post.department_id],
                quality=Quality.SITTING_IN,
                title=f"{organs[post.department_id].short_name}{post.title}" if organs[post.department_id] else "",
                place_order=order,
            )
            for order, post in enumerate(posts)
        ]
        for order, row in enumerate(self.deputies[number * 5 : number * 5 + 5], start=len(rows)):
            rows.append(
                Attendance(
                    person=row.person,
                    delegation=row.delegation,
                    quality=Quality.SITTING_IN,
                    title="县人大代表",
                    place_order=order,
                )
            )
        names = ("施国柱", "尹秀莲", "普建荣", "段文波", "毕家富", "者丽芬", "龙明亮")
        for order in range(2):
            name = names[(number * 2 + order) % len(names)]
            rows.append(Attendance(name=name, quality=Quality.LISTENER, place_order=order))
        return rows

    def _seats(self, meeting: Meeting, people: list[tuple[Person, Role]], guests: list[Attendance]) -> None:
        """Who came when; now and then somebody is on leave or leaves before the end."""
        rows = [
            Attendance(
                person=person,
                quality=Quality.MEMBER,
                place_order=order,
                title={Role.CHAIR: "主任", Role.VICE_CHAIR: "副主任", Role.MEMBER: "委员"}[role],
            )
            for order, (person, role) in enumerate(people)
        ]
        if meeting.kind == MeetingKind.CONGRESS:
            for row in rows:
                row.title = "县人大代表"
        for row in (*rows, *guests):
            row.meeting = meeting
            row.notified_at = meeting.notified_at
            self._come(row, meeting)
        Attendance.objects.bulk_create([*rows, *guests])

    def _come(self, row: Attendance, meeting: Meeting) -> None:
        leaves = row.quality == Quality.MEMBER and row.place_order > 0 and self.random.random() < 0.06
        if row.person is not None:
            row.answer = Answer.LEAVE if leaves else Answer.COMING
            row.answer_note = "到省里参加培训" if leaves else ""
            row.answered_at = (meeting.notified_at or moment(meeting.starts_on, time(8))) + timedelta(hours=5)
        if not leaves:
            row.came_at = moment(meeting.starts_on, time(8, 60 - self.random.randrange(2, 30)))
            if row.place_order > 3 and self.random.random() < 0.02:
                row.left_at = moment(meeting.starts_on, time(10, 50))

    def _speeches(self, items: list[AgendaItem], people: list[tuple[Person, Role]], *, each: int) -> None:
        texts = DATA["speeches"]
        rows = []
        for item in items:
            if item.kind == ItemKind.APPOINTMENT:
                continue
            for position in range(1, each + 1):
                person, _role = self.random.choice(people)
                rows.append(
                    Speech(
                        item=item,
                        person=person,
                        position=position,
                        text=self.random.choice(texts),
                        recorded_by=self.clerk,
                        recorded_at=item.meeting.closed_at or clock.now(),
                    )
                )
        Speech.objects.bulk_create(rows)
