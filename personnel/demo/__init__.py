"""A year of appointments of the demo county: offices and who holds them, motions with their votes, oaths, reports."""

from __future__ import annotations

from datetime import date

from congress.models import Congress, Meeting, User
from congress.queries.deadlines import reading_once
from congress.rules.meetings import ItemKind, MeetingKind, MeetingState
from congress.services.base import command
from personnel.demo.after import swear_and_report
from personnel.demo.ahead import prepare_next
from personnel.demo.offices import build_offices
from personnel.demo.year import Year


def build_appointments(county: Congress, as_of: date) -> None:
    """What was voted on stands as it was; the motion in preparation is brought there by the commands."""
    held = Meeting.objects.filter(county=county, kind=MeetingKind.STANDING_COMMITTEE, state=MeetingState.CLOSED)
    meetings = list(
        held.filter(items__kind=ItemKind.APPOINTMENT).select_related("term", "body", "county").order_by("starts_on")
    )
    clerk = User.objects.select_related("county", "person").get(username="duansiping")
    with reading_once(), command(None, "demo", "示范：一年的任免"):
        people = build_offices(county, as_of)
        year = Year(county, clerk, people)
        for number, meeting in enumerate(meetings):
            year.hold(number, meeting)
        swear_and_report(county, as_of, clerk)
    prepare_next(clerk, as_of)
