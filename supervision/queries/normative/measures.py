"""The figures of the yearly report on the review (监督法 §45), each a condition on the register.

Figure, report and list apply the same condition, so a figure always opens what it counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congress.access import Anyone
from supervision.access.normative import catalogue_lines, normative_documents, review_requests
from supervision.models import NormativeDocument
from supervision.rules.normative import NormativeEvent, NormativeState, Occasion

E, S = NormativeEvent, NormativeState


def _went(event: NormativeEvent) -> Q:
    """Documents to which something was done, in whatever state they are now."""
    return Q(steps__event=event)


MEASURES: Mapping[str, tuple[object, Q]] = {
    "registered": (_("报送登记"), Q()),
    "late": (_("逾期报送"), Q(submitted_on__gt=F("filing_due_on"))),
    "supplement": (_("通知补正"), _went(E.ASK_SUPPLEMENT)),
    "returned": (_("退回"), Q(state=S.RETURNED)),
    "transferred": (_("移送有权机关"), Q(state=S.TRANSFERRED)),
    "taken": (_("准予备案"), Q(taken_on__isnull=False)),
    "on_request": (_("依要求、建议或者移送审查"), Q(requests__isnull=False)),
    "special": (_("专项审查"), Q(occasion=Occasion.SPECIAL)),
    "reviewed": (_("审查完毕"), Q(settled_on__isnull=False, taken_on__isnull=False)),
    "talked": (_("沟通处理"), _went(E.TALK)),
    "opinions": (_("发出书面审查意见"), _went(E.SEND_OPINION)),
    "amended": (_("制定机关修改"), Q(state=S.AMENDED)),
    "repealed": (_("制定机关废止"), Q(state=S.REPEALED)),
    "annulled": (_("常委会撤销"), Q(state=S.ANNULLED)),
    "open": (_("正在办理"), Q(settled_on=None)),
}


def measured(rows: QuerySet[NormativeDocument], measure: str) -> QuerySet[NormativeDocument]:
    """The documents a figure counts; all of them for a figure that is none."""
    return rows.filter(MEASURES[measure][1]).distinct() if measure in MEASURES else rows


@dataclass(frozen=True)
class Figure:
    """A figure with the words for it, and what its list is asked for."""

    key: str
    label: str
    value: int


@dataclass(frozen=True)
class Line:
    """A maker's line: what it filed, how much of it late, how much was written about."""

    maker: str
    filed: int
    late: int
    opinions: int
    missing: int


@dataclass(frozen=True)
class Report:
    """The review work of a year."""

    year: int
    figures: list[Figure]
    requests: int
    answered: int
    catalogues: int
    missing: int
    lines: list[Line]

    @property
    def answered_note(self) -> str:
        """How many of those who asked were answered."""
        return gettext("已答复 %(n)s 件") % {"n": self.answered}

    @property
    def year_text(self) -> str:
        """The year as an address carries it."""
        return str(self.year)


def report(user: Anyone, year: int) -> Report:
    """The figures of what was filed in a year, as the reader may see. A fixed number of queries."""
    rows = normative_documents(user).filter(year=year)
    counts = rows.aggregate(**{key: Count("pk", filter=q, distinct=True) for key, (_label, q) in MEASURES.items()})
    figures = [Figure(key, str(label), counts[key]) for key, (label, _q) in MEASURES.items()]
    asked = review_requests(user).filter(received_on__year=year)
    requests = asked.aggregate(all=Count("pk"), answered=Count("pk", filter=Q(replied_on__isnull=False)))
    lines = catalogue_lines(user).filter(catalogue__year=year)
    whole = lines.aggregate(all=Count("catalogue", distinct=True), missing=Count("pk", filter=Q(document=None)))
    return Report(
        year=year,
        figures=figures,
        requests=requests["all"],
        answered=requests["answered"],
        catalogues=whole["all"],
        missing=whole["missing"],
        lines=_by_maker(user, rows, year),
    )


def _by_maker(user: Anyone, rows: QuerySet[NormativeDocument], year: int) -> list[Line]:
    late, opinions = MEASURES["late"][1], MEASURES["opinions"][1]
    makers = rows.order_by().values("organ__name", "township__name")
    filed = makers.annotate(
        filed=Count("pk", distinct=True),
        late=Count("pk", filter=late, distinct=True),
        opinions=Count("pk", filter=opinions, distinct=True),
    )
    owed = catalogue_lines(user).filter(catalogue__year=year, document=None).order_by()
    gaps = {
        row["catalogue__organ__name"] or row["catalogue__township__name"]: row["missing"]
        for row in owed.values("catalogue__organ__name", "catalogue__township__name").annotate(missing=Count("pk"))
    }
    found = {row["organ__name"] or row["township__name"]: row for row in filed}
    return [
        Line(
            name,
            found.get(name, {}).get("filed", 0),
            found.get(name, {}).get("late", 0),
            found.get(name, {}).get("opinions", 0),
            gaps.get(name, 0),
        )
        for name in dict.fromkeys([*found, *gaps])
    ]
