"""Foreseeing what a step on many suggestions will do, before a person confirms it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Prefetch, QuerySet

from congress import may
from congress.access import visible_to
from congress.models import Assignment, FollowUp, Proposal, User
from congress.refusals import Refusal
from congress.rules.followups import HandlingRole
from congress.rules.transitions import Event
from congress.services.assigning import Share, refuse_shares
from congress.services.urging import debtors

MOST = 100


class Many(StrEnum):
    """What is done with many at once."""

    HAND_OVER = "hand_over"
    URGE = "urge"


@dataclass(frozen=True)
class Planned:
    """One suggestion of the batch: the units it concerns, and why it cannot be done, if so."""

    followup: FollowUp
    units: list[str]
    refusal: str = ""


def chosen(actor: User, keys: Iterable[int]) -> QuerySet[FollowUp]:
    """The readable follow-ups of a batch, at most :data:`MOST`, with what the plan reads."""
    rows = visible_to(actor, FollowUp).filter(pk__in=list(keys)[:MOST], suggestion__isnull=False)
    return rows.select_related("county", "office", "suggestion").prefetch_related(
        "parties",
        Prefetch("assignments", Assignment.objects.select_related("department").prefetch_related("promises")),
        Prefetch("proposals", Proposal.objects.select_related("department")),
    )


def plan(actor: User, what: Many, followups: Iterable[FollowUp]) -> list[Planned]:
    """What would happen to each if it were confirmed now; nothing is written."""
    return [_plan(actor, what, followup) for followup in followups]


def _plan(actor: User, what: Many, followup: FollowUp) -> Planned:
    if what is Many.HAND_OVER:
        shares = [Share(row.department, HandlingRole(row.role)) for row in followup.proposals.all()]
        units = [f"{row.department}（{row.get_role_display()}）" for row in followup.proposals.all()]
    else:
        shares, units = [], [str(row.department) for row in debtors(followup)]
    try:
        may.require(actor, Event.HAND_OVER if what is Many.HAND_OVER else Event.URGE, followup)
        if what is Many.HAND_OVER:
            refuse_shares(shares)
    except Refusal as refusal:
        return Planned(followup, units, str(refusal))
    return Planned(followup, units)
