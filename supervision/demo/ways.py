"""Views collected, questions of the inquiry, progress of projects, inspection groups of the demo."""

from __future__ import annotations

from datetime import date, timedelta

from congress.rules.roles import Role
from supervision.demo.cast import DATA, REPORTS, Cast, heard_on
from supervision.models import (
    CollectedView,
    InquiryQuestion,
    ProjectProgress,
    Topic,
    TopicPerson,
)
from supervision.rules.topics import TopicPart, TopicState
from supervision.rules.ways import Way


def collect_views(cast: Cast, topics: list[Topic]) -> None:
    """Views on what was heard, all answered; on what is being prepared one still waits for the organ."""
    reported = [one for one in topics if one.way in REPORTS and one.organ]
    heard = [one for one in reported if one.state in {TopicState.HEARD, TopicState.DONE}][:6]
    ahead = [one for one in reported if one.state == TopicState.UNDER_WAY][:3]
    CollectedView.objects.bulk_create(
        CollectedView(
            topic=topic,
            said_by=said_by,
            name=name,
            text=text,
            collected_on=min(cast.as_of, heard_on(topic) - timedelta(days=28)),
            answer=answer or ("采纳。报告已补充三年对比数据。" if topic in heard else ""),
            answered_on=min(cast.as_of, heard_on(topic) - timedelta(days=12)) if answer or topic in heard else None,
            answered_by=cast.clerk if answer or topic in heard else None,
            entered_by=cast.clerk,
        )
        for topic in (*heard, *ahead)
        for said_by, name, text, answer in DATA["views"]
    )


def fill_ways(cast: Cast, topics: list[Topic]) -> None:
    """What each way of supervising has of its own."""
    for topic in topics:
        if topic.way == Way.INQUIRY:
            _questions(cast, topic)
        elif topic.way == Way.PROJECT:
            _progress(cast, topic)
        elif topic.way == Way.LAW_CHECK:
            _team(cast, topic)


def _questions(cast: Cast, topic: Topic) -> None:
    answered = topic.state in {TopicState.HEARD, TopicState.DONE}
    rows = InquiryQuestion.objects.bulk_create(
        InquiryQuestion(
            topic=topic,
            position=n,
            text=text,
            asker=cast.some(Role.MEMBER, n, 1)[0],
            department=cast.units[unit],
            answered_by=f"{unit}主要负责人" if answered else "",
            answer=answer if answered else "",
        )
        for n, (text, unit, answer) in enumerate(DATA["questions"], start=1)
    )
    InquiryQuestion.objects.create(
        topic=topic,
        position=len(rows) + 1,
        follows=rows[0],
        text="如果秋季学期前没有到位，怎样问责？",
        asker=rows[0].asker,
        department=rows[0].department,
        answered_by=rows[0].answered_by,
        answer="由县政府督查室跟踪，逾期的通报并约谈。" if answered else "",
    )


def _progress(cast: Cast, topic: Topic) -> None:
    months = [date(cast.as_of.year, n, 1) for n in range(1, cast.as_of.month + 1)]
    ProjectProgress.objects.bulk_create(
        ProjectProgress(
            topic=topic,
            month=month,
            percent=min(100, 7 * n),
            invested=180 * n,
            text=("完成征地和场地平整" if n < 4 else "厂区主体施工，管网同步铺设"),
            problem="雨季影响进度，比计划慢约十天" if n == 6 else "",
            entered_by=cast.clerk,
        )
        for n, month in enumerate(months, start=1)
    )


def _team(cast: Cast, topic: Topic) -> None:
    rows = [TopicPerson(topic=topic, part=TopicPart.LEADER, person=topic.vice_chair)] if topic.vice_chair else []
    rows += [
        TopicPerson(topic=topic, part=TopicPart.MEMBER, person=one) for one in cast.some(Role.MEMBER, topic.month, 4)
    ]
    rows += [TopicPerson(topic=topic, part=TopicPart.DEPUTY, person=one) for one in cast.deputies[:2]]
    TopicPerson.objects.bulk_create(rows)
