"""The pages of a suggestion: nothing typed is lost, nonsense is answered, double posts do nothing twice."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from congress import clock
from congress.models import Assignment, FollowUp, Reply
from deputies.models import Suggestion
from tests.factories import TODAY, World

SHEET = {
    "title": "关于增加河口镇学前教育学位的建议",
    "body": "河口镇现有公办幼儿园一所，学位缺口九十余个。建议扩建。",
    "publicity": "all",
}


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def test_lead_writes_invites_and_submits_by_forms(world: World, client_of) -> None:
    client = client_of(world.lead)
    response = client.post(reverse("suggestion-new"), {**SHEET, "next": "invite"})
    draft = Suggestion.objects.get()
    assert response.url == reverse("suggestion-cosigners", args=[draft.pk])
    mandate = world.cosigner.person.mandates.get()
    response = client.post(response.url, {"mandates": [mandate.pk]}, follow=True)
    assert "已邀请1位代表" in response.content.decode()
    response = client.post(reverse("suggestion-submit", args=[draft.pk]), {"version": draft.version}, follow=True)
    assert "已提交代表工委" in response.content.decode()
    assert FollowUp.objects.get().title == SHEET["title"]


def test_looking_at_the_empty_sheet_stores_nothing(world: World, client_of) -> None:
    client_of(world.lead).get(reverse("suggestion-new"))
    assert not Suggestion.objects.exists()


def test_autosave_creates_one_draft_and_answers_with_its_version(world: World, client_of) -> None:
    client = client_of(world.lead)
    first = client.post(reverse("suggestion-autosave"), {"title": "关于"}).content.decode()
    draft = Suggestion.objects.get()
    assert "已存草稿" in first
    assert f'value="{draft.pk}"' in first
    again = {"draft": draft.pk, "version": draft.version, "title": "关于路灯"}
    client.post(reverse("suggestion-autosave"), again)
    assert Suggestion.objects.get().title == "关于路灯"


def test_autosave_of_nothing_stores_nothing(world: World, client_of) -> None:
    client_of(world.lead).post(reverse("suggestion-autosave"), {"title": ""})
    assert not Suggestion.objects.exists()


def test_autosave_from_an_old_window_says_it_was_not_kept(world: World, client_of) -> None:
    draft = world.draft()
    data = {"draft": draft.pk, "version": draft.version - 1, "title": "旧窗口"}
    answer = client_of(world.lead).post(reverse("suggestion-autosave"), data).content.decode()
    assert "没有存上" in answer


def test_a_refused_file_keeps_the_text(world: World, client_of) -> None:
    files = {"attached": SimpleUploadedFile("程序.exe", b"MZ" + b"\0" * 64)}
    response = client_of(world.lead).post(reverse("suggestion-new"), {**SHEET, **files, "next": "invite"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "程序.exe" in page
    assert SHEET["body"] in page
    assert Suggestion.objects.get().body == SHEET["body"]


def test_incomplete_submission_comes_back_as_the_filled_sheet(world: World, client_of) -> None:
    client = client_of(world.lead)
    client.post(reverse("suggestion-new"), {**SHEET, "publicity": "", "next": "save"})
    draft = Suggestion.objects.get()
    response = client.post(reverse("suggestion-submit", args=[draft.pk]), {"version": draft.version})
    page = response.content.decode()
    assert response.status_code == 422
    assert "请选择是否同意公开" in page
    assert SHEET["body"] in page


def test_a_second_submission_of_the_same_form_does_nothing(world: World, client_of) -> None:
    draft = world.draft()
    client = client_of(world.lead)
    url = reverse("suggestion-submit", args=[draft.pk])
    assert client.post(url, {"version": draft.version}).status_code == 302
    assert client.post(url, {"version": draft.version}).status_code == 404
    assert FollowUp.objects.count() == 1


@pytest.mark.parametrize(
    "page", ["suggestion-write", "suggestion-cosigners", "suggestion-submit", "suggestion-discard", "suggestion"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_that_does_not_exist_is_404(world: World, client_of, page: str, method: str) -> None:
    assert getattr(client_of(world.lead), method)(reverse(page, args=[999_999])).status_code in {404, 405}


NONSENSE = ["", "x", "-1", "99999999999999999999", "2026-02-30", "\x00", "<script>", "💥" * 300, "' OR 1=1 --"]


def test_nonsense_in_every_field_of_the_reply_is_answered(world: World, client_of) -> None:
    assignment = world.signed()
    names = ["version", "number", "dated", "outcome", "promised_by", "signer", "contact_name", "contact_phone"]
    names += ["summary", "may_publish", "on_paper", "no_contact_reason"]
    client, url = client_of(world.contact), reverse("reply", args=[assignment.pk])
    found = {value: client.post(url, dict.fromkeys(names, value)).status_code for value in NONSENSE}
    assert found == dict.fromkeys(NONSENSE, 422)
    assert not Reply.objects.exists()


@pytest.mark.parametrize("name", ["q", "state", "category", "department", "due", "year", "mine", "sort", "page"])
def test_nonsense_in_the_address_bar_is_answered(world: World, client_of, name: str) -> None:
    world.handed_over()
    client, url = client_of(world.clerk), reverse("suggestions")
    assert {value: client.get(url, {name: value}).status_code for value in NONSENSE} == dict.fromkeys(NONSENSE, 200)


def test_a_reply_without_scan_keeps_what_was_typed(world: World, client_of) -> None:
    assignment = world.signed()
    data = {
        "version": assignment.version,
        "number": "云交函〔2026〕31号",
        "dated": "2026-03-10",
        "outcome": world.outcome().pk,
        "signer": "王志刚",
        "contact_name": "赵敏",
        "contact_phone": "0000-7654321",
        "summary": "已完成修复。",
        "may_publish": "yes",
        "no_contact_reason": "代表外出",
    }
    client, url = client_of(world.contact), reverse("reply", args=[assignment.pk])
    response = client.post(url, data)
    assert response.status_code == 422
    assert "已完成修复。" in response.content.decode()
    assert client.post(url, {**data, "on_paper": "on"}).status_code == 302
    assert Reply.objects.get().files.get().on_paper


def test_an_outdated_hand_over_form_is_a_conflict_with_everything_kept(world: World, client_of) -> None:
    followup = world.accepted().followup
    data = {"version": 1, "department": world.roads.pk, "note": "请先看现场"}
    response = client_of(world.clerk).post(reverse("hand-over", args=[followup.pk]), data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "已被他人更新" in page
    assert "请先看现场" in page
    assert not Assignment.objects.exists()


def test_the_hand_over_page_names_the_date_and_the_law_before_it_happens(world: World, client_of) -> None:
    followup = world.accepted().followup
    page = client_of(world.clerk).get(reverse("hand-over", args=[followup.pk])).content.decode()
    assert "2026年6月10日" in page
    assert "代表法（2025年修正）第五十一条" in page


def test_the_list_filters_by_state_unit_due_and_words(world: World, client_of) -> None:
    world.handed_over(title="关于甲的建议")
    world.accepted(title="关于乙的建议")
    client = client_of(world.clerk)

    def titles(**query: object) -> set[str]:
        page = client.get(reverse("suggestions"), query).content.decode()
        return {name for name in "甲乙" if f"关于{name}的建议" in page}

    assert titles() == {"甲", "乙"}
    assert titles(state="pending") == {"乙"}
    assert titles(department=world.roads.pk) == {"甲"}
    assert titles(q="甲 罗秀英") == {"甲"}
    assert titles(q="丙") == set()
    assert titles(due="late") == set()
    assert titles(due="soon") == {"甲"}
    assert titles(category=world.category.code) == {"甲", "乙"}
    assert titles(year=2025) == set()


def test_the_api_lists_what_the_page_lists(world: World, client_of) -> None:
    world.forwarded()
    answer = client_of(world.contact).get(reverse("api-suggestions")).json()
    assert answer["count"] == 1
    row = answer["results"][0]
    assert row["departments"] == ["县交通运输局"]
    assert row["reply_due_on"] == "2026-06-10"
    assert client_of(world.rival).get(reverse("api-suggestions")).json()["count"] == 0
    assert "13800000000" not in json.dumps(answer)


def test_the_api_is_read_only(world: World, client_of) -> None:
    assert client_of(world.clerk).post(reverse("api-suggestions"), {}).status_code in {403, 405}


def words(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace("\n", "").replace(" ", "")


def test_the_hand_over_letter_prints_date_law_and_unit(world: World, client_of) -> None:
    assignment = world.forwarded()
    response = client_of(world.contact).get(reverse("hand-over-letter", args=[assignment.pk]))
    found = words(response.content)
    for part in ("县交通运输局", "2026年6月10日", "代表法（2025年修正）第五十一条", "罗秀英", "闭会第1号"):
        assert part in found


def test_the_sheet_prints_with_a_rare_character(world: World, client_of) -> None:
    world.lead.person.name = "张䶮堃"
    world.lead.person.save()
    suggestion = world.submitted()
    response = client_of(world.clerk).get(reverse("suggestion-sheet", args=[suggestion.pk]))
    assert "张䶮堃" in words(response.content)
    fonts = str([page["/Resources"]["/Font"] for page in PdfReader(io.BytesIO(response.content)).pages])
    assert fonts


def test_figures_call_late_what_the_reader_has_to_do_himself(world: World, client_of) -> None:
    world.signed()
    with clock.at(TODAY + dt.timedelta(days=200)):
        assert "其中 1 件已逾期" in client_of(world.contact).get("/").content.decode()
        leader = client_of(world.chairman).get("/").content.decode()
        deputy = client_of(world.lead).get("/").content.decode()
    assert "逾期 1 件，卡在哪里" in leader
    assert "其中" not in leader
    assert "没有逾期的" in deputy


def test_every_line_of_a_suggestion_is_a_paragraph_and_nothing_more(world: World, client_of) -> None:
    client = client_of(world.lead)
    client.post(reverse("suggestion-new"), {**SHEET, "body": "情况<b>一</b>\r\n\r\n建议二", "next": "submit"})
    page = client.get(reverse("suggestion-submit", args=[Suggestion.objects.get().pk])).content.decode()
    assert "<p>情况&lt;b&gt;一&lt;/b&gt;</p><p>建议二</p>" in page


def test_the_filters_offer_everything_first(world: World, client_of) -> None:
    page = client_of(world.clerk).get(reverse("suggestions")).content.decode()
    assert page.count('<option value="" selected>全部</option>') == 11
    assert "-----" not in page


def test_a_step_of_the_handling_belongs_to_the_list_it_came_from(world: World, client_of) -> None:
    assignment = world.forwarded()
    page = client_of(world.contact).get(reverse("sign-for", args=[assignment.pk]))
    assert [place.label for place in page.context["nav"] if place.current] == ["承办建议"]
