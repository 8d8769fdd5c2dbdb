"""Reference data of personnel: the versions of the oath."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from personnel.models import OathText

TEXTS = Path(__file__).with_name("oath_texts.yaml")


def load_oath_texts() -> Mapping[str, int]:
    """Bring the versions of the oath up to the file; returns what changed."""
    wanted: list[dict[str, Any]] = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    counts = {"added": 0, "updated": 0, "unchanged": 0, "kept": 0}
    for values in wanted:
        values = {"valid_until": None, **values}
        row = OathText.objects.filter(version=values["version"]).first()
        if row is None:
            OathText.objects.create(**values)
            counts["added"] += 1
        elif all(getattr(row, name) == value for name, value in values.items()):
            counts["unchanged"] += 1
        else:
            OathText.objects.filter(pk=row.pk).update(**values)
            counts["updated"] += 1
    return counts
