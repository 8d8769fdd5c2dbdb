"""The pages of meetings: a whole chairpersons' meeting by forms, nothing typed is lost, nonsense is answered."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from congress import clock
from congress.models import AgendaItem, Meeting, ProgrammeEntry, Speech
from congress.rules.meetings import ItemState, MeetingKind, MeetingState, Quality
from congress.services.meetings import agenda
from tests import meetings as at
from tests.factories import TODAY, World


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def test_a_chairpersons_meeting_goes_from_agenda_to_printed_minutes(world: World, client_of) -> None:
    client = client_of(world.director)
    plan = {"kind": "chairpersons", "starts_on": TODAY, "starts_at": "09:00", "place": "三楼会议室"}
    page = client.post(reverse("meeting-new"), plan, follow=True)
    meeting = Meeting.objects.get()
    assert meeting.name in page.content.decode()
    form = {"added": "研究年度监督工作计划\n\n", "version": at.fresh(meeting).version, "adopt": "1"}
    client.post(reverse("meeting-agenda", args=[meeting.pk]), form)
    item = AgendaItem.objects.get()
    assert item.state == ItemState.ADOPTED
    client.post(reverse("meeting-notify", args=[meeting.pk]), {"version": at.fresh(meeting).version})
    client.post(reverse("meeting-sign-in", args=[meeting.pk]), {"do": "coming"})
    opening = {"version": at.fresh(meeting).version, "presided_by": world.chairman.person_id}
    client.post(reverse("meeting-open", args=[meeting.pk]), opening)
    text = client.get(reverse("meeting-minutes", args=[meeting.pk])).content.decode()
    assert "会议讨论并原则同意《研究年度监督工作计划》。" in text
    item.refresh_from_db()
    record = {
        f"speeches_{item.pk}": "高远：同意这个计划\n陈志明：按季度检查",
        f"outcome_{item.pk}": "会议通过年度监督工作计划。",
        f"version_{item.pk}": item.version,
        "next": "close",
    }
    answer = client.post(reverse("meeting-minutes", args=[meeting.pk]), record)
    assert answer.url == reverse("meeting-close", args=[meeting.pk])
    client.post(answer.url, {"version": at.fresh(meeting).version})
    assert at.fresh(meeting).state == MeetingState.CLOSED
    printed = client.get(reverse("meeting-minutes-print", args=[meeting.pk])).content.decode()
    for words in ("高远", "按季度检查", "会议通过年度监督工作计划。", "到会 2 人，应到 2 人"):
        assert words in printed


NONSENSE = {"starts_on": "二月三十日", "starts_at": "25:99", "place": "会" * 90, "number": "-3", "kind": "picnic"}


def test_nonsense_in_every_field_is_answered_and_kept(world: World, client_of) -> None:
    answer = client_of(world.director).post(reverse("meeting-new"), NONSENSE)
    text = answer.content.decode()
    assert answer.status_code == 422
    for words in ("二月三十日", "25:99", "会" * 90, "-3"):
        assert words in text
    assert not Meeting.objects.exists()


def test_two_clerks_on_one_agenda_both_see_both(world: World, client_of) -> None:
    meeting = at.drafted(world)
    first, second = meeting.items.order_by("position")
    form = {"version": meeting.version}
    for place, item in ((7, first), (3, second)):
        form |= {f"taken_{item.pk}": "on", f"place_{item.pk}": place, f"minutes_{item.pk}": 45}
    lines = [agenda.Line(first.pk, taken=False, place=1)]
    agenda.arrange_agenda(actor=world.director, meeting=meeting, lines=lines)
    answer = client_of(world.director).post(reverse("meeting-agenda", args=[meeting.pk]), form)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "现在的议程" in text
    assert text.count('value="45"') == 2
    assert 'value="7"' in text
    again = form | {"version": at.fresh(meeting).version}
    assert client_of(world.director).post(reverse("meeting-agenda", args=[meeting.pk]), again).status_code == 302


def test_an_item_moves_up_with_what_was_typed_beside_it(world: World, client_of) -> None:
    meeting = at.drafted(world)
    first, second = meeting.items.order_by("position")
    form = {"version": meeting.version, "up": second.pk}
    for place, item in enumerate((first, second), start=1):
        form |= {f"taken_{item.pk}": "on", f"place_{item.pk}": place, f"minutes_{item.pk}": 25}
    answer = client_of(world.director).post(reverse("meeting-agenda", args=[meeting.pk]), form)
    assert answer.url == reverse("meeting-agenda", args=[meeting.pk])
    assert list(meeting.items.order_by("position").values_list("pk", "minutes")) == [(second.pk, 25), (first.pk, 25)]


def test_moving_shows_first_and_moves_second(world: World, client_of) -> None:
    meeting = at.notified(world)
    client = client_of(world.director)
    form = {
        "starts_on": "2026-05-07",
        "starts_at": "14:30",
        "place": "新会议厅",
        "reason": "与市人大会议冲突",
        "version": meeting.version,
    }
    text = client.post(reverse("meeting-move", args=[meeting.pk]), form).content.decode()
    assert at.fresh(meeting).starts_on == at.DAY
    for words in ("2026-04-16", "4月30日", "已收到通知的 6 人", "与市人大会议冲突", "确认改期"):
        assert words in text
    client.post(reverse("meeting-move", args=[meeting.pk]), form | {"confirm": "1"})
    moved = at.fresh(meeting)
    assert (moved.starts_on, moved.place) == (dt.date(2026, 5, 7), "新会议厅")
    assert "与市人大会议冲突" in client.get(reverse("meeting", args=[meeting.pk])).content.decode()


def test_a_late_material_asks_for_its_reason_and_keeps_the_form(world: World, client_of) -> None:
    material = at.item(at.drafted(world)).materials.get(clock="to_members")
    client = client_of(world.director)
    with clock.at(at.DAY - dt.timedelta(days=5)):
        form = {"received_on": "2026-04-18", "on_paper": "on", "version": material.version}
        answer = client.post(reverse("meeting-material", args=[material.pk]), form)
        assert answer.status_code == 422
        assert "第十五条" in answer.content.decode()
        form["late_reason"] = "政府常务会议推迟"
        assert client.post(reverse("meeting-material", args=[material.pk]), form).status_code == 302
        text = client.get(reverse("meeting", args=[material.item.meeting_id])).content.decode()
    assert "政府常务会议推迟" in text
    assert "收讫（纸质）" in text


def test_speeches_of_a_stranger_are_refused_with_everything_kept(world: World, client_of) -> None:
    meeting = at.opened(world, TODAY)
    first, second = meeting.items.order_by("position")
    form = {"version": ""}
    for item in (first, second):
        form |= {f"outcome_{item.pk}": f"结果{item.pk}", f"version_{item.pk}": item.version}
    form[f"speeches_{first.pk}"] = "高远：同意\n高原：也同意"
    answer = client_of(world.director).post(reverse("meeting-minutes", args=[meeting.pk]), form)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "第 2 行" in text
    assert "高原：也同意" in text
    assert f"结果{second.pk}" in text
    assert not Speech.objects.exists()


def test_the_desk_signs_in_out_and_takes_back(world: World, client_of) -> None:
    meeting = at.today_notified(world)
    client = client_of(world.director)
    url = reverse("meeting-sign-in", args=[meeting.pk])
    keys = list(meeting.attendances.filter(quality=Quality.MEMBER).values_list("pk", flat=True))
    client.post(url, {"do": "in", "people": keys, "at": "09:05"})
    assert "2</b>/2" in client.get(url).content.decode()
    client.post(url, {"do": "out", "people": keys[:1], "at": "09:30"})
    assert "1</b>/2" in client.get(url).content.decode()
    client.post(url, {"do": "undo", "people": keys})
    assert "0</b>/2" in client.get(url).content.decode()
    answer = client.post(url, {"do": "in", "people": [keys[0]], "at": "23:59"})
    assert answer.status_code == 422
    assert f'value="{keys[0]}" checked' in answer.content.decode()


def test_the_answer_is_given_on_a_phone(world: World, client_of) -> None:
    meeting = at.notified(world)
    client = client_of(world.lead)
    row = meeting.attendances.get(person=world.lead.person)
    assert at.REPORT in client.get(reverse("my-meetings")).content.decode()
    url = reverse("meeting-answer", args=[row.pk])
    refused = client.post(url, {"answer": "leave", "version": row.version})
    assert (refused.status_code, "请假的请写明理由" in refused.content.decode()) == (422, True)
    assert client.post(url, {"answer": "leave", "note": "外出务工", "version": row.version}).status_code == 302
    row.refresh_from_db()
    assert (row.answer, row.answer_note) == ("leave", "外出务工")


def test_the_week_is_shown_printed_copied_and_exported(world: World, client_of) -> None:
    at.today_notified(world)
    client = client_of(world.clerk)
    entry = {"on": TODAY, "title": "视察通乡公路", "place": "石门镇", "people": "陈志明"}
    client.post(reverse("programme"), entry)
    text = client.get(f"{reverse('programme')}?week={TODAY}").content.decode()
    assert "视察通乡公路" in text
    assert "主任会议" in text
    assert "一周工作安排（3月9日至3月15日）" in text
    assert "视察通乡公路" in client_of(world.member).get(reverse("programme-print")).content.decode()
    assert client.get(reverse("programme-export")).status_code == 200
    made = ProgrammeEntry.objects.get()
    assert client_of(world.director).post(reverse("programme-remove", args=[made.pk])).status_code == 302
    assert not ProgrammeEntry.objects.exists()
    for nonsense in ("2026-13-01", "x", "0001-01-01"):
        assert client.get(f"{reverse('programme')}?week={nonsense}").status_code == 404


def test_the_list_filters_by_the_address_and_says_why_it_is_empty(world: World, client_of) -> None:
    client = client_of(world.director)
    assert "还没有登记会议" in client.get(reverse("meetings")).content.decode()
    at.planned(world)
    at.planned(world, MeetingKind.CHAIRPERSONS)
    page = client.get(reverse("meetings") + "?kind=chairpersons&year=2026")
    assert [row[0].kind for row in page.context["rows"]] == ["chairpersons"]
    assert "没有符合条件的会议" in client.get(reverse("meetings") + "?year=2025").content.decode()
    assert client.get(reverse("meetings") + "?kind=picnic&year=abc&page=-1").status_code == 200


def test_the_year_shows_the_rhythm(world: World, client_of) -> None:
    at.closed(world, TODAY)
    text = client_of(world.director).get(reverse("meetings-year")).content.decode()
    for words in ("上次常委会会议", "未登记", "法定：两个月内", "本县提醒：四十五日"):
        assert words in text
    assert "法定：两个月内" not in client_of(world.lead).get(reverse("meetings-year")).content.decode()


def test_a_topic_is_taken_back_by_who_proposed_it(world: World, client_of) -> None:
    meeting = at.planned(world)
    client_of(world.other_clerk).post(
        reverse("meeting-propose", args=[meeting.pk]), {"title": "听取公路养护报告", "kind": "other"}
    )
    item = AgendaItem.objects.get()
    assert client_of(world.clerk).post(reverse("meeting-withdraw", args=[item.pk])).status_code == 404
    assert client_of(world.other_clerk).post(reverse("meeting-withdraw", args=[item.pk])).status_code == 302
    item.refresh_from_db()
    assert item.state == ItemState.DROPPED
