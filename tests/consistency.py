"""What must be true of a follow-up whatever was done to it: its state, its ledger, the copies of both."""

from __future__ import annotations

from congress.models import Assignment, Deadline, FollowUp, Promise, Running
from congress.rules.followups import (
    AssignmentState,
    Clock,
    Ending,
    Facts,
    FollowUpState,
    HandlingRole,
    Part,
    PromiseState,
    project,
)

OVER = {FollowUpState.CLOSED, *(FollowUpState(ending.value) for ending in Ending)}
OPEN_PROMISE = [PromiseState.OPEN, PromiseState.REPORTED]


def consistent(followup: FollowUp) -> FollowUp:
    """Check everything on the follow-up as stored; returns it."""
    fresh = FollowUp.objects.get(pk=followup.pk)
    check_state(fresh)
    check_ledger(fresh)
    check_copies(fresh)
    check_nothing_runs_too_long(fresh)
    return fresh


def facts_of(followup: FollowUp) -> Facts:
    """The facts, read from the rows once more and independently."""
    rows = Assignment.objects.filter(followup=followup, round=followup.round)
    replies = [reply for row in rows for reply in row.replies.filter(state="issued")]
    lead = followup.parties.get(part="asker").person_id
    return Facts(
        accepted=followup.accepted_on is not None,
        sent_back=followup.sent_back_on is not None,
        ending=Ending(followup.ending) if followup.ending else None,
        settled=followup.settled_on is not None,
        promises_open=Promise.objects.filter(followup=followup, state__in=OPEN_PROMISE).exists(),
        parts=tuple(Part(HandlingRole(row.role), AssignmentState(row.state)) for row in rows),
        evaluated=bool(replies) and all(r.evaluations.filter(person=lead).exists() for r in replies),
    )


def check_state(followup: FollowUp) -> None:
    assert followup.state == project(facts_of(followup))
    assert (followup.closed_on is not None) is (FollowUpState(followup.state) in OVER)


def check_ledger(followup: FollowUp) -> None:
    entries = Deadline.objects.filter(followup=followup) | Deadline.objects.filter(assignment__followup=followup)
    for entry in entries.select_related("rule", "basis"):
        assert (entry.followup_id is None) is not (entry.assignment_id is None)
        assert entry.basis.citation
        assert entry.rule.clock
        assert entry.steps
        assert entry.anchor_on <= entry.due_on
    for running in followup.running.select_related("entry"):
        entry = running.entry
        assert (running.clock, running.due_on) == (entry.clock, entry.due_on)
        owner = ("assignment", running.assignment_id) if running.assignment_id else ("followup", running.followup_id)
        assert getattr(entry, f"{owner[0]}_id") == owner[1]


def check_copies(followup: FollowUp) -> None:
    """``due_on`` is the nearest date that runs, on the follow-up and on each assignment."""
    for row in [followup, *followup.assignments.all()]:
        nearest = row.running.order_by("due_on", "id").first()
        assert (row.due_on, row.due_entry_id) == ((nearest.due_on, nearest.entry_id) if nearest else (None, None))


def check_nothing_runs_too_long(followup: FollowUp) -> None:
    if FollowUpState(followup.state) in OVER:
        assert not Running.objects.filter(followup=followup).exists()
    if followup.settled_on:
        promised = {Clock.PROMISE.value, Clock.PROMISE_EVALUATION.value}
        assert set(followup.running.values_list("clock", flat=True)) <= promised
    for row in followup.assignments.filter(state__in=["reassigned", "cancelled", "opined"]):
        assert not row.running.exists()
