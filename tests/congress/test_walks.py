"""Random walks through the real commands: whatever is done, the ledger and the states stay true."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congress.models import FollowUp
from congress.queries.deadlines import calendar
from congress.rules.deadlines import Term, Unit, compute
from congress.rules.followups import FollowUpState
from congress.rules.transitions import Event
from deputies.rules import Difficulty
from tests.consistency import OVER, check_state, consistent
from tests.factories import World
from tests.walking import ENDING, Option, Walk, walk


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


# -- Walks laid out, which together take every event of the table -----------------------------------------
# "event:n" chooses units, mark, difficulty or promise by n (see Walk); "+n" lets n days pass.

SCRIPTS = {
    "joint, extended, dissatisfied to the conference": """
        send_back resubmit accept:1 propose:1 comment mark_key hand_over:1 forward forward sign_for sign_for
        urge supervise contact opine return_opinion opine ask_extension refuse_extension ask_extension extend
        reply:0 pass send_back_reply reply:0 pass pass evaluate:0
        rework sign_for reply:0 pass pass record_evaluation:0
        rework sign_for reply:0 pass pass evaluate:0 confer evaluate:1 close""",
    "returned by the court, promised, kept late": """
        accept:0 hand_over:3 return refuse_return sign_for return reassign raise refuse_return sign_for contact
        reply:1 pass pass +40 close urge move_promise report_promise reject_promise +90 report_promise
        evaluate_promise""",
    "returned inside the government, confirmed by the office": """
        accept:1 hand_over:0 forward return raise reassign forward sign_for return reassign sign_for
        reply:1 pass pass evaluate:1 close report_promise +40 confirm_promise""",
    "two units apart, one promise, withdrawn": """
        accept:1 hand_over:2 forward sign_for sign_for reply:1 pass pass report_promise withdraw""",
    "merged": "accept:1 propose:0 merge",
    "declined": "decline",
    "turned into a letter": "transfer",
}


def words(script: str) -> list[tuple[str, int]]:
    return [(word.partition(":")[0], int(word.partition(":")[2] or 1)) for word in script.split()]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_walk_laid_out(world: World, name: str) -> None:
    with walk(world) as walked:
        seen: Rows = {}
        for word, choice in words(SCRIPTS[name]):
            if word.startswith("+"):
                walked.day += dt.timedelta(days=int(word))
            else:
                walked.take(Event(word), choice)
                seen = check(walked, seen)
        assert FollowUpState(walked.followup.state) in OVER
        check_state(walked.leading.followup)


def test_the_walks_laid_out_take_every_event_of_the_table() -> None:
    taken = {word for script in SCRIPTS.values() for word, _choice in words(script) if not word.startswith("+")}
    # what the other policies add is walked where a kind has them: opinions are allotted, offices and meetings judge
    elsewhere = {Event.ALLOT, Event.JUDGE, Event.DECIDE}
    assert taken == {event.value for event in set(Event) - elsewhere}
