"""The leaders' first page: figures, what is late and with whom, what comes, key matters, one A4 page."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from congress import clock
from congress.queries.figures import Slice
from congress.queries.leading import Overview, overview
from congress.queries.statistics import counted
from congress.rules.followups import AssignmentState, Clock
from congress.rules.waiting import Desk, lies_with
from congress.services import urging
from tests.factories import TODAY, World

LATER = TODAY + dt.timedelta(days=60)


def seen(world: World, day: dt.date = TODAY, name: str = "chairman") -> Overview:
    with clock.at(day):
        return overview(getattr(world, name))


def test_what_is_late_lies_with_somebody_the_longest_first(world: World) -> None:
    with clock.at(TODAY - dt.timedelta(days=2)):
        world.accepted(title="没有交办的一件建议")
    with clock.at(TODAY):
        world.handed_over(title="没有转交的一件建议")
        world.forwarded(title="没有签收的一件建议")
        world.answered(title="没有评价的一件建议")
        world.checking(title="没有审核的一件建议")
        world.office_checking(title="代表工委没有审核的一件建议")
    found = seen(world, LATER)
    rows = {stuck.label: [row.title.split("　")[-1] for row in stuck.rows] for stuck in found.stuck}
    assert rows == {
        "承办单位": ["没有签收的一件建议"],
        "政府办公室（督查室）": ["没有转交的一件建议", "没有审核的一件建议"],
        "责任机构": ["代表工委没有审核的一件建议", "没有交办的一件建议"],
        "提出的代表": ["没有评价的一件建议"],
    }
    assert found.late == 6
    for stuck in found.stuck:
        assert [row.days for row in stuck.rows] == sorted((row.days for row in stuck.rows), reverse=True)
        assert stuck.worst == stuck.rows[0].days > 0


def test_what_falls_due_in_a_fortnight_is_not_late(world: World) -> None:
    with clock.at(TODAY):
        world.forwarded()
    found = seen(world)
    assert (found.late, len(found.soon)) == (0, 1)
    assert found.soon[0].who == world.roads.short_name


@pytest.mark.parametrize(
    ("clock_", "state", "desk"),
    [
        (Clock.CHECK, AssignmentState.COORDINATOR_CHECK, Desk.COORDINATOR),
        (Clock.CHECK, AssignmentState.OFFICE_CHECK, Desk.OFFICE),
        (Clock.REASSIGN, AssignmentState.RETURNING, Desk.COORDINATOR),
        (Clock.REASSIGN, AssignmentState.RAISED, Desk.OFFICE),
        (Clock.REPLY, AssignmentState.HANDLING, Desk.UNIT),
        (Clock.PROMISE, AssignmentState.ANSWERED, Desk.UNIT),
        (Clock.HAND_OVER, None, Desk.OFFICE),
        (Clock.EVALUATION, None, Desk.ASKER),
    ],
)
def test_whose_move_a_date_waits_for(clock_: Clock, state: AssignmentState | None, desk: Desk) -> None:
    assert lies_with(clock_, state) is desk


def test_the_figures_are_those_of_the_statistics_and_stand_beside_last_years(world: World) -> None:
    with clock.at(TODAY.replace(year=2025)):
        before = world.accepted()
    with clock.at(TODAY):
        world.evaluated()
        world.tracking()
    (kind,) = seen(world).kinds
    with clock.at(TODAY):
        total = counted(world.chairman, Slice("suggestion", (2026,), TODAY))[1]
    assert [share.rate.percent for share in kind.shares] == [
        total.rate(code).percent for code in ("in_time", "solved", "process", "result")
    ]
    received = kind.compared[0]
    assert (received.now.count, received.before.count) == (2, 1)
    assert before.followup.opened_on.year == 2025
    assert [figure.count for figure in kind.promises] == [1, 0, 0, 1, 0]
    assert [(unit.label, unit.counts["handed"]) for unit in kind.workload] == [(world.roads.name, 2)]


def test_key_matters_name_their_leader(world: World) -> None:
    with clock.at(TODAY):
        row = world.signed()
        lead = urging.Lead(world.vice_chairman.person, TODAY, "第31次主任会议", county_leader="副县长")
        urging.mark_key(actor=world.clerk, followup=row.followup, lead=lead)
    (key,) = seen(world).keys
    assert (key.leader, key.county_leader, key.state) == (world.vice_chairman.person.name, "副县长", "办理中")


def test_leaders_open_it_first_and_print_and_export_it(world: World, client_of) -> None:
    with clock.at(TODAY):
        world.tracking()
        client = client_of(world.vice_chairman)
        page, paper, book = (client.get(reverse(name)) for name in ("today", "overview-print", "overview-export"))
    assert page.context["overview"] == paper.context["overview"]
    assert "卡在哪里" in page.content.decode()
    sheets = load_workbook(BytesIO(book.content))
    assert sheets.sheetnames == ["代表建议", "承办单位", "逾期", "两周内到期", "重点督办"]
    share = page.context["overview"].kinds[0].shares[0].rate
    assert [cell.value for cell in sheets["代表建议"][2]][:4] == [share.label, share.text, share.part, share.whole]


def test_a_director_keeps_his_desk_below(world: World, client_of) -> None:
    with clock.at(TODAY):
        world.accepted()
        page = client_of(world.director).get(reverse("today"))
        clerk = client_of(world.clerk).get(reverse("today"))
    assert page.context["overview"] is not None
    assert page.context["desk"].figures is None
    assert clerk.context["overview"] is None
