"""Thresholds of reminders as they hold for a county, and the dates that have come near them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from congress.models import Congress, Reminder, ReminderRule, Running
from congress.rules.reminders import Threshold, furthest

CHUNK = 200
Thresholds = dict[str, list[Threshold]]


def rules_of(county: Congress) -> list[ReminderRule]:
    """Every threshold, the county's own instead of the shared one of the same clock and days."""
    rows = ReminderRule.objects.filter(Q(county=county) | Q(county=None)).select_related("set_by__person")
    best = {(row.clock, row.days): row for row in sorted(rows, key=lambda row: row.county_id is not None)}
    return list(best.values())


def thresholds_of(county: Congress) -> Thresholds:
    """By clock; a county's rule that names nobody switches the threshold off."""
    found: Thresholds = {}
    for row in rules_of(county):
        if row.recipients:
            found.setdefault(row.clock, []).append(Threshold(row.days, frozenset(row.recipients)))
    return found


def near(county: Congress, day: date, thresholds: Thresholds) -> Iterator[tuple[Running, frozenset[int]]]:
    """Dates that run and have come within reach of a threshold, with the thresholds told of each.

    Nearest first, in chunks along the index, so that memory does not grow with their number.
    """
    ahead = max((furthest(rows) for rows in thresholds.values()), default=-1)
    until = day + timedelta(days=max(ahead, 0))
    after: tuple[date, int] | None = None
    while chunk := _chunk(county, until, list(thresholds), after):
        told: dict[int, set[int]] = {}
        ledger = Reminder.objects.filter(entry__in=[row.entry_id for row in chunk])
        for entry, days in ledger.values_list("entry_id", "threshold"):
            told.setdefault(entry, set()).add(days)
        for row in chunk:
            yield row, frozenset(told.get(row.entry_id, ()))
        after = chunk[-1].due_on, chunk[-1].pk


def _chunk(county: Congress, until: date, clocks: list[str], after: tuple[date, int] | None) -> list[Running]:
    rows = Running.objects.filter(county=county, due_on__lte=until, clock__in=clocks).select_related("entry")
    if after is not None:
        rows = rows.filter(Q(due_on__gt=after[0]) | Q(due_on=after[0], pk__gt=after[1]))
    return list(rows.order_by("due_on", "id")[:CHUNK])
