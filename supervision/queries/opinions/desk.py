"""What opinions lay on a desk besides the moves of their items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from congress.access import Standing
from congress.kinds import DeskItem
from congress.labels import label
from congress.models import Deadline, User
from congress.queries.deadlines import Due, due
from congress.rules.followups import Clock
from congress.rules.roles import OFFICE
from supervision.models import DeliberationOpinion
from supervision.queries.opinions.moves import moves_of
from supervision.rules.opinions import MOVES, OVER, Doer, Move

MOST = 20


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """Every opinion somebody is expected to move on, with the date he does it by where there is one."""
    offices = who.bodies(OFFICE)
    if not offices and not who.departments:
        return []
    theirs = Q(office__in=offices, state__in=_states(Doer.OFFICE))
    theirs |= Q(receiver__in=who.departments, state__in=_states(Doer.RECEIVER))
    rows = DeliberationOpinion.objects.filter(theirs, county_id=who.county_id).exclude(state__in=OVER)
    related = ("organ", "office", "receiver", "agenda_item__meeting__term", "county")
    found = list(rows.select_related(*related).order_by("report_due_on", "id")[:MOST])
    if not found:
        return []
    dues, open_ = _report_dues(found), moves_of(user, found)
    return [item for row in found for item in _item(row, open_[row.pk], dues.get(row.pk))]


def _states(doer: Doer) -> list[str]:
    return sorted({move.on.value for move in MOVES if move.by is doer and move.expected})


def _report_dues(rows: list[DeliberationOpinion]) -> dict[int, Due]:
    """The date of each written report with its rule: that of its items, in one query."""
    entries = Deadline.objects.filter(
        Q(followup__opinion_item__opinion__in=rows) | Q(assignment__followup__opinion_item__opinion__in=rows),
        clock__in=[Clock.REPLY, Clock.REWORK],
    ).select_related("basis", "followup__opinion_item", "assignment__followup__opinion_item")
    found: dict[int, Deadline] = {}
    for entry in entries.order_by("id"):
        followup = entry.followup or entry.assignment.followup  # type: ignore[union-attr]
        found[followup.opinion_item.opinion_id] = entry
    return {key: due(entry) for key, entry in found.items()}


def _item(row: DeliberationOpinion, moves: Sequence[Move], report_due: Due | None) -> Iterator[DeskItem]:
    move = next((move for move in moves if move.expected), None)
    if move is None:
        return
    yield DeskItem(
        title=str(row),
        url=reverse("opinion", args=[row.pk]),
        subject=f"{row.organ} · {row.agenda_item.meeting}",
        task=label(move.on),
        verb=label(move.event),
        since=_since(row),
        do_url=reverse(f"opinion-{move.event.value.replace('_', '-')}", args=[row.pk]),
        due=report_due if move.by is Doer.RECEIVER else None,
    )


def _since(row: DeliberationOpinion) -> date:
    return row.handed_over_on or row.adopted_on or timezone.localdate(row.created_at)
