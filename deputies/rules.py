"""The life of the suggestion's own paper, before and beside its handling."""

from __future__ import annotations

from congress.rules.codes import Code


class SuggestionState(Code):
    """Where the paper stands; its handling is the follow-up's state."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class CosignState(Code):
    """A co-signer is invited and answers for himself."""

    INVITED = "invited"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Publicity(Code):
    """The deputy's wish about publication; no default."""

    ALL = "all"
    TITLE = "title"
    NONE = "none"


class Difficulty(Code):
    """Which legal clock applies (代表法 §51): three months, or six when wide or difficult."""

    ORDINARY = "ordinary"
    DIFFICULT = "difficult"


class Origin(Code):
    """Whose suggestion it is: a deputy's of this county, or one forwarded from above (登记)."""

    OWN = "own"
    HIGHER_DEPUTY = "higher_deputy"
    HIGHER_CONGRESS = "higher_congress"


class DeclineReason(Code):
    """Why a paper is not handled as a suggestion (各地办法通例)."""

    SECRET = "secret"  # noqa: S105
    CASE = "case"
    PRIVATE = "private"
    COMMERCIAL = "commercial"
    EMPTY = "empty"
    OTHER = "other"


class TransferTo(Code):
    """What a paper that is no suggestion is turned into."""

    LETTER = "letter"
    MOTION = "motion"
    PROPOSAL = "proposal"
    OTHER = "other"


class MotionState(Code):
    """Where a motion stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class MotionDecision(Code):
    """What the presidium decides on a motion (地方组织法 §22); turning it into a suggestion is local rule."""

    AGENDA = "agenda"
    COMMITTEE = "committee"
    SUGGESTION = "suggestion"


MOTION = "motion"
"""The series its numbers come from."""
SUGGESTION = "suggestion"
"""The kind under which its follow-ups go."""
WRITABLE = frozenset({SuggestionState.DRAFT, SuggestionState.RETURNED})
TITLE_MAX = 60
BODY_MAX = 5000
GROUNDS_MAX, PROPOSAL_MAX = 3000, 1900
"""Together they fit the body of a suggestion, should the motion become one."""
BODY_MIN = 20
