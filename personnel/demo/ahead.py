"""The motions before the demo's next meeting: one on its agenda, one whose papers are not complete."""

from __future__ import annotations

from datetime import date, timedelta

from congress import clock
from congress.models import Department, Meeting, User
from congress.rules.meetings import ItemKind, MeetingKind
from personnel.models import AppointmentMotion, Holding, Office
from personnel.queries.checks import checked, settings_of
from personnel.rules.offices import Act, Proposer
from personnel.rules.papers import PaperCode
from personnel.services import preparing, writing


def prepare_next(clerk: User, as_of: date) -> None:
    """By the commands, on the days on which it was done."""
    with clock.at(as_of - timedelta(days=12)):
        first = _table(clerk, [("县商务局", "尹巧云", "县商务局副局长", "到龄退休")])
        _receive(clerk, first)
        preparing.hear_motion(actor=clerk, motion=first, heard_on=clock.today())
        first = preparing.check_motion(actor=clerk, motion=first)
    with clock.at(as_of - timedelta(days=3)):
        _table(clerk, [("县医疗保障局", "朱美玲", "县医疗保障局副局长", "工作变动")])
    meeting = (
        Meeting.objects.filter(county=clerk.county, kind=MeetingKind.STANDING_COMMITTEE, starts_on__gt=as_of)
        .filter(items__kind=ItemKind.APPOINTMENT)
        .select_related("term", "body", "county")
        .order_by("starts_on")
        .first()
    )
    if meeting is not None:
        with clock.at(as_of - timedelta(days=2)):
            late = "人选考察刚刚结束，提请人已向主任会议说明"
            preparing.schedule_motion(actor=clerk, motion=first, meeting=meeting, late_reason=late)


def _table(clerk: User, acts: list[tuple[str, str, str, str]]) -> AppointmentMotion:
    organ = Department.objects.get(county=clerk.county, name="县人民政府")
    head = Holding.objects.filter(office__county=clerk.county, office__title="县长", until=None).first()
    today = clock.today()
    heading = writing.Heading(Proposer.COUNTY_HEAD, organ, str(head.person) if head else "县长", today, 0, "", "", None)
    motion = writing.start_motion(actor=clerk, heading=heading)
    entries = []
    for place, name, present, reason in acts:
        office = Office.objects.get(county=clerk.county, organ=place, title="局长")
        leaving = office.holdings.filter(until=None).select_related("person").first()
        if leaving is not None:
            entries.append(writing.Entry(Act.REMOVE, office, str(leaving.person), leaving.person, reason=reason))
        entries.append(writing.Entry(Act.APPOINT, office, name, present_post=present))
    writing.add_lines(actor=clerk, motion=motion, entries=entries)
    return writing.table_motion(actor=clerk, motion=motion)


def _receive(clerk: User, motion: AppointmentMotion) -> None:
    """Papers in, examination passed."""
    rows = checked(motion, settings_of(motion.county))
    received = {row.line.pk: list(PaperCode) for row in rows}
    preparing.tick_papers(actor=clerk, motion=motion, received=received)
    for row in rows:
        if row.exam_open:
            preparing.record_exam(actor=clerk, line=row.line, sat_on=clock.today(), mark=86)
