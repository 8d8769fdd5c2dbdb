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


LEDGER = [
    ["编号", "案由", "类别", "领衔代表", "代表团", "主办单位", "交办日期", "答复日期", "办理类别", "结果评价"],
    ["第1号", "关于修路的建议", "交通", "罗秀英", "石门代表团", "县交通运输局", "2024.3.12", "2024.5.20", "A", "满意"],
    ["第2号", "关于修桥的建议", "交通", "罗秀英", "石门代表团", "县财政局", "2024年3月", "", "", ""],
    ["", "关于没有编号的建议", "交通", "罗秀英", "石门代表团", "县财政局", "2024.3.12", "", "", ""],
]
"""Three lines: one good, one doubtful, one that fails."""
OWN_TERM = {"term": 18, "session": 3, "year": 2024, "opens_on": "2024-01-16", "closes_on": "2024-01-19"}


def job_at(world, state: str) -> ImportJob:
    """An import of the deputies' office that stands at a state."""
    data = book(LEDGER)
    if state == "read":
        return read(world.clerk, data, "台账.xlsx")
    job = read(world.clerk, data, "台账.xlsx")
    job = jobs.choose_columns(actor=world.clerk, job=job, columns=job.columns, context=OWN_TERM)
    if state == "mapped":
        return job
    job = jobs.settle_words(actor=world.clerk, job=job, words=answer(job))
    working.work(job.pk)
    job.refresh_from_db()
    return job if state == "checked" else finished(world.clerk, job)
