"""The deputies' marks and what follows: rework at most twice, then a conference; the close."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from congress import clock
from congress.models import Assignment, Attachment, Conference, Evaluation, Notice, Promise, Running
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.followups import (
    AssignmentState,
    Channel,
    Clock,
    FollowUpState,
    HandlingRole,
    Mark,
    PromiseState,
)
from congress.services import assigning, evaluating, replying
from congress.services.assigning import Share
from congress.services.evaluating import Opinion, Talk
from deputies.services import examining
from tests.factories import TODAY, World
from tests.stages import BAD, PROMISED

GOOD = Opinion(Mark.GOOD, Mark.GOOD)


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def talk(**values) -> Talk:
    return Talk(**{"on": TODAY, "people": "罗秀英、王志刚", "result": "分两年修完", "place": "会议室", **values})


# -- 评价 -------------------------------------------------------------------------------------------


def test_lead_evaluates_and_the_evaluation_is_over(world: World) -> None:
    reply = world.answered()
    with clock.at(dt.date(2026, 3, 15)):
        mark = evaluating.evaluate(actor=world.lead, reply=reply, opinion=GOOD)
    followup = world.fresh(reply.assignment.followup)
    assert (mark.person, mark.channel) == (world.lead.person, Channel.ONLINE)
    assert (followup.state, followup.evaluated_on) == (FollowUpState.EVALUATED, dt.date(2026, 3, 15))
    assert not followup.dissatisfied
    assert not Running.objects.filter(followup=followup).exists()
    assert set(Notice.objects.filter(title="代表已评价").values_list("person__name", flat=True)) == {"李文清"}


def test_lead_dissatisfied_without_reason_is_asked_for_it(world: World) -> None:
    reply = world.answered()
    for opinion in (Opinion(Mark.GOOD, Mark.BAD, " "), Opinion(Mark.BAD, Mark.GOOD)):
        with pytest.raises(Incomplete) as refusal:
            evaluating.evaluate(actor=world.lead, reply=reply, opinion=opinion)
        assert "理由" in refusal.value.fields["reason"]
    assert not Evaluation.objects.exists()


def test_lead_evaluates_twice_is_told_so(world: World) -> None:
    reply = world.answered()
    evaluating.evaluate(actor=world.lead, reply=reply, opinion=GOOD)
    with pytest.raises(WrongState):
        evaluating.evaluate(actor=world.lead, reply=reply, opinion=BAD)
    assert Evaluation.objects.get().result == Mark.GOOD


def test_cosigner_alone_does_not_end_the_evaluation(world: World) -> None:
    reply = world.answered()
    evaluating.evaluate(actor=world.cosigner, reply=reply, opinion=BAD)
    followup = world.fresh(reply.assignment.followup)
    assert (followup.state, followup.evaluated_on, followup.dissatisfied) == (FollowUpState.ANSWERED, None, False)
    with pytest.raises(WrongState) as refusal:
        evaluating.evaluate(actor=world.cosigner, reply=reply, opinion=GOOD)
    assert "已经评价过" in str(refusal.value)


def test_cosigner_evaluates_after_the_lead_and_the_leads_mark_counts(world: World) -> None:
    reply = world.answered()
    evaluating.evaluate(actor=world.lead, reply=reply, opinion=GOOD)
    evaluating.evaluate(actor=world.cosigner, reply=reply, opinion=BAD)
    followup = world.fresh(reply.assignment.followup)
    assert (reply.evaluations.count(), followup.dissatisfied) == (2, False)
    assert evaluating.close(actor=world.clerk, followup=followup).state == FollowUpState.CLOSED


def test_merged_deputy_evaluates_and_the_leads_mark_counts(world: World) -> None:
    leading = world.accepted()
    examining.merge(actor=world.clerk, suggestion=world.paper_of(world.outsider), leading=leading)
    reply = world.check(world.reply_to(leading.followup))
    evaluating.evaluate(actor=world.outsider, reply=reply, opinion=BAD)
    assert world.fresh(leading.followup).state == FollowUpState.ANSWERED
    evaluating.evaluate(actor=world.lead, reply=reply, opinion=GOOD)
    followup = world.fresh(leading.followup)
    assert (followup.state, followup.dissatisfied) == (FollowUpState.EVALUATED, False)
    assert set(reply.evaluations.values_list("person__name", flat=True)) == {"罗秀英", "马玉兰"}


@pytest.mark.parametrize("name", ["contact", "unit_leader", "rival", "gov_clerk", "clerk", "outsider"])
def test_nobody_else_evaluates(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        evaluating.evaluate(actor=getattr(world, name), reply=world.answered(), opinion=GOOD)


def test_lead_evaluates_before_it_is_issued_is_told_the_state(world: World) -> None:
    with pytest.raises(WrongState):
        evaluating.evaluate(actor=world.lead, reply=world.replied(), opinion=GOOD)


def test_lead_with_several_answers_marks_each_before_it_is_over(world: World) -> None:
    judge = world.in_unit("法官", world.court)
    units = [Share(world.roads, HandlingRole.SEPARATE), Share(world.court, HandlingRole.SEPARATE)]
    roads, court = assigning.hand_over(actor=world.clerk, followup=world.accepted().followup, units=units)
    assigning.sign_for(actor=judge, assignment=court)
    letter = world.letter(no_contact_reason="外出")
    second = replying.reply(actor=judge, assignment=court, letter=letter, files=[world.scan()])
    replying.pass_reply(actor=world.clerk, assignment=court)
    assigning.forward(actor=world.gov_clerk, assignment=roads)
    assigning.sign_for(actor=world.contact, assignment=roads)
    first = world.check(replying.reply(actor=world.contact, assignment=roads, letter=letter, files=[world.scan()]))
    evaluating.evaluate(actor=world.lead, reply=first, opinion=GOOD)
    assert world.fresh(roads.followup).state == FollowUpState.ANSWERED
    evaluating.evaluate(actor=world.lead, reply=second, opinion=BAD)
    followup = world.fresh(roads.followup)
    assert (followup.state, followup.dissatisfied) == (FollowUpState.EVALUATED, True)


def test_the_database_refuses_a_dissatisfied_mark_without_reason(world: World) -> None:
    mark = evaluating.evaluate(actor=world.lead, reply=world.answered(), opinion=GOOD)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evaluation.objects.filter(pk=mark.pk).update(result=Mark.BAD)


# -- 代录 -------------------------------------------------------------------------------------------


def record(world: World, actor, reply, **kwargs) -> Evaluation:
    values = {"person": world.lead.person, "opinion": GOOD, "sheet": [world.sheet()], **kwargs}
    return evaluating.record_evaluation(actor=actor, reply=reply, **values)


@pytest.mark.parametrize("name", ["clerk", "township_clerk"])
def test_clerk_of_the_county_or_the_township_records_from_the_signed_sheet(world: World, name: str) -> None:
    reply = world.answered()
    mark = record(world, getattr(world, name), reply)
    assert (mark.person, mark.channel, mark.recorded_by) == (world.lead.person, Channel.PAPER, getattr(world, name))
    assert mark.files.get().slot == Attachment.Slot.SHEET
    assert world.fresh(reply.assignment.followup).state == FollowUpState.EVALUATED


def test_clerk_records_without_the_sheet_is_asked_for_it(world: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        record(world, world.clerk, world.answered(), sheet=[])
    assert "征询意见表" in refusal.value.fields["attached"]
    assert not Evaluation.objects.exists()


def test_clerk_records_for_somebody_who_did_not_ask_is_told_so(world: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        record(world, world.clerk, world.answered(), person=world.outsider.person)
    assert "马玉兰" in refusal.value.fields["person"]


def test_clerk_records_a_dissatisfied_mark_without_reason_is_refused_whole(world: World) -> None:
    with pytest.raises(Incomplete):
        record(world, world.clerk, world.answered(), opinion=Opinion(Mark.BAD, Mark.BAD))
    assert not Attachment.objects.filter(slot=Attachment.Slot.SHEET).exists()


@pytest.mark.parametrize("name", ["contact", "gov_clerk", "lead", "other_clerk"])
def test_nobody_else_records(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        record(world, getattr(world, name), world.answered())


# -- 重新办理、会商 -----------------------------------------------------------------------------------


def test_clerk_has_it_handled_again_in_a_round_of_its_own(world: World) -> None:
    first = world.dissatisfied()
    with clock.at(dt.date(2026, 4, 1)):
        (row,) = evaluating.rework(actor=world.clerk, followup=first, note="请先修积水路段", version=first.version)
        followup = world.fresh(first)
    assert (followup.state, followup.round, followup.evaluated_on) == (FollowUpState.ASSIGNED, 2, None)
    assert (row.round, row.department, row.state) == (2, world.roads, AssignmentState.AWAITING)
    entry = row.deadlines.get(clock=Clock.REWORK)
    assert (row.reply_due_on, followup.reply_due_on) == (entry.due_on, entry.due_on)
    assert entry.anchor_on == dt.date(2026, 4, 1)
    assert not row.extendable
    assert Evaluation.objects.get().result == Mark.BAD
    assert Assignment.objects.get(round=1).state == AssignmentState.ANSWERED
    told = set(Notice.objects.filter(title="代表不满意，请重新办理").values_list("person__name", flat=True))
    assert told == {"赵敏", "王志刚", "周楠"}


def test_rework_replaces_what_the_first_answer_promised(world: World) -> None:
    followup = world.dissatisfied(code="B", promised_by=PROMISED)
    evaluating.rework(actor=world.clerk, followup=followup, note="请提前")
    assert Promise.objects.get().state == PromiseState.REPLACED
    assert not Running.objects.filter(clock=Clock.PROMISE).exists()


def test_rework_concerns_only_those_who_answered(world: World) -> None:
    followup = world.eventful()
    assert followup.round == 2
    assert [row.department for row in followup.assignments.filter(round=2)] == [world.roads]


def test_deputy_is_asked_anew_after_the_rework(world: World) -> None:
    followup = world.again(world.reworked(), GOOD)
    assert (followup.state, followup.dissatisfied) == (FollowUpState.EVALUATED, False)
    assert Evaluation.objects.count() == 2


def test_lead_evaluates_the_answer_of_an_earlier_round_is_told_of_the_newer_one(world: World) -> None:
    first = world.dissatisfied()
    old = first.assignments.get().replies.get()
    (row,) = evaluating.rework(actor=world.clerk, followup=first, note="再办")
    followup = world.again(row)
    with pytest.raises(WrongState) as refusal:
        evaluating.evaluate(actor=world.cosigner, reply=old, opinion=GOOD)
    assert "最新的答复" in str(refusal.value)
    assert followup.round == 2


def test_clerk_reworks_what_satisfied_is_told_so(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        evaluating.rework(actor=world.clerk, followup=world.evaluated(), note="再办")
    assert "没有评价为不满意" in str(refusal.value)


def test_clerk_reworks_without_a_note_is_asked_for_it(world: World) -> None:
    followup = world.dissatisfied()
    with pytest.raises(Incomplete):
        evaluating.rework(actor=world.clerk, followup=followup, note=" ")
    assert world.fresh(followup).round == 1


def test_clerk_with_an_outdated_form_reworks_gets_a_conflict(world: World) -> None:
    followup = world.dissatisfied()
    with pytest.raises(Conflict):
        evaluating.rework(actor=world.clerk, followup=followup, note="再办", version=followup.version - 1)


def test_clerk_reworks_a_third_time_is_sent_to_a_conference(world: World) -> None:
    followup = world.used_up()
    assert followup.round == 3
    with pytest.raises(WrongState) as refusal:
        evaluating.rework(actor=world.clerk, followup=followup, note="再办")
    assert "会商" in str(refusal.value)
    with pytest.raises(WrongState) as early:
        evaluating.close(actor=world.clerk, followup=followup)
    assert "会商" in str(early.value)
    conference = evaluating.confer(actor=world.clerk, followup=followup, talk=talk())
    assert (conference.round, conference.recorded_by) == (3, world.clerk)
    closed = evaluating.close(actor=world.clerk, followup=followup)
    assert (closed.state, closed.dissatisfied) == (FollowUpState.CLOSED, True)


def test_clerk_confers_twice_is_told_so(world: World) -> None:
    followup = world.used_up()
    evaluating.confer(actor=world.clerk, followup=followup, talk=talk())
    with pytest.raises(WrongState) as refusal:
        evaluating.confer(actor=world.clerk, followup=followup, talk=talk())
    assert "已经会商" in str(refusal.value)


def test_clerk_confers_while_rework_is_left_is_told_so(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        evaluating.confer(actor=world.clerk, followup=world.dissatisfied(), talk=talk())
    assert "尚不需要会商" in str(refusal.value)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on": TODAY + dt.timedelta(days=1)}, "on"),
        ({"on": TODAY - dt.timedelta(days=1)}, "on"),
        ({"people": " "}, "people"),
        ({"result": ""}, "result"),
    ],
)
def test_clerk_confers_with_something_missing_is_told_what(world: World, values: dict, field: str) -> None:
    followup = world.used_up()
    with pytest.raises(Incomplete) as refusal:
        evaluating.confer(actor=world.clerk, followup=followup, talk=talk(**values))
    assert set(refusal.value.fields) == {field}
    assert not Conference.objects.exists()


# -- 办结 -------------------------------------------------------------------------------------------


def test_clerk_closes_and_every_clock_ends(world: World) -> None:
    followup = world.fresh(world.closed())
    assert (followup.state, followup.closed_on, followup.settled_on) == (FollowUpState.CLOSED, TODAY, TODAY)
    assert (followup.due_on, followup.running.count()) == (None, 0)


def test_clerk_closes_before_the_evaluation_is_told_to_wait(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        evaluating.close(actor=world.clerk, followup=world.answered().assignment.followup)
    assert "期限未满" in str(refusal.value)


def test_clerk_closes_on_the_last_day_of_the_evaluation_is_told_to_wait(world: World) -> None:
    followup = world.fresh(world.answered().assignment.followup)
    with clock.at(followup.evaluation_due_on), pytest.raises(WrongState):
        evaluating.close(actor=world.clerk, followup=followup)


def test_clerk_closes_when_the_deputy_stayed_silent(world: World) -> None:
    followup = world.fresh(world.answered().assignment.followup)
    with clock.at(followup.evaluation_due_on + dt.timedelta(days=1)):
        closed = evaluating.close(actor=world.clerk, followup=followup)
    assert (closed.state, closed.evaluated_on) == (FollowUpState.CLOSED, None)


def test_clerk_closes_what_dissatisfied_is_told_to_rework(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        evaluating.close(actor=world.clerk, followup=world.dissatisfied())
    assert "重新办理" in str(refusal.value)


def test_clerk_closes_while_something_is_promised_and_it_is_followed_on(world: World) -> None:
    followup = world.fresh(world.tracking())
    assert (followup.state, followup.settled_on, followup.closed_on) == (FollowUpState.TRACKING, TODAY, None)
    assert followup.due_on == PROMISED
    with pytest.raises(WrongState):
        evaluating.close(actor=world.clerk, followup=followup)


def test_unit_closes_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed):
        evaluating.close(actor=world.contact, followup=world.evaluated())
