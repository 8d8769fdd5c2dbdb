"""Two clerks at once on appointments: one number each, one result."""

from __future__ import annotations

from congress import clock
from congress.models import Document
from congress.services.documents import issuing, moving
from personnel.models import AppointmentMotion
from personnel.rules.motions import MotionState
from personnel.services import announcing, writing
from tests import personnel_stages as stages
from tests.factories import TODAY, World
from tests.races.both import together


def signed(world: World, name: str, organ: str) -> Document:
    """The signed announcement of somebody's appointment."""
    place = stages.office(world, organ=organ)
    motion = stages.voted(world, stages.entry(world, name, place=place))
    document = announcing.draft_announcement(actor=world.director, motion=motion)
    document = moving.submit(actor=world.director, document=document)
    document = moving.pass_review(actor=world.director, document=document)
    return moving.sign(actor=world.chairman, document=document)


def test_two_announcements_issued_at_once_get_a_number_each(world: World) -> None:
    with clock.at(TODAY):
        first, second = signed(world, "甲某", "县民政局"), signed(world, "乙某", "县司法局")
    outcome = together(
        lambda: issuing.issue(actor=world.director, document=first),
        lambda: issuing.issue(actor=world.director, document=second),
    )
    assert outcome.refusals == []
    assert {row.number for row in Document.objects.filter(pk__in=[first.pk, second.pk])} == {"第1号", "第2号"}
    assert set(AppointmentMotion.objects.values_list("state", flat=True)) == {MotionState.ANNOUNCED}


def test_of_two_who_table_one_motion_the_second_is_told(world: World) -> None:
    with clock.at(TODAY):
        place = stages.office(world, organ="县统计局")
        motion = stages.draft(world, stages.entry(world, "丙某", place=place))
    outcome = together(
        lambda: writing.table_motion(actor=world.director, motion=motion),
        lambda: writing.table_motion(actor=world.director, motion=motion),
    )
    assert (len(outcome.results), len(outcome.refusals)) == (1, 1)
