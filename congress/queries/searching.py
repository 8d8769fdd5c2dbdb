"""Search in the text of follow-ups: every word must be found, in any of its lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import BigIntegerField, QuerySet, Value
from django.db.models.functions import Cast

from congress.kinds import registry
from congress.models import Assignment, FollowUp, SearchRow
from congress.models.searching import Pairs

MOST = 1_000_000
"""More follow-ups than any county has."""


def matching(county_id: int | None, words: str) -> QuerySet[SearchRow]:
    """Search rows of a county in which every word stands; no words find all.

    The index knows pairs of neighbouring characters. A word of two is decided by it; of a longer one
    it finds the candidates, whose text is looked at; a single character is looked for in the county's
    texts one by one. The county is cast, for a bare number is no ``bigint`` to an index of this kind, which
    would then find the pairs in every county.
    """
    rows = SearchRow.objects.filter(county=Cast(Value(county_id), BigIntegerField()))
    found = words.lower().split()
    pairs = sorted({word[i : i + 2] for word in found for i in range(len(word) - 1)})
    if pairs:
        rows = rows.alias(pairs=Pairs("text")).filter(pairs__contains=pairs)  # type: ignore[misc]
    for word in found:
        if len(word) != 2:
            rows = rows.filter(text__contains=word)
    return rows


def matching_followups(county_id: int | None, words: str) -> QuerySet[SearchRow, int]:
    """The follow-ups found, as a condition of another query.

    The limit finds nothing less; it makes the database look them up by the index first. Without it the
    rows of a large county would be read and taken apart one by one, because so few seem to be left of them.
    """
    return matching(county_id, words).order_by().values_list("followup", flat=True)[:MOST]


def texts_of(followups: Collection[FollowUp]) -> Mapping[int, str]:
    """What is searched of some follow-ups, by their keys, in three queries and one per kind."""
    keys = [row.pk for row in followups]
    units: dict[int, list[str]] = {}
    named = Assignment.objects.filter(followup__in=keys).order_by("department__place_order", "department")
    for key, name in named.values_list("followup", "department__short_name").distinct():
        units.setdefault(key, []).append(name)
    own: dict[int, str] = {}
    for kind in {row.kind for row in followups}:
        own |= registry.kinds[kind].texts([row.pk for row in followups if row.kind == kind])
    return {row.pk: _text(row, units.get(row.pk, []), own.get(row.pk, "")) for row in followups}


def _text(row: FollowUp, units: list[str], own: str) -> str:
    return "\n".join([row.number, row.title, row.asked_by, *units, own]).lower()
