"""Plans, topics, activities, inspections and an inquiry of the demo county, in bulk: nothing of the past is awaited."""

from __future__ import annotations

from datetime import date, timedelta

from congress import clock
from congress.models import (
    AgendaItem,
    Body,
    Congress,
    Department,
    Meeting,
)
from congress.rules.meetings import ON_AGENDA, ItemKind, MeetingKind, MeetingState
from congress.rules.roles import Role
from congress.services.base import command
from supervision.demo.activities import hold_activities
from supervision.demo.cast import DATA, REPORTS, Cast, heard_on
from supervision.demo.ways import collect_views, fill_ways
from supervision.models import (
    Plan,
    Publication,
    Topic,
    TopicOffice,
    TopicProposal,
    TopicStep,
)
from supervision.rules.lawful import FIXED_BY_KEY, fits, for_year
from supervision.rules.plans import PlanState, Source
from supervision.rules.topics import TopicState
from supervision.rules.ways import PUBLISHED, Paper, StepCode, Way, steps_of
from supervision.services.planning import insert_fixed
from supervision.services.steps import start_clocks

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


def build_supervision(county: Congress, as_of: date) -> None:
    """This year's plan with its topics, next year's call, what was visited and found."""
    with command(None, "demo", "示范：一年的监督工作"):
        Supervision(county, as_of).build()


class Supervision(Cast):
    """Written in the order in which it happened."""

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
        hold_activities(self, topics)
        collect_views(self, topics)
        fill_ways(self, topics)
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

    def _reached(self, topic: Topic) -> int | None:
        """How many of its steps are done as of the day; sets the state that follows."""
        rules = [rule.code for rule in steps_of(Way(topic.way), again=topic.again)]
        heard = next(
            (rules.index(code) + 1 for code in (StepCode.DELIBERATION, StepCode.ASKING) if code in rules), len(rules)
        )
        on = heard_on(topic)
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
        on = min(self.as_of, heard_on(topic) - timedelta(days=4) + timedelta(days=max(-60, 30 - 9 * left)))
        step.done_on, step.done_by = on, self.clerk
        if (
            topic.item
            and step.code in {StepCode.DELIBERATION, StepCode.ASKING}
            and topic.item.meeting.state == MeetingState.CLOSED
        ):
            step.meeting, step.done_on = topic.item.meeting, topic.item.meeting.ends_on

    def _duty(self, topic: Topic, paper: str) -> Publication:
        row = Publication(topic=topic, paper=paper)
        told = heard_on(topic) + timedelta(days=25) <= self.as_of and paper != Paper.HANDLING
        if topic.state == TopicState.DONE or (topic.state == TopicState.HEARD and told):
            row.published_on = min(self.as_of, heard_on(topic) + timedelta(days=25))
            row.told_on, row.where, row.recorded_by = row.published_on, "云岭县人大网站", self.clerk
        return row

    # -- Activities -----------------------------------------------------------------------------------

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
