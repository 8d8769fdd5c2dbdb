"""Motions of members of the standing committee: three together, decided by the chairpersons' meeting."""

from __future__ import annotations

import pytest
from django.urls import reverse

from congress import clock
from congress.models import Body, MemberMotion, Notice
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.meetings import ItemKind, MeetingKind
from congress.rules.member_motions import MemberMotionDecision, SignerAnswer
from congress.services import member_motions as commands
from tests import meetings
from tests.factories import TODAY, World
from tests.guard.test_budget import BUDGET, count
from tests.member_motions import WORDS, entered, started
from tests.papers import Measured


@pytest.fixture(autouse=True)
def _day():
    with clock.at(TODAY):
        yield


def test_three_members_hand_in_and_two_do_not(world: World) -> None:
    motion = started(world)
    assert Notice.objects.filter(person=world.chairman.person, title="邀请联名提出议案").count() == 1
    with pytest.raises(Incomplete, match="3人以上联名才能提出议案，现有1人"):
        commands.submit_member_motion(actor=world.member, motion=motion)
    commands.answer_member_motion(actor=world.chairman, motion=motion, joins=True)
    commands.answer_member_motion(actor=world.vice_chairman, motion=motion, joins=False)
    with pytest.raises(Incomplete, match="现有2人"):
        commands.submit_member_motion(actor=world.member, motion=motion)
    commands.answer_member_motion(actor=world.vice_chairman, motion=motion, joins=True)
    with pytest.raises(NotAllowed):
        commands.submit_member_motion(actor=world.chairman, motion=motion)
    sent = commands.submit_member_motion(actor=world.member, motion=motion, version=motion.version)
    assert (sent.number, str(sent.submitted_on)) == ("2026年第1号", str(TODAY))
    with pytest.raises(WrongState, match="待主任会议决定"):
        commands.answer_member_motion(actor=world.chairman, motion=motion, joins=False)
    with pytest.raises(Conflict):
        commands.withdraw_member_motion(actor=world.member, motion=motion, reason="重写", version=motion.version)


def test_only_members_bring_in_and_only_members_join(world: World) -> None:
    with pytest.raises(NotAllowed, match="第五十二条"):
        commands.start_member_motion(actor=world.lead, words=WORDS, asked=[])
    with pytest.raises(Incomplete, match="不是现任常委会组成人员"):
        commands.start_member_motion(actor=world.member, words=WORDS, asked=[world.clerk.person])
    with pytest.raises(NotAllowed):
        commands.enter_member_motion(actor=world.contact, mover=world.member.person, joined=[], words=WORDS)
    joined = [world.member.person, world.chairman.person]
    with pytest.raises(Incomplete, match="现有2人"):
        commands.enter_member_motion(actor=world.director, mover=world.member.person, joined=joined, words=WORDS)
    bad = commands.MotionWords("案由", " ", "方案")
    with pytest.raises(Incomplete, match="案据"):
        commands.start_member_motion(actor=world.member, words=bad, asked=[])
    assert MemberMotion.objects.count() == 0


def test_the_chairpersons_meeting_puts_it_on_the_agenda(world: World) -> None:
    motion = entered(world)
    assert motion.number == "2026年第1号"
    chairs, target = meetings.chairs_held(world), meetings.planned(world)
    decision = commands.ChairsDecision(MemberMotionDecision.AGENDA, chairs, target=target)
    with pytest.raises(NotAllowed, match="办公室"):
        commands.decide_member_motion(actor=world.clerk, motion=motion, decision=decision)
    lost = commands.ChairsDecision(MemberMotionDecision.AGENDA, chairs)
    with pytest.raises(Incomplete, match="正在筹备"):
        commands.decide_member_motion(actor=world.director, motion=motion, decision=lost)
    decided = commands.decide_member_motion(actor=world.director, motion=motion, decision=decision)
    item = decided.item
    assert (item.meeting, item.kind, item.origin) == (target, ItemKind.MOTION, f"{world.member.person}等联名议案")
    assert Notice.objects.filter(title="联名议案的处理决定").count() == 3
    with pytest.raises(WrongState):
        commands.withdraw_member_motion(actor=world.member, motion=motion, reason="不提了")


def test_it_goes_to_a_committee_first_or_back_with_the_reason(world: World) -> None:
    chairs = meetings.chairs_held(world)
    first, second = entered(world), entered(world)
    office = Body.objects.get(name="财政经济工作委员会")
    lost = commands.ChairsDecision(MemberMotionDecision.COMMITTEE, chairs)
    with pytest.raises(Incomplete, match="先行审议的委员会"):
        commands.decide_member_motion(actor=world.director, motion=first, decision=lost)
    to = commands.ChairsDecision(MemberMotionDecision.COMMITTEE, chairs, committee=office)
    assert commands.decide_member_motion(actor=world.director, motion=first, decision=to).committee == office
    no = commands.ChairsDecision(MemberMotionDecision.DECLINED, chairs)
    with pytest.raises(Incomplete, match="须写明理由"):
        commands.decide_member_motion(actor=world.director, motion=second, decision=no)
    no = commands.ChairsDecision(MemberMotionDecision.DECLINED, chairs, "不属于常委会职权，向提案人说明")
    decided = commands.decide_member_motion(actor=world.director, motion=second, decision=no)
    assert (decided.number, decided.decision_note) == ("2026年第2号", "不属于常委会职权，向提案人说明")


def test_a_meeting_that_was_not_held_decides_nothing(world: World) -> None:
    motion = entered(world)
    planned = meetings.planned(world, MeetingKind.CHAIRPERSONS, TODAY)
    no = commands.ChairsDecision(MemberMotionDecision.DECLINED, planned, "理由")
    with pytest.raises(Incomplete, match="举行的主任会议"):
        commands.decide_member_motion(actor=world.director, motion=motion, decision=no)


def test_a_member_writes_and_the_others_join_on_their_pages(world: World, client_of) -> None:
    member, chairman, vice = (client_of(one) for one in (world.member, world.chairman, world.vice_chairman))
    asked = [world.chairman.person.pk, world.vice_chairman.person.pk]
    values = {"title": WORDS.title, "grounds": WORDS.grounds, "proposal": WORDS.proposal}
    refused = member.post(reverse("member-motion-new"), values | {"signers": [world.clerk.person.pk]})
    assert (refused.status_code, WORDS.grounds in refused.content.decode()) == (422, True)
    member.post(reverse("member-motion-new"), values | {"signers": asked})
    motion = MemberMotion.objects.get()
    url = reverse("member-motion", args=[motion.pk])
    assert "回应联名提出议案的邀请" in chairman.get(reverse("today")).content.decode()
    assert "还差 2 人联名" in member.get(url).content.decode()
    assert client_of(world.director).get(url).status_code == 404, "nobody else's business while signers are asked"
    assert client_of(world.lead).get(reverse("member-motions")).status_code == 404
    for client in (chairman, vice):
        client.post(url, {"do": "join"})
    assert motion.signers.filter(answer=SignerAnswer.JOINED).count() == 2
    member.post(url, {"do": "submit"})
    director = client_of(world.director)
    assert Notice.objects.filter(person=world.director.person, title="组成人员提出议案").count() == 1
    chairs, target = meetings.chairs_held(world), meetings.planned(world)
    form = reverse("member-motion-decide", args=[motion.pk])
    motion.refresh_from_db()
    posted = {"version": motion.version, "what": "on_agenda", "meeting": chairs.pk}
    assert director.post(form, posted).status_code == 422
    assert director.post(form, posted | {"target": target.pk}).status_code == 302
    assert "提请常委会会议审议" in member.get(url).content.decode()
    assert director.get(reverse("api-member-motions")).json()["results"][0]["decision"] == "on_agenda"
    sheet = Measured(director.get(reverse("member-motion-sheet", args=[motion.pk])).content)
    assert "常委会组成人员议案专用纸" in sheet.text
    assert "联名3人（含领衔），法律规定须3人以上" in sheet.text
    pages = [reverse("member-motions"), url, reverse("api-member-motions"), reverse("member-motion-new")]
    assert {page: n for page in pages if (n := count(director, page)) > BUDGET} == {}
