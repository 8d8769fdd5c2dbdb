"""材料清单 as pages show it: a matrix of items and steps, each cell with its date and how it was met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from congress.access import Anyone, visible_to
from congress.clock import today
from congress.labels import label
from congress.models import AgendaItem, Attachment, Deadline, Material, Meeting
from congress.queries.deadlines import Due, chinese_date, due
from congress.queries.handling import File, file_rows
from congress.rules.followups import Clock

STEPS = (Clock.TO_COMMITTEE, Clock.TO_STANDING_COMMITTEE, Clock.TO_MEMBERS)


@dataclass(frozen=True)
class Cell:
    """One material: its step, its date, how it stands, its files; empty where an item needs none."""

    step: str
    material: Material | None = None
    due: Due | None = None
    files: tuple[File, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still awaited."""
        return self.material is not None and self.material.received_on is None


@dataclass(frozen=True)
class Line:
    """One item with a cell per step."""

    item: AgendaItem
    cells: list[Cell]


def steps() -> list[str]:
    """The words over the columns."""
    return [label(clock) for clock in STEPS]


def checklist(user: Anyone, items: Iterable[AgendaItem]) -> list[Line]:
    """The matrix of the items one reads that need materials, in a fixed number of queries."""
    shown = list(items)
    materials = list(visible_to(user, Material).filter(item__in=[item.pk for item in shown]))
    ledger: dict[tuple[int, str], list[Deadline]] = {}
    entries = Deadline.objects.filter(item__in={row.item_id for row in materials}).select_related("basis")
    for entry in entries.order_by("id") if materials else []:
        ledger.setdefault((entry.item_id or 0, entry.clock), []).append(entry)
    files = _files(user, materials)
    by_item: dict[int, dict[str, Cell]] = {}
    for row in materials:
        cell = _cell(row, ledger.get((row.item_id, row.clock), []), files.get(row.pk, ()))
        by_item.setdefault(row.item_id, {})[row.clock] = cell
    return [
        Line(item, [by_item[item.pk].get(clock) or Cell(label(clock)) for clock in STEPS])
        for item in shown
        if item.pk in by_item
    ]


def _cell(row: Material, entries: list[Deadline], files: tuple[File, ...]) -> Cell:
    """The date it runs on, or was met by, with the earlier ones behind it."""
    entry = next((one for one in entries if one.pk == row.entry_id), None)
    if entry is None:
        return Cell(label(Clock(row.clock)), row, None, files)
    earlier = [one for one in entries if one.pk < entry.pk]
    return Cell(label(Clock(row.clock)), row, due(entry, met_on=row.received_on, earlier=earlier), files)


def _files(user: Anyone, materials: list[Material]) -> dict[int, tuple[File, ...]]:
    if not any(row.received_on for row in materials):
        return {}
    rows = list(visible_to(user, Attachment).filter(material__in=[row.pk for row in materials]))
    found: dict[int, tuple[File, ...]] = {}
    for row, file in zip(rows, file_rows(rows), strict=True):
        found[row.material_id or 0] = (*found.get(row.material_id or 0, ()), file)
    return found


def lateness(material: Material, meeting: Meeting) -> str:
    """Why a material is late, which rule says so, and what can be done."""
    entry = material.entry
    shape = {
        "left": max((meeting.starts_on - today()).days, 0),
        "step": label(Clock(material.clock)),
        "value": entry.value,
        "day": chinese_date(material.due_on),
        "basis": entry.basis.citation,
    }
    text = _(
        "距会议还有 %(left)s 天，不足 %(value)s 日：%(step)s的期限是%(day)s（%(basis)s）。"
        "可说明理由后提交，或改列下次会议。"
    )
    return text % shape
