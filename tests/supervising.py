"""Stages of supervision on top of the county of the tests; each goes through the commands, as people do."""

from __future__ import annotations

import datetime as dt

from congress.models import Activity, Attachment, Body, Department, LegalBasis, Meeting, Person, Post
from congress.rules.activities import ActivityKind
from congress.rules.meetings import MeetingKind
from congress.rules.roles import Role
from congress.services import activities
from congress.services.base import command
from congress.services.files import Upload
from supervision.models import CollectedView, InquiryQuestion, Plan, Topic, TopicProposal, TopicStep
from supervision.rules.plans import Source
from supervision.rules.rare import Forum, MovedBy
from supervision.rules.topics import SaidBy
from supervision.rules.ways import Way
from supervision.services import planning, proposals, rare, steps, views, ways
from tests import meetings
from tests.factories import TODAY, World

YEAR = TODAY.year
TITLE = "关于通乡公路建设情况的报告"


def finance_office() -> Body:
    """The office of the world's other clerk."""
    return Body.objects.get(name="财政经济工作委员会")


def called(world: World, year: int = YEAR) -> Plan:
    """A plan whose call is open; what the law fixes stands in it, with an office each."""
    plan = planning.open_plan(actor=world.director, year=year, call_text="面向全县征集监督议题。")
    with command(None, "stage"):
        plan.topics.filter(office=None).update(office=finance_office())
    return plan


def proposed(world: World, plan: Plan | None = None, **kwargs) -> TopicProposal:
    """A proposal that came from suggestions of deputies."""
    values = {"title": "通乡公路养护", "source": Source.SUGGESTIONS, "proposer": "罗秀英代表", "received_on": TODAY}
    values |= {"origin": "关于修复通乡公路的建议", "origin_url": "/suggestions/1/"}
    what = proposals.Proposed(**{**values, **kwargs})
    return proposals.propose(actor=world.other_clerk, plan=plan or called(world), proposed=what)


def draft_of(world: World, way: Way = Way.REPORT, **kwargs) -> proposals.Draft:
    """A topic of the roads bureau, for which the finance committee works."""
    values = {"title": TITLE, "way": way, "month": 4, "organ": world.roads, "office": finance_office()}
    return proposals.Draft(**{**values, "vice_chair": world.vice_chairman.person, **kwargs})


def drafted(world: World, plan: Plan | None = None, way: Way = Way.REPORT, **kwargs) -> Topic:
    """A topic in the draft of a plan."""
    return proposals.draft_topic(actor=world.director, plan=plan or called(world), draft=draft_of(world, way, **kwargs))


def adopted_plan(world: World, way: Way = Way.REPORT, **kwargs) -> Plan:
    """A plan with one more topic, adopted by a chairpersons' meeting that was held."""
    plan = called(world)
    drafted(world, plan, way, **kwargs)
    planning.close_call(actor=world.director, plan=plan)
    return planning.adopt_plan(actor=world.director, plan=plan, meeting=meetings.chairs_held(world))


def published_plan(world: World, way: Way = Way.REPORT, **kwargs) -> Plan:
    """As above, published."""
    plan = adopted_plan(world, way, **kwargs)
    return planning.publish_plan(actor=world.director, plan=plan, on=TODAY, where="县人大网站")


def topic(world: World, way: Way = Way.REPORT, **kwargs) -> Topic:
    """A topic of an adopted plan."""
    return published_plan(world, way, **kwargs).topics.get(fixed_key="")


def step(topic: Topic, code: str) -> TopicStep:
    """A step of a topic as it is stored now."""
    return TopicStep.objects.select_related("topic__county").get(topic=topic, code=code)


def viewed(world: World) -> CollectedView:
    """A view on a topic that its organ has not answered."""
    said = views.Said(SaidBy.DEPUTY, "请把管护经费列入预算。", TODAY, "罗秀英")
    return views.collect_view(actor=world.other_clerk, topic=topic(world), said=said)


def asked(world: World, on: Topic | None = None) -> InquiryQuestion:
    """A question of a special inquiry."""
    question = ways.Question("拥堵怎样解决？", world.member.person, world.roads)
    return ways.ask(actor=world.other_clerk, topic=on or topic(world, Way.INQUIRY), question=question)


def activity(
    world: World,
    kind: ActivityKind = ActivityKind.TOUR,
    on: dt.date = TODAY,
    units: list[Department] | None = None,
) -> Activity:
    """An activity of the finance committee in which the lead deputy takes part."""
    arrangement = activities.Arrangement(kind, "视察通乡公路", finance_office(), on, place="石门镇")
    people = activities.People(
        leader=world.vice_chairman.person,
        members=[world.member.person],
        deputies=[world.lead.person],
        units=[world.roads] if units is None else units,
        citizens=["施国柱"],
    )
    return activities.arrange_activity(actor=world.other_clerk, arrangement=arrangement, people=people)


def held(world: World, kind: ActivityKind = ActivityKind.TOUR) -> Activity:
    """The same, with what was found."""
    found = [activities.Found("路面破损没有及时修补。", department=world.roads)]
    record = activities.Record("实地看了三处，开了一次座谈会。", found)
    return activities.record_activity(actor=world.other_clerk, activity=activity(world, kind), record=record)


def held_for(world: World, on: Topic, kind: ActivityKind) -> Activity:
    """An activity held for a topic."""
    done = held(world, kind)
    steps.hang_activity(actor=world.other_clerk, topic=on, activity=done)
    return done


def members(world: World, more: int = 0) -> list[Person]:
    """The members of the committee, and further ones who are appointed for it."""
    body = Body.objects.get(kind=Body.Kind.STANDING_COMMITTEE)
    with command(None, "stage"):
        for n in range(more):
            person = Person.objects.create(county=world.county, name=f"委员{n}", pinyin_key=f"weiyuan{n}")
            Post.objects.create(person=person, body=body, role=Role.MEMBER, since=dt.date(2022, 1, 10))
    posts = Post.objects.filter(body=body).select_related("person").order_by("id")
    return [post.person for post in posts]


def moved(world: World, way: Way = Way.INTERPELLATION, **kwargs) -> rare.Moved:
    """What three members move against the roads bureau."""
    values = {
        "title": "关于通乡公路资金使用的质询案",
        "question": "资金为何滞留？",
        "content": "三千万元滞留一年以上。",
    }
    values |= {"organ": world.roads, "movers": members(world)[:3], "moved_by": MovedBy.MEMBERS}
    if way is Way.REMOVAL:
        values |= {"target": world.unit_leader.person}
    return rare.Moved(way=way, **{"forum": Forum.COMMITTEE, **values, **kwargs})


def interpellation(world: World) -> Topic:
    """An interpellation by three members."""
    return rare.move_rare(actor=world.director, moved=moved(world))


def chairs(world: World) -> Meeting:
    """A chairpersons' meeting that was held."""
    return Meeting.objects.filter(kind=MeetingKind.CHAIRPERSONS).first() or meetings.chairs_held(world)


def paper() -> Upload:
    """A paper received, not uploaded."""
    return Upload(Attachment.Slot.TOPIC, Attachment.Mark.INTERNAL, name="报告（纸质）")


def citation(code: str) -> str:
    """How a basis is cited."""
    return LegalBasis.objects.get(code=code, county=None).citation


STAGES = {
    "open call": lambda world: called(world).pk,
    "proposal of the call": lambda world: proposed(world).pk,
    "drafted plan": lambda world: planning.close_call(actor=world.director, plan=called(world)).pk,
    "adopted plan": lambda world: adopted_plan(world).pk,
    "drafted topic": lambda world: drafted(world).pk,
    "topic of a published plan": lambda world: topic(world).pk,
    "law check": lambda world: topic(world, Way.LAW_CHECK).pk,
    "inquiry": lambda world: asked(world).topic_id,
    "question of an inquiry": lambda world: asked(world).pk,
    "major project": lambda world: topic(world, Way.PROJECT).pk,
    "interpellation": lambda world: interpellation(world).pk,
    "step of a topic": lambda world: step(topic(world), "scheme").pk,
    "view on a topic": lambda world: viewed(world).pk,
    "publication of a topic": lambda world: topic(world).publications.first().pk,
    "held activity": lambda world: held(world).pk,
    "planned activity": lambda world: activity(world).pk,
}
