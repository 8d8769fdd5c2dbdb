"""Opinions as lists show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.expressions import Case as Choice
from django.db.models.expressions import When

from congress.clock import today
from congress.kinds import registry
from congress.labels import State
from congress.models import FollowUp
from congress.rules.followups import FINISHED, FollowUpState
from supervision.models import DeliberationOpinion, OpinionItem
from supervision.rules.opinions import OPINION, OVER, OpinionState

SORTS = {
    "-id": ("-id",),
    "id": ("id",),
    "due": (F("report_due_on").asc(nulls_last=True), "id"),
    "-due": (F("report_due_on").desc(nulls_last=True), "-id"),
}
OWING = (OpinionState.ISSUED, OpinionState.HANDLING, OpinionState.COMMENTING, OpinionState.COMMENTED)
"""States in which the written report is still owed."""


@dataclass(frozen=True)
class Row:
    """One line: the opinion, its badge, how many of its items are done, whether its report is late."""

    opinion: DeliberationOpinion
    state: State
    items: int
    done: int
    late: bool

    @property
    def due_on(self) -> date | None:
        """The date of the written report, while it is owed."""
        return self.opinion.report_due_on if self.opinion.state in OWING else None


def listed(rows: QuerySet[DeliberationOpinion]) -> QuerySet[DeliberationOpinion]:
    """With what a line needs, in one query."""
    ended = Q(items__followup__state__in=[state.value for state in FINISHED])
    counted = rows.annotate(item_count=Count("items"), done_count=Count("items", filter=ended))
    return counted.select_related("organ", "office", "agenda_item__meeting__term", "leader").defer("body", "findings")


def late_condition() -> Q:
    """Opinions whose written report is late and still owed."""
    return Q(state__in=OWING, report_due_on__lt=today())


def rows_of(opinions: Iterable[DeliberationOpinion]) -> list[Row]:
    """Lines of a list, in the order given."""
    day = today()
    return [
        Row(
            opinion=row,
            state=State.of(OpinionState(row.state)),
            items=row.item_count,  # type: ignore[attr-defined]
            done=row.done_count,  # type: ignore[attr-defined]
            late=row.state in OWING and row.report_due_on is not None and row.report_due_on < day,
        )
        for row in opinions
    ]


@dataclass(frozen=True)
class ItemLine:
    """One item of the ledger: its follow-up, badge, and whether a date has passed."""

    item: OpinionItem
    followup: FollowUp
    state: State
    late: bool

    @property
    def unit(self) -> str:
        """Who handles it: the unit it was split to; an organ that receives for itself handles its items itself."""
        opinion = self.item.opinion
        own = opinion.organ if opinion.receiver_id == opinion.organ_id else None
        return str(self.item.department or own or "")


def item_lines(items: Iterable[OpinionItem]) -> list[ItemLine]:
    """Lines of items that are handled."""
    day, word = today(), registry.kinds[OPINION].word
    found = []
    for item in items:
        followup = item.followup
        if followup is not None:
            state = FollowUpState(followup.state)
            late = followup.closed_on is None and followup.due_on is not None and followup.due_on < day
            found.append(ItemLine(item, followup, State(word(state), State.of(state).tone), late))
    return found


@dataclass(frozen=True)
class Figures:
    """The numbers over the list."""

    total: int
    late: int
    open: int
    closed: int


def figures(rows: QuerySet[DeliberationOpinion]) -> Figures:
    """What the reader may see, counted in one query."""
    over = [state.value for state in OVER]
    found = rows.aggregate(
        total=Count("pk"),
        late=Count(Choice(When(late_condition(), then=F("pk")))),
        open=Count("pk", filter=~Q(state__in=over)),
        closed=Count("pk", filter=Q(state=OpinionState.CLOSED)),
    )
    return Figures(**found)
