"""The constitutional oath (宪法宣誓): who owes one, which text holds on a day, what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from congress.rules.codes import Code


class OathState(Code):
    """Where an oath stands."""

    OWED = "owed"
    INVITED = "invited"
    SWORN = "sworn"
    ABSENT = "absent"
    EXEMPT = "exempt"


AWAITED = frozenset({OathState.OWED, OathState.INVITED, OathState.ABSENT})
"""Somebody who was absent makes it up; he owes it as before."""


class OathForm(Code):
    """How it is sworn (宪法宣誓决定第八条)."""

    SINGLE = "single"
    GROUP = "group"


class CeremonyState(Code):
    """Whether a ceremony is prepared or was held."""

    PLANNED = "planned"
    HELD = "held"


class Repeated(Code):
    """Whether somebody who has sworn swears again for another office: the county's setting."""

    ASK = "ask"
    ALWAYS = "always"
    ONCE_PER_SESSION = "once_per_session"


@dataclass(frozen=True)
class Text:
    """One version of the oath and the days on which it holds."""

    version: str
    since: date
    until: date | None

    def holds(self, on: date) -> bool:
        """Whether it is the text of a day."""
        return self.since <= on and (self.until is None or on <= self.until)


def text_of(texts: Iterable[Text], on: date) -> Text | None:
    """The version that holds on a day."""
    return next((text for text in texts if text.holds(on)), None)


def excused(repeated: Repeated, *, sworn_for_another_today: bool) -> bool:
    """Whether no second oath is owed: several offices at one meeting, where the county says once is enough."""
    return repeated is Repeated.ONCE_PER_SESSION and sworn_for_another_today
