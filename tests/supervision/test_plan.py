"""The annual plan: called for, drafted, adopted by its meeting alone, published, adjusted by recorded decision."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from congress import clock
from congress.refusals import Conflict, Incomplete, NotAllowed, Refusal, WrongState
from congress.rules.meetings import MeetingKind
from congress.services.base import command
from congress.services.documents.opening import unpublish
from supervision.models import Adjustment, Plan, Topic
from supervision.queries.plan import coverage, must_publish, year_page
from supervision.rules.plans import Change, PlanState, ProposalState, Source
from supervision.rules.topics import TopicState
from supervision.rules.ways import Way
from supervision.services import planning, proposals
from tests import documents, meetings, supervising
from tests.factories import TODAY, World


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def test_topics_of_the_law_stand_in_the_plan_from_the_first_day(world: World) -> None:
    plan = supervising.called(world)
    fixed = plan.topics.exclude(fixed_key="")
    assert set(fixed.values_list("fixed_key", flat=True)) >= {"final_accounts", "audit", "environment", "normative"}
    assert not fixed.filter(fixed_key="mid_term").exists()
    assert set(fixed.values_list("source", flat=True)) == {Source.LAW}
    assert not fixed.filter(basis=None).exists()


def test_inserting_them_again_changes_nothing(world: World) -> None:
    plan = supervising.called(world)
    before = plan.topics.count()
    with command(world.director, "again"):
        assert planning.insert_fixed(world.director, plan) == []
    assert plan.topics.count() == before


def test_the_middle_of_the_five_year_plan_is_evaluated_in_its_year(world: World) -> None:
    assert supervising.called(world, 2028).topics.filter(fixed_key="mid_term").exists()


def test_a_year_has_one_plan(world: World) -> None:
    supervising.called(world)
    with pytest.raises(Incomplete, match="已经建立"):
        planning.open_plan(actor=world.director, year=TODAY.year)


@pytest.mark.parametrize("who", ["clerk", "other_clerk", "member", "contact", "lead", "township_clerk"])
def test_only_the_general_office_opens_a_plan(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        planning.open_plan(actor=getattr(world, who), year=TODAY.year)


def test_proposals_merge_and_keep_their_proposers(world: World) -> None:
    plan = supervising.called(world)
    first = supervising.proposed(world, plan)
    second = supervising.proposed(world, plan, title="乡村道路养护", proposer="城建环资工委", source=Source.RESEARCH)
    leading = proposals.merge_proposals(actor=world.other_clerk, plan=plan, leading=first, others=[second])
    second.refresh_from_db()
    assert (second.state, second.merged_into) == (ProposalState.MERGED, leading)
    topic = proposals.take_proposal(actor=world.director, proposal=leading, draft=supervising.draft_of(world))
    assert (topic.source, topic.origin_url) == (Source.SUGGESTIONS, "/suggestions/1/")


def test_one_proposal_alone_does_not_merge(world: World) -> None:
    plan = supervising.called(world)
    first = supervising.proposed(world, plan)
    with pytest.raises(Incomplete):
        proposals.merge_proposals(actor=world.other_clerk, plan=plan, leading=first, others=[first])


def test_a_merged_proposal_is_not_decided_on_again(world: World) -> None:
    plan = supervising.called(world)
    first, second = supervising.proposed(world, plan), supervising.proposed(world, plan, title="别的")
    proposals.merge_proposals(actor=world.director, plan=plan, leading=first, others=[second])
    with pytest.raises(WrongState):
        proposals.drop_proposal(actor=world.director, proposal=second, answer="重复")


def test_a_proposal_is_left_out_with_a_word(world: World) -> None:
    row = supervising.proposed(world)
    with pytest.raises(Incomplete):
        proposals.drop_proposal(actor=world.director, proposal=row, answer=" ")
    assert (
        proposals.drop_proposal(actor=world.director, proposal=row, answer="去年刚听取过").state
        == ProposalState.DROPPED
    )


def test_a_proposal_about_an_individual_case_is_refused(world: World) -> None:
    with pytest.raises(Incomplete, match="个案"):
        supervising.proposed(world, title="关注（2026）云3101民初12号案件审理")


@pytest.mark.parametrize("url", ["https://example.org/", "//example.org", "javascript:x"])
def test_what_a_proposal_came_from_is_a_page_of_the_house(world: World, url: str) -> None:
    with pytest.raises(Incomplete):
        supervising.proposed(world, origin_url=url)


def test_a_plan_without_the_meetings_decision_is_refused_by_the_article(world: World) -> None:
    plan = supervising.called(world)
    planning.close_call(actor=world.director, plan=plan)
    for meeting in (None, meetings.planned(world, MeetingKind.CHAIRPERSONS, TODAY), meetings.planned(world)):
        with pytest.raises(Refusal, match="监督法第六十三条"):
            planning.adopt_plan(actor=world.director, plan=plan, meeting=meeting)
    assert set(plan.topics.values_list("state", flat=True)) == {TopicState.DRAFT}


def test_the_database_knows_no_adopted_plan_or_topic_without_its_meeting(world: World) -> None:
    plan = supervising.called(world)
    with pytest.raises(IntegrityError), transaction.atomic(), command(world.director, "raw"):
        Plan.objects.filter(pk=plan.pk).update(state=PlanState.ADOPTED)
    with pytest.raises(IntegrityError), transaction.atomic(), command(world.director, "raw"):
        Topic.objects.filter(plan=plan).update(state=TopicState.ADOPTED)


def test_adoption_starts_the_topics_with_their_steps_and_duties(world: World) -> None:
    plan = supervising.adopted_plan(world)
    topic = plan.topics.get(fixed_key="")
    assert plan.adopted_by is not None
    assert (topic.state, topic.adopted_by) == (TopicState.ADOPTED, plan.adopted_by)
    assert topic.steps.count() > 5
    assert topic.publications.count() == 3


def test_a_topic_without_an_office_stops_the_adoption(world: World) -> None:
    plan = supervising.called(world)
    supervising.drafted(world, plan, office=None)
    planning.close_call(actor=world.director, plan=plan)
    with pytest.raises(Incomplete, match="牵头机构"):
        planning.adopt_plan(actor=world.director, plan=plan, meeting=meetings.chairs_held(world))


def test_the_whole_way_of_a_plan(world: World) -> None:
    plan = supervising.called(world)
    planning.close_call(actor=world.director, plan=plan)
    planning.consult(actor=world.director, plan=plan, on=TODAY)
    planning.record_party_group(actor=world.director, plan=plan, on=TODAY, number="云人党组〔2026〕3号")
    plan = planning.adopt_plan(actor=world.director, plan=plan, meeting=meetings.chairs_held(world))
    assert must_publish(plan)
    plan = planning.publish_plan(actor=world.director, plan=plan, on=TODAY, where="县人大网站")
    assert plan.state == PlanState.PUBLISHED
    assert not must_publish(plan)


def test_a_plan_in_its_call_is_not_adopted(world: World) -> None:
    plan = supervising.called(world)
    with pytest.raises(WrongState):
        planning.adopt_plan(actor=world.director, plan=plan, meeting=meetings.chairs_held(world))


@pytest.mark.parametrize(("days", "field"), [(1, "之后"), (-1, "早于")])
def test_a_plan_is_published_between_its_adoption_and_today(world: World, days: int, field: str) -> None:
    plan = supervising.adopted_plan(world)
    with pytest.raises(Incomplete, match=field):
        planning.publish_plan(actor=world.director, plan=plan, on=TODAY + dt.timedelta(days=days), where="网站")


def test_a_published_document_that_is_withdrawn_must_be_published_anew(world: World) -> None:
    plan = supervising.adopted_plan(world)
    paper = documents.published(world)
    plan = planning.publish_plan(actor=world.director, plan=plan, on=TODAY, where="网站", document=paper)
    assert not must_publish(plan)
    unpublish(actor=world.director, document=paper, reason="数字有误")
    assert year_page(world.director, plan.year).must_publish


def test_an_adopted_topic_changes_by_recorded_decision_alone(world: World) -> None:
    plan = supervising.adopted_plan(world)
    topic = plan.topics.get(fixed_key="")
    with pytest.raises(WrongState, match="监督法第六十三条"):
        proposals.revise_draft(actor=world.director, topic=topic, draft=supervising.draft_of(world, month=9))
    with pytest.raises(Refusal, match="监督法第六十三条"):
        planning.adjust_plan(
            actor=world.director, plan=plan, change=Change.ALTER, topic=topic, meeting=None, reason="推迟"
        )
    row = planning.adjust_plan(
        actor=world.director,
        plan=plan,
        change=Change.ALTER,
        topic=topic,
        meeting=supervising.chairs(world),
        reason="调研还没有完成",
        altered=planning.Altered(month=9),
    )
    topic.refresh_from_db()
    assert topic.month == 9
    assert "4月" in row.before
    assert "9月" in row.after


def test_an_adjustment_is_never_changed(world: World) -> None:
    plan = supervising.adopted_plan(world)
    row = planning.adjust_plan(
        actor=world.director,
        plan=plan,
        change=Change.DROP,
        topic=plan.topics.get(fixed_key=""),
        meeting=supervising.chairs(world),
        reason="合并到明年",
    )
    assert row.topic.state == TopicState.DROPPED
    with pytest.raises(Exception, match="permission denied"), transaction.atomic(), command(world.director, "raw"):
        Adjustment.objects.filter(pk=row.pk).update(reason="别的")


def test_a_topic_added_later_is_drafted_first_and_then_decided_on(world: World) -> None:
    plan = supervising.adopted_plan(world)
    late = supervising.drafted(world, plan, title="关于防汛工作情况的报告", month=7)
    assert late.state == TopicState.DRAFT
    planning.adjust_plan(
        actor=world.director,
        plan=plan,
        change=Change.ADD,
        topic=late,
        meeting=supervising.chairs(world),
        reason="汛情严重",
    )
    late.refresh_from_db()
    assert late.state == TopicState.ADOPTED
    assert late.steps.exists()


def test_a_topic_of_the_law_is_not_dropped(world: World) -> None:
    plan = supervising.adopted_plan(world)
    audit = plan.topics.get(fixed_key="audit")
    with pytest.raises(WrongState, match="监督法"):
        planning.adjust_plan(
            actor=world.director,
            plan=plan,
            change=Change.DROP,
            topic=audit,
            meeting=supervising.chairs(world),
            reason="来不及",
        )


def test_a_topic_of_the_law_stays_in_its_months(world: World) -> None:
    plan = supervising.called(world)
    accounts = plan.topics.get(fixed_key="final_accounts")
    draft = supervising.draft_of(world, Way.BUDGET, title=accounts.title, month=10)
    with pytest.raises(Incomplete, match="6月至9月"):
        proposals.revise_draft(actor=world.director, topic=accounts, draft=draft)
    proposals.revise_draft(
        actor=world.director,
        topic=accounts,
        draft=supervising.draft_of(world, Way.BUDGET, title=accounts.title, month=9),
    )


def test_two_offices_work_on_one_topic_and_meet_at_the_version(world: World) -> None:
    plan = supervising.called(world)
    topic = supervising.drafted(world, plan, joint=[world.office, supervising.finance_office()])
    assert [row.body for row in topic.joint.all()] == [world.office]
    proposals.revise_draft(actor=world.director, topic=topic, draft=supervising.draft_of(world), version=topic.version)
    with pytest.raises(Conflict):
        proposals.revise_draft(actor=world.director, topic=topic, draft=supervising.draft_of(world), version=1)


def test_the_sharp_ways_are_no_part_of_a_plan(world: World) -> None:
    with pytest.raises(Incomplete):
        supervising.drafted(world, way=Way.INTERPELLATION)


def test_a_draft_taken_out_gives_its_proposal_back(world: World) -> None:
    row = supervising.proposed(world)
    topic = proposals.take_proposal(actor=world.director, proposal=row, draft=supervising.draft_of(world))
    proposals.remove_draft(actor=world.director, topic=topic)
    row.refresh_from_db()
    assert row.state == ProposalState.OPEN


def test_coverage_names_the_fields_nobody_looked_at(world: World) -> None:
    supervising.adopted_plan(world)
    table = coverage(world.director, TODAY.year)
    assert table.years == [TODAY.year], "years without a plan were not neglected: nothing is known of them"
    assert "重大项目" in table.never
    assert "计划、预算和国资" not in table.never


def test_the_wheel_shows_every_topic_of_the_year(world: World) -> None:
    plan = supervising.published_plan(world)
    page = year_page(world.director, plan.year)
    assert len(page.wheel.marks) == plan.topics.count()
    assert len(page.wheel.sectors) == 12
    assert all(0 < mark.x < 400 and 0 < mark.y < 400 for mark in page.wheel.marks)
