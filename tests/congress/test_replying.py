"""Answers and the two looks at them before they reach the deputies."""

from __future__ import annotations

import datetime as dt

import pytest

from congress import clock
from congress.models import Attachment, Check, Deadline, Notice, Promise, Reply, UnitRequest
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.followups import (
    AssignmentState,
    Clock,
    FollowUpState,
    HandlingRole,
    PromiseState,
    ReplyState,
    RequestState,
)
from congress.services import assigning, handling, replying
from congress.services.assigning import Share
from tests.factories import TODAY, World
from tests.stages import PROMISED

LEGAL = dt.date(2026, 6, 10)


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def answer(world: World, row, actor=None, code: str = "A", **kwargs) -> Reply:
    """An answer without contact record, and why."""
    letter = world.letter(code, **{"no_contact_reason": "三次电话无人接听", **kwargs})
    return replying.reply(actor=actor or world.contact, assignment=row, letter=letter, files=[world.scan()])


def told(title: str) -> set[str]:
    return set(Notice.objects.filter(title=title).values_list("person__name", flat=True))


# -- 答复 -------------------------------------------------------------------------------------------


def test_contact_replies_and_the_government_office_checks_first(world: World) -> None:
    row = world.checking()
    reply = Reply.objects.get()
    assert (row.state, reply.state, reply.issued_at) == (
        AssignmentState.COORDINATOR_CHECK,
        ReplyState.SUBMITTED,
        None,
    )
    assert set(row.running.values_list("clock", flat=True)) == {Clock.CHECK}
    assert world.fresh(row.followup).state == FollowUpState.CHECKING
    assert told("收到答复，请审核") == {"周楠"}
    assert reply.files.get().slot == Attachment.Slot.REPLY


def test_contact_of_the_court_replies_and_the_deputies_office_checks(world: World) -> None:
    judge = world.in_unit("法官", world.court)
    row = assigning.sign_for(actor=judge, assignment=world.to_court())
    answer(world, row, judge)
    assert world.fresh(row).state == AssignmentState.OFFICE_CHECK
    assert told("收到答复，请审核") == {"李文清"}
    replying.pass_reply(actor=world.clerk, assignment=row)
    assert world.fresh(row).state == AssignmentState.ANSWERED


def test_contact_replies_without_contact_needs_a_reason(world: World) -> None:
    row = world.signed()
    with pytest.raises(Incomplete) as refusal:
        replying.reply(actor=world.contact, assignment=row, letter=world.letter(), files=[world.scan()])
    assert "代表法第五十一条" in refusal.value.fields["no_contact_reason"]
    assert not Reply.objects.exists()
    assert answer(world, row).no_contact_reason == "三次电话无人接听"


def test_contact_replies_without_scan_is_refused(world: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        replying.reply(actor=world.contact, assignment=world.signed(), letter=world.letter(), files=[])
    assert "扫描件" in refusal.value.fields["attached"]


def test_contact_replies_with_a_class_that_promises_needs_its_date(world: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        answer(world, world.signed(), code="B")
    assert "承诺" in refusal.value.fields["promised_by"]


def test_contact_promises_before_the_letter_is_refused(world: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        answer(world, world.signed(), code="B", promised_by=TODAY - dt.timedelta(days=1))
    assert "早于" in refusal.value.fields["promised_by"]


@pytest.mark.parametrize(("days", "word"), [(-1, "早于交办日"), (1, "今天之后")])
def test_contact_dates_the_letter_on_an_impossible_day_is_told(world: World, days: int, word: str) -> None:
    with pytest.raises(Incomplete) as refusal:
        answer(world, world.signed(), dated=TODAY + dt.timedelta(days=days))
    assert word in refusal.value.fields["dated"]


def test_rival_replies_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed):
        answer(world, world.signed(), world.rival)


def test_assisting_unit_replies_is_told_that_the_lead_unit_does(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        answer(world, world.assisting(), world.rival)
    assert "不直接答复代表" in str(refusal.value)


def test_contact_replies_twice_is_told_the_state(world: World) -> None:
    with pytest.raises(WrongState):
        answer(world, world.checking())
    assert Reply.objects.count() == 1


def test_contact_with_an_outdated_form_replies_gets_a_conflict(world: World) -> None:
    row = world.fresh(world.signed())
    letter = world.letter(no_contact_reason="外出")
    with pytest.raises(Conflict):
        replying.reply(
            actor=world.contact, assignment=row, letter=letter, files=[world.scan()], version=row.version - 1
        )
    assert not Reply.objects.exists()


def test_contact_replies_and_his_request_for_more_time_is_overtaken(world: World) -> None:
    row = world.asking()
    answer(world, row)
    assert UnitRequest.objects.get().state == RequestState.OVERTAKEN
    assert world.fresh(row).pending == ""


# -- 审核 -------------------------------------------------------------------------------------------


def test_government_office_passes_and_the_deputies_office_checks(world: World) -> None:
    row = world.office_checking()
    assert row.state == AssignmentState.OFFICE_CHECK
    assert Reply.objects.get().state == ReplyState.SUBMITTED
    assert Check.objects.get().place == "县人民政府办公室"
    assert told("政府办已审核答复，请审核") == {"李文清"}
    assert not told("收到答复，请评价")


def test_clerk_passes_before_the_government_office_is_told_the_state(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        replying.pass_reply(actor=world.clerk, assignment=world.checking())
    assert "答复待政府办审核" in str(refusal.value)


def test_unit_passes_its_own_reply_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed):
        replying.pass_reply(actor=world.contact, assignment=world.checking())


def test_clerk_passes_and_the_deputies_evaluate(world: World) -> None:
    row = world.office_checking()
    with clock.at(dt.date(2026, 3, 12)):
        replying.pass_reply(actor=world.clerk, assignment=row, note="同意")
    reply, row, followup = Reply.objects.get(), world.fresh(row), world.fresh(row.followup)
    assert (reply.state, row.state) == (ReplyState.ISSUED, AssignmentState.ANSWERED)
    assert row.answered_on == TODAY, "the answer counts from the day the unit handed it in"
    assert (followup.state, followup.answered_on) == (FollowUpState.ANSWERED, dt.date(2026, 3, 12))
    entry = Deadline.objects.get(followup=followup, clock=Clock.EVALUATION)
    assert followup.due_on == followup.evaluation_due_on == entry.due_on
    assert entry.anchor_on == dt.date(2026, 3, 12)
    assert (row.due_on, row.running.count()) == (None, 0)
    assert told("收到答复，请评价") == {"罗秀英", "杨建国"}
    assert list(Check.objects.order_by("id").values_list("place", "passed", "note")) == [
        ("县人民政府办公室", True, ""),
        (str(world.office), True, "同意"),
    ]


@pytest.mark.parametrize(("stage", "name"), [("checking", "gov_clerk"), ("office_checking", "clerk")])
def test_checker_sends_back_and_the_legal_date_runs_again(world: World, stage: str, name: str) -> None:
    row = getattr(world, stage)()
    with clock.at(dt.date(2026, 4, 1)):
        replying.send_back_reply(actor=getattr(world, name), assignment=row, note="没有逐条答复")
    row = world.fresh(row)
    assert (row.state, row.answered_on, row.due_on) == (AssignmentState.HANDLING, None, LEGAL)
    assert row.deadlines.filter(clock=Clock.REPLY).count() == 1
    assert Reply.objects.get().state == ReplyState.SENT_BACK
    assert told("答复被退回，请补正") == {"赵敏"}
    assert world.fresh(row.followup).state == FollowUpState.HANDLING


def test_checker_sends_back_without_a_note_is_asked_for_it(world: World) -> None:
    row = world.checking()
    with pytest.raises(Incomplete) as refusal:
        replying.send_back_reply(actor=world.gov_clerk, assignment=row, note="")
    assert "补正" in refusal.value.fields["note"]
    assert not Check.objects.exists()


def test_contact_mends_and_both_answers_are_kept(world: World) -> None:
    row = world.checking()
    replying.send_back_reply(actor=world.gov_clerk, assignment=row, note="没有逐条答复")
    reply = world.check(answer(world, row))
    assert reply.state == ReplyState.ISSUED
    assert list(Reply.objects.order_by("id").values_list("state", flat=True)) == [
        ReplyState.SENT_BACK,
        ReplyState.ISSUED,
    ]


def test_clerk_sends_back_in_a_second_round_and_its_own_date_runs_again(world: World) -> None:
    row = world.reworked()
    assigning.sign_for(actor=world.contact, assignment=row)
    answer(world, row)
    replying.send_back_reply(actor=world.gov_clerk, assignment=row, note="补充照片")
    assert world.fresh(row).due_on == row.deadlines.get(clock=Clock.REWORK).due_on


def test_answer_with_a_promise_opens_it_when_it_is_issued(world: World) -> None:
    row = world.office_checking(code="B", promised_by=PROMISED)
    assert not Promise.objects.exists()
    replying.pass_reply(actor=world.clerk, assignment=row)
    promise = Promise.objects.get()
    assert (promise.state, promise.first_due_on, promise.due_on) == (PromiseState.OPEN, PROMISED, PROMISED)
    assert row.running.get().due_on == PROMISED


def test_with_separate_units_the_slowest_one_counts(world: World) -> None:
    judge = world.in_unit("法官", world.court)
    units = [Share(world.roads, HandlingRole.SEPARATE), Share(world.court, HandlingRole.SEPARATE)]
    roads, court = assigning.hand_over(actor=world.clerk, followup=world.accepted().followup, units=units)
    assigning.sign_for(actor=judge, assignment=court)
    answer(world, court, judge)
    replying.pass_reply(actor=world.clerk, assignment=court)
    followup = world.fresh(court.followup)
    assert (followup.state, followup.evaluation_due_on) == (FollowUpState.HANDLING, None)
    assert told("收到答复，请评价") == {"罗秀英", "杨建国"}
    assigning.forward(actor=world.gov_clerk, assignment=roads)
    assigning.sign_for(actor=world.contact, assignment=roads)
    world.check(answer(world, roads))
    assert world.fresh(followup).state == FollowUpState.ANSWERED


def test_assisting_units_opinion_is_not_waited_for(world: World) -> None:
    lead, assist = world.joint()
    handling.log_contact(actor=world.contact, assignment=lead, meeting=world.meeting())
    world.check(answer(world, lead))
    assert world.fresh(lead.followup).state == FollowUpState.ANSWERED
    assert world.fresh(assist).state == AssignmentState.HANDLING
