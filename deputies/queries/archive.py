"""Everything of a suggestion for its archive, without the words deputies wrote for the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from congress.access import Anyone, visible_to
from congress.models import Assignment, Attachment, Evaluation, Reply
from congress.queries.deadlines import ledger_of
from congress.queries.handling import handling_of
from congress.queries.timeline import Entry, entries
from deputies.models import Suggestion
from deputies.queries.ledger import state_of
from deputies.queries.page import PromiseRow, facts_of, first_lines, promise_rows


@dataclass(frozen=True)
class Dossier:
    """What is printed and what is appended."""

    suggestion: Suggestion
    state: str
    facts: Sequence[tuple[str, object]]
    replies: Sequence[Reply]
    marks: Sequence[Evaluation]
    promises: Sequence[PromiseRow]
    history: Sequence[Entry]
    assignments: Sequence[Assignment]
    files: Sequence[Attachment]


def dossier(user: Anyone, suggestion: Suggestion) -> Dossier:
    """Read a submitted suggestion's archive, oldest first, within what the reader may see."""
    followup = suggestion.followup
    assert followup is not None  # who reads archives reads no drafts
    own = visible_to(user, Attachment).filter(pk__in=suggestion.files.values("attachment"))
    handling = handling_of(user, followup, own)
    for mark in handling.evaluations:
        mark.reason = ""
    handling = replace(handling, papers=[replace(p, text="") if p.private else p for p in handling.papers])
    cosigners = list(suggestion.cosigners.select_related("mandate__person"))
    lines = entries(user, followup, handling, ledger_of([followup.pk]))
    papers = [row for row in handling.files if row.slot != Attachment.Slot.SHEET]
    return Dossier(
        suggestion=suggestion,
        state=state_of(suggestion).label,
        facts=facts_of(user, suggestion, cosigners),
        replies=handling.issued,
        marks=handling.evaluations,
        promises=promise_rows(handling),
        history=[*first_lines(suggestion, cosigners), *(entry for _round, entry in lines)],
        assignments=_letters(user, suggestion),
        files=[*(row for row in handling.own_files if row.slot != Attachment.Slot.SHEET), *papers],
    )


def _letters(user: Anyone, suggestion: Suggestion) -> Sequence[Assignment]:
    rows = visible_to(user, Assignment).filter(followup=suggestion.followup_id)
    return list(rows.select_related("followup__county", "followup__office", "department"))
