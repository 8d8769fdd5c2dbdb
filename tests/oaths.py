"""Somebody elected or appointed, and ceremonies at every stage, through the commands of the office."""

from __future__ import annotations

import datetime as dt

from congress.models import Meeting, Person, User
from congress.rules.ballots import BallotKind
from congress.rules.meetings import MeetingKind, MeetingState
from congress.rules.votes import Line, Sheets
from congress.services import elections
from congress.services.balloting import closing, counting
from congress.services.balloting.preparing import Subject
from congress.services.base import command
from personnel.models import Ceremony, DutyReport, Holding, OathDuty, OathText, Review, Sanction
from personnel.models import Office as Place
from personnel.rules.after import SanctionKind
from personnel.rules.holdings import Began
from personnel.rules.oaths import GivenBy, OathForm, Organiser
from personnel.rules.offices import OfficeKind
from personnel.services import after
from personnel.services.ceremonies import hold_ceremony, plan_ceremony
from personnel.services.oaths import Ground, Office, owe
from personnel.services.rectifying import demand_rectification
from personnel.services.rites import Absence, Rite, Roll
from tests import votes
from tests.factories import TODAY, World


def hall(world: World) -> Meeting:
    """The committee's meeting of today, made once."""
    held = Meeting.objects.filter(county=world.county, kind=MeetingKind.STANDING_COMMITTEE).first()
    return held or votes.committee_hall(world).meeting


def seated(world: World, person: Person, organ: str, post: str) -> Holding:
    """Somebody holds an office from today."""
    kind = OfficeKind.ASSESSOR if post == "人民陪审员" else OfficeKind.GOVERNMENT_MEMBER
    with command(None, "test"):
        place = {"county": world.county, "organ": organ, "title": post}
        office, _ = Place.objects.get_or_create(**place, defaults={"kind": kind, "seats": None})
        return Holding.objects.create(
            office=office, person=person, since=TODAY, began=Began.APPOINTED, act="县十八届人大常委会第三十次会议"
        )


def appointed(
    world: World, name: str = "杨丽华", organ: str = "县民政局", post: str = "局长", **ground: object
) -> OathDuty:
    """Appointed by the committee today."""
    with command(None, "test"):
        person = Person.objects.create(county=world.county, name=name, pinyin_key=name)
    held = seated(world, person, organ, post)
    values = {"on": TODAY, "announced_on": TODAY, "number": "公告〔2026〕第3号", "holding": held} | ground
    act = Ground(GivenBy.APPOINTMENT, hall(world), **values)
    return owe(actor=world.director, office=Office(name, organ, post, person), ground=act)


def of_contact(world: World) -> OathDuty:
    """The contact clerk himself is appointed."""
    held = seated(world, world.contact.person, "县交通运输局", "局长")
    act = Ground(GivenBy.APPOINTMENT, hall(world), TODAY, holding=held)
    office = Office(world.contact.person.name, "县交通运输局", "局长", world.contact.person)
    return owe(actor=world.director, office=office, ground=act)


def several(world: World, number: int = 3) -> list[OathDuty]:
    """So many bureau heads appointed at one meeting."""
    return [appointed(world, f"任职{n:02d}", f"县第{n}局") for n in range(1, number + 1)]


def chief_procurator(world: World) -> OathDuty:
    """Elected at the congress; waits for the approval above."""
    held = votes.congress_hall(world).meeting
    with command(None, "test"):
        person = Person.objects.create(county=world.county, name="周正", pinyin_key="zhou zheng")
    office = Office("周正", "县人民检察院", "检察长", person)
    return owe(actor=world.director, office=office, ground=Ground(GivenBy.ELECTION, held, TODAY, announced_on=TODAY))


def text(version: str = "2018") -> OathText:
    """A version of the oath."""
    return OathText.objects.get(version=version)


def rite(duties: list[OathDuty], **kwargs: object) -> Rite:
    """A ceremony of today: in a group led by the first, or by one alone."""
    group = len(duties) > 1
    values = {
        "on": TODAY,
        "place": "常委会会议厅",
        "host": "高远",
        "organiser": Organiser.CHAIRPERSONS,
        "form": OathForm.GROUP if group else OathForm.SINGLE,
        "text": text(),
        "duties": duties,
        "leader": duties[0] if group else None,
    }
    return Rite(**(values | kwargs))


def planned(world: World, duties: list[OathDuty] | None = None, **kwargs: object) -> Ceremony:
    """Planned for today."""
    rows = several(world) if duties is None else duties
    return plan_ceremony(actor=world.director, county=world.county, rite=rite(rows, **kwargs))


def held(world: World, *, absent: bool = False) -> Ceremony:
    """Held; the last one may be absent."""
    duties = several(world)
    ceremony = planned(world, duties)
    missing = {duties[-1].pk: Absence("住院", TODAY + dt.timedelta(days=10))} if absent else {}
    return hold_ceremony(actor=world.director, ceremony=ceremony, roll=Roll(OathForm.GROUP, duties[0], missing))


def sworn(world: World) -> OathDuty:
    """Sworn and announced."""
    duty = appointed(world)
    ceremony = planned(world, [duty])
    hold_ceremony(actor=world.director, ceremony=ceremony, roll=Roll(OathForm.SINGLE))
    duty.refresh_from_db()
    return duty


def incumbent(duty: OathDuty) -> after.Incumbent:
    """Whoever was given an office, as the commands name him."""
    return after.Incumbent(duty.person, duty.organ, duty.post)


def report(world: World, duty: OathDuty | None = None) -> DutyReport:
    """A duty report asked for."""
    person = incumbent(duty or appointed(world))
    due = TODAY + dt.timedelta(days=20)
    (made,) = after.ask_reports(actor=world.director, county=world.county, year=2025, incumbents=[person], due_on=due)
    return made


def chairpersons(world: World) -> Meeting:
    """A chairpersons' meeting that fixed a list."""
    body = hall(world).body
    found = Meeting.objects.filter(county=world.county, kind=MeetingKind.CHAIRPERSONS, number=118).first()
    if found is not None:
        return found
    with command(None, "test"):
        return Meeting.objects.create(
            county=world.county,
            kind=MeetingKind.CHAIRPERSONS,
            term=world.term,
            body=body,
            number=118,
            state=MeetingState.CLOSED,
            starts_on=TODAY - dt.timedelta(days=10),
            ends_on=TODAY - dt.timedelta(days=10),
            starts_at=dt.time(9),
            place="机关三楼会议室",
            created_by=world.director,
        )


def listed(world: World, duty: OathDuty | None = None) -> Review:
    """A review on the list of the year."""
    person = incumbent(duty or appointed(world))
    (made,) = after.list_reviews(
        actor=world.director, county=world.county, year=2026, incumbents=[person], listed_at=chairpersons(world)
    )
    return made


def rated(world: World, duty: OathDuty | None = None) -> Review:
    """Voted on by the committee: 14 satisfied, 8 fairly, 2 not."""
    review = listed(world, duty)
    place = votes.Hall(world, hall(world))
    subject = Subject(review.person.name, review.office, review.person)
    ballot = place.opened(BallotKind.ASSESSMENT, subjects=(subject,))
    after.link_ballot(actor=world.director, review=review, ballot=ballot)
    count = votes.paper((14, 8, 2))
    ballot = counting.enter_totals(actor=world.director, ballot=ballot, count=count)
    ballot = counting.check_totals(actor=world.vice_chairman, ballot=ballot, count=count)
    closing.close_ballot(actor=world.director, ballot=ballot)
    review.refresh_from_db()
    return review


def told(world: World, duty: OathDuty | None = None) -> Review:
    """Told to the person."""
    review = rated(world, duty)
    feedback = after.Feedback(TODAY, "履职尽责，养老服务经费保障要加强。", TODAY)
    return after.tell_review(actor=world.director, review=review, feedback=feedback)


def rectifying(world: World, duty: OathDuty | None = None) -> Review:
    """Handed to the person himself, of the roads bureau, to be mended."""
    values = {"unit": world.roads, "by": TODAY + dt.timedelta(days=60), "demand": "养老服务经费被挪用，限期归还"}
    return demand_rectification(actor=world.director, review=told(world, duty), **values)


def sanctioned(world: World, duty: OathDuty) -> Sanction:
    """A sanction that was notified."""
    notified = after.Notified(SanctionKind.WARNING, "县监察委员会", TODAY - dt.timedelta(days=5), TODAY)
    return after.record_sanction(
        actor=world.director, county=world.county, incumbent=incumbent(duty), notified=notified
    )


def election_closed(world: World) -> User:
    """Two vice-heads are elected at the congress; returns the clerk who counted."""
    row = votes.election(world)
    ballot = elections.prepare_election(actor=world.director, election=row, scrutineers=["监票甲"], tellers=["计票乙"])
    ballot = counting.open_ballot(actor=world.director, ballot=ballot, adopted=True)
    wanted = {"和建平": 150, "刀玉兰": 120, "普志华": 40}
    rows = ballot.lines.filter(written_in=False).order_by("position")
    count = counting.Count(
        tuple(Line((wanted[line.name], 178 - wanted[line.name], 0)) for line in rows), Sheets(180, 180, 2)
    )
    ballot = counting.enter_totals(actor=world.director, ballot=ballot, count=count)
    ballot = counting.check_totals(actor=world.clerk, ballot=ballot, count=count)
    closing.close_ballot(actor=world.director, ballot=ballot)
    return world.clerk


STAGES = {
    "oath owed": lambda world: appointed(world).pk,
    "own oath owed": lambda world: of_contact(world).pk,
    "oath sworn": lambda world: sworn(world).pk,
    "oath to be approved": lambda world: chief_procurator(world).pk,
    "ceremony": lambda world: planned(world).pk,
    "ceremony held": lambda world: held(world, absent=True).pk,
    "person in office": lambda world: appointed(world).person_id,
    "contact in office": lambda world: of_contact(world).person_id,
    "duty report": lambda world: report(world).pk,
    "own duty report": lambda world: report(world, of_contact(world)).pk,
    "review listed": lambda world: listed(world).pk,
    "review rated": lambda world: rated(world).pk,
    "review told": lambda world: told(world).pk,
    "own review told": lambda world: told(world, of_contact(world)).pk,
    "review being rectified": lambda world: rectifying(world).rectification_id,
    "own review being rectified": lambda world: rectifying(world, of_contact(world)).rectification_id,
}
"""Stages of the table of rights, and the key their pages are addressed by."""
