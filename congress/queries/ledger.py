"""The audit ledger as the auditor reads it; paging does not grow with the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet

from congress.models import Change
from congress.queries.veils import veiled, veiled_reasons

PER_PAGE = 50


@dataclass(frozen=True)
class Line:
    """One change with its fields in the office's words."""

    change: Change
    table: str
    fields: list[tuple[str, str, str]]
    reason: str
    veiled: bool = False


def tables() -> dict[str, type[Model]]:
    """Models by the name of their table."""
    return {model._meta.db_table: model for model in apps.get_models()}


def page(rows: QuerySet[Change], before: int | None) -> tuple[list[Line], int | None]:
    """The newest entries below ``before``; the second value continues, None at the end."""
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-id")[: PER_PAGE + 1])
    return lines_of(found[:PER_PAGE]), found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None


def lines_of(changes: Iterable[Change]) -> list[Line]:
    """Changes in the office's words; of people before a vote only that something was done."""
    known, rows = tables(), list(changes)
    hidden = veiled(rows)
    silent = veiled_reasons(rows, hidden)
    return [_line(row, known.get(row.table), row.pk in hidden, row.xid in silent) for row in rows]


def _line(change: Change, model: type[Model] | None, hidden: bool, silent: bool) -> Line:
    old, new = ({}, {}) if hidden else (change.old or {}, change.new or {})
    names = sorted({*old, *new})
    fields = [(_label(model, name), _text(old.get(name)), _text(new.get(name))) for name in names]
    table = str(model._meta.verbose_name) if model else change.table
    return Line(change, table, fields, "" if hidden or silent else change.reason, hidden)


def _label(model: type[Model] | None, name: str) -> str:
    try:
        return str(model._meta.get_field(name.removesuffix("_id")).verbose_name) if model else name  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return name


def _text(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 120 else f"{text[:120]}…"
