"""The life of a major matter (地方组织法 §50): handed in, put before a meeting, decided, carried out, reported on.

The transition table is the only place that says what may follow what. A matter that is decided has an effect of its
own: in force, superseded by a later one, or repealed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from congress.rules.codes import Code
from congress.rules.votes import MOVERS, Movers

TITLE_MAX = 120
RESOLUTION_TASK = "resolution_task"
"""The kind of follow-up that every task of a decision owns."""


class MatterForm(Code):
    """As what a matter comes: to be decided on, or to be discussed."""

    BILL = "bill"
    REPORT = "report"


class Field(Code):
    """The fields of 地方组织法 §50 (4)."""

    POLITICS = "politics"
    ECONOMY = "economy"
    EDUCATION = "education"
    SCIENCE = "science"
    CULTURE = "culture"
    HEALTH = "health"
    ENVIRONMENT = "environment"
    CONSTRUCTION = "construction"
    CIVIL = "civil"
    SECURITY = "security"
    ETHNIC = "ethnic"
    BUDGET = "budget"


class Proposer(Code):
    """Who hands a matter in."""

    CHAIRPERSONS = "chairpersons"
    GOVERNMENT = "government"
    SUPERVISORY = "supervisory"
    COURT = "court"
    PROCURATORATE = "procuratorate"
    SPECIAL_COMMITTEE = "special_committee"
    MEMBERS = "members"


PROPOSERS: Mapping[MatterForm, frozenset[Proposer]] = {
    MatterForm.BILL: frozenset(
        {Proposer.CHAIRPERSONS, Proposer.GOVERNMENT, Proposer.SPECIAL_COMMITTEE, Proposer.MEMBERS}
    ),
    MatterForm.REPORT: frozenset(
        {Proposer.GOVERNMENT, Proposer.SUPERVISORY, Proposer.COURT, Proposer.PROCURATORATE, Proposer.CHAIRPERSONS}
    ),
}
"""Who may bring in a motion at the standing committee (地方组织法 §52); who reports to it is one of the organs."""
ORGANS = frozenset({Proposer.GOVERNMENT, Proposer.SUPERVISORY, Proposer.COURT, Proposer.PROCURATORATE})
"""Proposers that are an organ outside the congress: it is named."""
NOTICE: Mapping[MatterForm, str] = {
    MatterForm.BILL: "major_matter.bill",
    MatterForm.REPORT: "major_matter.report",
}
"""The rule by which a matter is handed in before its meeting."""


def may_propose(form: MatterForm, proposer: Proposer, signers: int) -> bool:
    """Whether a matter may come from here; members need three together (地方组织法 §52)."""
    enough = proposer is not Proposer.MEMBERS or signers >= MOVERS[Movers.STANDING_COMMITTEE]
    return proposer in PROPOSERS[form] and enough


def is_late(received_on: date, due_on: date) -> bool:
    """Whether a matter came after the last good day before its meeting."""
    return received_on > due_on


class MatterState(Code):
    """Where a matter stands."""

    RECEIVED = "received"
    TABLED = "tabled"
    CARRYING = "carrying"
    REPORTED = "reported"
    ASSESSED = "assessed"
    CLOSED = "closed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class MatterEvent(Code):
    """What is done with a matter."""

    REVISE = "revise"
    STUDY = "study"
    VIEW = "view"
    TABLE = "table"
    DECIDE = "decide"
    TASK = "task"
    REPORT = "report"
    ASSESS = "assess"
    CLOSE = "close"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    SUPERSEDE = "supersede"
    REPEAL = "repeal"


class DecidedAs(Code):
    """What the standing committee adopts (地方组织法 §50, last paragraph)."""

    RESOLUTION = "resolution"
    DECISION = "decision"
    OPINION = "opinion"


VOTED = frozenset({DecidedAs.RESOLUTION, DecidedAs.DECISION})
"""What needs more than half of all members (地方组织法 §51); opinions are sent without a vote."""


class Effect(Code):
    """Whether what was decided holds."""

    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    REPEALED = "repealed"


class Grade(Code):
    """How a meeting found the report on carrying a decision out; local, no law knows it."""

    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"


class StudyKind(Code):
    """How the standing committee learns what it is to decide on, and later how it is carried out."""

    RESEARCH = "research"
    ARGUMENT = "argument"
    HEARING = "hearing"
    CONSULTATION = "consultation"
    INSPECTION = "inspection"


class ViewSource(Code):
    """Whose view of a matter it is."""

    DEPUTY = "deputy"
    PUBLIC = "public"
    UNIT = "unit"
    EXPERT = "expert"


class Adopted(Code):
    """What became of a view."""

    TAKEN = "taken"
    PARTLY = "partly"
    NOT = "not"


@dataclass(frozen=True)
class Move:
    """From which states, to which one; None stays where it is. ``decided``: only what is in force."""

    sources: frozenset[MatterState]
    to: MatterState | None = None
    in_force: bool = False


S, E = MatterState, MatterEvent
BEFORE = frozenset({S.RECEIVED, S.TABLED})
AFTER = frozenset({S.CARRYING, S.REPORTED, S.ASSESSED, S.CLOSED})
MOVES: Mapping[MatterEvent, Move] = {
    E.REVISE: Move(BEFORE),
    E.STUDY: Move(BEFORE | {S.CARRYING, S.REPORTED}),
    E.VIEW: Move(BEFORE),
    E.TABLE: Move(BEFORE, S.TABLED),
    E.DECIDE: Move(frozenset({S.TABLED}), S.CARRYING),
    E.TASK: Move(frozenset({S.CARRYING}), in_force=True),
    E.REPORT: Move(frozenset({S.CARRYING}), S.REPORTED),
    E.ASSESS: Move(frozenset({S.REPORTED}), S.ASSESSED),
    E.CLOSE: Move(frozenset({S.REPORTED, S.ASSESSED}), S.CLOSED),
    E.REOPEN: Move(frozenset({S.REPORTED, S.ASSESSED, S.CLOSED}), S.CARRYING, in_force=True),
    E.WITHDRAW: Move(BEFORE, S.WITHDRAWN),
    E.SUPERSEDE: Move(AFTER, in_force=True),
    E.REPEAL: Move(AFTER, in_force=True),
}
NEXT: Mapping[MatterState, MatterEvent] = {
    S.RECEIVED: E.TABLE,
    S.TABLED: E.DECIDE,
    S.CARRYING: E.REPORT,
    S.REPORTED: E.ASSESS,
    S.ASSESSED: E.CLOSE,
}
"""What a matter waits for: its one primary action."""


def open_events(state: MatterState, effect: Effect | None, grade: Grade | None) -> list[MatterEvent]:
    """What may be done with a matter now. One found wanting is not closed but opened again."""
    found = []
    for event, move in MOVES.items():
        if state not in move.sources or (move.in_force and effect is not Effect.IN_FORCE):
            continue
        if event is E.CLOSE and grade is Grade.BAD:
            continue
        found.append(event)
    return found


def next_event(state: MatterState, grade: Grade | None) -> MatterEvent | None:
    """The primary action; after a bad mark the matter is taken up again."""
    return E.REOPEN if state is S.ASSESSED and grade is Grade.BAD else NEXT.get(state)
