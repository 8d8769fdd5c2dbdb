"""Loads the shared reference data: laws, rules of deadlines, parameters, classes, holidays.

The files lie in ``congress/reference`` and are checked before anything is written: no rule without
a basis, no local rule that calls itself law, none looser than the law's floor. Loading is
idempotent. It writes shared rows (county empty) only; a county's own rows go before them, and a
shared row a person has changed is left as it is. Dates already computed are never touched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from chinese_calendar import constants as notices
from django.db.models import Model
from django.utils.translation import gettext as _

from congress.clock import today
from congress.kinds import registry
from congress.models import (
    BallotRule,
    Day,
    DeadlineRule,
    DocumentSeries,
    LegalBasis,
    Letterhead,
    OutcomeClass,
    Parameter,
    ReminderRule,
)
from congress.rules.deadlines import Direction, Rolls, Term, Unit, loosens
from congress.rules.numerals import chinese
from congress.rules.reminders import hours_of
from congress.services.base import command
from congress.services.reference_files import (
    BadReference,
    assessment_rules,
    document_series,
    letterheads,
    read,
    reminder_rules,
)

__all__ = ["BadReference", "Tally", "add_yearly", "load", "read", "upsert"]

M = TypeVar("M", bound=Model)
Row = dict[str, Any]

FIRST_YEAR = 2024
NOTICE = "国务院办公厅放假通知（chinesecalendar）"
HOLIDAYS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
}
UNITS = {"d": Unit.DAY, "wd": Unit.WORKDAY, "m": Unit.MONTH}


@dataclass
class Tally:
    """What loading one table changed. ``kept`` rows differ from the files because a person changed them."""

    label: str
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    changes: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """As loaders of the apps answer."""
        return {"added": self.added, "updated": self.updated, "unchanged": self.unchanged, "kept": self.kept}

    @classmethod
    def total(cls, label: str, counts: Iterable[Mapping[str, int]]) -> Self:
        """The sum of several counts."""
        tally = cls(label)
        for one in counts:
            for name, number in one.items():
                setattr(tally, name, getattr(tally, name) + number)
        return tally


# -- The command -----------------------------------------------------------------------------------


def load() -> list[Tally]:
    """Bring the shared reference data up to the files, in one transaction; returns what changed.

    Raises :class:`BadReference`, having written nothing, when a file is wrong.
    """
    laws = bases()
    rules, values = deadline_rules(laws), parameters(laws)
    models = {law["code"] for law in laws if law["is_placeholder"]}
    with command(None, "reference", "装载参考数据"):
        tallies = [
            upsert(LegalBasis, laws, by=("code",), ours=lambda row: row.is_placeholder or row.code not in models)
        ]
        ids = dict(LegalBasis.objects.filter(county=None).values_list("code", "pk"))
        tallies += [
            upsert(DeadlineRule, _resolved(rules, ids), by=("key", "valid_from"), ours=_untouched),
            upsert(Parameter, _resolved(values, ids), by=("key",), ours=_untouched),
            upsert(Day, days(), by=("on",), ours=lambda row: row.source == NOTICE),
            add_yearly(OutcomeClass, "outcome_classes"),
            upsert(ReminderRule, reminder_rules(), by=("clock", "days"), ours=_untouched),
            upsert(DocumentSeries, document_series(), by=("code",), ours=_untouched),
            upsert(Letterhead, letterheads(), by=("organ", "layout"), ours=_untouched),
            upsert(BallotRule, assessment_rules(), by=("key", "valid_from"), ours=lambda row: True),
        ]
        apps = [loader() for loader in registry.reference_loaders]
    return [*tallies, Tally.total(_("各业务参考数据"), apps)]


def upsert(model: type[M], rows: Iterable[Row], *, by: tuple[str, ...], ours: Callable[[M], bool]) -> Tally:
    """Add the missing shared rows and update those that differ, unless a person changed them (``ours`` says no)."""
    tally = Tally(str(model._meta.verbose_name))
    shared = model._default_manager.select_for_update().filter(county=None)
    found = {tuple(getattr(row, name) for name in by): row for row in shared}
    missing = []
    for wanted in rows:
        row = found.get(tuple(wanted[name] for name in by))
        if row is None:
            missing.append(model(**wanted))
        else:
            _bring_up(row, wanted, ours, tally)
    tally.added = len(model._default_manager.bulk_create(missing))
    return tally


def _bring_up(row: M, wanted: Row, ours: Callable[[M], bool], tally: Tally) -> None:
    differing = [name for name, value in wanted.items() if getattr(row, name) != value]
    if not differing:
        tally.unchanged += 1
    elif not ours(row):
        tally.kept += 1
        tally.changes.append(_("保留本县修改：%(row)s") % {"row": row})
    else:
        tally.updated += 1
        tally.changes += [_change(row, name, wanted[name]) for name in differing]
        for name in differing:
            setattr(row, name, wanted[name])
        row.save(update_fields=differing)


def _change(row: Model, name: str, new: object) -> str:
    shape = {"row": row, "field": row._meta.get_field(name).verbose_name, "old": getattr(row, name), "new": new}  # type: ignore[union-attr]
    return _("%(row)s：%(field)s %(old)s → %(new)s") % shape


def add_yearly(model: type[M], name: str) -> Tally:
    """Add the schemes of a file for this year and the next; what is there belongs to the county and stays."""
    rows = [row for year in (today().year, today().year + 1) for row in yearly(name, year)]
    return upsert(model, rows, by=("scheme", "year", "code"), ours=lambda row: False)


def _untouched(row: DeadlineRule | DocumentSeries | Letterhead | Parameter | ReminderRule) -> bool:
    return row.set_by_id is None


def _resolved(rows: list[Row], ids: Mapping[str, int]) -> Iterator[Row]:
    """Codes of bases as foreign keys."""
    for row in rows:
        links = {f"{name}_id": ids.get(row[name]) for name in ("basis", "floor_basis") if name in row}
        yield {name: value for name, value in row.items() if f"{name}_id" not in links} | links


# -- The files -------------------------------------------------------------------------------------


def bases(groups: list[Row] | None = None) -> list[Row]:
    """The legal bases, one row an article. Placeholders are the county's own texts, and only they."""
    rows = [_basis(law, article) for law in groups or read("laws") for article in law["articles"]]
    _unique("code", rows)
    for row in rows:
        if row["is_placeholder"] != (row["level"] == LegalBasis.Level.COUNTY):
            raise BadReference(f"{row['code']}: a model text is of level county, and nothing else is")
    return rows


def _basis(law: Row, article: Row) -> Row:
    number = article["number"]
    return {
        "code": f"{law['prefix']}-{number}" if number else law["prefix"],
        "level": LegalBasis.Level(law["level"]).value,
        "law": law["law"],
        "short": law["short"],
        "version": law["version"],
        "article": f"第{chinese(number)}条" if number else "",
        "text": article["text"],
        "is_summary": article.get("summary", False),
        "is_placeholder": law.get("placeholder", False),
        "effective_on": law.get("effective_on"),
        "supersedes": article.get("supersedes", ""),
    }


def deadline_rules(laws: list[Row], items: list[Row] | None = None) -> list[Row]:
    """The rules of deadlines. A legal one cites a law; none is looser than its floor."""
    rows = [_rule(item) for item in items or read("rules")]
    _unique("key", rows)
    levels = {law["code"]: law["level"] for law in laws}
    for row in rows:
        _check_rule(row, levels)
    return rows


def _rule(item: Row) -> Row:
    value, unit = _term(item["term"])
    floor_value, floor_unit = _term(item["floor"]) if "floor" in item else (None, "")
    before = item.get("before", False)
    return {
        "key": item["key"],
        "label": item["label"],
        "clock": item["clock"],
        "kind": DeadlineRule.Kind(item["kind"]).value,
        "value": value,
        "unit": unit,
        "direction": (Direction.BEFORE if before else Direction.AFTER).value,
        "rolls": item.get("rolls", not before),
        "basis": item["basis"],
        "floor_value": floor_value,
        "floor_unit": floor_unit,
        "floor_basis": item.get("floor_basis", item["basis"]) if "floor" in item else None,
        "seen": item.get("seen", ""),
        "unverified": item.get("unverified", False),
        "valid_from": item.get("valid_from"),
    }


def _term(text: str) -> tuple[int, str]:
    parts = re.fullmatch(r"(\d+)(d|wd|m)", text)
    if parts is None:
        raise BadReference(f"{text}: a period reads 20d, 10wd or 3m")
    return int(parts[1]), UNITS[parts[2]].value


def _check_rule(row: Row, levels: Mapping[str, str]) -> None:
    level = levels.get(row["basis"])
    if level is None:
        raise BadReference(f"{row['key']}: no basis {row['basis']}")
    national = level in {LegalBasis.Level.LAW, LegalBasis.Level.ADMINISTRATIVE}
    if national != (row["kind"] == DeadlineRule.Kind.LAW):
        raise BadReference(f"{row['key']}: {row['kind']} may not rest on {level}")
    if row["floor_value"] is None:
        return
    if levels.get(row["floor_basis"]) not in {LegalBasis.Level.LAW, LegalBasis.Level.ADMINISTRATIVE}:
        raise BadReference(f"{row['key']}: only a law sets a floor")
    way, rolls = Direction(row["direction"]), Rolls.ON if row["rolls"] else Rolls.OFF
    floor = Term(row["floor_value"], Unit(row["floor_unit"]), way)
    if loosens(Term(row["value"], Unit(row["unit"]), way, rolls), floor):
        raise BadReference(f"{row['key']}: looser than the law")


def parameters(laws: list[Row], items: list[Row] | None = None) -> list[Row]:
    """The settings that are no periods; the value is one of the choices where there are any."""
    rows = [_parameter(item) for item in items or read("parameters")]
    _unique("key", rows)
    codes = {law["code"] for law in laws}
    for row in rows:
        if row["basis"] not in codes | {None}:
            raise BadReference(f"{row['key']}: no basis {row['basis']}")
    return rows


def _parameter(item: Row) -> Row:
    key, value, offered = item["key"], item["value"], item.get("choices", {})
    fits: dict[str, Callable[[], bool]] = {
        "choice": lambda: value in offered,
        "choices": lambda: isinstance(value, list) and set(value) <= set(offered),
        "number": lambda: type(value) is int and value >= 0,
        "flag": lambda: isinstance(value, bool),
        "list": lambda: isinstance(value, list),
        "hours": lambda: bool(hours_of(value)),
        "month_day": lambda: value == "" or re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", value) is not None,
    }
    if not fits[item["type"]]():
        raise BadReference(f"{key}: {value} is no {item['type']}")
    return {
        "key": key,
        "label": item["label"],
        "value": value,
        "choices": [{"value": code, "label": label} for code, label in offered.items()],
        "basis": item.get("basis"),
        "seen": item.get("seen", ""),
    }


def yearly(name: str, year: int) -> list[Row]:
    """The classes or categories of every scheme of a file, for one year."""
    return [
        {"scheme": scheme, "year": year, "place_order": place, **row}
        for scheme, rows in read(name).items()
        for place, row in enumerate(rows, start=1)
    ]


def days() -> list[Row]:
    """Holidays and adjusted working weekends of every year whose notice is known."""
    free = {
        on: (Day.Kind.HOLIDAY, name, "调休" if on in notices.in_lieu_days else "")
        for on, name in notices.holidays.items()
    }
    worked = {on: (Day.Kind.ADJUSTED, name, "调休上班") for on, name in notices.workdays.items()}
    return [
        {"on": on, "kind": kind.value, "name": HOLIDAYS.get(name, name) + suffix, "source": NOTICE}
        for on, (kind, name, suffix) in sorted((free | worked).items())
        if on.year >= FIRST_YEAR
    ]


def _unique(name: str, rows: list[Row]) -> None:
    twice = [value for value, times in Counter(row[name] for row in rows).items() if times > 1]
    if twice:
        raise BadReference(f"{name} used twice: {', '.join(twice)}")
