"""Oaths, and what is looked at after the appointment."""

from __future__ import annotations

import datetime as dt

import pytest

from congress import clock
from congress.models import Candidate, Parameter, Running
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.followups import Clock
from congress.services import reminding
from congress.services.base import command
from personnel.models import Holding, Oath, OathText
from personnel.rules.holdings import ReviewState, SanctionKind
from personnel.rules.oaths import OathForm, OathState
from personnel.rules.offices import Act, OfficeKind, Organiser, Proposer
from personnel.services import oaths, supervising
from tests import personnel_stages as stages
from tests.factories import TODAY, World

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def today():
    with clock.at(TODAY):
        yield


def setting(key: str, value: object) -> None:
    """Change a setting of the house."""
    with command(None, "test"):
        Parameter.objects.filter(key=key, county=None).update(value=value)


def test_an_appointment_owes_an_oath_by_the_countys_date_and_it_is_awaited(world: World) -> None:
    oath = stages.owing(world)
    assert (oath.state, oath.organiser) == (OathState.OWED, Organiser.CHAIRPERSONS)
    assert oath.due_on == oath.entry.due_on >= TODAY + dt.timedelta(days=30)
    assert oath.entry.basis.code == "local-oath-3"
    assert Running.objects.get(clock=Clock.OATH).due_on == oath.due_on


def test_the_elected_owe_it_before_the_presidium_and_hold_their_office(world: World) -> None:
    holding = stages.elected(world)
    assert holding.oath.organiser == Organiser.PRESIDIUM
    assert (holding.since, str(holding.office)) == (TODAY, "县人民政府副县长")
    occasion = stages.occasion(organiser=Organiser.PRESIDIUM)
    ceremony = oaths.plan_ceremony(actor=world.director, occasion=occasion, oaths=[holding.oath])
    oaths.record_ceremony(actor=world.director, ceremony=ceremony, present=[holding.oath.pk])
    assert not Candidate.objects.filter(oath_due=True).exists()


def test_who_has_sworn_is_awaited_no_more(world: World) -> None:
    oath = stages.sworn(world)
    assert (oath.state, oath.sworn_on, oath.ceremony.text.version) == (OathState.SWORN, TODAY, "2018")
    assert not Running.objects.filter(clock=Clock.OATH).exists()


def test_an_overdue_oath_is_told_to_the_keepers_without_a_name(world: World) -> None:
    oath = stages.owing(world)
    with clock.at(oath.due_on + dt.timedelta(days=1)):
        assert reminding.remind_county(world.county) > 0
    told = world.director.person.notices.latest("id")
    assert "宪法宣誓" in told.title
    assert stages.NAME not in told.text


def test_an_oath_before_the_appointment_is_refused(world: World) -> None:
    oath = stages.owing(world)
    occasion = stages.occasion(held_on=TODAY - dt.timedelta(days=1))
    with pytest.raises(WrongState, match="宣誓不能早于任职"):
        oaths.plan_ceremony(actor=world.director, occasion=occasion, oaths=[oath])


def test_the_old_text_is_refused_with_the_day_it_ended(world: World) -> None:
    oath = stages.owing(world)
    old = OathText.objects.get(version="2015")
    with pytest.raises(Incomplete, match=r"2015年的誓词已于2018年3月11日停用.*应当使用2018年修订的誓词"):
        oaths.plan_ceremony(actor=world.director, occasion=stages.occasion(text=old), oaths=[oath])


def test_a_group_has_one_leader_among_those_who_swear(world: World) -> None:
    place = stages.office(world, organ="县司法局")
    motion = stages.voted(world, stages.entry(world), stages.entry(world, "另一人", place=place))
    rows = list(Oath.objects.filter(holding__line__motion=motion).order_by("pk"))
    group = stages.occasion(form=OathForm.GROUP)
    with pytest.raises(Incomplete, match="指定领誓人"):
        oaths.plan_ceremony(actor=world.director, occasion=group, oaths=rows)
    ceremony = oaths.plan_ceremony(actor=world.director, occasion=group, oaths=rows, leader=rows[0])
    with pytest.raises(Incomplete, match="领誓人没有到场"):
        oaths.record_ceremony(actor=world.director, ceremony=ceremony, present=[rows[1].pk])
    oaths.change_leader(actor=world.director, ceremony=ceremony, leader=rows[1])
    oaths.record_ceremony(actor=world.director, ceremony=ceremony, present=[rows[1].pk])
    absent = Oath.objects.get(pk=rows[0].pk)
    assert (absent.state, absent.absences, absent.ceremony) == (OathState.ABSENT, 1, None)
    assert Running.objects.filter(clock=Clock.OATH).exists()
    again = oaths.plan_ceremony(actor=world.director, occasion=stages.occasion(), oaths=[absent])
    oaths.record_ceremony(actor=world.director, ceremony=again, present=[absent.pk])
    assert not Running.objects.filter(clock=Clock.OATH).exists()


def test_nobody_is_recorded_before_the_ceremony_or_twice(world: World) -> None:
    oath = stages.owing(world)
    occasion = stages.occasion(held_on=TODAY + dt.timedelta(days=1))
    ceremony = oaths.plan_ceremony(actor=world.director, occasion=occasion, oaths=[oath])
    with pytest.raises(WrongState, match="还没有举行"):
        oaths.record_ceremony(actor=world.director, ceremony=ceremony, present=[oath.pk])
    with clock.at(TODAY + dt.timedelta(days=1)):
        oaths.record_ceremony(actor=world.director, ceremony=ceremony, present=[oath.pk])
        with pytest.raises(WrongState, match="已经登记"):
            oaths.record_ceremony(actor=world.director, ceremony=ceremony, present=[oath.pk])


def test_a_witness_is_refused_until_the_county_has_one(world: World) -> None:
    oath = stages.owing(world)
    with pytest.raises(Incomplete, match="没有规定监誓人"):
        oaths.plan_ceremony(actor=world.director, occasion=stages.occasion(witness="白云"), oaths=[oath])
    setting("oath.witness", True)
    assert oaths.plan_ceremony(actor=world.director, occasion=stages.occasion(witness="白云"), oaths=[oath]).witness


def test_assessors_swear_at_the_court(world: World) -> None:
    place = stages.office(world, OfficeKind.ASSESSOR, "县人民法院", "人民陪审员", None)
    oath = stages.owing(world, stages.entry(world, place=place), proposer=Proposer.COURT_PRESIDENT)
    with pytest.raises(WrongState, match="由人民法院会同司法行政机关组织"):
        oaths.plan_ceremony(actor=world.director, occasion=stages.occasion(), oaths=[oath])


def test_nobody_swears_for_the_credentials_committee(world: World) -> None:
    stages.member_named(world)
    place = stages.office(world, OfficeKind.CREDENTIALS, "代表资格审查委员会", "委员", None)
    stages.voted(world, stages.entry(world, place=place), proposer=Proposer.CHAIRPERSONS)
    assert Holding.objects.exists()
    assert not Oath.objects.exists()


def two_offices(world: World) -> list[Oath]:
    """One person appointed to two offices at one meeting."""
    who = stages.person(world, stages.NAME)
    place = stages.office(world, organ="县司法局")
    stages.voted(world, stages.entry(world, person=who), stages.entry(world, person=who, place=place))
    return list(Oath.objects.order_by("pk"))


def test_two_offices_at_one_meeting_owe_one_oath_where_the_county_says_so(world: World) -> None:
    setting("oath.repeated", "once_per_session")
    assert [row.state for row in two_offices(world)] == [OathState.OWED, OathState.EXEMPT]


def test_otherwise_both_are_owed_and_the_second_is_let_off_by_decision_alone(world: World) -> None:
    first, second = two_offices(world)
    with pytest.raises(WrongState, match="没有为其他职务宣过誓"):
        oaths.exempt_oath(actor=world.director, oath=second, reason="一次会议任两职")
    ceremony = oaths.plan_ceremony(actor=world.director, occasion=stages.occasion(), oaths=[first])
    oaths.record_ceremony(actor=world.director, ceremony=ceremony, present=[first.pk])
    assert oaths.exempt_oath(actor=world.director, oath=second, reason="第3次主任会议决定").state == OathState.EXEMPT


# -- After the appointment -----------------------------------------------------------------------------
def test_a_duty_report_is_given_once_a_year_by_who_is_in_office(world: World) -> None:
    holding = stages.held(world)
    given = {"actor": world.director, "holding": holding, "received_on": TODAY}
    supervising.record_report(**given, year=2025)
    with pytest.raises(Incomplete, match="已经登记"):
        supervising.record_report(**given, year=2025)
    with pytest.raises(Incomplete, match="没有担任"):
        supervising.record_report(**given, year=2021)


def test_a_review_is_voted_on_told_and_rectified(world: World) -> None:
    stages.hall(world)
    holding = stages.held(world)
    helpers = supervising.Helpers(("监票甲",), ("计票乙",))
    planned = {"actor": world.director, "holding": holding, "year": 2026, "helpers": helpers}
    with command(None, "test"):
        meeting = stages.planned_meeting(world)
    review = supervising.plan_review(**planned, meeting=meeting)
    with pytest.raises(Incomplete, match="已经安排"):
        supervising.plan_review(**planned, meeting=meeting)
    with pytest.raises(WrongState, match="测评以后"):
        supervising.tell_review(actor=world.director, review=review, opinion="总体较好", rectify_by=None)
    with command(None, "test"):
        type(review).objects.filter(pk=review.pk).update(state=ReviewState.VOTED, voted_on=TODAY, grade="满意")
    by = TODAY + dt.timedelta(days=60)
    review = supervising.tell_review(actor=world.director, review=review, opinion="总体较好", rectify_by=by)
    assert review.state == ReviewState.RECTIFYING
    assert supervising.rectify_review(actor=world.director, review=review, words="已整改").state == ReviewState.DONE


def test_a_dismissal_by_sanction_needs_the_office_taken_away_first(world: World) -> None:
    holding = stages.held(world)
    heavy = supervising.Decided(SanctionKind.DISMISSAL, "县监察委员会", TODAY, TODAY)
    with pytest.raises(WrongState, match=r"应当先依法免去.*政务处分法第五十条"):
        supervising.record_sanction(actor=world.director, holding=holding, sanction=heavy)
    stages.voted(world, stages.entry(world, stages.OLD, Act.REMOVE))
    holding.refresh_from_db()
    supervising.record_sanction(actor=world.director, holding=holding, sanction=heavy)
    with pytest.raises(NotAllowed):
        supervising.record_sanction(actor=world.clerk, holding=holding, sanction=stages.SANCTION)
