"""A topic: its steps, views and their answers, its meeting, what is published of it, and who reads what."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from congress import clock
from congress.access import visible_to
from congress.kinds import registry
from congress.models import Notice
from congress.refusals import Conflict, Incomplete, NotAllowed, Refusal, WrongState
from congress.rules.activities import ActivityKind
from congress.services.documents.opening import unpublish
from congress.services.meetings import moving, sitting
from congress.services.meetings.materials import receive_material
from supervision.access import topics as access
from supervision.models import CollectedView, Topic, TopicStep
from supervision.queries.desk import desk_items
from supervision.queries.topic import page_of, whole
from supervision.rules.topics import SaidBy, TopicState
from supervision.rules.ways import Check, StepCode
from supervision.services import steps, views, ways
from supervision.services.opinions import issuing
from tests import documents, meetings, supervising
from tests.factories import TODAY, World
from tests.opining import Story, deliberated


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def page(user, topic: Topic):
    return page_of(user, whole(access.topics(user)).get(pk=topic.pk))


def test_a_topic_that_is_not_adopted_is_not_worked_on(world: World) -> None:
    topic = supervising.drafted(world)
    with pytest.raises(WrongState, match="监督法第六十三条"):
        views.collect_view(actor=world.other_clerk, topic=topic, said=views.Said(SaidBy.PUBLIC, "意见", TODAY))
    with pytest.raises(WrongState, match="监督法第六十三条"):
        steps.hang_activity(actor=world.other_clerk, topic=topic, activity=supervising.activity(world))


def test_a_topic_drafted_for_a_plan_in_force_leads_its_keeper_to_the_decision(world: World) -> None:
    added = supervising.drafted(world, supervising.adopted_plan(world), title="关于防汛工作情况的报告")
    assert page(world.director, added).may_add
    assert not page(world.other_clerk, added).may_add


@pytest.mark.parametrize("who", ["clerk", "member", "chairman", "contact", "lead"])
def test_only_its_offices_work_on_a_topic(world: World, who: str) -> None:
    topic = supervising.topic(world)
    with pytest.raises(NotAllowed):
        steps.write_scheme(actor=getattr(world, who), topic=topic, scheme="方案")


def test_an_office_that_works_jointly_may(world: World) -> None:
    topic = supervising.topic(world, joint=[world.office])
    assert steps.write_scheme(actor=world.clerk, topic=topic, scheme="方案").scheme == "方案"


def test_two_offices_reporting_one_step_meet_once(world: World) -> None:
    topic = supervising.topic(world, joint=[world.office])
    step = supervising.step(topic, StepCode.SCHEME)
    steps.take_step(actor=world.clerk, step=step, done=steps.Done(TODAY), version=step.version)
    with pytest.raises(Conflict):
        steps.take_step(actor=world.other_clerk, step=step, done=steps.Done(TODAY), version=step.version)


def test_a_step_moves_its_topic_and_may_be_taken_back(world: World) -> None:
    topic = supervising.topic(world)
    step = supervising.step(topic, StepCode.SCHEME)
    steps.take_step(actor=world.other_clerk, step=step, done=steps.Done(TODAY, "已印发", files=[supervising.paper()]))
    topic.refresh_from_db()
    assert topic.state == TopicState.UNDER_WAY
    assert topic.files.count() == 1
    with pytest.raises(Incomplete):
        steps.undo_step(actor=world.other_clerk, step=step, reason="")
    steps.undo_step(actor=world.other_clerk, step=step, reason="登记错了")
    topic.refresh_from_db()
    assert topic.state == TopicState.ADOPTED


def test_a_step_is_not_done_tomorrow(world: World) -> None:
    step = supervising.step(supervising.topic(world), StepCode.SCHEME)
    with pytest.raises(Incomplete):
        steps.take_step(actor=world.other_clerk, step=step, done=steps.Done(TODAY + dt.timedelta(days=1)))


def test_what_a_step_needs_is_named_with_its_basis(world: World) -> None:
    step = supervising.step(supervising.topic(world), StepCode.RESEARCH)
    with pytest.raises(Refusal, match=r"监督法.*第十三条"):
        steps.take_step(actor=world.other_clerk, step=step, done=steps.Done(TODAY))


def test_research_is_shown_by_an_activity_with_its_findings(world: World) -> None:
    topic = supervising.topic(world)
    supervising.held_for(world, topic, ActivityKind.RESEARCH)
    steps.take_step(actor=world.other_clerk, step=supervising.step(topic, StepCode.RESEARCH), done=steps.Done(TODAY))
    (line,) = page(world.other_clerk, topic).activities
    assert [finding.text for finding in line.findings] == ["路面破损没有及时修补。"]


def test_a_report_with_a_view_unanswered_is_taken_with_a_reason_only(world: World) -> None:
    view = supervising.viewed(world)
    with pytest.raises(Incomplete, match="监督法第十四条"):
        views.accept_report(actor=world.other_clerk, topic=view.topic, on=TODAY)
    topic = views.accept_report(actor=world.other_clerk, topic=view.topic, on=TODAY, reason="会前补报")
    assert topic.report_reason == "会前补报"
    step = supervising.step(topic, StepCode.REPORT_IN)
    assert step.done_on == TODAY
    assert step.checked == []


def test_a_report_that_answers_every_view_is_taken_without_one(world: World) -> None:
    view = supervising.viewed(world)
    views.answer_view(actor=world.contact, view=view, answer="采纳，已列入预算。")
    topic = views.accept_report(actor=world.other_clerk, topic=view.topic, on=TODAY)
    assert topic.report_reason == ""
    assert supervising.step(topic, StepCode.REPORT_IN).checked == [Check.VIEWS_ANSWERED]


def test_one_annex_may_hold_several_views(world: World) -> None:
    topic = supervising.topic(world)
    said = views.Said(SaidBy.GRASSROOTS, "", TODAY, "各乡镇", 12, supervising.paper())
    view = views.collect_view(actor=world.other_clerk, topic=topic, said=said)
    assert (view.number, view.text) == (12, "见附件")
    assert page(world.other_clerk, topic).said == 12


@pytest.mark.parametrize("who", ["rival", "lead", "clerk", "member"])
def test_a_view_is_answered_by_its_organ_or_its_office(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        views.answer_view(actor=getattr(world, who), view=supervising.viewed(world), answer="采纳")


def test_an_organ_reads_the_views_on_its_own_topic_alone(world: World) -> None:
    view = supervising.viewed(world)
    assert view in visible_to(world.contact, CollectedView)
    for who in (world.rival, world.lead, world.outsider, world.administrator):
        assert view not in visible_to(who, CollectedView)


def test_an_organ_does_not_read_anothers_draft(world: World) -> None:
    topic = supervising.drafted(world)
    for who in (world.contact, world.rival, world.gov_clerk, world.lead):
        assert topic not in visible_to(who, Topic)
    assert topic in visible_to(world.member, Topic)


def test_a_published_topic_is_read_by_everybody_its_work_inside(world: World) -> None:
    topic = supervising.topic(world)
    for who in (world.lead, world.rival, world.contact, world.township_clerk):
        assert topic in visible_to(who, Topic)
    assert not visible_to(world.lead, TopicStep).filter(topic=topic).exists()
    assert not visible_to(world.rival, TopicStep).filter(topic=topic).exists()
    assert visible_to(world.contact, TopicStep).filter(topic=topic).exists()


# -- The meeting ------------------------------------------------------------------------------------------


def on_agenda(world: World, day: dt.date = meetings.DAY) -> Topic:
    """A topic that is the report of a prepared meeting."""
    topic = supervising.topic(world)
    item = meetings.item(meetings.drafted(world, day))
    return steps.put_on_agenda(actor=world.other_clerk, topic=topic, item=item)


def test_the_agenda_leads_to_the_topic_and_the_topic_to_its_materials(world: World) -> None:
    topic = on_agenda(world)
    (links,) = [
        source(world.director, [topic.item]) for source in registry.item_links if source(world.director, [topic.item])
    ]
    assert links[topic.item_id].url.endswith(f"/supervision/topics/{topic.pk}/")
    assert len(page(world.other_clerk, topic).materials) == 3


def test_a_topic_and_the_opinion_on_its_item_lead_to_each_other(world: World, client_of) -> None:
    story = Story(world)
    item = story.adopted().agenda_item
    topic = supervising.topic(world)
    assert page(world.other_clerk, topic).opinions == []
    steps.put_on_agenda(actor=world.other_clerk, topic=topic, item=item)
    url = reverse("opinion", args=[story.opinion.pk])
    assert [row.opinion for row in page(world.other_clerk, topic).opinions] == [story.opinion]
    assert url in client_of(world.other_clerk).get(reverse("topic", args=[topic.pk])).content.decode()
    assert reverse("topic", args=[topic.pk]) in client_of(world.other_clerk).get(url).content.decode()
    assert page(world.member, topic).opinions == [], "nobody outside reads it before the hand-over"
    issuing.hand_over(actor=story.clerk, opinion=story.opinion, number=story.number)
    assert [row.opinion for row in page(world.member, topic).opinions] == [story.opinion]


def test_a_topic_that_was_heard_offers_to_draft_its_opinion(world: World) -> None:
    topic = supervising.topic(world)
    steps.put_on_agenda(actor=world.other_clerk, topic=topic, item=deliberated(world))
    assert not page(world.other_clerk, topic).may_draft
    Topic.objects.filter(pk=topic.pk).update(state=TopicState.HEARD)
    assert page(world.other_clerk, topic).may_draft
    assert not page(world.clerk, topic).may_draft, "another office's topic"


def test_an_item_is_one_topics_alone(world: World) -> None:
    topic = on_agenda(world)
    other = topic.plan.topics.get(fixed_key="audit")
    with pytest.raises(Incomplete):
        steps.put_on_agenda(actor=world.director, topic=other, item=topic.item)


def test_a_meeting_moved_under_prepared_materials_keeps_them_and_says_so(world: World) -> None:
    topic = on_agenda(world)
    material = topic.item.materials.order_by("due_on").first()
    receive_material(actor=world.other_clerk, material=material, files=[supervising.paper()], received_on=TODAY)
    moving.move_meeting(
        actor=world.director, meeting=topic.item.meeting, to=meetings.when(meetings.LATER), reason="与全县会议冲突"
    )
    found = page(world.other_clerk, topic)
    assert "2026年4月23日" in found.moved
    assert [line.received for line in found.materials if line.received] == [str(TODAY)]
    told = Notice.objects.filter(title="监督议题随会议改期").values_list("person", flat=True)
    assert set(told) >= {world.other_clerk.person_id, world.vice_chairman.person_id}


def test_the_meetings_closing_says_the_topic_was_heard(world: World) -> None:
    topic = supervising.topic(world)
    meeting = meetings.opened(world, TODAY)
    steps.put_on_agenda(actor=world.other_clerk, topic=topic, item=meetings.item(meeting))
    with clock.at(meetings.at(TODAY, 11)):
        sitting.close_meeting(actor=world.director, meeting=meeting)
    topic.refresh_from_db()
    assert topic.state == TopicState.HEARD
    assert supervising.step(topic, StepCode.DELIBERATION).meeting == meeting


# -- Publication --------------------------------------------------------------------------------------------


def test_three_papers_are_owed_to_deputies_and_public(world: World) -> None:
    topic = supervising.topic(world)
    row = topic.publications.first()
    row = ways.record_publication(
        actor=world.other_clerk, publication=row, published_on=TODAY, where="县人大网站", told_on=TODAY
    )
    states = [duty.state.tone for duty in page(world.other_clerk, topic).duties]
    assert states.count("done") == 1
    with pytest.raises(Incomplete):
        ways.record_publication(actor=world.other_clerk, publication=row, published_on=TODAY, where=" ")


def test_a_publication_whose_document_was_withdrawn_is_owed_again(world: World) -> None:
    topic = supervising.topic(world)
    paper = documents.published(world)
    row = topic.publications.first()
    ways.record_publication(actor=world.other_clerk, publication=row, published_on=TODAY, where="网站", document=paper)
    unpublish(actor=world.director, document=paper, reason="数字有误")
    assert "已停止公开" in page(world.other_clerk, topic).duties[0].state.label
    paper.refresh_from_db()
    with pytest.raises(Incomplete, match="已停止公开"):
        ways.record_publication(
            actor=world.other_clerk, publication=row, published_on=TODAY, where="网站", document=paper
        )


# -- On the desk --------------------------------------------------------------------------------------------


def titles(user) -> list[str]:
    return [item.task for item in desk_items(user, access.standing(user))]


def test_the_desk_says_what_the_plan_waits_for(world: World) -> None:
    supervising.adopted_plan(world)
    assert any("公布" in task for task in titles(world.director))
    assert titles(world.clerk) == []


def test_the_desk_of_an_organ_says_what_it_has_to_answer(world: World) -> None:
    supervising.viewed(world)
    assert any("监督法第十四条" in task for task in titles(world.contact))
    assert titles(world.rival) == []


def test_a_report_due_after_an_opinion_has_its_date_and_its_place_on_the_desk(world: World) -> None:
    topic = supervising.topic(world)
    steps.take_step(actor=world.other_clerk, step=supervising.step(topic, StepCode.OPINION), done=steps.Done(TODAY))
    handling = supervising.step(topic, StepCode.HANDLING)
    assert (handling.anchor_on, handling.due_on) == (TODAY, dt.date(2026, 6, 10))
    with clock.at(dt.date(2026, 6, 12)):
        (item,) = desk_items(world.other_clerk, access.standing(world.other_clerk))
        assert item.due
        assert item.due.tone == "late"
        assert not item.due.is_law
