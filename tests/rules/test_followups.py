"""The projection: what a follow-up's state is, given its facts."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.followups import (
    CHECKS,
    OVER,
    UNSIGNED,
    AssignmentState,
    Ending,
    Facts,
    FollowUpState,
    HandlingRole,
    Part,
    answering,
    project,
)

A, F, R = AssignmentState, FollowUpState, HandlingRole
ANSWERING = [role for role in R if role is not R.ASSIST]
OWED = [state for state in A if state not in OVER and state is not A.OPINED]
PARTS = st.builds(Part, st.sampled_from(list(R)), st.sampled_from(list(A)))
OWING = st.builds(Part, st.sampled_from(ANSWERING), st.sampled_from(OWED))
SOME = st.lists(PARTS, max_size=4).map(tuple)
FACTS = st.builds(
    Facts,
    accepted=st.booleans(),
    sent_back=st.booleans(),
    ending=st.none() | st.sampled_from(list(Ending)),
    settled=st.booleans(),
    promises_open=st.booleans(),
    parts=SOME,
    evaluated=st.booleans(),
)


def handled(*parts: Part, evaluated: bool = False) -> FollowUpState:
    """The state of an accepted matter in the hands of these."""
    return project(Facts(accepted=True, parts=parts, evaluated=evaluated))


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (Facts(), F.FILED),
        (Facts(sent_back=True), F.SENT_BACK),
        (Facts(accepted=True), F.PENDING),
        (Facts(accepted=True, sent_back=True), F.PENDING),
        (Facts(accepted=True, settled=True), F.CLOSED),
        (Facts(accepted=True, settled=True, promises_open=True), F.TRACKING),
        (Facts(parts=(Part(R.SOLE, A.AWAITING),)), F.FILED),
    ],
)
def test_before_the_hand_over_and_after_the_close(facts: Facts, state: FollowUpState) -> None:
    assert project(facts) is state


@pytest.mark.parametrize("role", ANSWERING)
@pytest.mark.parametrize(
    ("assignment", "state"),
    [
        (A.FORWARDING, F.ASSIGNED),
        (A.AWAITING, F.ASSIGNED),
        (A.RETURNING, F.ASSIGNED),
        (A.RAISED, F.ASSIGNED),
        (A.HANDLING, F.HANDLING),
        (A.COORDINATOR_CHECK, F.CHECKING),
        (A.OFFICE_CHECK, F.CHECKING),
        (A.ANSWERED, F.ANSWERED),
        (A.REASSIGNED, F.PENDING),
        (A.CANCELLED, F.PENDING),
    ],
)
def test_one_unit_alone(role: HandlingRole, assignment: AssignmentState, state: FollowUpState) -> None:
    assert handled(Part(role, assignment)) is state


@pytest.mark.parametrize("ending", list(Ending))
@given(facts=FACTS)
def test_an_ending_outweighs_everything(ending: Ending, facts: Facts) -> None:
    ended = Facts(**{**vars(facts), "ending": ending})
    assert project(ended).value == ending.value


@given(facts=FACTS)
def test_a_settled_matter_waits_for_its_promises_alone(facts: Facts) -> None:
    settled = Facts(**{**vars(facts), "ending": None, "settled": True})
    assert project(settled) is (F.TRACKING if facts.promises_open else F.CLOSED)


@given(facts=FACTS)
def test_promises_do_not_matter_before_the_close(facts: Facts) -> None:
    one = Facts(**{**vars(facts), "settled": False, "promises_open": True})
    two = Facts(**{**vars(facts), "settled": False, "promises_open": False})
    assert project(one) is project(two)


@given(parts=SOME, evaluated=st.booleans())
def test_assisting_units_and_those_who_are_out_change_nothing(parts: tuple[Part, ...], evaluated: bool) -> None:
    owing = tuple(p for p in parts if p.role is not R.ASSIST and p.state not in OVER)
    assert handled(*parts, evaluated=evaluated) is handled(*owing, evaluated=evaluated)
    assert answering(parts) == [part.state for part in owing]


ORDER = [F.ASSIGNED, F.HANDLING, F.CHECKING, F.ANSWERED]


@given(parts=st.lists(OWING, min_size=1, max_size=4))
def test_the_slowest_handler_counts(parts: list[Part]) -> None:
    """Never further than any of them alone; all at the same place are there together."""
    together, alone = handled(*parts), [handled(part) for part in parts]
    assert ORDER.index(together) <= max(map(ORDER.index, alone))
    if len(set(alone)) == 1:
        assert together is alone[0]
    if F.CHECKING in alone and not {F.ASSIGNED, F.HANDLING} & set(alone):
        assert together is F.CHECKING


@pytest.mark.parametrize("two", list(itertools.combinations(OWED, 2)), ids=str)
def test_two_separate_handlers(two: tuple[AssignmentState, AssignmentState]) -> None:
    busy = F.CHECKING if set(two) <= {A.ANSWERED, *CHECKS} else F.HANDLING
    expected = F.ASSIGNED if set(two) <= UNSIGNED else busy
    assert handled(*(Part(R.SEPARATE, state) for state in two)) is expected


@given(parts=st.lists(OWING, max_size=4).map(tuple))
def test_a_mark_counts_only_when_everybody_has_answered(parts: tuple[Part, ...]) -> None:
    complete = bool(parts) and all(part.state is A.ANSWERED for part in parts)
    assert (handled(*parts, evaluated=True) is F.EVALUATED) is complete
    if not complete:
        assert handled(*parts, evaluated=True) is handled(*parts)
