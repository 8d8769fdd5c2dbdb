"""The one place that writes the deadline ledger and the copies of its last entries."""

from __future__ import annotations

from datetime import date

from congress.clock import now
from congress.kinds import registry
from congress.models import Assignment, Deadline, FollowUp
from congress.queries.deadlines import foresee
from congress.rules.followups import Clock


def start(row: FollowUp | Assignment, clock: Clock, anchor: date) -> Deadline:
    """Compute a clock by the kind's rule, enter it in the ledger and return the entry.

    The caller decides whether it becomes the row's current clock (:func:`run_on`). Raises
    DeadlineRule.DoesNotExist when the reference data lacks the rule.
    """
    followup = row.followup if isinstance(row, Assignment) else row
    entry = foresee(followup.county, registry.of(followup).rule_of(followup, clock), anchor)
    if isinstance(row, Assignment):
        entry.assignment = row
    else:
        entry.followup = row
    entry.clock = clock
    entry.entered_at = now()
    entry.save()
    return entry


def run_on(row: FollowUp | Assignment, entry: Deadline | None) -> None:
    """Make ``entry`` the clock the row runs on now; None when nothing is awaited any more."""
    row.due_on = entry.due_on if entry else None
    row.due_clock = entry.clock if entry else ""
