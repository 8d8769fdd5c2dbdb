"""The page of one item: its text, what is to be done, and the whole handling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from congress.access import Anyone
from congress.kinds import registry
from congress.labels import State
from congress.queries.followed import Followed, followed
from congress.rules.followups import AssignmentState
from supervision.models import OpinionItem


@dataclass(frozen=True)
class UnitRow:
    """One unit's part in a round."""

    name: str
    role: str
    round: int
    state: State


@dataclass(frozen=True)
class ItemPage(Followed):
    """Everything on an item's page."""

    item: OpinionItem
    units: Sequence[UnitRow]


def item_page(user: Anyone, item: OpinionItem) -> ItemPage:
    """Read an item's page in a fixed number of queries."""
    assert item.followup is not None  # the page is found by its follow-up
    kind, found = registry.of(item.followup), followed(user, item.followup)
    return ItemPage(
        **vars(found),
        item=item,
        units=[
            UnitRow(
                str(row.department),
                row.get_role_display(),
                row.round,
                State(kind.word(AssignmentState(row.state)), State.of(AssignmentState(row.state)).tone),
            )
            for row in sorted(found.assignments, key=lambda row: (-row.round, row.pk))
        ],
    )
