"""A year of appointments of the demo county: offices and who holds them, motions with their votes, oaths, reports."""

from __future__ import annotations

from datetime import date

from congress.models import Congress, Meeting, User
from congress.queries.deadlines import reading_once
from congress.rules.meetings import ItemKind, MeetingKind, MeetingState
from congress.services.base import command
from personnel.demo.after import build_reports, build_review
from personnel.demo.ahead import prepare_next
from personnel.demo.oaths import swear_appointed, swear_elected
from personnel.demo.offices import build_offices
from personnel.demo.year import Year
from personnel.queries.after import in_office
from personnel.rules.offices import OfficeKind

REPORTING, REVIEWED = 15, "县交通运输局"
"""How many were asked for a report, and whose head was reviewed."""


def build_personnel(county: Congress, as_of: date) -> None:
    """What was voted on stands as it was; oaths and the motion in preparation are brought there by the commands."""
    held = Meeting.objects.filter(county=county, kind=MeetingKind.STANDING_COMMITTEE, state=MeetingState.CLOSED)
    meetings = list(
        held.filter(items__kind=ItemKind.APPOINTMENT).select_related("term", "body", "county").order_by("starts_on")
    )
    clerk = User.objects.select_related("county", "person").get(username="duansiping")
    with reading_once():
        with command(None, "demo", "示范：一年的任免"):
            people = build_offices(county, as_of)
            year = Year(county, clerk, people)
            for number, meeting in enumerate(meetings):
                year.hold(number, meeting)
        swear_elected(county, clerk)
        swear_appointed(county, as_of, clerk)
        heads = in_office(county).filter(office__kind=OfficeKind.GOVERNMENT_MEMBER)
        build_reports(county, as_of, clerk, list(heads[:REPORTING]))
        build_review(county, as_of, clerk, heads.filter(office__organ=REVIEWED).first())
    prepare_next(clerk, as_of)
