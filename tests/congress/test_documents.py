"""Printed sheets: what stands on them, whom they are for, and where they are linked."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from django.urls import reverse
from pypdf import PdfReader

from congress import clock
from congress.rules.followups import HandlingRole, UrgingKind
from congress.services import assigning, handling, urging
from tests.factories import TODAY, World
from tests.papers import Measured


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


LAW = "代表法（2025年修正）第五十一条"


def pages(client, route: str, *args: object, query: str = "") -> list[str]:
    """The words of each page of a sheet, without spaces."""
    response = client.get(reverse(route, args=args) + query)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    if folder := os.environ.get("SHEETS_TO"):
        Path(folder, f"{route}-{len(response.content)}.pdf").write_bytes(response.content)
    found = PdfReader(io.BytesIO(response.content)).pages
    return ["".join(page.extract_text().split()) for page in found]


def holds(text: str, *parts: str) -> None:
    """Every part stands in the text."""
    assert [part for part in parts if part not in text] == []


def test_the_list_of_a_day_holds_every_unit_with_date_and_basis(world: World, client_of) -> None:
    first = world.accepted().followup
    units = [
        assigning.Share(world.roads, HandlingRole.LEAD),
        assigning.Share(world.finance, HandlingRole.ASSIST),
    ]
    assigning.hand_over(actor=world.clerk, followup=first, units=units)
    world.handed_over(title="关于增设石门镇减速带的建议")
    text = "".join(pages(client_of(world.clerk), "hand-over-list", query=f"?on={TODAY}"))
    holds(text, "共2件，涉及2个承办单位", "县交通运输局（2件）", "县财政局（1件）", "主办", "会办", "独办")
    holds(text, "2026年6月10日", LAW, "关于增设石门镇减速带的建议", "罗秀英")


def test_a_list_may_be_of_chosen_matters_or_of_one_unit(world: World, client_of) -> None:
    first, second = world.handed_over(), world.handed_over(title="关于增设石门镇减速带的建议")
    text = "".join(pages(client_of(world.clerk), "hand-over-list", query=f"?followup={second.followup_id}"))
    holds(text, "共1件", "关于增设石门镇减速带的建议")
    assert first.followup.title not in text
    client = client_of(world.clerk)
    assert client.get(reverse("hand-over-list") + f"?on={TODAY}&unit={world.finance.pk}").status_code == 404


@pytest.mark.parametrize("query", ["", "?on=tomorrow", "?followup=x", "?on=2026-03-10&unit=x", "?on=2020-01-01"])
def test_a_list_of_nothing_is_not_found(world: World, client_of, query: str) -> None:
    world.handed_over()
    assert client_of(world.clerk).get(reverse("hand-over-list") + query).status_code == 404


def test_a_unit_lists_its_own_matters_alone(world: World, client_of) -> None:
    world.handed_over()
    assert client_of(world.rival).get(reverse("hand-over-list") + f"?on={TODAY}").status_code == 404


def test_the_work_sheet_goes_round_the_unit_with_dates_people_and_blanks(world: World, client_of) -> None:
    row = world.signed()
    handling.log_contact(actor=world.contact, assignment=row, meeting=world.meeting())
    text = "".join(pages(client_of(world.contact), "work-sheet", row.pk))
    holds(text, "代表建议办理单", "县交通运输局（独办）", "经县人民政府办公室转交", "领导批示", "办理结果")
    holds(text, "罗秀英13800000000（领衔代表）", "先修积水路段", "法定答复期限", "2026年6月10日", LAW, "（本县规定）")


def test_the_opinion_form_asks_two_questions_of_each_deputy_and_ticks_nothing(world: World, client_of) -> None:
    reply = world.answered()
    found = pages(client_of(world.contact), "opinion-form", reply.pk)
    assert len(found) == 2
    for text, name in zip(found, ("罗秀英石门代表团（领衔代表）", "杨建国石门代表团（附议代表）"), strict=True):
        holds(text, name, "闭会第1号", "县交通运输局（独办）", "云交函〔2026〕31号", "办理过程", "办理结果", "代表签名")
        assert text.count("□满意□基本满意□不满意") == 2
        assert "☑" not in text
        holds(text, "不得代填", "2026年4月")


def test_a_deputy_prints_his_own_form_alone(world: World, client_of) -> None:
    reply = world.answered()
    (text,) = pages(client_of(world.cosigner), "opinion-form", reply.pk)
    holds(text, "杨建国石门代表团（附议代表）")
    assert "罗秀英石门代表团（领衔代表）" not in text


def test_there_is_no_form_before_the_answer_reached_the_deputy(world: World, client_of) -> None:
    reply = world.replied()
    assert client_of(world.contact).get(reverse("opinion-form", args=[reply.pk])).status_code == 404


@pytest.mark.parametrize(
    ("kind", "who", "heading", "number"),
    [
        (UrgingKind.URGE, "clerk", "代表建议催办单", "催办〔2026〕1号"),
        (UrgingKind.SUPERVISE, "chairman", "代表建议督办通知单", "督办〔2026〕1号"),
    ],
)
def test_the_slip_names_unit_date_law_and_demand(
    world: World, client_of, kind: UrgingKind, who: str, heading: str, number: str
) -> None:
    row = world.signed()
    (slip,) = urging.urge(actor=getattr(world, who), followup=row.followup, kind=kind, text="请于本周内面商。")
    text = "".join(pages(client_of(world.contact), "urging-slip", slip.pk))
    holds(text, heading, number, "县交通运输局：", "请于本周内面商。", "2026年6月10日", LAW, "办理中")


def test_the_return_request_shows_reason_proposed_unit_and_that_the_clock_goes_on(world: World, client_of) -> None:
    row = world.forwarded()
    asked = assigning.request_return(
        actor=world.contact, assignment=row, reason="资金管理不属本单位职责", proposed=world.finance
    )
    text = "".join(pages(client_of(world.contact), "request-sheet", asked.pk))
    holds(text, "代表建议退办申请", "县人民政府办公室：", "资金管理不属本单位职责", "县财政局", "待决定")
    holds(text, "2026年3月20日", "退办不影响法定答复期限", LAW)


def test_the_extension_request_shows_its_decision_and_both_dates(world: World, client_of) -> None:
    row = world.signed()
    asked = handling.ask_extension(actor=world.contact, assignment=row, reason="需要专家论证")
    handling.extend(actor=world.clerk, assignment=row, reason="处理难度大")
    text = "".join(pages(client_of(world.clerk), "request-sheet", asked.pk))
    holds(text, "代表建议延期答复申请", "需要专家论证", "同意：处理难度大", "2026年9月10日", "原为2026年6月10日", LAW)


def test_the_rework_notice_gives_the_new_clock_and_keeps_the_deputys_words(world: World, client_of) -> None:
    row = world.reworked()
    text = "".join(pages(client_of(world.contact), "rework-notice", row.pk))
    holds(text, "代表建议重新办理通知书", "第1次", "云交函〔2026〕31号", "请分管领导到现场再次面商。", "2026年4月10日")
    assert "路面还没有修好" not in text
    first = row.followup.assignments.get(round=1)
    assert client_of(world.contact).get(reverse("rework-notice", args=[first.pk])).status_code == 404


@pytest.mark.parametrize("route", ["hand-over-letter", "rework-notice"])
def test_letters_of_the_office_are_in_letter_format(world: World, client_of, route: str) -> None:
    row = world.reworked()
    first = Measured(client_of(world.contact).get(reverse(route, args=[row.pk])).content).pages[0]
    assert first.find(row.followup.office.name).top == pytest.approx(30, abs=0.5)
    assert {round(bar.wide) for bar in first.bars} >= {170}
    assert "—1—" not in first.text


def test_the_page_links_what_its_reader_may_print(world: World, client_of) -> None:
    row = world.reworked()
    urging.urge(actor=world.clerk, followup=row.followup, kind=UrgingKind.URGE)
    url = reverse("suggestion", args=[row.followup.suggestion.pk])
    for_unit = client_of(world.contact).get(url).content.decode()
    holds(
        for_unit,
        "打印交办通知（",
        "打印办理单（",
        "打印重新办理通知书（",
        "打印征询意见表（",
        "打印催办（第1号）",
        "打印同日交办清单",
    )
    for_deputy = client_of(world.lead).get(url).content.decode()
    holds(for_deputy, "打印征询意见表（", "打印催办（第1号）")
    assert "打印办理单" not in for_deputy
    assert "打印" not in client_of(world.outsider).get(url).content.decode().replace("打印建议原件", "")
