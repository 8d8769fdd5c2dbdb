"""The background part of an import: checking and writing in batches, each in one transaction.

Killed in the middle and run again, no line is written twice: what is written is marked in the same
transaction, every batch is checked anew before it is written, and meanwhile the job's row is locked, and
the county's: two imports may tell of the same session.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.db import DatabaseError
from django.db.models import Q
from django.utils.translation import gettext as _

from congress.clock import now
from congress.importkinds import Entry, Importer, ImportKind
from congress.models import Congress, ImportJob
from congress.queries.deadlines import reading_once
from congress.refusals import Refusal
from congress.rules.imports import WORKING, WRITES, ImportState, RowOutcome
from congress.services.base import command
from congress.services.importing.entries import entries_of, keep, settled_words
from congress.services.importing.kinds import kind_of

BATCH = 300
STALE = timedelta(minutes=2)
"""A job nobody has worked on for so long was left behind by a worker that died, or its message got lost."""

logger = logging.getLogger(__name__)


def work(job_id: int) -> None:
    """Check or write a job to its end, whatever it waits for; does nothing for one that waits for a person."""
    job = ImportJob.objects.select_related("county", "confirmed_by", "uploaded_by").filter(pk=job_id).first()
    if job is None or job.state not in WORKING:
        return
    try:
        if job.state == ImportState.CHECKING:
            _check(job, kind_of(job))
        else:
            _write(job, kind_of(job))
    except (Refusal, DatabaseError, ArithmeticError, LookupError, ValueError) as error:
        logger.warning("import %s stopped: %s", job_id, error)
        _stop(job, error)


def work_left_behind() -> list[int]:
    """The jobs that wait for a worker and have none; the caller works on them."""
    waiting = Q(worked_at=None, uploaded_at__lt=now() - timedelta(seconds=20)) | Q(worked_at__lt=now() - STALE)
    return list(ImportJob.objects.filter(waiting, state__in=WORKING).order_by("id").values_list("pk", flat=True))


def _check(job: ImportJob, kind: ImportKind) -> None:
    """Check every line; nothing but the job and its lines is written."""
    importer = kind.importer(job, settled_words(job))
    rows = list(job.rows.all())
    entries = entries_of(job, kind, rows)
    for start in range(0, len(rows), BATCH):
        part = entries[start : start + BATCH]
        importer.check(part)
        with command(job.uploaded_by, "check_import"):
            if not _holds(job, ImportState.CHECKING):
                return
            keep(rows[start : start + BATCH], part)
            ImportJob.objects.filter(pk=job.pk).update(done=start + len(part), worked_at=now())
    _finish(job, ImportState.CHECKING, ImportState.CHECKED)


def _write(job: ImportJob, kind: ImportKind) -> None:
    """Write what is not written yet, batch after batch; the county is read when nobody else writes into it."""
    with command(job.confirmed_by, "prepare_import", _reason(job)), reading_once():
        if not _holds_county(job):
            return
        importer = kind.importer(job, settled_words(job))
        importer.prepare(entries_of(job, kind, job.rows.filter(outcome__in=WRITES)))
    while _write_batch(job, kind, importer):
        pass
    _finish(job, ImportState.RUNNING, ImportState.DONE)


def _reason(job: ImportJob) -> str:
    return _("导入“%(name)s”") % {"name": job.name}


def _holds(job: ImportJob, state: ImportState) -> bool:
    """Lock the job; whether it still waits for this: another worker may have come before."""
    return ImportJob.objects.select_for_update().filter(pk=job.pk, state=state).exists()


def _holds_county(job: ImportJob) -> bool:
    """Let no other import write into the county until the transaction ends; whether this one is still to be written."""
    Congress.objects.select_for_update(no_key=True).get(pk=job.county_id)
    return _holds(job, ImportState.RUNNING)


def _write_batch(job: ImportJob, kind: ImportKind, importer: Importer) -> bool:
    """Write the next lines; whether there were any."""
    with command(job.confirmed_by, "import_lines", _reason(job)), reading_once():
        if not _holds_county(job):
            return False
        rows = list(job.rows.filter(written=False, outcome__in=WRITES).order_by("number")[:BATCH])
        entries = entries_of(job, kind, rows)
        importer.check(entries)
        importer.write(_to_write(entries))
        keep(rows, entries, written=True)
        done = job.rows.filter(Q(written=True) | ~Q(outcome__in=WRITES)).count()
        ImportJob.objects.filter(pk=job.pk).update(done=done, worked_at=now())
    return bool(rows)


def _to_write(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.outcome in {RowOutcome.NEW, RowOutcome.CHANGED}]


def _finish(job: ImportJob, before: ImportState, after: ImportState) -> None:
    moved = {"state": after, "version": job.version + 1, "worked_at": now()}
    if after is ImportState.DONE:
        moved["finished_at"] = now()
    with command(job.confirmed_by or job.uploaded_by, "finish_import"):
        ImportJob.objects.filter(pk=job.pk, state=before).update(**moved)


def _stop(job: ImportJob, error: Exception) -> None:
    text = str(error) if isinstance(error, Refusal) else _("处理到一半时出错：%(error)s") % {"error": error}
    with command(job.confirmed_by or job.uploaded_by, "stop_import"):
        ImportJob.objects.filter(pk=job.pk, state__in=WORKING).update(
            state=ImportState.FAILED, error=text[:300], version=job.version + 1
        )
