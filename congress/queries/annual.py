"""The figures of the standing committee's annual work report: what was met, heard, decided in a year.

Every figure is a query of what the reader may see; its number and the list it opens are the same rows. All numbers
of a page are read in one statement. The apps add theirs (:class:`congress.kinds.AnnualFigure`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.access import Anyone, visible_to
from congress.access.standing import standing
from congress.kinds import AnnualFigure, FigureRow, registry
from congress.models import AgendaItem, Ballot, Congress, Document, Meeting
from congress.rules.ballots import BallotState
from congress.rules.documents.kinds import DocumentCode
from congress.rules.documents.life import FINAL
from congress.rules.meetings import ItemKind, ItemState, MeetingKind, MeetingState

HEARD = (ItemKind.REPORT, ItemKind.BUDGET, ItemKind.INSPECTION, ItemKind.INQUIRY)
FIRST_YEAR = 1979
"""Standing committees of county congresses exist since then."""


@dataclass(frozen=True)
class Span:
    """The days counted, both included."""

    since: date
    until: date

    @property
    def query(self) -> str:
        """The same in an address bar."""
        return f"since={self.since:%Y-%m-%d}&until={self.until:%Y-%m-%d}"


@dataclass(frozen=True)
class Year:
    """A year and what stands beside it: all of the year before, or the same days while the year is running."""

    number: int
    span: Span
    before: Span

    @property
    def running(self) -> bool:
        """Whether the year is not over."""
        return self.span.until < date(self.number, 12, 31)


@dataclass(frozen=True)
class Line:
    """One figure of two years, each opening its list."""

    figure: AnnualFigure
    now: int
    before: int
    url: str
    before_url: str


@dataclass(frozen=True)
class Group:
    """Figures under one heading."""

    label: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Report:
    """The figures of a year."""

    year: Year
    groups: Sequence[Group]

    @property
    def lines(self) -> list[Line]:
        """All figures in their order."""
        return [line for group in self.groups for line in group.lines]


def year_of(number: int, day: date) -> Year:
    """A year as far as it has gone on ``day``, beside the one before. 29 February stands beside the 28th."""
    end = date(number, 12, 31)
    until = min(max(day, date(number, 1, 1)), end)
    same = date(number - 1, until.month, 28 if (until.month, until.day) == (2, 29) else until.day)
    return Year(number, Span(date(number, 1, 1), until), Span(date(number - 1, 1, 1), same))


def figures() -> list[AnnualFigure]:
    """All figures, the core's first, those of one heading together."""
    known = [*CORE, *registry.annual_figures]
    order = list(dict.fromkeys(figure.group for figure in known))
    return sorted(known, key=lambda figure: order.index(figure.group))


def figure_of(code: str) -> AnnualFigure | None:
    """The figure of a code, if there is one."""
    return next((figure for figure in figures() if figure.code == code), None)


def annual(user: Anyone, year: Year) -> Report:
    """All figures of a year and the one before. One query, however many figures there are."""
    known = figures()
    spans = {"now": year.span, "before": year.before}
    counts = {
        f"{name}_{n}": _counted(figure.rows(user, span.since, span.until))
        for n, figure in enumerate(known)
        for name, span in spans.items()
    }
    county = Congress.objects.filter(pk=standing(user).county_id or 0)
    row: Mapping[str, Any] = county.values(**counts).first() or {}
    lines = [
        Line(
            figure,
            row.get(f"now_{n}", 0),
            row.get(f"before_{n}", 0),
            _url(figure, year.span),
            _url(figure, year.before),
        )
        for n, figure in enumerate(known)
    ]
    grouped = groupby(lines, key=lambda line: line.figure.group)
    return Report(year, [Group(str(label), list(rows)) for label, rows in grouped])


def _counted(rows: QuerySet[Any]) -> Coalesce:
    """The number of rows as an expression."""
    one = rows.order_by().annotate(_all=Value(1)).values("_all")
    return Coalesce(Subquery(one.annotate(n=Count("pk", distinct=True)).values("n")), 0, output_field=IntegerField())


def _url(figure: AnnualFigure, span: Span) -> str:
    return f"{reverse('annual-list', args=[figure.code])}?{span.query}"


# -- What the core counts ----------------------------------------------------------------------------------


def _met(user: Anyone, since: date, until: date, kind: MeetingKind) -> QuerySet[Meeting]:
    rows = visible_to(user, Meeting).filter(kind=kind, state=MeetingState.CLOSED, starts_on__range=(since, until))
    return rows.select_related("term", "body").order_by("starts_on", "id")


def _of_meeting(meeting: Meeting) -> FigureRow:
    return FigureRow(meeting.starts_on, meeting.name, reverse("meeting", args=[meeting.pk]), meeting.place)


def _items(user: Anyone, since: date, until: date, kinds: Sequence[ItemKind]) -> QuerySet[AgendaItem]:
    rows = visible_to(user, AgendaItem).filter(
        kind__in=kinds,
        state=ItemState.ADOPTED,
        meeting__kind=MeetingKind.STANDING_COMMITTEE,
        meeting__state=MeetingState.CLOSED,
        meeting__starts_on__range=(since, until),
    )
    return rows.select_related("meeting__term", "meeting__body").order_by("meeting__starts_on", "position")


def _of_item(item: AgendaItem) -> FigureRow:
    return FigureRow(item.meeting.starts_on, item.title, reverse("meeting", args=[item.meeting_id]), item.meeting.name)


def _votes(user: Anyone, since: date, until: date) -> QuerySet[Ballot]:
    rows = visible_to(user, Ballot).filter(
        state=BallotState.CLOSED,
        meeting__kind=MeetingKind.STANDING_COMMITTEE,
        meeting__starts_on__range=(since, until),
    )
    return rows.select_related("meeting__term", "meeting__body").order_by("meeting__starts_on", "id")


def _of_vote(ballot: Ballot) -> FigureRow:
    url = reverse("ballot", args=[ballot.pk])
    return FigureRow(ballot.meeting.starts_on, ballot.question, url, ballot.meeting.name)


def _papers(user: Anyone, since: date, until: date, *codes: DocumentCode) -> QuerySet[Document]:
    rows = visible_to(user, Document).filter(state__in=FINAL, issued_on__range=(since, until))
    return (rows.filter(kind__in=codes) if codes else rows).order_by("issued_on", "id")


def _of_paper(document: Document) -> FigureRow:
    url = reverse("document", args=[document.pk])
    return FigureRow(document.issued_on, document.title, url, document.number)


MEETINGS, SUPERVISION, PAPERS = gettext_lazy("会议"), gettext_lazy("监督"), gettext_lazy("公文")
CORE: tuple[AnnualFigure, ...] = (
    AnnualFigure(
        "standing-committee",
        MEETINGS,
        gettext_lazy("常委会会议"),
        gettext_lazy("次"),
        lambda user, since, until: _met(user, since, until, MeetingKind.STANDING_COMMITTEE),
        _of_meeting,
    ),
    AnnualFigure(
        "chairpersons",
        MEETINGS,
        gettext_lazy("主任会议"),
        gettext_lazy("次"),
        lambda user, since, until: _met(user, since, until, MeetingKind.CHAIRPERSONS),
        _of_meeting,
    ),
    AnnualFigure(
        "votes",
        MEETINGS,
        gettext_lazy("常委会会议表决"),
        gettext_lazy("项"),
        _votes,
        _of_vote,
    ),
    AnnualFigure(
        "reports",
        SUPERVISION,
        gettext_lazy("听取和审议报告"),
        gettext_lazy("项"),
        lambda user, since, until: _items(user, since, until, HEARD),
        _of_item,
    ),
    AnnualFigure(
        "opinion-papers",
        SUPERVISION,
        gettext_lazy("印发审议意见书"),
        gettext_lazy("件"),
        lambda user, since, until: _papers(user, since, until, DocumentCode.OPINION),
        _of_paper,
    ),
    AnnualFigure(
        "documents",
        PAPERS,
        gettext_lazy("印发公文"),
        gettext_lazy("件"),
        _papers,
        _of_paper,
    ),
)


def before_label(year: Year) -> str:
    """What the year before is called beside this one."""
    return _("上年同期") if year.running else _("上年")
