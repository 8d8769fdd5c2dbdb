"""Letterheads and series that hold for a county: its own go before the shared ones."""

from __future__ import annotations

from django.db.models import Q

from congress.clock import today
from congress.models import Body, Congress, Document, DocumentSeries, Letterhead, Term
from congress.official.content import Layout
from congress.rules.documents.kinds import Organ
from congress.rules.documents.numbering import Scope, abbreviation, number, scope_key


def series_of(county: Congress) -> dict[str, DocumentSeries]:
    """The series of a county by code, in their order, in one query."""
    rows = DocumentSeries.objects.filter(Q(county=county) | Q(county=None)).order_by("place_order", "code")
    best = {row.code: row for row in sorted(rows, key=lambda row: row.county_id is not None)}
    return dict(sorted(best.items(), key=lambda pair: (pair[1].place_order, pair[0])))


def letterheads_of(county: Congress) -> dict[tuple[Organ, Layout], Letterhead]:
    """The letterheads of a county by issuer and layout, in one query."""
    rows = Letterhead.objects.filter(Q(county=county) | Q(county=None)).order_by("organ", "layout")
    ordered = sorted(rows, key=lambda row: row.county_id is not None)
    return {(Organ(row.organ), Layout(row.layout)): row for row in ordered}


def letterhead_of(document: Document) -> Letterhead | None:
    """The letterhead a document is printed under, if there is one for its issuer and layout."""
    rows = Letterhead.objects.filter(
        Q(county=document.county_id) | Q(county=None), organ=document.organ, layout=document.layout
    )
    return max(rows, key=lambda row: row.county_id is not None, default=None)


def filled(text: str, county: Congress, body: str) -> str:
    """A name of the settings with the county's and the office's own in its places."""
    for place, value in (("congress", county.name), ("area", county.area), ("body", body)):
        text = text.replace(f"{{{place}}}", value)
    return text


def issuing_office(county: Congress, series: DocumentSeries | None, office: Body) -> Body:
    """Who numbers and stamps: the office the series names, where the county has one; otherwise the drafting one."""
    if series is None or not series.kept_by or series.kept_by == office.kind:
        return office
    return Body.objects.filter(congress=county, kind=series.kept_by, until=None).order_by("id").first() or office


def term_number(county: Congress) -> int:
    """The number of the present term."""
    return Term.objects.filter(congress=county).order_by("-number").values_list("number", flat=True).first() or 0


def scope_of(series: DocumentSeries, county: Congress, year: int) -> str:
    """Within what the number counts; only a series that counts by terms asks which one it is."""
    scope = Scope(series.scope)
    return scope_key(scope, year=year, term=term_number(county) if scope is Scope.TERM else 0)


def number_text(series: DocumentSeries, county: Congress, scope: str, n: int | str) -> str:
    """A number as printed; ``n`` is a blank while there is none."""
    by_term = scope.startswith("T")
    term = int(scope[1:]) if by_term else term_number(county) if "{term}" in series.form else 0
    year = today().year if by_term else int(scope)
    return number(series.form, area=county.area, abbr=abbreviation(county.area), year=year, term=term, n=n)


def examples(county: Congress) -> list[tuple[DocumentSeries, str]]:
    """Each series with its first number of this year or term."""
    term, year = term_number(county), today().year
    known = series_of(county).values()
    return [(row, number_text(row, county, scope_key(Scope(row.scope), year=year, term=term), 1)) for row in known]
