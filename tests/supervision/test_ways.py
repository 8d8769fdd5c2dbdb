"""The ways of supervising: the inspection of a law, the inquiry, a project, the sharp ways."""

from __future__ import annotations

import datetime as dt

import pytest

from congress import clock
from congress.access import visible_to
from congress.models import Person
from congress.refusals import Incomplete, NotAllowed, Refusal, WrongState
from congress.rules.activities import ActivityKind
from congress.services import activities
from supervision.models import InquiryQuestion, Topic
from supervision.rules.rare import Forum, MovedBy
from supervision.rules.topics import TopicPart, TopicState
from supervision.rules.ways import Check, StepCode, Way, step_of
from supervision.services import rare, steps, ways
from tests import meetings, supervising
from tests.factories import TODAY, World


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def take(world: World, topic: Topic, code: StepCode, **kwargs) -> None:
    """Report a step done by the office that leads."""
    steps.take_step(actor=world.other_clerk, step=supervising.step(topic, code), done=steps.Done(TODAY, **kwargs))


# -- The inspection of a law --------------------------------------------------------------------------------


def test_the_scheme_of_a_law_check_is_adopted_by_the_chairpersons(world: World) -> None:
    topic = supervising.topic(world, Way.LAW_CHECK)
    with pytest.raises(Refusal, match="本县监督工作办法"):
        take(world, topic, StepCode.SCHEME)
    take(world, topic, StepCode.SCHEME, meeting=supervising.chairs(world))


def test_the_team_excludes_the_inspected_organs_people(world: World) -> None:
    topic = supervising.topic(world, Way.LAW_CHECK)
    lead = (TopicPart.LEADER, world.vice_chairman.person)
    with pytest.raises(Incomplete, match="受检查"):
        steps.name_people(
            actor=world.other_clerk, topic=topic, chosen=[lead, (TopicPart.EXPERT, world.unit_leader.person)]
        )
    with pytest.raises(Refusal, match="监督法"):
        take(world, topic, StepCode.TEAM)
    chosen = [lead, (TopicPart.MEMBER, world.member.person), (TopicPart.DEPUTY, world.lead.person)]
    assert len(steps.name_people(actor=world.other_clerk, topic=topic, chosen=chosen)) == 3
    take(world, topic, StepCode.TEAM)


def test_the_notice_is_due_ten_days_before_the_check_by_local_rule(world: World) -> None:
    topic = supervising.topic(world, Way.LAW_CHECK)
    on = TODAY + dt.timedelta(days=5)
    steps.hang_activity(
        actor=world.other_clerk, topic=topic, activity=supervising.activity(world, ActivityKind.LAW_CHECK, on)
    )
    notice = supervising.step(topic, StepCode.NOTICE)
    assert notice.due_on == on - dt.timedelta(days=10)
    assert not step_of(Way.LAW_CHECK, StepCode.NOTICE).is_law
    with pytest.raises(Incomplete, match="写明理由"):
        take(world, topic, StepCode.NOTICE)
    take(world, topic, StepCode.NOTICE, note="突发事件，主任会议同意提前")


def test_the_report_of_a_law_check_says_three_things(world: World) -> None:
    topic = supervising.topic(world, Way.LAW_CHECK)
    two = [Check.LAW_CARRIED_OUT, Check.PROBLEMS_AND_ADVICE]
    with pytest.raises(Refusal, match="第三十六条"):
        take(world, topic, StepCode.CHECK_REPORT, checks=two)
    take(world, topic, StepCode.CHECK_REPORT, checks=[*two, Check.LAW_TO_IMPROVE])


def test_a_law_check_from_its_scheme_to_the_tabling(world: World) -> None:
    topic = supervising.topic(world, Way.LAW_CHECK)
    held = supervising.chairs(world)
    take(world, topic, StepCode.SCHEME, meeting=held)
    chosen = [(TopicPart.LEADER, world.vice_chairman.person), (TopicPart.MEMBER, world.member.person)]
    steps.name_people(actor=world.other_clerk, topic=topic, chosen=chosen)
    take(world, topic, StepCode.TEAM)
    take(world, topic, StepCode.NOTICE, note="按时")
    take(world, topic, StepCode.SELF_CHECK)
    supervising.held_for(world, topic, ActivityKind.LAW_CHECK)
    take(world, topic, StepCode.FIELD)
    checks = list(step_of(Way.LAW_CHECK, StepCode.CHECK_REPORT).checks)
    take(world, topic, StepCode.CHECK_REPORT, checks=checks)
    take(world, topic, StepCode.TABLING, meeting=held)
    sat = meetings.closed(world, TODAY)
    take(world, topic, StepCode.DELIBERATION, meeting=sat)
    topic.refresh_from_db()
    assert topic.state == TopicState.HEARD
    take(world, topic, StepCode.OPINION)
    take(world, topic, StepCode.HANDLING)
    record = activities.Record("整改到位。")
    again = supervising.activity(world, ActivityKind.FOLLOW_UP)
    activities.record_activity(actor=world.other_clerk, activity=again, record=record)
    steps.hang_activity(actor=world.other_clerk, topic=topic, activity=again)
    take(world, topic, StepCode.RECHECK)
    topic.refresh_from_db()
    assert topic.state == TopicState.DONE


# -- The special inquiry ------------------------------------------------------------------------------------


def test_members_ask_and_a_department_answers_also_when_asked_further(world: World) -> None:
    question = supervising.asked(world)
    topic = question.topic
    further = ways.Question("什么时候完成？", world.member.person, world.roads, follows=question)
    after = ways.ask(actor=world.other_clerk, topic=topic, question=further)
    take(world, topic, StepCode.QUESTIONS)
    sat = meetings.closed(world, TODAY)
    ways.record_answer(actor=world.other_clerk, question=question, answered_by="王志刚局长", answer="年底前。")
    with pytest.raises(Refusal, match="没有记录回答"):
        take(world, topic, StepCode.ASKING, meeting=sat)
    ways.record_answer(actor=world.other_clerk, question=after, answered_by="王志刚局长", answer="十月。")
    take(world, topic, StepCode.ASKING, meeting=sat)
    topic.refresh_from_db()
    assert topic.state == TopicState.HEARD


def test_who_is_no_member_does_not_ask(world: World) -> None:
    topic = supervising.topic(world, Way.INQUIRY)
    with pytest.raises(Incomplete, match="组成人员"):
        ways.ask(actor=world.other_clerk, topic=topic, question=ways.Question("问？", world.lead.person, world.roads))


def test_a_question_about_a_case_is_refused(world: World) -> None:
    topic = supervising.topic(world, Way.INQUIRY)
    question = ways.Question("（2026）云3101民初12号为何久拖不决？", world.member.person, world.court)
    with pytest.raises(Incomplete, match="个案"):
        ways.ask(actor=world.other_clerk, topic=topic, question=question)


def test_an_answered_question_is_not_changed(world: World) -> None:
    question = supervising.asked(world)
    ways.record_answer(actor=world.other_clerk, question=question, answered_by="王志刚局长", answer="年底前。")
    with pytest.raises(WrongState):
        ways.revise_question(
            actor=world.other_clerk,
            question=question,
            as_=ways.Question("另问？", world.member.person, world.roads),
        )


def test_a_department_reads_the_questions_it_answers(world: World) -> None:
    question = supervising.asked(world)
    assert question in visible_to(world.contact, InquiryQuestion)
    assert question not in visible_to(world.rival, InquiryQuestion)


def test_the_handling_of_an_inquiry_has_three_months_by_local_rule(world: World) -> None:
    topic = supervising.topic(world, Way.INQUIRY)
    take(world, topic, StepCode.OPINION)
    assert supervising.step(topic, StepCode.HANDLING).due_on == dt.date(2026, 6, 10)


# -- Projects, reviews, courts ------------------------------------------------------------------------------


def test_a_projects_month_is_kept_once(world: World) -> None:
    topic = supervising.topic(world, Way.PROJECT)
    for percent in (10, 20):
        ways.record_progress(actor=world.other_clerk, topic=topic, progress=ways.Month(TODAY, percent, "完成征地"))
    assert [row.percent for row in topic.progress.all()] == [20]
    with pytest.raises(Incomplete):
        ways.record_progress(actor=world.other_clerk, topic=topic, progress=ways.Month(dt.date(2026, 4, 2), 30, "铺管"))


def test_progress_belongs_to_projects_alone(world: World) -> None:
    with pytest.raises(WrongState):
        ways.record_progress(
            actor=world.other_clerk, topic=supervising.topic(world), progress=ways.Month(TODAY, 10, "x")
        )


def test_nothing_of_a_work_review_cites_a_law(world: World, client_of) -> None:
    topic = supervising.topic(world, Way.REVIEW)
    body = client_of(world.other_clerk).get(f"/supervision/topics/{topic.pk}/").content.decode()
    steps_part = body.partition('id="steps"')[2].partition("</section>")[0]
    assert "本县规定：本县监督工作办法" in steps_part
    assert "监督法" not in steps_part.replace("本县监督工作办法", "")


def test_a_topic_of_the_court_wants_that_no_case_was_touched(world: World) -> None:
    topic = supervising.topic(world, Way.JUSTICE, organ=world.court)
    supervising.held_for(world, topic, ActivityKind.RESEARCH)
    with pytest.raises(Refusal, match="核对"):
        take(world, topic, StepCode.RESEARCH)
    take(world, topic, StepCode.RESEARCH, checks=[Check.NO_CASES])


# -- The sharp ways -------------------------------------------------------------------------------------------


def test_two_members_do_not_interpellate_three_do(world: World) -> None:
    three = supervising.members(world)
    with pytest.raises(Refusal, match="还差1人"):
        rare.move_rare(actor=world.director, moved=supervising.moved(world, movers=three[:2]))
    topic = rare.move_rare(actor=world.director, moved=supervising.moved(world, movers=three))
    assert supervising.step(topic, StepCode.MOVED).done_on == TODAY


def test_one_member_named_twice_counts_once(world: World) -> None:
    person = world.member.person
    with pytest.raises(Refusal):
        rare.move_rare(
            actor=world.director, moved=supervising.moved(world, movers=[person, person, world.chairman.person])
        )


def test_a_deputy_does_not_interpellate_at_the_committee(world: World) -> None:
    movers = [*supervising.members(world), world.lead.person]
    with pytest.raises(Incomplete, match="不是常委会组成人员"):
        rare.move_rare(actor=world.director, moved=supervising.moved(world, movers=movers))


@pytest.mark.parametrize("missing", ["organ", "question", "content"])
def test_target_question_and_content_are_written(world: World, missing: str) -> None:
    nothing = None if missing == "organ" else ""
    with pytest.raises(Incomplete, match="监督法第五十一条"):
        rare.move_rare(actor=world.director, moved=supervising.moved(world, **{missing: nothing}))


def answered(world: World, movers: int) -> Topic:
    """An interpellation of so many members that was answered."""
    people = supervising.members(world, movers - 3)[:movers]
    topic = rare.move_rare(actor=world.director, moved=supervising.moved(world, movers=people))
    step = supervising.step(topic, StepCode.ANSWERED)
    steps.take_step(actor=world.director, step=step, done=steps.Done(TODAY, checks=[Check.HEAD_ANSWERS]))
    return topic


@pytest.mark.parametrize(("dissatisfied", "again"), [(2, False), (3, True)])
def test_half_of_four_movers_is_not_enough_at_the_committee(world: World, dissatisfied: int, again: bool) -> None:
    topic = answered(world, 4)
    assert rare.record_satisfaction(actor=world.director, topic=topic, dissatisfied=dissatisfied) is again


def test_satisfaction_comes_after_the_answer_and_of_the_movers_alone(world: World) -> None:
    topic = supervising.interpellation(world)
    with pytest.raises(WrongState):
        rare.record_satisfaction(actor=world.director, topic=topic, dissatisfied=1)
    with pytest.raises(Incomplete):
        rare.record_satisfaction(actor=world.director, topic=answered(world, 4), dissatisfied=5)


def test_a_removal_is_moved_by_a_fifth_of_all_members(world: World) -> None:
    people = supervising.members(world, 24)  # twenty-seven members: six of them
    assert len(people) == 27
    with pytest.raises(Refusal, match="须由6人以上"):
        rare.move_rare(actor=world.director, moved=supervising.moved(world, Way.REMOVAL, movers=people[:5]))
    topic = rare.move_rare(actor=world.director, moved=supervising.moved(world, Way.REMOVAL, movers=people[:6]))
    ballot = supervising.step(topic, StepCode.BALLOT)
    with pytest.raises(Refusal, match="第六十二条"):
        steps.take_step(actor=world.director, step=ballot, done=steps.Done(TODAY))


def test_the_government_may_move_a_removal_but_no_investigation(world: World) -> None:
    organ = {"moved_by": MovedBy.ORGAN, "movers": []}
    rare.move_rare(actor=world.director, moved=supervising.moved(world, Way.REMOVAL, **organ))
    with pytest.raises(Refusal):
        rare.move_rare(actor=world.director, moved=supervising.moved(world, Way.INVESTIGATION, **organ))


def test_nobody_with_an_interest_investigates(world: World) -> None:
    chairs = {"moved_by": MovedBy.CHAIRPERSONS, "movers": []}
    topic = rare.move_rare(actor=world.director, moved=supervising.moved(world, Way.INVESTIGATION, **chairs))
    with pytest.raises(Incomplete, match="监督法第五十七条"):
        steps.name_people(
            actor=world.director, topic=topic, chosen=[(TopicPart.INVESTIGATOR, world.unit_leader.person)]
        )
    steps.name_people(actor=world.director, topic=topic, chosen=[(TopicPart.INVESTIGATOR, world.member.person)])


def test_an_investigation_is_known_to_few(world: World) -> None:
    chairs = {"moved_by": MovedBy.CHAIRPERSONS, "movers": []}
    topic = rare.move_rare(actor=world.director, moved=supervising.moved(world, Way.INVESTIGATION, **chairs))
    assert topic in visible_to(world.director, Topic)
    assert topic in visible_to(world.chairman, Topic)
    for who in (world.clerk, world.member, world.contact, world.lead):
        assert topic not in visible_to(who, Topic)


def test_only_the_general_office_records_what_was_moved(world: World) -> None:
    with pytest.raises(NotAllowed):
        rare.move_rare(actor=world.other_clerk, moved=supervising.moved(world))


def test_ten_deputies_interpellate_at_the_congress(world: World) -> None:
    deputies = list(Person.objects.filter(mandates__isnull=False).distinct())
    with pytest.raises(Refusal, match="须由10人以上"):
        rare.move_rare(actor=world.director, moved=supervising.moved(world, forum=Forum.CONGRESS, movers=deputies))
