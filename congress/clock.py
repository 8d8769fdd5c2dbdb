"""The one clock of the house, in local time (Asia/Shanghai).

Services ask it what day it is; tests, imports and the demo year set it with :func:`at`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_set: ContextVar[datetime | None] = ContextVar("house_clock", default=None)


def now() -> datetime:
    """The moment, aware."""
    return _set.get() or timezone.now()


def today() -> date:
    """The local date."""
    return timezone.localdate(now())


@contextmanager
def at(moment: date | datetime) -> Iterator[None]:
    """Run the block as if it were ``moment`` (a date means ten in the morning of that day)."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(10), tzinfo=timezone.get_current_timezone())
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)
