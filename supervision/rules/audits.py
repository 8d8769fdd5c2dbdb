"""Rectification of what the audit found: a list, counted by problems and by money.

The report on it is heard within six months after the audit report was (监督法 §27); the day by which a unit mends one
problem is the list's own and no law's.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from congress.rules.codes import Code

RECTIFICATION = "rectification"
"""The kind of follow-up a problem owns."""


class AuditState(Code):
    """Where a list stands."""

    DRAFT = "draft"
    HANDED_OVER = "handed_over"
    REPORTED = "reported"


class Progress(Code):
    """How far a problem is mended: the classes of a unit's answer, and none of them yet."""

    DONE = "done"
    PARTLY = "partly"
    NOT = "not"
    OPEN = "open"


CLASSES = {"完成": Progress.DONE, "部分完成": Progress.PARTLY, "未完成": Progress.NOT}
"""The codes of the answers' classes as the reference data names them."""


@dataclass(frozen=True)
class Counted:
    """A problem as it is counted: how far it is, and its money in units of 10 000 yuan (unknown: None)."""

    progress: Progress
    amount: Decimal | None = None


@dataclass(frozen=True)
class Sum:
    """So many problems, and their money."""

    count: int
    amount: Decimal


def sums(problems: Collection[Counted]) -> dict[Progress, Sum]:
    """Count and money of each progress; together they are all problems."""
    return {
        one: Sum(
            sum(problem.progress is one for problem in problems),
            sum((p.amount for p in problems if p.progress is one and p.amount is not None), Decimal(0)),
        )
        for one in Progress
    }
