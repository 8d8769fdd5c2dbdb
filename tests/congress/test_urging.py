"""催办 by clerks, 督办 by leaders, and the key matters of the chairpersons' meeting."""

from __future__ import annotations

import datetime as dt

import pytest

from congress import clock
from congress.models import KeyMatter, Notice, Urging
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.followups import UrgingKind
from congress.services import urging
from congress.services.urging import Lead
from tests.factories import TODAY, World


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def test_clerk_urges_and_everybody_of_the_unit_is_told(world: World) -> None:
    row = world.fresh(world.signed())
    (made,) = urging.urge(actor=world.clerk, followup=row.followup, kind=UrgingKind.URGE, text=" 请抓紧 ")
    assert (made.serial, made.year, made.text, made.due_on) == (1, 2026, "请抓紧", row.due_on)
    told = Notice.objects.filter(title=str(made)).values_list("person__name", flat=True)
    assert set(told) == {"赵敏", "王志刚", "周楠"}


def test_government_office_urges_its_units(world: World) -> None:
    (made,) = urging.urge(actor=world.gov_clerk, followup=world.signed().followup, kind=UrgingKind.URGE)
    assert made.urged_by == world.gov_clerk


def test_chairman_supervises_with_numbers_of_their_own(world: World) -> None:
    followup = world.signed().followup
    urging.urge(actor=world.clerk, followup=followup, kind=UrgingKind.URGE)
    (made,) = urging.urge(actor=world.vice_chairman, followup=followup, kind=UrgingKind.SUPERVISE)
    assert (str(made), made.serial) == ("督办〔2026〕1号", 1)
    assert Urging.objects.count() == 2


def test_clerk_supervises_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed) as refusal:
        urging.urge(actor=world.clerk, followup=world.signed().followup, kind=UrgingKind.SUPERVISE)
    assert "常委会领导" in str(refusal.value)


def test_deputy_urges_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed):
        urging.urge(actor=world.lead, followup=world.signed().followup, kind=UrgingKind.URGE)


def test_clerk_urges_jointly_and_only_who_still_owes_something(world: World) -> None:
    assist = world.opined()
    (made,) = urging.urge(actor=world.clerk, followup=assist.followup, kind=UrgingKind.URGE)
    assert made.assignment.department == world.roads


def test_clerk_urges_the_unit_that_promised(world: World) -> None:
    (made,) = urging.urge(actor=world.clerk, followup=world.tracking(), kind=UrgingKind.URGE)
    assert made.assignment.department == world.roads


def test_clerk_urges_when_nobody_owes_anything_is_told_so(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        urging.urge(actor=world.clerk, followup=world.reported().followup, kind=UrgingKind.URGE)
    assert "没有尚未办理的单位" in str(refusal.value)
    assert not Urging.objects.exists()


def test_clerk_urges_what_is_answered_is_told_the_state(world: World) -> None:
    with pytest.raises(WrongState):
        urging.urge(actor=world.clerk, followup=world.answered().assignment.followup, kind=UrgingKind.URGE)


def test_clerk_urges_many_and_the_refused_ones_are_named(world: World) -> None:
    owing, closed = world.signed().followup, world.closed()
    made, refused = urging.urge_many(actor=world.clerk, followups=[owing, closed], text="请抓紧")
    assert [row.assignment.followup for row in made] == [owing]
    assert set(refused) == {closed.pk}


# -- 重点督办 ----------------------------------------------------------------------------------------


def lead(world: World, **values) -> Lead:
    return Lead(**{"leader": world.vice_chairman.person, "decided_on": TODAY, "meeting": "第38次主任会议", **values})


def test_clerk_marks_a_key_matter_and_its_leader_is_told(world: World) -> None:
    followup = world.signed().followup
    key = urging.mark_key(actor=world.clerk, followup=followup, lead=lead(world, county_leader="副县长"))
    assert (key.leader, key.meeting, key.recorded_by) == (world.vice_chairman.person, "第38次主任会议", world.clerk)
    told = Notice.objects.filter(title="列为重点督办建议").values_list("person__name", flat=True)
    assert set(told) == {"陈志明", "罗秀英", "杨建国"}


def test_clerk_marks_it_again_and_the_decision_is_corrected(world: World) -> None:
    followup = world.signed().followup
    urging.mark_key(actor=world.clerk, followup=followup, lead=lead(world))
    urging.mark_key(actor=world.clerk, followup=followup, lead=lead(world, leader=world.chairman.person))
    assert KeyMatter.objects.get().leader == world.chairman.person


@pytest.mark.parametrize(
    ("values", "field"), [({"meeting": " "}, "meeting"), ({"decided_on": TODAY + dt.timedelta(days=1)}, "decided_on")]
)
def test_clerk_marks_with_something_wrong_is_told_what(world: World, values: dict, field: str) -> None:
    with pytest.raises(Incomplete) as refusal:
        urging.mark_key(actor=world.clerk, followup=world.signed().followup, lead=lead(world, **values))
    assert set(refusal.value.fields) == {field}
    assert not KeyMatter.objects.exists()


@pytest.mark.parametrize("name", ["chairman", "contact", "other_clerk"])
def test_nobody_else_marks_a_key_matter(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        urging.mark_key(actor=getattr(world, name), followup=world.signed().followup, lead=lead(world))


def test_clerk_marks_what_is_answered_is_told_the_state(world: World) -> None:
    with pytest.raises(WrongState):
        urging.mark_key(actor=world.clerk, followup=world.answered().assignment.followup, lead=lead(world))
