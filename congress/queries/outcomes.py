"""The classes an answer may have: those of its kind of follow-up, or the general ones."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from congress.models import Congress, OutcomeClass
from congress.queries.parameters import value


def schemes_of(kind: str, years: Collection[int]) -> QuerySet[OutcomeClass]:
    """The classes of every scheme for a kind in some years; general ones where the kind has none of its own."""
    rows = OutcomeClass.objects.filter(year__in=years)
    own = rows.filter(kind=kind)
    return own if own.exists() else rows.filter(kind="")


def offered(county: Congress, kind: str, year: int) -> QuerySet[OutcomeClass]:
    """The classes an answer of this county may get: the county's own, otherwise the shared scheme it chose."""
    rows = schemes_of(kind, [year]).filter(Q(county=county) | Q(county=None))
    own = rows.filter(county=county)
    if own.exists():
        return own
    shared = rows.filter(county=None)
    return (
        shared
        if shared.exclude(kind="").exists()
        else shared.filter(scheme=str(value(county, "suggestion.outcome_scheme")))
    )
