"""The life of the suggestion's own paper, before and beside its handling."""

from __future__ import annotations

from enum import StrEnum


class SuggestionState(StrEnum):
    """Where the paper stands; its handling is the follow-up's state."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"


class CosignState(StrEnum):
    """A co-signer is invited and answers for himself."""

    INVITED = "invited"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Publicity(StrEnum):
    """The deputy's wish about publication; no default."""

    ALL = "all"
    TITLE = "title"
    NONE = "none"


class Difficulty(StrEnum):
    """Which legal clock applies (代表法 §51): three months, or six when wide or difficult."""

    ORDINARY = "ordinary"
    DIFFICULT = "difficult"


TITLE_MAX = 60
BODY_MIN = 20
