"""Document numbers as they are printed: 云人常发〔2026〕1号. The form is the county's, the number a counter's."""

from __future__ import annotations

import re

from congress.rules.codes import Code

PLACE = re.compile(r"\{(\w+)\}")
NAMES = frozenset({"area", "abbr", "year", "term", "n"})


class Scope(Code):
    """Within what a series counts from one."""

    YEAR = "year"
    TERM = "term"


class BadForm(Code):
    """Why a form of numbers cannot be used."""

    NO_NUMBER = "no_number"
    UNKNOWN = "unknown"
    NO_YEAR = "no_year"


def trouble(form: str, scope: Scope) -> BadForm | None:
    """What is wrong with a form: {n} once, known places only, and the year where it counts by years (国标 7.2.5)."""
    places = PLACE.findall(form)
    if places.count("n") != 1:
        return BadForm.NO_NUMBER
    if set(places) - NAMES or "{" in PLACE.sub("", form) or "}" in PLACE.sub("", form):
        return BadForm.UNKNOWN
    return BadForm.NO_YEAR if scope is Scope.YEAR and "year" not in places else None


def number(form: str, *, area: str, abbr: str, year: int, term: int, n: int | str) -> str:
    """The number as printed: four digits of the year, no leading zero. A draft gives a blank for ``n``."""
    values = {"area": area, "abbr": abbr, "year": year, "term": term, "n": n}
    return PLACE.sub(lambda place: str(values[place[1]]), form)


def abbreviation(area: str) -> str:
    """云 of 云岭县: what a county's own character usually is, until the county says another."""
    return area[:1]


def scope_key(scope: Scope, *, year: int, term: int) -> str:
    """How the locked counter names a year or a term."""
    return str(year) if scope is Scope.YEAR else f"T{term}"
