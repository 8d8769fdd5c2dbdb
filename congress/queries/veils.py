"""What the audit ledger does not tell yet: rows about people before a vote is over.

The ledger itself holds them, and its seals cover them; whoever reads it sees that something was done, by whom and
when, but no name. The core veils what it knows to be restricted; apps add their tables to the registry.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import reduce
from operator import or_

from django.db.models import Model, Q, QuerySet, Value

from congress.access.ballots import of_persons
from congress.kinds import registry
from congress.models import (
    AgendaItem,
    Assignment,
    Attachment,
    Ballot,
    BallotCounter,
    BallotLine,
    BallotResult,
    BallotResultLine,
    Change,
    Check,
    Deadline,
    FollowUp,
    Notice,
    Party,
    Promise,
    PromiseMark,
    PromiseReport,
    Reply,
    Urging,
    Verdict,
)
from congress.rules.ballots import BallotKind, BallotState

OPEN_BALLOT = ~Q(kind=BallotKind.PERSONNEL) & ~Q(item__restricted=True) | Q(state=BallotState.CLOSED)


def _open() -> QuerySet[Ballot]:
    """Votes that may be told: on persons after their result, and never how somebody was assessed."""
    return Ballot.objects.filter(OPEN_BALLOT).exclude(of_persons())


def _ballots(keys: Collection[int]) -> Collection[int]:
    return set(_open().filter(pk__in=keys).values_list("pk", flat=True))


def _lines(keys: Collection[int]) -> Collection[int]:
    return set(BallotLine.objects.filter(pk__in=keys, ballot__in=_open()).values_list("pk", flat=True))


def _counters(keys: Collection[int]) -> Collection[int]:
    return set(BallotCounter.objects.filter(pk__in=keys, ballot__in=_open()).values_list("pk", flat=True))


def _results(keys: Collection[int]) -> Collection[int]:
    return set(BallotResult.objects.filter(pk__in=keys, ballot__in=_open()).values_list("pk", flat=True))


def _result_lines(keys: Collection[int]) -> Collection[int]:
    return set(BallotResultLine.objects.filter(pk__in=keys, result__ballot__in=_open()).values_list("pk", flat=True))


def _items(keys: Collection[int]) -> Collection[int]:
    rows = AgendaItem.objects.filter(Q(restricted=False) | Q(decided_on__isnull=False), pk__in=keys)
    return set(rows.values_list("pk", flat=True))


OWNERS: Mapping[type[Model], tuple[str, ...]] = {
    FollowUp: ("",),
    Party: ("followup__",),
    Assignment: ("followup__",),
    Reply: ("assignment__followup__",),
    Check: ("reply__assignment__followup__",),
    Verdict: ("followup__",),
    Promise: ("followup__",),
    PromiseReport: ("promise__followup__",),
    PromiseMark: ("report__promise__followup__",),
    Urging: ("assignment__followup__",),
    Deadline: ("followup__", "assignment__followup__"),
    Attachment: ("reply__assignment__followup__", "promise_report__promise__followup__"),
}
"""How rows about a handling lead to their follow-up, whose kind says whether it is a person's own affair."""


def _personal_kinds() -> list[str]:
    return [key for key, kind in registry.kinds.items() if kind.policy.personal]


def own_affairs(keys: Mapping[str, Collection[int]]) -> set[tuple[str, int]]:
    """Of some rows, by table, those that are a person's own affair: what was handed to him, and notices to him alone.

    One query, however many tables there are.
    """
    kinds = _personal_kinds()
    told: dict[type[Model], Q] = {Notice: Q(private=True)}
    told |= {model: reduce(or_, (Q(**{f"{path}kind__in": kinds}) for path in paths)) for model, paths in OWNERS.items()}
    found = [
        model._default_manager.filter(theirs, pk__in=keys[model._meta.db_table])
        .order_by()
        .values_list(Value(model._meta.db_table), "pk")
        for model, theirs in told.items()
        if model._meta.db_table in keys
    ]
    return set(found[0].union(*found[1:], all=True)) if found else set()


CORE: Mapping[str, Callable[[Collection[int]], Collection[int]]] = {
    AgendaItem._meta.db_table: _items,
    Ballot._meta.db_table: _ballots,
    BallotLine._meta.db_table: _lines,
    BallotCounter._meta.db_table: _counters,
    BallotResult._meta.db_table: _results,
    BallotResultLine._meta.db_table: _result_lines,
}


def veils() -> Mapping[str, Callable[[Collection[int]], Collection[int]]]:
    """By table, which of some rows may be told."""
    return {**CORE, **registry.veils}


def veiled(changes: Sequence[Change]) -> set[int]:
    """Of some changes those whose fields are not told: one query for each veiled table among them, and one for what
    is somebody's own affair."""
    keys: dict[str, set[int]] = {}
    for change in changes:
        if change.row.isdecimal():
            keys.setdefault(change.table, set()).add(int(change.row))
    known = veils()
    told = {table: set(known[table](rows)) for table, rows in keys.items() if table in known}
    own = own_affairs(keys)

    def hidden(change: Change) -> bool:
        row = int(change.row) if change.row.isdecimal() else 0
        return (change.table in known and row not in told.get(change.table, ())) or (change.table, row) in own

    return {change.pk for change in changes if hidden(change)}


def veiled_reasons(changes: Sequence[Change], hidden: Collection[int]) -> set[int]:
    """Transactions whose reason is not told either, because they touched something veiled."""
    asked = {change.xid for change in changes if change.reason}
    if not asked:
        return set()
    rows = list(Change.objects.filter(xid__in=asked, table__in=list(veils())))
    secret = veiled(rows)
    silent = {row.xid for row in rows if row.pk in secret} | {c.xid for c in changes if c.pk in hidden}
    return silent | _about_persons(asked - silent)


def _about_persons(asked: Collection[int]) -> set[int]:
    """Of some transactions those that did something to a matter handed to a person: each saves the matter."""
    matters = [str(pk) for pk in FollowUp.objects.filter(kind__in=_personal_kinds()).values_list("pk", flat=True)]
    if not asked or not matters:
        return set()
    touched = Change.objects.filter(xid__in=asked, table=FollowUp._meta.db_table, row__in=matters)
    return set(touched.values_list("xid", flat=True))
