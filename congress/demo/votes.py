"""The votes of the demo's meetings that were held, and the election of its congress."""

from __future__ import annotations

from congress.demo.ballots import build_ballots
from congress.demo.session import build_congress
from congress.models import Congress, Meeting
from congress.rules.meetings import MeetingKind, MeetingState


def build_votes(county: Congress) -> None:
    """Written after the meetings, whose attendance says who was there."""
    held = Meeting.objects.filter(county=county, state=MeetingState.CLOSED).select_related("term", "body", "county")
    build_ballots(county, list(held.order_by("starts_on", "id")))
    for meeting in held.filter(kind=MeetingKind.CONGRESS).select_related("session"):
        build_congress(meeting)
