"""A motion at every step, brought there by the commands as an office does it."""

from __future__ import annotations

import datetime as dt

from congress import clock
from congress.models import AgendaItem, Ballot, Body, Department, Meeting, Person, Post
from congress.queries.deadlines import foresee
from congress.rules.elections import Nomination, SeatKind
from congress.rules.roles import Role
from congress.rules.votes import Line, Sheets
from congress.services import elections
from congress.services.balloting import closing, counting
from congress.services.base import command
from congress.services.documents import issuing, moving
from personnel.models import AppointmentLine, AppointmentMotion, Holding, OathDuty, Office
from personnel.queries import checks
from personnel.rules.offices import FILLS, Act, OfficeKind, Proposer
from personnel.rules.papers import PaperCode
from personnel.services import announcing, offices, preparing, voting, writing
from tests import meetings, votes
from tests.factories import TODAY, World

NAME, OLD = "段正淳", "赵立人"
"""Names that stand nowhere else in the tests' county."""
POST = "县民政局局长"


def organ(world: World, name: str = "县人民政府") -> Department:
    """The organ that brings a motion in."""
    system = {"县人民政府": "government", "县人民法院": "court"}.get(name, "supervisory")
    with command(None, "test"):
        return Department.objects.get_or_create(
            county=world.county, name=name, defaults={"system": system, "short_name": name[1:]}
        )[0]


def office(
    world: World,
    kind: OfficeKind = OfficeKind.GOVERNMENT_MEMBER,
    organ: str = "县民政局",
    title: str = "局长",
    seats: int | None = 1,
) -> Office:
    """An office of the county."""
    found = Office.objects.filter(county=world.county, organ=organ, title=title).first()
    described = offices.Described(kind, organ, title, seats)
    return found or offices.add_office(actor=world.director, office=described)


def person(world: World, name: str) -> Person:
    """Somebody of the address book."""
    with command(None, "test"):
        return Person.objects.create(county=world.county, name=name)


def held(world: World, name: str = OLD, place: Office | None = None) -> Holding:
    """Somebody who holds an office already."""
    return offices.record_holding(
        actor=world.director,
        office=place or office(world),
        person=person(world, name),
        since=dt.date(2022, 1, 20),
        act="县十八届人大常委会第一次会议决定任命",
    )


def heading(world: World, proposer: Proposer = Proposer.COUNTY_HEAD, **values: object) -> writing.Heading:
    """A motion of the county head, signed."""
    names = {Proposer.COUNTY_HEAD: "县人民政府", Proposer.COURT_PRESIDENT: "县人民法院"}
    unit = organ(world, names[proposer]) if proposer in names else None
    known = {"signed_by": "李明德", "signed_on": clock.today(), "party_letter": "云委干〔2026〕8号"}
    return writing.Heading(proposer, unit, **{**known, **values})


def entry(
    world: World, name: str = NAME, act: Act = Act.APPOINT, place: Office | None = None, **values: object
) -> writing.Entry:
    """One line."""
    reason = "" if act in FILLS else "工作变动"
    return writing.Entry(act, place or office(world), name, **{"reason": reason, **values})


def draft(world: World, *entries: writing.Entry, proposer: Proposer = Proposer.COUNTY_HEAD) -> AppointmentMotion:
    """A draft with its lines."""
    motion = writing.start_motion(actor=world.director, heading=heading(world, proposer))
    writing.add_lines(actor=world.director, motion=motion, entries=entries or [entry(world)])
    return fresh(motion)


def tabled(world: World, *entries: writing.Entry, **values: Proposer) -> AppointmentMotion:
    """Brought in."""
    return writing.table_motion(actor=world.director, motion=draft(world, *entries, **values))


def receive(world: World, motion: AppointmentMotion) -> None:
    """Every paper is there, and every examination passed."""
    lines = list(motion.lines.all())
    preparing.tick_papers(actor=world.director, motion=motion, received={line.pk: list(PaperCode) for line in lines})
    open_ = {
        row.line.name: row.line for row in checks.checked(motion, checks.settings_of(motion.county)) if row.exam_open
    }
    for line in open_.values():
        if line.act in FILLS:
            preparing.record_exam(actor=world.director, line=line, sat_on=clock.today(), mark=88)


def checked(world: World, *entries: writing.Entry, **values: Proposer) -> AppointmentMotion:
    """Papers in, examination passed."""
    motion = tabled(world, *entries, **values)
    receive(world, motion)
    return preparing.check_motion(actor=world.director, motion=motion)


def hall(world: World, **values: int) -> votes.Hall:
    """The committee's meeting of today, open; one for a world."""
    found = Meeting.objects.filter(county=world.county, kind="standing_committee", starts_on=TODAY).first()
    if found is None:
        return votes.committee_hall(world, **values)
    return votes.Hall(world, Meeting.objects.select_related("term", "body", "county", "session").get(pk=found.pk))


def scheduled(world: World, *entries: writing.Entry, **values: Proposer) -> AppointmentMotion:
    """On the agenda of today's meeting, tabled in time."""
    with clock.at(TODAY - dt.timedelta(days=20)):
        motion = checked(world, *entries, **values)
    meeting = hall(world).meeting
    agenda_item(world, meeting)
    return preparing.schedule_motion(actor=world.director, motion=motion, meeting=meeting)


def agenda_item(world: World, meeting: Meeting) -> None:
    """The restricted item of a meeting that is open already, when it has none to be decided."""
    if AgendaItem.objects.filter(meeting=meeting, kind="appointment", decided_on=None).exists():
        return
    with command(None, "test"):
        AgendaItem.objects.create(
            meeting=meeting,
            position=meeting.items.count() + 1,
            kind="appointment",
            state="adopted",
            title="审议人事任免事项",
            restricted=True,
            proposed_by=world.director,
        )


def ready(world: World, *entries: writing.Entry, one_sheet: bool = True, **values: Proposer) -> AppointmentMotion:
    """With its sheets prepared."""
    motion = scheduled(world, *entries, **values)
    way = voting.Way(one_sheet=one_sheet, scrutineers=("监票甲",), tellers=("计票乙",))
    voting.prepare_votes(actor=world.director, motion=motion, way=way)
    return fresh(motion)


def count(world: World, ballot: Ballot, *in_favour: int, present: int = 24) -> Ballot:
    """Take a vote: for each line so many in favour, the others against."""
    rows = ballot.lines.count()
    figures = in_favour if len(in_favour) == rows else in_favour * rows
    lines = tuple(Line((n, present - n, 0), 0) for n in figures)
    total = counting.Count(lines, Sheets(present, present, 0))
    ballot = counting.open_ballot(actor=world.director, ballot=ballot, adopted=True)
    ballot = counting.enter_totals(actor=world.director, ballot=ballot, count=total)
    ballot = counting.check_totals(actor=world.vice_chairman, ballot=ballot, count=total)
    return closing.close_ballot(actor=world.director, ballot=ballot).ballot


def voted(world: World, *entries: writing.Entry, in_favour: int = 22, **values: Proposer) -> AppointmentMotion:
    """With its result."""
    motion = ready(world, *entries, **values)
    for ballot in Ballot.objects.filter(pk__in=motion.lines.values("ballot")).order_by("pk"):
        count(world, ballot, in_favour)
    return fresh(motion)


def announced(world: World, *entries: writing.Entry, **values: Proposer) -> AppointmentMotion:
    """With its announcement issued."""
    motion = voted(world, *entries, **values)
    document = announcing.draft_announcement(actor=world.director, motion=motion)
    document = moving.submit(actor=world.director, document=document)
    document = moving.pass_review(actor=world.director, document=document)
    document = moving.sign(actor=world.chairman, document=document)
    issuing.issue(actor=world.director, document=document)
    return fresh(motion)


def owing(world: World, *entries: writing.Entry, **values: Proposer) -> OathDuty:
    """Somebody appointed who has not sworn."""
    motion = voted(world, *entries, **values)
    return OathDuty.objects.filter(holding__line__motion=motion).earliest("pk")


def planned_meeting(world: World) -> Meeting:
    """A meeting of the committee in six weeks, being prepared."""
    return meetings.planned(world)


def elected(world: World) -> Holding:
    """A deputy county head elected at the congress."""
    where = votes.congress_hall(world)
    vacancy = elections.Vacancy(SeatKind.BY_ELECTION, "县人民政府", "副县长", 1)
    election = elections.add_election(actor=world.director, meeting=where.meeting, vacancy=vacancy)
    elections.nominate(actor=world.director, election=election, nominee=elections.Nominee(NAME, Nomination.PRESIDIUM))
    election.refresh_from_db()
    ballot = elections.prepare_election(
        actor=world.director, election=election, scrutineers=["监票甲"], tellers=["计票乙"]
    )
    total = counting.Count((Line((170, 8, 2), 0),), Sheets(180, 180, 0))
    ballot = counting.open_ballot(actor=world.director, ballot=ballot, adopted=True)
    ballot = counting.enter_totals(actor=world.director, ballot=ballot, count=total)
    ballot = counting.check_totals(actor=world.vice_chairman, ballot=ballot, count=total)
    closing.close_ballot(actor=world.director, ballot=ballot)
    return Holding.objects.get(candidate__election=election)


def member_named(world: World, name: str = NAME) -> Person:
    """A member of the standing committee of a name."""
    found = person(world, name)
    body = Body.objects.get(congress=world.county, kind=Body.Kind.STANDING_COMMITTEE)
    with command(None, "test"):
        Post.objects.create(person=found, body=body, role=Role.MEMBER, since=votes.SINCE)
    return found


def due_of(world: World) -> dt.date:
    """By when a motion for today's meeting must be tabled."""
    return foresee(world.county, preparing.SUBMISSION, TODAY).due_on


def fresh(motion: AppointmentMotion) -> AppointmentMotion:
    """The row as it is stored now."""
    rows = AppointmentMotion.objects.select_related("county", "term", "item__meeting__term", "item__meeting__body")
    return rows.get(pk=motion.pk)


def only_line(motion: AppointmentMotion) -> AppointmentLine:
    """The one line of a motion."""
    return AppointmentLine.objects.select_related("office", "motion__county", "motion__term").get(motion=motion)


def at_notified(world: World) -> AppointmentMotion:
    """On the agenda of a meeting whose notice is out."""
    motion = scheduled(world)
    with command(None, "test"):
        Meeting.objects.filter(pk=motion.item.meeting_id).update(notified_at=votes.OPENED)
    return fresh(motion)


STAGES = {
    "drafted appointment": lambda world: draft(world).pk,
    "tabled appointment": lambda world: tabled(world).pk,
    "line of a tabled appointment": lambda world: only_line(tabled(world)).pk,
    "checked appointment": lambda world: checked(world).pk,
    "appointment on an agenda": lambda world: scheduled(world).pk,
    "appointment of a notified meeting": lambda world: at_notified(world).pk,
    "voted appointment": lambda world: voted(world).pk,
    "announced appointment": lambda world: announced(world).pk,
    "office of a bureau head": lambda world: office(world).pk,
}
"""Stages of the table of rights, and the key their pages are addressed by."""
