"""A motion from its first word to the presidium's decision."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from congress import clock
from congress.models import Body, FollowUp, Notice, Term
from congress.queries.desk import desk
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.followups import FollowUpState, PartyPart
from congress.rules.sessions import SessionGroup
from congress.services.base import command
from congress.services.sessions import add_parts
from deputies import access
from deputies.demo.motions import build_motions
from deputies.models import Motion, Suggestion
from deputies.rules import CosignState, MotionDecision, MotionState
from deputies.services import motions
from tests.factories import TODAY, World
from tests.guard.test_budget import BUDGET, TODAY_BUDGET, count
from tests.motioning import PAPER, decided, decision, drafted, handed_in, neighbours, session_now


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def test_ten_deputies_bring_it_in(world: World) -> None:
    motion = handed_in(world)
    assert (motion.state, motion.number, motion.session) == (MotionState.SUBMITTED, "议案第1号", world.session)


def test_nine_are_one_too_few(world: World) -> None:
    session_now(world)
    motion = drafted(world, signed=8)
    with pytest.raises(Incomplete, match="须由10名以上代表联名（含领衔代表），现在9名，还差1名"):
        motions.submit_motion(actor=world.lead, motion=motion)
    motions.answer_motion(actor=world.cosigner, motion=motion, agree=True)
    assert motions.submit_motion(actor=world.lead, motion=motion).serial == 1


def test_five_are_enough_in_a_township(world: World) -> None:
    motion = drafted(world)
    assert motion.signers_needed == 10
    motion.term = Term(congress=world.township)
    assert motion.signers_needed == 5


def test_it_is_taken_only_while_the_session_takes_motions(world: World) -> None:
    motion = drafted(world)
    with pytest.raises(WrongState, match="大会会议期间提出"):
        motions.submit_motion(actor=world.lead, motion=motion)
    session = session_now(world)
    with command(None, "test"):
        type(session).objects.update(motions_close_at=None)
    with pytest.raises(WrongState, match="还没有决定议案截止时间"):
        motions.submit_motion(actor=world.lead, motion=motion)
    session_now(world, closes=dt.time(9))
    with pytest.raises(WrongState, match="已过"):
        motions.submit_motion(actor=world.lead, motion=motion)


def test_new_words_are_signed_anew(world: World) -> None:
    motion = drafted(world)
    motion = motions.save_motion(actor=world.lead, motion=motion, paper=PAPER)
    assert motion.signers.filter(state=CosignState.CONFIRMED).count() == 9
    changed = motions.MotionPaper(PAPER.title, PAPER.grounds, "请大会作出另一个决定。", "all")
    motions.save_motion(actor=world.lead, motion=motion, paper=changed)
    assert motion.signers.filter(state=CosignState.CONFIRMED).count() == 0
    with pytest.raises(Conflict):
        motions.save_motion(actor=world.lead, motion=motion, paper=PAPER, version=1)


def test_everybody_answers_for_himself(world: World) -> None:
    motion = drafted(world)
    with pytest.raises(NotAllowed):
        motions.answer_motion(actor=world.outsider, motion=motion, agree=True)
    motions.answer_motion(actor=world.cosigner, motion=motion, agree=False)
    assert motion.signers.get(mandate__person=world.cosigner.person).state == CosignState.DECLINED
    for stranger in (world.outsider, world.clerk, world.cosigner):
        with pytest.raises(NotAllowed):
            motions.save_motion(actor=stranger, motion=motion, paper=PAPER)
    with pytest.raises(NotAllowed):
        motions.start_motion(actor=world.clerk, paper=PAPER)


def test_nothing_is_missing_when_it_is_handed_in(world: World) -> None:
    session_now(world)
    motion = motions.start_motion(actor=world.lead, paper=motions.MotionPaper())
    with pytest.raises(Incomplete) as refused:
        motions.submit_motion(actor=world.lead, motion=motion)
    assert set(refused.value.fields) == {"title", "grounds", "proposal", "publicity"}


def test_the_presidium_puts_it_on_the_agenda(world: World) -> None:
    motion = decided(world)
    assert (motion.decision, motion.decided_on) == (MotionDecision.AGENDA, TODAY)
    told = Notice.objects.filter(title="议案已有决定")
    assert told.count() == 11
    assert "列入本次会议议程" in told.first().text
    with pytest.raises(WrongState, match="已有决定"):
        motions.decide_motion(actor=world.clerk, motion=motion, decision=decision())


def test_a_committee_examines_it(world: World) -> None:
    motion = handed_in(world)
    with pytest.raises(Incomplete, match="委员会"):
        motions.decide_motion(actor=world.clerk, motion=motion, decision=decision(MotionDecision.COMMITTEE))
    body = Body.objects.get(congress=world.county, kind=Body.Kind.COMMITTEE)
    on = decision(MotionDecision.COMMITTEE, committee=body)
    assert motions.decide_motion(actor=world.director, motion=motion, decision=on).committee == body


def test_it_goes_on_as_a_suggestion_and_the_mover_is_told_why(world: World) -> None:
    motion = handed_in(world)
    with pytest.raises(Incomplete, match="理由"):
        motions.decide_motion(actor=world.clerk, motion=motion, decision=decision(MotionDecision.SUGGESTION))
    on = decision(MotionDecision.SUGGESTION, note="属于政府日常工作")
    motion = motions.decide_motion(actor=world.clerk, motion=motion, decision=on)
    suggestion = Suggestion.objects.get()
    followup = FollowUp.objects.get()
    assert (motion.suggestion, suggestion.source_note) == (suggestion, "由议案第1号转来")
    assert (suggestion.session, followup.state) == (world.session, FollowUpState.FILED)
    assert followup.parties.filter(part=PartyPart.COSIGNER).count() == 10
    told = Notice.objects.filter(title="议案转为建议办理", person=world.lead.person).get()
    assert "属于政府日常工作" in told.text


def test_only_the_office_records_the_decision(world: World) -> None:
    motion = handed_in(world)
    for stranger in (world.lead, world.member, world.gov_clerk, world.township_clerk, world.administrator):
        with pytest.raises(NotAllowed):
            motions.decide_motion(actor=stranger, motion=motion, decision=decision())


def test_the_mover_takes_it_back_before_the_decision(world: World) -> None:
    motion = handed_in(world)
    with pytest.raises(NotAllowed):
        motions.withdraw_motion(actor=world.cosigner, motion=motion, reason="x")
    with pytest.raises(Incomplete):
        motions.withdraw_motion(actor=world.lead, motion=motion, reason=" ")
    assert motions.withdraw_motion(actor=world.lead, motion=motion, reason="改提建议").state == MotionState.WITHDRAWN
    assert Notice.objects.filter(title="议案已撤回").count() == 10


def test_the_presidium_reads_it_before_other_deputies_do(world: World) -> None:
    motion = handed_in(world)
    assert not access.motions(world.outsider).filter(pk=motion.pk).exists()
    add_parts(actor=world.clerk, session=world.session, group=SessionGroup.PRESIDIUM, people=[("马玉兰", "")])
    assert access.motions(world.outsider).filter(pk=motion.pk).exists()


def test_it_lies_on_the_right_desks(world: World) -> None:
    session_now(world)
    motion = drafted(world)
    tasks = lambda user: [row.task for row in desk(user).rows]
    assert "回应联名议案的邀请" in tasks(world.cosigner)
    assert "写完、征集联名并提交" in tasks(world.lead)
    motions.submit_motion(actor=world.lead, motion=motion)
    assert "提请主席团决定，登记决定" in tasks(world.clerk)
    assert tasks(world.cosigner) == []


def test_a_deputy_walks_through_the_pages(world: World, client_of) -> None:
    session_now(world)
    lead, cosigner, clerk = (client_of(user) for user in (world.lead, world.cosigner, world.clerk))
    words = {"title": PAPER.title, "grounds": PAPER.grounds, "proposal": PAPER.proposal, "publicity": "all"}
    assert lead.post(reverse("motion-new"), {**words, "next": "sign"}).status_code == 302
    motion = Motion.objects.get()
    asked = [world.cosigner.person.mandates.get(), *neighbours(world, 9)]
    lead.post(reverse("motion-signers", args=[motion.pk]), {"mandates": [row.pk for row in asked]})
    early = lead.post(reverse("motion-submit", args=[motion.pk]), {"version": motion.version})
    assert (early.status_code, "还差9名" in early.content.decode()) == (422, True)
    cosigner.post(reverse("motion", args=[motion.pk]), {"answer": "agree"})
    with command(None, "test"):
        motion.signers.update(state="confirmed")
    assert lead.post(reverse("motion-submit", args=[motion.pk]), {"version": motion.version}).status_code == 302
    bad = clerk.post(
        reverse("motion-decide", args=[motion.pk]), {"what": "suggestion", "meeting": "第3次", "on": "2026-03-10"}
    )
    assert (bad.status_code, "理由" in bad.content.decode()) == (422, True)
    good = {"what": "suggestion", "meeting": "第3次", "on": "2026-03-10", "note": "属于日常工作"}
    assert clerk.post(reverse("motion-decide", args=[motion.pk]), good).status_code == 302
    page = lead.get(reverse("motion", args=[motion.pk])).content.decode()
    assert "按本县规定转为代表建议办理" in page
    assert "PK" in clerk.get(reverse("motions-export")).content[:2].decode()


def test_pages_keep_to_the_budget(world: World, client_of) -> None:
    motion = decided(world)
    for name in ("clerk", "lead", "outsider"):
        client = client_of(getattr(world, name))
        assert count(client, reverse("motion", args=[motion.pk])) <= BUDGET
        assert count(client, reverse("motions")) <= BUDGET
        assert count(client, reverse("api-motions")) <= BUDGET
        assert count(client, reverse("today")) <= TODAY_BUDGET
    assert count(client_of(world.clerk), reverse("motions") + "?state=agenda&q=水源&session=1") <= BUDGET


def test_the_demo_has_three(world: World) -> None:
    neighbours(world, 40)
    build_motions(world.county, TODAY)
    assert dict(Motion.objects.values_list("serial", "state")) == {1: "decided", 2: "decided", 3: "withdrawn"}
