"""The database's two roles, and the triggers and rights every table gets after migrations.

The owner migrates; the application's role may read and write rows but owns nothing. Triggers and
rights are derived from the models, so that no migration can forget them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper

from congress.models import Change, Seal
from congress.models.base import House

OWNER_KEYS = ("USER", "PASSWORD", "HOST", "PORT")
READ_ONLY = (Change._meta.db_table, Seal._meta.db_table, "django_migrations", "django_content_type")
TRIGGERS = {
    "audit_capture": (
        "AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION audit_capture({secrets})"
    ),
    "audit_needs_command": (
        "BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_needs_command()"
    ),
    "audit_append_only": (
        "BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"
    ),
}


@contextmanager
def as_owner() -> Iterator[str]:
    """Connect as the owner for the block; yields the application's role name."""
    used: dict[str, Any] = connection.settings_dict  # type: ignore[assignment]
    owner: dict[str, Any] = dict(settings.DATABASE_OWNER)
    kept = {key: used[key] for key in OWNER_KEYS}
    connection.close()
    used.update({key: owner[key] for key in OWNER_KEYS})
    try:
        yield kept["USER"]
    finally:
        connection.close()
        used.update(kept)


def audited_models() -> list[type[House]]:
    """Every table of the house, in the order of its name."""
    found = [model for model in apps.get_models() if issubclass(model, House)]
    return sorted(found, key=lambda model: model._meta.db_table)


def wanted_triggers(model: type[House]) -> list[str]:
    """The triggers a table carries, by the marks of :class:`House`."""
    if model.derived:
        return []
    names = ["audit_capture"]
    if model.ledger:
        names.append("audit_needs_command")
    if model.append_only:
        names.append("audit_append_only")
    return names


def put_triggers_and_rights(app_role: str) -> None:
    """Make every table's triggers and the application's rights what the models say. Run as the owner."""
    with connection.cursor() as cursor:
        for model in audited_models():
            _put_triggers(cursor, model)
        _grant(cursor, app_role)


def _put_triggers(cursor: CursorWrapper, model: type[House]) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    secrets = ", ".join(f"'{name}'" for name in model.audit_secrets)
    wanted = wanted_triggers(model)
    for name, shape in TRIGGERS.items():
        if name in wanted:
            cursor.execute(f"CREATE OR REPLACE TRIGGER {name} {shape.format(table=table, secrets=secrets)}")
        else:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")


def _grant(cursor: CursorWrapper, role: str) -> None:
    name = connection.ops.quote_name(role)
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
    cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
    cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
    tables = ", ".join(connection.ops.quote_name(table) for table in READ_ONLY)
    cursor.execute(f"REVOKE ALL ON {tables} FROM {name}")
    cursor.execute(f"GRANT SELECT ON {tables} TO {name}")
    for model in audited_models():
        if model.append_only:
            cursor.execute(f"REVOKE UPDATE, DELETE ON {connection.ops.quote_name(model._meta.db_table)} FROM {name}")
