"""The kept tally is what the base tables say, on every day and after every command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congress import clock
from congress.models import FollowUp, Tally
from congress.queries.tallies import COLUMNS, wanted
from congress.rules.transitions import Event
from congress.services import assigning, evaluating
from congress.services.tallies import rebuild
from tests.congress.test_walks import SCRIPTS, words
from tests.factories import TODAY, World
from tests.walking import Walk, walk

WALKS = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def current() -> dict:
    rows = Tally.objects.filter(until=None)
    return {(row.followup_id, row.department_id): {name: getattr(row, name) for name in COLUMNS} for row in rows}


def check_kept() -> None:
    """The present rows are those computed anew; every row's days follow on one another."""
    everything = list(FollowUp.objects.values_list("pk", flat=True))
    assert current() == {key: dict(row) for key, row in wanted(everything).items()}
    assert rebuild(everything, write=False).total == 0
    check_days(Tally.objects.filter(department=None).order_by("followup", "since"))


def check_days(rows: Iterable[Tally]) -> None:
    before: Tally | None = None
    for row in rows:
        same = before is not None and before.followup_id == row.followup_id
        assert row.since == (before.until if same else row.opened_on)
        before = row


def taken(walked: Walk, script: str) -> None:
    for word, choice in words(script):
        if word.startswith("+"):
            walked.day += dt.timedelta(days=int(word))
        else:
            walked.day += dt.timedelta(days=choice % 2)
            walked.take(Event(word), choice)
            check_kept()


@pytest.mark.parametrize("name", SCRIPTS)
def test_after_every_command_the_tally_is_what_the_rows_say(world: World, name: str) -> None:
    with walk(world) as walked:
        check_kept()
        taken(walked, SCRIPTS[name])


@WALKS
@given(choices=st.lists(st.integers(0, 9999), min_size=25, max_size=25))
def test_whatever_is_done_the_tally_is_what_the_rows_say(world: World, choices: list[int]) -> None:
    with walk(world) as walked:
        for choice in choices:
            if walked.step(choice, lambda found: found) is None:
                break
            check_kept()


def test_a_matter_walked_over_some_days_keeps_one_row_for_each_change_that_bears_no_date(world: World) -> None:
    with clock.at(TODAY):
        accepted = world.accepted()
    with clock.at(TODAY + dt.timedelta(days=2)):
        (row,) = assigning.hand_over(
            actor=world.clerk, followup=accepted.followup, units=[assigning.Share(world.roads)]
        )
    assert Tally.objects.get(followup=row.followup_id, department=None).handed_over_on == TODAY + dt.timedelta(days=2)
    assert Tally.objects.get(followup=row.followup_id, department=world.roads).since == TODAY + dt.timedelta(days=2)


def test_marks_of_the_rework_are_a_row_of_their_own(world: World) -> None:
    with clock.at(TODAY):
        followup = world.dissatisfied()
    later = TODAY + dt.timedelta(days=9)
    with clock.at(later):
        (again,) = evaluating.rework(actor=world.clerk, followup=followup, note="请先修积水路段")
        world.again(again, evaluating.Opinion(evaluating.Mark.GOOD, evaluating.Mark.GOOD))
    first, second = Tally.objects.filter(followup=followup, department=None).order_by("since")
    assert (first.result, first.until, second.result, second.reworks) == ("bad", later, "good", 1)


def test_a_lost_tally_is_computed_anew_and_a_wrong_one_is_found(world: World) -> None:
    with clock.at(TODAY):
        followup = world.evaluated(code="B", promised_by=dt.date(2026, 9, 30))
    before = current()
    Tally.objects.filter(department=None).delete()
    Tally.objects.update(result="bad")
    with pytest.raises(CommandError, match="缺 1 行，不符 1 行"):
        call_command("tallies", check=True)
    call_command("tallies")
    call_command("tallies", check=True)
    assert current() == before
    assert Tally.objects.get(followup=followup, department=None).since == TODAY


def test_rebuilding_takes_a_fixed_number_of_queries(world: World, django_assert_max_num_queries) -> None:
    with clock.at(TODAY):
        ids = [world.evaluated().pk, world.reworked().followup_id, world.accepted().followup_id]
    Tally.objects.all().delete()
    with django_assert_max_num_queries(20):
        rebuild(ids)
    assert Tally.objects.filter(followup__in=ids, department=None).count() == len(ids)
