"""The words of meetings: kinds, states, what stands on an agenda, who is there and in what quality."""

from __future__ import annotations

from collections.abc import Mapping

from congress.rules.codes import Code
from congress.rules.followups import Clock


class MeetingKind(Code):
    """What meets (地方组织法 §14, §51, §54)."""

    CONGRESS = "congress"
    PRESIDIUM = "presidium"
    STANDING_COMMITTEE = "standing_committee"
    CHAIRPERSONS = "chairpersons"
    COMMITTEE = "committee"


class MeetingState(Code):
    """Where a meeting stands."""

    PREPARING = "preparing"
    NOTIFIED = "notified"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ItemKind(Code):
    """What an item of an agenda is."""

    REPORT = "report"
    BUDGET = "budget"
    INSPECTION = "inspection"
    INQUIRY = "inquiry"
    OPINION = "opinion"
    DECISION = "decision"
    MOTION = "motion"
    APPOINTMENT = "appointment"
    ELECTION = "election"
    ASSESSMENT = "assessment"
    OTHER = "other"


class ItemState(Code):
    """From a topic called for to an item of the adopted agenda."""

    CALLED = "called"
    DRAFTED = "drafted"
    ADOPTED = "adopted"
    DROPPED = "dropped"


ON_AGENDA = frozenset({ItemState.DRAFTED, ItemState.ADOPTED})
"""Where an item stands on the agenda; topics called for and dropped ones do not."""


class Quality(Code):
    """In what quality somebody is at a meeting."""

    MEMBER = "member"
    SITTING_IN = "sitting_in"
    LISTENER = "listener"
    STAFF = "staff"


class Answer(Code):
    """What somebody answered to the notice of a meeting (参会回执)."""

    NONE = "none"
    COMING = "coming"
    LEAVE = "leave"
    SUBSTITUTE = "substitute"


MATERIALS: Mapping[ItemKind, Mapping[Clock, str]] = {
    ItemKind.REPORT: {
        Clock.TO_COMMITTEE: "report.to_committee",
        Clock.TO_STANDING_COMMITTEE: "report.to_standing_committee",
        Clock.TO_MEMBERS: "report.to_members",
    },
    ItemKind.BUDGET: {
        Clock.TO_COMMITTEE: "budget.final_accounts",
        Clock.TO_MEMBERS: "report.to_members",
    },
}
"""By the kind of an item: what has to be handed in before the meeting, and the rule that says how long before
(监督法 §15; 预算法 §78). What is not listed has no date of its own in law."""

OF_MEETING: Mapping[Clock, str] = {
    Clock.MEETING_NOTICE: "meeting.notice",
    Clock.MEETING: "meeting.interval",
    Clock.MEETING_ALARM: "meeting.interval.alarm",
}
"""The rules of a meeting's own dates: its notice, and how long the next one may be away."""

AFTER_VOTE: Mapping[Clock, str] = {Clock.OATH: "oath.limit"}
"""What begins to run when somebody was elected or appointed, on the item or the session of the vote."""

CLOCKS = frozenset({*OF_MEETING, *AFTER_VOTE, *(clock for clocks in MATERIALS.values() for clock in clocks)})
"""The clocks of meetings and their items; the others are those of follow-ups."""

BETWEEN = (Clock.MEETING, Clock.MEETING_ALARM)
"""What runs from one meeting of the standing committee to the next."""

OUTLASTING = (*BETWEEN, *AFTER_VOTE)
"""What is awaited after a meeting is over; everything else is a matter of its preparation."""

MAY_SEND = frozenset({Quality.SITTING_IN})
"""Who may let somebody else go in his place; a member acts in person."""
