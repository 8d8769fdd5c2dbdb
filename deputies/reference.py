"""The year's categories of suggestions; filled in by the reference command."""

from __future__ import annotations

from collections.abc import Mapping


def load_categories() -> Mapping[str, int]:
    """Placeholder until the reference loader is in place."""
    return {}
