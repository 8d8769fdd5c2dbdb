"""What is derived of a follow-up and kept beside it: the row it is searched by and the rows it is counted by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Exists, OuterRef, Q

from congress.models import FollowUp, Tally
from congress.services import searching, tallies
from congress.services.base import batches, command

BATCH = 2000

_waiting: ContextVar[set[int] | None] = ContextVar("derived_later", default=None)


def keep(followup: FollowUp) -> None:
    """Bring both in step with a follow-up that was just saved; runs inside the command, which holds its lock."""
    waiting = _waiting.get()
    if waiting is not None:
        waiting.add(followup.pk)
        return
    searching.index([followup.pk])
    tallies.keep([followup.pk])


@contextmanager
def once_a_day() -> Iterator[None]:
    """Keep what the block changes once, at its end: both say the same of a day, however often it changed on it.

    The block must not outlast the day, and nobody else may write what it writes. Inside another such block the
    outer one keeps.
    """
    if _waiting.get() is not None:
        yield
        return
    waiting: set[int] = set()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    searching.index(sorted(waiting))
    tallies.keep(sorted(waiting))


def rebuild(followups: Iterable[int]) -> None:
    """Compute both anew, a batch at a time: for imports and loaders, whose past is not told day by day."""
    keys = list(followups)
    searching.index(keys)
    tallies.rebuild(keys)


def complete() -> int:
    """Compute what follow-ups lack, such as those opened before there was such a row; returns how many lacked any.

    A batch is a transaction: stopped half-way, the next start goes on.
    """
    lacking = FollowUp.objects.filter(Q(search=None) | ~Exists(Tally.objects.filter(followup=OuterRef("pk"))))
    keys = list(lacking.values_list("pk", flat=True))
    for some in batches(keys, BATCH):
        with command(None, "complete_derived"):
            rebuild(some)
    return len(keys)
