"""Giving a matter to units: who may, whom it reaches, and that the legal clock is never started again."""

from __future__ import annotations

import datetime as dt

import pytest

from congress import clock
from congress.access import followups
from congress.models import Assignment, Notice, Party, Proposal, Running, UnitRequest
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.followups import AssignmentState, Clock, FollowUpState, HandlingRole, PartyPart, RequestState
from congress.services import assigning, handling, returning
from congress.services.assigning import Share
from deputies.rules import Difficulty
from tests.factories import TODAY, World

LEGAL = dt.date(2026, 6, 10)
SEPARATE, LEAD, ASSIST = HandlingRole.SEPARATE, HandlingRole.LEAD, HandlingRole.ASSIST


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def running(row: Assignment) -> dict[str, dt.date]:
    return dict(row.running.values_list("clock", "due_on"))


def told(title: str) -> set[str]:
    return set(Notice.objects.filter(title=title).values_list("person__name", flat=True))


# -- 预分办 ------------------------------------------------------------------------------------------


def test_clerk_proposes_units_and_the_government_office_is_asked(world: World) -> None:
    followup = world.accepted().followup
    assigning.propose(
        actor=world.clerk, followup=followup, units=[Share(world.roads, LEAD), Share(world.court, ASSIST)]
    )
    followup.refresh_from_db()
    assert followup.comment_wanted
    assert followup.state == FollowUpState.PENDING
    rows = Proposal.objects.order_by("id").values_list("department__name", "coordinator__name")
    assert list(rows) == [("县交通运输局", "县人民政府办公室"), ("县人民法院", None)]
    assert followup.parties.filter(part=PartyPart.COORDINATOR, department=world.government_office).exists()


def test_clerk_proposes_again_and_the_earlier_proposal_is_replaced(world: World) -> None:
    followup = world.proposed()
    assigning.propose(actor=world.clerk, followup=followup, units=[Share(world.court)], version=followup.version)
    followup.refresh_from_db()
    assert [row.department for row in followup.proposals.all()] == [world.court]
    assert not followup.comment_wanted


def test_contact_proposes_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed) as refusal:
        assigning.propose(actor=world.contact, followup=world.accepted().followup, units=[Share(world.roads)])
    assert "责任机构" in str(refusal.value)
    assert not Proposal.objects.exists()


def test_clerk_proposes_nothing_is_asked_for_units(world: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        assigning.propose(actor=world.clerk, followup=world.accepted().followup, units=[])
    assert "承办单位" in refusal.value.fields["units"]


def test_government_office_agrees_and_the_clerk_is_told(world: World) -> None:
    followup = assigning.comment(actor=world.gov_clerk, followup=world.proposed(), agrees=True, text="")
    assert not followup.comment_wanted
    row = followup.proposals.get()
    assert (row.agrees, row.commented_by) == (True, world.gov_clerk)
    assert told("预分办已回复") == {"李文清"}


def test_government_office_disagrees_without_a_reason_is_asked_for_it(world: World) -> None:
    followup = world.proposed()
    with pytest.raises(Incomplete) as refusal:
        assigning.comment(actor=world.gov_clerk, followup=followup, agrees=False, text=" ")
    assert "理由" in refusal.value.fields["text"]
    assert followup.proposals.get().commented_at is None


def test_government_office_names_a_better_unit(world: World) -> None:
    followup = assigning.comment(
        actor=world.gov_clerk, followup=world.proposed(), agrees=False, text="属财政", suggested=world.finance
    )
    assert followup.proposals.get().suggested == world.finance


def test_government_office_comments_twice_is_told_nothing_waits(world: World) -> None:
    followup = assigning.comment(actor=world.gov_clerk, followup=world.proposed(), agrees=True, text="")
    with pytest.raises(WrongState) as refusal:
        assigning.comment(actor=world.gov_clerk, followup=followup, agrees=True, text="")
    assert "没有等待回复的预分办" in str(refusal.value)


def test_unit_comments_on_a_proposal_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed):
        assigning.comment(actor=world.contact, followup=world.proposed(), agrees=True, text="")


# -- 交办 -------------------------------------------------------------------------------------------


def test_clerk_hands_over_and_the_law_gives_three_months(world: World) -> None:
    row = world.handed_over()
    followup = row.followup
    assert row.reply_due_on == followup.reply_due_on == LEGAL
    assert followup.state == FollowUpState.ASSIGNED
    assert followup.handed_over_on == TODAY
    entry = row.deadlines.get(clock=Clock.REPLY)
    assert (entry.kind, entry.basis.citation) == ("law", "代表法（2025年修正）第五十一条")
    assert entry.anchor_on == TODAY
    assert set(running(row)) == {Clock.REPLY, Clock.CONTACT, Clock.FORWARD}
    assert not Running.objects.filter(followup=followup, clock=Clock.HAND_OVER).exists()


def test_clerk_hands_over_a_difficult_one_and_the_law_gives_six_months(world: World) -> None:
    row = world.handed_over(difficulty=Difficulty.DIFFICULT)
    assert row.reply_due_on == dt.date(2026, 9, 10)
    assert not row.extendable


def test_clerk_hands_over_to_a_government_unit_and_the_government_office_gets_it_first(world: World) -> None:
    row = world.handed_over()
    assert (row.state, row.coordinator) == (AssignmentState.FORWARDING, world.government_office)
    assert told("收到交办，请及时办理") == {"周楠"}
    units = Party.objects.filter(followup=row.followup, department__isnull=False)
    assert set(units.values_list("part", "department__name")) == {(PartyPart.COORDINATOR, "县人民政府办公室")}
    assert not followups(world.contact).exists()


def test_unit_sees_a_matter_from_when_it_reaches_it_until_it_is_reassigned(world: World) -> None:
    row = world.returning()
    assert followups(world.contact).get() == row.followup
    returning.reassign(actor=world.gov_clerk, assignment=row, department=world.finance)
    assert not followups(world.contact).exists()
    assert followups(world.rival).get() == row.followup


def test_clerk_hands_over_to_the_court_and_it_gets_it_directly(world: World) -> None:
    row = world.to_court()
    assert (row.state, row.coordinator) == (AssignmentState.AWAITING, None)
    assert Clock.SIGN_FOR in running(row)
    assert Clock.FORWARD not in running(row)
    assert not Party.objects.filter(followup=row.followup, part=PartyPart.COORDINATOR).exists()


def test_clerk_hands_over_jointly_and_the_assisting_unit_gets_a_clock_of_its_own(world: World) -> None:
    lead, assist = world.joint()
    assert lead.reply_due_on == LEGAL
    assert assist.reply_due_on == dt.date(2026, 4, 10)
    assert set(running(assist)) == {Clock.CO_OPINION}
    assert (lead.extendable, assist.extendable) == (True, False)
    assert lead.followup.reply_due_on == LEGAL


@pytest.mark.parametrize(
    "roles",
    [[LEAD], [ASSIST], [LEAD, LEAD], [HandlingRole.SOLE, ASSIST], [SEPARATE], [LEAD, SEPARATE], [ASSIST, ASSIST]],
)
def test_clerk_hands_over_in_shares_that_do_not_fit_is_told_which_do(world: World, roles: list[HandlingRole]) -> None:
    units = [Share(unit, role) for unit, role in zip((world.roads, world.finance), roles, strict=False)]
    with pytest.raises(Incomplete) as refusal:
        assigning.hand_over(actor=world.clerk, followup=world.accepted().followup, units=units)
    assert "独办" in refusal.value.fields["units"]
    assert not Assignment.objects.exists()


def test_clerk_hands_over_to_several_separate_units_each_answers(world: World) -> None:
    units = [Share(world.roads, SEPARATE), Share(world.court, SEPARATE)]
    rows = assigning.hand_over(actor=world.clerk, followup=world.accepted().followup, units=units)
    assert [row.reply_due_on for row in rows] == [LEGAL, LEGAL]


def test_clerk_hands_over_to_one_unit_twice_is_told_so(world: World) -> None:
    units = [Share(world.roads, LEAD), Share(world.roads, ASSIST)]
    with pytest.raises(Incomplete) as refusal:
        assigning.hand_over(actor=world.clerk, followup=world.accepted().followup, units=units)
    assert "一次" in refusal.value.fields["units"]


def test_clerk_hands_over_to_a_closed_unit_is_told_to_choose_another(world: World) -> None:
    world.roads.until = TODAY - dt.timedelta(days=1)
    with pytest.raises(Incomplete) as refusal:
        assigning.hand_over(actor=world.clerk, followup=world.accepted().followup, units=[Share(world.roads)])
    assert "撤销" in refusal.value.fields["units"]
    assert not Assignment.objects.exists()


def test_clerk_with_an_outdated_form_gets_a_conflict(world: World) -> None:
    followup = world.accepted().followup
    with pytest.raises(Conflict) as refusal:
        assigning.hand_over(
            actor=world.clerk, followup=followup, units=[Share(world.roads)], version=followup.version - 1
        )
    assert refusal.value.current.pk == followup.pk
    assert not Assignment.objects.exists()


def test_clerk_hands_over_twice_is_told_the_state(world: World) -> None:
    followup = world.handed_over().followup
    with pytest.raises(WrongState) as refusal:
        assigning.hand_over(actor=world.clerk, followup=followup, units=[Share(world.finance)])
    assert "待签收" in str(refusal.value)


def test_clerk_hands_over_many_and_the_refused_ones_are_named(world: World) -> None:
    ready, bare = world.proposed(), world.accepted().followup
    made, refused = assigning.hand_over_many(actor=world.clerk, followups=[ready, bare], note="交办会")
    assert [row.followup for row in made] == [ready]
    assert made[0].note == "交办会"
    assert set(refused) == {bare.pk}
    assert "承办单位" in refused[bare.pk]


# -- 转交、签收 ---------------------------------------------------------------------------------------


def test_government_office_forwards_and_the_unit_has_to_sign(world: World) -> None:
    with clock.at(TODAY + dt.timedelta(days=1)):
        row = world.fresh(assigning.forward(actor=world.gov_clerk, assignment=world.handed_over()))
    assert (row.state, row.forwarded_on) == (AssignmentState.AWAITING, dt.date(2026, 3, 11))
    assert set(running(row)) == {Clock.REPLY, Clock.CONTACT, Clock.SIGN_FOR}
    assert told("收到交办，请及时签收") == {"赵敏"}


def test_clerk_forwards_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed) as refusal:
        assigning.forward(actor=world.clerk, assignment=world.handed_over())
    assert "转交单位" in str(refusal.value)


def test_contact_signs_before_it_is_forwarded_is_told_the_state(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        assigning.sign_for(actor=world.contact, assignment=world.handed_over())
    assert "待转交" in str(refusal.value)


def test_contact_signs_and_the_answers_clock_goes_on(world: World) -> None:
    row = world.fresh(world.signed())
    assert (row.state, row.signed_for_by, row.handler) == (
        AssignmentState.HANDLING,
        world.contact,
        world.contact.person,
    )
    assert running(row)[Clock.REPLY] == LEGAL
    assert row.deadlines.filter(clock=Clock.REPLY).count() == 1
    followup = world.fresh(row.followup)
    assert followup.state == FollowUpState.HANDLING
    assert row.due_on == followup.due_on == running(row)[Clock.CONTACT]


def test_rival_signs_for_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed) as refusal:
        assigning.sign_for(actor=world.rival, assignment=world.forwarded())
    assert "承办单位" in str(refusal.value)


def test_contact_signs_twice_is_told_the_state(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        assigning.sign_for(actor=world.contact, assignment=world.signed())
    assert "办理中" in str(refusal.value)


# -- 退办、改派 ---------------------------------------------------------------------------------------


def test_contact_returns_and_the_government_office_decides(world: World) -> None:
    row = world.returning()
    asked = UnitRequest.objects.get()
    assert (row.state, row.pending) == (AssignmentState.RETURNING, "return")
    assert (asked.state, asked.proposed) == (RequestState.OPEN, world.finance)
    assert world.fresh(row.followup).returns == 1
    assert told("收到退办申请") == {"周楠"}
    assert set(running(row)) == {Clock.REPLY, Clock.CONTACT, Clock.REASSIGN}


def test_contact_of_the_court_returns_and_the_deputies_office_decides(world: World) -> None:
    row = world.to_court()
    judge = world.in_unit("法官", world.court)
    returning.request_return(actor=judge, assignment=row, reason="不属审判职责")
    assert world.fresh(row).state == AssignmentState.RAISED
    assert told("收到退办申请") == {"李文清"}


def test_contact_returns_on_the_last_day_of_the_window(world: World) -> None:
    row = world.signed()
    assert row.return_until == dt.date(2026, 3, 20)
    with clock.at(row.return_until):
        returning.request_return(actor=world.contact, assignment=row, reason="属财政职责")
    assert world.fresh(row).state == AssignmentState.RETURNING


def test_contact_returns_a_day_late_is_told_the_rule(world: World) -> None:
    row = world.signed()
    with clock.at(row.return_until + dt.timedelta(days=1)), pytest.raises(WrongState) as refusal:
        returning.request_return(actor=world.contact, assignment=row, reason="属财政职责")
    assert "退办期限已过" in refusal.value.text
    assert refusal.value.basis.startswith("退办申请期限为2026-03-20，")
    assert row.deadlines.get(clock=Clock.RETURN).basis.citation in refusal.value.basis
    assert not UnitRequest.objects.exists()


def test_contact_returns_without_a_reason_or_to_himself_is_refused(world: World) -> None:
    row = world.forwarded()
    with pytest.raises(Incomplete) as bare:
        returning.request_return(actor=world.contact, assignment=row, reason=" ")
    with pytest.raises(Incomplete) as own:
        returning.request_return(actor=world.contact, assignment=row, reason="不归我局", proposed=world.roads)
    assert "理由" in bare.value.fields["reason"]
    assert "本单位" in own.value.fields["proposed"]
    assert world.fresh(row).state == AssignmentState.AWAITING


def test_contact_returns_and_his_extension_request_is_overtaken(world: World) -> None:
    row = world.asking()
    returning.request_return(actor=world.contact, assignment=row, reason="属财政职责")
    assert list(UnitRequest.objects.order_by("id").values_list("kind", "state")) == [
        ("extension", RequestState.OVERTAKEN),
        ("return", RequestState.OPEN),
    ]


def test_government_office_reassigns_inside_the_government_and_the_legal_date_stays(world: World) -> None:
    with clock.at(dt.date(2026, 3, 18)):
        old = world.fresh(world.returning_at(TODAY))
        new = returning.reassign(actor=world.gov_clerk, assignment=old, department=world.finance, answer="改由财政")
    new = world.fresh(new)
    assert (world.fresh(old).state, new.replaces) == (AssignmentState.REASSIGNED, old)
    assert (new.state, new.role, new.round) == (AssignmentState.AWAITING, old.role, old.round)
    assert (new.handed_over_on, new.reply_due_on) == (dt.date(2026, 3, 18), LEGAL)
    entry = new.deadlines.get(clock=Clock.REPLY)
    assert (entry.anchor_on, entry.due_on) == (TODAY, LEGAL)
    assert new.return_until == dt.date(2026, 3, 30)
    assert running(old) == {}
    assert UnitRequest.objects.get().state == RequestState.GRANTED
    assert world.fresh(old.followup).reply_due_on == LEGAL
    assert told("收到改派，请及时办理") == {"孙丽"}


def test_government_office_reassigns_before_forwarding(world: World) -> None:
    new = returning.reassign(actor=world.gov_clerk, assignment=world.handed_over(), department=world.finance)
    assert (new.state, new.forwarded_on, new.reply_due_on) == (AssignmentState.AWAITING, TODAY, LEGAL)


def test_government_office_reassigns_outside_the_government_is_sent_to_the_deputies_office(world: World) -> None:
    row = world.returning()
    with pytest.raises(NotAllowed) as refusal:
        returning.reassign(actor=world.gov_clerk, assignment=row, department=world.court)
    assert "报代表工委" in str(refusal.value)
    assert world.fresh(row).state == AssignmentState.RETURNING


def test_government_office_raises_a_return_and_the_deputies_office_reassigns(world: World) -> None:
    row = returning.raise_return(actor=world.gov_clerk, assignment=world.returning(), note="属法院职责")
    assert (row.state, UnitRequest.objects.get().raised_by) == (AssignmentState.RAISED, world.gov_clerk)
    new = returning.reassign(actor=world.clerk, assignment=row, department=world.court)
    assert (new.state, new.coordinator, new.reply_due_on) == (AssignmentState.AWAITING, None, LEGAL)


def test_government_office_raises_by_itself_and_the_deputies_office_is_told(world: World) -> None:
    row = world.raised()
    asked = UnitRequest.objects.get()
    assert (row.state, asked.requested_by, asked.raised_note) == (
        AssignmentState.RAISED,
        world.gov_clerk,
        "属法院职责",
    )
    assert world.fresh(row.followup).returns == 1
    assert told("政府办报来退办") == {"李文清"}


def test_government_office_raises_without_a_reason_is_asked_for_it(world: World) -> None:
    row = world.handed_over()
    with pytest.raises(Incomplete):
        returning.raise_return(actor=world.gov_clerk, assignment=row, note="")
    assert world.fresh(row).state == AssignmentState.FORWARDING


def test_clerk_reassigns_to_a_government_unit_through_its_office(world: World) -> None:
    new = returning.reassign(actor=world.clerk, assignment=world.raised(), department=world.finance)
    assert (new.state, new.forwarded_on) == (AssignmentState.FORWARDING, None)
    assert set(running(new)) == {Clock.REPLY, Clock.CONTACT, Clock.FORWARD}


def test_clerk_reassigns_what_the_government_office_has_to_decide_is_told_so(world: World) -> None:
    with pytest.raises(WrongState):
        returning.reassign(actor=world.clerk, assignment=world.returning(), department=world.finance)


def test_clerk_reassigns_to_a_unit_that_handles_it_already_is_refused(world: World) -> None:
    _lead, assist = world.joint()
    returning.request_return(actor=world.rival, assignment=assist, reason="无资金职责")
    with pytest.raises(WrongState) as refusal:
        returning.reassign(actor=world.gov_clerk, assignment=assist, department=world.roads)
    assert "已经是此件的承办单位" in str(refusal.value)


def test_government_office_reassigns_an_assisting_unit_with_its_date(world: World) -> None:
    _lead, assist = world.joint()
    returning.request_return(actor=world.rival, assignment=assist, reason="无资金职责")
    new = returning.reassign(actor=world.gov_clerk, assignment=assist, department=world.another_unit())
    assert new.reply_due_on == assist.reply_due_on
    assert Clock.CONTACT not in running(new)


def test_unit_that_takes_over_keeps_the_extended_date(world: World) -> None:
    row = world.asking()
    handling.extend(actor=world.clerk, assignment=row, reason="涉及三个乡镇")
    returning.request_return(actor=world.contact, assignment=world.fresh(row), reason="属财政职责")
    new = returning.reassign(actor=world.gov_clerk, assignment=world.fresh(row), department=world.finance)
    assert (new.reply_due_on, new.extended_on, new.extendable) == (dt.date(2026, 9, 10), TODAY, False)


def test_government_office_refuses_a_return_and_the_unit_has_to_sign(world: World) -> None:
    row = world.returning()
    returning.refuse_return(actor=world.gov_clerk, assignment=row, answer="属交通职责")
    row = world.fresh(row)
    assert (row.state, row.pending, running(row)[Clock.REPLY]) == (AssignmentState.AWAITING, "", LEGAL)
    assert Clock.REASSIGN not in running(row)
    assert UnitRequest.objects.get().answer == "属交通职责"
    assert told("退办申请未获同意，请签收办理") == {"赵敏"}


def test_clerk_refuses_what_was_raised(world: World) -> None:
    row = returning.refuse_return(actor=world.clerk, assignment=world.raised(), answer="属交通职责")
    assert row.state == AssignmentState.AWAITING


def test_government_office_refuses_without_a_reason_is_asked_for_it(world: World) -> None:
    with pytest.raises(Incomplete):
        returning.refuse_return(actor=world.gov_clerk, assignment=world.returning(), answer=" ")


def test_contact_decides_on_his_own_return_is_not_allowed(world: World) -> None:
    row = world.returning()
    with pytest.raises(NotAllowed):
        returning.refuse_return(actor=world.contact, assignment=row, answer="好")
    with pytest.raises(NotAllowed):
        returning.reassign(actor=world.contact, assignment=row, department=world.finance)
