"""Dates of meetings remind and alarm: once each, whatever is missed, moved or repeated."""

from __future__ import annotations

import datetime as dt

import pytest

from congress import clock
from congress.models import Notice, Reminder, Running
from congress.queries.desk import desk
from congress.queries.meetings.rhythm import rhythm
from congress.rules.followups import Clock
from congress.services import reminding
from congress.services.base import command
from congress.services.meetings import moving, planning
from tests import meetings as at
from tests.factories import TODAY, World


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def remind_on(day: dt.date) -> int:
    with clock.at(day):
        return reminding.remind()


def only(clock_: Clock) -> None:
    with command(None, "test"):
        Running.objects.exclude(clock=clock_).delete()
    Notice.objects.all().delete()


def test_a_material_reminds_the_organ_the_office_and_the_keepers(world: World) -> None:
    at.drafted(world)
    only(Clock.TO_COMMITTEE)
    due = at.DAY - dt.timedelta(days=20)
    assert remind_on(due - dt.timedelta(days=6)) == 0
    assert remind_on(due) == 2
    assert {row.person.name for row in Notice.objects.all()} == {"赵敏", "何静"}
    text = Notice.objects.filter(person=world.contact.person).get().text
    assert at.REPORT in text
    assert "第十五条" in text
    assert remind_on(due) == 0
    late = remind_on(due + dt.timedelta(days=4))
    names = {row.recipient.name for row in Reminder.objects.filter(threshold=-1)}
    assert names == {"赵敏", "王志刚", "何静", "段思平"}
    assert late == 4


def test_missed_nights_are_told_once_and_a_moved_meeting_begins_anew(world: World) -> None:
    meeting = at.drafted(world)
    only(Clock.TO_COMMITTEE)
    due = at.DAY - dt.timedelta(days=20)
    assert remind_on(due + dt.timedelta(days=4)) == 4
    with clock.at(due + dt.timedelta(days=4)):
        moving.move_meeting(actor=world.director, meeting=meeting, to=at.when(at.LATER), reason="改期")
        with command(None, "test"):
            Running.objects.exclude(clock=Clock.TO_COMMITTEE).delete()
    assert remind_on(due + dt.timedelta(days=5)) == 0
    assert remind_on(at.LATER - dt.timedelta(days=20)) > 0


def held(world: World):
    """The standing committee met on the day of the tests' meeting; the next one is not planned."""
    at.closed(world)
    only_between = Running.objects.exclude(clock__in=[Clock.MEETING, Clock.MEETING_ALARM])
    with command(None, "test"):
        only_between.delete()


def test_forty_five_days_alarm_and_two_months_are_the_law(world: World) -> None:
    held(world)
    with clock.at(at.DAY):
        found = rhythm(world.county)
    assert found.alarm.on == at.DAY + dt.timedelta(days=45)
    assert not found.alarm.is_law
    assert found.by_law.on == dt.date(2026, 6, 23)
    assert found.by_law.is_law
    assert "第五十一条" in found.by_law.basis


def test_a_meeting_planned_in_time_quiets_the_alarm_but_not_the_law(world: World) -> None:
    held(world)
    with clock.at(at.DAY):
        meeting = at.planned(world, on=dt.date(2026, 6, 18))
        assert (rhythm(world.county).alarm, rhythm(world.county).is_late) == (None, False)
        planning.cancel_meeting(actor=world.director, meeting=meeting, reason="取消")
        assert rhythm(world.county).alarm is not None
        late = at.planned(world, on=dt.date(2026, 7, 2))
        found = rhythm(world.county)
        assert (found.alarm is not None, found.is_late) == (True, True)
        moving.move_meeting(actor=world.director, meeting=late, to=at.when(dt.date(2026, 6, 20)), reason="提前")
        assert (rhythm(world.county).alarm, rhythm(world.county).is_late) == (None, False)


def test_the_alarm_lies_on_the_keepers_desk(world: World) -> None:
    held(world)
    with clock.at(at.DAY + dt.timedelta(days=46)):
        rows = [row for row in desk(world.director).rows if "距上次常委会会议" in row.title]
        assert [row.verb for row in rows] == ["登记会议"]
        assert not [row for row in desk(world.member).rows if "距上次常委会会议" in row.title]


def test_the_next_meeting_ends_the_interval_of_the_last(world: World) -> None:
    at.closed(world)
    with clock.at(dt.date(2026, 5, 11)):
        meeting = at.opened(world, at.LATER)
    between = Running.objects.filter(clock=Clock.MEETING)
    assert list(between.values_list("meeting", "due_on")) == [(meeting.pk, dt.date(2026, 8, 25))]


def test_an_invitation_lies_on_the_desk_until_it_is_answered(world: World) -> None:
    at.notified(world)
    verbs = {name: [row.verb for row in desk(getattr(world, name)).rows] for name in ("member", "lead", "outsider")}
    assert verbs == {"member": ["回执"], "lead": ["回执"], "outsider": ["回执"]}
    assert not [row for row in desk(world.cosigner).rows if row.verb == "回执"]
