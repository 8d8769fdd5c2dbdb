"""A year of appointments of the demo county."""

from __future__ import annotations

from datetime import date

from congress.models import Congress


def build_appointments(county: Congress, as_of: date) -> None:
    """Nothing yet."""
