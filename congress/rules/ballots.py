"""The life of a ballot: prepared, opened on a quorum, counted, counted again by somebody else, closed for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from congress.rules.codes import Code


class BallotKind(Code):
    """What is voted on."""

    DECISION = "decision"
    PERSONNEL = "personnel"
    ASSESSMENT = "assessment"
    ELECTION = "election"


class BallotState(Code):
    """Where a ballot stands."""

    PREPARED = "prepared"
    OPEN = "open"
    ENTERED = "entered"
    CHECKED = "checked"
    CLOSED = "closed"
    VOID = "void"


class BallotEvent(Code):
    """What is done with a ballot."""

    OPEN = "open"
    ENTER = "enter"
    CHECK = "check"
    CORRECT = "correct"
    CLOSE = "close"
    CANCEL = "cancel"
    REPEAT = "repeat"


class Doer(Code):
    """Who does it: the offices that run the meeting, or those who count at this ballot."""

    OFFICE = "office"
    COUNTER = "counter"


class CounterPart(Code):
    """监票人 watch over the vote, 计票人 count."""

    SCRUTINEER = "scrutineer"
    TELLER = "teller"


class LineOutcome(Code):
    """What became of a question or a name."""

    PASSED = "passed"
    FAILED = "failed"
    ELECTED = "elected"
    AGAIN = "again"
    NOT_ELECTED = "not_elected"
    RATED = "rated"


@dataclass(frozen=True)
class Move:
    """An event: from which states, to which one, and by whom."""

    sources: frozenset[BallotState]
    target: BallotState
    doers: frozenset[Doer]


def _move(target: BallotState, *sources: BallotState, counters: bool = False) -> Move:
    doers = {Doer.OFFICE, Doer.COUNTER} if counters else {Doer.OFFICE}
    return Move(frozenset(sources), target, frozenset(doers))


S = BallotState
MOVES: Mapping[BallotEvent, Move] = {
    BallotEvent.OPEN: _move(S.OPEN, S.PREPARED),
    BallotEvent.ENTER: _move(S.ENTERED, S.OPEN, counters=True),
    BallotEvent.CHECK: _move(S.CHECKED, S.ENTERED, counters=True),
    BallotEvent.CORRECT: _move(S.ENTERED, S.ENTERED, S.CHECKED, counters=True),
    BallotEvent.CLOSE: _move(S.CLOSED, S.CHECKED),
    BallotEvent.CANCEL: _move(S.VOID, S.PREPARED, S.OPEN, S.ENTERED, S.CHECKED),
    BallotEvent.REPEAT: _move(S.PREPARED, S.CLOSED, S.VOID),
}
"""Repeating leaves the ballot as it is and prepares a new one."""

NEXT: Mapping[BallotState, BallotEvent] = {
    S.PREPARED: BallotEvent.OPEN,
    S.OPEN: BallotEvent.ENTER,
    S.ENTERED: BallotEvent.CHECK,
    S.CHECKED: BallotEvent.CLOSE,
}
"""What a ballot waits for: its one primary action."""

FOR_AGAINST = ("赞成", "反对", "弃权")
"""The choices of every vote that is no assessment, in the order of the columns."""
FOR = 0
