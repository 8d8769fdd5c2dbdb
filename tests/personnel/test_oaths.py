"""Oaths through the commands: who owes one, its date, the ceremony, and everything that is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from congress import clock
from congress.models import Candidate, Change, Deadline, Meeting, Notice, Parameter, Reminder, Running
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.followups import Clock
from congress.rules.meetings import MeetingState
from congress.services import reminding
from congress.services.base import command
from personnel.models import OathDuty, OathText, Swearing
from personnel.rules.oaths import GivenBy, OathForm, OathState, Organiser, Presence
from personnel.services import oaths as commands
from personnel.services.ceremonies import (
    add_photos,
    cancel_ceremony,
    hold_ceremony,
    photographs,
    plan_ceremony,
    revise_ceremony,
)
from personnel.services.oaths import Ground, Office, owe
from personnel.services.rites import Absence, Roll
from tests import oaths
from tests.factories import TODAY, World

DUE = dt.date(2026, 4, 9)


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def setting(key: str, value: object) -> None:
    with command(None, "test"):
        Parameter.objects.filter(key=key, county=None).update(value=value)


def again(duty: OathDuty) -> OathDuty:
    return OathDuty.objects.get(pk=duty.pk)


# -- Who owes one ----------------------------------------------------------------------------------


def test_those_elected_owe_an_oath_to_the_presidium_at_once(world: World) -> None:
    oaths.election_closed(world)
    rows = OathDuty.objects.order_by("name")
    assert {(row.name, row.office, row.act, row.organiser, row.state) for row in rows} == {
        ("和建平", "县人民政府副县长", "election", "presidium", "owed"),
        ("刀玉兰", "县人民政府副县长", "election", "presidium", "owed"),
    }
    assert {(row.acted_on, row.due_on, row.entry.kind) for row in rows} == {(TODAY, DUE, "local")}
    assert {row.candidate.outcome for row in rows} == {"elected"}


def test_the_appointed_owe_it_to_the_chairpersons_jurors_to_the_court(world: World) -> None:
    head = oaths.appointed(world)
    juror = oaths.appointed(world, "岩温香", "县人民法院", "人民陪审员")
    assert (head.organiser, juror.organiser) == (Organiser.CHAIRPERSONS, Organiser.COURT_WITH_JUSTICE)


def test_the_county_says_who_organises_for_judges(world: World) -> None:
    first = oaths.appointed(world, "王立新", "县人民法院", "副院长")
    setting("oath.judicial_organiser", "own_organ")
    second = oaths.appointed(world, "赵云峰", "县人民法院", "审判员")
    assert (first.organiser, second.organiser) == (Organiser.CHAIRPERSONS, Organiser.OWN_ORGAN)


def test_one_act_owes_one_oath(world: World) -> None:
    duty = oaths.appointed(world)
    ground = Ground(GivenBy.APPOINTMENT, duty.meeting, TODAY)
    assert (
        owe(actor=world.director, office=Office(duty.name, duty.organ, duty.post, duty.person), ground=ground) == duty
    )
    assert OathDuty.objects.count() == 1


@pytest.mark.parametrize(("value", "state"), [("ask", "owed"), ("always", "owed"), ("once_per_session", "waived")])
def test_a_second_office_at_one_meeting_by_setting(world: World, value: str, state: str) -> None:
    setting("oath.repeated", value)
    first = oaths.appointed(world)
    ground = Ground(GivenBy.APPOINTMENT, first.meeting, TODAY)
    second = owe(actor=world.director, office=Office(first.name, "县民政局", "党组书记", first.person), ground=ground)
    assert second.state == state
    assert ("只宣誓一次" in second.waived_reason) == (state == "waived")


def test_another_meeting_owes_another_oath(world: World) -> None:
    setting("oath.repeated", "once_per_session")
    first = oaths.appointed(world)
    other = oaths.chairpersons(world)
    ground = Ground(GivenBy.APPOINTMENT, other, TODAY)
    office = Office(first.name, "县水务局", "局长", first.person)
    assert owe(actor=world.director, office=office, ground=ground).state == OathState.OWED


def test_a_chief_procurator_waits_for_the_approval_above(world: World) -> None:
    duty = oaths.chief_procurator(world)
    assert (duty.state, duty.due_on, duty.organiser) == (OathState.AWAITING, None, Organiser.CHAIRPERSONS)
    with pytest.raises(Incomplete, match="尚待上级人大常委会批准"):
        oaths.planned(world, [duty])
    with pytest.raises(Incomplete, match="今天之后"):
        commands.approve_election(actor=world.director, duty=duty, on=TODAY + dt.timedelta(days=1))
    with pytest.raises(Incomplete, match="早于选举日期"):
        commands.approve_election(actor=world.director, duty=duty, on=TODAY - dt.timedelta(days=1))
    with clock.at(TODAY + dt.timedelta(days=7)):
        duty = commands.approve_election(actor=world.director, duty=duty, on=clock.today())
        assert (duty.state, duty.due_on) == (OathState.OWED, dt.date(2026, 4, 16))
        with pytest.raises(WrongState, match="不能再登记上级批准"):
            commands.approve_election(actor=world.director, duty=duty, on=clock.today())
        with pytest.raises(Incomplete, match="当日尚未任职"):
            oaths.planned(world, [duty], on=TODAY)


# -- The date --------------------------------------------------------------------------------------


def test_all_of_one_meeting_share_one_entry_of_the_ledger(world: World) -> None:
    rows = oaths.several(world)
    assert {row.entry_id for row in rows} == {Deadline.objects.get(clock=Clock.OATH).pk}
    running = Running.objects.get(clock=Clock.OATH)
    assert (running.meeting, running.due_on) == (rows[0].meeting, DUE)
    assert running.entry.basis.code == "local-oath-3", "what the law leaves open is the county's"


def test_the_date_stays_until_the_last_has_sworn(world: World) -> None:
    ceremony = oaths.held(world, absent=True)
    assert Running.objects.filter(clock=Clock.OATH).exists()
    last = ceremony.swearings.get(presence=Presence.ABSENT).duty
    made_up = oaths.planned(world, [last])
    hold_ceremony(actor=world.director, ceremony=made_up, roll=Roll(OathForm.SINGLE))
    assert not Running.objects.filter(clock=Clock.OATH).exists()


def test_an_overdue_oath_reminds_the_office_and_the_chairman_without_a_name(world: World) -> None:
    duty = oaths.appointed(world)
    moment = dt.datetime.combine(DUE + dt.timedelta(days=1), dt.time(2), tzinfo=dt.UTC)
    with clock.at(moment):
        assert reminding.remind() > 0
        assert reminding.remind() == 0, "once"
    told = Reminder.objects.filter(entry__clock=Clock.OATH)
    assert {world.director.person_id, world.chairman.person_id} <= set(told.values_list("recipient", flat=True))
    texts = " ".join(Notice.objects.values_list("text", flat=True))
    assert "宪法宣誓" in texts
    assert duty.name not in texts


def test_a_meeting_that_closes_leaves_the_oath_awaited(world: World) -> None:
    duty = oaths.appointed(world)
    with command(None, "test"):
        Meeting.objects.filter(pk=duty.meeting_id).update(state=MeetingState.OPEN)
    duty.meeting.refresh_from_db()
    from_before = Running.objects.get(clock=Clock.OATH).pk
    commands.await_oaths(duty.meeting)
    assert Running.objects.get(clock=Clock.OATH).pk == from_before


# -- The ceremony ----------------------------------------------------------------------------------


def test_a_group_swears_led_by_one_of_them(world: World) -> None:
    ceremony = oaths.held(world)
    rows = list(ceremony.swearings.order_by("position"))
    assert [row.leads for row in rows] == [True, False, False]
    assert {row.duty.state for row in rows} == {OathState.SWORN}
    assert {row.duty.sworn_on for row in rows} == {TODAY}
    assert str(ceremony) == "2026年第1次宪法宣誓仪式"


def test_the_elected_candidates_mark_goes_with_the_oath(world: World) -> None:
    oaths.election_closed(world)
    rows = list(OathDuty.objects.order_by("pk"))
    ceremony = oaths.planned(world, rows, organiser=Organiser.PRESIDIUM)
    assert Candidate.objects.filter(oath_due=True).count() == 2
    hold_ceremony(actor=world.director, ceremony=ceremony, roll=Roll(OathForm.GROUP, rows[0]))
    assert Candidate.objects.filter(oath_due=True).count() == 0


def test_who_was_absent_makes_it_up(world: World) -> None:
    ceremony = oaths.held(world, absent=True)
    row = ceremony.swearings.get(presence=Presence.ABSENT)
    day = TODAY + dt.timedelta(days=10)
    assert (row.reason, row.make_up_by, row.duty.state, row.duty.make_up_by) == ("住院", day, OathState.ABSENT, day)
    second = oaths.planned(world, [row.duty])
    hold_ceremony(actor=world.director, ceremony=second, roll=Roll(OathForm.SINGLE))
    duty = again(row.duty)
    assert (duty.state, duty.make_up_by, duty.swearings.count()) == (OathState.SWORN, None, 2)


def test_the_swearers_are_told_when_and_where(world: World) -> None:
    oaths.planned(world, [oaths.of_contact(world)])
    notice = Notice.objects.get(person=world.contact.person, title="宪法宣誓仪式")
    assert "常委会会议厅" in notice.text


def test_a_ceremony_called_off_leaves_the_oaths_owed(world: World) -> None:
    ceremony = oaths.planned(world)
    with pytest.raises(Incomplete, match="取消的原因"):
        cancel_ceremony(actor=world.director, ceremony=ceremony, reason=" ")
    ceremony = cancel_ceremony(actor=world.director, ceremony=ceremony, reason="会议改期")
    assert set(OathDuty.objects.values_list("state", flat=True)) == {OathState.OWED}
    assert set(ceremony.swearings.values_list("presence", flat=True)) == {Presence.CALLED_OFF}
    oaths.planned(world, list(OathDuty.objects.all()))
    with pytest.raises(WrongState, match="已取消"):
        cancel_ceremony(actor=world.director, ceremony=ceremony, reason="再取消")


def test_a_changed_ceremony_lets_go_whom_it_leaves_out(world: World) -> None:
    rows = oaths.several(world)
    ceremony = oaths.planned(world, rows)
    new = oaths.rite(rows[:2], place="机关三楼会议室")
    with pytest.raises(Conflict):
        revise_ceremony(actor=world.director, ceremony=ceremony, rite=new, version=ceremony.version + 1)
    ceremony = revise_ceremony(actor=world.director, ceremony=ceremony, rite=new, version=ceremony.version)
    assert [again(row).state for row in rows] == [OathState.ARRANGED, OathState.ARRANGED, OathState.OWED]
    assert ceremony.place == "机关三楼会议室"


def test_photographs_are_kept_once_it_was_held(world: World) -> None:
    ceremony = oaths.planned(world)
    with pytest.raises(WrongState):
        add_photos(actor=world.director, ceremony=ceremony, photos=[])
    rows = [row.duty for row in ceremony.swearings.all()]
    photo = world.scan().file
    hold_ceremony(
        actor=world.director,
        ceremony=ceremony,
        roll=Roll(OathForm.GROUP, rows[0]),
        photos=photographs([photo]),
    )
    assert ceremony.files.count() == 1


def test_a_hundred_jurors_swear_in_one_ceremony(world: World) -> None:
    rows = [oaths.appointed(world, f"陪审{n:03d}", "县人民法院", "人民陪审员") for n in range(100)]
    ceremony = oaths.planned(world, rows, organiser=Organiser.COURT_WITH_JUSTICE)
    hold_ceremony(actor=world.director, ceremony=ceremony, roll=Roll(OathForm.GROUP, rows[0]))
    assert OathDuty.objects.filter(state=OathState.SWORN).count() == 100
    assert Deadline.objects.filter(clock=Clock.OATH).count() == 1


# -- What is refused -------------------------------------------------------------------------------


def test_the_old_text_is_refused_with_the_decision(world: World) -> None:
    with pytest.raises(Incomplete) as refused:
        oaths.planned(world, text=oaths.text("2015"))
    assert "2018年修订" in refused.value.fields["text"]
    assert not Swearing.objects.exists()


def test_a_text_that_went_out_of_force_before_the_day_is_refused_when_held(world: World) -> None:
    ceremony = oaths.planned(world)
    with command(None, "test"):
        OathText.objects.filter(version="2018").update(valid_until=TODAY - dt.timedelta(days=1))
    leader = ceremony.swearings.get(leads=True).duty
    with pytest.raises(Incomplete, match="誓词"):
        hold_ceremony(actor=world.director, ceremony=ceremony, roll=Roll(OathForm.GROUP, leader))


def test_nobody_swears_before_he_is_in_office(world: World) -> None:
    with pytest.raises(Incomplete, match="就职时"):
        oaths.planned(world, on=TODAY - dt.timedelta(days=1))


def test_nobody_swears_twice_for_one_office(world: World) -> None:
    duty = oaths.sworn(world)
    with pytest.raises(Incomplete, match="已就此次任职宣誓"):
        oaths.planned(world, [duty])
    with pytest.raises(WrongState):
        commands.waive_oath(actor=world.director, duty=duty, reason="不再宣誓")


def test_nobody_is_on_two_ceremonies(world: World) -> None:
    duty = oaths.appointed(world)
    oaths.planned(world, [duty])
    with pytest.raises(Incomplete, match="已安排在另一次仪式"):
        oaths.planned(world, [duty])


def test_the_leader_is_one_of_those_who_swear(world: World) -> None:
    rows, other = oaths.several(world), oaths.appointed(world)
    with pytest.raises(Incomplete) as refused:
        oaths.planned(world, rows, leader=other)
    assert "leader" in refused.value.fields
    with pytest.raises(Incomplete, match="由一人领誓"):
        oaths.planned(world, rows, leader=None)
    with pytest.raises(Incomplete, match="单独宣誓不设领誓人"):
        oaths.planned(world, rows, form=OathForm.SINGLE)


def test_an_absent_leader_leads_nobody(world: World) -> None:
    rows = oaths.several(world)
    ceremony = oaths.planned(world, rows)
    absent = {rows[0].pk: Absence("住院", TODAY)}
    with pytest.raises(Incomplete, match="领誓人"):
        hold_ceremony(actor=world.director, ceremony=ceremony, roll=Roll(OathForm.GROUP, rows[0], absent))
    held = hold_ceremony(actor=world.director, ceremony=ceremony, roll=Roll(OathForm.GROUP, rows[1], absent))
    assert held.swearings.get(leads=True).duty == rows[1]


@pytest.mark.parametrize(
    ("absence", "name"),
    [
        (Absence(" ", TODAY), "reason"),
        (Absence("住院", TODAY - dt.timedelta(days=1)), "make_up_by"),
    ],
)
def test_an_absence_has_a_reason_and_a_day(world: World, absence: Absence, name: str) -> None:
    rows = oaths.several(world)
    ceremony = oaths.planned(world, rows)
    with pytest.raises(Incomplete) as refused:
        hold_ceremony(
            actor=world.director, ceremony=ceremony, roll=Roll(OathForm.GROUP, rows[0], {rows[2].pk: absence})
        )
    assert set(refused.value.fields) == {name}


def test_a_ceremony_nobody_came_to_is_not_recorded(world: World) -> None:
    duty = oaths.appointed(world)
    ceremony = oaths.planned(world, [duty])
    absent = {duty.pk: Absence("住院", TODAY)}
    with pytest.raises(Incomplete, match="至少选择一名"):
        hold_ceremony(actor=world.director, ceremony=ceremony, roll=Roll(OathForm.SINGLE, None, absent))
    other = {duty.pk + 99: Absence("住院", TODAY)}
    with pytest.raises(Incomplete, match="不在宣誓人名单"):
        hold_ceremony(actor=world.director, ceremony=ceremony, roll=Roll(OathForm.SINGLE, None, other))


def test_a_ceremony_is_recorded_on_its_day_or_later(world: World) -> None:
    ceremony = oaths.planned(world, on=TODAY + dt.timedelta(days=1))
    leader = ceremony.swearings.get(leads=True).duty
    with pytest.raises(WrongState, match="当天以后才能登记"):
        hold_ceremony(actor=world.director, ceremony=ceremony, roll=Roll(OathForm.GROUP, leader))


def test_a_witness_stands_there_only_by_the_countys_setting(world: World) -> None:
    with pytest.raises(Incomplete, match="不设监誓人"):
        oaths.planned(world, witness="陈志明")
    setting("oath.witness", True)
    assert oaths.planned(world, list(OathDuty.objects.all()) or oaths.several(world), witness="陈志明").witness


def test_another_organiser_has_a_ceremony_of_its_own(world: World) -> None:
    juror = oaths.appointed(world, "岩温香", "县人民法院", "人民陪审员")
    with pytest.raises(Incomplete, match="不由主任会议组织"):
        oaths.planned(world, [juror])


def test_others_may_do_none_of_it(world: World) -> None:
    duty = oaths.appointed(world)
    before = Change.objects.count()
    for name in ("clerk", "other_clerk", "chairman", "member", "lead", "contact", "administrator", "auditor"):
        actor = getattr(world, name)
        with pytest.raises(NotAllowed, match="办公室"):
            plan_ceremony(actor=actor, county=world.county, rite=oaths.rite([duty]))
        with pytest.raises(NotAllowed):
            commands.waive_oath(actor=actor, duty=duty, reason="不宣誓")
    assert Change.objects.count() == before


def test_a_waived_oath_says_why_and_is_awaited_no_more(world: World) -> None:
    duty = oaths.appointed(world)
    with pytest.raises(Incomplete, match="请写明理由"):
        commands.waive_oath(actor=world.director, duty=duty, reason="")
    duty = commands.waive_oath(actor=world.director, duty=duty, reason="已调离")
    assert (duty.state, Running.objects.filter(clock=Clock.OATH).count()) == (OathState.WAIVED, 0)


def test_the_database_itself_refuses_an_oath_before_the_office(world: World) -> None:
    duty = oaths.sworn(world)
    with pytest.raises(IntegrityError), transaction.atomic(), command(None, "test"):
        OathDuty.objects.filter(pk=duty.pk).update(sworn_on=TODAY - dt.timedelta(days=1))


def test_an_announcement_makes_the_oath_public(world: World) -> None:
    duty = oaths.appointed(world, announced_on=None, number="")
    commands.announce_offices(actor=world.director, duties=[duty], number="公告〔2026〕第4号", on=TODAY)
    assert (again(duty).number, again(duty).announced_on) == ("公告〔2026〕第4号", TODAY)
