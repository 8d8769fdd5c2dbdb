"""Suggestions of the demo county in every state, made by the services on the days they happened."""

from __future__ import annotations

from datetime import date

from congress.models import Congress
from congress.queries.deadlines import reading_once
from deputies.demo.cast import Cast
from deputies.demo.plan import plots
from deputies.demo.tale import Tale
from deputies.demo.teller import tell


def build_suggestions(county: Congress, as_of: date) -> None:
    """Tell every planned suggestion day by day, all of them side by side, up to the day before ``as_of``."""
    with reading_once():
        cast = Cast(county, as_of)
        told: list[Tale] = []
        for number, plot in enumerate(plots()):
            told.append(Tale(cast, cast.case(number, plot, told)))
        tell(cast, told)
