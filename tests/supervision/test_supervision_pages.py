"""Pages of supervision: what they show to whom, what their forms do, and that they stay cheap."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from congress import clock
from congress.models import Activity
from congress.rules.activities import ActivityKind
from supervision.models import Plan, Topic, TopicProposal
from supervision.rules.plans import PlanState, ProposalState
from supervision.rules.topics import TopicState
from supervision.rules.ways import StepCode, Way
from supervision.services import steps, views, ways
from tests import meetings, supervising
from tests.factories import TODAY, World
from tests.guard.test_budget import BUDGET, TODAY_BUDGET, count


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def test_from_the_call_to_the_publication_by_forms(world: World, client_of) -> None:
    client = client_of(world.director)
    client.post(reverse("plan-new"), {"year": TODAY.year, "call_text": "征集"})
    plan = Plan.objects.get()
    page = client.get(reverse("plan-propose", args=[plan.pk]))
    assert "执法检查中发现的突出问题" in page.content.decode()
    posted = {"title": "通乡公路养护", "source": "suggestions", "proposer": "罗秀英", "received_on": str(TODAY)}
    client.post(reverse("plan-propose", args=[plan.pk]), posted)
    proposal = TopicProposal.objects.get()
    office = supervising.finance_office().pk
    draft = {"title": supervising.TITLE, "way": "report", "month": 4, "office": office, "version": proposal.version}
    client.post(reverse("topic-proposal-take", args=[proposal.pk]), draft)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.TAKEN
    client.post(reverse("plan-close-call", args=[plan.pk]))
    plan.topics.filter(office=None).update(office=office)
    answer = client.post(reverse("plan-adopt", args=[plan.pk]), {"meeting": ""})
    assert answer.status_code == 422
    assert "监督法第六十三条" in answer.content.decode()
    meeting = meetings.chairs_held(world)
    client.post(reverse("plan-adopt", args=[plan.pk]), {"meeting": meeting.pk})
    client.post(reverse("plan-publish", args=[plan.pk]), {"on": str(TODAY), "where": "县人大网站"})
    plan.refresh_from_db()
    assert plan.state == PlanState.PUBLISHED
    public = Client().get(reverse("public-supervision")).content.decode()
    assert supervising.TITLE in public


def test_nothing_of_a_plan_is_public_before_its_publication(world: World) -> None:
    supervising.adopted_plan(world)
    assert supervising.TITLE not in Client().get(reverse("public-supervision")).content.decode()


def test_the_public_page_keeps_the_partys_number_inside(world: World) -> None:
    plan = supervising.published_plan(world)
    plan.party_number = "云人党组〔2026〕3号"
    body = Client().get(reverse("public-supervision")).content.decode()
    assert "党组" not in body


def test_a_step_is_taken_by_its_form_and_a_refusal_keeps_what_was_typed(world: World, client_of) -> None:
    topic = supervising.topic(world)
    client = client_of(world.other_clerk)
    research = supervising.step(topic, StepCode.RESEARCH)
    refused = client.post(
        reverse("topic-step", args=[research.pk]), {"on": str(TODAY), "note": "走访三个乡镇", "version": 1}
    )
    assert refused.status_code == 422
    assert "走访三个乡镇" in refused.content.decode()
    scheme = supervising.step(topic, StepCode.SCHEME)
    client.post(reverse("topic-step", args=[scheme.pk]), {"on": str(TODAY), "note": "已定", "version": 1})
    topic.refresh_from_db()
    assert topic.state == TopicState.UNDER_WAY


def test_an_organ_answers_a_view_on_its_own_page(world: World, client_of) -> None:
    view = supervising.viewed(world)
    client = client_of(world.contact)
    assert "请把管护经费列入预算" in client.get(reverse("topic", args=[view.topic_id])).content.decode()
    client.post(reverse("topic-view-answer", args=[view.pk]), {"answer": "采纳。", "version": 1})
    view.refresh_from_db()
    assert view.answer == "采纳。"


def test_a_deputy_reads_a_topic_without_the_work_on_it(world: World, client_of) -> None:
    view = supervising.viewed(world)
    body = client_of(world.lead).get(reverse("topic", args=[view.topic_id])).content.decode()
    assert supervising.TITLE in body
    assert "请把管护经费列入预算" not in body
    assert 'id="steps"' not in body


def test_an_activity_is_entered_recorded_and_printed_by_forms(world: World, client_of) -> None:
    client = client_of(world.other_clerk)
    office = supervising.finance_office().pk
    posted = {"title": "视察饮水工程", "kind": "tour", "office": office, "starts_on": str(TODAY)}
    posted |= {
        "leader": world.vice_chairman.person_id,
        "deputies": [world.lead.person_id],
        "citizens": "施国柱、尹秀莲",
    }
    client.post(reverse("activity-new"), posted)
    activity = Activity.objects.get()
    assert activity.participations.count() == 4
    found = {"found": "看了三处。", "text_1": "管护不到位", "source_1": "site", "goes_to_1": "opinion", "version": 1}
    found |= {"department_1": world.roads.pk}
    client.post(reverse("activity-record", args=[activity.pk]), found)
    assert activity.findings.get().department == world.roads
    assert "管护不到位" in client.get(reverse("activity-print", args=[activity.pk])).content.decode()


def test_changing_an_activity_keeps_who_was_chosen(world: World, client_of) -> None:
    activity = supervising.activity(world)
    client = client_of(world.other_clerk)
    form = client.get(reverse("activity-edit", args=[activity.pk])).context["form"]
    values = {name: form[name].value() for name in form.fields if name != "attached"}
    posted = {name: value for name, value in values.items() if value not in (None, "")}
    posted["title"] = "视察桥梁"
    client.post(reverse("activity-edit", args=[activity.pk]), posted)
    activity.refresh_from_db()
    assert activity.title == "视察桥梁"
    assert activity.participations.count() == 5


def test_an_interpellation_by_two_is_refused_on_the_form_with_its_number(world: World, client_of) -> None:
    people = [person.pk for person in supervising.members(world)]
    posted = {"way": "interpellation", "forum": "committee", "moved_by": "members", "title": "关于资金的质询案"}
    posted |= {"organ": world.roads.pk, "question": "为何滞留？", "content": "三千万元。", "members": people[:2]}
    client = client_of(world.director)
    refused = client.post(reverse("rare-new"), posted)
    assert refused.status_code == 422
    assert "还差1人" in refused.content.decode()
    client.post(reverse("rare-new"), {**posted, "members": people})
    assert Topic.objects.filter(way=Way.INTERPELLATION).exists()


def test_lists_are_filtered_exported_and_read_by_machines(world: World, client_of) -> None:
    supervising.topic(world)
    client = client_of(world.clerk)
    body = client.get(reverse("topics") + "?q=通乡").content.decode()
    assert supervising.TITLE in body
    assert supervising.TITLE not in client.get(reverse("topics") + "?way=law_check").content.decode()
    for page in ("topics-export", "activities-export"):
        assert client.get(reverse(page)).headers["Content-Type"].startswith("application/vnd.openxmlformats")
    rows = client.get(reverse("api-topics") + f"?year={TODAY.year}").json()["results"]
    assert supervising.TITLE in [row["title"] for row in rows]


def test_a_year_nobody_planned_says_what_to_do(world: World, client_of) -> None:
    assert reverse("plan-new") in client_of(world.director).get(reverse("supervision") + "?year=2031").content.decode()
    assert client_of(world.lead).get(reverse("supervision") + "?year=2031").status_code == 200
    assert client_of(world.director).get(reverse("supervision") + "?year=9999").status_code == 404


def busy(world: World) -> Topic:
    """A topic on which everything hangs."""
    topic = supervising.topic(world)
    steps.put_on_agenda(actor=world.other_clerk, topic=topic, item=meetings.item(meetings.drafted(world)))
    supervising.held_for(world, topic, ActivityKind.RESEARCH)
    for text in ("一", "二"):
        said = views.Said(views.SaidBy.PUBLIC, text, TODAY)
        views.collect_view(actor=world.other_clerk, topic=topic, said=said)
    return topic


def test_pages_of_a_topic_keep_to_the_budget(world: World, client_of) -> None:
    topic = busy(world)
    readers = ["director", "other_clerk", "clerk", "chairman", "member", "lead", "contact", "gov_clerk"]
    url = reverse("topic", args=[topic.pk])
    found = {name: count(client_of(getattr(world, name)), url) for name in readers}
    assert {name: n for name, n in found.items() if n > BUDGET} == {}
    assert count(client_of(world.director), reverse("topic-print", args=[topic.pk])) <= BUDGET


@pytest.mark.parametrize("way", [Way.LAW_CHECK, Way.INQUIRY, Way.PROJECT])
def test_topics_of_other_ways_keep_to_the_budget(world: World, client_of, way: Way) -> None:
    topic = supervising.topic(world, way)
    if way is Way.INQUIRY:
        supervising.asked(world, topic)
    if way is Way.PROJECT:
        ways.record_progress(actor=world.other_clerk, topic=topic, progress=ways.Month(TODAY, 10, "征地"))
    assert count(client_of(world.director), reverse("topic", args=[topic.pk])) <= BUDGET


LISTS = ["supervision", "supervision-print", "supervision-coverage", "topics", "topics-export", "api-topics"]


def test_lists_keep_to_the_budget_and_do_not_grow(world: World, client_of) -> None:
    busy(world)
    client = client_of(world.director)
    pages = [*LISTS, "activities", "activities-export", "api-activities", "rare-cases", "today", "programme"]
    before = {page: count(client, reverse(page)) for page in pages}
    plan = Plan.objects.get()
    for n in range(3):
        supervising.drafted(world, plan, title=f"关于第{n}件事的报告")
        supervising.held(world)
    after = {page: count(client, reverse(page)) for page in pages}
    assert after.pop("today") <= TODAY_BUDGET
    assert {page: n for page, n in after.items() if n > BUDGET} == {}
    assert {page: n for page, n in after.items() if n != before[page]} == {}


def test_forms_keep_to_the_budget(world: World, client_of) -> None:
    topic = busy(world)
    client = client_of(world.director)
    activity = Activity.objects.get()
    plan = topic.plan.pk
    urls = [reverse(page, args=[plan]) for page in ("plan-call", "plan-propose", "topic-new", "plan-adjust")]
    urls += [
        reverse(page, args=[topic.pk]) for page in ("topic-hang", "topic-agenda", "topic-people", "topic-view-new")
    ]
    urls += [reverse(page, args=[activity.pk]) for page in ("activity", "activity-edit", "activity-record")]
    urls += [reverse("topic-step", args=[supervising.step(topic, StepCode.DELIBERATION).pk]), reverse("rare-new")]
    found = {url: count(client, url) for url in urls}
    assert {url: n for url, n in found.items() if n > BUDGET} == {}


def test_a_month_that_is_over_shows_late(world: World, client_of) -> None:
    supervising.topic(world)
    with clock.at(dt.date(2026, 5, 4)):
        assert "逾期未审议" in client_of(world.clerk).get(reverse("supervision")).content.decode()
