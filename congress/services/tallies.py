"""Keeping the tally in step: by every command for its matter, in bulk for imports and repairs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from congress.clock import today
from congress.models import FollowUp, Tally
from congress.queries.tallies import COLUMNS, Key, Row, wanted
from congress.rules.tallies import change
from congress.services.base import batches

BATCH = 2000


def keep(followups: Collection[int]) -> None:
    """Bring the tally of follow-ups in step with their rows; what it said on earlier days stays.

    Runs inside the command, with the follow-ups locked.
    """
    day, rows = today(), wanted(followups)
    kept = _current(followups)
    for gone in kept.keys() - rows.keys():
        _end(kept[gone], day)
    for key, row in rows.items():
        if key in kept:
            _change(kept[key], row, day)
        else:
            Tally.objects.create(**row, since=day)


def _current(followups: Collection[int]) -> dict[Key, Tally]:
    rows = Tally.objects.filter(followup__in=followups, until=None)
    return {(row.followup_id, row.department_id): row for row in rows}


def _end(kept: Tally, day: date) -> None:
    """From ``day`` on the row holds no more; one of the same day never did."""
    if kept.since >= day:
        kept.delete()
    else:
        Tally.objects.filter(pk=kept.pk).update(until=day)


def _change(kept: Tally, row: Row, day: date) -> None:
    found = change({name: getattr(kept, name) for name in COLUMNS}, row, kept.since, day)
    if found.anew:
        _end(kept, day)
        Tally.objects.create(**row, since=day)
    elif found.values:
        Tally.objects.filter(pk=kept.pk).update(**found.values)


@dataclass(frozen=True)
class Rebuilt:
    """How many rows were missing, wrong or too many."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: Rebuilt) -> Rebuilt:
        return Rebuilt(self.added + other.added, self.changed + other.changed, self.removed + other.removed)

    @property
    def total(self) -> int:
        """All of them."""
        return self.added + self.changed + self.removed


def rebuild(followups: Iterable[int], *, write: bool = True) -> Rebuilt:
    """Compute the present tally of these follow-ups anew from the base tables, a batch a transaction.

    Imports, loaders and repairs call it; a fixed number of queries a batch. New rows hold from the day
    the matter was opened, wrong ones are corrected in place: a repair is no event. With ``write`` False
    it only says what differs.
    """
    found = Rebuilt()
    for batch in batches(followups, BATCH):
        with transaction.atomic():
            found += _rebuild(batch, write=write)
    return found


def _rebuild(followups: list[int], *, write: bool) -> Rebuilt:
    if write:
        list(FollowUp.objects.select_for_update(no_key=True).filter(pk__in=followups).order_by("pk").values("pk"))
    rows, kept = wanted(followups), _current(followups)
    gone = [kept[key].pk for key in kept.keys() - rows.keys()]
    new = [_opened(row) for key, row in rows.items() if key not in kept]
    wrong = [_corrected(kept[key], row) for key, row in rows.items() if key in kept and _differs(kept[key], row)]
    if write:
        Tally.objects.filter(pk__in=gone).delete()
        Tally.objects.bulk_create(new, batch_size=BATCH)
        if wrong:
            Tally.objects.bulk_update(wrong, [f.name for f in Tally._meta.concrete_fields if f.attname in COLUMNS])
    return Rebuilt(len(new), len(wrong), len(gone))


def _opened(row: Row) -> Tally:
    """A row that holds from the day the matter, or the unit's part of it, began."""
    first = row["handed_over_on"] if row["department_id"] else row["opened_on"]
    return Tally(**{**row, "since": first or row["opened_on"]})


def _differs(kept: Tally, row: Row) -> bool:
    return any(getattr(kept, name) != value for name, value in row.items())


def _corrected(kept: Tally, row: Mapping[str, object]) -> Tally:
    for name, value in row.items():
        setattr(kept, name, value)
    return kept
