"""审议意见: the life of a deliberation opinion, who moves it, and what has to be published of it.

监督法 §17: the opinion goes to the organ, which handles it, sends its report to the committee's office for comment
and reports in writing; the chairpersons' meeting may put the report before the committee. No law names a number of
days or a vote; both are the county's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from congress.rules.codes import Code
from congress.rules.followups import AssignmentState

OPINION = "opinion"
"""The kind of follow-up an item owns."""
NUMBERED = re.compile(
    r"^(第?[0-9]{1,2}[.、．)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)"
)
"""How an item begins when whoever typed it numbered it."""
ROUNDS = 1
"""How often a matter is handled again after a vote found it unsatisfactory; then the meeting chooses what follows."""


class OpinionState(Code):
    """Where an opinion stands."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    ISSUED = "issued"
    HANDLING = "handling"
    COMMENTING = "commenting"
    COMMENTED = "commented"
    REPORTED = "reported"
    TABLED = "tabled"
    DISSATISFIED = "dissatisfied"
    CLOSED = "closed"
    RECALLED = "recalled"


class OpinionEvent(Code):
    """What can happen to it."""

    REVISE = "revise"
    ADOPT = "adopt"
    HAND_OVER = "hand_over"
    RECALL = "recall"
    SIGN_FOR = "sign_for"
    PLAN = "plan"
    SPLIT = "split"
    SUBMIT = "submit"
    COMMENT = "comment"
    REPORT = "report"
    CHECK = "check"
    FILE = "file"
    TABLE = "table"
    RATE = "rate"
    REHANDLE = "rehandle"
    FOLLOW = "follow"
    PUBLISH = "publish"


class Doer(Code):
    """Who does it: the office that drafted it, or whoever receives it for the organ."""

    OFFICE = "office"
    RECEIVER = "receiver"


class OpinionGuard(Code):
    """A condition besides state and person."""

    UNSIGNED = "unsigned"
    ALLOTTED = "allotted"
    UNSPLIT = "unsplit"
    ITEMS_IN = "items_in"
    NO_SECOND = "no_second"
    ROUNDS_LEFT = "rounds_left"
    ROUNDS_USED = "rounds_used"
    PLAN_WANTED = "plan_wanted"


class Paper(Code):
    """The three documents the law wants published and told to the deputies (监督法 §17)."""

    REPORT = "report"
    OPINION = "opinion"
    HANDLING = "handling"


class Assessment(Code):
    """What the office found on the spot."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"


class Measure(Code):
    """What may follow a second dissatisfaction; the law's own means, but for the last (本县规定)."""

    INSPECTION = "inspection"
    SPECIAL_INQUIRY = "special_inquiry"
    QUESTION = "question"
    INVESTIGATION = "investigation"
    PARTY_COMMITTEE = "party_committee"


@dataclass(frozen=True)
class Case:
    """What the guards ask about one opinion."""

    signed: bool = False
    allotted: bool = True
    split: bool = False
    items_in: bool = False
    second: bool = False
    round: int = 1
    plan_wanted: bool = False


@dataclass(frozen=True)
class Move:
    """One row of the table."""

    on: OpinionState
    event: OpinionEvent
    by: Doer
    to: OpinionState
    guards: tuple[OpinionGuard, ...] = ()
    expected: bool = field(default=True)


S, E, D, G = OpinionState, OpinionEvent, Doer, OpinionGuard
MOVES: tuple[Move, ...] = (
    Move(S.DRAFT, E.ADOPT, D.OFFICE, S.ADOPTED),
    Move(S.DRAFT, E.REVISE, D.OFFICE, S.DRAFT, expected=False),
    Move(S.ADOPTED, E.HAND_OVER, D.OFFICE, S.ISSUED),
    *(Move(s, E.RECALL, D.OFFICE, S.RECALLED, (G.UNSIGNED,), False) for s in (S.ADOPTED, S.ISSUED, S.HANDLING)),
    Move(S.ISSUED, E.SIGN_FOR, D.RECEIVER, S.HANDLING),
    Move(S.HANDLING, E.PLAN, D.RECEIVER, S.HANDLING, (G.PLAN_WANTED,)),
    Move(S.HANDLING, E.SPLIT, D.RECEIVER, S.HANDLING, (G.ALLOTTED, G.UNSPLIT)),
    Move(S.HANDLING, E.SUBMIT, D.RECEIVER, S.COMMENTING, (G.ITEMS_IN,)),
    Move(S.COMMENTING, E.COMMENT, D.OFFICE, S.COMMENTED),
    Move(S.COMMENTED, E.REPORT, D.RECEIVER, S.REPORTED),
    Move(S.REPORTED, E.FILE, D.OFFICE, S.CLOSED, (G.NO_SECOND,)),
    Move(S.REPORTED, E.TABLE, D.OFFICE, S.TABLED),
    *(Move(s, E.CHECK, D.OFFICE, s, (), False) for s in (S.HANDLING, S.COMMENTING, S.COMMENTED, S.REPORTED)),
    Move(S.TABLED, E.RATE, D.OFFICE, S.CLOSED),
    Move(S.DISSATISFIED, E.REHANDLE, D.OFFICE, S.HANDLING, (G.ROUNDS_LEFT,)),
    Move(S.DISSATISFIED, E.FOLLOW, D.OFFICE, S.CLOSED, (G.ROUNDS_USED,)),
    *(Move(s, E.PUBLISH, D.OFFICE, s, (), False) for s in S if s not in {S.DRAFT, S.ADOPTED, S.RECALLED}),
)
GUARDS: Mapping[OpinionGuard, Callable[[Case], bool]] = {
    G.UNSIGNED: lambda c: not c.signed,
    G.ALLOTTED: lambda c: c.allotted,
    G.UNSPLIT: lambda c: not c.split,
    G.ITEMS_IN: lambda c: c.items_in,
    G.NO_SECOND: lambda c: not c.second,
    G.ROUNDS_LEFT: lambda c: c.round <= ROUNDS,
    G.ROUNDS_USED: lambda c: c.round > ROUNDS,
    G.PLAN_WANTED: lambda c: c.plan_wanted,
}
INSIDE = frozenset({S.DRAFT, S.ADOPTED, S.RECALLED})
"""Read by the office and the leaders alone: nothing has left the house, or it was taken back."""
OVER = frozenset({S.CLOSED, S.RECALLED})
REPORTED_ITEMS = frozenset({AssignmentState.OFFICE_CHECK, AssignmentState.ANSWERED})
"""Parts whose unit has reported and whose coordinator has let it pass."""


def unmet(move: Move, case: Case) -> OpinionGuard | None:
    """The first guard of a row that does not hold."""
    return next((guard for guard in move.guards if not GUARDS[guard](case)), None)


def open_moves(state: OpinionState, doers: frozenset[Doer], case: Case) -> tuple[Move, ...]:
    """The rows open from a state to somebody who does these parts."""
    return tuple(m for m in MOVES if m.on is state and m.by in doers and unmet(m, case) is None)


def find(state: OpinionState, event: OpinionEvent, doers: frozenset[Doer], case: Case) -> Move | OpinionGuard | None:
    """The row for an event, the guard that fails, or None when no row fits."""
    rows = [m for m in MOVES if m.on is state and m.event is event and m.by in doers]
    failing = [(move, unmet(move, case)) for move in rows]
    met = next((move for move, guard in failing if guard is None), None)
    return met or (failing[0][1] if failing else None)


def rated(words: str) -> str:
    """The mark a class of the county's vote stands for: good, fair, bad; empty for a vote that knows no classes."""
    if words.startswith("不"):
        return "bad"
    if words.startswith("基本"):
        return "fair"
    return "good" if words else ""


def items_of(text: str) -> list[str]:
    """Numbered items out of typed text: a line each, its own number taken off."""
    lines = [NUMBERED.sub("", line.strip()).strip() for line in text.splitlines()]
    return [line for line in lines if line]
