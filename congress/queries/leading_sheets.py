"""The leaders' first page as sheets of a workbook, with every row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from django.utils.translation import gettext as _

from congress.labels import label
from congress.queries.leading import WORK, KindFigures, Overview
from congress.queries.measures import MEASURES

Cell: TypeAlias = str | int | date | None
Sheet: TypeAlias = tuple[str, Sequence[str], Sequence[Sequence[Cell]]]


def tables(found: Overview) -> list[Sheet]:
    """Figures and workload of each kind, what is late, what comes, the key matters."""
    sheets: list[Sheet] = []
    for kind in found.kinds:
        sheets += [_figures(kind), _workload(kind)]
    if found.together:
        sheets += [_together(_("各机关合计"), found, units=True), _together(_("各工作机构合计"), found, units=False)]
    late: list[list[Cell]] = [
        [stuck.label, row.who, row.title, row.clock, row.on, row.days] for stuck in found.stuck for row in stuck.rows
    ]
    soon: list[list[Cell]] = [[label(row.desk), row.who, row.title, row.clock, row.on] for row in found.soon]
    keys: list[list[Cell]] = [[k.title, k.leader, k.county_leader, k.state, k.due_on] for k in found.keys]
    return [
        *sheets,
        (_("逾期"), [_("卡在"), _("谁"), _("事项"), _("期限"), _("日期"), _("逾期天数")], late),
        (_("两周内到期"), [_("在"), _("谁"), _("事项"), _("期限"), _("日期")], soon),
        (_("重点督办"), [_("事项"), _("领衔"), _("领办的县领导"), _("状态"), _("当前期限")], keys),
    ]


def _together(title: str, found: Overview, *, units: bool) -> Sheet:
    assert found.together is not None
    all_kinds = found.together
    codes = [(kind, code) for kind in [*all_kinds.kinds, _("合计")] for code in WORK]
    rows = all_kinds.units if units else all_kinds.offices
    lines: list[list[Cell]] = [
        [row.label, *(cell[code] for cell in [*row.cells, row.total] for code in WORK)] for row in rows
    ]
    return title, [title, *(f"{kind} {MEASURES[code].label}" for kind, code in codes)], lines


def _figures(kind: KindFigures) -> Sheet:
    rows: list[list[Cell]] = []
    for share in kind.shares:
        now, before, beside = share.rate, share.before, share.beside
        rows.append([now.label, now.text, now.part, now.whole, now.of, before.text])
        rows.append([beside.label, beside.text, beside.part, beside.whole, beside.of, None])
    rows += [[line.label, line.now.count, None, None, None, line.before.count] for line in kind.compared]
    rows += [[figure.label, figure.count, None, None, _("历年"), None] for figure in kind.promises]
    return kind.label, [_("指标"), _("本年"), _("分子"), _("分母"), _("口径"), _("去年同期")], rows


def _workload(kind: KindFigures) -> Sheet:
    headings = [_("承办单位"), *(str(MEASURES[code].label) for code in WORK)]
    return _("承办单位"), headings, [[unit.label, *(unit.counts[code] for code in WORK)] for unit in kind.workload]
