"""Which rows of appointments the audit ledger may tell by now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db.models import QuerySet

from congress.models import Attachment
from personnel.models import (
    AppointmentLine,
    AppointmentMotion,
    DutyReport,
    ExamResult,
    PersonnelFile,
    Review,
    Sanction,
)
from personnel.rules.motions import BEFORE_RESULT


def _open_motions() -> QuerySet[AppointmentMotion]:
    return AppointmentMotion.objects.exclude(state__in=BEFORE_RESULT)


def _keys(rows: QuerySet[Any]) -> Collection[int]:
    return set(rows.values_list("pk", flat=True))


def _motions(keys: Collection[int]) -> Collection[int]:
    return _keys(_open_motions().filter(pk__in=keys))


def _lines(keys: Collection[int]) -> Collection[int]:
    return _keys(AppointmentLine.objects.filter(pk__in=keys, motion__in=_open_motions()))


def _never(keys: Collection[int]) -> Collection[int]:
    """Marks, reports and sanctions stay with the few for good."""
    return ()


def _reviews(keys: Collection[int]) -> Collection[int]:
    return _keys(Review.objects.filter(pk__in=keys, published_on__isnull=False))


def _attachments(keys: Collection[int]) -> Collection[int]:
    """Files by their names, but for the papers of reports and reviews; photographs of ceremonies are told."""
    closed = PersonnelFile.objects.filter(attachment__in=keys, ceremony=None)
    return set(keys) - set(closed.values_list("attachment", flat=True))


VEILS: Mapping[str, Callable[[Collection[int]], Collection[int]]] = {
    AppointmentMotion._meta.db_table: _motions,
    AppointmentLine._meta.db_table: _lines,
    ExamResult._meta.db_table: _never,
    DutyReport._meta.db_table: _never,
    Review._meta.db_table: _reviews,
    Sanction._meta.db_table: _never,
    Attachment._meta.db_table: _attachments,
}
