"""In which order removals and appointments of one motion are voted on.

深圳's rule, which the house offers: of one office first free it, then fill it; of one person first appoint him,
then free him. Where both cannot be (two people change places), the office goes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from congress.rules.codes import Code
from personnel.rules.offices import FILLS, Act


class Order(Code):
    """The county's setting."""

    FREE_FIRST = "free_first"
    AS_LISTED = "as_listed"


@dataclass(frozen=True)
class Step:
    """One line: who, which office, what."""

    person: str
    office: int
    act: Act


def ordered(steps: Sequence[Step], order: Order) -> list[int]:
    """The places of ``steps`` in the order of the vote; what need not move stays where it was listed."""
    if order is Order.AS_LISTED:
        return list(range(len(steps)))
    both = _office_first(steps) | _person_first(steps)
    found = _sorted(len(steps), both)
    return found if found is not None else _sorted(len(steps), _office_first(steps)) or list(range(len(steps)))


def _office_first(steps: Sequence[Step]) -> set[tuple[int, int]]:
    return {
        (a, b)
        for a, first in enumerate(steps)
        for b, second in enumerate(steps)
        if first.office == second.office and first.act not in FILLS and second.act in FILLS
    }


def _person_first(steps: Sequence[Step]) -> set[tuple[int, int]]:
    return {
        (a, b)
        for a, first in enumerate(steps)
        for b, second in enumerate(steps)
        if first.person == second.person
        and first.office != second.office
        and first.act in FILLS
        and second.act not in FILLS
    }


def _sorted(number: int, before: set[tuple[int, int]]) -> list[int] | None:
    """The places so that every pair stands in its order, otherwise as they were; None when that cannot be."""
    left, found = list(range(number)), []
    while left:
        free = next((n for n in left if not any(b == n and a in left for a, b in before)), None)
        if free is None:
            return None
        found.append(free)
        left.remove(free)
    return found
