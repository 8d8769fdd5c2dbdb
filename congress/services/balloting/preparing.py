"""Preparing a vote: what is asked, of whom, by which method and rule, and who watches and counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from congress.access.ballots import runs_votes
from congress.clock import now, today
from congress.models import (
    AgendaItem,
    Ballot,
    BallotCounter,
    BallotLine,
    Candidate,
    Election,
    Mandate,
    Meeting,
    Person,
    Post,
    User,
)
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.assessments import AssessmentRule
from congress.rules.ballots import FOR_AGAINST, BallotKind, BallotState, CounterPart
from congress.rules.meetings import MeetingState
from congress.rules.votes import Majority, Method
from congress.services.base import command, locked, save
from congress.services.steps import need

MOST_LINES = 200
OVER = frozenset({MeetingState.CLOSED, MeetingState.CANCELLED})


@dataclass(frozen=True)
class Subject:
    """One line of a sheet: a question, a name with the post, a unit that is assessed."""

    name: str
    post: str = ""
    person: Person | None = None
    candidate: Candidate | None = None


@dataclass(frozen=True)
class Plan:
    """A vote as it is prepared. A plain question needs no subjects: it is its own line."""

    kind: BallotKind
    method: Method
    question: str
    subjects: tuple[Subject, ...] = ()
    item: AgendaItem | None = None
    majority: Majority = Majority.MORE_THAN_HALF
    rule: AssessmentRule | None = None
    election: Election | None = None
    seats: int | None = None
    scrutineers: tuple[str, ...] = ()
    tellers: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[Subject, ...]:
        """What is voted on, line by line."""
        return self.subjects or (Subject(self.question),)


def prepare_ballot(*, actor: User, meeting: Meeting, plan: Plan) -> Ballot:
    """Prepare a vote of a meeting. Raises NotAllowed, WrongState; Incomplete for what is missing or contradicts."""
    with command(actor, "prepare_ballot"):
        _refuse_others(actor, meeting, plan.kind)
        refuse_incomplete(plan, meeting)
        ballot = Ballot(county=meeting.county, meeting=meeting, created_by=actor, created_at=now())
        write(ballot, plan)
    return ballot


def revise_ballot(*, actor: User, ballot: Ballot, plan: Plan, version: int | None = None) -> Ballot:
    """Change a vote that has not begun. Raises as :func:`prepare_ballot`, and Conflict."""
    with command(actor, "revise_ballot"):
        ballot = locked(ballot, version)
        for kind in (BallotKind(ballot.kind), plan.kind):
            _refuse_others(actor, ballot.meeting, kind)
        if BallotKind.ELECTION in {ballot.kind, plan.kind} or ballot.seats:
            raise WrongState(_("选票按候选名单制作。名单需要改动的，先作废，再从选举或者项目票决的页面重新准备投票。"))
        if ballot.state != BallotState.PREPARED:
            raise WrongState(_("表决已经开始，不能再改动事项和名单。需要改动的，作废后重新准备。"))
        refuse_incomplete(plan, ballot.meeting)
        ballot.lines.all().delete()
        ballot.counters.all().delete()
        write(ballot, plan)
    return ballot


def _refuse_others(actor: User, meeting: Meeting, kind: BallotKind) -> None:
    if meeting.county_id != actor.county_id or not runs_votes(actor, kind):
        raise NotAllowed(_("只有会务工作机构可以准备表决；人事事项由办公室准备。"))
    if MeetingState(meeting.state) in OVER:
        raise WrongState(_("这次会议已经结束，不能再安排表决。"))


def refuse_incomplete(plan: Plan, meeting: Meeting) -> None:
    """Raise Incomplete for what a plan lacks or says twice."""
    need("question", plan.question, _("请写明表决的事项。"))
    wrong: dict[str, str] = {}
    names = [subject.name for subject in plan.lines]
    twice = sorted({name for name in names if names.count(name) > 1 and not _told_apart(plan, name)})
    if plan.kind is not BallotKind.DECISION and not plan.subjects:
        wrong["subjects"] = _("请列出表决、测评的姓名或者单位，每行一个。")
    elif len(names) > MOST_LINES:
        wrong["subjects"] = _("一张票最多列%(n)s项，请分成几次表决。") % {"n": MOST_LINES}
    elif twice:
        wrong["subjects"] = _("“%(names)s”列了两次，请在姓名后注明区别。") % {"names": "、".join(twice)}
    if plan.kind is BallotKind.ASSESSMENT and plan.rule is None:
        wrong["rule"] = _("请选择测评规则。")
    if plan.kind is BallotKind.ELECTION and plan.method is not Method.SECRET:
        wrong["method"] = _("选举采用无记名投票方式（地方组织法第二十八条）。")
    if plan.item is not None and plan.item.meeting_id != meeting.pk:
        wrong["item"] = _("这个议题不在本次会议的议程上。")
    judges = sorted(set(names) & {*plan.scrutineers, *plan.tellers})
    if judges and plan.kind is not BallotKind.ASSESSMENT:
        wrong["scrutineers"] = _("%(names)s是候选人或者拟任人选，不能担任监票人、计票人。") % {
            "names": "、".join(judges)
        }
    if wrong:
        raise Incomplete(wrong)


def _told_apart(plan: Plan, name: str) -> bool:
    """Two of one name may stand on a sheet when their posts differ."""
    posts = [subject.post for subject in plan.lines if subject.name == name]
    return len(set(posts)) == len(posts)


def write(ballot: Ballot, plan: Plan) -> None:
    """Write a plan into a ballot and its rows."""
    ballot.kind, ballot.method, ballot.question = plan.kind, plan.method, plan.question.strip()
    ballot.item, ballot.majority = plan.item, plan.majority
    ballot.election, ballot.seats = plan.election, plan.seats
    ballot.rule = plan.rule.to_json() if plan.rule else None
    ballot.options = list(plan.rule.choices if plan.rule else FOR_AGAINST)
    if ballot.pk:
        save(ballot)
    else:
        ballot.save()
    BallotLine.objects.bulk_create(
        BallotLine(ballot=ballot, position=n, name=s.name, post=s.post, person=s.person, candidate=s.candidate)
        for n, s in enumerate(plan.lines, start=1)
    )
    known = _people(ballot, {*plan.scrutineers, *plan.tellers})
    BallotCounter.objects.bulk_create(
        BallotCounter(ballot=ballot, part=part, name=name, person=known.get(name))
        for part, names in ((CounterPart.SCRUTINEER, plan.scrutineers), (CounterPart.TELLER, plan.tellers))
        for name in dict.fromkeys(names)
    )


def _people(ballot: Ballot, names: set[str]) -> dict[str, Person]:
    """The persons behind names, where only one deputy or holder of a post bears it."""
    posts = Post.objects.on(today()).filter(body__isnull=False).values("person")
    mandates = Mandate.objects.on(today()).values("person")
    rows = Person.objects.filter(Q(pk__in=posts) | Q(pk__in=mandates), county=ballot.county_id, name__in=names)
    found: dict[str, list[Person]] = {}
    for person in rows:
        found.setdefault(person.name, []).append(person)
    return {name: people[0] for name, people in found.items() if len(people) == 1}


def subjects_of(lines: Sequence[BallotLine]) -> tuple[Subject, ...]:
    """The lines of a ballot as they were planned."""
    return tuple(Subject(line.name, line.post, line.person, line.candidate) for line in lines)
