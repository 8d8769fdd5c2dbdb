"""Triggers and checks of references, at rest while rows are written that are right by construction."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.utils import ProgrammingError

from congress.database import audited_models


def rest() -> None:
    """Until the transaction ends. An owner, who is no superuser, rests the house's own triggers only."""
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute("SET LOCAL session_replication_role = replica")
        except ProgrammingError:
            for model in audited_models():
                cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER")


def work_again() -> None:
    """What :func:`rest` switched off for an owner is on again; a superuser's setting ends by itself."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        if cursor.fetchone()[0] == "replica":
            return
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in audited_models():
            cursor.execute(f"ALTER TABLE {model._meta.db_table} ENABLE TRIGGER USER")
