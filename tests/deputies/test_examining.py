"""The office's examination of a paper, its endings, and what the deputies are told."""

from __future__ import annotations

import pytest

from congress import clock
from congress.models import Assignment, Notice, Promise, Running, UnitRequest
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.followups import (
    AssignmentState,
    Clock,
    Ending,
    FollowUpState,
    Openness,
    PartyPart,
    PromiseState,
    RequestState,
)
from deputies.models import Suggestion
from deputies.rules import DeclineReason, Difficulty, SuggestionState, TransferTo
from deputies.services import examining, publishing, writing
from tests.factories import TODAY, World

MENDED = writing.Paper("关于修复石门至城关公路K3段的建议", "K3+200至K5路面积水严重，影响出行，建议先行修复。", "title")


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def told(title: str) -> set[str]:
    return set(Notice.objects.filter(title=title).values_list("person__name", flat=True))


# -- 退回修改、重新提交 ---------------------------------------------------------------------------------


def test_clerk_sends_back_and_the_deputy_may_write_again(world: World) -> None:
    suggestion = world.sent_back()
    followup = suggestion.followup
    followup.refresh_from_db()
    assert (suggestion.state, followup.state) == (SuggestionState.RETURNED, FollowUpState.SENT_BACK)
    assert followup.ending_note == "请写明路段"
    assert not Running.objects.filter(followup=followup).exists()
    assert told("建议退回修改") == {"罗秀英"}
    saved = writing.save_draft(actor=world.lead, suggestion=suggestion, paper=MENDED)
    assert saved.title == MENDED.title


def test_clerk_sends_back_without_a_reason_is_asked_for_it(world: World) -> None:
    suggestion = world.submitted()
    with pytest.raises(Incomplete):
        examining.return_to_deputy(actor=world.clerk, suggestion=suggestion, reason=" ")
    assert world.fresh(suggestion).state == SuggestionState.SUBMITTED


def test_clerk_sends_back_what_is_accepted_is_told_the_state(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        examining.return_to_deputy(actor=world.clerk, suggestion=world.accepted(), reason="再改")
    assert "待交办" in str(refusal.value)


def test_deputy_submits_the_mended_paper_and_the_offices_clock_starts_anew(world: World) -> None:
    suggestion = world.sent_back()
    with clock.at(TODAY.replace(day=20)):
        writing.save_draft(actor=world.lead, suggestion=suggestion, paper=MENDED)
        suggestion = writing.resubmit(actor=world.lead, suggestion=suggestion)
        followup = world.fresh(suggestion.followup)
    assert (suggestion.state, followup.state) == (SuggestionState.SUBMITTED, FollowUpState.FILED)
    assert (followup.title, followup.sent_back_on) == (MENDED.title, None)
    anchors = followup.deadlines.filter(clock=Clock.HAND_OVER).order_by("id").values_list("anchor_on", flat=True)
    assert list(anchors) == [TODAY, TODAY.replace(day=20)]


def test_deputy_submits_a_mended_paper_by_the_first_way_is_led_to_the_second(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        writing.submit(actor=world.lead, suggestion=world.sent_back())
    assert "重新提交" in str(refusal.value)


def test_deputy_discards_what_was_sent_back_is_told_to_withdraw(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        writing.discard_draft(actor=world.lead, suggestion=world.sent_back())
    assert "撤回" in str(refusal.value)


def test_deputy_resubmits_an_incomplete_paper_is_told_what_is_missing(world: World) -> None:
    suggestion = world.sent_back()
    writing.save_draft(actor=world.lead, suggestion=suggestion, paper=writing.Paper(MENDED.title, "太短", "all"))
    with pytest.raises(Incomplete) as refusal:
        writing.resubmit(actor=world.lead, suggestion=suggestion)
    assert list(refusal.value.fields) == ["body"]


def test_cosigner_resubmits_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed):
        writing.resubmit(actor=world.cosigner, suggestion=world.sent_back())


# -- 不作为建议、转为其他 --------------------------------------------------------------------------------


def test_clerk_declines_and_the_deputies_are_told_why(world: World) -> None:
    suggestion = world.submitted()
    examining.decline(actor=world.clerk, suggestion=suggestion, ground=DeclineReason.EMPTY, reason="没有具体内容")
    followup = world.fresh(suggestion.followup)
    assert (followup.state, followup.closed_on, followup.due_on) == (FollowUpState.DECLINED, TODAY, None)
    assert followup.ending_note.endswith("。没有具体内容")
    assert told("不作为建议处理") == {"罗秀英", "杨建国"}


def test_clerk_turns_it_into_a_letter_and_records_where_it_went(world: World) -> None:
    suggestion = world.submitted()
    examining.transfer(actor=world.clerk, suggestion=suggestion, to=TransferTo.LETTER, reason="属信访事项")
    followup = world.fresh(suggestion.followup)
    assert (followup.state, followup.ending) == (FollowUpState.TRANSFERRED, Ending.TRANSFERRED)
    assert followup.ending_note.endswith("：属信访事项")


@pytest.mark.parametrize("verb", ["decline", "transfer"])
def test_clerk_ends_it_without_words_is_asked_for_them(world: World, verb: str) -> None:
    suggestion = world.submitted()
    how = {"ground": DeclineReason.EMPTY} if verb == "decline" else {"to": TransferTo.LETTER}
    with pytest.raises(Incomplete):
        getattr(examining, verb)(actor=world.clerk, suggestion=suggestion, reason="", **how)
    assert world.fresh(suggestion.followup).state == FollowUpState.FILED


def test_clerk_declines_what_is_accepted_is_told_the_state(world: World) -> None:
    with pytest.raises(WrongState):
        examining.decline(actor=world.clerk, suggestion=world.accepted(), ground=DeclineReason.EMPTY, reason="没有内容")


# -- 并案 -------------------------------------------------------------------------------------------


def test_clerk_merges_and_the_deputies_of_both_are_answered(world: World) -> None:
    leading, other = world.accepted(), world.paper_of(world.outsider)
    examining.merge(actor=world.clerk, suggestion=other, leading=leading)
    followup = world.fresh(other.followup)
    assert (followup.state, followup.merged_into) == (FollowUpState.MERGED, leading.followup)
    assert leading.followup.parties.filter(part=PartyPart.MERGED, person=world.outsider.person).exists()
    assert told("建议并案办理") == {"马玉兰"}
    reply = world.check(world.reply_to(leading.followup))
    assert told("收到答复，请评价") == {"罗秀英", "杨建国", "马玉兰"}
    assert reply.assignment.followup == leading.followup


def test_clerk_merges_two_of_the_same_deputy_and_he_is_one_party(world: World) -> None:
    leading, other = world.accepted(), world.paper_of(world.lead)
    examining.merge(actor=world.clerk, suggestion=other, leading=leading)
    assert leading.followup.parties.filter(person=world.lead.person).count() == 1


def test_clerk_merges_a_paper_into_itself_or_into_an_unfit_one_is_refused(world: World) -> None:
    suggestion, filed, closed = world.accepted(), world.submitted(), world.closed().suggestion
    for leading in (suggestion, filed, closed):
        with pytest.raises(Incomplete) as refusal:
            examining.merge(actor=world.clerk, suggestion=suggestion, leading=leading)
        assert "leading" in refusal.value.fields
    assert world.fresh(suggestion.followup).state == FollowUpState.PENDING


def test_clerk_merges_with_an_outdated_form_gets_a_conflict(world: World) -> None:
    suggestion, leading = world.accepted(), world.accepted()
    with pytest.raises(Conflict):
        examining.merge(
            actor=world.clerk, suggestion=suggestion, leading=leading, version=suggestion.followup.version + 5
        )


def test_clerk_merges_what_is_handed_over_is_told_the_state(world: World) -> None:
    leading, handed = world.accepted(), world.handed_over().followup.suggestion
    with pytest.raises(WrongState):
        examining.merge(actor=world.clerk, suggestion=handed, leading=leading)


# -- 撤回 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["returning", "asking", "checking"])
def test_lead_withdraws_and_everything_ends(world: World, stage: str) -> None:
    row = getattr(world, stage)()
    writing.withdraw(actor=world.lead, suggestion=row.followup.suggestion, reason="问题已解决")
    followup = world.fresh(row.followup)
    assert (followup.state, followup.closed_on, followup.due_on) == (FollowUpState.WITHDRAWN, TODAY, None)
    assert Assignment.objects.get().state == AssignmentState.CANCELLED
    assert not Running.objects.filter(followup=followup).exists()
    assert not UnitRequest.objects.filter(state=RequestState.OPEN).exists()
    assert told("代表已撤回建议") == {"李文清", "罗秀英", "杨建国", "赵敏", "周楠"}


def test_lead_withdraws_in_a_second_round_and_no_promise_is_left(world: World) -> None:
    followup = world.reworked(code="B", promised_by=TODAY.replace(month=9)).followup
    writing.withdraw(actor=world.lead, suggestion=followup.suggestion, reason="问题已解决")
    assert not Promise.objects.filter(state__in=[PromiseState.OPEN, PromiseState.REPORTED]).exists()


def test_lead_withdraws_what_is_answered_is_told_the_state(world: World) -> None:
    with pytest.raises(WrongState):
        writing.withdraw(actor=world.lead, suggestion=world.evaluated().suggestion, reason="不要了")


def test_lead_withdraws_without_a_reason_is_asked_for_it(world: World) -> None:
    suggestion = world.submitted()
    with pytest.raises(Incomplete):
        writing.withdraw(actor=world.lead, suggestion=suggestion, reason=" ")
    assert world.fresh(suggestion.followup).state == FollowUpState.FILED


def test_cosigner_withdraws_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed) as refusal:
        writing.withdraw(actor=world.cosigner, suggestion=world.submitted(), reason="不要了")
    assert "领衔代表" in str(refusal.value)


# -- 公开 -------------------------------------------------------------------------------------------


def test_clerk_publishes_by_consent_and_takes_it_back(world: World) -> None:
    suggestion = world.closed().suggestion
    publishing.publish(actor=world.clerk, suggestion=suggestion)
    suggestion = world.fresh(suggestion)
    assert (suggestion.published_on, suggestion.published_by) == (TODAY, world.clerk)
    assert suggestion.followup.openness == Openness.PUBLIC
    publishing.unpublish(actor=world.clerk, suggestion=suggestion, reason="代表要求")
    suggestion = world.fresh(suggestion)
    assert (suggestion.published_on, suggestion.followup.openness) == (None, Openness.DEPUTIES)


def test_clerk_publishes_before_it_is_answered_is_told_to_wait(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        publishing.publish(actor=world.clerk, suggestion=world.signed().followup.suggestion)
    assert "答复送达代表以后" in str(refusal.value)


@pytest.mark.parametrize("values", [{"publicity": "none"}, {"confidential": True}])
def test_clerk_publishes_against_the_deputys_wish_is_refused(world: World, values: dict) -> None:
    suggestion = world.closed().suggestion
    Suggestion.objects.filter(pk=suggestion.pk).update(**values)
    with pytest.raises(WrongState) as refusal:
        publishing.publish(actor=world.clerk, suggestion=suggestion)
    assert "没有同意公开" in str(refusal.value)


def test_clerk_takes_back_what_is_not_public_or_without_a_reason_is_refused(world: World) -> None:
    suggestion = world.closed().suggestion
    with pytest.raises(WrongState):
        publishing.unpublish(actor=world.clerk, suggestion=suggestion, reason="试")
    publishing.publish(actor=world.clerk, suggestion=suggestion)
    with pytest.raises(Incomplete):
        publishing.unpublish(actor=world.clerk, suggestion=suggestion, reason="")
    assert world.fresh(suggestion).published_on == TODAY


@pytest.mark.parametrize("verb", ["publish", "unpublish"])
def test_nobody_else_publishes_or_takes_back(world: World, verb: str) -> None:
    suggestion = world.closed().suggestion
    reason = {"reason": "试"} if verb == "unpublish" else {}
    for actor in (world.lead, world.contact, world.other_clerk):
        with pytest.raises(NotAllowed):
            getattr(publishing, verb)(actor=actor, suggestion=suggestion, **reason)


# -- 受理 -------------------------------------------------------------------------------------------


def test_lead_accepts_his_own_paper_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed):
        examining.accept_suggestion(
            actor=world.lead,
            suggestion=world.submitted(),
            category=world.category,
            difficulty=Difficulty.ORDINARY,
        )
