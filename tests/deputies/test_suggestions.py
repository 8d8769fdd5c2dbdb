"""The deputy's paper: draft, co-signers, files, submission, acceptance."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from congress import clock
from congress.models import Attachment, Deadline, FollowUp, Mandate
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.followups import Openness, PartyPart
from congress.services.files import Upload
from deputies.models import Cosigner, Suggestion
from deputies.rules import CosignState, Difficulty, SuggestionState
from deputies.services import examining, writing
from tests.factories import PDF, TODAY, World


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def photo() -> Upload:
    return Upload(Attachment.Slot.PHOTO, Attachment.Mark.PUBLIC, SimpleUploadedFile("现场.pdf", PDF))


def test_somebody_without_mandate_cannot_write(world: World) -> None:
    with pytest.raises(NotAllowed) as refusal:
        writing.start_draft(actor=world.clerk)
    assert "代表法" in str(refusal.value)


def test_a_deputy_whose_mandate_ended_cannot_write(world: World) -> None:
    Mandate.objects.filter(person=world.lead.person).update(until=TODAY - dt.timedelta(days=1))
    with pytest.raises(NotAllowed):
        writing.start_draft(actor=world.lead)


def test_lead_saves_an_incomplete_draft_and_nothing_is_lost(world: World) -> None:
    draft = writing.start_draft(actor=world.lead)
    saved = writing.save_draft(actor=world.lead, suggestion=draft, paper=writing.Paper(title="只有标题"))
    assert Suggestion.objects.get(pk=draft.pk).title == "只有标题"
    assert saved.version == draft.version + 1


def test_two_windows_of_one_draft_conflict_instead_of_overwriting(world: World) -> None:
    draft = world.draft()
    writing.save_draft(actor=world.lead, suggestion=draft, paper=writing.Paper("甲"), version=draft.version)
    with pytest.raises(Conflict):
        writing.save_draft(actor=world.lead, suggestion=draft, paper=writing.Paper("乙"), version=draft.version)
    assert Suggestion.objects.get(pk=draft.pk).title == "甲"


def test_outsider_cannot_write_in_anothers_draft(world: World) -> None:
    with pytest.raises(NotAllowed):
        writing.save_draft(actor=world.outsider, suggestion=world.draft(), paper=writing.Paper("改"))


def test_lead_cannot_change_what_is_submitted(world: World) -> None:
    with pytest.raises(WrongState):
        writing.save_draft(actor=world.lead, suggestion=world.submitted(), paper=writing.Paper("改"))


def test_lead_attaches_and_removes_a_photo(world: World) -> None:
    draft = world.draft()
    file = writing.add_file(actor=world.lead, suggestion=draft, upload=photo())
    assert draft.files.count() == 1
    writing.remove_file(actor=world.lead, file=file)
    assert Attachment.objects.count() == 0


def test_lead_discards_a_draft_with_files_and_invitations(world: World) -> None:
    draft = world.draft()
    writing.add_file(actor=world.lead, suggestion=draft, upload=photo())
    writing.invite(actor=world.lead, suggestion=draft, mandates=[world.cosigner.person.mandates.get()])
    writing.discard_draft(actor=world.lead, suggestion=draft)
    assert (Suggestion.objects.count(), Cosigner.objects.count(), Attachment.objects.count()) == (0, 0, 0)


def test_lead_invites_himself_is_told_why_not(world: World) -> None:
    with pytest.raises(Incomplete):
        writing.invite(actor=world.lead, suggestion=world.draft(), mandates=[world.lead.person.mandates.get()])


def test_lead_invites_a_former_deputy_is_told_who(world: World) -> None:
    former = world.cosigner.person.mandates.get()
    Mandate.objects.filter(pk=former.pk).update(until=TODAY - dt.timedelta(days=1))
    with pytest.raises(Incomplete) as refusal:
        writing.invite(actor=world.lead, suggestion=world.draft(), mandates=[former])
    assert "杨建国" in refusal.value.fields["mandates"]


def test_inviting_twice_changes_nothing(world: World) -> None:
    draft, mandate = world.draft(), world.cosigner.person.mandates.get()
    for _again in range(2):
        writing.invite(actor=world.lead, suggestion=draft, mandates=[mandate])
    assert draft.cosigners.count() == 1


def test_outsider_cannot_cosign_uninvited(world: World) -> None:
    with pytest.raises(NotAllowed):
        writing.answer_invitation(actor=world.outsider, suggestion=world.draft(), agree=True)


def test_cosigner_declines_and_is_no_party(world: World) -> None:
    suggestion = world.submitted()
    writing.answer_invitation(actor=world.cosigner, suggestion=suggestion, agree=False)
    assert suggestion.cosigners.get().state == CosignState.DECLINED
    assert not suggestion.followup.parties.filter(part=PartyPart.COSIGNER).exists()


def test_cosigner_may_agree_after_submission_until_acceptance(world: World) -> None:
    suggestion = world.submitted()
    writing.answer_invitation(actor=world.cosigner, suggestion=suggestion, agree=False)
    writing.answer_invitation(actor=world.cosigner, suggestion=suggestion, agree=True)
    assert suggestion.followup.parties.filter(part=PartyPart.COSIGNER).count() == 1


def test_cosigner_cannot_change_his_mind_after_acceptance(world: World) -> None:
    with pytest.raises(WrongState):
        writing.answer_invitation(actor=world.cosigner, suggestion=world.accepted(), agree=False)


@pytest.mark.parametrize(
    ("paper", "field"),
    [
        (writing.Paper("", "情" * 30, "all"), "title"),
        (writing.Paper("标题", "太短", "all"), "body"),
        (writing.Paper("标题", "情" * 30, ""), "publicity"),
        (writing.Paper("标题", "情" * 30, "nonsense"), "publicity"),
    ],
)
def test_lead_submits_an_incomplete_sheet_is_told_what_is_missing(world: World, paper, field: str) -> None:
    draft = writing.start_draft(actor=world.lead)
    Suggestion.objects.filter(pk=draft.pk).update(title=paper.title, body=paper.body, publicity=paper.publicity)
    with pytest.raises(Incomplete) as refusal:
        writing.submit(actor=world.lead, suggestion=draft)
    assert list(refusal.value.fields) == [field]
    assert FollowUp.objects.count() == 0


def test_submitting_opens_a_followup_with_the_hand_over_due(world: World) -> None:
    suggestion = world.submitted()
    followup = suggestion.followup
    assert suggestion.state == SuggestionState.SUBMITTED
    assert (followup.title, followup.asked_by) == (suggestion.title, "罗秀英（石门代表团）")
    assert followup.openness == Openness.PARTIES
    assert followup.due_on == dt.date(2026, 3, 24)
    assert {(p.part, str(p.person or p.body)) for p in followup.parties.all()} == {
        (PartyPart.ASKER, "罗秀英"),
        (PartyPart.COSIGNER, "杨建国"),
        (PartyPart.OFFICE, str(world.office)),
        (PartyPart.RECORDER, "石门镇人大主席团"),
    }
    assert Deadline.objects.get(followup=followup).kind == "local"


def test_a_suggestion_between_sessions_belongs_to_no_session(world: World) -> None:
    suggestion = world.accepted()
    assert suggestion.session is None
    assert suggestion.number == "闭会第1号"


def test_a_suggestion_before_the_closing_time_belongs_to_the_session(world: World) -> None:
    with clock.at(dt.datetime(2026, 1, 21, 17, 59, tzinfo=dt.UTC)):
        suggestion = world.accepted()
    assert suggestion.session == world.session
    assert suggestion.number == "第1号"
    assert suggestion.followup.number == "第1号"


def test_a_minute_after_the_closing_time_it_does_not(world: World) -> None:
    with clock.at(dt.datetime(2026, 1, 21, 18, 1, tzinfo=dt.UTC)):
        assert world.submitted().session is None


def test_numbers_run_on_within_their_series(world: World) -> None:
    assert [world.accepted().serial, world.accepted().serial] == [1, 2]


def test_acceptance_opens_it_to_all_deputies(world: World) -> None:
    world.accepted()
    assert FollowUp.objects.get().openness == Openness.DEPUTIES


def test_a_confidential_one_stays_with_staff(world: World) -> None:
    suggestion = world.submitted()
    Suggestion.objects.filter(pk=suggestion.pk).update(confidential=True)
    examining.accept_suggestion(
        actor=world.clerk, suggestion=suggestion, category=world.category, difficulty=Difficulty.ORDINARY
    )
    assert FollowUp.objects.get().openness == Openness.STAFF


def test_clerk_accepts_with_an_outdated_form_gets_a_conflict(world: World) -> None:
    suggestion = world.submitted()
    with pytest.raises(Conflict):
        examining.accept_suggestion(
            actor=world.clerk,
            suggestion=suggestion,
            category=world.category,
            difficulty=Difficulty.ORDINARY,
            version=suggestion.followup.version + 1,
        )
