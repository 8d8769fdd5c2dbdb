"""Walking an import from the file to its end, as a clerk and the worker do it together."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from congress.models import ImportJob, User
from congress.rules.imports import NEW_WORD, ImportState, WordKind
from congress.services.importing import jobs, working
from congress.services.importing.kinds import kind_of

DATA = Path(__file__).parent / "data"
CITY_2020 = {"term": 16, "session": 5, "year": 2020, "opens_on": "2020-01-08", "closes_on": "2020-01-11"}
COUNTY_2024 = {"term": 14, "session": 4, "year": 2024, "opens_on": "2024-01-16", "closes_on": "2024-01-19"}


def book(*sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook of these rows, one sheet each."""
    made = Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets, 1):
        sheet = made.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(actor: User, data: bytes, name: str, kind: str = "suggestions") -> ImportJob:
    """Upload."""
    return jobs.read_file(actor=actor, kind=kind, name=name, data=data)


def answer(job: ImportJob, answers: Mapping[str, str] | None = None) -> dict[tuple[WordKind, str], str]:
    """Every open word settled: by ``answers``, otherwise as new where that is offered."""
    found = {}
    for word in jobs.open_words(job, kind_of(job)):
        offered = dict(word.choices)
        meaning = (answers or {}).get(word.text, NEW_WORD)
        found[word.what, word.text] = meaning if meaning in offered else next(iter(offered))
    return found


def checked(
    actor: User,
    data: bytes,
    name: str,
    *,
    kind: str = "suggestions",
    context: Mapping[str, object] | None = None,
    answers: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
) -> ImportJob:
    """Uploaded, mapped as guessed (amended by ``columns``), settled, and checked."""
    job = read(actor, data, name, kind)
    chosen = [(columns or {}).get(head, key) for head, key in zip(job.headers, job.columns, strict=True)]
    job = jobs.choose_columns(actor=actor, job=job, columns=chosen, context=context or {})
    if job.state == ImportState.MAPPED:
        job = jobs.settle_words(actor=actor, job=job, words=answer(job, answers))
    working.work(job.pk)
    job.refresh_from_db()
    return job


def finished(actor: User, job: ImportJob, *, keeps_open: bool = False) -> ImportJob:
    """Confirmed and written."""
    job = jobs.confirm(actor=actor, job=job, keeps_open=keeps_open)
    working.work(job.pk)
    job.refresh_from_db()
    return job


def outcomes(job: ImportJob) -> dict[str, int]:
    """How many lines have each outcome."""
    found: dict[str, int] = {}
    for outcome in job.rows.values_list("outcome", flat=True):
        found[outcome] = found.get(outcome, 0) + 1
    return found


def iso(day: dt.date) -> str:
    """A date as the context keeps it."""
    return day.isoformat()
