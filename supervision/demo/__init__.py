"""The demo county's supervision: opinions of a year in every state."""

from __future__ import annotations

from datetime import date

from congress.models import Congress
from congress.queries.deadlines import reading_once
from supervision.demo.opinions import Opinions


def build_opinions(county: Congress, as_of: date) -> None:
    """Deliberation opinions on the reports of the year before ``as_of``, told day by day."""
    with reading_once():
        Opinions(county, as_of).build()
