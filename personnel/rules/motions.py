"""The life of a motion as a table: from, event, under which conditions, to.

Buttons, desk, commands and tests read :data:`MOVES`. Every step is the keepers' (the general office); what a leader
or the chairpersons' meeting decides they record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from congress.rules.codes import Code


class MotionState(Code):
    """Where a motion stands."""

    DRAFT = "draft"
    TABLED = "tabled"
    CHECKED = "checked"
    SCHEDULED = "scheduled"
    VOTING = "voting"
    VOTED = "voted"
    ANNOUNCED = "announced"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class MotionEvent(Code):
    """What can happen to a motion."""

    WRITE = "write"
    TABLE = "table"
    SEND_BACK = "send_back"
    PREPARE = "prepare"
    CHECK = "check"
    SCHEDULE = "schedule"
    BALLOT = "ballot"
    REPORT = "report"
    CLOSE_VOTES = "close_votes"
    ANNOUNCE = "announce"
    NOTIFY = "notify"
    FILE = "file"
    CERTIFY = "certify"
    FINISH = "finish"
    WITHDRAW = "withdraw"


class MotionGuard(Code):
    """A condition besides the state."""

    HAS_LINES = "has_lines"
    PAPERS_IN = "papers_in"
    EXAMS_PASSED = "exams_passed"
    COMPLAINTS_CHECKED = "complaints_checked"
    DEFENCE_HEARD = "defence_heard"
    NOT_HELD = "not_held"
    VOTES_WANTED = "votes_wanted"
    NOTHING_TO_VOTE = "nothing_to_vote"
    SOMETHING_CARRIED = "something_carried"
    NOTHING_CARRIED = "nothing_carried"
    UNNOTIFIED = "unnotified"
    FILING_OWED = "filing_owed"
    CERTIFICATES_OWED = "certificates_owed"
    ALL_TOLD = "all_told"


@dataclass(frozen=True)
class Case:
    """What guards ask about one motion."""

    lines: int = 1
    papers_missing: int = 0
    exams_open: int = 0
    complaints_open: int = 0
    defences_open: int = 0
    held: bool = False
    to_vote: int = 1
    carried: int = 0
    notified: bool = False
    filing_owed: bool = False
    certificates_owed: bool = False


G = MotionGuard
GUARDS: Mapping[MotionGuard, Callable[[Case], bool]] = {
    G.HAS_LINES: lambda c: c.lines > 0,
    G.PAPERS_IN: lambda c: c.papers_missing == 0,
    G.EXAMS_PASSED: lambda c: c.exams_open == 0,
    G.COMPLAINTS_CHECKED: lambda c: c.complaints_open == 0,
    G.DEFENCE_HEARD: lambda c: c.defences_open == 0,
    G.NOT_HELD: lambda c: not c.held,
    G.VOTES_WANTED: lambda c: c.to_vote > 0,
    G.NOTHING_TO_VOTE: lambda c: c.to_vote == 0,
    G.SOMETHING_CARRIED: lambda c: c.carried > 0,
    G.NOTHING_CARRIED: lambda c: c.carried == 0,
    G.UNNOTIFIED: lambda c: not c.notified,
    G.FILING_OWED: lambda c: c.filing_owed,
    G.CERTIFICATES_OWED: lambda c: c.certificates_owed,
    G.ALL_TOLD: lambda c: c.notified and not c.filing_owed and not c.certificates_owed,
}


@dataclass(frozen=True)
class Move:
    """One row of the table; ``expected`` is what the motion waits for."""

    on: MotionState
    event: MotionEvent
    to: MotionState
    guards: tuple[MotionGuard, ...] = ()
    expected: bool = False


S, E = MotionState, MotionEvent
OPEN = (S.DRAFT, S.TABLED, S.CHECKED, S.SCHEDULED)
BEFORE_RESULT = frozenset({*OPEN, S.VOTING, S.WITHDRAWN})
"""Before the vote nothing is told; of what was withdrawn never."""
AT_MEETING = frozenset({S.SCHEDULED, S.VOTING})
ENDED = frozenset({S.DONE, S.WITHDRAWN})
READY = (G.PAPERS_IN, G.EXAMS_PASSED, G.COMPLAINTS_CHECKED, G.NOT_HELD)
MOVES: tuple[Move, ...] = (
    Move(S.DRAFT, E.WRITE, S.DRAFT),
    Move(S.DRAFT, E.TABLE, S.TABLED, (G.HAS_LINES,), expected=True),
    *(Move(state, E.PREPARE, state) for state in (S.TABLED, S.CHECKED, S.SCHEDULED)),
    Move(S.TABLED, E.CHECK, S.CHECKED, READY, expected=True),
    Move(S.TABLED, E.SEND_BACK, S.DRAFT),
    Move(S.CHECKED, E.SEND_BACK, S.DRAFT),
    Move(S.CHECKED, E.SCHEDULE, S.SCHEDULED, (G.COMPLAINTS_CHECKED, G.NOT_HELD), expected=True),
    Move(
        S.SCHEDULED,
        E.BALLOT,
        S.VOTING,
        (G.VOTES_WANTED, G.COMPLAINTS_CHECKED, G.NOT_HELD, G.DEFENCE_HEARD),
        expected=True,
    ),
    Move(S.SCHEDULED, E.SCHEDULE, S.SCHEDULED, (G.COMPLAINTS_CHECKED, G.NOT_HELD)),
    Move(S.SCHEDULED, E.REPORT, S.VOTED, (G.NOTHING_TO_VOTE,), expected=True),
    Move(S.VOTING, E.CLOSE_VOTES, S.VOTED),
    Move(S.VOTED, E.ANNOUNCE, S.ANNOUNCED, (G.SOMETHING_CARRIED,), expected=True),
    Move(S.VOTED, E.NOTIFY, S.VOTED, (G.NOTHING_CARRIED, G.UNNOTIFIED), expected=True),
    Move(S.VOTED, E.FINISH, S.DONE, (G.NOTHING_CARRIED, G.ALL_TOLD), expected=True),
    Move(S.ANNOUNCED, E.NOTIFY, S.ANNOUNCED, (G.UNNOTIFIED,), expected=True),
    Move(S.ANNOUNCED, E.CERTIFY, S.ANNOUNCED, (G.CERTIFICATES_OWED,), expected=True),
    Move(S.ANNOUNCED, E.FILE, S.ANNOUNCED, (G.FILING_OWED,), expected=True),
    Move(S.ANNOUNCED, E.FINISH, S.DONE, (G.ALL_TOLD,), expected=True),
    *(Move(state, E.WITHDRAW, S.WITHDRAWN) for state in (*OPEN, S.VOTING)),
)


def find(state: MotionState, event: MotionEvent, case: Case) -> Move | MotionGuard | None:
    """The row for an event; the guard that fails; or None when no row begins there."""
    rows = [move for move in MOVES if move.on is state and move.event is event]
    failing = [(move, unmet(move.guards, case)) for move in rows]
    met = next((move for move, guard in failing if guard is None), None)
    return met or next((guard for _move, guard in failing), None)


def open_moves(state: MotionState, case: Case) -> tuple[Move, ...]:
    """What may happen now, what is awaited first."""
    rows = [move for move in MOVES if move.on is state and unmet(move.guards, case) is None]
    return tuple(sorted(rows, key=lambda move: not move.expected))


def expected(state: MotionState, case: Case) -> MotionEvent | None:
    """What a motion waits for: the first expected row, whether or not its conditions hold yet."""
    rows = [move for move in MOVES if move.on is state and move.expected]
    ready = next((move.event for move in rows if unmet(move.guards, case) is None), None)
    return ready or next((move.event for move in rows), None)


def unmet(guards: tuple[MotionGuard, ...], case: Case) -> MotionGuard | None:
    """The first guard that does not hold, or None."""
    return next((guard for guard in guards if not GUARDS[guard](case)), None)
