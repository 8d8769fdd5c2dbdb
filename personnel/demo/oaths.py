"""Oaths of the demo: the two vice-heads elected, a dozen appointed at three meetings; one absent, one overdue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from congress import clock
from congress.models import Body, Congress, Meeting, Person, User
from congress.rules.meetings import ItemKind, ItemState, MeetingState
from congress.rules.names import pinyin_key
from congress.services.base import command
from personnel.models import OathDuty, OathText
from personnel.rules.oaths import Act, OathForm, OathState, Organiser
from personnel.services.ceremonies import hold_ceremony, plan_ceremony
from personnel.services.oaths import Ground, Office, owe
from personnel.services.rites import Absence, Rite, Roll

KEEPER = "duansiping"
OVERDUE, LAST = 1, 2
"""The group of which one has not sworn, and the latest one."""
OFFICES = (
    (
        ("杨丽华", "县民政局", "局长"),
        ("李春生", "县水务局", "局长"),
        ("岩罕", "县民族宗教事务局", "局长"),
        ("张国栋", "县应急管理局", "局长"),
        ("段晓梅", "县审计局", "局长"),
    ),
    (
        ("王立新", "县人民法院", "副院长"),
        ("赵云峰", "县人民法院", "审判员"),
        ("和秀芳", "县人民检察院", "副检察长"),
        ("普建军", "县监察委员会", "委员"),
    ),
    (
        ("陈海燕", "县卫生健康局", "局长"),
        ("刘志强", "县自然资源局", "局长"),
        ("罗永福", "县文化和旅游局", "局长"),
    ),
)
"""Who was appointed at the first, the last but one and the last meeting of the year that appointed anybody."""


def swear_elected(county: Congress) -> None:
    """The elected swear together before the congress closes."""
    duties = list(
        OathDuty.objects.filter(county=county, act=Act.ELECTED, state=OathState.OWED).select_related("meeting")
    )
    if duties:
        closing = duties[0].meeting.ends_on
        hosts = _people(county, Body.Kind.STANDING_COMMITTEE)
        _hold(county, duties, closing, "县民族文化中心", hosts, Organiser.PRESIDIUM)


def _people(county: Congress, kind: str) -> str:
    body = Body.objects.filter(congress=county, kind=kind).first()
    post = body.posts.filter(role="chair").select_related("person").first() if body else None
    return str(post.person) if post else "大会执行主席"


def appoint(county: Congress, as_of: date) -> list[list[OathDuty]]:
    """Record who was appointed at meetings that were held, as the announcements said."""
    held = Meeting.objects.filter(
        county=county,
        state=MeetingState.CLOSED,
        items__kind=ItemKind.APPOINTMENT,
        items__state=ItemState.ADOPTED,
        body__kind=Body.Kind.STANDING_COMMITTEE,
        starts_on__lt=as_of,
    ).distinct()
    meetings = list(held.select_related("term", "body").order_by("starts_on"))
    chosen = [meetings[0], *meetings[-2:]] if len(meetings) >= len(OFFICES) else meetings
    with command(None, "demo", "示范：任命后的宪法宣誓"):
        return [_appointed(county, meeting, rows) for meeting, rows in zip(chosen, OFFICES, strict=False)]


def _appointed(county: Congress, meeting: Meeting, rows: Sequence[tuple[str, str, str]]) -> list[OathDuty]:
    number = f"云岭县人大常委会公告〔{meeting.starts_on.year}〕第{meeting.number}号"
    ground = Ground(Act.APPOINTED, meeting, meeting.ends_on, number=number, announced_on=meeting.ends_on)
    with clock.at(meeting.ends_on):
        return [owe(actor=None, office=_office(county, *row), ground=ground) for row in rows]


def _office(county: Congress, name: str, organ: str, post: str) -> Office:
    person = Person.objects.create(county=county, name=name, pinyin_key=pinyin_key(name), employer=f"{organ}{post}")
    return Office(name, organ, post, person)


def swear_appointed(county: Congress, as_of: date, appointed: Sequence[list[OathDuty]]) -> None:
    """Most swear at the meeting itself, in a group; one is ill and makes it up, one is overdue, the last are owed while
    their date lies ahead."""
    host = _people(county, Body.Kind.STANDING_COMMITTEE)
    for n, duties in enumerate(appointed):
        day = duties[0].acted_on
        if n == LAST and duties[0].due_on and duties[0].due_on >= as_of:
            continue
        there = duties[:-1] if n == OVERDUE else duties
        absent = {there[-1].pk: Absence("因病住院", day + timedelta(days=20))} if n == 0 else {}
        _hold(county, there, day, "县人大常委会会议厅", host, Organiser.CHAIRPERSONS, absent)
        if absent:
            made_up = OathDuty.objects.filter(pk__in=absent).select_related("meeting")
            _hold(
                county,
                list(made_up),
                min(day + timedelta(days=18), as_of),
                "机关三楼会议室",
                host,
                Organiser.CHAIRPERSONS,
            )


def _hold(
    county: Congress,
    duties: Sequence[OathDuty],
    day: date,
    place: str,
    host: str,
    organiser: Organiser,
    absent: dict[int, Absence] | None = None,
) -> None:
    keeper = User.objects.get(username=KEEPER)
    group = len(duties) > 1
    form, leader = (OathForm.GROUP, duties[0]) if group else (OathForm.SINGLE, None)
    with clock.at(timezone.make_aware(datetime.combine(day, time(17)))):
        text = OathText.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
        assert text is not None  # the reference data was loaded before
        rite = Rite(day, place, host, organiser, form, text, duties, leader, at=time(16, 30))
        ceremony = plan_ceremony(actor=keeper, county=county, rite=rite)
        hold_ceremony(actor=keeper, ceremony=ceremony, roll=Roll(form, leader, absent or {}))
