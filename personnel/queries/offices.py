"""Who holds which office on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from congress.access import Anyone, visible_to
from congress.labels import label
from personnel.models import Holding, Office


@dataclass(frozen=True)
class OfficeRow:
    """An office and who holds it on the day asked for."""

    office: Office
    chosen_by: str
    chooser: str
    ground: str
    holders: list[Holding]
    vacant: int


def offices_on(user: Anyone, day: date, *, kind: str = "", q: str = "") -> QuerySet[Office]:
    """The offices there were on a day, with their holders of that day."""
    held = Holding.objects.on(day).select_related("person").order_by("since", "id")
    rows = visible_to(user, Office).filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gt=day))
    if kind:
        rows = rows.filter(kind=kind)
    if q:
        found = Holding.objects.on(day).filter(person__name__icontains=q)
        rows = rows.filter(Q(organ__icontains=q) | Q(title__icontains=q) | Q(pk__in=found.values("office")))
    return rows.prefetch_related(Prefetch("holdings", held, to_attr="held")).order_by("place_order", "id")


def office_rows(offices: Iterable[Office]) -> list[OfficeRow]:
    """The same as lines of the page."""
    return [_office(row) for row in offices]


def _office(row: Office) -> OfficeRow:
    holders: list[Holding] = row.held  # type: ignore[attr-defined]
    ground = _("法定") if row.rule.is_law else _("本县规定")
    vacant = max((row.seats or 0) - len(holders), 0)
    return OfficeRow(row, row.rule.label, label(row.rule.chooser), ground, holders, vacant)
