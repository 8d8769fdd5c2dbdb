"""Random walks through the real commands: whatever is done, the ledger and the states stay true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congress import clock
from congress.models import FollowUp
from congress.queries.deadlines import calendar
from congress.rules.deadlines import Term, Unit, compute
from congress.rules.followups import FollowUpState, Mark
from congress.rules.transitions import Event
from deputies.rules import Difficulty
from tests.consistency import OVER, check_state, consistent
from tests.factories import TODAY, World
from tests.walking import ENDING, Option, Walk


@contextmanager
def walk(world: World) -> Iterator[Walk]:
    """A submitted suggestion beside an accepted one; everything is undone afterwards."""
    with transaction.atomic():
        with clock.at(TODAY):
            yield Walk(world, world.submitted(), world.accepted())
        transaction.set_rollback(True)


def going_on(found: list[Option]) -> list[Option]:
    return [option for option in found if option.move.event not in ENDING]


def check_legal_date(walked: Walk, followup: FollowUp) -> None:
    """The law's date is counted from the first hand-over, whoever answers in the end."""
    if followup.handed_over_on is None:
        return
    walked.suggestion.refresh_from_db()
    days = calendar(followup.county, followup.handed_over_on)
    three, six = (compute(Term(n, Unit.MONTH), followup.handed_over_on, days).due_on for n in (3, 6))
    ordinary = three if walked.suggestion.difficulty == Difficulty.ORDINARY else six
    first = followup.assignments.filter(round=1)
    for row in first:
        assert row.reply_due_on <= (six if row.extended_on else ordinary)
    if followup.round == 1:
        assert followup.reply_due_on <= (six if any(row.extended_on for row in first) else ordinary)


Rows = dict[int, list[int]]


def rounds(followup: FollowUp) -> Rows:
    found: Rows = {}
    for row in followup.assignments.order_by("id"):
        found.setdefault(row.round, []).append(row.pk)
    return found


def check_rounds(before: Rows, after: Rows, current: int) -> None:
    """No round is lost and none but the current one grows."""
    for number, rows in before.items():
        assert after[number][: len(rows)] == rows
        assert number == current or after[number] == rows
    assert set(after) == set(range(1, current + 1)) or not after


def check_way_out(walked: Walk, followup: FollowUp) -> None:
    """Somebody is expected to do something until it is over, and then nothing is open to anybody."""
    options = walked.options()
    if FollowUpState(followup.state) in OVER:
        assert options == []
    else:
        assert any(option.move.expected for option in options)


def check(walked: Walk, before: Rows) -> Rows:
    followup = walked.followup
    consistent(followup)
    check_legal_date(walked, followup)
    check_way_out(walked, followup)
    after = rounds(followup)
    check_rounds(before, after, followup.round)
    return after


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(choices=st.lists(st.integers(0, 9999), min_size=25, max_size=25))
def test_whatever_is_done_states_and_ledger_stay_true(world: World, choices: list[int]) -> None:
    with walk(world) as walked:
        seen: Rows = {}
        for choice in choices:
            if walked.step(choice, going_on) is None:
                break
            seen = check(walked, seen)
        check_state(walked.leading.followup)


def test_every_event_of_the_table_is_walked(world: World) -> None:
    """Walks that take what was taken least so far leave no command untried."""
    done: Counter[Event] = Counter()

    def rarest(found: list[Option], *, onward: bool) -> list[Option]:
        expected = [option for option in found if option.move.expected]
        some = expected if onward and expected else found
        cost = {option.move.event: done[option.move.event] + 2 * (option.move.event in ENDING) for option in some}
        return [option for option in some if cost[option.move.event] == min(cost.values())]

    for number in range(14):
        with walk(world) as walked:
            walked.mood = Mark.BAD if number % 2 else None
            seen: Rows = {}
            for place in range(45):
                option = walked.step(number * 7919 + place * 104729, partial(rarest, onward=bool(place % 2)))
                if option is None:
                    break
                done[option.move.event] += 1
                seen = check(walked, seen)
        if all(done[event] for event in Event):
            break
    assert [event for event in Event if not done[event]] == []
