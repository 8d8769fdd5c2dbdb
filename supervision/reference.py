"""The shared data of supervision, for the reference command: fields of supervision."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from supervision.models import SupervisionField

FIELDS = Path(__file__).parent / "data" / "fields.yaml"


def load_fields() -> Mapping[str, int]:
    """Add the shared fields of supervision; what somebody has changed stays. Returns what changed."""
    rows: list[dict[str, Any]] = yaml.safe_load(FIELDS.read_text(encoding="utf-8"))
    added = 0
    for order, row in enumerate(rows, start=1):
        values = {"label": row["label"], "place_order": order}
        _field, made = SupervisionField.objects.get_or_create(county=None, code=row["code"], defaults=values)
        added += made
    return {"added": added, "updated": 0, "unchanged": len(rows) - added, "kept": 0}
