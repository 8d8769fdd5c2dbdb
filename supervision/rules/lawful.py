"""Topics the law fixes: what the standing committee must hear every year, and in which months.

The list is data (``supervision/data/fixed_topics.yaml``); what is computed from it is here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

DATA = Path(__file__).parents[1] / "data" / "fixed_topics.yaml"
MID_TERM = 3
"""The year of a five-year plan in which its middle is evaluated (监督法 §23)."""
FIRST_FIVE_YEARS = 2021
"""The first year of one five-year plan; the others follow every five years (十四五 2021–2025)."""


@dataclass(frozen=True)
class FixedTopic:
    """One topic of the law: its window of months, who reports, and after what else it comes.

    ``after`` is the key of a topic heard before, ``within`` the months after it in which this one must be.
    """

    key: str
    title: str
    basis: str
    organ: str
    way: str
    field: str
    office: str = ""
    first: int = 1
    last: int = 12
    usual: int = 0
    every: str = "year"
    after: str = ""
    within: int = 0

    def due_in(self, year: int) -> bool:
        """Whether it falls in a year: every year, or in the middle of a five-year plan."""
        return self.every != "mid_term" or (year - FIRST_FIVE_YEARS) % 5 == MID_TERM - 1

    def window(self, months: Mapping[str, int]) -> tuple[int, int]:
        """First and last month it may be heard in; ``months`` are those of the year's other topics.

        What comes after another topic begins with that one's month and may end in the next year: 14 is next February.
        """
        if self.after and self.after in months:
            start = months[self.after]
            return start + 1, start + self.within
        return self.first, self.last

    def month(self, months: Mapping[str, int]) -> int:
        """The month it is put in at first: the usual one, within the window and the year."""
        first, last = self.window(months)
        return max(first, min(self.usual or first, last, 12))

    def titled(self, year: int) -> str:
        """Its title in a year: {year} is the plan's year, {last} the one before."""
        return self.title.format(year=year, last=year - 1)


def for_year(topics: Iterable[FixedTopic], year: int) -> list[FixedTopic]:
    """The topics of a year, those that others come after first."""
    return sorted((one for one in topics if one.due_in(year)), key=lambda one: bool(one.after))


def fits(topic: FixedTopic, month: int, months: Mapping[str, int]) -> bool:
    """Whether a month of the year lies in the topic's window."""
    first, last = topic.window(months)
    return first <= month <= last


FIXED = tuple(FixedTopic(**row) for row in yaml.safe_load(DATA.read_text(encoding="utf-8")))
FIXED_BY_KEY: Mapping[str, FixedTopic] = {one.key: one for one in FIXED}
