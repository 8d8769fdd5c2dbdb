"""代录: what came on paper is typed in by a 人大 clerk, with the photograph of the original."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from congress import clock
from congress.models import FollowUp, Mandate, Notice, Person
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.followups import FollowUpState, PartyPart
from deputies.models import Suggestion
from deputies.rules import CosignState, Origin, SuggestionState
from deputies.services import entering, examining, writing
from deputies.services.writing import Paper
from tests.factories import TODAY, World

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + b"\0" * 64
PAPER = Paper("关于重建石门老桥的建议", "石门镇老桥年久失修，影响沿线群众出行，建议重建桥梁。", "all")


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def mandate(user) -> Mandate:
    return user.person.mandates.get()


def sheet(world: World, **values) -> entering.Sheet:
    return replace(entering.Sheet(PAPER, author=mandate(world.lead)), **values)


def enter(world: World, actor=None, **values) -> Suggestion:
    return entering.enter(actor=actor or world.clerk, sheet=sheet(world, **values), originals=[world.sheet()])


def test_clerk_types_in_a_signed_sheet_and_it_is_filed_at_once(world: World) -> None:
    suggestion = enter(world, cosigners=[mandate(world.cosigner)])
    assert (suggestion.state, suggestion.entered_by, suggestion.lead) == (
        SuggestionState.SUBMITTED,
        world.clerk,
        world.lead.person,
    )
    assert suggestion.files.count() == 1
    assert suggestion.cosigners.get().state == CosignState.CONFIRMED
    assert suggestion.followup.state == FollowUpState.FILED
    parts = set(suggestion.followup.parties.values_list("part", "person__name", "body__short_name"))
    assert (PartyPart.COSIGNER, "杨建国", None) in parts


def test_township_clerk_types_in_for_his_own_deputies_alone(world: World) -> None:
    assert enter(world, world.township_clerk).entered_by == world.township_clerk
    with pytest.raises(NotAllowed) as refusal:
        enter(world, world.township_clerk, author=mandate(world.outsider))
    assert "乡镇" in str(refusal.value)


@pytest.mark.parametrize("name", ["contact", "lead", "gov_clerk"])
def test_nobody_else_types_in(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        enter(world, getattr(world, name))
    assert not Suggestion.objects.exists()


def test_clerk_types_in_without_the_original_is_asked_for_it(world: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        entering.enter(actor=world.clerk, sheet=sheet(world), originals=[])
    assert "原件" in refusal.value.fields["attached"]


def test_clerk_types_in_without_a_deputy_is_asked_for_him(world: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        enter(world, author=None)
    assert "领衔代表" in refusal.value.fields["author"]


def test_clerk_types_in_an_incomplete_sheet_is_told_what_is_missing(world: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        enter(world, paper=Paper("", "短", ""))
    assert set(refusal.value.fields) == {"title", "body", "publicity"}


def test_clerk_names_the_author_or_a_former_deputy_as_cosigner_is_told_who(world: World) -> None:
    former = mandate(world.cosigner)
    Mandate.objects.filter(pk=former.pk).update(until=TODAY - dt.timedelta(days=1))
    for wrong in (mandate(world.lead), former):
        with pytest.raises(Incomplete) as refusal:
            enter(world, cosigners=[wrong])
        assert str(wrong.person) in refusal.value.fields["cosigners"]


def test_clerk_registers_one_forwarded_from_above(world: World) -> None:
    suggestion = enter(
        world, origin=Origin.HIGHER_DEPUTY, author=None, outside_name="李云", source_note="州人大〔2026〕5号"
    )
    assert (suggestion.author, str(suggestion.lead)) == (None, "李云")
    assert suggestion.lead_label == "李云（州人大〔2026〕5号）"
    assert suggestion.followup.parties.get(part=PartyPart.ASKER).person == Person.objects.get(name="李云")
    assert not suggestion.followup.parties.filter(part=PartyPart.RECORDER).exists()


def test_clerk_registers_one_from_above_without_a_name_is_asked_for_it(world: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        enter(world, origin=Origin.HIGHER_CONGRESS, author=None)
    assert "outside_name" in refusal.value.fields


def test_township_clerk_registers_one_from_above_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed):
        enter(world, world.township_clerk, origin=Origin.HIGHER_DEPUTY, author=None, outside_name="李云")


MENDED = Paper(
    "关于重建石门老桥（新寨渡口）的建议", "石门镇新寨渡口老桥年久失修，影响沿线群众出行，建议重建。", "title"
)


def sent_back(world: World, actor=None) -> Suggestion:
    entered = enter(world, actor, cosigners=[mandate(world.cosigner)])
    return examining.return_to_deputy(actor=world.clerk, suggestion=entered, reason="请写明桥名")


def reenter(world: World, suggestion: Suggestion, actor, **values) -> Suggestion:
    values = {"sheet": entering.Sheet(MENDED), "originals": [world.sheet()], **values}
    return entering.reenter(actor=actor, suggestion=suggestion, **values)


def test_township_clerk_types_in_the_mended_sheet_and_it_is_filed_again(world: World) -> None:
    suggestion = sent_back(world, world.township_clerk)
    assert suggestion.followup.state == FollowUpState.SENT_BACK
    told = set(Notice.objects.filter(followup=suggestion.followup).values_list("person__name", flat=True))
    assert {world.lead.person.name, world.township_clerk.person.name} <= told
    again = reenter(world, suggestion, world.township_clerk)
    assert (again.title, again.publicity, again.state) == (MENDED.title, "title", SuggestionState.SUBMITTED)
    assert again.files.count() == 2
    assert not again.cosigners.exists()
    followup = FollowUp.objects.get(suggestion=again)
    assert (followup.state, followup.title) == (FollowUpState.FILED, MENDED.title)
    assert not followup.parties.filter(part=PartyPart.COSIGNER).exists()


def test_deputy_of_a_paper_entry_is_told_who_types_it_in(world: World) -> None:
    suggestion = sent_back(world)
    with pytest.raises(WrongState) as refusal:
        writing.resubmit(actor=world.lead, suggestion=suggestion)
    assert "代录的人大机关" in str(refusal.value)


def test_clerk_cannot_type_in_what_a_deputy_wrote_online(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        reenter(world, world.sent_back(), world.clerk)
    assert "代表本人" in str(refusal.value)


def test_outsider_types_in_the_mended_sheet_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed):
        reenter(world, sent_back(world), world.outsider)


def test_clerk_types_in_the_mended_sheet_without_its_original_is_asked_for_it(world: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        reenter(world, sent_back(world), world.clerk, originals=[])
    assert "原件" in refusal.value.fields["attached"]


def test_two_clerks_type_in_the_mended_sheet_the_second_is_told(world: World) -> None:
    suggestion = sent_back(world)
    version = FollowUp.objects.get(suggestion=suggestion).version
    reenter(world, suggestion, world.township_clerk, version=version)
    with pytest.raises(Conflict):
        reenter(world, suggestion, world.clerk, version=version)


def test_township_clerk_finds_the_sheet_on_her_desk_and_types_it_in(world: World, client: Client) -> None:
    suggestion = sent_back(world, world.township_clerk)
    client.force_login(world.township_clerk)
    assert "重新提交" in client.get("/").content.decode()
    page = client.get(f"/suggestions/resubmit/{suggestion.followup_id}/", follow=True)
    assert "请写明桥名" in page.content.decode()
    photo = SimpleUploadedFile("原件.png", PNG)
    data = {"title": MENDED.title, "body": MENDED.body, "publicity": "all", "cosigners": str(mandate(world.cosigner))}
    refused = client.post(page.request["PATH_INFO"], data)
    assert (refused.status_code, MENDED.title in refused.content.decode()) == (422, True)
    client.post(page.request["PATH_INFO"], {**data, "attached": photo})
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.cosigners.count()) == (SuggestionState.SUBMITTED, 1)
