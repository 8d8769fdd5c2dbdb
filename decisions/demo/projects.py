"""民生实事 of the demo year: fifteen candidates, twelve chosen by the last session, their months so far."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from congress.models import (
    Attendance,
    Ballot,
    BallotLine,
    BallotResult,
    BallotResultLine,
    Congress,
    Department,
    Meeting,
    User,
)
from congress.queries.balloting.reading import denominator_words
from congress.queries.balloting.roll import citation, quorum_of, register
from congress.rules.ballots import FOR_AGAINST, BallotKind, BallotState
from congress.rules.elections import elect
from congress.rules.meetings import MeetingKind, MeetingState
from congress.rules.votes import Majority, Method, Sheets
from decisions.models import Project, ProjectIdea, ProjectProgress, ProjectRound
from decisions.rules.projects import IdeaSource, ProjectState, RoundState, choose

PLACES = 12
TITLES = (
    ("新建改建农村公路六十公里", "县交通运输局", 4800),
    ("改造县城老旧供水管网十八公里", "县水务局", 2600),
    ("新增公办幼儿园学位六百个", "县教育体育局", 3200),
    ("建设十二个村级养老互助点", "县民政局", 480),
    ("改造老旧小区十五个", "县住房和城乡建设局", 3900),
    ("为乡镇卫生院更新彩超等设备", "县卫生健康局", 1100),
    ("新建农村饮水安全巩固提升工程二十处", "县水务局", 1500),
    ("新增县城公共停车位八百个", "县城市管理局", 900),
    ("改造农村危旧桥梁九座", "县交通运输局", 2100),
    ("建设三个乡镇污水处理设施", "州生态环境局云岭分局", 2400),
    ("开展零就业家庭技能培训一千人次", "县人力资源和社会保障局", 260),
    ("改造提升农贸市场四个", "县市场监督管理局", 1200),
    ("建设城市书房五处", "县文化和旅游局", 350),
    ("安装农村道路太阳能路灯两千盏", "县农业农村局", 780),
    ("建设县城健身步道十公里", "县教育体育局", 620),
)
GAP = {(2, 5), (7, 3)}
"""Project and month not reported."""


def build_projects(county: Congress, as_of: date) -> None:
    """The round the last session voted on, with the months up to ``as_of``."""
    rows = Meeting.objects.filter(county=county, kind=MeetingKind.CONGRESS, state=MeetingState.CLOSED)
    meeting = rows.select_related("term", "session", "county").order_by("-starts_on").first()
    if meeting is None:
        return
    clerk = User.objects.get(username="duansiping")
    year = meeting.starts_on.year
    committee = Meeting.objects.filter(
        county=county, kind=MeetingKind.STANDING_COMMITTEE, state=MeetingState.CLOSED, starts_on__lt=meeting.starts_on
    ).order_by("-starts_on")
    round_ = ProjectRound.objects.create(
        county=county,
        year=year,
        state=RoundState.CARRYING,
        places=PLACES,
        collect_until=meeting.starts_on - timedelta(days=60),
        deliberated_at=committee.first(),
        opinion="同意提交大会票决。项目要分布到各乡镇，年底前能够建成见效。",
    )
    projects = _candidates(county, round_)
    _ideas(round_, projects, clerk)
    if Attendance.objects.filter(meeting=meeting, came_at__isnull=False).exists():
        _vote(meeting, round_, projects, clerk)
        _months(round_, as_of, clerk)


def _candidates(county: Congress, round_: ProjectRound) -> list[Project]:
    units = {unit.name: unit for unit in Department.objects.filter(county=county)}
    spare = [unit for name, unit in sorted(units.items()) if name.startswith("县")]
    return Project.objects.bulk_create(
        Project(
            round=round_,
            position=n,
            title=title,
            content=f"年底前完成“{title}”，验收合格并交付使用，受益群众名单和地点向社会公布。",
            department=units.get(unit, spare[n % len(spare)]),
            amount=amount,
        )
        for n, (title, unit, amount) in enumerate(TITLES, start=1)
    )


def _ideas(round_: ProjectRound, projects: list[Project], clerk: User) -> None:
    sources = list(IdeaSource)
    ProjectIdea.objects.bulk_create(
        ProjectIdea(
            round=round_,
            source=sources[n % len(sources)],
            name=("石门镇居民", "县人大代表", "乡镇人民政府")[n % 3],
            title=f"希望{projects[n % len(projects)].title}",
            received_on=round_.collect_until - timedelta(days=n % 30),
            project=projects[n % len(projects)] if n % 5 else None,
            recorded_by=clerk,
        )
        for n in range(38)
    )


def _vote(meeting: Meeting, round_: ProjectRound, projects: list[Project], clerk: User) -> None:
    """A secret vote with every candidate on the sheet, counted by the rules."""
    at = timezone.make_aware(datetime.combine(meeting.starts_on + timedelta(days=1), time(16)))
    second, roll = User.objects.get(username="hejing"), register(meeting, at).roll
    if not quorum_of(meeting, roll).reached:
        return
    sheets = Sheets(roll.present, roll.present, 1)
    votes = [sheets.valid - 6 - 5 * n for n in range(PLACES)] + [sheets.valid // 2 - 9 * n for n in range(1, 4)]
    ballot = Ballot.objects.create(
        county=meeting.county,
        meeting=meeting,
        kind=BallotKind.DECISION,
        method=Method.SECRET,
        state=BallotState.CLOSED,
        question=f"{round_}项目票决",
        seats=PLACES,
        options=list(FOR_AGAINST),
        helpers_adopted_at=at,
        opened_at=at,
        opened_by=clerk,
        issued=sheets.issued,
        returned=sheets.returned,
        spoiled=sheets.spoiled,
        entered_by=clerk,
        entered_at=at + timedelta(minutes=40),
        checked_by=second,
        checked_at=at + timedelta(minutes=50),
        closed_at=at + timedelta(minutes=55),
        created_by=clerk,
        created_at=at - timedelta(days=3),
    )
    found = choose(votes, PLACES, roll.whole)
    _lines(ballot, projects, votes, sheets)
    _result(ballot, projects, votes, sheets)
    for project, count, state, rank in zip(projects, votes, found.states, found.ranks, strict=True):
        project.votes, project.state, project.rank = count, state, rank
    Project.objects.bulk_update(projects, ["votes", "state", "rank"])
    round_.ballot = ballot
    round_.save(update_fields=["ballot"])


def _split(count: int, valid: int) -> list[int]:
    return [count, valid - count - 2, 2]


def _lines(ballot: Ballot, projects: list[Project], votes: list[int], sheets: Sheets) -> None:
    BallotLine.objects.bulk_create(
        BallotLine(ballot=ballot, position=n, name=project.title, counts=_split(count, sheets.valid), unmarked=0)
        for n, (project, count) in enumerate(zip(projects, votes, strict=True), start=1)
    )


def _result(ballot: Ballot, projects: list[Project], votes: list[int], sheets: Sheets) -> None:
    assert ballot.opened_at is not None  # both written above
    assert ballot.closed_at is not None
    found = register(ballot.meeting, ballot.opened_at)
    roll = found.roll
    chosen = elect(votes, PLACES, roll.whole)
    result = BallotResult.objects.create(
        ballot=ballot,
        in_office=roll.in_office,
        seats=roll.seats,
        vacancies=roll.vacancies,
        membership=roll.membership,
        whole=roll.whole,
        quorum=quorum_of(ballot.meeting, roll).needed,
        present=roll.present,
        roll=found.to_json(),
        issued=sheets.issued,
        returned=sheets.returned,
        spoiled=sheets.spoiled,
        valid=sheets.valid,
        majority=Majority.MORE_THAN_HALF,
        options=list(FOR_AGAINST),
        basis=citation(ballot.meeting, majority=True) or "本县规定",
        denominator=denominator_words(ballot, roll, sheets),
        entered_by=str(ballot.entered_by),
        checked_by=str(ballot.checked_by),
        closed_by=ballot.created_by,
        closed_at=ballot.closed_at,
    )
    BallotResultLine.objects.bulk_create(
        BallotResultLine(
            result=result,
            position=n,
            name=project.title,
            counts=_split(count, sheets.valid),
            unmarked=0,
            silent=roll.present - sheets.returned,
            valid=sheets.valid,
            needed=chosen.needed,
            outcome=outcome,
        )
        for n, (project, count, outcome) in enumerate(zip(projects, votes, chosen.chosen, strict=True), start=1)
    )


def _months(round_: ProjectRound, as_of: date, clerk: User) -> None:
    chosen = round_.projects.filter(state=ProjectState.CHOSEN).order_by("rank")
    last = min(as_of.month, 12) if as_of.year == round_.year else 12
    ProjectProgress.objects.bulk_create(
        ProjectProgress(
            project=project,
            month=month,
            percent=min(month * 8 + n % 4, 100),
            text=("完成招标和施工图审查", "主体工程施工", "完成工程量过半，资金拨付到位", "扫尾和验收")[
                min(month // 3, 3)
            ],
            reported_on=_reported(round_.year, month, n, as_of),
            reported_by=clerk,
        )
        for n, project in enumerate(chosen)
        for month in range(1, last)
        if (n, month) not in GAP
    )


def _reported(year: int, month: int, n: int, as_of: date) -> date:
    """Mostly in the first days of the next month, sometimes late."""
    first = (date(year, month, 28) + timedelta(days=4)).replace(day=1)
    return min(first + timedelta(days=18 if (n + month) % 11 == 0 else 4), as_of)
