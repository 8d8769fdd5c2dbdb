"""The rules of matters, projects and requests, at their edges."""

from __future__ import annotations

import datetime as dt

import pytest

from decisions.rules.matters import (
    MOVES,
    NEXT,
    Effect,
    Grade,
    MatterEvent,
    MatterForm,
    MatterState,
    Proposer,
    is_late,
    may_propose,
    next_event,
    open_events,
)
from decisions.rules.projects import CellState, ProjectState, cell, choose, more_than_places, report_due
from decisions.rules.requests import RequestKind, one_matter

S, E, P = MatterState, MatterEvent, ProjectState


def test_who_may_propose_what() -> None:
    assert may_propose(MatterForm.BILL, Proposer.GOVERNMENT, 0)
    assert not may_propose(MatterForm.BILL, Proposer.COURT, 0)
    assert may_propose(MatterForm.REPORT, Proposer.COURT, 0)
    assert not may_propose(MatterForm.BILL, Proposer.MEMBERS, 2)
    assert may_propose(MatterForm.BILL, Proposer.MEMBERS, 3)


def test_the_last_good_day_is_good() -> None:
    due = dt.date(2026, 3, 10)
    assert not is_late(due, due)
    assert is_late(due + dt.timedelta(days=1), due)


def test_every_state_is_reached_and_only_ends_have_no_next_step() -> None:
    targets = {move.to for move in MOVES.values() if move.to} | {S.RECEIVED, S.FAILED}
    assert targets == set(S)
    assert set(S) - set(NEXT) == {S.CLOSED, S.FAILED, S.WITHDRAWN}
    for state, event in NEXT.items():
        assert state in MOVES[event].sources


def test_a_bad_mark_is_not_closed_but_taken_up_again() -> None:
    assert E.CLOSE not in open_events(S.ASSESSED, Effect.IN_FORCE, Grade.BAD)
    assert next_event(S.ASSESSED, Grade.BAD) is E.REOPEN
    assert next_event(S.ASSESSED, Grade.GOOD) is E.CLOSE


@pytest.mark.parametrize("effect", [Effect.SUPERSEDED, Effect.REPEALED])
def test_what_no_longer_holds_gets_no_task(effect: Effect) -> None:
    assert {E.TASK, E.SUPERSEDE, E.REPEAL} & set(open_events(S.CARRYING, effect, None)) == set()


@pytest.mark.parametrize(
    ("votes", "states", "open_places"),
    [
        ((170, 160, 150, 120), (P.CHOSEN, P.CHOSEN, P.CHOSEN, P.NOT_CHOSEN), 0),
        ((93, 170, 160, 150), (P.NOT_CHOSEN, P.CHOSEN, P.CHOSEN, P.CHOSEN), 0),  # exactly half of 186
        ((170, 160, 93, 80), (P.CHOSEN, P.CHOSEN, P.NOT_CHOSEN, P.NOT_CHOSEN), 1),
        ((94, 93, 92, 91), (P.CHOSEN, P.NOT_CHOSEN, P.NOT_CHOSEN, P.NOT_CHOSEN), 2),
        ((170, 160, 120, 120), (P.CHOSEN, P.CHOSEN, P.AGAIN, P.AGAIN), 1),
    ],
)
def test_projects_are_chosen_by_more_than_half_of_all_and_the_most_votes(votes, states, open_places) -> None:
    found = choose(votes, 3, 186)
    assert (found.states, found.open_places, found.needed) == (states, open_places, 94)


def test_ranks_follow_the_votes() -> None:
    assert choose((100, 170, 120, 120), 2, 186).ranks == (4, 1, 2, 2)


def test_there_must_be_more_candidates_than_places() -> None:
    assert more_than_places(13, 12)
    assert not more_than_places(12, 12)
    assert not more_than_places(1, 0)


def test_a_month_is_reported_by_the_day_of_the_next() -> None:
    assert report_due(2026, 12, 10) == dt.date(2027, 1, 10)
    assert report_due(2026, 1, 31) == dt.date(2026, 2, 28)
    due = dt.date(2026, 3, 10)
    assert cell(2026, 2, 10, due, due) is CellState.DONE
    assert cell(2026, 2, 10, due + dt.timedelta(days=1), due) is CellState.LATE
    assert cell(2026, 2, 10, None, due) is CellState.AHEAD
    assert cell(2026, 2, 10, None, due + dt.timedelta(days=1)) is CellState.MISSING


def test_a_request_asks_one_thing() -> None:
    assert one_matter(RequestKind.REQUEST, "关于召开县人民代表大会会议的请示")
    assert not one_matter(RequestKind.REQUEST, "关于召开大会的请示；关于人事安排的请示")
    assert not one_matter(RequestKind.REQUEST, "一、召开大会二、人事")
    assert one_matter(RequestKind.REPORT, "一、上半年工作；二、下半年安排")
