"""What the law counts and orders in supervision: windows, steps, movers, second answers."""

from __future__ import annotations

import datetime as dt

import pytest

from congress.rules.activities import ActivityKind, names_a_case
from congress.rules.meetings import MeetingKind, MeetingState
from supervision.rules.lawful import FIXED, FIXED_BY_KEY, fits, for_year
from supervision.rules.plans import PLAN_MOVES, SIX, PlanEvent, PlanState, decides, plan_move, plan_moves
from supervision.rules.rare import Forum, MovedBy, answers_again, may_move, movers_needed
from supervision.rules.topics import Facts, Lack, TopicState, is_late, lacking, state_after
from supervision.rules.ways import LOCAL_WAYS, PUBLISHED, STEPS, Check, StepCode, Way, step_of, steps_of


def test_the_law_names_six_ways_topics_come_by() -> None:
    assert len(SIX) == 6


def test_a_plan_ends_published_from_every_state() -> None:
    for state in PlanState:
        seen, at = {state}, {state}
        while at:
            at = {move.to for move in PLAN_MOVES if move.from_ in at} - seen
            seen |= at
        assert PlanState.PUBLISHED in seen, state


def test_no_step_before_the_adoption_is_obligatory_but_the_call() -> None:
    assert plan_move(PlanState.DRAFT, PlanEvent.ADOPT)
    assert plan_move(PlanState.CALL, PlanEvent.ADOPT) is None
    assert plan_moves(PlanState.DRAFT)[0].event is PlanEvent.CONSULT


@pytest.mark.parametrize(
    ("kind", "state", "counts"),
    [
        (MeetingKind.CHAIRPERSONS, MeetingState.CLOSED, True),
        (MeetingKind.CHAIRPERSONS, MeetingState.OPEN, True),
        (MeetingKind.CHAIRPERSONS, MeetingState.NOTIFIED, False),
        (MeetingKind.CHAIRPERSONS, MeetingState.CANCELLED, False),
        (MeetingKind.STANDING_COMMITTEE, MeetingState.CLOSED, False),
    ],
)
def test_only_a_chairpersons_meeting_that_was_held_decides_on_the_plan(kind, state, counts) -> None:
    assert decides(kind, state) is counts


# -- Topics of the law ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("year", "there"), [(2023, True), (2026, False), (2027, False), (2028, True), (2033, True)])
def test_the_middle_of_a_five_year_plan_is_evaluated_in_its_third_year(year: int, there: bool) -> None:
    assert ("mid_term" in {one.key for one in for_year(FIXED, year)}) is there


@pytest.mark.parametrize(("month", "good"), [(5, False), (6, True), (9, True), (10, False)])
def test_final_accounts_are_heard_from_june_to_september(month: int, good: bool) -> None:
    assert fits(FIXED_BY_KEY["final_accounts"], month, {}) is good
    assert fits(FIXED_BY_KEY["audit"], month, {}) is good


@pytest.mark.parametrize(("audit", "month", "good"), [(8, 8, False), (8, 9, True), (6, 12, True), (9, 12, True)])
def test_rectification_is_heard_after_the_audit_report_within_six_months(audit: int, month: int, good: bool) -> None:
    assert fits(FIXED_BY_KEY["audit_rectification"], month, {"audit": audit}) is good


def test_the_window_of_rectification_ends_six_months_after_the_audit_report() -> None:
    assert FIXED_BY_KEY["audit_rectification"].window({"audit": 6}) == (7, 12)
    assert FIXED_BY_KEY["audit_rectification"].window({"audit": 9}) == (10, 15)


def test_every_topic_of_the_law_cites_a_law_and_is_put_within_its_window() -> None:
    months: dict[str, int] = {}
    for one in for_year(FIXED, 2028):
        months[one.key] = one.month(months)
        assert not one.basis.startswith("local-")
        assert fits(one, months[one.key], months), one.key
        assert 1 <= months[one.key] <= 12


# -- Steps ---------------------------------------------------------------------------------------------


def test_every_way_has_steps_each_once() -> None:
    assert set(STEPS) == set(Way)
    for way in Way:
        codes = [step.code for step in steps_of(way, again=True)]
        assert len(codes) == len(set(codes)), way


def test_a_work_review_rests_on_local_rules_alone() -> None:
    assert {Way.REVIEW} == LOCAL_WAYS
    assert not any(step.is_law for step in STEPS[Way.REVIEW])


def test_a_second_deliberation_is_a_step_only_where_it_is_ordered() -> None:
    assert steps_of(Way.REPORT, again=True)[-1].code is StepCode.AGAIN
    assert not steps_of(Way.REPORT, again=True)[-1].is_law
    assert StepCode.AGAIN not in {step.code for step in steps_of(Way.REPORT)}


def test_the_report_of_a_law_check_wants_the_three_contents_of_the_law() -> None:
    step = step_of(Way.LAW_CHECK, StepCode.CHECK_REPORT)
    two = Facts(ticked=[Check.LAW_CARRIED_OUT, Check.PROBLEMS_AND_ADVICE])
    assert step.basis == "jdf-2024-36"
    assert lacking(step, two) == [Lack.CHECKS]
    assert lacking(step, Facts(ticked=list(step.checks))) == []


def test_a_team_wants_a_leader_and_members() -> None:
    step = step_of(Way.LAW_CHECK, StepCode.TEAM)
    assert lacking(step, Facts()) == [Lack.LEADER, Lack.TEAM]
    assert lacking(step, Facts(leaders=1, team=3)) == []


def test_a_step_of_a_meeting_wants_that_kind_of_meeting_held() -> None:
    step = step_of(Way.LAW_CHECK, StepCode.TABLING)
    assert lacking(step, Facts()) == [Lack.MEETING]
    assert lacking(step, Facts(meeting=(MeetingKind.STANDING_COMMITTEE, MeetingState.CLOSED))) == [Lack.MEETING]
    assert lacking(step, Facts(meeting=(MeetingKind.CHAIRPERSONS, MeetingState.PREPARING))) == [Lack.MEETING]
    assert lacking(step, Facts(meeting=(MeetingKind.CHAIRPERSONS, MeetingState.CLOSED))) == []


def test_asking_wants_every_question_answered() -> None:
    step = step_of(Way.INQUIRY, StepCode.ASKING)
    sat = (MeetingKind.STANDING_COMMITTEE, MeetingState.CLOSED)
    assert lacking(step, Facts(meeting=sat, questions=5, unanswered=1)) == [Lack.ANSWERS]
    assert lacking(step_of(Way.INQUIRY, StepCode.QUESTIONS), Facts()) == [Lack.QUESTIONS]


def test_field_work_wants_an_activity_of_its_kind() -> None:
    step = step_of(Way.LAW_CHECK, StepCode.FIELD)
    assert step.activity is ActivityKind.LAW_CHECK
    assert lacking(step, Facts()) == [Lack.ACTIVITY]
    assert lacking(step, Facts(activities=1)) == []


def test_a_topic_moves_with_its_steps() -> None:
    steps = steps_of(Way.REPORT)
    whole = {step.code for step in steps if not step.optional}
    after = lambda done: state_after(TopicState.ADOPTED, done, steps)
    assert after(set()) is TopicState.ADOPTED
    assert after({StepCode.VIEWS}) is TopicState.UNDER_WAY
    assert after({StepCode.DELIBERATION}) is TopicState.HEARD
    assert after(whole) is TopicState.DONE
    assert state_after(TopicState.DROPPED, whole, steps) is TopicState.DROPPED


def test_a_topic_is_late_once_its_month_is_over() -> None:
    assert not is_late(TopicState.ADOPTED, 2026, 4, dt.date(2026, 4, 30))
    assert is_late(TopicState.UNDER_WAY, 2026, 4, dt.date(2026, 5, 1))
    assert not is_late(TopicState.HEARD, 2026, 4, dt.date(2026, 5, 1))


def test_what_is_published_is_known_for_every_way_that_is_heard() -> None:
    assert len(PUBLISHED[Way.REPORT]) == len(PUBLISHED[Way.LAW_CHECK]) == 3


# -- The sharp ways --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("forum", "movers", "enough"),
    [(Forum.COMMITTEE, 2, False), (Forum.COMMITTEE, 3, True), (Forum.CONGRESS, 9, False), (Forum.CONGRESS, 10, True)],
)
def test_an_interpellation_wants_three_members_or_ten_deputies(forum, movers: int, enough: bool) -> None:
    assert may_move(Way.INTERPELLATION, forum, MovedBy.MEMBERS, movers, 27) is enough


@pytest.mark.parametrize("by", [MovedBy.CHAIRPERSONS, MovedBy.ORGAN])
def test_nobody_interpellates_alone(by) -> None:
    assert not may_move(Way.INTERPELLATION, Forum.COMMITTEE, by, 0, 27)


@pytest.mark.parametrize(
    ("movers", "dissatisfied", "committee", "congress"),
    [
        (3, 1, False, False),
        (3, 2, True, True),
        (4, 2, False, True),
        (4, 3, True, True),
        (10, 5, False, True),
        (10, 4, False, False),
        (11, 5, False, False),
        (11, 6, True, True),
        (4, 0, False, False),
    ],
)
def test_half_of_the_movers_is_enough_at_the_congress_and_not_at_the_committee(
    movers: int, dissatisfied: int, committee: bool, congress: bool
) -> None:
    assert answers_again(Forum.COMMITTEE, movers, dissatisfied) is committee
    assert answers_again(Forum.CONGRESS, movers, dissatisfied) is congress


@pytest.mark.parametrize(("whole", "needed"), [(21, 5), (25, 5), (26, 6), (27, 6), (29, 6), (31, 7), (35, 7)])
@pytest.mark.parametrize("way", [Way.INVESTIGATION, Way.REMOVAL])
def test_investigation_and_removal_want_a_fifth_of_all_members(way, whole: int, needed: int) -> None:
    assert movers_needed(way, Forum.COMMITTEE, whole) == needed
    assert not may_move(way, Forum.COMMITTEE, MovedBy.MEMBERS, needed - 1, whole)
    assert may_move(way, Forum.COMMITTEE, MovedBy.MEMBERS, needed, whole)


def test_the_chairpersons_may_move_both_and_the_organs_a_removal_alone() -> None:
    assert may_move(Way.INVESTIGATION, Forum.COMMITTEE, MovedBy.CHAIRPERSONS, 0, 27)
    assert may_move(Way.REMOVAL, Forum.COMMITTEE, MovedBy.CHAIRPERSONS, 0, 27)
    assert may_move(Way.REMOVAL, Forum.COMMITTEE, MovedBy.ORGAN, 0, 27)
    assert not may_move(Way.INVESTIGATION, Forum.COMMITTEE, MovedBy.ORGAN, 0, 27)


# -- Individual cases -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["关注（2026）云3101民初12号案件", "(2025)云01刑终7号", "听取张三诉李四一案的情况", "被告人王某涉嫌受贿"],
)
def test_an_individual_case_is_recognised(text: str) -> None:
    assert names_a_case(text)


@pytest.mark.parametrize(
    "text",
    [
        "关于民事执行工作情况的报告",
        "旁听庭审",
        "政府办〔2026〕12号文件",
        "行政诉讼败诉率偏高",
        "关于案件管理信息化建设",
    ],
)
def test_work_in_general_is_no_case(text: str) -> None:
    assert not names_a_case(text)
