"""Two at once on one meeting: nothing is lost, nobody is told twice, no pair waits for each other."""

from __future__ import annotations

from congress import clock
from congress.models import AgendaItem, Meeting, Notice
from congress.refusals import Conflict, WrongState
from congress.rules.meetings import MeetingKind, Quality
from congress.services.meetings import agenda, inviting, materials, planning, sitting
from tests import meetings as at
from tests.factories import TODAY, World
from tests.races.both import together


def test_two_clerks_arrange_one_agenda(world: World) -> None:
    with clock.at(TODAY):
        meeting = at.drafted(world)
    keys = list(meeting.items.order_by("position").values_list("pk", flat=True))

    def arranging(order):
        lines = [agenda.Line(key, taken=True, place=n) for n, key in enumerate(order, start=1)]
        return lambda: agenda.arrange_agenda(
            actor=world.director, meeting=meeting, lines=lines, version=meeting.version
        )

    outcome = together(arranging(keys), arranging(keys[::-1]))
    assert (len(outcome.results), [type(one) for one in outcome.refusals]) == (1, [Conflict])
    assert sorted(meeting.items.values_list("position", flat=True)) == [1, 2]


def test_the_notice_goes_out_twice_at_once(world: World) -> None:
    with clock.at(TODAY):
        meeting = at.invited(world)
    before = Notice.objects.filter(meeting=meeting).count()
    run = lambda: inviting.notify_invited(actor=world.director, meeting=meeting)
    outcome = together(run, run)
    assert (len(outcome.results), [type(one) for one in outcome.refusals]) == (1, [WrongState])
    assert Notice.objects.filter(meeting=meeting).count() == before + 6


def test_two_desks_sign_in_at_once_and_both_count(world: World) -> None:
    with clock.at(TODAY):
        meeting = at.today_notified(world)
    keys = list(meeting.attendances.filter(quality=Quality.MEMBER).order_by("id").values_list("pk", flat=True))
    outcome = together(
        *(lambda key=key: sitting.sign_in(actor=world.director, meeting=meeting, people=[key]) for key in keys)
    )
    assert (outcome.results, outcome.refusals) == ([1, 1], [])
    assert meeting.attendances.filter(came_at__isnull=False).count() == 2


def test_two_enter_the_next_meeting_of_a_kind(world: World) -> None:
    before = Meeting.objects.count()
    plan = planning.Plan(MeetingKind.CHAIRPERSONS, at.when())
    run = lambda: planning.plan_meeting(actor=world.director, plan=plan)
    outcome = together(run, run)
    numbers = [meeting.number for meeting in outcome.results]
    assert (len(set(numbers)), abs(numbers[0] - numbers[1])) == (2, 1)
    assert Meeting.objects.count() == before + 2


def test_a_material_is_received_twice_at_once(world: World) -> None:
    with clock.at(TODAY):
        meeting = at.drafted(world)
    row = AgendaItem.objects.get(meeting=meeting, title=at.REPORT).materials.get(clock="to_members")
    run = lambda: materials.receive_material(actor=world.director, material=row, files=[at.PAPER])
    outcome = together(run, run)
    assert (len(outcome.results), len(outcome.refusals)) == (1, 1)
    assert row.files.count() == 1


def test_items_are_put_off_crosswise_without_waiting_for_each_other(world: World) -> None:
    with clock.at(TODAY):
        first, second = at.drafted(world), at.planned(world, on=at.LATER)
        items = list(AgendaItem.objects.filter(meeting=first).select_related("meeting__county", "meeting__term"))
    runs = [lambda item=item: agenda.put_off_item(actor=world.director, item=item, to=second) for item in items]
    outcome = together(*runs)
    assert (len(outcome.results), outcome.refusals) == (2, [])
    assert sorted(second.items.values_list("position", flat=True)) == [1, 2]
