"""From stored lines to entries, and back: what a check found is kept on the row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from congress.importkinds import Column, Entry, ImportKind, Settled
from congress.models import ImportJob, ImportRow, ImportWord
from congress.rules.imports import RowOutcome, WordKind
from congress.rules.tables.cells import Doubt

KEPT = ["problems", "outcome", "doubtful", "target", "digest", "written"]


def scope_of(job: ImportJob, what: WordKind) -> str:
    """What a word's meaning holds for: units for ever, delegations a term, schemes a year."""
    if what in {WordKind.CATEGORY, WordKind.OUTCOME}:
        return str(job.context.get("year", ""))
    return str(job.context.get("term", "")) if what in {WordKind.DELEGATION, WordKind.DEPUTY} else ""


def settled_words(job: ImportJob) -> Settled:
    """What the county has said its words mean, within the scope of a job."""
    rows = ImportWord.objects.filter(county=job.county_id)
    found = {}
    for row in rows:
        what = WordKind(row.what)
        if row.scope == scope_of(job, what):
            found[what, row.text] = row.meaning
    return found


def mapped(job: ImportJob, kind: ImportKind) -> list[tuple[int, Column]]:
    """The positions of the file's columns and what they stand for."""
    pairs = [(place, kind.column(key)) for place, key in enumerate(job.columns)]
    return [(place, column) for place, column in pairs if column is not None]


def entries_of(job: ImportJob, kind: ImportKind, rows: Iterable[ImportRow]) -> list[Entry]:
    """The lines understood by themselves; nothing is asked of the county yet."""
    places = mapped(job, kind)
    year = job.context.get("year")
    silent = {column.key: column.read("", year).value for column in kind.columns}
    return [_entry(row, places, year, silent) for row in rows]


def _entry(
    row: ImportRow, places: Sequence[tuple[int, Column]], year: int | None, silent: Mapping[str, object]
) -> Entry:
    """``silent`` is what a column says that the file does not have."""
    entry = Entry(row.number, dict(silent))
    ticks: dict[str, list[Column]] = {}
    for place, column in places:
        read = column.read(row.cells[place], year)
        entry.values[column.key] = read.value
        if read.doubt:
            entry.tell(column.key, read.doubt, row.cells[place])
        if column.required and not read.value and not read.doubt:
            entry.tell(column.key, Doubt.MISSING)
        if column.longest and isinstance(read.value, str) and len(read.value) > column.longest:
            _shorten(entry, column, read.value)
        if column.instead and read.value:
            ticks.setdefault(column.instead, []).append(column)
    for ticked in ticks.values():
        _take_tick(entry, ticked)
    return entry


def _shorten(entry: Entry, column: Column, whole: str) -> None:
    entry.values[column.key] = whole[: column.longest]
    entry.values[f"whole_{column.key}"] = whole
    entry.tell(column.key, Doubt.OVER_LIMIT if column.keep_whole else Doubt.TOO_LONG, str(column.longest))


def _take_tick(entry: Entry, ticked: Sequence[Column]) -> None:
    """What was ticked becomes the value it stands for; of two ticks, or a tick against a word, neither counts."""
    first = ticked[0]
    if len(ticked) > 1 or entry.values.get(first.instead) not in (None, first.means):
        entry.values[first.instead] = None
        entry.tell(first.key, Doubt.SEVERAL_TICKS)
    else:
        entry.values[first.instead] = first.means


def digest(parts: object) -> str:
    """A fingerprint of what a line says, names resolved."""
    return hashlib.sha256(json.dumps(parts, default=str, ensure_ascii=False).encode()).hexdigest()


def judge(entry: Entry, target: int | None, known: str) -> None:
    """Say what an entry does, once its problems are known: ``known`` is the fingerprint last written."""
    entry.target = target
    if entry.fails:
        entry.outcome = RowOutcome.FAILED
    elif target is None:
        entry.outcome = RowOutcome.NEW
    else:
        entry.outcome = RowOutcome.SAME if known == entry.digest else RowOutcome.CHANGED


def written_digests(kind: str, county: int, targets: Iterable[int]) -> dict[int, str]:
    """The fingerprint each target was last written with."""
    rows = ImportRow.objects.filter(target__in=list(targets), written=True, job__kind=kind, job__county=county)
    return {target or 0: known for target, known in rows.order_by("id").values_list("target", "digest")}


def keep(rows: Sequence[ImportRow], entries: Sequence[Entry], *, written: bool = False) -> None:
    """Keep on the rows what was found of them, in one statement."""
    for row, entry in zip(rows, entries, strict=True):
        row.problems = [problem.kept() for problem in entry.problems]
        row.outcome = entry.outcome
        row.doubtful = bool(entry.problems) and not entry.fails
        row.target, row.digest = entry.target, entry.digest
        row.written = written and entry.outcome != RowOutcome.FAILED
    ImportRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=KEPT)
