"""Promises: reported, put off, marked; the first date is never forgotten."""

from __future__ import annotations

import datetime as dt

import pytest

from congress import clock
from congress.models import Notice, Promise, PromiseMark, PromiseReport
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.followups import Clock, FollowUpState, Mark, PromiseState
from congress.services import promises, urging
from congress.services.urging import Lead
from tests.factories import TODAY, World
from tests.stages import PROMISED

LATER = dt.date(2026, 12, 31)


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def told(title: str) -> set[str]:
    return set(Notice.objects.filter(title=title).values_list("person__name", flat=True))


def test_contact_reports_a_promise_and_the_deputies_evaluate(world: World) -> None:
    promise = world.promise()
    with clock.at(dt.date(2026, 9, 1)):
        promises.report_promise(actor=world.contact, promise=promise, text="已全部修复", files=[world.scan()])
    promise = world.fresh(promise)
    assert promise.state == PromiseState.REPORTED
    entry = promise.assignment.running.get()
    assert (entry.clock, entry.due_on) == (Clock.PROMISE_EVALUATION, promise.evaluation_due_on)
    assert PromiseReport.objects.get().files.count() == 1
    assert told("承诺事项已报兑现，请评价") == {"罗秀英", "杨建国", "李文清"}


def test_contact_reports_nothing_is_asked_for_words(world: World) -> None:
    with pytest.raises(Incomplete):
        promises.report_promise(actor=world.contact, promise=world.promise(), text=" ")
    assert not PromiseReport.objects.exists()


def test_contact_reports_twice_is_told_the_state(world: World) -> None:
    with pytest.raises(WrongState):
        promises.report_promise(actor=world.contact, promise=world.reported(), text="又修了")


@pytest.mark.parametrize("name", ["rival", "lead", "clerk"])
def test_nobody_else_reports(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        promises.report_promise(actor=getattr(world, name), promise=world.promise(), text="好了")


def test_contact_puts_a_promise_off_and_the_first_date_stays(world: World) -> None:
    promise = world.promise()
    urging.mark_key(
        actor=world.clerk,
        followup=world.accepted().followup,
        lead=Lead(world.vice_chairman.person, TODAY, "第38次主任会议"),
    )
    with clock.at(dt.date(2026, 9, 20)):
        promises.move_promise(actor=world.contact, promise=promise, new_due_on=LATER, text="征地未完成")
    promise = world.fresh(promise)
    assert (promise.first_due_on, promise.due_on, promise.moves) == (PROMISED, LATER, 1)
    assert promise.assignment.running.get().due_on == LATER
    dates = promise.assignment.deadlines.filter(clock=Clock.PROMISE).order_by("id")
    assert [(row.due_on, row.reason) for row in dates] == [(PROMISED, ""), (LATER, "征地未完成")]
    assert told("承诺事项推迟") == {"罗秀英", "杨建国", "李文清"}
    text = Notice.objects.filter(title="承诺事项推迟").first().text
    assert "2026-09-30" in text
    assert "征地未完成" in text


@pytest.mark.parametrize("day", [PROMISED, TODAY, dt.date(2026, 9, 1)])
def test_contact_puts_it_off_to_no_later_day_is_refused(world: World, day: dt.date) -> None:
    promise = world.promise()
    with pytest.raises(Incomplete) as refusal:
        promises.move_promise(actor=world.contact, promise=promise, new_due_on=day, text="推迟")
    assert "晚于" in refusal.value.fields["new_due_on"]
    assert world.fresh(promise).moves == 0


def test_contact_puts_it_off_without_a_reason_is_asked_for_it(world: World) -> None:
    with pytest.raises(Incomplete):
        promises.move_promise(actor=world.contact, promise=world.promise(), new_due_on=LATER, text="")


def test_contact_with_an_outdated_form_puts_it_off_gets_a_conflict(world: World) -> None:
    promise = world.promise()
    with pytest.raises(Conflict):
        promises.move_promise(
            actor=world.contact, promise=promise, new_due_on=LATER, text="推迟", version=promise.version - 1
        )


def test_lead_is_satisfied_and_the_matter_closes_that_day(world: World) -> None:
    promise = world.promise()
    with clock.at(dt.date(2026, 9, 10)):
        promises.report_promise(actor=world.contact, promise=promise, text="已修复")
    with clock.at(dt.date(2026, 10, 9)):
        mark = promises.evaluate_promise(actor=world.lead, promise=world.fresh(promise), result=Mark.GOOD)
    promise, followup = world.fresh(promise), world.fresh(promise.followup)
    assert (promise.state, promise.kept_on) == (PromiseState.KEPT, dt.date(2026, 9, 10))
    assert not promise.kept_late
    assert mark.person == world.lead.person
    assert (followup.state, followup.closed_on) == (FollowUpState.CLOSED, dt.date(2026, 10, 9))
    assert not followup.running.exists()
    assert told("代表已评价承诺兑现") == {"赵敏"}


def test_promise_kept_after_its_first_date_is_kept_late(world: World) -> None:
    promise = world.promise()
    with clock.at(dt.date(2026, 9, 20)):
        promises.move_promise(actor=world.contact, promise=promise, new_due_on=LATER, text="征地未完成")
    with clock.at(dt.date(2026, 11, 1)):
        promises.report_promise(actor=world.contact, promise=world.fresh(promise), text="已修复")
        promises.evaluate_promise(actor=world.lead, promise=world.fresh(promise), result=Mark.FAIR)
    assert world.fresh(promise).kept_late


def test_lead_is_dissatisfied_and_the_promise_runs_again(world: World) -> None:
    promise = world.reported()
    promises.evaluate_promise(actor=world.lead, promise=promise, result=Mark.BAD, reason="只修了一半")
    promise = world.fresh(promise)
    assert (promise.state, promise.evaluation_due_on, promise.kept_on) == (PromiseState.OPEN, None, None)
    assert promise.assignment.running.get().due_on == PROMISED
    assert world.fresh(promise.followup).state == FollowUpState.TRACKING
    promises.report_promise(actor=world.contact, promise=promise, text="全部修好")
    assert promise.reports.count() == 2


def test_lead_is_dissatisfied_without_a_reason_is_asked_for_it(world: World) -> None:
    with pytest.raises(Incomplete):
        promises.evaluate_promise(actor=world.lead, promise=world.reported(), result=Mark.BAD)
    assert not PromiseMark.objects.exists()


def test_lead_marks_before_it_is_reported_is_told_the_state(world: World) -> None:
    with pytest.raises(WrongState):
        promises.evaluate_promise(actor=world.lead, promise=world.promise(), result=Mark.GOOD)


@pytest.mark.parametrize("name", ["cosigner", "contact", "clerk"])
def test_nobody_else_marks_a_promise(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        promises.evaluate_promise(actor=getattr(world, name), promise=world.reported(), result=Mark.GOOD)


def test_clerk_confirms_when_the_deputy_stayed_silent(world: World) -> None:
    promise = world.reported()
    with pytest.raises(WrongState) as refusal:
        promises.confirm_promise(actor=world.clerk, promise=promise)
    assert "期限未满" in str(refusal.value)
    with clock.at(promise.evaluation_due_on + dt.timedelta(days=1)):
        promises.confirm_promise(actor=world.clerk, promise=promise)
    promise = world.fresh(promise)
    assert (promise.state, promise.kept_on) == (PromiseState.KEPT, TODAY)
    assert world.fresh(promise.followup).state == FollowUpState.CLOSED
    assert not PromiseMark.objects.exists()


def test_unit_confirms_its_own_promise_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed):
        promises.confirm_promise(actor=world.contact, promise=world.reported())


def test_a_new_answers_promise_replaces_the_units_earlier_one(world: World) -> None:
    followup = world.dissatisfied(code="B", promised_by=PROMISED)
    assert Promise.objects.get().state == PromiseState.OPEN
    world.promise_again(followup, LATER)
    states = list(Promise.objects.order_by("id").values_list("due_on", "state"))
    assert states == [(PROMISED, PromiseState.REPLACED), (LATER, PromiseState.OPEN)]
