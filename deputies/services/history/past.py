"""One line of a ledger of the past, names resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from congress.models import Department, Mandate, OutcomeClass
from congress.rules.followups import Ending, HandlingRole, Mark
from congress.rules.imports import Gap
from deputies.models import Category
from deputies.rules import Difficulty

HALF_WAY = 125
"""Days: a date later than four months after the hand-over can only be the six months of a difficult matter."""


@dataclass
class Past:
    """One suggestion as a ledger of the past tells it, names resolved."""

    serial: int
    between: bool
    title: str
    body: str
    lead: Mandate
    cosigners: Sequence[Mandate]
    category: Category | None
    opened_on: date
    ending: Ending | None
    note: str
    units: Sequence[tuple[Department, HandlingRole]]
    handed_over_on: date
    due_on: date | None
    replied: bool
    replied_on: date | None
    reply_number: str
    outcome: OutcomeClass | None
    process: Mark | None
    result: Mark | None
    gaps: list[Gap] = field(default_factory=list)
    target: int | None = None

    @property
    def difficulty(self) -> Difficulty:
        """Six months when the ledger gave more than four, otherwise the ordinary three."""
        long = self.due_on is not None and (self.due_on - self.handed_over_on).days > HALF_WAY
        return Difficulty.DIFFICULT if long else Difficulty.ORDINARY

    @property
    def marks(self) -> bool:
        """Whether the deputy's evaluation is recorded, at least half of it."""
        return bool(self.process or self.result)
