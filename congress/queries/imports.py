"""What the pages of an import show: its steps, its lines with what is wrong, the sample and the failed lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.importkinds import Asked, ImportKind, Problem, Settled
from congress.labels import State, label
from congress.models import ImportJob, ImportRow
from congress.rules.imports import ImportState, RowOutcome
from congress.rules.tables import cells

SAMPLES = 3
SHOWN_CELLS = 3


def state_of(job: ImportJob) -> State:
    """Where an import stands, as a badge."""
    return State.of(ImportState(job.state))


@dataclass(frozen=True)
class Reason:
    """Why a cell is marked: the column, what stands there, the reason; ``fails`` when it keeps the line out."""

    column: str
    cell: str
    text: str
    tone: str


@dataclass(frozen=True)
class Shown:
    """A line of the preview or of the result."""

    number: int
    cells: list[str]
    state: State
    reasons: list[Reason]
    url: str


def lines(job: ImportJob, kind: ImportKind, rows: Iterable[ImportRow]) -> list[Shown]:
    """Lines ready to be drawn."""
    places = {key: place for place, key in enumerate(job.columns) if key}
    first = [places[c.key] for c in kind.columns if c.key in places][:SHOWN_CELLS]
    return [_shown(kind, row, places, first) for row in rows]


def _shown(kind: ImportKind, row: ImportRow, places: Mapping[str, int], first: Sequence[int]) -> Shown:
    outcome = RowOutcome(row.outcome)
    url = reverse(kind.page, args=[row.target]) if kind.page and row.target and row.written else ""
    badge = State.of(outcome)
    return Shown(row.number, [row.cells[place] for place in first], badge, _reasons(kind, row, places), url)


def _reasons(kind: ImportKind, row: ImportRow, places: Mapping[str, int]) -> list[Reason]:
    found = []
    for kept in row.problems:
        problem = Problem.of(kept)
        column = kind.column(problem.column)
        cell = row.cells[places[problem.column]] if problem.column in places else ""
        about = problem.about if problem.about != cell else ""
        text = label(problem.doubt) + (f"：{about}" if about else "")
        found.append(Reason(str(column.label) if column else "", cell, text, "late" if problem.certain else "soon"))
    return found


def reasons_text(kind: ImportKind, row: ImportRow) -> str:
    """Why a line fails, for the sheet that goes back to the office."""
    reasons = _reasons(kind, row, {key: place for place, key in enumerate(row.job.columns) if key})
    return "；".join(f"{reason.column}：{reason.text}" for reason in reasons if reason.tone == "late")


@dataclass(frozen=True)
class Figure:
    """A count of lines that opens them."""

    label: str
    value: int
    query: str
    current: bool


DOUBTFUL = "doubtful"


def figures(job: ImportJob, chosen: str) -> list[Figure]:
    """How many lines are new, changed, the same, doubtful, failed."""
    counted: dict[str, int] = dict(job.rows.values_list("outcome").annotate(n=Count("pk")).order_by())
    doubtful = job.rows.filter(doubtful=True).count()
    shown = [(label(o), counted.get(o, 0), o.value) for o in RowOutcome if o is not RowOutcome.WAITING]
    shown.insert(3, (_("存疑"), doubtful, DOUBTFUL))
    return [Figure(name, n, query, query == chosen) for name, n, query in shown]


def chosen_rows(job: ImportJob, chosen: str) -> QuerySet[ImportRow]:
    """The lines of the filter in the address bar; without one all, what fails and is doubtful first."""
    if chosen == DOUBTFUL:
        return job.rows.filter(doubtful=True)
    return job.rows.filter(outcome=chosen) if chosen in set(RowOutcome) else job.rows.all()


def samples(job: ImportJob) -> list[list[str]]:
    """The first values of each column of the file."""
    rows = list(job.rows.all()[:60])
    return [
        [row.cells[place][:40] for row in rows if row.cells[place].strip()][:SAMPLES]
        for place in range(len(job.headers))
    ]


def session_days(job: ImportJob) -> tuple[date, date] | None:
    """The days of the session, as far as the file's earliest hand-over lets one guess: the week before."""
    if "handed_over" not in job.columns:
        return None
    place = job.columns.index("handed_over")
    days = [cells.day(row.cells[place]).value for row in job.rows.all()[:300]]
    earliest = min((day for day in days if day), default=None)
    return (earliest - timedelta(days=7), earliest - timedelta(days=4)) if earliest else None


@dataclass(frozen=True)
class Section:
    """The words of one kind, those open apart from those recognised."""

    what: str
    label: str
    words: list[Asked]
    recognised: list[tuple[str, str]]


def sections(asked: Sequence[Asked], known: Settled) -> list[Section]:
    """The words by kind."""
    found = []
    for what in dict.fromkeys(word.what for word in asked):
        words = [word for word in asked if word.what is what]
        still = [word for word in words if not word.certain and (word.what, word.text) not in known]
        settled = [(word.text, _meaning(word, known)) for word in words if word not in still]
        found.append(Section(what.value, label(what), still, settled))
    return found


def _meaning(word: Asked, known: Settled) -> str:
    meaning = word.certain or known.get((word.what, word.text), "")
    return dict(word.choices).get(meaning, meaning)
