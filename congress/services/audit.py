"""Sealing and verifying the audit ledger; the work is done by the database's own functions."""

from __future__ import annotations

from django.db import connection


def seal() -> int:
    """Chain the committed, unsealed changes; returns how many. Safe to run twice at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_seal_now()")
        return int(cursor.fetchone()[0])


def verify() -> int | None:
    """The id of the first seal that no longer fits the ledger, or None when all hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_verify()")
        found = cursor.fetchone()[0]
    return None if found is None else int(found)
