"""The county's calendar of a year as its page shows it."""

from __future__ import annotations

from calendar import Calendar as MonthDays
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.models import Congress, Day
from congress.queries.deadlines import calendar_between
from congress.rules.workdays import SATURDAY


@dataclass(frozen=True)
class Cell:
    """A day of the printed month: what the calendar says of it when that differs from its weekday."""

    on: date
    number: int
    mark: str
    name: str
    css: str
    own: int | None = None


@dataclass(frozen=True)
class Month:
    """A month as weeks of seven cells; None where the month has no day."""

    label: str
    weeks: list[list[Cell | None]]


@dataclass(frozen=True)
class Year:
    """The calendar of a year and whether its notice is known."""

    number: int
    provisional: bool
    months: list[Month]
    own: list[Day]


MARKS = {
    Day.Kind.HOLIDAY: (gettext_lazy("休"), "day-holiday"),
    Day.Kind.ADJUSTED: (gettext_lazy("班"), "day-adjusted"),
    Day.Kind.FESTIVAL: (gettext_lazy("节"), "day-festival"),
    Day.Kind.REST: (gettext_lazy("休"), "day-rest"),
    Day.Kind.WORKDAY: (gettext_lazy("班"), "day-adjusted"),
}


def year_of(county: Congress, year: int) -> Year:
    """The calendar of one year as the county works by it."""
    known = {row.on: row for row in days_of(county, year)}
    days = calendar_between(county, date(year, 6, 30), date(year, 6, 30))
    own = [row for row in known.values() if row.county_id is not None]
    months = [_month(year, month, known) for month in range(1, 13)]
    return Year(year, year not in days.known_years, months, own)


def days_of(county: Congress, year: int) -> list[Day]:
    """The days of a year the calendar says something of, the county's own word before the shared one."""
    rows = Day.objects.filter(Q(county=county) | Q(county=None), on__year=year)
    known = {row.on: row for row in sorted(rows, key=lambda row: row.county_id is not None)}
    return sorted(known.values(), key=lambda row: row.on)


def _month(year: int, month: int, known: dict[date, Day]) -> Month:
    weeks = [
        [_cell(day, known.get(day)) if day.month == month else None for day in week]
        for week in MonthDays().monthdatescalendar(year, month)
    ]
    return Month(_("%(month)s月") % {"month": month}, weeks)


def _cell(on: date, row: Day | None) -> Cell:
    if row is None:
        return Cell(on, on.day, "", "", "day-rest" if on.weekday() >= SATURDAY else "")
    mark, css = MARKS[Day.Kind(row.kind)]
    return Cell(on, on.day, str(mark), row.name, css, row.pk if row.county_id else None)
