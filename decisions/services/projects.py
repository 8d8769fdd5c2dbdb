"""民生实事: collecting, the candidates, the standing committee's word, the vote of the congress, the months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from congress.clock import today
from congress.labels import label
from congress.models import Ballot, Congress, Department, Meeting, User
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.ballots import FOR, BallotKind, BallotState
from congress.rules.meetings import MeetingKind, MeetingState
from congress.rules.votes import Method
from congress.services.balloting.preparing import Plan, Subject, prepare_ballot
from congress.services.base import command, locked, save
from congress.services.steps import need
from decisions.access import reports_progress
from decisions.models import Project, ProjectIdea, ProjectProgress, ProjectRound
from decisions.rules.matters import Grade
from decisions.rules.projects import (
    MONTHS,
    ROUND_MOVES,
    IdeaSource,
    ProjectState,
    RoundEvent,
    RoundState,
    choose,
    more_than_places,
)
from decisions.services.carrying import grade_of
from decisions.services.common import require_office


@dataclass(frozen=True)
class Candidate:
    """A project that is to stand for the vote."""

    title: str
    content: str
    department: Department
    amount: int | None = None


def _lock(actor: User, round_: ProjectRound, event: RoundEvent, version: int | None) -> ProjectRound:
    require_office(actor, round_.county_id)
    round_ = locked(round_, version)
    sources, _to = ROUND_MOVES[event]
    if RoundState(round_.state) not in sources:
        text = _("%(round)s现在是“%(state)s”，不能%(verb)s。请返回查看最新情况。")
        words = {"round": round_, "state": label(RoundState(round_.state)), "verb": label(event)}
        raise WrongState(text % words)
    return round_


def start_round(*, actor: User, county: Congress, year: int, places: int, collect_until: date) -> ProjectRound:
    """Begin to collect for a year. Raises NotAllowed; WrongState when it has begun; Incomplete."""
    require_office(actor, county.pk)
    with command(actor, "start_project_round"):
        if ProjectRound.objects.filter(county=county, year=year).exists():
            raise WrongState(_("%(year)s年的民生实事已经开始，请在原来的页面继续。") % {"year": year})
        if places < 1:
            raise Incomplete({"places": _("应选项目数至少一项。")})
        return ProjectRound.objects.create(county=county, year=year, places=places, collect_until=collect_until)


def record_idea(
    *, actor: User, round_: ProjectRound, source: IdeaSource, title: str, name: str = "", text: str = ""
) -> ProjectIdea:
    """登记 what somebody wishes for. Raises NotAllowed, WrongState, Incomplete."""
    with command(actor, "record_project_idea"):
        round_ = _lock(actor, round_, RoundEvent.COLLECT, None)
        return ProjectIdea.objects.create(
            round=round_,
            source=source,
            name=name.strip(),
            title=need("title", title, _("请写明建议的项目。")),
            text=text.strip(),
            received_on=today(),
            recorded_by=actor,
        )


def add_project(
    *, actor: User, round_: ProjectRound, candidate: Candidate, ideas: Iterable[ProjectIdea] = ()
) -> Project:
    """列候选项目, with the wishes it takes up. Raises NotAllowed, WrongState, Incomplete."""
    with command(actor, "add_project"):
        round_ = _lock(actor, round_, RoundEvent.ADD, None)
        title = need("title", candidate.title, _("请写明项目。"))
        if round_.projects.filter(title=title).exists():
            raise Incomplete({"title": _("这个项目已经在候选之列。")})
        last = round_.projects.aggregate(last=Max("position"))["last"] or 0
        project = Project.objects.create(
            round=round_,
            position=last + 1,
            title=title,
            content=need("content", candidate.content, _("请写明建设内容和目标。")),
            department=candidate.department,
            amount=candidate.amount,
        )
        round_.ideas.filter(pk__in=[idea.pk for idea in ideas]).update(project=project)
    return project


def select_projects(*, actor: User, round_: ProjectRound, version: int | None = None) -> ProjectRound:
    """确定候选项目: more than there are places. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "select_projects"):
        round_ = _lock(actor, round_, RoundEvent.SELECT, version)
        there = round_.projects.count()
        if not more_than_places(there, round_.places):
            text = _("差额票决：候选项目应当多于应选的%(places)s项，现在只有%(there)s项（本县重大事项办法第八条）。")
            raise Incomplete({"version": text % {"places": round_.places, "there": there}})
        round_.state = RoundState.SELECTED
        save(round_)
    return round_


def deliberate_projects(
    *, actor: User, round_: ProjectRound, meeting: Meeting, opinion: str = "", version: int | None = None
) -> ProjectRound:
    """登记 that the standing committee deliberated on the candidates. Raises as :func:`select_projects`."""
    with command(actor, "deliberate_projects"):
        round_ = _lock(actor, round_, RoundEvent.DELIBERATE, version)
        held = meeting.state in {MeetingState.OPEN, MeetingState.CLOSED}
        if meeting.kind != MeetingKind.STANDING_COMMITTEE or meeting.county_id != round_.county_id or not held:
            raise Incomplete({"meeting": _("请选择已经举行的常委会会议。")})
        round_.deliberated_at, round_.opinion = meeting, opinion.strip()
        round_.state = RoundState.DELIBERATED
        save(round_)
    return round_


def put_to_vote(
    *,
    actor: User,
    round_: ProjectRound,
    meeting: Meeting,
    scrutineers: tuple[str, ...] = (),
    tellers: tuple[str, ...] = (),
    version: int | None = None,
) -> Ballot:
    """准备大会票决: a secret sheet with every candidate; after equal votes one with those that are equal.

    Raises NotAllowed, WrongState, Conflict; Incomplete for a meeting that is not the congress.
    """
    with command(actor, "put_projects_to_vote"):
        round_ = _lock(actor, round_, RoundEvent.PUT_TO_VOTE, version)
        if meeting.kind != MeetingKind.CONGRESS or meeting.county_id != round_.county_id:
            raise Incomplete({"meeting": _("民生实事项目由人民代表大会票决，请选择大会。")})
        again = round_.projects.filter(state=ProjectState.AGAIN)
        if round_.state == RoundState.VOTING and not again.exists() and not _voided(round_):
            raise WrongState(_("票决已经在准备或者进行，请到表决页面继续。"))
        standing = again if again.exists() else round_.projects.filter(state=ProjectState.CANDIDATE)
        subjects = tuple(Subject(project.title) for project in standing.order_by("position"))
        ballot = prepare_ballot(
            actor=actor,
            meeting=meeting,
            plan=Plan(
                BallotKind.DECISION,
                Method.SECRET,
                _("%(round)s项目票决") % {"round": round_},
                subjects,
                seats=round_.places - round_.projects.filter(state=ProjectState.CHOSEN).count(),
                scrutineers=scrutineers,
                tellers=tellers,
            ),
        )
        round_.ballot, round_.state = ballot, RoundState.VOTING
        save(round_)
    return ballot


def _voided(round_: ProjectRound) -> bool:
    """Whether the vote was called off and nobody has prepared it anew."""
    vote = round_.ballot
    return vote is not None and vote.state == BallotState.VOID and not Ballot.objects.filter(repeats=vote).exists()


def hear_ballot(actor: User, ballot: Ballot) -> None:
    """The result of the vote chooses the projects: more than half of all deputies, the most votes first.

    A vote that was held again in the place of one called off counts as that one.
    """
    rounds = ProjectRound.objects.select_for_update(of=("self",))
    round_ = rounds.filter(ballot__in=[key for key in (ballot.pk, ballot.repeats_id) if key]).first()
    if round_ is None:
        return
    result, round_.ballot = ballot.result, ballot
    rows = list(result.lines.order_by("position"))
    projects = {project.title: project for project in round_.projects.select_for_update()}
    taken = sum(project.state == ProjectState.CHOSEN for project in projects.values())
    found = choose([row.counts[FOR] for row in rows], round_.places - taken, result.whole)
    for row, state, rank in zip(rows, found.states, found.ranks, strict=True):
        project = projects[row.name]
        project.state, project.votes, project.rank = state, row.counts[FOR], rank + taken
        save(project)
    if ProjectState.AGAIN not in found.states:
        round_.state = RoundState.CARRYING
    save(round_)


def report_progress(
    *, actor: User, project: Project, month: int, percent: int, text: str, version: int | None = None
) -> ProjectProgress:
    """报送 how a project goes in a month, or correct it. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    if project.round.county_id != actor.county_id or not reports_progress(actor, project):
        raise NotAllowed(_("进度由项目的责任单位报送，或者由人大工作机构代录。"))
    with command(actor, "report_project_progress"):
        project = locked(project, None)
        if project.state != ProjectState.CHOSEN or project.round.state not in {
            RoundState.CARRYING,
            RoundState.ASSESSED,
        }:
            raise WrongState(_("只有票决确定的项目报送进度。"))
        if month not in MONTHS or date(project.round.year, month, 1) > today():
            raise Incomplete({"month": _("这个月份还没有到，不能报送进度。")})
        if not 0 <= percent <= 100:
            raise Incomplete({"percent": _("完成比例应当在0到100之间。")})
        words = need("text", text, _("请写明进展。"))
        row = ProjectProgress.objects.filter(project=project, month=month).first()
        if row is None:
            return ProjectProgress.objects.create(
                project=project, month=month, percent=percent, text=words, reported_on=today(), reported_by=actor
            )
        row = locked(row, version)
        row.percent, row.text, row.reported_by = percent, words, actor
        save(row)
    return row


def assess_projects(
    *,
    actor: User,
    round_: ProjectRound,
    grades: Mapping[int, Grade],
    ballot: Ballot | None = None,
    version: int | None = None,
) -> ProjectRound:
    """登记 the satisfaction of each chosen project, by key. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "assess_projects"):
        round_ = _lock(actor, round_, RoundEvent.ASSESS, version)
        if ballot is not None:
            grade_of(ballot)  # refuses what is no closed assessment
        chosen = list(round_.projects.filter(state=ProjectState.CHOSEN))
        missing = [project.title for project in chosen if project.pk not in grades]
        if missing:
            text = _("还有项目没有测评结果：%(names)s。")
            raise Incomplete({"version": text % {"names": "、".join(missing)}})
        for project in chosen:
            project.grade = grades[project.pk]
            save(project)
        round_.assessed_by, round_.state = ballot, RoundState.ASSESSED
        save(round_)
    return round_
