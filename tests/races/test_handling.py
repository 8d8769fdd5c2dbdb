"""Two at once, on real commits: one winner, one readable refusal, a consistent ledger."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from congress import clock
from congress.models import Deadline, Evaluation, FollowUp, Reply
from congress.refusals import Refusal
from congress.rules.followups import Mark
from congress.services import handling
from congress.services.base import command
from congress.services.numbers import next_number
from deputies.models import Suggestion
from deputies.rules import Difficulty
from deputies.services import examining, writing
from tests.factories import TODAY, World

pytestmark = pytest.mark.committed


def together(*runs: Callable[[], object]) -> tuple[list[object], list[Refusal]]:
    """Run all at the same moment, each on its own connection; returns results and refusals."""
    barrier, results, refusals, failures = threading.Barrier(len(runs)), [], [], []

    def one(run: Callable[[], object]) -> None:
        try:
            with clock.at(TODAY):
                connection.ensure_connection()
                barrier.wait(10)
                results.append(run())
        except Refusal as refusal:
            refusals.append(refusal)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[run]) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    return results, refusals


def one_winner(results: list[object], refusals: list[Refusal]) -> None:
    assert (len(results), len(refusals)) == (1, 1)
    assert str(refusals[0])


def test_two_clerks_accept_one_suggestion(committed: str, world: World) -> None:
    with clock.at(TODAY):
        suggestion = world.submitted()
    category = world.category

    def run() -> object:
        row = Suggestion.objects.get(pk=suggestion.pk)
        return examining.accept_suggestion(
            actor=world.clerk, suggestion=row, category=category, difficulty=Difficulty.ORDINARY
        )

    one_winner(*together(run, run))
    assert Suggestion.objects.get(pk=suggestion.pk).serial == 1


def test_two_clerks_hand_over_to_two_units(committed: str, world: World) -> None:
    with clock.at(TODAY):
        followup = world.accepted().followup
    one_winner(
        *together(
            lambda: handling.hand_over(actor=world.clerk, followup=followup, department=world.roads),
            lambda: handling.hand_over(actor=world.clerk, followup=followup, department=world.finance),
        )
    )
    assert followup.assignments.count() == 1
    assert Deadline.objects.filter(assignment__followup=followup, clock="reply").count() == 1


def test_leader_and_contact_sign_for_at_once(committed: str, world: World) -> None:
    with clock.at(TODAY):
        assignment = world.handed_over()
    one_winner(
        *together(
            lambda: handling.sign_for(actor=world.contact, assignment=assignment),
            lambda: handling.sign_for(actor=world.unit_leader, assignment=assignment),
        )
    )


def test_one_reply_is_sent_twice(committed: str, world: World) -> None:
    with clock.at(TODAY):
        assignment = world.signed()
        letter = world.letter()

    def run() -> object:
        return handling.reply(actor=world.contact, assignment=assignment, letter=letter, files=[world.scan()])

    one_winner(*together(run, run))
    assert Reply.objects.filter(assignment=assignment).count() == 1


def test_one_deputy_evaluates_twice(committed: str, world: World) -> None:
    with clock.at(TODAY):
        reply = world.answered()

    def run() -> object:
        return handling.evaluate(actor=world.lead, reply=reply, opinion=handling.Opinion(Mark.GOOD, Mark.GOOD))

    one_winner(*together(run, run))
    assert Evaluation.objects.filter(reply=reply).count() == 1


def test_lead_and_cosigner_evaluate_at_once_and_both_count(committed: str, world: World) -> None:
    with clock.at(TODAY):
        reply = world.answered()
    results, refusals = together(
        lambda: handling.evaluate(actor=world.lead, reply=reply, opinion=handling.Opinion(Mark.GOOD, Mark.GOOD)),
        lambda: handling.evaluate(actor=world.cosigner, reply=reply, opinion=handling.Opinion(Mark.FAIR, Mark.FAIR)),
    )
    assert (len(results), refusals) == (2, [])


def test_two_clerks_close_one_followup(committed: str, world: World) -> None:
    with clock.at(TODAY):
        followup = world.evaluated()
    run = lambda: handling.close(actor=world.clerk, followup=followup)
    one_winner(*together(run, run))
    assert FollowUp.objects.get(pk=followup.pk).closed_on == TODAY


def test_a_draft_is_submitted_twice(committed: str, world: World) -> None:
    with clock.at(TODAY):
        draft = world.draft()
    run = lambda: writing.submit(actor=world.lead, suggestion=draft)
    one_winner(*together(run, run))
    assert FollowUp.objects.count() == 1


def test_six_numbers_drawn_at_once_are_six_numbers(committed: str, world: World) -> None:
    def draw() -> int:
        with command(world.clerk, "draw"):
            return next_number(world.county, "suggestion", "18-5")

    results, refusals = together(*[draw] * 6)
    assert (sorted(results), refusals) == ([1, 2, 3, 4, 5, 6], [])
