"""Activities: arranged, held with findings, called off; who reads what; the week's programme."""

from __future__ import annotations

import datetime as dt

import pytest

from congress import clock
from congress.access import standing, visible_to
from congress.models import Activity, ActivityFile, Attachment, Finding, Participation
from congress.queries.activities import desk_items, page_of
from congress.queries.meetings.week import monday, week_of
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.activities import ActivityKind, ActivityPart, ActivityState
from congress.services import activities
from congress.services.files import Upload
from tests import supervising
from tests.factories import TODAY, World


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def arrangement(kind: ActivityKind = ActivityKind.TOUR, **kwargs) -> activities.Arrangement:
    values = {"title": "视察饮水工程", "office": supervising.finance_office(), "starts_on": TODAY}
    return activities.Arrangement(kind, **{**values, **kwargs})


def test_an_activity_knows_who_takes_part_in_what_quality(world: World) -> None:
    activity = supervising.activity(world)
    rows = Participation.objects.filter(activity=activity)
    assert [row.part for row in rows] == [
        *(ActivityPart.LEADER, ActivityPart.MEMBER, ActivityPart.DEPUTY, ActivityPart.UNIT, ActivityPart.CITIZEN)
    ]


def test_somebody_named_twice_takes_part_once(world: World) -> None:
    people = activities.People(leader=world.member.person, members=[world.member.person])
    made = activities.arrange_activity(actor=world.other_clerk, arrangement=arrangement(), people=people)
    assert made.participations.count() == 1


@pytest.mark.parametrize("who", ["member", "chairman", "lead", "contact", "township_clerk", "administrator"])
def test_only_the_offices_enter_activities(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        activities.arrange_activity(actor=getattr(world, who), arrangement=arrangement())


def test_another_office_does_not_write_on_it_but_the_general_office_may(world: World) -> None:
    activity = supervising.activity(world)
    with pytest.raises(NotAllowed):
        activities.cancel_activity(actor=world.clerk, activity=activity, reason="下雨")
    assert activities.cancel_activity(actor=world.director, activity=activity, reason="下雨").state == "cancelled"


def test_dates_stand_in_order(world: World) -> None:
    with pytest.raises(Incomplete):
        activities.arrange_activity(
            actor=world.other_clerk, arrangement=arrangement(ends_on=TODAY - dt.timedelta(days=1))
        )


@pytest.mark.parametrize("field", ["title", "purpose"])
def test_an_individual_case_is_no_matter_of_an_activity(world: World, field: str) -> None:
    with pytest.raises(Incomplete, match="代表法第五十九条"):
        activities.arrange_activity(
            actor=world.other_clerk,
            arrangement=arrangement(ActivityKind.COURT, **{field: "旁听（2026）云3101刑初12号案件"}),
        )


def test_a_court_session_is_attended_without_a_word_on_the_case(world: World) -> None:
    made = activities.arrange_activity(
        actor=world.other_clerk, arrangement=arrangement(ActivityKind.COURT, title="旁听庭审")
    )
    record = activities.Record("庭审规范。", [activities.Found("被告人王某涉嫌受贿一案量刑偏轻")])
    with pytest.raises(Incomplete, match="个案"):
        activities.record_activity(actor=world.other_clerk, activity=made, record=record)
    assert (
        activities.record_activity(
            actor=world.other_clerk, activity=made, record=activities.Record("庭审规范有序，释法说理充分。")
        ).state
        == ActivityState.HELD
    )


def test_whoever_works_for_the_inspected_unit_does_not_check_it(world: World) -> None:
    people = activities.People(leader=world.vice_chairman.person, staff=[world.unit_leader.person], units=[world.roads])
    with pytest.raises(Incomplete, match="受检查"):
        activities.arrange_activity(
            actor=world.other_clerk, arrangement=arrangement(ActivityKind.LAW_CHECK), people=people
        )
    activities.arrange_activity(actor=world.other_clerk, arrangement=arrangement(), people=people)


def test_nothing_is_recorded_before_the_day(world: World) -> None:
    activity = supervising.activity(world, on=TODAY + dt.timedelta(days=1))
    with pytest.raises(WrongState):
        activities.record_activity(actor=world.other_clerk, activity=activity, record=activities.Record("看了"))


def test_findings_written_again_stand_as_written_last(world: World) -> None:
    activity = supervising.held(world)
    record = activities.Record("补充。", [activities.Found("一"), activities.Found(" "), activities.Found("二")])
    activities.record_activity(actor=world.other_clerk, activity=activity, record=record)
    assert list(activity.findings.values_list("text", flat=True)) == ["一", "二"]


def test_two_clerks_with_one_form_meet_at_the_version(world: World) -> None:
    activity = supervising.activity(world)
    change = {"actor": world.other_clerk, "activity": activity, "arrangement": arrangement(), "version": 1}
    activities.change_activity(**change, people=activities.People())
    with pytest.raises(Conflict):
        activities.change_activity(**change, people=activities.People())


def test_what_was_held_is_not_cancelled_and_a_cancelled_one_not_changed(world: World) -> None:
    held = supervising.held(world)
    with pytest.raises(WrongState):
        activities.cancel_activity(actor=world.other_clerk, activity=held, reason="不去了")
    other = supervising.activity(world)
    activities.cancel_activity(actor=world.other_clerk, activity=other, reason="不去了")
    with pytest.raises(WrongState):
        activities.record_activity(actor=world.other_clerk, activity=other, record=activities.Record("看了"))


def test_who_takes_part_reads_it_and_the_unit_not_what_was_found(world: World) -> None:
    activity = supervising.held(world)
    for who in (world.other_clerk, world.clerk, world.chairman, world.member, world.lead, world.contact):
        assert activity in visible_to(who, Activity)
    for who in (world.cosigner, world.rival, world.township_clerk, world.administrator, world.auditor):
        assert activity not in visible_to(who, Activity)
    assert visible_to(world.lead, Finding).filter(activity=activity).exists()
    assert not visible_to(world.contact, Finding).exists()
    assert page_of(world.contact, activity).inside is False


def test_internal_files_stay_inside(world: World) -> None:
    made = supervising.activity(world)
    inside = Upload(Attachment.Slot.ACTIVITY, Attachment.Mark.INTERNAL, name="底稿")
    shown = Upload(Attachment.Slot.ACTIVITY, Attachment.Mark.PUBLIC, name="通知")
    record = activities.Record("看了三处。", files=[inside, shown])
    activities.record_activity(actor=world.other_clerk, activity=made, record=record)
    assert visible_to(world.member, ActivityFile).count() == 2
    assert [row.attachment.name for row in visible_to(world.contact, ActivityFile)] == ["通知"]
    assert visible_to(world.contact, Attachment).filter(slot=Attachment.Slot.ACTIVITY).count() == 1


def test_the_weeks_programme_shows_it(world: World) -> None:
    activity = supervising.activity(world)
    week = week_of(world.director, monday(TODAY))
    assert activity.title in [line.title for day in week.days for line in day.lines]
    activities.cancel_activity(actor=world.other_clerk, activity=activity, reason="下雨")
    assert activity.title not in week_of(world.director, monday(TODAY)).text


def test_what_was_not_written_down_lies_on_the_desk_of_its_office(world: World) -> None:
    supervising.activity(world)
    with clock.at(TODAY + dt.timedelta(days=2)):
        assert [item.verb for item in desk_items(world.other_clerk, standing(world.other_clerk))] == ["记录情况"]
        assert desk_items(world.clerk, standing(world.clerk)) == []
