"""发文登记簿: every number of a series within a year or term, used, kept, voided, or given before this system came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from congress.access import Anyone, visible_to
from congress.models import Congress, Document, DocumentSeries, RegisterEntry, Series
from congress.queries.documents.stationery import scope_of, series_of

COUNTER = "document"


def counter(code: str) -> str:
    """The locked counter of a series of documents."""
    return f"{COUNTER}:{code}"


@dataclass(frozen=True)
class Line:
    """A number: what it was used for, or why not. ``document`` is there for who may read it."""

    entry: RegisterEntry
    document: Document | None
    hidden: bool

    @property
    def voided(self) -> bool:
        """Whether the number stays unused for ever."""
        return self.entry.voided_on is not None

    @property
    def kept(self) -> bool:
        """Whether it waits for a paper made elsewhere."""
        return self.entry.document_id is None and not self.voided


@dataclass(frozen=True)
class Register:
    """A series within a year or term: how far it has come, the numbers, those from before this system."""

    series: DocumentSeries
    scope: str
    last: int
    before: int
    lines: list[Line]


def scopes(county: Congress, code: str) -> list[str]:
    """Years or terms a series has counted in, the latest first."""
    rows = Series.objects.filter(county=county, code=counter(code)).values_list("scope", flat=True)
    return sorted(set(rows), reverse=True)


def register(user: Anyone, county: Congress, code: str, scope: str, on: date) -> Register | None:
    """The register of one series, newest number first; None for a series nobody knows."""
    series = series_of(county).get(code)
    if series is None:
        return None
    wanted = scope or scope_of(series, county, on.year)
    rows = visible_to(user, RegisterEntry).filter(series=code, scope=wanted)
    entries = list(rows.select_related("document__office", "taken_by__person", "voided_by__person").order_by("-serial"))
    readable = set(visible_to(user, Document).filter(entry__in=entries).values_list("pk", flat=True))
    lines = [_line(entry, readable) for entry in entries]
    kept = Series.objects.filter(county=county, code=counter(code), scope=wanted).first()
    last = kept.last if kept else 0
    before = (min(entry.serial for entry in entries) - 1) if entries else last
    return Register(series, wanted, last, before, lines)


def _line(entry: RegisterEntry, readable: set[int]) -> Line:
    seen = entry.document_id in readable
    return Line(entry, entry.document if seen else None, entry.document_id is not None and not seen)
