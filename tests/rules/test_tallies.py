"""What one matter and its units come to, from facts alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from congress.rules.followups import AssignmentState, HandlingRole, Mark, PromiseState
from congress.rules.tallies import Answer, Matter, Part, Pledge, Values, change, tallies

D = dt.date
DUE = D(2026, 6, 10)
ISSUED = D(2026, 5, 8)
ROADS, COURT, FINANCE = 1, 2, 3
GOOD, FAIR, BAD = Mark.GOOD, Mark.FAIR, Mark.BAD


def answer(code: str = "A", issued_on: dt.date = ISSUED, **kwargs) -> Answer:
    values = {"solved": code == "A", "tracked": code == "B", "rank": "ABC".index(code)}
    return Answer(issued_on, code, **{**values, **kwargs})


def part(department: int = ROADS, **kwargs) -> Part:
    values = {
        "round": 1,
        "role": HandlingRole.SOLE,
        "state": AssignmentState.HANDLING,
        "handed_over_on": D(2026, 3, 10),
        "due_on": DUE,
    }
    return Part(department, **{**values, **kwargs})


def answered(department: int = ROADS, code: str = "A", **kwargs) -> Part:
    values = {"state": AssignmentState.ANSWERED, "replied_on": D(2026, 5, 4), "answer": answer(code)}
    return part(department, **{**values, **kwargs})


def whole(*parts: Part) -> Values:
    return tallies(Matter(D(2026, 3, 1), parts=parts))[None]


def test_a_matter_just_received_counts_as_nothing_else() -> None:
    assert tallies(Matter(D(2026, 3, 1))) == {None: Values()}


def test_an_assisting_unit_and_one_that_is_out_of_it_are_not_counted() -> None:
    out = part(COURT, state=AssignmentState.REASSIGNED)
    assert set(tallies(Matter(D(2026, 3, 1), parts=(part(), out, part(FINANCE, role=HandlingRole.ASSIST))))) == {
        None,
        ROADS,
    }


def test_with_several_units_the_matter_is_answered_with_the_last_and_counts_as_the_least_solved() -> None:
    first, last = answered(code="A"), answered(COURT, "C", answer=answer("C", D(2026, 5, 20)))
    assert whole(first, part(COURT)).answered_on is None
    found = whole(first, last)
    assert (found.answered_on, found.outcome, found.solved) == (D(2026, 5, 20), "C", False)


def test_the_unit_with_the_least_time_left_decides_whether_the_matter_is_in_time() -> None:
    extended = part(COURT, due_on=D(2026, 9, 10), extended=True)
    assert (whole(part(), extended).reply_due_on, whole(part(), extended).replied_on) == (DUE, None)
    late = answered(replied_on=D(2026, 6, 12))
    found = whole(late, answered(COURT, due_on=D(2026, 9, 10), replied_on=D(2026, 9, 1), extended=True))
    assert (found.reply_due_on, found.replied_on, found.extended) == (DUE, D(2026, 6, 12), True)


def test_a_rework_changes_the_class_but_not_whether_it_came_in_time() -> None:
    again = answered(code="A", round=2, due_on=D(2026, 7, 1), replied_on=D(2026, 7, 9))
    found = whole(answered(code="C"), again)
    assert (found.outcome, found.reply_due_on, found.replied_on) == ("A", DUE, D(2026, 5, 4))
    waiting = whole(answered(code="C"), part(round=2, due_on=D(2026, 7, 1)))
    assert (waiting.outcome, waiting.replied_on) == ("C", D(2026, 5, 4))


def test_a_later_silence_takes_no_mark_back() -> None:
    marked = answered(answer=answer(marks=((FAIR, BAD, D(2026, 5, 9)),)))
    found = whole(marked, answered(round=2))
    assert (found.process, found.result, found.evaluated_on) == ("fair", "bad", D(2026, 5, 9))


def test_marks_count_when_every_answer_of_the_round_is_marked_and_the_worst_counts() -> None:
    first = answered(answer=answer(marks=((GOOD, GOOD, D(2026, 5, 9)),)))
    assert whole(first, answered(COURT)).evaluated_on is None
    second = answered(COURT, answer=answer(marks=((BAD, FAIR, D(2026, 5, 11)),)))
    found = whole(first, second)
    assert (found.process, found.result, found.evaluated_on) == ("bad", "fair", D(2026, 5, 11))


def test_promises_are_counted_once_the_answer_is_out_and_replaced_ones_no_more() -> None:
    pledges = (
        Pledge(PromiseState.REPLACED, D(2026, 7, 1)),
        Pledge(PromiseState.KEPT, D(2026, 7, 1), late=True),
        Pledge(PromiseState.OPEN, D(2026, 9, 30), moved=True),
    )
    assert whole(part(pledges=pledges)).promised == 0
    found = whole(answered(code="B", pledges=pledges))
    assert (found.promised, found.promises_kept, found.promises_late) == (2, 0, 1)
    assert (found.promises_moved, found.promise_due_on) == (1, D(2026, 9, 30))


# -- What is written ------------------------------------------------------------------------------------

DAY = D(2026, 5, 8)
BEFORE = D(2026, 3, 10)
KEPT = vars(Values(accepted_on=BEFORE, handed_over_on=BEFORE, reply_due_on=DUE))


def changed(**values: object):
    return change(KEPT, {**KEPT, **values}, BEFORE, DAY)


def test_nothing_new_writes_nothing() -> None:
    assert not changed().values


def test_a_value_with_todays_date_is_set_in_place() -> None:
    assert not changed(replied_on=DAY).anew
    assert not changed(answered_on=DAY, outcome="B", tracked=True, promised=1, promise_due_on=D(2026, 9, 30)).anew


def test_what_changes_or_bears_an_earlier_date_begins_a_new_row() -> None:
    assert changed(reply_due_on=D(2026, 9, 10)).anew
    assert changed(replied_on=DAY - dt.timedelta(days=1)).anew
    assert changed(returns=1).anew
    assert changed(replied_on=DAY, returns=1).anew


def test_on_the_day_a_row_began_everything_is_set_in_place() -> None:
    found = change(KEPT, {**KEPT, "returns": 1}, DAY, DAY)
    assert (found.values, found.anew) == ({"returns": 1}, False)


def test_every_value_of_a_row_can_change() -> None:
    assert set(vars(replace(Values(), ending="merged"))) == set(KEPT)
