"""议案 of three or more members of the standing committee; the chairpersons' meeting decides (地方组织法 §52)."""

from __future__ import annotations

from congress.rules.codes import Code
from congress.rules.votes import MOVERS, Movers

NEEDED = MOVERS[Movers.STANDING_COMMITTEE]
"""How many members must bring it in, the mover included."""


class MemberMotionState(Code):
    """A member's motion gathers its signers, waits for the chairpersons' meeting, is decided on or withdrawn."""

    SIGNING = "signing"
    SUBMITTED = "submitted"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class MemberMotionDecision(Code):
    """What the chairpersons' meeting decides (地方组织法 §52)."""

    AGENDA = "on_agenda"
    """提请常委会会议审议."""
    COMMITTEE = "to_committee"
    """先交有关的委员会审议、提出报告，再决定提请常委会会议审议."""
    DECLINED = "declined"
    """不提请: reported to the committee's meeting, or explained to the movers."""


class SignerAnswer(Code):
    """Whoever is asked to join answers for himself."""

    ASKED = "asked"
    JOINED = "joined"
    REFUSED = "refused"
