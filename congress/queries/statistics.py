"""The statistics page: groups by measures, as screen, paper, Excel and chart show them alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.access import Anyone, standing
from congress.clock import today
from congress.kinds import registry
from congress.models import Body, Congress, Delegation, Department, Tally
from congress.queries.figures import (
    DIMENSIONS,
    Counted,
    Figure,
    Rate,
    Slice,
    all_measures,
    classes_of,
    count,
    grouped,
    rates_of,
)
from congress.queries.measures import CLASS, RATIOS, SHARES, measure
from congress.queries.outcomes import schemes_of

Column = str
"""A measure's code, or a ratio's behind a percent sign."""
SETS: Mapping[str, tuple[object, tuple[Column, ...]]] = {
    "four": (
        gettext_lazy("四项指标"),
        ("handed", "%in_time", "%solved", "%solving", "%process", "%result"),
    ),
    "answering": (
        gettext_lazy("答复情况"),
        (
            *("received", "accepted", "not_filed", "merged", "handed", "answered", "in_time", "answered_late"),
            *("overdue", "checking", "not_due", "%in_time", "%in_time_of_handed"),
        ),
    ),
    "solving": (gettext_lazy("解决情况"), ("handed", "answered", "classes", "%solved", "%solving")),
    "satisfaction": (
        gettext_lazy("满意度"),
        (
            *("answered", "marked", "silent", "process_good", "process_fair", "process_bad", "%process"),
            *("%process_of_all", "result_good", "result_fair", "result_bad", "%result", "%result_of_all"),
        ),
    ),
    "tracking": (
        gettext_lazy("承诺和督办"),
        (
            *("key", "returned", "extended", "reworked", "promised", "promise_kept", "promise_late"),
            *("promise_open", "promise_broken", "closed"),
        ),
    ),
}


@dataclass(frozen=True)
class Cell:
    """A count, with its share where several make a whole, or a rate; whichever the column shows."""

    label: str
    figure: Figure | None = None
    rate: Rate | None = None
    share: str = ""

    @property
    def number(self) -> float | None:
        """What a chart draws."""
        if self.rate:
            return None if self.rate.percent is None else float(self.rate.percent)
        return self.figure.count if self.figure else None


@dataclass(frozen=True)
class Line:
    """One group's cells."""

    label: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Statistics:
    """The whole table, with what each column counts; a heading says of what its rate is."""

    asked: Slice
    heading: str
    columns: Sequence[Column]
    headings: Sequence[tuple[str, str]]
    lines: Sequence[Line]
    total: Line
    explained: Sequence[tuple[str, str]]


def years_of(user: Anyone, kind: str) -> list[int]:
    """The years there is something of a kind of, the present one always, newest first."""
    county = standing(user).county_id
    first = Tally.objects.filter(county_id=county, kind=kind, until=None).aggregate(first=Min("year"))["first"]
    this = today().year
    return list(range(this, min(first or this, this) - 1, -1))


def counted(user: Anyone, asked: Slice) -> tuple[list[Counted], Counted]:
    """Every measure of each group of the slice, if it is grouped, and of the whole."""
    county = getattr(user, "county", None)
    measures, rates = all_measures(classes_of(user, asked)), rates_of(county)
    groups = grouped(user, asked, measures, words_of(county, asked), rates) if asked.by else []
    whole = replace(asked, by="", value="")
    if asked.by in {"", "department"} or asked.value:  # one matter may count for several units
        counts = count(whole.rows(user), measures, asked.on)
    else:
        counts = {one.code: sum(group.counts[one.code] for group in groups) for one in measures}
    return groups, Counted(whole, _("合计（件）"), counts, rates)


def statistics(user: Anyone, asked: Slice, shown: str) -> Statistics:
    """The slice grouped by its dimension, in the columns of one set."""
    groups, total = counted(user, asked)
    columns = _columns(shown, [code for code in total.counts if code.startswith(CLASS)])
    return Statistics(
        asked=asked,
        heading=str(DIMENSIONS[asked.by][0]),
        columns=columns,
        headings=[(cell.label, cell.rate.of if cell.rate else "") for cell in _line(total, columns).cells],
        lines=[_line(group, columns) for group in groups],
        total=_line(total, columns),
        explained=explained(columns),
    )


def _columns(shown: str, classes: Sequence[str]) -> list[Column]:
    columns: list[Column] = []
    for column in SETS[shown][1]:
        columns += classes if column == "classes" else [column]
    return columns


def _line(counted: Counted, columns: Sequence[Column]) -> Line:
    shares: dict[str, Decimal | None] = {}
    for codes, whole in (*SHARES.values(), (tuple(c for c in columns if c.startswith(CLASS)), "answered")):
        if codes and set(codes) <= set(columns):
            shares |= counted.shares(codes, whole)
    return Line(counted.label, [_cell(counted, column, shares.get(column)) for column in columns])


def _cell(counted: Counted, column: Column, share: Decimal | None) -> Cell:
    if column.startswith("%"):
        rate = counted.rate(column[1:])
        return Cell(rate.label, rate=rate)
    figure = counted.figure(column)
    return Cell(figure.label, figure=figure, share="" if share is None else f"{share}%")


def explained(columns: Sequence[Column]) -> list[tuple[str, str]]:
    """What each column counts, and of what."""
    found: dict[str, str] = {}
    for column in columns:
        codes = [column]
        if column.startswith("%"):
            ratio = RATIOS[column[1:]]
            found[str(ratio.label)] = str(ratio.of)
            codes = [ratio.part, ratio.whole]
        for one in filter(None, map(measure, codes)):
            found.setdefault(str(one.label), str(one.help))
    return list(found.items())


def words_of(county: Congress | None, asked: Slice) -> Mapping[Any, str]:
    """The groups' words in their own order, in one query."""
    if county is None:
        return {}
    if asked.by == "category":
        return {**registry.kinds[asked.kind].categories(county), "": _("未分类")}
    if asked.by == "department":
        return dict(Department.objects.filter(county=county).values_list("pk", "name"))
    if asked.by == "office":
        return dict(Body.objects.filter(congress=county).values_list("pk", "short_name"))
    if asked.by == "delegation":
        rows = Delegation.objects.filter(term__congress=county).order_by("-term__number", "place_order", "pk")
        return {**dict(rows.values_list("pk", "name")), None: _("上级代表")}
    if asked.by == "outcome":
        own = schemes_of(asked.kind, asked.years).order_by("place_order", "code")
        shown = [(row.code, row.label if row.kind else _("%(code)s类") % {"code": row.code}) for row in own]
        return {**dict(shown), "": _("未答复")}
    return {year: _("%(year)s年") % {"year": year} for year in sorted(asked.years, reverse=True)}
