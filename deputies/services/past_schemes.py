"""The year's categories and classes: those there are, and those a past year's file brings along."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from congress.clock import today
from congress.importkinds import Asked, Choice, Entry, Settled
from congress.models import ImportJob, OutcomeClass
from congress.queries.parameters import value
from congress.rules.imports import NEW_WORD, WordKind
from congress.rules.tables.cells import LIKELY_CLASS, Doubt
from congress.rules.tables.text import tight
from deputies.models import Category

IMPORTED = "imported"
"""The scheme of what came with a past year's file."""
UNKNOWN = "—"
SOLVED = "A"


class PastSchemes:
    """Category and OutcomeClass of the job's year, by the words of the file.

    New rows are offered for a past year only: this year's scheme is what living matters are filed by.
    """

    def __init__(self, job: ImportJob, settled: Settled) -> None:
        self.job, self.settled = job, settled
        self.year = int(job.context.get("year") or today().year)
        self.may_add = self.year < today().year
        self._read()

    def _read(self) -> None:
        shared = Q(county=self.job.county) | Q(county=None)
        categories = list(Category.objects.filter(shared, year=self.year))
        own = [row for row in categories if row.county_id]
        self.categories = own or [row for row in categories if row.scheme == "small"]
        classes = list(OutcomeClass.objects.filter(shared, kind="", year=self.year))
        scheme = str(value(self.job.county, "suggestion.outcome_scheme"))
        self.classes = [row for row in classes if row.county_id] or [row for row in classes if row.scheme == scheme]

    def asked(self, entries: Sequence[Entry]) -> list[Asked]:
        """Each category and each class of the file once."""
        return self._asked(WordKind.CATEGORY, "category", entries) + self._asked(WordKind.OUTCOME, "outcome", entries)

    def _asked(self, what: WordKind, column: str, entries: Sequence[Entry]) -> list[Asked]:
        texts = [entry.values[column] for entry in entries if entry.values.get(column)]
        rows: Sequence[Category | OutcomeClass] = self.categories if what is WordKind.CATEGORY else self.classes
        choices: list[Choice] = [(NEW_WORD, _("新建（%(year)s年度）") % {"year": self.year})] if self.may_add else []
        choices += [(str(row.pk), str(row)) for row in rows]
        found = []
        for text in dict.fromkeys(texts):
            row = self._same(what, text)
            hint = LIKELY_CLASS.get(tight(text), "") if what is WordKind.OUTCOME else ""
            found.append(Asked(what, text, choices, str(row.pk) if row else "", hint, texts.count(text)))
        return found

    def _same(self, what: WordKind, text: str) -> Category | OutcomeClass | None:
        if what is WordKind.CATEGORY:
            return next((row for row in self.categories if tight(text) in {tight(row.label), tight(row.code)}), None)
        return next((row for row in self.classes if tight(text) in {tight(row.code), tight(row.label)}), None)

    def _row(self, what: WordKind, text: str) -> Category | OutcomeClass | None:
        known = self._same(what, text)
        meaning = self.settled.get((what, text), "")
        rows: Sequence[Category | OutcomeClass] = self.categories if what is WordKind.CATEGORY else self.classes
        return known or next((row for row in rows if str(row.pk) == meaning), None)

    def _name(self, what: WordKind, column: str, entry: Entry) -> str:
        text = entry.values.get(column)
        if not text:
            return ""
        row = self._row(what, text)
        if row is None and self.settled.get((what, text)) != NEW_WORD:
            entry.tell(column, Doubt.UNSETTLED, text)
        return row.code if row else text

    def category(self, entry: Entry) -> str:
        """The category's code, also of one that will be entered; tells when it is not settled."""
        return self._name(WordKind.CATEGORY, "category", entry)

    def outcome(self, entry: Entry) -> str:
        """The class's code, also of one that will be entered; tells when it is not settled."""
        return self._name(WordKind.OUTCOME, "outcome", entry)

    def enter(self, entries: Sequence[Entry]) -> None:
        """Enter the categories and classes settled as new, and the class of answers without one where needed."""
        for what, column in ((WordKind.CATEGORY, "category"), (WordKind.OUTCOME, "outcome")):
            for order, text in enumerate(dict.fromkeys(e.values[column] for e in entries if e.values.get(column))):
                if self._row(what, text) is None and self.settled.get((what, text)) == NEW_WORD:
                    self._add(what, text, order)
        self._read()

    def _add(self, what: WordKind, text: str, order: int) -> None:
        of = {"county": self.job.county, "year": self.year, "scheme": IMPORTED}
        if what is WordKind.CATEGORY:
            values = {"label": text[:40], "place_order": order}
            Category.objects.get_or_create(**of, code=text[:20], defaults=values)
            return
        values = {
            "label": text[:40],
            "definition": _("随台账导入，定义待本县确认"),
            "counts_as_solved": text == SOLVED,
            "place_order": order,
        }
        OutcomeClass.objects.get_or_create(**of, code=text[:8], defaults=values)

    def category_row(self, entry: Entry) -> Category | None:
        """The category of a line."""
        row = self._row(WordKind.CATEGORY, entry.values.get("category") or "") if entry.values.get("category") else None
        return row if isinstance(row, Category) else None

    def outcome_row(self, entry: Entry) -> OutcomeClass:
        """The class of a line's answer; the year's “无记载” when the ledger does not say."""
        text = entry.values.get("outcome")
        row = self._row(WordKind.OUTCOME, text) if text else None
        if isinstance(row, OutcomeClass):
            return row
        values = {"label": _("类别无记载"), "definition": _("台账没有记载答复类别"), "place_order": 99}
        of = {"county": self.job.county, "year": self.year, "scheme": IMPORTED}
        return OutcomeClass.objects.get_or_create(**of, code=UNKNOWN, defaults=values)[0]
