"""Bringing recorded history in step with a mended line."""

from __future__ import annotations

from congress.clock import now
from congress.models import Assignment, Deadline, Evaluation, FollowUp, Party
from congress.rules.followups import AssignmentState, Channel, HandlingRole, PartyPart, ReplyState
from congress.services import deadlines
from deputies.models import Cosigner, Suggestion
from deputies.services.history.making import Made, Maker
from deputies.services.history.past import Past
from deputies.services.history.recording import let_run

SUGGESTION_FIELDS = ("title", "body", "category", "difficulty", "state", "submitted_at")
FOLLOWUP_FIELDS = (
    "number",
    "title",
    "asked_by",
    "openness",
    "opened_on",
    "accepted_on",
    "handed_over_on",
    "answered_on",
    "dissatisfied",
    "reply_due_on",
    "settled_on",
    "closed_on",
    "ending",
    "ending_note",
    "state",
    "gaps",
    "recorded_by_import",
)


def rewrite(maker: Maker, past: Past) -> int:
    """Bring one recorded suggestion in step with a mended line; returns its follow-up's key.

    Units that are gone are cancelled, dates that changed get another ledger entry; nothing is deleted.
    """
    suggestion = Suggestion.objects.select_related("followup").get(pk=past.target or 0)
    row = maker.made(past)
    followup = suggestion.followup
    assert followup is not None  # recorded history always has one
    for name in (*SUGGESTION_FIELDS, "term_id", "session_id", "author_id"):
        setattr(suggestion, name, getattr(row.suggestion, name))
    suggestion.version += 1
    suggestion.save()
    for name in FOLLOWUP_FIELDS:
        setattr(followup, name, getattr(row.followup, name))
    followup.version += 1
    row.followup, row.suggestion = followup, suggestion
    _stop(followup)
    _rewrite_units(maker, row)
    let_run(maker, [row] if row.open else [])
    Party.objects.bulk_create(maker.parties(row), ignore_conflicts=True)
    Cosigner.objects.bulk_create(maker.cosigners(row), ignore_conflicts=True)
    return int(followup.pk)


def _stop(followup: FollowUp) -> None:
    """Await nothing, before it is said anew what is awaited."""
    deadlines.stop_everything(followup)
    deadlines.copy_nearest(followup)
    followup.evaluation_due_on = None
    followup.save()


def _rewrite_units(maker: Maker, row: Made) -> None:
    present = {(a.department_id, a.role): a for a in row.followup.assignments.exclude(state="cancelled")}
    wanted, row.assignments, row.entries = row.assignments, [], []
    for fresh in wanted:
        fresh.followup = row.followup
        old = present.pop((fresh.department_id, fresh.role), None)
        kept = _keep_unit(old, fresh) if old else fresh
        kept.save()
        row.assignments.append(kept)
        row.entries += _rewrite_dates(maker, row, kept)
        if row.past.replied and kept.role != HandlingRole.ASSIST:
            _rewrite_reply(maker, row.past, kept)
    for gone in present.values():
        gone.state, gone.version = AssignmentState.CANCELLED, gone.version + 1
        gone.save()
        Party.objects.filter(followup=row.followup, part=PartyPart.UNIT, department=gone.department_id).delete()


def _keep_unit(old: Assignment, fresh: Assignment) -> Assignment:
    for name in ("state", "handed_over_on", "reply_due_on", "answered_on", "due_on", "due_entry"):
        setattr(old, name, getattr(fresh, name))
    old.version += 1
    return old


def _rewrite_dates(maker: Maker, row: Made, kept: Assignment) -> list[Deadline]:
    """The ledger entries that hold: the last one, or new ones when the dates changed."""
    last = kept.deadlines.order_by("id").last()
    if last is not None and (last.due_on, last.anchor_on) == (kept.reply_due_on, kept.handed_over_on):
        return [last]
    return Deadline.objects.bulk_create(maker.entries(row, kept))


def _rewrite_reply(maker: Maker, past: Past, assignment: Assignment) -> None:
    fresh = maker.reply(past, assignment)
    reply = assignment.replies.filter(state=ReplyState.ISSUED).first() or fresh
    for name in ("number", "dated", "outcome", "issued_at"):
        setattr(reply, name, getattr(fresh, name))
    reply.save()
    if past.marks:
        mark = maker.evaluation(past, reply)
        values = {name: getattr(mark, name) for name in ("process", "result", "reason", "recorded_by")}
        defaults = {**values, "channel": Channel.PAPER, "recorded_at": now()}
        Evaluation.objects.update_or_create(reply=reply, person=past.lead.person, defaults=defaults)
