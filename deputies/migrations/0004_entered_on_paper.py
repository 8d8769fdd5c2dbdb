"""Follow-ups of suggestions a clerk typed in from a signed sheet are marked as such."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("congress", "0005_followup_on_paper"), ("deputies", "0003_received_on")]
    operations: ClassVar = [
        migrations.RunSQL(
            "UPDATE congress_followup SET on_paper = true FROM deputies_suggestion AS s "
            "WHERE s.followup_id = congress_followup.id AND s.entered_by_id IS NOT NULL",
            migrations.RunSQL.noop,
        )
    ]
