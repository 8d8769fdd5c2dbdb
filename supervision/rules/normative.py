"""The review of normative documents (规范性文件备案审查) as a table, and the yearly check against a maker's catalogue.

The law gives three grounds of annulment (监督法 §39) and leaves the procedure to the province (§40): every number
of days is local. The maker acts on paper; what it answers is recorded by the office that keeps the register.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from congress.rules.codes import Code
from congress.rules.tables.text import tight

REGISTER = "normative"
"""The series of the register's numbers, by year."""
NUMBER_MAX, TITLE_MAX = 60, 200


class NormativeState(Code):
    """Where a document that was filed stands."""

    REGISTERED = "registered"
    SUPPLEMENT = "supplement"
    RETURNED = "returned"
    TRANSFERRED = "transferred"
    TAKEN = "taken"
    REVIEW = "review"
    TALKING = "talking"
    OPINION = "opinion"
    PROMISED = "promised"
    EXPLAINED = "explained"
    CHAIRPERSONS = "chairpersons"
    COMMITTEE = "committee"
    CLEAN = "clean"
    SETTLED = "settled"
    AMENDED = "amended"
    REPEALED = "repealed"
    ANNULLED = "annulled"


class NormativeEvent(Code):
    """What can happen to it by somebody's command."""

    ASK_SUPPLEMENT = "ask_supplement"
    SUPPLEMENTED = "supplemented"
    RETURN = "return"
    TRANSFER = "transfer"
    TAKE = "take"
    DISTRIBUTE = "distribute"
    CLEAR = "clear"
    TALK = "talk"
    SEND_OPINION = "send_opinion"
    PROMISE = "promise"
    EXPLAIN = "explain"
    REFILE = "refile"
    REPEAL = "repeal"
    ACCEPT = "accept"
    ESCALATE = "escalate"
    TABLE = "table"
    DROP = "drop"
    ANNUL = "annul"
    KEEP = "keep"
    REOPEN = "reopen"


class NormativeGuard(Code):
    """A condition besides state and person."""

    COMPLETE = "complete"
    FOUND = "found"
    UNOBJECTED = "unobjected"
    OBJECTED = "objected"


class FilingMaterial(Code):
    """What comes with a document (local rule)."""

    TEXT = "text"
    NOTE = "note"
    BASIS = "basis"
    ELECTRONIC = "electronic"


class Ground(Code):
    """The grounds on which the committee may annul (监督法 §39)."""

    POWERS = "powers"
    CONFLICT = "conflict"
    UNFIT = "unfit"


class Occasion(Code):
    """Why a document is reviewed."""

    ACTIVE = "active"
    REQUEST = "request"
    PROPOSAL = "proposal"
    HANDED_ON = "handed_on"
    SPECIAL = "special"


class Asker(Code):
    """Who asks for a review."""

    ORGAN = "organ"
    ORGANISATION = "organisation"
    CITIZEN = "citizen"
    ELSEWHERE = "elsewhere"


OCCASION_OF: Mapping[Asker, Occasion] = {
    Asker.ORGAN: Occasion.REQUEST,
    Asker.ORGANISATION: Occasion.PROPOSAL,
    Asker.CITIZEN: Occasion.PROPOSAL,
    Asker.ELSEWHERE: Occasion.HANDED_ON,
}


@dataclass(frozen=True)
class Case:
    """What guards ask about one document."""

    complete: bool = True
    awaited: int = 0
    objections: int = 0


S, E, G = NormativeState, NormativeEvent, NormativeGuard
GUARDS: Mapping[NormativeGuard, Callable[[Case], bool]] = {
    G.COMPLETE: lambda c: c.complete,
    G.FOUND: lambda c: c.awaited == 0,
    G.UNOBJECTED: lambda c: c.objections == 0,
    G.OBJECTED: lambda c: c.objections > 0,
}


@dataclass(frozen=True)
class Move:
    """One row of the table. Each is made by the office that keeps the register."""

    on: NormativeState
    event: NormativeEvent
    to: NormativeState
    guards: tuple[NormativeGuard, ...] = ()
    expected: bool = False


MOVES: tuple[Move, ...] = (
    Move(S.REGISTERED, E.TAKE, S.TAKEN, (G.COMPLETE,), expected=True),
    Move(S.REGISTERED, E.ASK_SUPPLEMENT, S.SUPPLEMENT),
    Move(S.REGISTERED, E.RETURN, S.RETURNED),
    Move(S.REGISTERED, E.TRANSFER, S.TRANSFERRED),
    Move(S.SUPPLEMENT, E.SUPPLEMENTED, S.REGISTERED, expected=True),
    Move(S.SUPPLEMENT, E.RETURN, S.RETURNED),
    Move(S.TAKEN, E.DISTRIBUTE, S.REVIEW, expected=True),
    Move(S.REVIEW, E.DISTRIBUTE, S.REVIEW),
    Move(S.REVIEW, E.CLEAR, S.CLEAN, (G.FOUND, G.UNOBJECTED), expected=True),
    Move(S.REVIEW, E.TALK, S.TALKING, (G.FOUND, G.OBJECTED)),
    Move(S.REVIEW, E.SEND_OPINION, S.OPINION, (G.FOUND, G.OBJECTED), expected=True),
    Move(S.TALKING, E.SEND_OPINION, S.OPINION),
    Move(S.TALKING, E.PROMISE, S.PROMISED, expected=True),
    Move(S.TALKING, E.ACCEPT, S.SETTLED),
    Move(S.OPINION, E.PROMISE, S.PROMISED, expected=True),
    Move(S.OPINION, E.EXPLAIN, S.EXPLAINED),
    Move(S.OPINION, E.ESCALATE, S.CHAIRPERSONS),
    Move(S.EXPLAINED, E.ACCEPT, S.SETTLED, expected=True),
    Move(S.EXPLAINED, E.ESCALATE, S.CHAIRPERSONS),
    *(Move(state, E.REFILE, S.AMENDED, expected=state is S.PROMISED) for state in (S.PROMISED, S.OPINION)),
    *(Move(state, E.REPEAL, S.REPEALED) for state in (S.PROMISED, S.OPINION)),
    Move(S.PROMISED, E.ESCALATE, S.CHAIRPERSONS),
    Move(S.CHAIRPERSONS, E.TABLE, S.COMMITTEE, expected=True),
    Move(S.CHAIRPERSONS, E.DROP, S.SETTLED),
    Move(S.COMMITTEE, E.ANNUL, S.ANNULLED, expected=True),
    Move(S.COMMITTEE, E.KEEP, S.SETTLED),
    *(Move(state, E.REOPEN, S.REVIEW) for state in (S.CLEAN, S.SETTLED)),
)
ENDED = frozenset(
    {S.RETURNED, S.TRANSFERRED, S.CLEAN, S.SETTLED, S.AMENDED, S.REPEALED, S.ANNULLED},
)
"""Where a life may rest; a review may be opened again when somebody asks for it."""
AT_A_MEETING = frozenset({E.TABLE, E.DROP, E.ANNUL, E.KEEP})
"""What only a meeting decides: the chairpersons' meeting, then the standing committee (监督法 §39)."""
REASONED = frozenset(
    {E.ASK_SUPPLEMENT, E.RETURN, E.TRANSFER, E.TALK, E.SEND_OPINION, E.PROMISE, E.EXPLAIN, E.REPEAL, E.ACCEPT}
    | {E.ESCALATE, E.DROP, E.KEEP, E.REOPEN}
)
"""What is not done without words of why, or of what was said."""

CLOCKS: Mapping[NormativeState, str] = {
    S.REGISTERED: "filing.form_check",
    S.SUPPLEMENT: "filing.supplement",
    S.TAKEN: "filing.distribution",
    S.REVIEW: "filing.review",
    S.TALKING: "filing.review",
    S.OPINION: "filing.reply",
    S.PROMISED: "filing.amend",
}
"""The rule of the date that runs in a state; all of them local."""
FROM_TAKING = frozenset({S.REVIEW, S.TALKING})
"""The review is counted from the day the document was taken, not from the step."""


def moves(state: NormativeState) -> tuple[Move, ...]:
    """The rows that begin in a state, whatever their guards."""
    return tuple(move for move in MOVES if move.on is state)


def unmet(move: Move, case: Case) -> NormativeGuard | None:
    """The first guard of a row that does not hold, or None."""
    return next((guard for guard in move.guards if not GUARDS[guard](case)), None)


def open_moves(state: NormativeState, case: Case) -> tuple[Move, ...]:
    """The rows open now, what is expected first."""
    found = [move for move in moves(state) if unmet(move, case) is None]
    return tuple(sorted(found, key=lambda move: not move.expected))


def find(state: NormativeState, event: NormativeEvent, case: Case) -> Move | NormativeGuard | None:
    """The row for an event; the guard that fails; or None when the state knows no such row."""
    row = next((move for move in moves(state) if move.event is event), None)
    return row and (unmet(row, case) or row)


def lacking(materials: Collection[str]) -> tuple[FilingMaterial, ...]:
    """What should have come with a document and did not."""
    return tuple(one for one in FilingMaterial if one.value not in materials)


@dataclass(frozen=True)
class Listed:
    """A document by what tells it apart: in a maker's catalogue, or in the register under its key."""

    number: str
    title: str
    key: int = 0


BRACKETED = re.compile(r"[〔〕\[\]【】()]")
COVER = re.compile(r"^.{0,30}?关于(印发|公布|发布)|的通知$|[《》“”\"]")


def number_of(text: str) -> str:
    """A document number for comparing: brackets of all kinds are one, spaces and zeros before it are none."""
    return re.sub(r"\|0*(\d+号)", r"|\1", BRACKETED.sub("|", tight(text)))


def title_of(text: str) -> str:
    """A title for comparing: without the words that hand a text on, and without quotation marks."""
    return COVER.sub("", COVER.sub("", tight(text)))


def match(catalogue: Sequence[Listed], register: Sequence[Listed]) -> list[int | None]:
    """For each line of a catalogue the key of the registered document it names, or None: it was not filed (漏报).

    By number first, then by title; a document is named once.
    """
    numbers = {number_of(row.number): row.key for row in reversed(register) if row.number}
    titles = {title_of(row.title): row.key for row in reversed(register)}
    taken: set[int] = set()
    found: list[int | None] = []
    for line in catalogue:
        key = numbers.get(number_of(line.number)) if line.number else None
        key = key or titles.get(title_of(line.title))
        found.append(key if key not in taken else None)
        taken |= {key} if key else set()
    return found
