"""The same totals under the rules of several counties."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.assessments import (
    AssessmentRule,
    Denominator,
    Grade,
    Outcomes,
    Voters,
    denominator,
    grades_of,
    read,
)
from congress.rules.percentages import Rounding
from congress.rules.votes import Majority, Roll, Sheets

THREE = ("满意", "基本满意", "不满意")


def rule_of(outcomes: Outcomes = Outcomes.THREE, **kwargs: object) -> AssessmentRule:
    grades, otherwise = grades_of(outcomes, THREE)
    return AssessmentRule(
        **{"key": "x", "label": "x", "choices": THREE, "grades": grades, "otherwise": otherwise} | kwargs
    )


DEFAULT = rule_of()
SHIQUAN = rule_of(Outcomes.TWO)
ZHENHAI = rule_of(majority=Majority.HALF_OR_MORE)
SHENZHEN = rule_of(denominator=Denominator.RETURNED)
ZHANYI = rule_of(Outcomes.RATES_ONLY, denominator=Denominator.RETURNED, voters=Voters.MEMBERS_AND_DEPUTIES)
RULES = [DEFAULT, SHIQUAN, ZHENHAI, SHENZHEN, ZHANYI]
ROLL, SHEETS = Roll(26, 24), Sheets(24, 23, 1)


def votes(*counts: int) -> dict[str, int]:
    return dict(zip(THREE, counts, strict=True))


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ((14, 5, 3), ["满意", "满意", "满意", "满意", ""]),
        # exactly half of 26 members: not more than half, but half or more; of 23 sheets it is more than half
        ((13, 5, 4), ["基本满意", "不满意", "满意", "满意", ""]),
        ((12, 5, 5), ["基本满意", "不满意", "基本满意", "满意", ""]),
        ((8, 5, 9), ["不满意", "不满意", "基本满意", "基本满意", ""]),
        ((4, 5, 13), ["不满意", "不满意", "不满意", "不满意", ""]),
    ],
)
def test_one_count_under_five_rules(counts: tuple[int, ...], found: list[str]) -> None:
    assert [read(rule, ROLL, SHEETS, votes(*counts)).outcome for rule in RULES] == found


def test_exactly_half_falls_into_one_class_only_because_the_tests_have_an_order() -> None:
    """镇海 published “半数（含半数）” for two classes at once; the first that is passed counts."""
    found = read(ZHENHAI, Roll(26, 26), Sheets(26, 26), votes(13, 13, 0))
    assert (found.outcome, [step.passed for step in found.tried]) == ("满意", [True])


def test_the_denominator_is_what_the_rule_says() -> None:
    found = {d: denominator(rule_of(denominator=d), ROLL, SHEETS) for d in Denominator}
    assert found == {
        Denominator.WHOLE: 26,
        Denominator.PRESENT: 24,
        Denominator.VALID: 22,
        Denominator.RETURNED: 23,
    }


def test_rates_alone_have_shares_and_no_class() -> None:
    found = read(ZHANYI, ROLL, SHEETS, votes(14, 5, 3))
    assert found.shares == (Decimal("60.9"), Decimal("21.7"), Decimal("13.0"))
    assert (found.tried, found.outcome) == ((), "")


@given(
    counts=st.lists(st.integers(0, 40), min_size=3, max_size=3),
    away=st.integers(0, 20),
    outcomes=st.sampled_from(list(Outcomes)),
    of=st.sampled_from(list(Denominator)),
    majority=st.sampled_from(list(Majority)),
    rounding=st.sampled_from(list(Rounding)),
)
def test_every_count_has_one_class_and_a_better_one_never_loses_by_a_better_vote(
    counts: list[int], away: int, outcomes: Outcomes, of: Denominator, majority: Majority, rounding: Rounding
) -> None:
    rule = rule_of(outcomes, denominator=of, majority=majority, rounding=rounding)
    present = sum(counts)
    roll, sheets = Roll(present + away, present), Sheets(present, present)
    found = read(rule, roll, sheets, votes(*counts))
    assert found.outcome in ({""} if outcomes is Outcomes.RATES_ONLY else set(THREE))
    assert sum(step.passed for step in found.tried) <= 1
    if counts[2] and rule.grades:
        better = read(rule, roll, sheets, votes(counts[0] + 1, counts[1], counts[2] - 1))
        assert THREE.index(better.outcome) <= THREE.index(found.outcome)


@given(st.sampled_from(RULES))
def test_a_frozen_rule_is_read_as_it_was(rule: AssessmentRule) -> None:
    assert AssessmentRule.of_json(rule.to_json()) == rule


def test_a_rule_that_adds_up_unknown_choices_is_none() -> None:
    with pytest.raises(ValueError):
        rule_of(grades=(Grade("优秀", ("优秀",)),))
    with pytest.raises(ValueError):
        rule_of(otherwise="")
