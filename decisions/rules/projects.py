"""民生实事票决: collected, selected, deliberated, voted on with more candidates than places, carried out by month.

A project is chosen by more than half of all deputies and, among those, by the most votes: the same count as for
candidates (地方组织法 §25, §29 by analogy; the vote itself rests on local rules, which the page says).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from congress.rules.ballots import LineOutcome
from congress.rules.codes import Code
from congress.rules.elections import elect

MONTHS = range(1, 13)


class RoundState(Code):
    """Where the projects of a year stand."""

    COLLECTING = "collecting"
    SELECTED = "selected"
    DELIBERATED = "deliberated"
    VOTING = "voting"
    CARRYING = "carrying"
    ASSESSED = "assessed"


class RoundEvent(Code):
    """What is done with the projects of a year."""

    COLLECT = "collect"
    ADD = "add"
    SELECT = "select"
    DELIBERATE = "deliberate"
    PUT_TO_VOTE = "put_to_vote"
    ASSESS = "assess"


class ProjectState(Code):
    """Where one project stands."""

    CANDIDATE = "candidate"
    CHOSEN = "chosen"
    NOT_CHOSEN = "not_chosen"
    AGAIN = "again"


class IdeaSource(Code):
    """Who wishes for a project."""

    PUBLIC = "public"
    DEPUTY = "deputy"
    UNIT = "unit"


class CellState(Code):
    """A month of a project: reported in time, late, awaited too long, or not due yet."""

    DONE = "done"
    LATE = "late"
    MISSING = "missing"
    AHEAD = "ahead"


R, V = RoundState, RoundEvent
ROUND_MOVES: Mapping[RoundEvent, tuple[frozenset[RoundState], RoundState | None]] = {
    V.COLLECT: (frozenset({R.COLLECTING}), None),
    V.ADD: (frozenset({R.COLLECTING}), None),
    V.SELECT: (frozenset({R.COLLECTING}), R.SELECTED),
    V.DELIBERATE: (frozenset({R.SELECTED}), R.DELIBERATED),
    V.PUT_TO_VOTE: (frozenset({R.DELIBERATED, R.VOTING}), R.VOTING),
    V.ASSESS: (frozenset({R.CARRYING}), R.ASSESSED),
}
ROUND_NEXT: Mapping[RoundState, RoundEvent] = {
    R.COLLECTING: V.SELECT,
    R.SELECTED: V.DELIBERATE,
    R.DELIBERATED: V.PUT_TO_VOTE,
    R.CARRYING: V.ASSESS,
}


def more_than_places(candidates: int, places: int) -> bool:
    """差额: whether there is something to choose."""
    return candidates > places >= 1


@dataclass(frozen=True)
class Chosen:
    """What became of the projects in the order of their votes' sequence, and how many places stay open."""

    states: tuple[ProjectState, ...]
    ranks: tuple[int, ...]
    open_places: int
    needed: int


STATES: Mapping[LineOutcome, ProjectState] = {
    LineOutcome.ELECTED: ProjectState.CHOSEN,
    LineOutcome.AGAIN: ProjectState.AGAIN,
    LineOutcome.NOT_ELECTED: ProjectState.NOT_CHOSEN,
}


def choose(votes: Sequence[int], places: int, deputies: int) -> Chosen:
    """Who is chosen: more than half of all deputies, the most votes first; equal at the edge are voted on again."""
    found = elect(votes, places, deputies)
    ranks = tuple(1 + sum(1 for other in votes if other > n) for n in votes)
    return Chosen(tuple(STATES[one] for one in found.chosen), ranks, found.open_seats, found.needed)


def report_due(year: int, month: int, day: int) -> date:
    """Until when the progress of a month is reported: a day of the month after it."""
    first = date(year, month, 28) + timedelta(days=4)
    return first.replace(day=min(day, 28))


def cell(year: int, month: int, day: int, reported_on: date | None, today: date) -> CellState:
    """How a month of a project stands."""
    due = report_due(year, month, day)
    if reported_on is not None:
        return CellState.DONE if reported_on <= due else CellState.LATE
    return CellState.MISSING if today > due else CellState.AHEAD
