"""Two at once on a promise: reported, put off, evaluated, confirmed, replaced."""

from __future__ import annotations

import datetime as dt

from congress import clock
from congress.models import FollowUp, Promise, PromiseMark, PromiseReport
from congress.rules.followups import FollowUpState, Mark, PromiseState
from congress.services import evaluating, promises
from tests.factories import TODAY, World
from tests.races.both import Run, last_word, one_winner

PROMISED = TODAY + dt.timedelta(days=60)
LATER = TODAY + dt.timedelta(days=120)


def promised(world: World, opinion: evaluating.Opinion | None = None) -> Promise:
    """A promise of an answered suggestion; with an opinion, of an evaluated one."""
    reply = world.answered(code="B", promised_by=PROMISED)
    if opinion:
        evaluating.evaluate(actor=world.lead, reply=reply, opinion=opinion)
    return Promise.objects.get(reply=reply)


def tracked(world: World) -> Promise:
    """A promise of a suggestion whose handling is over, reported kept."""
    promise = promised(world, evaluating.Opinion(Mark.GOOD, Mark.GOOD))
    evaluating.close(actor=world.clerk, followup=promise.followup)
    promises.report_promise(actor=world.contact, promise=promise, text="已完工")
    return promise


def reporting(world: World, promise: Promise) -> Run:
    return lambda: promises.report_promise(actor=world.contact, promise=promise, text="已完工")


def marking(world: World, promise: Promise, result: Mark) -> Run:
    return lambda: promises.evaluate_promise(actor=world.lead, promise=promise, result=result, reason="看过现场")


def test_reported_twice(world: World) -> None:
    with clock.at(TODAY):
        promise = promised(world)
    run = reporting(world, promise)
    one_winner(promise.followup, run, run)
    assert PromiseReport.objects.filter(promise=promise).count() == 1


def test_reported_while_it_is_put_off(world: World) -> None:
    with clock.at(TODAY):
        promise = promised(world)
    last_word(
        promise.followup,
        reporting(world, promise),
        lambda: promises.move_promise(actor=world.unit_leader, promise=promise, new_due_on=LATER, text="雨季"),
    )
    promise.refresh_from_db()
    assert promise.state == PromiseState.REPORTED
    assert not promise.assignment.running.filter(clock="promise").exists()


def test_put_off_twice_to_one_day(world: World) -> None:
    with clock.at(TODAY):
        promise = promised(world)
    run = lambda: promises.move_promise(actor=world.contact, promise=promise, new_due_on=LATER, text="雨季")
    one_winner(promise.followup, run, run)
    promise.refresh_from_db()
    assert promise.moves == 1


def test_evaluated_twice(world: World) -> None:
    with clock.at(TODAY):
        promise = tracked(world)
    run = marking(world, promise, Mark.GOOD)
    followup = one_winner(promise.followup, run, run)
    assert PromiseMark.objects.filter(report__promise=promise).count() == 1
    assert followup.state == FollowUpState.CLOSED


def test_evaluated_as_kept_and_as_not_kept_at_once(world: World) -> None:
    with clock.at(TODAY):
        promise = tracked(world)
    one_winner(promise.followup, marking(world, promise, Mark.GOOD), marking(world, promise, Mark.BAD))


def test_confirmed_by_the_office_while_the_deputy_evaluates(world: World) -> None:
    with clock.at(TODAY):
        promise = tracked(world)
    run = lambda: promises.confirm_promise(actor=world.clerk, promise=promise)
    one_winner(promise.followup, run, marking(world, promise, Mark.BAD), on=LATER)


def test_reported_while_the_suggestion_is_handled_again(world: World) -> None:
    """A new round replaces what the answer before it promised."""
    with clock.at(TODAY):
        promise = promised(world, evaluating.Opinion(Mark.BAD, Mark.BAD, "没有时间表"))
    followup = FollowUp.objects.get(pk=promise.followup_id)
    followup = last_word(
        followup,
        lambda: evaluating.rework(actor=world.clerk, followup=followup, note="请写明时间表"),
        reporting(world, promise),
    )
    promise.refresh_from_db()
    assert promise.state == PromiseState.REPLACED
    assert not promise.assignment.running.exists()
    assert followup.round == 2
