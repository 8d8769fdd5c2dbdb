"""What every command shares: one transaction that announces who does what and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import TypeVar

from django.db import connection, transaction
from django.utils.translation import gettext as _

from congress.models import User
from congress.models.base import Versioned
from congress.refusals import Conflict

V = TypeVar("V", bound=Versioned)

T = TypeVar("T")

ANNOUNCE = (
    "SELECT set_config('audit.actor_id', %s, true), set_config('audit.actor', %s, true), "
    "set_config('audit.command', %s, true), set_config('audit.reason', %s, true)"
)


_commanding: ContextVar[bool] = ContextVar("commanding", default=False)
"""Whether a command is under way in this thread."""


@contextmanager
def command(actor: User | None, name: str, reason: str = "") -> Iterator[None]:
    """Open the transaction of a command and announce it to the audit ledger.

    ``actor`` is None for what the system does by itself. Inside another command the outer
    announcement stands, because that is what the person asked for.
    """
    if _commanding.get():
        with transaction.atomic():
            yield
        return
    token, ends_with_it = _commanding.set(True), not connection.in_atomic_block
    try:
        with transaction.atomic():
            _announce(actor, name, reason)
            yield
    finally:
        _commanding.reset(token)
        if not ends_with_it and not connection.needs_rollback:
            _announce(None, "", "")  # the announcement lasts as long as the caller's own transaction would


def _announce(actor: User | None, name: str, reason: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ANNOUNCE, [str(actor.pk) if actor else "", str(actor) if actor else "", name, reason])


def locked(row: V, version: int | None) -> V:
    """Lock ``row`` and return it fresh; refuse when it is no longer the version the form showed.

    Raises :class:`Conflict`. ``version`` None means the caller saw no form (imports, demo). The lock
    leaves others free to refer to the row: who holds a paper and adds a party to its follow-up must
    not wait for somebody who holds the follow-up and waits for the paper.
    """
    fresh: V = type(row)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
    if version is not None and fresh.version != version:
        raise Conflict(_("在您填写期间，此件已被他人更新。请核对最新情况后再提交，您填写的内容已保留。"), current=fresh)
    return fresh


def save(row: Versioned) -> None:
    """Save a locked row as its next version."""
    row.version += 1
    row.save()


def batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """The rows in lists of ``size``, the last one shorter: for work that reads and writes many at once."""
    waiting = iter(rows)
    while some := list(islice(waiting, size)):
        yield some
