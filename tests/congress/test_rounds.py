"""The end of a round: what assisting units still owed is over with the answer."""

from __future__ import annotations

import pytest

from congress import clock
from congress.models import Assignment, Running, UnitRequest
from congress.refusals import WrongState
from congress.rules.followups import AssignmentState, FollowUpState, HandlingRole, Mark
from congress.services import assigning, evaluating, handling, replying, returning
from congress.services.assigning import Share
from tests.consistency import consistent
from tests.factories import TODAY, World


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def answered(world: World, result: Mark, *, opined: bool) -> tuple[Assignment, Assignment]:
    """The lead unit has answered and is evaluated; the assisting one has signed, and perhaps opined."""
    units = [Share(world.roads, HandlingRole.LEAD), Share(world.finance, HandlingRole.ASSIST)]
    lead, assist = assigning.hand_over(actor=world.clerk, followup=world.accepted().followup, units=units)
    for row, user in ((lead, world.contact), (assist, world.rival)):
        assigning.forward(actor=world.gov_clerk, assignment=row)
        assigning.sign_for(actor=user, assignment=row)
    if opined:
        handling.opine(actor=world.rival, assignment=assist, paper=handling.Paper("同意安排资金", "局长"))
    letter = world.letter(no_contact_reason="出差")
    reply = replying.reply(actor=world.contact, assignment=lead, letter=letter, files=[world.scan()])
    world.check(reply)
    evaluating.evaluate(actor=world.lead, reply=reply, opinion=evaluating.Opinion(result, Mark.GOOD, "资金没有说明"))
    return lead, assist


def test_closing_ends_what_the_assisting_unit_still_owed(world: World) -> None:
    lead, assist = answered(world, Mark.GOOD, opined=False)
    returning.request_return(actor=world.rival, assignment=assist, reason="不属于本单位职责")
    followup = consistent(evaluating.close(actor=world.clerk, followup=lead.followup))
    assist.refresh_from_db()
    assert (followup.state, assist.state) == (FollowUpState.CLOSED, AssignmentState.CANCELLED)
    assert not Running.objects.filter(followup=followup).exists()
    assert UnitRequest.objects.get(assignment=assist).state == "overtaken"


def test_handling_again_ends_what_the_assisting_unit_still_owed(world: World) -> None:
    lead, assist = answered(world, Mark.BAD, opined=False)
    (again,) = evaluating.rework(actor=world.clerk, followup=lead.followup, note="请说明资金")
    followup = consistent(lead.followup)
    assist.refresh_from_db()
    assert assist.state == AssignmentState.CANCELLED
    assert set(followup.running.values_list("assignment", flat=True)) == {again.pk}
    with pytest.raises(WrongState):
        handling.opine(actor=world.rival, assignment=assist, paper=handling.Paper("同意", "局长"))


def test_an_opinion_given_stays_and_is_not_sent_back_after_the_answer(world: World) -> None:
    lead, assist = answered(world, Mark.GOOD, opined=True)
    with pytest.raises(WrongState) as refusal:
        handling.return_opinion(actor=world.contact, assignment=assist, reason="没有金额")
    assert "已经答复代表" in str(refusal.value)
    evaluating.close(actor=world.clerk, followup=lead.followup)
    assist.refresh_from_db()
    assert assist.state == AssignmentState.OPINED
