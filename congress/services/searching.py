"""Keeping what is searched of a follow-up in step with it; runs inside the commands that change it."""

from __future__ import annotations

from collections.abc import Iterable

from congress.models import Department, FollowUp, SearchRow
from congress.queries.searching import texts_of
from congress.services.base import batches

BATCH = 1000


def index(followups: Iterable[int]) -> None:
    """Write the search rows of follow-ups by their keys, where the text is new; a fixed number of queries a batch."""
    for some in batches(followups, BATCH):
        _write(list(FollowUp.objects.filter(pk__in=some)))


def index_unit(department: Department) -> None:
    """Write anew what names a unit, which has another short name now."""
    index(FollowUp.objects.filter(assignments__department=department).distinct().values_list("pk", flat=True))


def _write(followups: list[FollowUp]) -> None:
    texts = texts_of(followups)
    known = {row.followup_id: row for row in SearchRow.objects.filter(followup__in=texts)}
    changed = [row for key, row in known.items() if row.text != texts[key]]
    for row in changed:
        row.text = texts[row.followup_id]
    SearchRow.objects.bulk_update(changed, ["text"])
    SearchRow.objects.bulk_create(
        SearchRow(county_id=row.county_id, kind=row.kind, followup=row, text=texts[row.pk])
        for row in followups
        if row.pk not in known
    )
