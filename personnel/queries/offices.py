"""Who holds which office on a day, one person's file over his offices, oaths owed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from congress.access import Anyone, visible_to
from congress.clock import today
from congress.labels import State, label
from congress.models import Person
from congress.queries.deadlines import Due, chinese_date, due
from personnel.models import DutyReport, Holding, Oath, Office, Review, Sanction
from personnel.rules.oaths import AWAITED, OathState


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


@dataclass(frozen=True)
class OathRow:
    """An oath as lists show it."""

    oath: Oath
    state: State
    due: Due | None


def oaths(user: Anyone, state: str = "") -> QuerySet[Oath]:
    """Oaths somebody may read: those owed first, the nearest date before the others."""
    rows = visible_to(user, Oath).select_related("holding__person", "holding__office", "entry__basis", "ceremony")
    if state == "owed":
        rows = rows.filter(state__in=AWAITED)
    elif state in set(OathState):
        rows = rows.filter(state=state)
    return rows.order_by("sworn_on", "due_on", "id")


def oath_rows(rows: Iterable[Oath]) -> list[OathRow]:
    """With its badge and its date: how near it is, or whether it was kept."""
    return [OathRow(row, State.of(OathState(row.state)), _due(row)) for row in rows]


def _due(row: Oath) -> Due | None:
    if row.entry is None or row.state == OathState.EXEMPT:
        return None
    return due(row.entry, met_on=row.sworn_on)


@dataclass(frozen=True)
class HoldingFile:
    """One office in somebody's file, with what is known of how he held it."""

    holding: Holding
    facts: list[tuple[str, object]]
    oath: OathRow | None
    reports: list[DutyReport]
    reviews: list[tuple[Review, State]]
    sanctions: list[Sanction]


def file_of(user: Anyone, person: Person) -> list[HoldingFile]:
    """任后监督档案: all offices of a person, each with oath, reports, reviews and sanctions as far as one may read."""
    rows = list(
        visible_to(user, Holding).filter(person=person).select_related("office", "person").order_by("-since", "-id")
    )
    keys = [row.pk for row in rows]
    oath = {one.holding_id: one for one in oaths(user).filter(holding__in=keys)}
    reports = _by_holding(visible_to(user, DutyReport).filter(holding__in=keys))
    reviews = _by_holding(visible_to(user, Review).filter(holding__in=keys))
    sanctions = _by_holding(visible_to(user, Sanction).filter(holding__in=keys))
    return [
        HoldingFile(
            holding=row,
            facts=_facts(row),
            oath=oath_rows([oath[row.pk]])[0] if row.pk in oath else None,
            reports=reports.get(row.pk, []),
            reviews=[(one, State(one.get_state_display(), "wait")) for one in reviews.get(row.pk, [])],
            sanctions=sanctions.get(row.pk, []),
        )
        for row in rows
    ]


R = TypeVar("R", DutyReport, Review, Sanction)


def _by_holding(rows: Iterable[R]) -> dict[int, list[R]]:
    found: dict[int, list[R]] = {}
    for row in rows:
        found.setdefault(row.holding_id, []).append(row)
    return found


def _facts(row: Holding) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = [
        (_("任职"), f"{chinese_date(row.since)}　{row.get_began_display()}{_('（代理）') if row.acting else ''}"),
        (_("依据"), row.act),
        (_("离任"), f"{chinese_date(row.until)}　{row.get_ended_display()}" if row.until else ""),
        (_("离任依据"), row.end_act),
        (_("任命书"), row.certificate),
    ]
    return [(name, value) for name, value in found if value]


def in_office(user: Anyone) -> QuerySet[Holding]:
    """Everybody in office today."""
    rows = visible_to(user, Holding).filter(Q(until=None) | Q(until__gte=today()))
    return rows.select_related("office", "person")
