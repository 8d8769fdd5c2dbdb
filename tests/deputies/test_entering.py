"""代录: what came on paper is typed in by a 人大 clerk, with the photograph of the original."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from congress import clock
from congress.models import Mandate, Person
from congress.refusals import Incomplete, NotAllowed
from congress.rules.followups import FollowUpState, PartyPart
from deputies.models import Suggestion
from deputies.rules import CosignState, Origin, SuggestionState
from deputies.services import writing
from tests.factories import TODAY, World

PAPER = writing.Paper("关于重建石门老桥的建议", "石门镇老桥年久失修，影响沿线群众出行，建议重建桥梁。", "all")


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def mandate(user) -> Mandate:
    return user.person.mandates.get()


def sheet(world: World, **values) -> writing.Sheet:
    return replace(writing.Sheet(PAPER, author=mandate(world.lead)), **values)


def enter(world: World, actor=None, **values) -> Suggestion:
    return writing.enter(actor=actor or world.clerk, sheet=sheet(world, **values), originals=[world.sheet()])


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
        writing.enter(actor=world.clerk, sheet=sheet(world), originals=[])
    assert "原件" in refusal.value.fields["attached"]


def test_clerk_types_in_without_a_deputy_is_asked_for_him(world: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        enter(world, author=None)
    assert "领衔代表" in refusal.value.fields["author"]


def test_clerk_types_in_an_incomplete_sheet_is_told_what_is_missing(world: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        enter(world, paper=writing.Paper("", "短", ""))
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
