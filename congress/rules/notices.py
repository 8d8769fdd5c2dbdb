"""Reading a holiday notice pasted line by line. Plain text in, days out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from congress.rules.workdays import DayKind

WORDS = {
    "休": DayKind.HOLIDAY,
    "班": DayKind.ADJUSTED,
    "节": DayKind.FESTIVAL,
}
LINE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:\s*(?:至|~|到)\s*(\d{4})-(\d{1,2})-(\d{1,2}))?\s*([休班节])\s*(.*)")
LONGEST = 15
"""No holiday has been longer; a range beyond it is a slip of the pen."""
YEARS = frozenset(range(2000, 2101))


@dataclass(frozen=True)
class Entered:
    """One day of a notice."""

    on: date
    kind: DayKind
    name: str = ""


class Unreadable(ValueError):
    """A line that is no day; ``args`` are the number of the line and its text."""


def read(text: str) -> list[Entered]:
    """Days of lines such as ``2027-02-15 休 春节``, ``2027-02-15 至 2027-02-21 休``, ``2027-02-20 班``.

    休 is a statutory holiday, 班 a weekend that is worked, 节 a local festival. Empty lines do not
    count. Raises :class:`Unreadable` for anything else, and for a day given twice.
    """
    found: dict[date, Entered] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        for day in _line(number, line):
            if day.on in found:
                raise Unreadable(number, line.strip())
            found[day.on] = day
    return sorted(found.values(), key=lambda day: day.on)


def _line(number: int, line: str) -> list[Entered]:
    match = LINE.fullmatch(line.strip())
    if match is None:
        raise Unreadable(number, line.strip())
    try:
        first = date(*map(int, match.group(1, 2, 3)))
        last = date(*map(int, match.group(4, 5, 6))) if match[4] else first
    except ValueError as error:
        raise Unreadable(number, line.strip()) from error
    span = (last - first).days
    if not 0 <= span < LONGEST or not {first.year, last.year} <= YEARS:
        raise Unreadable(number, line.strip())
    kind, name = WORDS[match[7]], match[8].strip()[:40]
    return [Entered(first + timedelta(days=n), kind, name) for n in range(span + 1)]
