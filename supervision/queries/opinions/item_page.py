"""The page of one item: its text, what is to be done, and the whole handling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from congress.access import Anyone, reading
from congress.kinds import registry
from congress.labels import State
from congress.models import Attachment
from congress.queries.actions import Action, actions
from congress.queries.deadlines import Due, current_due, ledger_of
from congress.queries.handling import File, file_rows, handling_of
from congress.queries.timeline import Round, entries, rounds_of
from congress.rules.followups import AssignmentState, FollowUpState
from supervision.models import OpinionItem


@dataclass(frozen=True)
class UnitRow:
    """One unit's part in a round."""

    name: str
    role: str
    round: int
    state: State


@dataclass(frozen=True)
class ItemPage:
    """Everything on an item's page."""

    item: OpinionItem
    state: State
    due: Due | None
    actions: Sequence[Action]
    rounds: Sequence[Round]
    units: Sequence[UnitRow]
    files: Sequence[File]


def item_page(user: Anyone, item: OpinionItem) -> ItemPage:
    """Read an item's page in a fixed number of queries."""
    followup = item.followup
    assert followup is not None  # the page is found by its follow-up
    kind, state = registry.of(followup), FollowUpState(followup.state)
    with reading(user, followup):
        handling = handling_of(user, followup, Attachment.objects.none())
    ledger = ledger_of([followup.pk])
    lines = entries(user, followup, handling, ledger)
    return ItemPage(
        item=item,
        state=State(kind.word(state), State.of(state).tone),
        due=current_due(followup, ledger),
        actions=actions(user, followup, handling),
        rounds=rounds_of(lines, followup.round),
        units=[
            UnitRow(
                str(row.department),
                row.get_role_display(),
                row.round,
                State(kind.word(AssignmentState(row.state)), State.of(AssignmentState(row.state)).tone),
            )
            for row in sorted(handling.assignments, key=lambda row: (-row.round, row.pk))
        ],
        files=file_rows(handling.files),
    )
