"""The page of one followed matter whose owner adds nothing to its handling: state, date, what to do, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from congress.access import Anyone, reading
from congress.kinds import registry
from congress.labels import State
from congress.models import Assignment, Attachment, FollowUp
from congress.queries.actions import Action, actions
from congress.queries.deadlines import Due, current_due, ledger_of
from congress.queries.handling import File, file_rows, handling_of
from congress.queries.timeline import Round, entries, rounds_of
from congress.rules.followups import FollowUpState


@dataclass(frozen=True)
class Followed:
    """Everything such a page shows of the handling."""

    state: State
    due: Due | None
    actions: Sequence[Action]
    rounds: Sequence[Round]
    files: Sequence[File]
    assignments: Sequence[Assignment]


def followed(user: Anyone, followup: FollowUp) -> Followed:
    """The handling of a readable follow-up, as far as one reads it, in a fixed number of queries."""
    with reading(user, followup):
        handling = handling_of(user, followup, Attachment.objects.none())
    ledger, kind, state = ledger_of([followup.pk]), registry.of(followup), FollowUpState(followup.state)
    return Followed(
        state=State(kind.word(state), State.of(state).tone),
        due=current_due(followup, ledger),
        actions=actions(user, followup, handling),
        rounds=rounds_of(entries(user, followup, handling, ledger), followup.round),
        files=file_rows(handling.files),
        assignments=handling.assignments,
    )
