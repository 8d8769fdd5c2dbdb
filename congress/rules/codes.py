"""The base of every enumeration of the rules."""

from __future__ import annotations

from enum import Enum, StrEnum


class Code(StrEnum):
    """A code that equals its own text, as the database gives it, but no code of another enumeration.

    Plain ``StrEnum`` members of two enumerations are equal when their texts are: as keys of one
    mapping the words of a reply's “sent_back” would take the place of a follow-up's.
    """

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Enum) and type(other) is not type(self):
            return False
        return str.__eq__(self, other) if isinstance(other, str) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return str.__hash__(self)
