"""``migrate`` as the owner, then triggers and rights for the application's role."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connection

from congress.database import as_owner, put_triggers_and_rights


class Command(Migrate):
    """Django's command, run with ``DATABASE_OWNER_URL``."""

    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner() as app_role:
            super().handle(*args, **options)
            if "audit_change" in connection.introspection.table_names():
                put_triggers_and_rights(app_role)
