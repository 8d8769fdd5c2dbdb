"""What the audit ledger does not tell yet: rows about people before a vote is over.

The ledger itself holds them, and its seals cover them; whoever reads it sees that something was done, by whom and
when, but no name. The core veils what it knows to be restricted; apps add their tables to the registry.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial, reduce
from operator import or_

from django.db.models import Model, Q, QuerySet

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


def _open_handling(model: type[Model], keys: Collection[int]) -> Collection[int]:
    """Of some rows about handlings those that may be told: all but what was handed to a person himself."""
    personal = [key for key, kind in registry.kinds.items() if kind.policy.personal]
    theirs = reduce(or_, (Q(**{f"{path}kind__in": personal}) for path in OWNERS[model]))
    return set(keys) - set(model._default_manager.filter(theirs, pk__in=keys).values_list("pk", flat=True))


def _notices(keys: Collection[int]) -> Collection[int]:
    return set(keys) - set(Notice.objects.filter(pk__in=keys, private=True).values_list("pk", flat=True))


CORE: Mapping[str, Callable[[Collection[int]], Collection[int]]] = {
    AgendaItem._meta.db_table: _items,
    Ballot._meta.db_table: _ballots,
    BallotLine._meta.db_table: _lines,
    BallotCounter._meta.db_table: _counters,
    BallotResult._meta.db_table: _results,
    BallotResultLine._meta.db_table: _result_lines,
    Notice._meta.db_table: _notices,
    **{model._meta.db_table: partial(_open_handling, model) for model in OWNERS},
}


def veils() -> Mapping[str, Callable[[Collection[int]], Collection[int]]]:
    """By table, which of some rows may be told: only what nobody veils."""
    both = {table: _all(CORE[table], registry.veils[table]) for table in CORE.keys() & registry.veils.keys()}
    return {**CORE, **registry.veils, **both}


def _all(*told: Callable[[Collection[int]], Collection[int]]) -> Callable[[Collection[int]], Collection[int]]:
    return lambda keys: reduce(set.intersection, (set(one(keys)) for one in told))


def veiled(changes: Sequence[Change]) -> set[int]:
    """Of some changes those whose fields are not told: one query for each veiled table among them."""
    keys: dict[str, set[int]] = {}
    known = veils()
    for change in changes:
        if change.table in known and change.row.isdecimal():
            keys.setdefault(change.table, set()).add(int(change.row))
    told = {table: set(known[table](rows)) for table, rows in keys.items()}
    return {c.pk for c in changes if c.table in known and not (c.row.isdecimal() and int(c.row) in told[c.table])}


def veiled_reasons(changes: Sequence[Change], hidden: Collection[int]) -> set[int]:
    """Transactions whose reason is not told either, because they touched something veiled. One query at most."""
    asked = {change.xid for change in changes if change.reason}
    if not asked:
        return set()
    rows = list(Change.objects.filter(xid__in=asked, table__in=list(veils())))
    secret = veiled(rows)
    return {row.xid for row in rows if row.pk in secret} | {c.xid for c in changes if c.pk in hidden}
