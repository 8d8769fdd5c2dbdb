"""The one place that writes the deadline ledger, what runs now, and the copies of it on the rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from congress.clock import now
from congress.kinds import registry
from congress.models import Assignment, Deadline, FollowUp, Running, User
from congress.queries.deadlines import foresee
from congress.rules.followups import Clock


def start(
    row: FollowUp | Assignment,
    clock: Clock,
    anchor: date,
    *,
    by: Clock | None = None,
    granted_by: User | None = None,
    reason: str = "",
) -> Deadline:
    """Compute a clock, enter it in the ledger and let it run instead of an earlier one of the same kind.

    ``by`` names the clock whose rule computes it, when that is another one: an extended answer is
    still the answer. Raises DeadlineRule.DoesNotExist when the reference data lacks the rule.
    """
    entry = enter(row, clock, anchor, by=by, granted_by=granted_by, reason=reason)
    run(row, entry)
    return entry


def enter(
    row: FollowUp | Assignment,
    clock: Clock,
    anchor: date,
    *,
    by: Clock | None = None,
    granted_by: User | None = None,
    reason: str = "",
) -> Deadline:
    """Enter a computed date that nobody is awaited by, such as the window for a return."""
    followup = row.followup if isinstance(row, Assignment) else row
    entry = foresee(followup.county, registry.of(followup).rule_of(followup, by or clock), anchor)
    entry.granted_by, entry.reason = granted_by, reason
    return _save(row, clock, entry)


def carry(old: Assignment, new: Assignment, clock: Clock) -> Deadline | None:
    """Give a unit that takes over the date its predecessor had: the legal clock is never restarted."""
    last = old.deadlines.filter(clock=clock).order_by("id").last()
    if last is None:
        return None
    entry = Deadline(**{f.attname: getattr(last, f.attname) for f in Deadline._meta.concrete_fields if f.name != "id"})
    return run(new, _save(new, clock, entry))


def _save(row: FollowUp | Assignment, clock: Clock, entry: Deadline) -> Deadline:
    entry.assignment = row if isinstance(row, Assignment) else None
    entry.followup = None if isinstance(row, Assignment) else row
    entry.clock = clock
    entry.entered_at = now()
    entry.save()
    return entry


def run(row: FollowUp | Assignment, entry: Deadline) -> Deadline:
    """Await an entry of the ledger from now on."""
    followup, assignment = (row.followup, row) if isinstance(row, Assignment) else (row, None)
    Running.objects.filter(followup=followup, assignment=assignment, clock=entry.clock).delete()
    Running.objects.create(
        entry=entry,
        county=followup.county,
        followup=followup,
        assignment=assignment,
        clock=entry.clock,
        due_on=entry.due_on,
    )
    return entry


def replace(row: FollowUp | Assignment, clock: Clock, entry: Deadline, *, granted_by: User, reason: str) -> Deadline:
    """Enter a date computed anew for a clock that runs, and await it instead of the old one."""
    entry.granted_by, entry.reason = granted_by, reason
    return run(row, _save(row, clock, entry))


def stop(row: FollowUp | Assignment, *clocks: Clock) -> None:
    """Await these clocks no more; all of the row's when none is named."""
    rows = row.running.all() if isinstance(row, Assignment) else row.running.filter(assignment=None)
    (rows.filter(clock__in=clocks) if clocks else rows).delete()


def stop_everything(followup: FollowUp) -> None:
    """Await nothing of a follow-up any more."""
    followup.running.all().delete()


def copy_nearest(followup: FollowUp) -> None:
    """Set the copies of the nearest running date: on the follow-up (saved by the caller) and its assignments."""
    running = list(followup.running.order_by("due_on", "id"))
    followup.due_on, followup.due_entry_id = _nearest(running)
    for row in followup.assignments.all():
        nearest = _nearest(r for r in running if r.assignment_id == row.pk)
        if nearest != (row.due_on, row.due_entry_id):
            Assignment.objects.filter(pk=row.pk).update(due_on=nearest[0], due_entry=nearest[1])


def _nearest(rows: Iterable[Running]) -> tuple[date | None, int | None]:
    first = next(iter(rows), None)
    return (first.due_on, first.entry_id) if first else (None, None)
