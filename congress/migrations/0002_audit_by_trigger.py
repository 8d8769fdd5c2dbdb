"""The audit ledger's functions; which table carries which trigger is settled by ``migrate``."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent.parent / "sql" / "audit.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("congress", "0001_initial")]

    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
