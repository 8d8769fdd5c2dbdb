"""What statistics count about one matter and about each unit's part in it.

One pure function makes the values from the facts; the commands keep them and the bulk recomputation
reads them anew by the same one. What an answer is worth is its last complete round; whether it came
in time is its first (代表法 §51 counts from the hand-over, a rework has a clock of its own).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from congress.rules.followups import OVER, AssignmentState, HandlingRole, Mark, PromiseState

WORST = (Mark.GOOD, Mark.FAIR, Mark.BAD)


@dataclass(frozen=True)
class Answer:
    """An issued answer: when it reached the deputy, its class, and the lead signer's marks on it.

    Of a recorded past one of the two marks may be missing.
    """

    issued_on: date | None
    code: str
    solved: bool
    tracked: bool
    rank: int
    marks: tuple[tuple[Mark | None, Mark | None, date], ...] = ()


@dataclass(frozen=True)
class Pledge:
    """A promise, as far as it is counted."""

    state: PromiseState
    due_on: date
    late: bool = False
    moved: bool = False


@dataclass(frozen=True)
class Part:
    """One unit's part in one round."""

    department: int
    round: int
    role: HandlingRole
    state: AssignmentState
    handed_over_on: date
    due_on: date | None
    replied_on: date | None = None
    extended: bool = False
    returns: int = 0
    answer: Answer | None = None
    pledges: tuple[Pledge, ...] = ()


@dataclass(frozen=True)
class Matter:
    """The facts of one follow-up and its parts, those of every round.

    ``undated``: of a recorded past nobody knows whether or when it was answered, so there is no date to keep.
    """

    opened_on: date
    round: int = 1
    accepted_on: date | None = None
    handed_over_on: date | None = None
    closed_on: date | None = None
    ending: str = ""
    returns: int = 0
    key_leader: int | None = None
    undated: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Values:
    """The values of one row of the tally, named as its columns."""

    accepted_on: date | None = None
    handed_over_on: date | None = None
    reply_due_on: date | None = None
    replied_on: date | None = None
    answered_on: date | None = None
    outcome: str = ""
    solved: bool = False
    tracked: bool = False
    promised: int = 0
    promises_kept: int = 0
    promises_late: int = 0
    promises_moved: int = 0
    promise_due_on: date | None = None
    evaluated_on: date | None = None
    process: str = ""
    result: str = ""
    closed_on: date | None = None
    ending: str = ""
    extended: bool = False
    returns: int = 0
    reworks: int = 0
    key_leader_id: int | None = None


DATED: Mapping[str, tuple[str, ...]] = {
    "accepted_on": ("accepted_on",),
    "handed_over_on": ("handed_over_on", "reply_due_on"),
    "replied_on": ("replied_on",),
    "answered_on": ("answered_on", "outcome", "solved", "tracked", "promised", "promise_due_on"),
    "evaluated_on": ("evaluated_on", "process", "result"),
    "closed_on": ("closed_on", "ending"),
}
"""Values that come with a date of their own: on an earlier day they were blank, and that can be told from it."""


def tallies(matter: Matter) -> Mapping[int | None, Values]:
    """The values of the whole matter under None, and of each unit that owes or owed an answer under its key."""
    parts = [part for part in matter.parts if part.role is not HandlingRole.ASSIST and part.state not in OVER]
    common = Values(
        accepted_on=matter.accepted_on,
        closed_on=matter.closed_on,
        ending=matter.ending,
        key_leader_id=matter.key_leader,
    )
    if matter.undated:
        parts = [replace(part, due_on=None) for part in parts]
    found: dict[int | None, Values] = {None: _of(parts, common)}
    found[None] = replace(
        found[None], handed_over_on=matter.handed_over_on, returns=matter.returns, reworks=matter.round - 1
    )
    for department in dict.fromkeys(part.department for part in parts):
        theirs = [part for part in parts if part.department == department]
        first = min(part.handed_over_on for part in theirs)
        found[department] = replace(
            _of(theirs, common),
            handed_over_on=first,
            returns=sum(part.returns for part in theirs),
            reworks=len({part.round for part in theirs}) - 1,
        )
    return found


def _of(parts: Sequence[Part], common: Values) -> Values:
    """What the answers of these parts come to, round by round."""
    rounds = [[part for part in parts if part.round == number] for number in sorted({p.round for p in parts})]
    if not rounds:
        return common
    due_on, replied_on = _slowest(rounds[0])
    values = replace(common, reply_due_on=due_on, replied_on=replied_on, extended=any(p.extended for p in parts))
    answered = [answers for answers in map(_answers, rounds) if answers]
    if not answered:
        return values
    least = max(answered[-1], key=lambda answer: answer.rank)
    values = replace(
        values,
        answered_on=_latest(answer.issued_on for answer in answered[0]),
        outcome=least.code,
        solved=least.solved,
        tracked=least.tracked,
    )
    return _marked(_pledged(values, [pledge for part in parts for pledge in part.pledges]), answered)


def _slowest(parts: Sequence[Part]) -> tuple[date | None, date | None]:
    """The date to keep and the day it was answered, of the unit with the least time left: it counts for all."""
    dated = [(part.due_on, part.replied_on) for part in parts if part.due_on]
    if not dated:
        return None, None
    waiting = [due_on for due_on, replied_on in dated if replied_on is None]
    if waiting:
        return min(waiting), None
    return max(dated, key=lambda pair: ((pair[1] or pair[0]) - pair[0], pair[0]))


def _answers(parts: Sequence[Part]) -> list[Answer]:
    """The answers of a round; none until every unit's has reached the deputy."""
    answers = [part.answer for part in parts if part.answer and part.state is AssignmentState.ANSWERED]
    return answers if len(answers) == len(parts) else []


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)


def _marked(values: Values, rounds: Sequence[Sequence[Answer]]) -> Values:
    """With the marks of the last round whose answers were all marked: a later silence takes no mark back."""
    for answers in reversed(rounds):
        if all(answer.marks for answer in answers):
            marks = [mark for answer in answers for mark in answer.marks]
            return replace(
                values,
                process=_worst(process for process, _result, _on in marks),
                result=_worst(result for _process, result, _on in marks),
                evaluated_on=_latest(on for _process, _result, on in marks),
            )
    return values


def _worst(marks: Iterable[Mark | None]) -> str:
    """The worst of some marks; nothing when none is told."""
    found = max((mark for mark in marks if mark), key=WORST.index, default=None)
    return found.value if found else ""


def _pledged(values: Values, pledges: Sequence[Pledge]) -> Values:
    """With the promises that stand; one replaced by a later answer is counted no more."""
    standing = [pledge for pledge in pledges if pledge.state is not PromiseState.REPLACED]
    kept = [pledge for pledge in standing if pledge.state is PromiseState.KEPT]
    due = [pledge.due_on for pledge in standing if pledge.state is PromiseState.OPEN]
    return replace(
        values,
        promised=len(standing),
        promises_kept=sum(not pledge.late for pledge in kept),
        promises_late=sum(pledge.late for pledge in kept),
        promises_moved=sum(pledge.moved for pledge in standing),
        promise_due_on=min(due, default=None),
    )


@dataclass(frozen=True)
class Change:
    """How a kept row becomes what is true now: nothing, its values set, or a new row from today on."""

    values: Mapping[str, object] = field(default_factory=dict)
    anew: bool = False


def change(kept: Mapping[str, object], wanted: Mapping[str, object], since: date, today: date) -> Change:
    """What must be written so that the row of every earlier day still says what it said then.

    A value that comes with today's date may be set in place: whoever asks for an earlier day passes
    it over. Everything else that changes begins a new row, unless the row began today itself.
    """
    new = {name: value for name, value in wanted.items() if kept[name] != value}
    if not new or since >= today:
        return Change(new)
    told = {
        name
        for day, names in DATED.items()
        if not kept[day] and wanted[day] == today and not any(kept[name] for name in names)
        for name in names
    }
    return Change(new, anew=not set(new) <= told)
