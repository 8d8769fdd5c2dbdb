"""代录: whose sheets, with which date, and what is shown of like suggestions while typing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congress import clock
from congress.models import Attachment, Mandate, Person
from deputies.models import Suggestion
from deputies.queries.similar import grams, similar
from tests.factories import PDF, TODAY, World

ENTER = "suggestion-enter"


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def sheet(**changes: object) -> dict[str, object]:
    data = {
        "origin": "own",
        "author": "罗秀英",
        "cosigners": "杨建国",
        "received_on": "2026-03-05",
        "title": "关于石门镇增设公交站点的建议",
        "body": "石门镇至城关镇每天只有两班车，老人就医不便。建议增设站点和班次。",
        "publicity": "all",
        "attached": SimpleUploadedFile("原件.pdf", PDF, "application/pdf"),
    }
    return {**data, **changes}


def test_clerk_types_in_a_signed_sheet_with_photograph_and_cosigner(world: World, client_of) -> None:
    response = client_of(world.clerk).post(reverse(ENTER), sheet(), follow=True)
    made = Suggestion.objects.get()
    assert "已代录并提交审查" in response.content.decode()
    assert "李文清代录纸质原件，2026年3月5日收到" in response.content.decode()
    assert made.entered_by == world.clerk
    assert made.received_on == dt.date(2026, 3, 5)
    assert made.session is None
    assert made.files.get().attachment.slot == Attachment.Slot.ORIGINAL
    assert str(made.cosigners.get()) == "杨建国（石门代表团）"
    assert made.followup.title == made.title


def test_a_sheet_received_before_the_closing_time_belongs_to_the_session(world: World, client_of) -> None:
    client_of(world.clerk).post(reverse(ENTER), sheet(received_on="2026-01-21"))
    assert Suggestion.objects.get().session == world.session


def test_a_sheet_is_not_received_tomorrow(world: World, client_of) -> None:
    response = client_of(world.clerk).post(reverse(ENTER), sheet(received_on="2026-03-11"))
    assert response.status_code == 422
    assert "日期在今天之后" in response.content.decode()
    assert "老人就医不便" in response.content.decode()
    assert not Suggestion.objects.exists()


def test_the_township_types_in_its_own_deputies_alone(world: World, client_of) -> None:
    client = client_of(world.township_clerk)
    page = client.get(reverse(ENTER)).content.decode()
    assert "罗秀英（石门代表团）" in page
    assert "马玉兰" not in page
    assert 'name="source_note"' not in page
    refused = client.post(reverse(ENTER), sheet(author="马玉兰"))
    assert "没有找到在任代表“马玉兰”" in refused.content.decode()
    client.post(reverse(ENTER), sheet())
    assert Suggestion.objects.get().entered_by == world.township_clerk


def test_a_name_two_deputies_share_must_be_written_in_full(world: World, client_of) -> None:
    other = Person.objects.create(county=world.county, name="罗秀英", pinyin_key="luoxiuying2")
    far = world.outsider.person.mandates.get().delegation
    Mandate.objects.create(person=other, term=world.term, delegation=far, since=dt.date(2022, 1, 10))
    client = client_of(world.clerk)
    refused = client.post(reverse(ENTER), sheet()).content.decode()
    assert "有几位代表叫“罗秀英”" in refused
    client.post(reverse(ENTER), sheet(author="罗秀英（河口代表团）"))
    assert Suggestion.objects.get().author.person == other


def test_clerk_registers_what_a_higher_congress_forwarded(world: World, client_of) -> None:
    data = sheet(origin="higher_congress", author="", cosigners="", outside_name="州人大常委会")
    client = client_of(world.clerk)
    client.post(reverse(ENTER), {**data, "source_note": "州人大代工委〔2026〕3号"})
    made = Suggestion.objects.get()
    assert made.lead_label == "州人大常委会（州人大代工委〔2026〕3号）"
    page = client.get(reverse("suggestion", args=[made.pk])).content.decode()
    assert "上级人大转来 州人大代工委〔2026〕3号" in page


def test_a_sheet_without_its_photograph_comes_back_filled(world: World, client_of) -> None:
    response = client_of(world.clerk).post(reverse(ENTER), sheet(attached=""))
    assert response.status_code == 422
    assert "老人就医不便" in response.content.decode()
    assert not Suggestion.objects.exists()


def test_the_sheet_says_what_is_no_suggestion(world: World, client_of) -> None:
    for user, page in ((world.lead, "suggestion-new"), (world.clerk, ENTER)):
        text = client_of(user).get(reverse(page)).content.decode()
        assert "涉及具体诉讼、仲裁案件" in text
        assert "属于商业推广" in text


def test_grams_leave_out_what_every_title_has() -> None:
    assert grams("关于修复石门公路的建议") == ["修复", "复石", "石门", "门公", "公路"]
    assert grams("关于进一步加强的建议") == []


def test_like_suggestions_are_shown_likest_first_and_only_to_who_may_see_them(world: World, client_of) -> None:
    near = world.accepted(title="关于修复石门至城关公路路面的建议")
    nearer = world.accepted(title="关于修复石门至城关通乡公路路面的建议")
    world.accepted(title="关于增加学前教育学位的建议")
    hidden = world.submitted(title="关于修复石门至城关通乡公路的建议")
    typed = "修复石门至城关通乡公路路面"
    assert similar(world.outsider, typed, world.term) == [nearer, near]
    assert hidden in similar(world.clerk, typed, world.term)
    assert similar(world.rival, typed, world.term) == []
    page = client_of(world.outsider).get(reverse("suggestion-similar"), {"title": typed}).content.decode()
    assert nearer.title in page
    assert "学前教育" not in page
    assert "<html" not in page


def test_like_suggestions_cost_one_query(world: World) -> None:
    world.accepted(title="关于修复石门至城关公路路面的建议")
    similar(world.outsider, "x", world.term)
    with CaptureQueriesContext(connection) as caught:
        assert len(similar(world.outsider, "修复石门至城关公路", world.term)) == 1
    assert len([q for q in caught if "suggestion" in q["sql"]]) == 1


def test_without_a_script_the_like_ones_stand_on_the_saved_draft_and_before_submission(world: World, client_of) -> None:
    like = world.accepted()
    draft = world.draft()
    client = client_of(world.lead)
    for page in ("suggestion-write", "suggestion-submit"):
        text = client.get(reverse(page, args=[draft.pk])).content.decode()
        assert reverse("suggestion", args=[like.pk]) in text


@pytest.mark.parametrize("title", ["", "\x00", "💥" * 400, "'; --", "%_%"])
def test_nonsense_in_the_title_is_answered(world: World, client_of, title: str) -> None:
    answer = client_of(world.lead).get(reverse("suggestion-similar"), {"title": title, "draft": "x"})
    assert answer.status_code == 200
