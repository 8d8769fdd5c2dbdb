"""Visits, hearings and inspections of the demo's topics, with who took part and what was found."""

from __future__ import annotations

from datetime import date, time, timedelta

from congress.models import (
    Activity,
    Finding,
    Participation,
)
from congress.rules.activities import ActivityKind, ActivityPart, ActivityState
from congress.rules.roles import Role
from supervision.demo.cast import DATA, Cast, heard_on
from supervision.models import (
    Topic,
    TopicActivity,
)
from supervision.rules.topics import TopicState
from supervision.rules.ways import Way

ACTIVITIES = 12


def hold_activities(cast: Cast, topics: list[Topic]) -> None:
    """A dozen held, two planned; who took part and what was found."""
    worked = [one for one in topics if one.state != TopicState.ADOPTED and one.office]
    chosen = [one for one in worked if one.way in {Way.LAW_CHECK, Way.JUSTICE, Way.TOUR}]
    chosen += [one for one in worked if one not in chosen]
    kinds = {Way.LAW_CHECK: ActivityKind.LAW_CHECK, Way.TOUR: ActivityKind.TOUR}
    made: list[tuple[Activity, Topic]] = []
    for n, topic in enumerate(chosen[:ACTIVITIES]):
        code, word, text = DATA["activities"][n % 3]
        kind = kinds.get(Way(topic.way), ActivityKind(code))
        if topic.way == Way.JUSTICE and not any(one.kind == ActivityKind.COURT for one, _t in made):
            kind, word, text = (
                ActivityKind.COURT,
                "旁听庭审",
                "旁听了一次公开开庭，观摩庭审驾驭和释法说理，庭后就审判工作总体情况座谈，不涉及案件处理。",
            )
        on = min(cast.as_of - timedelta(days=3), heard_on(topic) - timedelta(days=24))
        made.append((_activity(cast, topic, kind, word, on, text), topic))
    made += [(_ahead(cast, topic, days), topic) for topic, days in zip(worked[-2:], (2, 9), strict=False)]
    Activity.objects.bulk_create(one for one, _topic in made)
    TopicActivity.objects.bulk_create(TopicActivity(activity=one, topic=topic) for one, topic in made)
    _gather(cast, made)


def _activity(cast: Cast, topic: Topic, kind: ActivityKind, word: str, on: date, text: str) -> Activity:
    about = topic.title.removeprefix("关于").removesuffix("的报告").removesuffix("情况")[:60]
    title = f"{word}：{about}" if kind != ActivityKind.LAW_CHECK else about[:60]
    return Activity(
        county=cast.county,
        kind=kind,
        state=ActivityState.HELD,
        title=title[:120],
        office=topic.office,
        starts_on=on,
        ends_on=on,
        starts_at=time(9),
        place=cast.random.choice(["石门镇", "河口镇", "城关街道", "龙潭乡", "白马乡"]),
        purpose="实地查看，听取汇报，与群众和基层干部座谈。",
        found=text,
        origin="年度监督工作计划",
        created_by=cast.clerk,
    )


def _ahead(cast: Cast, topic: Topic, days: int) -> Activity:
    row = _activity(cast, topic, ActivityKind.RESEARCH, "专题调研", cast.as_of + timedelta(days=days), "")
    row.state = ActivityState.PLANNED
    return row


def _gather(cast: Cast, made: list[tuple[Activity, Topic]]) -> None:
    people, findings = [], []
    for n, (activity, topic) in enumerate(made):
        rows = [Participation(part=ActivityPart.LEADER, person=topic.vice_chair)]
        rows += [Participation(part=ActivityPart.MEMBER, person=one) for one in cast.some(Role.MEMBER, n, 3)]
        rows += [
            Participation(part=ActivityPart.DEPUTY, person=one) for one in cast.deputies[n * 2 % 24 : n * 2 % 24 + 2]
        ]
        if topic.organ:
            rows.append(Participation(part=ActivityPart.UNIT, department=topic.organ))
        seen: set[int] = set()
        for order, row in enumerate(rows):
            if row.person_id and row.person_id in seen:
                continue
            seen.add(row.person_id or 0)
            row.activity, row.place_order = activity, order
            people.append(row)
        if activity.state == ActivityState.HELD and activity.kind != ActivityKind.COURT:
            findings += _found(cast, activity, n)
    Participation.objects.bulk_create(people)
    Finding.objects.bulk_create(findings)


def _found(cast: Cast, activity: Activity, n: int) -> list[Finding]:
    rows = [DATA["findings"][(n + k) % len(DATA["findings"])] for k in range(3)]
    return [
        Finding(
            activity=activity,
            position=position,
            source=source,
            goes_to=to,
            text=text,
            department=cast.units.get(unit),
        )
        for position, (source, to, text, unit) in enumerate(rows, start=1)
    ]
