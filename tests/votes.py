"""A meeting with people in it, and votes taken through the commands as an office takes them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from congress.models import Attendance, Ballot, BallotResult, Body, Election, Mandate, Meeting, Person, Post
from congress.queries.balloting.reading import own_rule
from congress.rules.ballots import BallotKind
from congress.rules.elections import Nomination, SeatKind
from congress.rules.meetings import MeetingKind, MeetingState, Quality
from congress.rules.roles import Role
from congress.rules.votes import Line, Method, Sheets
from congress.services import elections
from congress.services.balloting import closing, counting, preparing
from congress.services.balloting.preparing import Subject
from congress.services.base import command
from tests.factories import TODAY, World

SINCE = dt.date(2022, 1, 10)
OPENED = timezone.make_aware(dt.datetime.combine(TODAY, dt.time(9)))


@dataclass
class Hall:
    """A meeting that has been opened, and the people who make it up."""

    world: World
    meeting: Meeting

    def come(self, number: int) -> None:
        """Let so many of the members be there, and nobody else."""
        self.meeting.attendances.all().delete()
        people = self.members[:number]
        Attendance.objects.bulk_create(
            Attendance(meeting=self.meeting, person=person, quality=Quality.MEMBER, came_at=OPENED) for person in people
        )

    @property
    def members(self) -> list[Person]:
        """Those who make up the meeting."""
        if self.meeting.kind == MeetingKind.CONGRESS:
            return list(Person.objects.filter(mandates__term=self.meeting.term).order_by("pk"))
        return list(Person.objects.filter(posts__body=self.meeting.body, posts__until=None).order_by("pk"))

    def prepared(self, kind: BallotKind = BallotKind.DECISION, **plan: object) -> Ballot:
        """A vote of the office, by paper unless said otherwise."""
        values = {"method": Method.SECRET, "question": "关于批准财政预算调整方案的决议（草案）"}
        values |= {"scrutineers": ("监票甲",), "tellers": ("计票乙",)}
        if kind is BallotKind.ASSESSMENT:
            values["rule"] = own_rule(self.world.county)
        made = preparing.Plan(kind=kind, **(values | plan))
        return preparing.prepare_ballot(actor=self.world.director, meeting=self.meeting, plan=made)

    def opened(self, *args: object, **plan: object) -> Ballot:
        """Opened on a quorum."""
        return counting.open_ballot(actor=self.world.director, ballot=self.prepared(*args, **plan), adopted=True)

    def entered(self, count: counting.Count, *args: object, **plan: object) -> Ballot:
        """Counted by the director."""
        ballot = self.opened(*args, **plan)
        return counting.enter_totals(actor=self.world.director, ballot=ballot, count=count)

    def checked(self, count: counting.Count, *args: object, **plan: object) -> Ballot:
        """Counted again by the chairman's side."""
        ballot = self.entered(count, *args, **plan)
        return counting.check_totals(actor=self.world.vice_chairman, ballot=ballot, count=count)

    def closed(self, count: counting.Count, *args: object, **plan: object) -> BallotResult:
        """With its result."""
        return closing.close_ballot(actor=self.world.director, ballot=self.checked(count, *args, **plan))


def committee_hall(world: World, *, members: int = 27, present: int = 24, seats: int | None = None) -> Hall:
    """A standing-committee meeting; three of the members are personae."""
    body = Body.objects.get(congress=world.county, kind=Body.Kind.STANDING_COMMITTEE)
    with command(None, "test"):
        Body.objects.filter(pk=body.pk).update(seats=seats)
        people = Person.objects.bulk_create(
            Person(county=world.county, name=f"委员{n:02d}", pinyin_key=f"wei {n:02d}") for n in range(members - 3)
        )
        Post.objects.bulk_create(Post(person=p, body=body, role=Role.MEMBER, since=SINCE) for p in people)
        hall = Hall(world, _meeting(world, MeetingKind.STANDING_COMMITTEE, body=body))
        hall.come(present)
    return hall


def congress_hall(world: World, *, deputies: int = 186, present: int = 180) -> Hall:
    """A session of the congress; three of the deputies are personae."""
    with command(None, "test"):
        people = Person.objects.bulk_create(
            Person(county=world.county, name=f"代表{n:03d}", pinyin_key=f"dai {n:03d}") for n in range(deputies - 3)
        )
        Mandate.objects.bulk_create(
            Mandate(person=p, term=world.term, delegation=world.delegation, since=SINCE) for p in people
        )
        hall = Hall(world, _meeting(world, MeetingKind.CONGRESS, session=world.session))
        hall.come(present)
    return hall


def _meeting(world: World, kind: MeetingKind, **where: object) -> Meeting:
    meeting = Meeting.objects.create(
        county=world.county,
        kind=kind,
        term=world.term,
        number=32 if kind is MeetingKind.STANDING_COMMITTEE else 5,
        state=MeetingState.OPEN,
        starts_on=TODAY,
        ends_on=TODAY,
        starts_at=dt.time(9),
        place="常委会会议室",
        opened_at=OPENED,
        created_by=world.director,
        **where,
    )
    return Meeting.objects.select_related("term", "body", "county", "session").get(pk=meeting.pk)


def paper(*lines: tuple[int, ...], issued: int = 24, returned: int = 24, spoiled: int = 0) -> counting.Count:
    """A count of sheets: for each line the votes by choice, what is left of the valid sheets unmarked."""
    sheets = Sheets(issued, returned, spoiled)
    return counting.Count(tuple(Line(line, sheets.valid - sum(line)) for line in lines), sheets)


def device(*lines: tuple[int, ...], present: int = 24) -> counting.Count:
    """What a device shows; those who pressed nothing are the rest."""
    return counting.Count(tuple(Line(line, present - sum(line)) for line in lines))


def appointment(world: World) -> Ballot:
    """A prepared vote on somebody's appointment."""
    return committee_hall(world).prepared(BallotKind.PERSONNEL, subjects=(Subject("王强", "县民政局局长"),))


def assessment(world: World) -> Ballot:
    """A satisfaction vote with its result."""
    subjects = (Subject("县交通运输局"),)
    return committee_hall(world).closed(paper((14, 8, 2)), BallotKind.ASSESSMENT, subjects=subjects).ballot


def election(world: World) -> Election:
    """An election of two vice-heads with three candidates, one of them put forward by ten deputies."""
    hall = congress_hall(world)
    vacancy = elections.Vacancy(SeatKind.DEPUTY_HEAD, "县人民政府", "副县长", 2)
    found = elections.add_election(actor=world.director, meeting=hall.meeting, vacancy=vacancy)
    ten = tuple(Mandate.objects.filter(term=world.term).select_related("person").order_by("-pk")[:10])
    for name, by, supporters in (
        ("和建平", Nomination.PRESIDIUM, ()),
        ("刀玉兰", Nomination.PRESIDIUM, ()),
        ("普志华", Nomination.DEPUTIES, ten),
    ):
        nominee = elections.Nominee(name, by, supporters=supporters)
        elections.nominate(actor=world.director, election=found, nominee=nominee)
    found.refresh_from_db()
    return found


STAGES = {
    "committee meeting": lambda world: committee_hall(world).meeting.pk,
    "prepared ballot": lambda world: committee_hall(world).prepared().pk,
    "prepared appointment": lambda world: appointment(world).pk,
    "open ballot": lambda world: committee_hall(world).opened().pk,
    "entered ballot": lambda world: committee_hall(world).entered(paper((20, 3, 1))).pk,
    "checked ballot": lambda world: committee_hall(world).checked(paper((20, 3, 1))).pk,
    "closed ballot": lambda world: committee_hall(world).closed(paper((20, 3, 1))).ballot.pk,
    "closed assessment": lambda world: assessment(world).pk,
    "vote of the congress": lambda world: (
        congress_hall(world).closed(paper((170, 8, 2), issued=180, returned=180)).ballot.pk
    ),
    "session": lambda world: world.session.pk,
    "session in progress": lambda world: congress_hall(world).meeting.session_id,
    "election": lambda world: election(world).pk,
    "candidate": lambda world: election(world).candidates.earliest("pk").pk,
}
"""Stages of the table of rights, and the key their pages are addressed by."""
