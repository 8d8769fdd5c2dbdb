"""Thresholds of reminders as they hold for a county, and the dates that have come near them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from congress.models import Congress, Reminder, ReminderRule, Running
from congress.rules.reminders import Span, Threshold, furthest, spans

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
    """Dates that run of which something is to be told on a day, with the thresholds told of each.

    Nearest first, in chunks along the index, so that memory does not grow with their number. What has
    nothing to be told is passed over by the database.
    """
    wanted = _to_tell(day, thresholds)
    if wanted is None:
        return
    until = day + timedelta(days=max(furthest(rows) for rows in thresholds.values()))
    rows = Running.objects.filter(wanted, county=county, due_on__lte=until).select_related("entry")
    after: tuple[date, int] | None = None
    while chunk := _chunk(rows, after):
        told: dict[int, set[int]] = {}
        ledger = Reminder.objects.filter(entry__in=[row.entry_id for row in chunk])
        for entry, days in ledger.values_list("entry_id", "threshold"):
            told.setdefault(entry, set()).add(days)
        for row in chunk:
            yield row, frozenset(told.get(row.entry_id, ()))
        if len(chunk) < CHUNK:
            return
        after = chunk[-1].due_on, chunk[-1].pk


def _to_tell(day: date, thresholds: Thresholds) -> Q | None:
    """Running dates of which a threshold is to be told: :func:`congress.rules.reminders.spans` as a filter."""
    found = [Q(clock=clock) & _within(day, span) for clock, rows in thresholds.items() for span in spans(rows)]
    return reduce(or_, found) if found else None


def _within(day: date, span: Span) -> Q:
    reached = Q(due_on__lte=day + timedelta(days=span.days))
    if span.above is not None:
        reached &= Q(due_on__gt=day + timedelta(days=span.above))
    entered_before = Q(entry__entered_at__date__lt=F("due_on") - timedelta(days=span.days))
    told = Exists(Reminder.objects.filter(entry=OuterRef("entry"), threshold=span.days))
    return reached & entered_before & ~Q(told)


def _chunk(rows: QuerySet[Running], after: tuple[date, int] | None) -> list[Running]:
    if after is not None:
        rows = rows.filter(due_on__gte=after[0]).exclude(due_on=after[0], pk__lte=after[1])
    return list(rows.order_by("due_on", "id")[:CHUNK])
