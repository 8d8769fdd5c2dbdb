"""A meeting of the standing committee, a session of the congress, and two hundred letters, each by those who do it."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from congress.clock import today
from tests.factories import PDF
from tests.journeys import story
from tests.journeys.conftest import OWN, Persona
from tests.journeys.hall import adopt, begin_session, convene, issue, issue_minutes, open_, plan

pytestmark = [pytest.mark.house, pytest.mark.parametrize("crew", [OWN], indirect=True)]

REPORT = {"name": "报告.pdf", "mimeType": "application/pdf", "buffer": PDF}


def test_a_committee_meeting_from_the_call_for_topics_to_the_issued_minutes(personae: dict[str, Persona]) -> None:
    director, clerk, contact = personae["director"], personae["other_clerk"], personae["contact"]
    address, topic = (
        plan(director, "standing_committee", "县人大常委会会议厅"),
        f"听取和审议公路养护情况的报告（{next(story.SERIAL)}）",
    )

    clerk.open(address + "propose/")
    clerk.page.fill("[name=title]", topic)
    clerk.page.select_option("[name=organ]", label="县交通运输局")
    clerk.page.locator("#main .form-actions button[type=submit]").click()
    clerk.page.wait_for_url(re.compile(r"/meetings/\d+/$"))
    assert clerk.shows(topic)

    adopt(director, address, topic)
    director.open(address + "people/")
    director.page.locator("[name=reporting]").first.wait_for()
    convene(director, address)

    member = personae["member"]
    member.open(address)
    member.press("回执")
    member.page.locator("[name=answer][value=coming]").check(force=True)
    member.page.locator("#main .form-actions button[type=submit]").click()
    member.page.wait_for_url(re.compile(r"/meetings/"))
    member.look()

    contact.open(address)
    assert contact.shows(topic), "the unit reads what it has to hand in, and by when"
    clerk.open(address)
    with clerk.page.expect_navigation():
        clerk.page.locator("a[href*='/meetings/materials/']").first.click()
    clerk.look()
    clerk.page.fill("[name=received_on]", f"{today()}")
    clerk.page.set_input_files("[name=attached]", REPORT)
    clerk.page.locator("#main .form-actions button[type=submit]").click()
    clerk.page.locator(".error-summary").wait_for()
    clerk.problems = [problem for problem in clerk.problems if "status of 422" not in problem]
    assert clerk.shows("监督法") or clerk.shows("理由"), "late, by which rule"
    clerk.page.fill("[name=late_reason]", "会议临时召开")
    clerk.page.set_input_files("[name=attached]", REPORT)
    clerk.page.locator("#main .form-actions button[type=submit]").click()
    clerk.page.wait_for_url(re.compile(r"/meetings/\d+/"))
    clerk.look()

    open_(director, address)
    director.open(address + "minutes/")
    director.page.locator("textarea[name^=speeches_]").first.fill("白云：养护资金要列入预算")
    director.page.locator("textarea[name^=outcome_]").first.fill("会议听取和审议了报告。")
    director.press("保存并闭会")
    director.page.locator("#main .form-actions button[type=submit]").click()
    director.page.wait_for_url(re.compile(r"/meetings/\d+/$"))
    assert director.shows("已闭会")

    pages = issue_minutes(director, personae["vice_chairman"], address)
    assert "会议听取和审议了报告" in pages


def test_a_session_with_a_motion_too_few_sign_a_suggestion_and_an_election(personae: dict[str, Persona]) -> None:
    admin, director, lead = personae["administrator"], personae["director"], personae["lead"]
    begin_session(admin, 9)
    address = plan(director, "congress", "县民族文化中心", "第九次会议")
    director.open(address + "agenda/")
    director.page.fill("[name=added]", "选举县人民政府副县长")
    director.press("保存并通过")
    convene(director, address)
    director.open("/sessions/")
    with director.page.expect_navigation():
        director.page.locator("#main tbody a", has_text="第九次会议").first.click()
    session = director.page.url.removeprefix(director.address)
    director.open(session + "closing/")
    director.page.fill("[name=motions_close_at]", f"{today() + timedelta(days=1)}T18:00")
    director.press("保存")
    open_(director, address)

    lead.open("/motions/new/")
    lead.page.fill("[name=title]", "关于设立县级医疗救助基金的议案")
    lead.page.fill("[name=grounds]", "大病家庭自付负担重。")
    lead.page.fill("[name=proposal]", "请大会决定设立基金。")
    lead.page.locator("[name=publicity]").first.check(force=True)
    lead.press("下一步：邀请联名")
    lead.press("下一步：提交")
    lead.press_in_vain("提交")
    assert lead.shows("第二十二条"), "ten deputies, by the law"
    title = story.new_title("设立医疗救助基金")
    story.write_and_submit(lead, title)

    elect(director, personae["other_clerk"], session)


def elect(director: Persona, second: Persona, session: str) -> None:
    """Two candidates for one seat: nominated, voted on in secret, counted twice, announced, an oath owed."""
    director.open(session + "elections/new/")
    page = director.page
    page.locator("[name=kind][value=deputy_head]").check(force=True)
    for name, value in (("organ", "县人民政府"), ("post", "副县长"), ("seats", "1")):
        page.fill(f"[name={name}]", value)
    director.press("保存")
    with page.expect_navigation():
        page.locator("#main a", has_text="县人民政府副县长").first.click()
    election = page.url.removeprefix(director.address)
    director.open(election + "nominate/")
    page.fill("[name=name]", "丁一")
    page.locator("[name=nomination][value=presidium]").check(force=True)
    director.press("保存")
    director.open(election + "nominate/")
    page.fill("[name=name]", "马腾")
    page.locator("[name=nomination][value=deputies]").check(force=True)
    page.fill("[name=supporters]", "罗秀英、杨建国")
    director.press_in_vain("保存")
    assert director.shows("十人以上") or director.shows("第二十六条")
    ten = second.context.request.get(f"{second.address}/deputies/export.xlsx")
    assert ten.ok
    page.fill("[name=supporters]", "\n".join(names_in(ten.body())[:10]))
    director.press("保存")
    director.open(election)
    director.press("准备投票")
    page.fill("[name=scrutineers]", "白云")
    page.fill("[name=tellers]", "何静")
    director.press("保存")
    ballot = page.locator("#main a[href^='/ballots/']").first.get_attribute("href") or ""
    printed = director.context.request.get(f"{director.address}{ballot}sheet/")
    text = "".join(PdfReader(io.BytesIO(printed.body())).pages[0].extract_text().split())
    assert text.index("丁") < text.index("马"), "two strokes before three"
    count(director, second, ballot)
    director.open("/oaths/due/")
    assert director.shows("丁一")


def names_in(book: bytes) -> list[str]:
    """Names nobody else bears, from the exported roster."""
    column = [str(row[0]) for row in load_workbook(io.BytesIO(book)).active.iter_rows(values_only=True) if row[0]]
    return [name for name in column if column.count(name) == 1 and 2 <= len(name) <= 4 and name != "姓名"]


def count(director: Persona, second: Persona, ballot: str) -> None:
    """Open, enter, check by the other, close."""
    director.open(ballot + "open/")
    director.page.locator("[name=adopted]").check(force=True)
    director.page.locator("#main .form-actions button[type=submit]").click()
    director.page.wait_for_url(re.compile(r"/ballots/\d+/$"))
    director.open(ballot + "enter/")
    there = int(re.search(r"出席 (\d+) 人", director.page.locator("#main").inner_text())[1])  # type: ignore[index]
    for name, value in (("issued", there), ("returned", there), ("spoiled", 0)):
        director.page.fill(f"[name={name}]", f"{value}")
    boxes = director.page.locator("input.count-box")
    figures = [there - 5, 3, 2, 0, 5, there - 7, 2, 0]
    for place in range(boxes.count()):
        boxes.nth(place).fill(f"{figures[place]}")
    director.press("录入票数")
    second.act_on("核对计票", "副县长")
    second.page.locator("[name=confirmed]").check(force=True)
    second.press("复核票数")
    director.open(ballot + "close/")
    director.page.locator("#main .form-actions button[type=submit]").click()
    director.page.wait_for_url(re.compile(r"/ballots/\d+/$"))
    director.look()
    assert director.shows("当选")
    director.open(ballot)
    assert "选举结果报告单" in "".join(
        PdfReader(io.BytesIO(director.pdf("打印结果报告单"))).pages[0].extract_text().split()
    )


def test_two_hundred_letters_are_made_behind_and_come_as_one_file(personae: dict[str, Persona]) -> None:
    director, leader = personae["director"], personae["vice_chairman"]
    director.open("/documents/new/circular/")
    director.page.fill("[name=title]", f"关于邀请代表参加集中视察的函（{next(story.SERIAL)}）")
    director.page.fill("[name=addressee]", "【姓名】代表")
    director.page.fill("[name=body]", "【姓名】代表：\n请于下周一上午九时参加集中视察。")
    director.press("保存草稿")
    document = director.page.url.removeprefix(director.address)
    issue(director, leader, document)
    director.open(document + "batch/")
    director.page.locator("[name=recipients][value=typed]").check(force=True)
    director.page.fill("[name=listed]", "\n".join(["姓名", *(f"代表{n:03d}" for n in range(200))]))
    director.press("生成")
    assert director.shows("200 份")
    director.page.locator("a", has_text="下载合订 PDF").wait_for(timeout=240_000)
    director.look()
    answer = director.context.request.get(director.page.url + "letters.pdf")
    assert answer.ok
    assert len(PdfReader(io.BytesIO(answer.body())).pages) >= 200
