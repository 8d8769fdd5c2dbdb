"""The texts of the oath, for the reference command. The table of offices is read from its file by the rules."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from congress.services.base import command
from personnel.models import OathText

FILE = Path(__file__).resolve().parent.parent / "reference" / "oath_texts.yaml"


def load_oath_texts() -> Mapping[str, int]:
    """Add versions of the oath that are not there yet and end those that have ended; returns what changed."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    added = changed = 0
    with command(None, "reference"):
        for row in rows:
            values = {"text": row["text"], "basis": row["basis"], "valid_from": row["valid_from"]}
            values["valid_until"] = row.get("valid_until")
            kept = OathText.objects.filter(version=row["version"]).first()
            if kept is None:
                OathText.objects.create(version=row["version"], **values)
                added += 1
            elif any(getattr(kept, name) != value for name, value in values.items()):
                OathText.objects.filter(pk=kept.pk).update(**values)
                changed += 1
    return {"added": added, "updated": changed, "unchanged": len(rows) - added - changed, "kept": 0}
