"""Oaths of the demo: of the elected one is overdue; of the appointed one made it up, one still has to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from congress import clock
from congress.models import Body, Congress, Meeting, User
from personnel.models import Holding, OathDuty, OathText
from personnel.rules.holdings import Began
from personnel.rules.oaths import GivenBy, OathForm, OathState, Organiser
from personnel.services.ceremonies import hold_ceremony, plan_ceremony
from personnel.services.oaths import announce_offices, owe_appointed
from personnel.services.rites import Absence, Rite, Roll

AWAY = {"段学军": "因病住院", "曹开元": "参加省检察院培训"}
"""Who was away on the day; the first one has made it up."""
MADE_UP = "段学军"
HALL, COURT = "县人大常委会会议厅", "县人民法院审判庭"


def swear_elected(county: Congress, keeper: User) -> None:
    """Of those elected one was away when the others swore before the presidium, and still owes it."""
    rows = OathDuty.objects.filter(county=county, act=GivenBy.ELECTION, state=OathState.OWED)
    duties = list(rows.select_related("meeting").order_by("id"))
    if len(duties) > 1:
        host = _chair(county)
        _hold(keeper, duties[:-1], duties[0].meeting.ends_on, "县民族文化中心", host, Organiser.PRESIDIUM)


def _chair(county: Congress) -> str:
    body = Body.objects.filter(congress=county, kind=Body.Kind.STANDING_COMMITTEE).first()
    post = body.posts.filter(role="chair").select_related("person").first() if body else None
    return str(post.person) if post else "大会执行主席"


def swear_appointed(county: Congress, as_of: date, keeper: User) -> None:
    """Who was appointed owes it from that day. Most swear at the meeting; jurors at the court, a week later."""
    host = _chair(county)
    for (meeting, organiser), duties in _owed(county, keeper).items():
        at_court = organiser is Organiser.COURT_WITH_JUSTICE
        day = min(meeting.starts_on + timedelta(days=7 if at_court else 0), as_of)
        place, leading = (COURT, "县人民法院院长") if at_court else (HALL, host)
        absent = {one.pk: Absence(AWAY[one.name], day + timedelta(days=20)) for one in duties if one.name in AWAY}
        _hold(keeper, duties, day, place, leading, organiser, absent)
    for row in OathDuty.objects.filter(county=county, state=OathState.ABSENT, name=MADE_UP).select_related("meeting"):
        day = min(row.acted_on + timedelta(days=18), as_of)
        _hold(keeper, [row], day, "机关三楼会议室", host, Organiser(row.organiser))


def _owed(county: Congress, keeper: User) -> dict[tuple[Meeting, Organiser], list[OathDuty]]:
    """The oaths of the year's appointments, by meeting and organiser."""
    found: dict[tuple[Meeting, Organiser], list[OathDuty]] = {}
    rows = Holding.objects.filter(office__county=county, began__in=[Began.APPOINTED, Began.ACTING], oath=None)
    related = ("office", "person", "line__motion__item__meeting__term", "line__motion__item__meeting__body")
    for row in rows.select_related(*related).order_by("line__motion", "id"):
        if row.line is None or row.line.motion.item is None:
            continue
        meeting = row.line.motion.item.meeting
        with clock.at(timezone.make_aware(datetime.combine(meeting.starts_on, time(11)))):
            duty = owe_appointed(actor=keeper, holding=row, meeting=meeting)
        if duty is not None:
            found.setdefault((meeting, Organiser(duty.organiser)), []).append(duty)
    for (meeting, _organiser), duties in found.items():
        number = f"云岭县人大常委会公告〔{meeting.starts_on.year}〕第{meeting.number}号"
        announce_offices(actor=keeper, duties=duties, number=number, on=meeting.starts_on + timedelta(days=1))
    return found


def _hold(
    keeper: User,
    duties: Sequence[OathDuty],
    day: date,
    place: str,
    host: str,
    organiser: Organiser,
    absent: dict[int, Absence] | None = None,
) -> None:
    missing = absent or {}
    there = [duty for duty in duties if duty.pk not in missing]
    planned = OathForm.GROUP if len(duties) > 1 else OathForm.SINGLE
    form = OathForm.GROUP if len(there) > 1 else OathForm.SINGLE
    leader = there[0] if planned is OathForm.GROUP else None
    with clock.at(timezone.make_aware(datetime.combine(day, time(17)))):
        text = OathText.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
        assert text is not None  # the reference data was loaded before
        rite = Rite(day, place, host, organiser, planned, text, duties, leader, at=time(16, 30))
        ceremony = plan_ceremony(actor=keeper, county=duties[0].county, rite=rite)
        roll = Roll(form, leader if form is OathForm.GROUP else None, missing)
        hold_ceremony(actor=keeper, ceremony=ceremony, roll=roll)
