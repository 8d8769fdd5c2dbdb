"""The commands between hand-over and closing: what they do, and why they say no."""

from __future__ import annotations

import datetime as dt

import pytest

from congress import clock
from congress.models import Assignment, Deadline, Party
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.followups import Clock, FollowUpState, Mark, PartyPart
from congress.services import handling
from deputies.rules import Difficulty
from tests.factories import TODAY, World


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def clocks(assignment: Assignment) -> dict[str, dt.date]:
    return {entry.clock: entry.due_on for entry in assignment.deadlines.all()}


def test_clerk_hands_over_and_the_law_gives_three_months(world: World) -> None:
    assignment = world.handed_over()
    followup = assignment.followup
    assert assignment.reply_due_on == followup.reply_due_on == dt.date(2026, 6, 10)
    assert followup.state == FollowUpState.ASSIGNED
    assert followup.handed_over_on == TODAY
    assert set(clocks(assignment)) == {Clock.REPLY, Clock.CONTACT, Clock.SIGN_FOR}
    entry = assignment.deadlines.get(clock=Clock.REPLY)
    assert entry.kind == "law"
    assert entry.basis.citation == "代表法（2025年修正）第五十一条"
    assert entry.anchor_on == TODAY
    assert (followup.due_on, followup.due_clock) == (clocks(assignment)[Clock.SIGN_FOR], Clock.SIGN_FOR)


def test_clerk_hands_over_a_difficult_one_and_the_law_gives_six_months(world: World) -> None:
    assert world.handed_over(difficulty=Difficulty.DIFFICULT).reply_due_on == dt.date(2026, 9, 10)


def test_hand_over_makes_the_unit_and_its_coordinator_parties(world: World) -> None:
    followup = world.handed_over().followup
    found = set(Party.objects.filter(followup=followup).values_list("part", "department__name"))
    assert (PartyPart.UNIT, "县交通运输局") in found
    assert (PartyPart.COORDINATOR, "县人民政府办公室") in found


def test_hand_over_directly_to_a_unit_without_coordinator(world: World) -> None:
    followup = world.accepted().followup
    handling.hand_over(actor=world.clerk, followup=followup, department=world.government_office)
    assert not Party.objects.filter(followup=followup, part=PartyPart.COORDINATOR).exists()


def test_clerk_hands_over_to_a_closed_unit_is_told_to_choose_another(world: World) -> None:
    followup = world.accepted().followup
    world.roads.until = TODAY - dt.timedelta(days=1)
    with pytest.raises(Incomplete) as refusal:
        handling.hand_over(actor=world.clerk, followup=followup, department=world.roads)
    assert "撤销" in refusal.value.fields["department"]
    assert not Assignment.objects.exists()


def test_clerk_with_an_outdated_form_gets_a_conflict(world: World) -> None:
    followup = world.accepted().followup
    with pytest.raises(Conflict) as refusal:
        handling.hand_over(actor=world.clerk, followup=followup, department=world.roads, version=followup.version - 1)
    assert refusal.value.current.pk == followup.pk


def test_rival_signs_for_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed) as refusal:
        handling.sign_for(actor=world.rival, assignment=world.handed_over())
    assert "承办单位" in str(refusal.value)


def test_contact_signs_for_twice_is_told_the_state(world: World) -> None:
    assignment = world.signed()
    with pytest.raises(WrongState) as refusal:
        handling.sign_for(actor=world.contact, assignment=assignment)
    assert "办理中" in str(refusal.value)


def test_signing_for_goes_on_with_the_answers_clock(world: World) -> None:
    assignment = world.signed()
    assert (assignment.due_clock, assignment.due_on) == (Clock.REPLY, dt.date(2026, 6, 10))
    assert assignment.handler == world.contact.person
    assert assignment.followup.assignments.get().signed_for_by == world.contact
    followup = type(assignment.followup).objects.get(pk=assignment.followup_id)
    assert (followup.state, followup.due_on) == (FollowUpState.HANDLING, dt.date(2026, 6, 10))


@pytest.mark.parametrize(("days", "word"), [(-1, "早于交办日"), (1, "今天之后")])
def test_contact_logs_a_meeting_on_an_impossible_day(world: World, days: int, word: str) -> None:
    assignment = world.signed()
    meeting = handling.Meeting(TODAY + dt.timedelta(days=days), "site", "局长", "罗秀英", "好")
    with pytest.raises(Incomplete) as refusal:
        handling.log_contact(actor=world.contact, assignment=assignment, meeting=meeting)
    assert word in refusal.value.fields["on"]


def test_contact_keeps_a_photograph_of_the_meeting(world: World) -> None:
    contact = handling.log_contact(
        actor=world.contact, assignment=world.signed(), meeting=world.meeting(), files=[world.scan()]
    )
    assert contact.files.get().name == "答复函.pdf"


def test_contact_replies_without_scan_is_refused(world: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        handling.reply(actor=world.contact, assignment=world.signed(), letter=world.letter(), files=[])
    assert "扫描件" in refusal.value.fields["attached"]


def test_contact_replies_with_a_promise_needs_its_date(world: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        handling.reply(actor=world.contact, assignment=world.signed(), letter=world.letter("B"), files=[world.scan()])
    assert "承诺" in refusal.value.fields["promised_by"]


def test_contact_promises_before_the_letter_is_refused(world: World) -> None:
    letter = world.letter("B", promised_by=TODAY - dt.timedelta(days=1))
    with pytest.raises(Incomplete) as refusal:
        handling.reply(actor=world.contact, assignment=world.signed(), letter=letter, files=[world.scan()])
    assert "早于" in refusal.value.fields["promised_by"]


def test_reply_starts_the_deputys_clock(world: World) -> None:
    reply = world.answered()
    followup = reply.assignment.followup
    followup.refresh_from_db()
    assert followup.state == FollowUpState.ANSWERED
    assert followup.answered_on == TODAY
    assert followup.due_clock == Clock.EVALUATION
    assert followup.due_on == Deadline.objects.get(followup=followup, clock=Clock.EVALUATION).due_on
    assert reply.assignment.followup.assignments.get().due_on is None


def test_lead_dissatisfied_without_reason_is_asked_for_it(world: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        handling.evaluate(actor=world.lead, reply=world.answered(), opinion=handling.Opinion(Mark.GOOD, Mark.BAD, " "))
    assert "理由" in refusal.value.fields["reason"]


def test_cosigner_alone_does_not_settle_the_evaluation(world: World) -> None:
    reply = world.answered()
    handling.evaluate(actor=world.cosigner, reply=reply, opinion=handling.Opinion(Mark.GOOD, Mark.GOOD))
    followup = reply.assignment.followup
    followup.refresh_from_db()
    assert followup.state == FollowUpState.ANSWERED
    assert followup.evaluated_on is None


def test_cosigner_may_still_evaluate_after_the_lead(world: World) -> None:
    followup = world.evaluated()
    reply = followup.assignments.get().replies.get()
    handling.evaluate(actor=world.cosigner, reply=reply, opinion=handling.Opinion(Mark.FAIR, Mark.FAIR))
    assert reply.evaluations.count() == 2


def test_a_unit_never_evaluates(world: World) -> None:
    reply = world.answered()
    for actor in (world.contact, world.unit_leader, world.rival):
        with pytest.raises(NotAllowed):
            handling.evaluate(actor=actor, reply=reply, opinion=handling.Opinion(Mark.GOOD, Mark.GOOD))


def test_clerk_closes_before_the_evaluation_is_told_to_wait(world: World) -> None:
    followup = world.answered().assignment.followup
    with pytest.raises(WrongState) as refusal:
        handling.close(actor=world.clerk, followup=followup)
    assert "期限未满" in str(refusal.value)


def test_clerk_closes_when_the_deputy_stayed_silent(world: World) -> None:
    followup = world.answered().assignment.followup
    followup.refresh_from_db()
    with clock.at(followup.due_on + dt.timedelta(days=1)):
        closed = handling.close(actor=world.clerk, followup=followup)
    assert closed.state == FollowUpState.CLOSED
    assert closed.evaluated_on is None


def test_closing_ends_every_clock(world: World) -> None:
    followup = world.closed()
    assert (followup.due_on, followup.due_clock) == (None, "")
