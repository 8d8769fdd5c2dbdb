"""Moving dates already computed to the rules and calendar of today: only those a person ticked."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from congress.access import standing
from congress.models import Assignment, Congress, Deadline, FollowUp, Promise, Running, User
from congress.queries.deadlines import chinese_date
from congress.queries.recipients import Recipient, recipients
from congress.queries.recomputing import Move, preview
from congress.refusals import NotAllowed
from congress.rules.followups import Clock
from congress.services import deadlines
from congress.services.base import command, locked
from congress.services.followups import refresh
from congress.services.notices import notify
from congress.services.steps import need

ANSWERS = frozenset({Clock.REPLY, Clock.EXTENSION, Clock.REWORK})


def recompute(*, actor: User, county: Congress, running: Iterable[int], reason: str) -> list[Deadline]:
    """Enter the ticked dates anew, let them run instead of the old ones, and tell the parties.

    What was computed before stays in the ledger. Dates that ended meanwhile, or that come out the
    same by now, are left alone. Returns the new entries. Raises NotAllowed outside the deputies'
    office, Incomplete without a reason.
    """
    who = standing(actor)
    if not who.is_deputies_office or who.county_id != county.pk:
        raise NotAllowed(_("只有代表工委可以调整已经计算的期限。"))
    why = need("reason", reason, _("请写明调整期限的理由，如“2027年放假安排已公布”。"))
    with command(actor, "recompute", why):
        ids = list(running)
        followups = Running.objects.filter(county=county, pk__in=ids).values_list("followup", flat=True)
        entries = []
        for pk in sorted(set(followups)):
            followup = locked(FollowUp.objects.select_related("county", "office").get(pk=pk), None)
            theirs = Running.objects.filter(followup=followup, pk__in=ids).values_list("pk", flat=True)
            moved = [_move(followup, move, actor, why) for move in preview(county, running=theirs)]
            if moved:
                refresh(followup)
            entries += moved
    return entries


def _move(followup: FollowUp, move: Move, actor: User, reason: str) -> Deadline:
    row = move.running.assignment or followup
    entry = deadlines.replace(row, Clock(move.old.clock), move.new, granted_by=actor, reason=reason[:200])
    _copy(followup, move, entry)
    if move.moves:
        _tell(followup, move)
    return entry


def _copy(followup: FollowUp, move: Move, entry: Deadline) -> None:
    """Bring the copies of a date on its rows in step; the caller saves the follow-up."""
    assignment = move.running.assignment
    clock = Clock(entry.clock)
    if assignment and (clock in ANSWERS or clock is Clock.CO_OPINION):
        Assignment.objects.filter(pk=assignment.pk).update(reply_due_on=entry.due_on)
        rows = followup.assignments.filter(round=followup.round).exclude(state__in=["reassigned", "cancelled"])
        followup.reply_due_on = max((due for due in rows.values_list("reply_due_on", flat=True)), default=None)
    elif clock is Clock.EVALUATION:
        followup.evaluation_due_on = entry.due_on
    elif assignment and clock is Clock.PROMISE_EVALUATION:
        promises = Promise.objects.filter(assignment=assignment, evaluation_due_on=move.old.due_on)
        promises.update(evaluation_due_on=entry.due_on)


def _tell(followup: FollowUp, move: Move) -> None:
    """Tell those who work towards the date, and the askers whose answer it is."""
    parts = [Recipient.CONTACT, Recipient.COORDINATOR] if move.running.assignment else [Recipient.OFFICE]
    if Clock(move.old.clock) in ANSWERS | {Clock.EVALUATION}:
        parts.append(Recipient.ASKERS)
    shape = {
        "label": move.old.label,
        "old": chinese_date(move.old.due_on),
        "new": chinese_date(move.new.due_on),
        "basis": move.new.basis.citation,
    }
    text = _("%(label)s期限由%(old)s调整为%(new)s。依据：%(basis)s。") % shape
    people = recipients(followup, parts, move.running.assignment)
    notify(followup, people, _("期限调整：%(label)s") % shape, text)
