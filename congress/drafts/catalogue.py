"""Which draft is made for which kind of document about a meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from congress.drafts import decisions, meetings, minutes
from congress.drafts.facts import MeetingFacts
from congress.drafts.words import Draft
from congress.rules.documents.kinds import DocumentCode as C

ABOUT_MEETING: Mapping[C, Callable[[MeetingFacts, int | None], Draft]] = {
    C.MEETING_NOTICE: meetings.notice,
    C.AGENDA: meetings.agenda,
    C.SCHEDULE: meetings.schedule,
    C.ATTENDEES: meetings.attendees,
    C.SIGN_IN: meetings.sign_in,
    C.CHAIRPERSONS_MINUTES: minutes.chairpersons,
    C.COMMITTEE_MINUTES: minutes.committee,
    C.RESOLUTION: decisions.resolution,
    C.DECISION: decisions.decision,
    C.PROCLAMATION: decisions.proclamation,
    C.OPINION: decisions.opinion,
}
OF_ITEM = frozenset({C.RESOLUTION, C.DECISION, C.PROCLAMATION, C.OPINION})
"""Kinds about one item of the agenda."""
