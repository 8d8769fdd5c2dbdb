"""From the vote to the oath: whoever is appointed or elected holds his office and owes an oath of the same day."""

from __future__ import annotations

import datetime as dt

import pytest

from congress import clock
from congress.models import Candidate, Parameter, Running
from congress.refusals import WrongState
from congress.rules.followups import Clock
from congress.services import reminding
from congress.services.base import command
from personnel.models import Holding, OathDuty
from personnel.rules.after import SanctionKind
from personnel.rules.oaths import OathState, Organiser
from personnel.rules.offices import Act, OfficeKind, Proposer
from personnel.services import after
from personnel.services.ceremonies import hold_ceremony
from personnel.services.rites import Roll
from tests import oaths
from tests import personnel_stages as stages
from tests.factories import TODAY, World

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def today():
    with clock.at(TODAY):
        yield


def test_an_appointment_owes_an_oath_by_the_countys_date_and_it_is_awaited(world: World) -> None:
    duty = stages.owing(world)
    assert (duty.state, duty.organiser, duty.office) == (OathState.OWED, Organiser.CHAIRPERSONS, stages.POST)
    assert (duty.holding.person, duty.holding.since) == (duty.person, duty.acted_on)
    assert duty.due_on == duty.entry.due_on >= TODAY + dt.timedelta(days=30)
    assert duty.entry.basis.code == "local-oath-3"
    assert Running.objects.get(clock=Clock.OATH).due_on == duty.due_on


def test_a_rejected_name_owes_nothing(world: World) -> None:
    stages.voted(world, in_favour=9)
    assert not OathDuty.objects.exists()


def test_the_announcement_makes_the_oath_public_under_its_number(world: World) -> None:
    motion = stages.announced(world)
    duty = OathDuty.objects.get(holding__line__motion=motion)
    assert (duty.number, duty.announced_on) == (motion.announcement.number, motion.announced_on)


def test_the_elected_owe_it_before_the_presidium_and_hold_their_office(world: World) -> None:
    holding = stages.elected(world)
    duty = OathDuty.objects.get()
    assert (duty.holding, duty.person, duty.organiser) == (holding, holding.person, Organiser.PRESIDIUM)
    assert (holding.since, str(holding.office)) == (TODAY, "县人民政府副县长")
    ceremony = oaths.planned(world, [duty], organiser=Organiser.PRESIDIUM)
    hold_ceremony(actor=world.director, ceremony=ceremony, roll=Roll(ceremony.form))
    assert not Candidate.objects.filter(oath_due=True).exists()


def test_an_overdue_oath_is_told_to_the_keepers_without_a_name(world: World) -> None:
    duty = stages.owing(world)
    with clock.at(duty.due_on + dt.timedelta(days=1)):
        assert reminding.remind_county(world.county) > 0
    told = world.director.person.notices.latest("id")
    assert "宪法宣誓" in told.title
    assert stages.NAME not in told.text


def test_assessors_swear_at_the_court(world: World) -> None:
    place = stages.office(world, OfficeKind.ASSESSOR, "县人民法院", "人民陪审员", None)
    duty = stages.owing(world, stages.entry(world, place=place), proposer=Proposer.COURT_PRESIDENT)
    assert duty.organiser == Organiser.COURT_WITH_JUSTICE


def test_nobody_swears_for_the_credentials_committee(world: World) -> None:
    stages.member_named(world)
    place = stages.office(world, OfficeKind.CREDENTIALS, "代表资格审查委员会", "委员", None)
    stages.voted(world, stages.entry(world, place=place), proposer=Proposer.CHAIRPERSONS)
    assert Holding.objects.exists()
    assert not OathDuty.objects.exists()


def test_two_offices_at_one_meeting_owe_one_oath_where_the_county_says_so(world: World) -> None:
    with command(None, "test"):
        Parameter.objects.filter(key="oath.repeated", county=None).update(value="once_per_session")
    who = stages.person(world, stages.NAME)
    place = stages.office(world, organ="县司法局")
    stages.voted(world, stages.entry(world, person=who), stages.entry(world, person=who, place=place))
    assert {row.state for row in OathDuty.objects.all()} == {OathState.OWED, OathState.WAIVED}


def test_a_dismissal_by_sanction_needs_the_office_taken_away_first(world: World) -> None:
    holding = stages.held(world)
    who = after.Incumbent(holding.person, holding.office.organ, holding.office.title)
    heavy = after.Notified(SanctionKind.DISMISSAL, "县监察委员会", TODAY, TODAY)
    told = {"actor": world.director, "county": world.county, "incumbent": who, "notified": heavy}
    with pytest.raises(WrongState, match=r"应当先依法免去.*政务处分法第五十条"):
        after.record_sanction(**told)
    stages.voted(world, stages.entry(world, stages.OLD, Act.REMOVE))
    assert after.record_sanction(**told).kind == SanctionKind.DISMISSAL
