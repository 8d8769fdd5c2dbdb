"""The rules of appointments, without a database."""

from __future__ import annotations

import datetime as dt

import pytest

from congress.rules.votes import decide
from personnel.rules import exams, motions, order, papers
from personnel.rules.motions import Case, MotionEvent, MotionGuard, MotionState
from personnel.rules.offices import Above, Act, OfficeKind, Proposer, movers, rule_of, rules
from personnel.rules.order import Order, Step


@pytest.mark.parametrize(
    ("kind", "by"),
    [
        (OfficeKind.GOVERNMENT_MEMBER, Proposer.COUNTY_HEAD),
        (OfficeKind.SUPERVISORY_MEMBER, Proposer.SUPERVISORY_HEAD),
        (OfficeKind.COURT_MEMBER, Proposer.COURT_PRESIDENT),
        (OfficeKind.ASSESSOR, Proposer.COURT_PRESIDENT),
        (OfficeKind.PROCURATORATE_MEMBER, Proposer.CHIEF_PROCURATOR),
        (OfficeKind.CREDENTIALS, Proposer.CHAIRPERSONS),
        (OfficeKind.WORKING_BODY, Proposer.CHAIRPERSONS),
    ],
)
def test_each_office_has_the_mover_the_law_names(kind: OfficeKind, by: Proposer) -> None:
    assert movers(rule_of(kind), Act.APPOINT).proposers == (by,)


def test_every_kind_has_a_row_and_only_local_ones_call_themselves_local() -> None:
    assert set(rules()) == set(OfficeKind)
    assert [kind for kind, rule in rules().items() if not rule.is_law] == [OfficeKind.WORKING_BODY]


def test_the_law_names_no_mover_for_a_deputy_head_so_the_county_does() -> None:
    rule = rule_of(OfficeKind.DEPUTY_HEAD)
    assert movers(rule, Act.APPOINT, Proposer.CHAIRPERSONS).proposers == (Proposer.CHAIRPERSONS,)
    assert movers(rule, Act.APPOINT, Proposer.COUNTY_HEAD).proposers == (Proposer.COUNTY_HEAD,)


def test_an_acting_head_is_named_by_the_chairpersons_meeting() -> None:
    for kind in (OfficeKind.COUNTY_HEAD, OfficeKind.COURT_PRESIDENT, OfficeKind.CHIEF_PROCURATOR):
        assert movers(rule_of(kind), Act.ACTING).proposers == (Proposer.CHAIRPERSONS,)
        assert not rule_of(kind).certificate


def test_a_dismissal_may_be_moved_by_the_four_organs_the_chairpersons_or_a_fifth_of_the_members() -> None:
    found = movers(rule_of(OfficeKind.GOVERNMENT_MEMBER), Act.DISMISS)
    assert set(found.proposers) == set(Proposer)
    assert found.basis == "jdf-2024-61"


def test_the_chief_procurator_is_approved_above_and_bureau_heads_are_filed() -> None:
    assert rule_of(OfficeKind.CHIEF_PROCURATOR).above is Above.APPROVAL
    assert rule_of(OfficeKind.GOVERNMENT_MEMBER).above is Above.FILING
    assert rule_of(OfficeKind.COURT_MEMBER).above is Above.NONE


def test_everybody_swears_but_those_the_committee_makes_of_itself_for_a_task() -> None:
    assert {kind for kind, rule in rules().items() if not rule.swears} == {
        OfficeKind.CREDENTIALS,
        OfficeKind.ELECTION_COMMITTEE,
    }


# -- The order of the vote -----------------------------------------------------------------------------
def test_an_office_is_freed_before_it_is_filled() -> None:
    steps = [Step("新", 1, Act.APPOINT), Step("旧", 1, Act.REMOVE)]
    assert order.ordered(steps, Order.FREE_FIRST) == [1, 0]
    assert order.ordered(steps, Order.AS_LISTED) == [0, 1]


def test_a_person_is_appointed_before_he_is_freed_from_his_old_office() -> None:
    steps = [Step("甲", 1, Act.REMOVE), Step("甲", 2, Act.APPOINT), Step("乙", 1, Act.APPOINT)]
    assert order.ordered(steps, Order.FREE_FIRST) == [1, 0, 2]


def test_two_who_change_places_are_both_freed_first() -> None:
    steps = [
        Step("甲", 2, Act.APPOINT),
        Step("乙", 1, Act.APPOINT),
        Step("甲", 1, Act.REMOVE),
        Step("乙", 2, Act.REMOVE),
    ]
    assert order.ordered(steps, Order.FREE_FIRST) == [2, 1, 3, 0] or order.ordered(steps, Order.FREE_FIRST)[0] in {2, 3}
    found = order.ordered(steps, Order.FREE_FIRST)
    assert found.index(2) < found.index(1)
    assert found.index(3) < found.index(0)


# -- Examination ---------------------------------------------------------------------------------------
def sat(mark: int, *, term: int = 18, own: bool = True) -> exams.Sitting:
    return exams.Sitting(dt.date(2026, 2, 3), mark, term, own)


@pytest.mark.parametrize(
    ("sittings", "found"),
    [
        ([], exams.ExamStanding.OPEN),
        ([sat(60)], exams.ExamStanding.PASSED),
        ([sat(59)], exams.ExamStanding.RESIT),
        ([sat(59), sat(60)], exams.ExamStanding.PASSED),
        ([sat(59), sat(58)], exams.ExamStanding.FAILED),
        ([sat(80, own=False)], exams.ExamStanding.PASSED),
        ([sat(80, own=False, term=17)], exams.ExamStanding.OPEN),
    ],
)
def test_a_pass_is_good_for_the_term_and_there_is_one_resit(sittings, found) -> None:
    asked = {"needed": True, "pass_mark": 60, "validity": exams.Validity.TERM, "term": 18}
    assert exams.standing(sittings, **asked) is found


def test_a_pass_may_be_good_once_and_the_exam_may_be_off() -> None:
    earlier = [sat(80, own=False)]
    once = {"pass_mark": 60, "validity": exams.Validity.ONCE, "term": 18}
    assert exams.standing(earlier, needed=True, **once) is exams.ExamStanding.OPEN
    assert exams.standing([], needed=False, **once) is exams.ExamStanding.NOT_NEEDED


# -- Papers and life -----------------------------------------------------------------------------------
def test_the_partys_letter_and_the_vetting_come_on_paper_only() -> None:
    wanted = papers.wanted(Act.APPOINT, rule_of(OfficeKind.GOVERNMENT_MEMBER))
    assert {papers.PaperCode.PARTY_LETTER, papers.PaperCode.VETTING} <= set(wanted)
    assert {papers.PaperCode.PARTY_LETTER, papers.PaperCode.VETTING} <= papers.ON_PAPER_ONLY
    assert papers.wanted(Act.REMOVE, rule_of(OfficeKind.GOVERNMENT_MEMBER))[-1] is papers.PaperCode.REASON


def test_every_state_leads_somewhere_or_is_an_end() -> None:
    assert {s for s in MotionState if not any(m.on is s for m in motions.MOVES)} == motions.ENDED


def test_every_event_of_the_table_is_used() -> None:
    assert {move.event for move in motions.MOVES} == set(MotionEvent)
    assert {guard for move in motions.MOVES for guard in move.guards} == set(MotionGuard)


@pytest.mark.parametrize(
    ("case", "guard"),
    [
        (Case(papers_missing=1), MotionGuard.PAPERS_IN),
        (Case(exams_open=1), MotionGuard.EXAMS_PASSED),
        (Case(complaints_open=1), MotionGuard.COMPLAINTS_CHECKED),
        (Case(held=True), MotionGuard.NOT_HELD),
    ],
)
def test_what_is_missing_keeps_a_motion_from_passing_its_check(case: Case, guard: MotionGuard) -> None:
    assert motions.find(MotionState.TABLED, MotionEvent.CHECK, case) is guard
    assert motions.find(MotionState.TABLED, MotionEvent.CHECK, Case()).to is MotionState.CHECKED


def test_a_dismissal_is_not_voted_on_before_the_defence_was_heard() -> None:
    found = motions.find(MotionState.SCHEDULED, MotionEvent.BALLOT, Case(defences_open=1))
    assert found is MotionGuard.DEFENCE_HEARD


def test_a_motion_may_be_withdrawn_until_its_votes_are_over_and_not_afterwards() -> None:
    may = {state for state in MotionState if motions.find(state, MotionEvent.WITHDRAW, Case())}
    assert may == {*motions.OPEN, MotionState.VOTING}


def test_nothing_carried_is_not_announced_but_told_to_who_proposed_it() -> None:
    assert motions.find(MotionState.VOTED, MotionEvent.ANNOUNCE, Case()) is MotionGuard.SOMETHING_CARRIED
    assert motions.expected(MotionState.VOTED, Case()) is MotionEvent.NOTIFY
    assert motions.expected(MotionState.VOTED, Case(notified=True)) is MotionEvent.FINISH


@pytest.mark.parametrize(("votes", "whole", "carried"), [(13, 26, False), (14, 26, True), (14, 27, True)])
def test_half_of_all_is_not_more_than_half(votes: int, whole: int, carried: bool) -> None:
    assert decide(votes, whole).passed is carried
