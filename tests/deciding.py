"""Stages of matters, projects and requests on top of the county of the tests; each goes through the commands."""

from __future__ import annotations

import datetime as dt

from congress.models import AgendaItem, Ballot, Body
from congress.rules.ballots import FOR_AGAINST
from congress.rules.meetings import ItemKind, ItemState
from congress.services.balloting import closing, counting
from congress.services.base import command
from decisions.models import Matter, MatterList, MatterTask, MatterView, PartyRequest, Project, ProjectRound
from decisions.rules.matters import DecidedAs, Field, MatterForm, Proposer, ViewSource
from decisions.rules.projects import IdeaSource
from decisions.rules.requests import Channel, RequestKind
from decisions.services import carrying, lists, matters, projects, requests
from tests import meetings, votes
from tests.factories import TODAY, World

TITLE = "关于加强饮用水水源地保护的议案"
LATE = "水源地突发污染，须尽快作出决定"
NAMES = ("新建农村公路", "改造供水管网", "新增学位", "建设健身步道")


def wanted(**values: object) -> lists.Wanted:
    """A line of a yearly list."""
    base = {"field": Field.ENVIRONMENT, "title": "饮用水水源地保护", "form": MatterForm.BILL}
    return lists.Wanted(**{**base, "proposer": Proposer.CHAIRPERSONS, **values})


def drafted_list(world: World) -> MatterList:
    """The list of the year with one line."""
    made = lists.start_list(actor=world.other_clerk, county=world.county, year=TODAY.year)
    lists.add_entry(actor=world.other_clerk, matter_list=made, wanted=wanted())
    return MatterList.objects.select_related("county").get(pk=made.pk)


def adopted_list(world: World) -> MatterList:
    """Adopted by a chairpersons' meeting."""
    made = drafted_list(world)
    return lists.adopt_list(actor=world.other_clerk, matter_list=made, meeting=meetings.chairs_held(world), on=TODAY)


def paper(world: World, **values: object) -> matters.Paper:
    """A matter as it is handed in."""
    office = Body.objects.get(name="财政经济工作委员会")
    base = {"title": TITLE, "field": Field.ENVIRONMENT, "form": MatterForm.BILL, "proposer": Proposer.CHAIRPERSONS}
    return matters.Paper(**{**base, "office": office, "received_on": TODAY, **values})


def received(world: World, **values: object) -> Matter:
    """Entered by the committee's clerk."""
    return matters.receive_matter(actor=world.other_clerk, county=world.county, paper=paper(world, **values))


def item_of(hall: votes.Hall) -> AgendaItem:
    """An item on the agenda of a meeting that is open."""
    with command(None, "test"):
        return AgendaItem.objects.create(
            meeting=hall.meeting,
            position=hall.meeting.items.count() + 1,
            kind=ItemKind.DECISION,
            state=ItemState.ADOPTED,
            title="审议关于加强饮用水水源地保护的决定（草案）",
            proposed_by=hall.world.director,
        )


def tabled(world: World, hall: votes.Hall | None = None, **values: object) -> Matter:
    """Put, too late but with a reason, before a meeting of today."""
    item = item_of(hall or votes.committee_hall(world))
    row = received(world, **values)
    intended = DecidedAs.OPINION if row.form == MatterForm.REPORT else DecidedAs.DECISION
    return matters.table_matter(actor=world.other_clerk, matter=row, item=item, intended=intended, late_reason=LATE)


def decided(world: World, hall: votes.Hall | None = None) -> Matter:
    """Decided by the vote of its item."""
    hall = hall or votes.committee_hall(world)
    row = tabled(world, hall)
    hall.closed(votes.paper((20, 3, 1)), item=row.item, question=row.title)
    return Matter.objects.get(pk=row.pk)


def task(world: World, matter: Matter | None = None, due_on: dt.date | None = None) -> MatterTask:
    """A task of the roads bureau."""
    row = matter or decided(world)
    return carrying.hand_task(
        actor=world.other_clerk, matter=row, text="划定保护范围", department=world.roads, due_on=due_on
    )


def view(world: World) -> MatterView:
    """What somebody said of a matter that came in."""
    return matters.record_view(
        actor=world.other_clerk, matter=received(world), source=ViewSource.PUBLIC, text="请保留取水点", name="居民"
    )


def round_of(world: World, year: int = TODAY.year, places: int = 3) -> ProjectRound:
    """Projects of a year that are collected."""
    made = projects.start_round(
        actor=world.other_clerk, county=world.county, year=year, places=places, collect_until=TODAY
    )
    projects.record_idea(actor=world.other_clerk, round_=made, source=IdeaSource.PUBLIC, title="修路", name="村民")
    return made


def selected(world: World, names: tuple[str, ...] = NAMES, places: int = 3) -> ProjectRound:
    """With candidates fixed."""
    made = round_of(world, places=places)
    for name in names:
        candidate = projects.Candidate(name, "年底前完成", world.roads, 100)
        projects.add_project(actor=world.other_clerk, round_=made, candidate=candidate)
    return projects.select_projects(actor=world.other_clerk, round_=made)


def deliberated(world: World, **values: object) -> ProjectRound:
    """With the standing committee's word."""
    meeting = votes.committee_hall(world).meeting
    made = selected(world, **values)
    return projects.deliberate_projects(actor=world.other_clerk, round_=made, meeting=meeting)


def count(world: World, ballot: Ballot, favour: tuple[int, ...], present: int = 180) -> None:
    """Take the vote of the congress: so many in favour of each project."""
    assert tuple(ballot.options) == FOR_AGAINST
    ballot = counting.open_ballot(actor=world.director, ballot=ballot, adopted=True)
    made = votes.paper(*((n, present - n - 1, 1) for n in favour), issued=present, returned=present)
    ballot = counting.enter_totals(actor=world.director, ballot=ballot, count=made)
    ballot = counting.check_totals(actor=world.vice_chairman, ballot=ballot, count=made)
    closing.close_ballot(actor=world.director, ballot=ballot)


def put(world: World, made: ProjectRound, hall: votes.Hall) -> Ballot:
    """Prepare the vote at a session."""
    return projects.put_to_vote(
        actor=world.other_clerk,
        round_=made,
        meeting=hall.meeting,
        scrutineers=("监票甲",),
        tellers=("计票乙",),
    )


def carrying_round(world: World, favour: tuple[int, ...] = (170, 160, 150, 120)) -> ProjectRound:
    """With the projects chosen."""
    made = deliberated(world)
    ballot = put(world, made, votes.congress_hall(world))
    count(world, ballot, favour)
    return ProjectRound.objects.select_related("county").get(pk=made.pk)


def chosen(world: World) -> Project:
    """The project with the most votes."""
    return carrying_round(world).projects.select_related("round").get(rank=1)


def request(world: World, kind: RequestKind = RequestKind.REQUEST, **values: str) -> PartyRequest:
    """A reference entered by the director."""
    base = {"subject": "关于召开大会的请示", "act": "召开大会"}
    reference = requests.Reference(kind, Channel.PARTY_GROUP, **{**base, **values})
    return requests.enter_request(actor=world.director, county=world.county, reference=reference)


def sent(world: World) -> PartyRequest:
    """Sent, waiting for its answer."""
    return requests.send_request(actor=world.director, request=request(world), on=TODAY, number="1号")


STAGES = {
    "received matter": lambda world: received(world).pk,
    "decided matter": lambda world: decided(world).pk,
    "matter to table": lambda world: (received(world).pk, "table"),
    "view of a matter": lambda world: view(world).pk,
    "task of a decision": lambda world: task(world).followup_id,
    "drafted list": lambda world: drafted_list(world).year,
    "adopted list": lambda world: adopted_list(world).year,
    "collected projects": lambda world: (round_of(world).year, "collect"),
    "chosen projects": lambda world: carrying_round(world).year,
    "month of a project": lambda world: (chosen(world).pk, 2),
    "entered request": lambda world: request(world).pk,
    "sent request": lambda world: sent(world).pk,
}
"""Stages of the table of rights, and the key their pages are addressed by."""
