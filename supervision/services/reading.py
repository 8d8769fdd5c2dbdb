"""From a pasted list or an uploaded file to lines: what cannot be read is refused with the line and the reason."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from congress.labels import label
from congress.models import Congress, Department, DepartmentAlias
from congress.refusals import Incomplete
from congress.rules.tables.cells import day
from congress.rules.tables.grid import Unreadable
from congress.rules.tables.text import is_blank, tight
from supervision.rules.listing import CATALOGUE, PROBLEMS, Columns, lines_of
from supervision.services.audits import Problem
from supervision.services.normative.catalogues import Named

FIELD = "listed"
MOST_TOLD = 8


def catalogue_of(data: bytes, name: str, year: int) -> list[Named]:
    """The documents a maker's list names. Raises Incomplete with every line that cannot be read."""
    found, wrong = [], []
    for number, line in _lines(data, name, CATALOGUE):
        title, on = line.get("title", ""), day(line.get("published_on", ""), year)
        if not title:
            wrong.append(_("第%(n)s行没有文件名称") % {"n": number})
        elif on.value is None and on.doubt is not None:
            wrong.append(_("第%(n)s行的公布日期“%(text)s”不是日期") % {"n": number, "text": line["published_on"]})
        found.append(Named(line.get("number", ""), title, on.value))
    _refuse(wrong)
    return found


def problems_of(county: Congress, data: bytes, name: str, year: int) -> list[Problem]:
    """The problems of an audit list; units by their names, short names and aliases. Raises Incomplete."""
    units, found, wrong = _units(county), [], []
    for number, line in _lines(data, name, PROBLEMS):
        unit = units.get(tight(line.get("unit", "")))
        amount, on = _amount(line.get("amount", "")), day(line.get("planned_on", ""), year + 1)
        if unit is None:
            wrong.append(_("第%(n)s行的单位“%(text)s”不在通讯录里") % {"n": number, "text": line.get("unit", "")})
        elif not line.get("problem"):
            wrong.append(_("第%(n)s行没有写问题") % {"n": number})
        elif isinstance(amount, str):
            wrong.append(_("第%(n)s行的金额“%(text)s”不是以万元计的数") % {"n": number, "text": amount})
        elif on.value is None and on.doubt is not None:
            wrong.append(_("第%(n)s行的整改期限“%(text)s”不是日期") % {"n": number, "text": line["planned_on"]})
        else:
            found.append(Problem(unit, line["problem"], amount, line.get("measure", ""), on.value))
    _refuse(wrong)
    return found


def _lines(data: bytes, name: str, columns: Columns) -> Iterable[tuple[int, dict[str, str]]]:
    try:
        return lines_of(data, name, columns)
    except Unreadable as unreadable:
        raise Incomplete({FIELD: label(unreadable.trouble)}) from unreadable


def _units(county: Congress) -> dict[str, Department]:
    rows = {row.pk: row for row in Department.objects.filter(county=county, until=None)}
    names = {tight(name): row for row in rows.values() for name in (row.name, row.short_name)}
    aliases = DepartmentAlias.objects.filter(county=county, department__in=rows).values_list("name", "department")
    return {tight(name): rows[pk] for name, pk in aliases} | names


def _amount(raw: str) -> Decimal | str | None:
    """An amount in units of 10 000 yuan; the text itself when it is none."""
    if is_blank(raw):
        return None
    try:
        amount = Decimal(tight(raw).replace(",", "").removesuffix("万元"))
    except InvalidOperation:
        return raw
    return amount.quantize(Decimal("0.01")) if amount.is_finite() and 0 <= amount < 10**10 else raw


def _refuse(wrong: list[str]) -> None:
    if wrong:
        more = _("……共%(n)s行") % {"n": len(wrong)} if len(wrong) > MOST_TOLD else ""
        text = _("名单没有录入，请改正后再试：%(lines)s%(more)s。")
        raise Incomplete({FIELD: text % {"lines": "；".join(wrong[:MOST_TOLD]), "more": more}})
