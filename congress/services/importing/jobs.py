"""The commands of an import: read a file, say what its columns and words mean, confirm, discard."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from django.utils.translation import gettext as _

from congress.access import standing
from congress.clock import now
from congress.importkinds import Asked, ImportKind, Settled
from congress.labels import label
from congress.models import Congress, ImportJob, ImportMapping, ImportRow, ImportSheet, ImportWord, User
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.imports import MOVES, ImportState, WordKind, session_of, year_of
from congress.rules.tables.grid import Unreadable, read
from congress.rules.tables.header import Line, Table, find_tables
from congress.rules.tables.text import heading
from congress.services.base import command, locked, save
from congress.services.files import clean_name
from congress.services.importing.entries import entries_of, scope_of, settled_words
from congress.services.importing.kinds import kinds

BATCH = 1000
HEADER_MAX = 100
Context: TypeAlias = Mapping[str, object]


def known_headings(kind: ImportKind, county: Congress) -> dict[str, str]:
    """Headings, normalised, and the column each stands for; what this office said goes before."""
    found = {heading(str(word)): c.key for c in kind.columns for word in (c.label, *c.words)}
    rows = ImportMapping.objects.filter(county=county, kind=kind.key)
    return found | dict(rows.values_list("header", "column"))


def read_file(*, actor: User, kind: str, name: str, data: bytes) -> ImportJob:
    """Take a file in: find its tables and keep the lines of the likeliest. The file itself is not kept.

    Raises NotAllowed; Incomplete when it cannot be read, with what to do.
    """
    chosen = _allowed(actor, kind)
    county = actor.county
    assert county is not None  # who may import belongs to a county
    guesses = known_headings(chosen, county)
    try:
        tables = find_tables(read(data, name), guesses.keys())
    except Unreadable as refused:
        raise Incomplete({"file": label(refused.trouble)}) from refused
    with command(actor, "read_file"):
        job = ImportJob.objects.create(
            county=county,
            kind=kind,
            name=clean_name(name),
            sha256=hashlib.sha256(data).hexdigest(),
            headers=[],
            lines=0,
            uploaded_by=actor,
            uploaded_at=now(),
        )
        _take(job, chosen, tables[0])
        job.save()
        if len(tables) > 1:
            ImportSheet.objects.bulk_create(_kept(job, table) for table in tables)
    return job


def _take(job: ImportJob, kind: ImportKind, table: Table) -> None:
    """Let a job be about one table, mapped as guessed."""
    job.sheet, job.title, job.headers = table.sheet[:100], table.title, table.headers
    job.columns = _guessed(table.headers, known_headings(kind, job.county))
    job.context = _context_of(f"{table.title} {job.name}") if kind.of_session else {}
    job.lines = len(table.lines)
    rows = [ImportRow(job=job, number=line.number, cells=line.cells) for line in table.lines]
    ImportRow.objects.bulk_create(rows, batch_size=BATCH)


def _kept(job: ImportJob, table: Table) -> ImportSheet:
    lines = [[line.number, line.cells] for line in table.lines]
    return ImportSheet(
        job=job, name=table.sheet[:100], title=table.title, headers=table.headers, lines=lines, count=len(lines)
    )


def choose_sheet(*, actor: User, job: ImportJob, sheet: ImportSheet, version: int | None = None) -> ImportJob:
    """Take another table of the file; its columns are guessed anew. Raises NotAllowed, WrongState, Conflict."""
    with command(actor, "choose_sheet"):
        job, kind = _locked(actor, job, version)
        _move(job, ImportState.READ)
        job.rows.all().delete()
        lines = [Line(number, cells) for number, cells in sheet.lines]
        _take(job, kind, Table(sheet.name, sheet.title, sheet.headers, lines))
        save(job)
    return job


def _allowed(actor: User, kind: str) -> ImportKind:
    chosen = kinds().get(kind)
    if chosen is None or not chosen.allowed(standing(actor)):
        raise NotAllowed(_("您不能导入这种表。代表建议由代表工委导入；单位、联络员、代表名册也可由系统管理员导入。"))
    return chosen


def _guessed(headers: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """The column of each heading, each at most once."""
    found: list[str] = []
    for name in headers:
        key = known.get(heading(name), "") if name else ""
        found.append("" if key in found else key)
    return found


def _context_of(title: str) -> dict[str, object]:
    """Term, session and year as far as the title above the table, or the file's name, says."""
    numbers, year = session_of(title), year_of(title)
    context: dict[str, object] = {"year": year} if year else {}
    return context | ({"term": numbers[0], "session": numbers[1]} if numbers else {})


def _locked(actor: User, job: ImportJob, version: int | None) -> tuple[ImportJob, ImportKind]:
    kind = _allowed(actor, job.kind)
    return locked(job, version), kind


def _move(job: ImportJob, to: ImportState) -> None:
    """Raises WrongState when the job does not stand where ``to`` can follow."""
    if to not in MOVES[ImportState(job.state)]:
        state = label(ImportState(job.state))
        raise WrongState(_("这次导入现在的状态是“%(state)s”，不能再这样做。请返回查看最新情况。") % {"state": state})
    job.state = to
    job.done, job.error, job.worked_at = 0, "", None


def choose_columns(
    *, actor: User, job: ImportJob, columns: Sequence[str], context: Context, version: int | None = None
) -> ImportJob:
    """Say which column of the file is what, and of which session it is; remembered for the next file.

    Goes on to the words to be settled, or to the check when every word is known. Raises NotAllowed,
    WrongState, Conflict; Incomplete when a needed column is missing or chosen twice.
    """
    with command(actor, "choose_columns"):
        job, kind = _locked(actor, job, version)
        _refuse_columns(kind, columns)
        job.columns, job.context = list(columns), dict(context)
        _move(job, ImportState.MAPPED)
        memory = [
            ImportMapping(county=job.county, kind=job.kind, header=heading(name)[:HEADER_MAX], column=key)
            for name, key in {
                heading(name): (name, key) for name, key in zip(job.headers, columns, strict=True)
            }.values()
            if name
        ]
        unique = ["county", "kind", "header"]
        ImportMapping.objects.bulk_create(memory, update_conflicts=True, unique_fields=unique, update_fields=["column"])
        if not open_words(job, kind):
            _move(job, ImportState.CHECKING)
        save(job)
    return job


def _refuse_columns(kind: ImportKind, columns: Sequence[str]) -> None:
    chosen = [key for key in columns if key]
    twice = {key for key in chosen if chosen.count(key) > 1}
    if twice:
        names = "、".join(str(c.label) for c in kind.columns if c.key in twice)
        raise Incomplete({"columns": _("%(names)s对应了两列，请只留一列。") % {"names": names}})
    missing = "、".join(str(c.label) for c in kind.columns if c.required and c.key not in chosen)
    if missing:
        raise Incomplete({"columns": _("必须有%(names)s。请指出表中哪一列是。") % {"names": missing}})


def asked_words(job: ImportJob, kind: ImportKind, settled: Settled) -> list[Asked]:
    """Every word of the file whose meaning matters, each once."""
    entries = entries_of(job, kind, job.rows.all())
    return kind.importer(job, settled).asked(entries)


def open_words(job: ImportJob, kind: ImportKind) -> list[Asked]:
    """Those of them that nobody has settled and that are not recognised beyond doubt."""
    settled = settled_words(job)
    return _open(asked_words(job, kind, settled), settled)


def _open(asked: Iterable[Asked], settled: Settled) -> list[Asked]:
    return [word for word in asked if not word.certain and (word.what, word.text) not in settled]


def settle_words(
    *, actor: User, job: ImportJob, words: Mapping[tuple[WordKind, str], str], version: int | None = None
) -> ImportJob:
    """Say what the file's words mean; remembered for the county. The check starts when all are settled.

    Raises NotAllowed, WrongState, Conflict; Incomplete while one is open.
    """
    with command(actor, "settle_words"):
        job, kind = _locked(actor, job, version)
        asked = {(word.what, word.text): word for word in asked_words(job, kind, settled_words(job))}
        rows = [
            ImportWord(county=job.county, what=what, scope=scope_of(job, what), text=text, meaning=meaning)
            for (what, text), meaning in words.items()
            if (what, text) in asked and meaning in dict(asked[what, text].choices)
        ]
        unique = ["county", "what", "scope", "text"]
        ImportWord.objects.bulk_create(rows, update_conflicts=True, unique_fields=unique, update_fields=["meaning"])
        still = _open(asked.values(), settled_words(job))
        if still:
            names = "、".join(word.text for word in still[:5])
            raise Incomplete({"words": _("还有 %(n)s 个词没有确认：%(names)s。") % {"n": len(still), "names": names}})
        _move(job, ImportState.CHECKING)
        save(job)
    return job


def confirm(*, actor: User, job: ImportJob, keeps_open: bool = False, version: int | None = None) -> ImportJob:
    """Have the checked lines written. Of two clerks at once one wins.

    Raises NotAllowed, WrongState, Conflict; Incomplete when no line would be written.
    """
    with command(actor, "confirm_import"):
        job, _kind = _locked(actor, job, version)
        _move(job, ImportState.RUNNING)
        job.keeps_open = keeps_open
        job.confirmed_by, job.confirmed_at = actor, now()
        job.sheets.all().delete()
        save(job)
    return job


def resume(*, actor: User, job: ImportJob) -> ImportJob:
    """Go on where an import was interrupted; what is written stays. Raises NotAllowed, WrongState."""
    with command(actor, "resume_import"):
        job, _kind = _locked(actor, job, None)
        _move(job, ImportState.RUNNING if job.confirmed_by_id else ImportState.CHECKING)
        save(job)
    return job


def reopen(*, actor: User, job: ImportJob) -> ImportJob:
    """Go back to the words of a checked import. Raises NotAllowed, WrongState."""
    with command(actor, "reopen_import"):
        job, _kind = _locked(actor, job, None)
        _move(job, ImportState.MAPPED)
        save(job)
    return job


def discard(*, actor: User, job: ImportJob, version: int | None = None) -> ImportJob:
    """Give an import up before anything is written. Raises NotAllowed, WrongState, Conflict."""
    with command(actor, "discard_import"):
        job, _kind = _locked(actor, job, version)
        _move(job, ImportState.DISCARDED)
        job.finished_at = now()
        job.sheets.all().delete()
        save(job)
    return job
