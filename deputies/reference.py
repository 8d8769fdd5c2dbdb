"""The year's categories of suggestions, for the reference command."""

from __future__ import annotations

from collections.abc import Mapping

from congress.services.reference import add_yearly
from deputies.models import Category


def load_categories() -> Mapping[str, int]:
    """Add the schemes' categories for this year and the next; returns what changed."""
    return add_yearly(Category, "categories").counts()
