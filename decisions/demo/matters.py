"""Two yearly lists and eight matters, one in every state, one superseded by a later one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from congress import clock
from congress.models import AgendaItem, Ballot, Body, Congress, Department, Meeting, User
from congress.queries.deadlines import foresee
from congress.rules.ballots import BallotKind, BallotState
from congress.rules.meetings import ON_AGENDA, ItemKind, MeetingKind, MeetingState
from decisions.models import ListEntry, Matter, MatterList, MatterStudy, MatterView
from decisions.rules.matters import (
    NOTICE,
    Adopted,
    DecidedAs,
    Effect,
    Field,
    Grade,
    MatterForm,
    MatterState,
    Proposer,
    StudyKind,
    ViewSource,
)
from decisions.services.carrying import hand_task

BILL, REPORT = MatterForm.BILL, MatterForm.REPORT
ENTRIES = (
    (Field.BUDGET, "批准县级财政决算", "上一年度县级决算草案", None, BILL, 7),
    (Field.BUDGET, "批准预算调整方案", "预算法规定的四种调整情形", None, BILL, 10),
    (Field.CONSTRUCTION, "县城国土空间总体规划的编制和修改", "总体规划及其重大修改", None, BILL, 4),
    (Field.ECONOMY, "政府投资的重大建设项目", "单个项目总投资达到标准的", 5000, BILL, 6),
    (Field.ENVIRONMENT, "饮用水水源地保护", "县级水源地保护范围和措施", None, BILL, 8),
    (Field.EDUCATION, "义务教育学校布局调整", "涉及三所以上学校或者五百名以上学生的", None, REPORT, 9),
    (Field.HEALTH, "县域医共体建设", "建设方案和投入机制", None, REPORT, 5),
    (Field.SECURITY, "城乡居民养老服务体系规划", "五年规划", None, REPORT, 11),
)
TASKS = (
    ("制定实施方案，明确年度任务和责任人，报县人大常委会备案", "县发展和改革局"),
    ("落实资金，建立专账，按季报送拨付情况", "县财政局"),
)
ANSWER = "已经吸收到决定草案。"
REPORT_TEXT = "各项任务按计划推进，资金到位，群众反映的主要问题已经解决，个别项目因用地调整推迟到下季度完成。"


@dataclass(frozen=True)
class Case:
    """One matter of the demo; ``back`` days before the demo's day it came."""

    title: str
    field: Field
    form: MatterForm
    state: MatterState
    back: int
    decided_as: DecidedAs | None = None
    grade: Grade | None = None
    entry: int | None = None


S, D = MatterState, DecidedAs
ENV, PLAN = Field.ENVIRONMENT, Field.CONSTRUCTION
CASES = (
    Case("关于加强县城饮用水水源地保护的议案", ENV, BILL, S.CLOSED, 330, D.DECISION, Grade.FAIR, 4),
    Case("关于批准县级财政决算的议案", Field.BUDGET, BILL, S.CLOSED, 200, D.RESOLUTION, Grade.GOOD, 0),
    Case("关于修改县城国土空间总体规划的议案", PLAN, BILL, S.CARRYING, 150, D.DECISION, None, 2),
    Case("关于进一步加强饮用水水源地保护的议案", ENV, BILL, S.REPORTED, 260, D.DECISION, None, 4),
    Case("关于县域医共体建设情况的报告", Field.HEALTH, REPORT, S.ASSESSED, 240, D.OPINION, Grade.GOOD, 6),
    Case("关于石门产业园基础设施项目的议案", Field.ECONOMY, BILL, S.FAILED, 180, None, None, 3),
    Case("关于养老服务体系规划编制情况的报告", Field.SECURITY, REPORT, S.TABLED, 45, None, None, 7),
    Case("关于义务教育学校布局调整的报告", Field.EDUCATION, REPORT, S.RECEIVED, 6, None, None, 5),
)


def build_matters(county: Congress, as_of: date) -> list[Matter]:
    """Write lists and matters; the newest first in the returned order of :data:`CASES`."""
    hall = _Hall(county, as_of)
    entries = hall.lists()
    made = [hall.matter(case, entries) for case in CASES]
    old, new = made[0], made[3]
    Matter.objects.filter(pk=old.pk).update(
        effect=Effect.SUPERSEDED, superseded_by=new, effect_ended_on=new.decided_on, note=f"被{new.title}取代"
    )
    hall.around(made[2], made[7])
    return made


class _Hall:
    """Who works, and the meetings, items and votes there are."""

    def __init__(self, county: Congress, as_of: date) -> None:
        self.county, self.as_of = county, as_of
        self.clerk = User.objects.get(username="hejing")
        self.office = Body.objects.get(congress=county, name__endswith="财政经济工作委员会")
        self.government = Department.objects.get(county=county, system=Department.System.GOVERNMENT)
        held = Meeting.objects.filter(county=county, state=MeetingState.CLOSED).order_by("starts_on")
        self.chairs = list(held.filter(kind=MeetingKind.CHAIRPERSONS))
        items = AgendaItem.objects.filter(meeting__county=county, meeting__kind=MeetingKind.STANDING_COMMITTEE)
        self.items = list(
            items.filter(state__in=ON_AGENDA, restricted=False).select_related("meeting").order_by("meeting__starts_on")
        )
        ballots = Ballot.objects.filter(county=county, kind=BallotKind.DECISION, state=BallotState.CLOSED)
        self.ballots = list(ballots.filter(meeting__kind=MeetingKind.STANDING_COMMITTEE).order_by("id"))
        self.used: set[int] = set()

    def lists(self) -> list[ListEntry]:
        """This year's and last year's, both adopted by a chairpersons' meeting."""
        last: list[ListEntry] = []
        for year, chair in ((self.as_of.year - 1, self.chairs[0]), (self.as_of.year, self._chair_of_the_year())):
            made = MatterList.objects.create(
                county=self.county, year=year, adopted_on=chair.starts_on, meeting=chair, note="经县委同意"
            )
            last = ListEntry.objects.bulk_create(
                ListEntry(
                    list=made,
                    position=n,
                    field=field,
                    title=title,
                    range=range_,
                    amount=amount,
                    form=form,
                    proposer=Proposer.GOVERNMENT,
                    month=month,
                )
                for n, (field, title, range_, amount, form, month) in enumerate(ENTRIES, start=1)
            )
        return last

    def _chair_of_the_year(self) -> Meeting:
        this = [meeting for meeting in self.chairs if meeting.starts_on.year == self.as_of.year]
        return (this or self.chairs[-1:])[0]

    def matter(self, case: Case, entries: list[ListEntry]) -> Matter:
        """One matter as it stands."""
        received = self.as_of - timedelta(days=case.back)
        ballot = self._ballot(case)
        item = self._item(case, ballot, received)
        if item is not None:
            received = item.meeting.starts_on - timedelta(days=36)
        matter = Matter(
            county=self.county,
            entry=entries[case.entry] if case.entry is not None else None,
            title=case.title,
            field=case.field,
            form=case.form,
            amount=8600 if case.field is Field.ECONOMY else None,
            proposer=Proposer.GOVERNMENT,
            organ=self.government,
            office=self.office,
            state=case.state,
            received_on=received,
            item=item,
            intended=case.decided_as or (D.OPINION if item else ""),
            entered_by=self.clerk,
        )
        if item is not None:
            due = foresee(self.county, NOTICE[case.form], item.meeting.starts_on)
            matter.due_on, matter.due_basis = due.due_on, due.basis.citation
        if case.decided_as and item is not None:
            self._decide(matter, case, item.meeting.starts_on, ballot)
        matter.save()
        return matter

    def _ballot(self, case: Case) -> Ballot | None:
        """A carried vote whose item no other matter has."""
        if case.decided_as not in {D.RESOLUTION, D.DECISION}:
            return None
        free = [ballot for ballot in self.ballots if ballot.item_id and ballot.item_id not in self.used]
        return free[0] if free else self.ballots[0]

    def _item(self, case: Case, ballot: Ballot | None, received: date) -> AgendaItem | None:
        if case.state is S.RECEIVED:
            return None
        ahead = case.state is S.TABLED
        fitting = [
            item
            for item in self.items
            if item.pk not in self.used
            and (item.meeting.state == MeetingState.CLOSED) != ahead
            and item.kind in {ItemKind.REPORT, ItemKind.DECISION, ItemKind.BUDGET}
        ]
        own = [item for item in fitting if ballot is not None and item.pk == ballot.item_id]
        plain = [item for item in fitting if item.kind == ItemKind.REPORT]
        plain.sort(key=lambda one: abs((one.meeting.starts_on - received).days))
        found = next(iter([*own, *plain, *fitting]), None)
        if found is not None:
            self.used.add(found.pk)
        return found

    def _decide(self, matter: Matter, case: Case, on: date, ballot: Ballot | None) -> None:
        assert case.decided_as is not None  # asked by the caller
        matter.decided_as, matter.decided_on, matter.ballot = case.decided_as, on, ballot
        matter.effect = Effect.IN_FORCE
        about = case.title.removesuffix("的议案").removesuffix("的报告")
        matter.text = f"会议同意{about}，要求县人民政府认真组织实施并报告执行情况。"
        due = foresee(self.county, "major_matter.handling", on)
        matter.report_due_on, matter.report_basis = due.due_on, due.basis.citation
        if case.state is not S.CARRYING:
            matter.reported_on, matter.report = min(due.due_on, self.as_of) - timedelta(days=3), REPORT_TEXT
        matter.grade = case.grade or ""
        matter.closed_on = self.as_of - timedelta(days=2) if case.state is S.CLOSED else None

    def around(self, carrying: Matter, received: Matter) -> None:
        """Research, views and tasks."""
        MatterStudy.objects.bulk_create(
            MatterStudy(
                matter=matter,
                kind=kind,
                on=matter.received_on + timedelta(days=2),
                place="县人大常委会会议室",
                people="财经工委、有关部门负责人、三名县人大代表",
                findings=findings,
                recorded_by=self.clerk,
            )
            for matter, kind, findings in (
                (carrying, StudyKind.RESEARCH, "规划修改涉及三个片区，沿河绿地不应减少，建议补充公共停车和消防用地。"),
                (carrying, StudyKind.HEARING, "十二名居民代表发言，主要关心拆迁安置时间和学校配套。"),
                (received, StudyKind.RESEARCH, "三所村小学生不足三十人，家长担心寄宿条件和交通安全。"),
            )
        )
        MatterView.objects.bulk_create(
            MatterView(
                matter=carrying,
                source=source,
                name=name,
                text=text,
                received_on=carrying.received_on + timedelta(days=4),
                adopted=Adopted.TAKEN if n else "",
                answer=ANSWER if n else "",
                answered_on=carrying.received_on + timedelta(days=12) if n else None,
                recorded_by=self.clerk,
            )
            for n, (source, name, text) in enumerate(
                (
                    (ViewSource.PUBLIC, "城关镇居民", "希望保留老街两侧的行道树。"),
                    (ViewSource.DEPUTY, "罗秀英", "学校配套应当与住宅同步交付。"),
                    (ViewSource.EXPERT, "州规划院", "建议控制沿河建筑高度。"),
                )
            )
        )
        with clock.at(self.as_of - timedelta(days=20)):
            for text, name in TASKS:
                unit = Department.objects.filter(county=self.county, name=name).first() or self.government
                hand_task(actor=self.clerk, matter=carrying, text=text, department=unit)
