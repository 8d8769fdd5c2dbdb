"""Two at once while a paper is filed, examined, merged, withdrawn."""

from __future__ import annotations

from congress import clock
from congress.models import FollowUp
from congress.rules.followups import FollowUpState
from congress.services import assigning
from congress.services.base import command
from congress.services.numbers import next_number
from deputies.models import Suggestion
from deputies.rules import DeclineReason, Difficulty
from deputies.services import examining, writing
from tests.consistency import consistent
from tests.factories import TODAY, World
from tests.races.both import Run, last_word, one_winner, together


def accepting(world: World, suggestion: Suggestion) -> Run:
    category = world.category
    return lambda: examining.accept_suggestion(
        actor=world.clerk, suggestion=suggestion, category=category, difficulty=Difficulty.ORDINARY
    )


def merging(world: World, suggestion: Suggestion, leading: Suggestion) -> Run:
    return lambda: examining.merge(actor=world.clerk, suggestion=suggestion, leading=leading)


def withdrawing(world: World, suggestion: Suggestion) -> Run:
    return lambda: writing.withdraw(actor=world.lead, suggestion=suggestion, reason="已经解决")


def test_a_draft_is_submitted_twice(world: World) -> None:
    with clock.at(TODAY):
        draft = world.draft()
    run = lambda: writing.submit(actor=world.lead, suggestion=draft)
    outcome = together(run, run)
    assert (len(outcome.results), len(outcome.refusals)) == (1, 1)
    consistent(FollowUp.objects.get(suggestion=draft))


def test_two_clerks_accept_one_suggestion(world: World) -> None:
    with clock.at(TODAY):
        suggestion = world.submitted()
    run = accepting(world, suggestion)
    followup = one_winner(suggestion.followup, run, run)
    assert followup.state == FollowUpState.PENDING


def test_two_suggestions_accepted_at_once_get_two_numbers(world: World) -> None:
    with clock.at(TODAY):
        one, two = world.submitted(), world.submitted()
    outcome = together(accepting(world, one), accepting(world, two))
    numbers = [suggestion.serial for suggestion in outcome.results]
    assert abs(numbers[0] - numbers[1]) == 1
    assert {consistent(row.followup).number for row in (one, two)} == {row.number for row in outcome.results}


def test_one_clerk_accepts_while_the_other_declines(world: World) -> None:
    with clock.at(TODAY):
        suggestion = world.submitted()
    one_winner(
        suggestion.followup,
        accepting(world, suggestion),
        lambda: examining.decline(
            actor=world.clerk, suggestion=suggestion, ground=DeclineReason.EMPTY, reason="没有具体要求"
        ),
    )


def test_a_returned_paper_is_submitted_again_twice(world: World) -> None:
    with clock.at(TODAY):
        suggestion = world.submitted()
        examining.return_to_deputy(actor=world.clerk, suggestion=suggestion, reason="请写明路段")
    run = lambda: writing.resubmit(actor=world.lead, suggestion=suggestion)
    followup = one_winner(suggestion.followup, run, run)
    assert followup.running.filter(clock="hand_over").count() == 1


def test_merged_and_withdrawn_at_once(world: World) -> None:
    with clock.at(TODAY):
        leading, suggestion = world.accepted(), world.submitted()
    one_winner(suggestion.followup, merging(world, suggestion, leading), withdrawing(world, suggestion))
    consistent(leading.followup)


def test_two_suggestions_are_merged_into_each_other(world: World) -> None:
    with clock.at(TODAY):
        one, two = world.accepted(), world.accepted()
    one_winner(one.followup, merging(world, one, two), merging(world, two, one))
    states = {consistent(row.followup).state for row in (one, two)}
    assert states == {FollowUpState.MERGED, FollowUpState.PENDING}


def test_handed_over_and_withdrawn_at_once(world: World) -> None:
    """Whoever comes first: withdrawn it is, and nobody is awaited."""
    with clock.at(TODAY):
        suggestion = world.accepted()
    units = [assigning.Share(world.roads)]
    followup = last_word(
        suggestion.followup,
        withdrawing(world, suggestion),
        lambda: assigning.hand_over(actor=world.clerk, followup=suggestion.followup, units=units),
    )
    assert followup.state == FollowUpState.WITHDRAWN
    assert set(followup.assignments.values_list("state", flat=True)) <= {"cancelled"}


def test_six_numbers_drawn_at_once_are_six_numbers(world: World) -> None:
    def draw() -> int:
        with command(world.clerk, "draw"):
            return next_number(world.county, "some_series", "18-5")

    outcome = together(*[draw] * 6)
    assert sorted(outcome.results) == [1, 2, 3, 4, 5, 6]
    assert outcome.refusals == []


def test_a_cosigner_agrees_while_the_office_accepts(world: World) -> None:
    """The one locks the paper and refers to the follow-up, the other locks both: neither waits for ever."""
    with clock.at(TODAY):
        suggestion = world.draft()
        writing.invite(actor=world.lead, suggestion=suggestion, mandates=[world.cosigner.person.mandates.get()])
        suggestion = writing.submit(actor=world.lead, suggestion=suggestion)
    answer = lambda: writing.answer_invitation(actor=world.cosigner, suggestion=suggestion, agree=True)
    followup = last_word(suggestion.followup, accepting(world, suggestion), answer)
    assert followup.state == FollowUpState.PENDING
    agreed = suggestion.cosigners.filter(state="confirmed").exists()
    assert followup.parties.filter(part="cosigner").exists() is agreed
