"""Two at once on one deliberation opinion: handed over, signed for, taken back, split."""

from __future__ import annotations

from congress import clock
from congress.models import Assignment, FollowUp
from supervision.services.opinions import handling, issuing
from tests.factories import TODAY, World
from tests.opining import NUMBER, Story
from tests.races.both import Outcome, Run, together


def one_wins(*runs: Run) -> Outcome:
    outcome = together(*runs)
    assert (len(outcome.results), len(outcome.refusals)) == (1, 1), outcome
    return outcome


def test_handed_over_twice(world: World) -> None:
    with clock.at(TODAY):
        story = Story(world)
        opinion = story.adopted()
    run = lambda: issuing.hand_over(actor=world.other_clerk, opinion=opinion, number=NUMBER)
    one_wins(run, run)
    assert FollowUp.objects.filter(opinion_item__opinion=opinion).count() == 2


def test_signed_for_while_it_is_taken_back(world: World) -> None:
    with clock.at(TODAY):
        story = Story(world, number="云人常审〔2026〕4号")
        opinion = story.handed_over()
    one_wins(
        lambda: issuing.sign_for(actor=world.gov_clerk, opinion=opinion),
        lambda: issuing.recall(actor=world.other_clerk, opinion=opinion, reason="文字有误"),
    )
    states = {row.state for row in FollowUp.objects.filter(opinion_item__opinion=opinion)}
    assert states == ({"withdrawn"} if story.fresh().state == "recalled" else {"pending"})


def test_split_twice(world: World) -> None:
    with clock.at(TODAY):
        story = Story(world, number="云人常审〔2026〕5号")
        opinion = story.signed()
        tasks = story.tasks()
    run = lambda: handling.split(actor=world.gov_clerk, opinion=opinion, tasks=tasks)
    one_wins(run, run)
    assert Assignment.objects.filter(followup__opinion_item__opinion=opinion).count() == 2
