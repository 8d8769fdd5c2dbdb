"""Two at once on an answer: handed in, checked, sent back, evaluated, handled again, closed."""

from __future__ import annotations

import datetime as dt

from congress import clock
from congress.models import Assignment, Check, Conference, Evaluation, FollowUp, Reply
from congress.rules.followups import FollowUpState, Mark
from congress.services import evaluating, replying
from congress.services.base import command
from deputies.models import Suggestion
from deputies.services import writing
from tests.consistency import consistent
from tests.factories import TODAY, World
from tests.races.both import Run, last_word, one_winner, together

BAD = evaluating.Opinion(Mark.BAD, Mark.BAD, "路面还没有修")
GOOD = evaluating.Opinion(Mark.GOOD, Mark.GOOD)
LATER = TODAY + dt.timedelta(days=60)


def replying_with(world: World, assignment: Assignment) -> Run:
    with clock.at(TODAY):
        letter = world.letter(no_contact_reason="出差")
    return lambda: replying.reply(actor=world.contact, assignment=assignment, letter=letter, files=[world.scan()])


def evaluating_as(world: World, who: str, reply: Reply, opinion: evaluating.Opinion = GOOD) -> Run:
    actor = getattr(world, who)
    return lambda: evaluating.evaluate(actor=actor, reply=reply, opinion=opinion)


def closing(world: World, followup: FollowUp) -> Run:
    return lambda: evaluating.close(actor=world.clerk, followup=followup)


def reworking(world: World, followup: FollowUp) -> Run:
    return lambda: evaluating.rework(actor=world.clerk, followup=followup, note="请实地查看")


def dissatisfied(world: World, *, rounds_allowed: int = 1) -> FollowUp:
    reply = world.answered()
    evaluating.evaluate(actor=world.lead, reply=reply, opinion=BAD)
    with command(None, "test"):
        FollowUp.objects.filter(pk=reply.assignment.followup_id).update(rounds_allowed=rounds_allowed)
    return FollowUp.objects.get(pk=reply.assignment.followup_id)


def test_one_reply_is_sent_twice(world: World) -> None:
    with clock.at(TODAY):
        assignment = world.signed()
    run = replying_with(world, assignment)
    one_winner(assignment.followup, run, run)
    assert Reply.objects.filter(assignment=assignment).count() == 1


def test_a_reply_comes_while_the_deputy_withdraws(world: World) -> None:
    with clock.at(TODAY):
        assignment = world.signed()
    suggestion = Suggestion.objects.get(followup=assignment.followup)
    followup = last_word(
        assignment.followup,
        lambda: writing.withdraw(actor=world.lead, suggestion=suggestion, reason="已经解决"),
        replying_with(world, assignment),
    )
    assert followup.state == FollowUpState.WITHDRAWN


def test_the_government_office_passes_a_reply_twice(world: World) -> None:
    """Two clicks on one form: without its version the second would be taken for the other office's."""
    with clock.at(TODAY):
        reply = world.replied()
    run = lambda: replying.pass_reply(actor=world.gov_clerk, assignment=reply.assignment)
    one_winner(reply.assignment.followup, run, run)
    assert Check.objects.filter(reply=reply).count() == 1


def test_the_office_passes_a_reply_twice(world: World) -> None:
    with clock.at(TODAY):
        reply = world.replied(code="B", promised_by=LATER)
        replying.pass_reply(actor=world.gov_clerk, assignment=reply.assignment)
    run = lambda: replying.pass_reply(actor=world.clerk, assignment=reply.assignment)
    followup = one_winner(reply.assignment.followup, run, run)
    assert followup.state == FollowUpState.ANSWERED
    assert followup.promises.count() == 1


def test_passed_while_it_is_sent_back(world: World) -> None:
    with clock.at(TODAY):
        reply = world.replied()
    one_winner(
        reply.assignment.followup,
        lambda: replying.pass_reply(actor=world.gov_clerk, assignment=reply.assignment),
        lambda: replying.send_back_reply(actor=world.gov_clerk, assignment=reply.assignment, note="没有签发人"),
    )


def test_one_deputy_evaluates_twice(world: World) -> None:
    with clock.at(TODAY):
        reply = world.answered()
    run = evaluating_as(world, "lead", reply)
    one_winner(reply.assignment.followup, run, run)
    assert Evaluation.objects.filter(reply=reply).count() == 1


def test_a_cosigner_evaluates_twice(world: World) -> None:
    with clock.at(TODAY):
        reply = world.answered()
    run = evaluating_as(world, "cosigner", reply)
    one_winner(reply.assignment.followup, run, run)


def test_evaluated_online_and_from_the_sheet_at_once(world: World) -> None:
    with clock.at(TODAY):
        reply = world.answered()
    person = world.lead.person
    followup = one_winner(
        reply.assignment.followup,
        evaluating_as(world, "lead", reply),
        lambda: evaluating.record_evaluation(
            actor=world.township_clerk, reply=reply, person=person, opinion=GOOD, sheet=[world.sheet()]
        ),
    )
    assert followup.state == FollowUpState.EVALUATED


def test_lead_and_cosigner_evaluate_at_once_and_both_count(world: World) -> None:
    with clock.at(TODAY):
        reply = world.answered()
    outcome = together(evaluating_as(world, "lead", reply), evaluating_as(world, "cosigner", reply))
    assert (len(outcome.results), outcome.refusals) == (2, [])
    assert consistent(reply.assignment.followup).state == FollowUpState.EVALUATED


def test_a_late_bad_mark_comes_while_the_clerk_closes(world: World) -> None:
    with clock.at(TODAY):
        reply = world.answered()
    followup = reply.assignment.followup
    runs = evaluating_as(world, "lead", reply, BAD), closing(world, followup)
    one_winner(followup, *runs, on=LATER)


def test_two_clerks_have_it_handled_again(world: World) -> None:
    with clock.at(TODAY):
        followup = dissatisfied(world)
    run = reworking(world, followup)
    followup = one_winner(followup, run, run)
    assert followup.round == 2
    assert list(followup.assignments.values_list("round", flat=True)) == [1, 2]


def test_handled_again_while_the_other_closes(world: World) -> None:
    """What a deputy is dissatisfied with is never closed under him."""
    with clock.at(TODAY):
        followup = dissatisfied(world)
    followup = one_winner(followup, reworking(world, followup), closing(world, followup))
    assert (followup.state, followup.round) == (FollowUpState.ASSIGNED, 2)


def test_a_conference_is_recorded_twice(world: World) -> None:
    with clock.at(TODAY):
        followup = dissatisfied(world, rounds_allowed=0)
    talk = evaluating.Talk(TODAY, "三方", "年内完成")
    run = lambda: evaluating.confer(actor=world.clerk, followup=followup, talk=talk)
    one_winner(followup, run, run)
    assert Conference.objects.filter(followup=followup).count() == 1


def test_two_clerks_close_one_followup(world: World) -> None:
    with clock.at(TODAY):
        followup = world.evaluated()
    run = closing(world, followup)
    assert one_winner(followup, run, run).closed_on == TODAY
