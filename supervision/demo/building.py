"""Plans, topics, activities, inspections and an inquiry of the demo county, in bulk: nothing of the past is awaited."""

from __future__ import annotations

import random
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from congress import clock
from congress.models import (
    Activity,
    AgendaItem,
    Body,
    Congress,
    Department,
    Finding,
    Mandate,
    Meeting,
    Participation,
    Person,
    Post,
    User,
)
from congress.rules.activities import ActivityKind, ActivityPart, ActivityState
from congress.rules.meetings import ON_AGENDA, ItemKind, MeetingKind, MeetingState
from congress.rules.roles import Role
from congress.services.base import command
from supervision.models import (
    CollectedView,
    InquiryQuestion,
    Plan,
    ProjectProgress,
    Publication,
    SupervisionField,
    Topic,
    TopicActivity,
    TopicOffice,
    TopicPerson,
    TopicProposal,
    TopicStep,
)
from supervision.rules.lawful import FIXED_BY_KEY, fits, for_year
from supervision.rules.plans import PlanState, Source
from supervision.rules.topics import TopicPart, TopicState
from supervision.rules.ways import PUBLISHED, Paper, StepCode, Way, steps_of
from supervision.services.planning import insert_fixed
from supervision.services.steps import start_clocks

DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "topics.yaml").read_text(encoding="utf-8"))
REPORTS = frozenset({Way.REPORT, Way.JUSTICE, Way.BUDGET})
WAYS = {
    ItemKind.REPORT: Way.REPORT,
    ItemKind.BUDGET: Way.BUDGET,
    ItemKind.INSPECTION: Way.LAW_CHECK,
    ItemKind.INQUIRY: Way.INQUIRY,
}
WORDS = {
    "决算": "final_accounts",
    "上半年国民经济": "plan_execution",
    "上半年财政预算": "budget_execution",
    "审计工作报告": "audit",
    "整改情况": "audit_rectification",
    "国有资产": "state_assets",
    "债务": "debt",
    "环境状况": "environment",
    "备案审查": "normative",
    "代表建议": "suggestions",
}
FIELD_OF_WAY = {Way.BUDGET: "finance", Way.JUSTICE: "justice", Way.LAW_CHECK: "law"}
FIELD_OF_OFFICE = {"财政": "finance", "农业农村": "rural", "城建环资": "society"}
ACTIVITIES = 12


def build_supervision(county: Congress, as_of: date) -> None:
    """This year's plan with its topics, next year's call, what was visited and found."""
    with command(None, "demo", "示范：一年的监督工作"):
        Supervision(county, as_of).build()


class Supervision:
    """Written in the order in which it happened."""

    def __init__(self, county: Congress, as_of: date) -> None:
        self.county, self.as_of = county, as_of
        self.random = random.Random(12)
        self.clerk = User.objects.get(username="duansiping")
        self.bodies = list(Body.objects.filter(congress=county).order_by("place_order", "id"))
        self.units = {unit.name: unit for unit in Department.objects.filter(county=county)}
        self.fields = {row.code: row for row in SupervisionField.objects.filter(county=None)}
        posts = (
            Post.objects.filter(body__congress=county, body__kind=Body.Kind.STANDING_COMMITTEE, until=None)
            .select_related("person")
            .order_by("id")
        )
        self.people = {role: list(dict.fromkeys(p.person for p in posts if p.role == role)) for role in Role}
        self.deputies = [
            row.person
            for row in Mandate.objects.on(as_of)
            .filter(term__congress=county)
            .select_related("person")
            .order_by("pk")[:30]
        ]

    def build(self) -> None:
        """This year, then the call for the next."""
        self.plan = self._plan(self.as_of.year)
        self._topics()
        topics = list(
            self.plan.topics.select_related("office", "organ", "item__meeting", "plan").order_by("month", "id")
        )
        for topic in topics:
            topic.county = self.county
        self._steps(topics)
        self._activities(topics)
        self._views(topics)
        self._ways(topics)
        self._call(self.as_of.year + 1)

    # -- The plan ------------------------------------------------------------------------------------

    def _plan(self, year: int) -> Plan:
        meeting = self._adopting(year)
        return Plan.objects.create(
            county=self.county,
            year=year,
            state=PlanState.PUBLISHED,
            call_until=date(year - 1, 11, 30),
            consulted_on=date(year - 1, 12, 18),
            party_group_on=meeting.starts_on - timedelta(days=6),
            party_number=f"云人党组〔{year}〕3号",
            adopted_by=meeting,
            adopted_on=meeting.ends_on,
            published_on=min(self.as_of, meeting.ends_on + timedelta(days=5)),
            published_where="云岭县人大网站",
            opened_by=self.clerk,
            opened_on=date(year - 1, 10, 20),
        )

    def _adopting(self, year: int) -> Meeting:
        """The chairpersons' meeting of early spring, or the first one there is."""
        held = Meeting.objects.filter(county=self.county, kind=MeetingKind.CHAIRPERSONS, state=MeetingState.CLOSED)
        spring = held.filter(starts_on__gte=date(year, 1, 20)).order_by("starts_on").first()
        return spring or held.order_by("starts_on").last() or held.get()

    def _topics(self) -> None:
        items = AgendaItem.objects.filter(
            meeting__county=self.county,
            meeting__kind=MeetingKind.STANDING_COMMITTEE,
            meeting__starts_on__year=self.plan.year,
            kind__in=list(WAYS),
            state__in=ON_AGENDA,
        ).select_related("meeting", "organ", "office")
        self.made: list[Topic] = []
        for item in items.order_by("meeting__starts_on", "position"):
            self._from_item(item)
        self._fixed()
        self._filled()
        Topic.objects.bulk_create(self.made)
        insert_fixed(self.clerk, self.plan)
        self.plan.topics.filter(state=TopicState.DRAFT).update(
            state=TopicState.ADOPTED, adopted_by=self.plan.adopted_by
        )
        self._lead()

    def _from_item(self, item: AgendaItem) -> None:
        month = item.meeting.starts_on.month
        key = next((key for word, key in WORDS.items() if word in item.title), "")
        if key and (not fits(FIXED_BY_KEY[key], month, {}) or any(one.fixed_key == key for one in self.made)):
            return
        way = WAYS[ItemKind(item.kind)]
        if way is Way.REPORT and item.organ and item.organ.system in {"court", "procuratorate", "supervisory"}:
            way = Way.JUSTICE
        title = item.title.removeprefix("听取和审议").removeprefix("审查和批准").removeprefix("县人民政府")
        topic = self._topic(title, way, month, item.organ, item.office)
        topic.item, topic.fixed_key = item, key
        topic.source = Source.LAW if key else self._source()
        topic.field = self.fields.get(self._field(topic))

    def _field(self, topic: Topic) -> str:
        """By its way, otherwise by what its office looks after."""
        code = FIELD_OF_WAY.get(Way(topic.way))
        return code or next((code for word, code in FIELD_OF_OFFICE.items() if word in str(topic.office)), "livelihood")

    def _topic(self, title: str, way: Way, month: int, organ: Department | None, office: Body | None) -> Topic:
        topic = Topic(
            county=self.county,
            plan=self.plan,
            year=self.plan.year,
            title=title,
            way=way,
            month=month,
            organ=organ,
            office=office or self._office("办公室"),
            source=Source.RESEARCH,
            state=TopicState.ADOPTED,
            adopted_by=self.plan.adopted_by,
            created_by=self.clerk,
        )
        self.made.append(topic)
        return topic

    def _office(self, word: str) -> Body | None:
        return next((body for body in self.bodies if word and word in body.name), None)

    def _source(self) -> Source:
        return self.random.choice(
            [Source.SUGGESTIONS, Source.MEMBERS, Source.RESEARCH, Source.PETITIONS, Source.CONCERN]
        )

    def _fixed(self) -> None:
        """Topics of the law count before fillers are chosen; they are put in afterwards, with their basis."""
        self.reports = sum(one.way in REPORTS for one in self.made)
        self.reports += len([one for one in for_year(FIXED_BY_KEY.values(), self.plan.year) if not self._has(one.key)])

    def _has(self, key: str) -> bool:
        return any(one.fixed_key == key for one in self.made)

    def _filled(self) -> None:
        wanted = DATA["wanted"]
        for way, month, title, organ, office, field in DATA["topics"]:
            chosen = Way(way)
            have = self.reports if chosen in REPORTS else sum(one.way == chosen for one in self.made)
            most = wanted["reports"] if chosen in REPORTS else wanted[way]
            if have >= most:
                continue
            topic = self._topic(title, chosen, month, self.units.get(organ), self._office(office))
            topic.field, topic.source = self.fields.get(field), self._source()
            self.reports += chosen in REPORTS

    def _lead(self) -> None:
        """Vice-chairmen in turn; one topic has two offices, one must be deliberated again."""
        vices = self.people[Role.VICE_CHAIR] or self.people[Role.CHAIR]
        topics = list(self.plan.topics.order_by("month", "id"))
        for n, topic in enumerate(topics):
            topic.vice_chair = vices[n % len(vices)]
        Topic.objects.bulk_update(topics, ["vice_chair"])
        finance, rural = self._office("财政"), self._office("农业农村")
        shared = next((one for one in topics if one.office == rural), None)
        if shared and finance:
            TopicOffice.objects.create(topic=shared, body=finance)
        again = next((one for one in topics if one.way == Way.REPORT and not one.fixed_key and one.month >= 6), None)
        if again:
            again.again, again.again_month = True, min(12, again.month + 4)
            again.save()

    # -- What was done of them ------------------------------------------------------------------------

    def _steps(self, topics: list[Topic]) -> None:
        steps, duties = [], []
        for topic in topics:
            last = self._reached(topic)
            rules = steps_of(Way(topic.way), again=topic.again)
            for position, rule in enumerate(rules, start=1):
                step = TopicStep(topic=topic, code=rule.code, position=position)
                if last is not None and position <= last:
                    self._done(step, topic, len(rules) - position)
                steps.append(step)
            duties += [self._duty(topic, paper) for paper in PUBLISHED.get(Way(topic.way), ())]
        TopicStep.objects.bulk_create(steps)
        Publication.objects.bulk_create(duties)
        Topic.objects.bulk_update(topics, ["state", "report_accepted_on"])
        for topic in topics:
            if topic.state == TopicState.HEARD:
                start_clocks(topic)

    def _heard_on(self, topic: Topic) -> date:
        return topic.item.meeting.starts_on if topic.item else date(topic.year, topic.month, 20)

    def _reached(self, topic: Topic) -> int | None:
        """How many of its steps are done as of the day; sets the state that follows."""
        rules = [rule.code for rule in steps_of(Way(topic.way), again=topic.again)]
        heard = next(
            (rules.index(code) + 1 for code in (StepCode.DELIBERATION, StepCode.ASKING) if code in rules), len(rules)
        )
        on = self._heard_on(topic)
        if topic.item and topic.item.meeting.state != MeetingState.CLOSED:
            on = max(on, self.as_of + timedelta(days=1))
        gone = (self.as_of - on).days
        if gone > 130 and not topic.again:
            topic.state = TopicState.DONE
            return len(rules)
        if gone >= 0:
            after = len(rules) - 1 if heard < len(rules) else len(rules)
            reached = min(after, heard + 1)
            topic.state = TopicState.HEARD if heard < len(rules) else TopicState.DONE
            topic.report_accepted_on = on - timedelta(days=11) if topic.way in REPORTS else None
            return reached
        if gone > -75:
            topic.state = TopicState.UNDER_WAY
            return max(1, heard // 3)
        return None

    def _done(self, step: TopicStep, topic: Topic, left: int) -> None:
        on = min(self.as_of, self._heard_on(topic) - timedelta(days=4) + timedelta(days=max(-60, 30 - 9 * left)))
        step.done_on, step.done_by = on, self.clerk
        if (
            topic.item
            and step.code in {StepCode.DELIBERATION, StepCode.ASKING}
            and topic.item.meeting.state == MeetingState.CLOSED
        ):
            step.meeting, step.done_on = topic.item.meeting, topic.item.meeting.ends_on

    def _duty(self, topic: Topic, paper: str) -> Publication:
        row = Publication(topic=topic, paper=paper)
        told = self._heard_on(topic) + timedelta(days=25) <= self.as_of and paper != Paper.HANDLING
        if topic.state == TopicState.DONE or (topic.state == TopicState.HEARD and told):
            row.published_on = min(self.as_of, self._heard_on(topic) + timedelta(days=25))
            row.told_on, row.where, row.recorded_by = row.published_on, "云岭县人大网站", self.clerk
        return row

    # -- Activities -----------------------------------------------------------------------------------

    def _activities(self, topics: list[Topic]) -> None:
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
            on = min(self.as_of - timedelta(days=3), self._heard_on(topic) - timedelta(days=24))
            made.append((self._activity(topic, kind, word, on, text), topic))
        made += [(self._ahead(topic, days), topic) for topic, days in zip(worked[-2:], (2, 9), strict=False)]
        Activity.objects.bulk_create(one for one, _topic in made)
        TopicActivity.objects.bulk_create(TopicActivity(activity=one, topic=topic) for one, topic in made)
        self._gather(made)

    def _activity(self, topic: Topic, kind: ActivityKind, word: str, on: date, text: str) -> Activity:
        about = topic.title.removeprefix("关于").removesuffix("的报告").removesuffix("情况")[:60]
        title = f"{word}：{about}" if kind != ActivityKind.LAW_CHECK else about[:60]
        return Activity(
            county=self.county,
            kind=kind,
            state=ActivityState.HELD,
            title=title[:120],
            office=topic.office,
            starts_on=on,
            ends_on=on,
            starts_at=time(9),
            place=self.random.choice(["石门镇", "河口镇", "城关街道", "龙潭乡", "白马乡"]),
            purpose="实地查看，听取汇报，与群众和基层干部座谈。",
            found=text,
            origin="年度监督工作计划",
            created_by=self.clerk,
        )

    def _ahead(self, topic: Topic, days: int) -> Activity:
        row = self._activity(topic, ActivityKind.RESEARCH, "专题调研", self.as_of + timedelta(days=days), "")
        row.state = ActivityState.PLANNED
        return row

    def _gather(self, made: list[tuple[Activity, Topic]]) -> None:
        people, findings = [], []
        for n, (activity, topic) in enumerate(made):
            rows = [Participation(part=ActivityPart.LEADER, person=topic.vice_chair)]
            rows += [Participation(part=ActivityPart.MEMBER, person=one) for one in self._some(Role.MEMBER, n, 3)]
            rows += [
                Participation(part=ActivityPart.DEPUTY, person=one)
                for one in self.deputies[n * 2 % 24 : n * 2 % 24 + 2]
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
                findings += self._found(activity, n)
        Participation.objects.bulk_create(people)
        Finding.objects.bulk_create(findings)

    def _some(self, role: Role, n: int, count: int) -> list[Person]:
        rows = self.people[role]
        return [rows[(n * count + k) % len(rows)] for k in range(count)] if rows else []

    def _found(self, activity: Activity, n: int) -> list[Finding]:
        rows = [DATA["findings"][(n + k) % len(DATA["findings"])] for k in range(3)]
        return [
            Finding(
                activity=activity,
                position=position,
                source=source,
                goes_to=to,
                text=text,
                department=self.units.get(unit),
            )
            for position, (source, to, text, unit) in enumerate(rows, start=1)
        ]

    # -- Views, questions, progress, teams -------------------------------------------------------------

    def _views(self, topics: list[Topic]) -> None:
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
                collected_on=min(self.as_of, self._heard_on(topic) - timedelta(days=28)),
                answer=answer or ("采纳。报告已补充三年对比数据。" if topic in heard else ""),
                answered_on=min(self.as_of, self._heard_on(topic) - timedelta(days=12))
                if answer or topic in heard
                else None,
                answered_by=self.clerk if answer or topic in heard else None,
                entered_by=self.clerk,
            )
            for topic in (*heard, *ahead)
            for said_by, name, text, answer in DATA["views"]
        )

    def _ways(self, topics: list[Topic]) -> None:
        for topic in topics:
            if topic.way == Way.INQUIRY:
                self._questions(topic)
            elif topic.way == Way.PROJECT:
                self._progress(topic)
            elif topic.way == Way.LAW_CHECK:
                self._team(topic)

    def _questions(self, topic: Topic) -> None:
        answered = topic.state in {TopicState.HEARD, TopicState.DONE}
        rows = InquiryQuestion.objects.bulk_create(
            InquiryQuestion(
                topic=topic,
                position=n,
                text=text,
                asker=self._some(Role.MEMBER, n, 1)[0],
                department=self.units[unit],
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

    def _progress(self, topic: Topic) -> None:
        months = [date(self.as_of.year, n, 1) for n in range(1, self.as_of.month + 1)]
        ProjectProgress.objects.bulk_create(
            ProjectProgress(
                topic=topic,
                month=month,
                percent=min(100, 7 * n),
                invested=180 * n,
                text=("完成征地和场地平整" if n < 4 else "厂区主体施工，管网同步铺设"),
                problem="雨季影响进度，比计划慢约十天" if n == 6 else "",
                entered_by=self.clerk,
            )
            for n, month in enumerate(months, start=1)
        )

    def _team(self, topic: Topic) -> None:
        rows = [TopicPerson(topic=topic, part=TopicPart.LEADER, person=topic.vice_chair)] if topic.vice_chair else []
        rows += [
            TopicPerson(topic=topic, part=TopicPart.MEMBER, person=one)
            for one in self._some(Role.MEMBER, topic.month, 4)
        ]
        rows += [TopicPerson(topic=topic, part=TopicPart.DEPUTY, person=one) for one in self.deputies[:2]]
        TopicPerson.objects.bulk_create(rows)

    # -- Next year ----------------------------------------------------------------------------------------

    def _call(self, year: int) -> None:
        plan = Plan.objects.create(
            county=self.county,
            year=year,
            state=PlanState.CALL,
            call_text=f"为做好{year}年监督工作，县人大常委会面向全县征集监督议题。请一事一题，写明题目和理由，送常委会办公室或者各工作机构。",
            call_until=self.as_of + timedelta(days=20),
            opened_by=self.clerk,
            opened_on=self.as_of - timedelta(days=15),
        )
        with clock.at(self.as_of):
            insert_fixed(self.clerk, plan)
        TopicProposal.objects.bulk_create(
            TopicProposal(
                plan=plan,
                title=title,
                source=source,
                proposer=proposer,
                reason=reason,
                origin=origin,
                received_on=self.as_of - timedelta(days=12 - n),
                entered_by=self.clerk,
            )
            for n, (title, source, proposer, reason, origin) in enumerate(DATA["proposals"])
        )
