"""Recognising units by the names offices use for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Value
from django.utils.translation import gettext as _

from congress.importkinds import Asked, Choice, Settled
from congress.models import Congress, Department
from congress.rules.imports import NEW_WORD, WordKind
from congress.rules.tables.text import tight


class Units:
    """The county's units by every name they go by, and what was settled of the file's own words."""

    def __init__(self, county: Congress, settled: Settled) -> None:
        also = ArrayAgg("aliases__name", filter=Q(aliases__isnull=False), default=Value([]))
        found = list(Department.objects.filter(county=county).annotate(also=also))
        self.names: dict[str, Department] = {}
        for unit in found:
            self.names |= dict.fromkeys(map(tight, unit.also), unit)
        self.rows: list[Department] = [*found]
        self.by_key = {str(row.pk): row for row in self.rows}
        for row in self.rows:
            self.names[tight(row.short_name)] = row
        for row in self.rows:
            self.names[tight(row.name)] = row
        self.settled = settled

    def find(self, text: str) -> Department | None:
        """The unit of a name; None when nobody has said which."""
        known = self.names.get(tight(text))
        if known is not None:
            return known
        meaning = self.settled.get((WordKind.UNIT, text), "")
        if meaning.startswith("same:"):
            return self.find(meaning.removeprefix("same:"))
        return self.by_key.get(meaning)

    def name(self, text: str) -> str | None:
        """The full name of a unit, also of one that will be entered when the import is confirmed."""
        unit = self.find(text)
        if unit is not None:
            return unit.name
        meaning = self.settled.get((WordKind.UNIT, text), "")
        if meaning.startswith("same:"):
            return self.name(meaning.removeprefix("same:"))
        return text if meaning == NEW_WORD else None

    def add(self, unit: Department) -> None:
        """Know a unit that has just been entered."""
        self.rows.append(unit)
        self.by_key[str(unit.pk)] = unit
        self.names[tight(unit.name)] = unit

    def asked(self, texts: Sequence[str]) -> list[Asked]:
        """Each name of the file once, with what it may mean."""
        unknown = sorted({text for text in texts if tight(text) not in self.names})
        offered: list[Choice] = [(str(row.pk), row.name) for row in self.rows]
        found = []
        for text in dict.fromkeys(texts):
            known = self.names.get(tight(text))
            others = [(f"same:{other}", _("与“%(other)s”是同一单位") % {"other": other}) for other in unknown]
            others = [pair for pair in others if pair[0] != f"same:{text}"]
            choices = [(NEW_WORD, _("作为已撤销的单位补登")), *offered, *others]
            certain = str(known.pk) if known else ""
            hint = "" if known else self._like(text, [row.name for row in self.rows] + unknown)
            found.append(Asked(WordKind.UNIT, text, choices, certain, hint, texts.count(text)))
        return found

    @staticmethod
    def _like(text: str, names: Iterable[str]) -> str:
        """The one longer name that holds every character of a short one in its order; empty when not one."""
        fitting = [name for name in names if name != text and _within(tight(text), tight(name))]
        return fitting[0] if len(fitting) == 1 else ""


def _within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)
