"""办理进度通报: what every unit was given and has done, each figure with the ledger lines behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse

from congress.access import Anyone, standing, visible_to
from congress.models import Assignment
from deputies.models import Suggestion
from deputies.queries.measures import LABELS, conditions


@dataclass(frozen=True)
class Figure:
    """One count, the address of what it counts, and whether it should worry the reader."""

    count: int
    url: str
    bad: bool = False


@dataclass(frozen=True)
class Line:
    """One unit's figures, in the order of the headings."""

    unit: str
    figures: Sequence[Figure]


@dataclass(frozen=True)
class Bulletin:
    """The whole table of a year. Figures count suggestions; one with several units counts for each."""

    year: int
    headings: Sequence[str]
    lines: Sequence[Line]
    total: Line | None


BAD = frozenset({"late", "overdue", "uncontacted"})


def bulletin(user: Anyone, year: int) -> Bulletin:
    """The suggestions opened in a year that the reader may see; the government office reads its own units."""
    who = standing(user)
    seen = visible_to(user, Suggestion).filter(followup__opened_on__year=year)
    rows = Assignment.objects.filter(followup__in=seen.values("followup"))
    own = not (who.is_leader or who.is_deputies_office)
    if own:
        rows = rows.filter(department__coordinator__in=who.departments)
    by_unit = rows.values("department", "department__name").annotate(**_counts()).order_by("department")
    lines = [_line(str(row["department__name"]), _only(row), year, row["department"]) for row in by_unit]
    return Bulletin(year, [str(words) for words in LABELS.values()], lines, None if own else _total(rows, year))


def _counts() -> Mapping[str, Count]:
    return {code: Count("followup", distinct=True, filter=condition) for code, condition in conditions().items()}


def _only(row: Mapping[str, Any]) -> Mapping[str, int]:
    """The counts of a row."""
    return {code: row[code] for code in LABELS}


def _total(rows: QuerySet[Assignment], year: int) -> Line:
    return _line("", rows.aggregate(**_counts()), year, None)


def _line(unit: str, counts: Mapping[str, int], year: int, department: int | None) -> Line:
    place = {"department": department} if department else {}
    return Line(
        unit,
        [
            Figure(
                count=counts[code],
                url=f"{reverse('suggestions')}?{urlencode({'did': code, 'year': year, **place})}",
                bad=code in BAD and counts[code] > 0,
            )
            for code in LABELS
        ],
    )
