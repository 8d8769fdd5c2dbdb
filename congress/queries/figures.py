"""Counting the tally: a slice of it, grouped by something, every figure with the address of its list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.access import Anyone, standing, visible_to
from congress.clock import today
from congress.kinds import registry
from congress.models import Congress, Tally
from congress.queries import parameters
from congress.queries.measures import MEASURES, RATIOS, Measure, Ratio, as_of, measure, of_class
from congress.rules.percentages import Rounding, percent, percents

DIMENSIONS: Mapping[str, tuple[object, str]] = {
    "category": (gettext_lazy("类别"), "category"),
    "department": (gettext_lazy("承办单位"), "department_id"),
    "office": (gettext_lazy("工作机构"), "office_id"),
    "delegation": (gettext_lazy("代表团"), "delegation_id"),
    "outcome": (gettext_lazy("答复类别"), "outcome_then"),
    "year": (gettext_lazy("年度"), "year"),
}
"""By what figures are grouped: the word and the tally's column."""
IN_SESSION, BETWEEN = "session", "between"
NONE = "none"
"""The value of a group whose matters have none, such as no delegation."""


@dataclass(frozen=True)
class Slice:
    """What is counted: the kind, the years, the day, in session or between, and one group when a list opens."""

    kind: str
    years: tuple[int, ...]
    on: date
    held: str = ""
    by: str = ""
    value: str = ""

    def rows(self, user: Anyone) -> QuerySet[Tally]:
        """The tally of what the reader may see; of units when it is grouped by them, of matters otherwise."""
        rows = visible_to(user, Tally).filter(as_of(self.on, today()), kind=self.kind, year__in=self.years)
        if self.held:
            rows = rows.filter(session__isnull=self.held == BETWEEN)
        rows = rows.filter(department__isnull=self.by != "department")
        if self.by == "department":
            rows = _own_units(user, rows)
        if self.by == "outcome":
            answered = When(answered_on__lte=self.on, then="outcome")
            rows = rows.annotate(outcome_then=Case(answered, default=Value("")))
        return rows.filter(self._group()) if self.value else rows

    def _group(self) -> Q:
        column = DIMENSIONS[self.by][1]
        if self.value == NONE:
            return Q(**{f"{column}__isnull": True}) if column.endswith("_id") else Q(**{column: ""})
        return Q(**{column: self.value})

    def url(self, figure: str) -> str:
        """The list behind a figure."""
        listed = registry.kinds[self.kind].listed
        return f"{reverse(listed)}?{self.query(figure)}" if listed else ""

    def query(self, figure: str = "") -> str:
        """The slice as it stands in an address bar."""
        parts = {
            "figure": figure,
            "years": ",".join(str(year) for year in self.years),
            "on": self.on.isoformat(),
            "held": self.held,
            "by": self.by,
            "value": self.value,
        }
        return urlencode({name: value for name, value in parts.items() if value})


def _own_units(user: Anyone, rows: QuerySet[Tally]) -> QuerySet[Tally]:
    """The government office reads its own units' figures; leaders and the committee's offices read all."""
    who = standing(user)
    if who.sees_handling:
        return rows
    return rows.filter(Q(department__in=who.departments) | Q(department__coordinator__in=who.departments))


def slice_of(values: Mapping[str, Any], kind: str) -> Slice:
    """The slice an address bar asks for; what cannot be read falls back to this year as of today."""
    years = [int(text) for text in str(values.get("years", "")).split(",") if _is_year(text)]
    by, held = str(values.get("by", "")), str(values.get("held", ""))
    value = str(values.get("value", "")) if by in DIMENSIONS else ""
    if value != NONE and by in {"department", "office", "delegation", "year"} and not _is_number(value):
        value = ""
    return Slice(
        kind=kind,
        years=tuple(sorted(set(years))) or (today().year,),
        on=min(_day(str(values.get("on", ""))) or today(), today()),
        held=held if held in {IN_SESSION, BETWEEN} else "",
        by=by if by in DIMENSIONS else "",
        value=value.replace("\0", "")[:40],
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 16


def _is_year(text: str) -> bool:
    return _is_number(text) and 1950 <= int(text) <= 2200


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def figure_rows(user: Anyone, asked: Slice, figure: str) -> QuerySet[Tally]:
    """The rows one figure counts; none for a figure that does not exist."""
    found = measure(figure)
    rows = asked.rows(user)
    return rows.filter(found.condition(asked.on)) if found else rows.none()


# -- Counting -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rates:
    """How this county rounds its percentages."""

    how: Rounding = Rounding.HALF_UP
    places: int = 1

    def percent(self, part: int, whole: int) -> Decimal | None:
        """A share alone."""
        return percent(part, whole, self.places, self.how)

    def percents(self, parts: Sequence[int], whole: int) -> list[Decimal | None]:
        """Shares of one whole, which may be fitted to 100."""
        return percents(parts, whole, self.how, self.places)


ROUNDINGS = {
    "half_up": Rounding.HALF_UP,
    "truncate": Rounding.TRUNCATE,
    "fit_to_100": Rounding.LARGEST_REMAINDER,
}


def rates_of(county: Congress | None) -> Rates:
    """The county's rounding, its own setting before the shared one, in one query."""
    rows = parameters.rows(county, ["rates.rounding", "rates.decimals"])
    found = {key: row.value for key, row in rows.items()}
    how = ROUNDINGS[str(found.get("rates.rounding", "half_up"))]
    return Rates(how, min(int(str(found.get("rates.decimals", 1))), 4))


@dataclass(frozen=True)
class Figure:
    """One count and the address of what it counts."""

    label: str
    count: int
    url: str
    bad: bool = False


@dataclass(frozen=True)
class Rate:
    """A share in per cent, None of nothing, with both counts and how the denominator is named."""

    label: str
    percent: Decimal | None
    part: int
    whole: int
    of: str
    url: str

    @property
    def text(self) -> str:
        """As it is printed: per cent, or a dash of nothing."""
        return "—" if self.percent is None else f"{self.percent}%"


@dataclass(frozen=True)
class Counted:
    """The counts of one group; the whole slice has no value."""

    asked: Slice
    label: str
    counts: Mapping[str, int]
    rates: Rates = field(default_factory=Rates)

    def figure(self, code: str) -> Figure:
        """One measure's count."""
        found = measure(code)
        assert found is not None
        return Figure(str(found.label), self.counts[code], self.asked.url(code), found.bad and self.counts[code] > 0)

    def shares(self, codes: Sequence[str], whole: str) -> Mapping[str, Decimal | None]:
        """The shares of counts that make a whole together."""
        found = self.rates.percents([self.counts[code] for code in codes], self.counts[whole])
        return dict(zip(codes, found, strict=True))

    def rate(self, code: str) -> Rate:
        """One share."""
        ratio: Ratio = RATIOS[code]
        part, whole = self.counts[ratio.part], self.counts[ratio.whole]
        share = self.rates.percent(part, whole)
        return Rate(str(ratio.label), share, part, whole, str(ratio.of), self.asked.url(ratio.part))


def count(rows: QuerySet[Tally], measures: Sequence[Measure], on: date) -> Mapping[str, int]:
    """The counts of some rows, in one query."""
    return read_counts(rows.aggregate(**counts_of(measures, on)), measures)


def counts_of(measures: Sequence[Measure], on: date, only: Q | None = None, name: str = "n") -> dict[str, Count]:
    """The measures as aggregates of a query, of those rows only that meet a further condition."""
    return {
        f"{name}{place}": Count("pk", filter=one.condition(on) & (only or Q())) for place, one in enumerate(measures)
    }


def read_counts(row: Mapping[str, Any], measures: Sequence[Measure], name: str = "n") -> dict[str, int]:
    """The counts by measure, from a row with the aggregates of :func:`counts_of`."""
    return {one.code: int(row[f"{name}{place}"]) for place, one in enumerate(measures)}


def grouped(
    user: Anyone, asked: Slice, measures: Sequence[Measure], words: Mapping[Any, str], rates: Rates
) -> list[Counted]:
    """The counts of each group of the slice, in the order of ``words``, in one query."""
    column = DIMENSIONS[asked.by][1]
    rows = asked.rows(user).order_by().values(column).annotate(**counts_of(measures, asked.on))
    by_value = {row[column]: read_counts(row, measures) for row in rows}
    order = {value: place for place, value in enumerate(words)}
    values = sorted(by_value, key=lambda value: (order.get(value, len(order)), value is None, str(value)))
    return [
        Counted(
            asked=replace(asked, value=NONE if value in {None, ""} else str(value)),
            label=words.get(value) or (str(value) if value else _("（无）")),
            counts=by_value[value],
            rates=rates,
        )
        for value in values
    ]


def classes_of(user: Anyone, asked: Slice) -> list[Measure]:
    """The measures of the outcome classes that occur in the slice."""
    rows = replace(asked, by="", value="").rows(user).exclude(outcome="")
    return [of_class(code) for code in rows.order_by("outcome").values_list("outcome", flat=True).distinct()]


def all_measures(classes: Sequence[Measure] = ()) -> list[Measure]:
    """Every measure of the house and of the classes given."""
    return [*MEASURES.values(), *classes]
