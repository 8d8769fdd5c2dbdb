"""Two at once on a vote: one winner, one readable refusal, one result."""

from __future__ import annotations

import pytest

from congress import clock
from congress.models import Ballot, BallotLine, BallotResult
from congress.rules.ballots import BallotState
from congress.services.balloting import closing, counting
from tests.factories import TODAY, World
from tests.races.both import together
from tests.votes import Hall, committee_hall, paper

FIRST, SECOND = paper((20, 3, 1)), paper((21, 2, 1))


@pytest.fixture(scope="module")
def hall(world: World) -> Hall:
    """One meeting for the races of this file; each takes a vote of its own."""
    with clock.at(TODAY):
        return committee_hall(world)


def test_two_tellers_enter_at_once(world: World, hall: Hall) -> None:
    with clock.at(TODAY):
        ballot = hall.opened()
    version = ballot.version
    outcome = together(
        lambda: counting.enter_totals(actor=world.director, ballot=ballot, count=FIRST, version=version),
        lambda: counting.enter_totals(actor=world.clerk, ballot=ballot, count=SECOND, version=version),
    )
    assert (len(outcome.results), len(outcome.refusals)) == (1, 1)
    assert "已由" in str(outcome.refusals[0])
    ballot = Ballot.objects.get(pk=ballot.pk)
    counted = BallotLine.objects.get(ballot=ballot).counts
    assert counted == ([20, 3, 1] if ballot.entered_by == world.director else [21, 2, 1])


def test_a_close_and_a_correction_at_once(world: World, hall: Hall) -> None:
    with clock.at(TODAY):
        ballot = hall.checked(FIRST, question="关于另一项的决定")
    version = ballot.version
    outcome = together(
        lambda: closing.close_ballot(actor=world.director, ballot=ballot, version=version),
        lambda: counting.correct_totals(
            actor=world.clerk, ballot=ballot, count=SECOND, reason="漏计一票", version=version
        ),
    )
    assert (len(outcome.results), len(outcome.refusals)) == (1, 1)
    ballot = Ballot.objects.get(pk=ballot.pk)
    closed = BallotResult.objects.filter(ballot=ballot)
    if ballot.state == BallotState.CLOSED:
        assert closed.get().lines.get().counts == [20, 3, 1]
    else:
        assert (ballot.state, closed.exists(), ballot.checked_by) == (BallotState.ENTERED, False, None)


def test_a_vote_is_closed_twice(world: World, hall: Hall) -> None:
    with clock.at(TODAY):
        ballot = hall.checked(FIRST, question="关于第三项的决定")
    run = lambda: closing.close_ballot(actor=world.director, ballot=ballot)
    outcome = together(run, run)
    assert (len(outcome.results), len(outcome.refusals)) == (1, 1)
    assert BallotResult.objects.filter(ballot=ballot).count() == 1
