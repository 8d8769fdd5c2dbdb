"""A normative document from its filing to the mended text, and a year's list of what the audit found."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from congress.clock import today
from congress.labels import label
from supervision.rules.normative import NormativeState
from tests.factories import PDF
from tests.journeys import story
from tests.journeys.conftest import OWN, Persona

pytestmark = [pytest.mark.house, pytest.mark.parametrize("crew", [OWN], indirect=True)]

TEXT = {"name": "正式文本.pdf", "mimeType": "application/pdf", "buffer": PDF}
MAKER, FINANCE = "县人民政府办公室", "财政经济工作委员会"


def submit(persona: Persona) -> None:
    """Send the form that is open, and look at what comes."""
    with persona.page.expect_navigation():
        persona.page.locator("#main .form-actions button[type=submit]").first.click()
    persona.look()


def follow(persona: Persona, href: str) -> None:
    """Follow an action of the page by where it leads, from its button or from 更多."""
    link = persona.page.locator(f"#main .page-actions a[href*='{href}']").first
    if not link.is_visible():
        persona.page.locator("#main .page-actions details.menu summary").first.click()
    with persona.page.expect_navigation():
        link.click()
    persona.look()


def step(director: Persona, event: str, note: str = "") -> None:
    """Make one step of the document whose page is open; what else the form asks is chosen before."""
    follow(director, f"/steps/{event}/")
    if note:
        director.page.fill("[name=note]", note)
    if event == "send_opinion":
        director.page.locator("[name=ground][value=powers]").check(force=True)
    if event == "distribute":
        director.page.get_by_label(FINANCE).check(force=True)
    if event == "refile":
        director.page.select_option("[name=refiled]", index=1)
    submit(director)


def register(director: Persona, title: str, number: str, refiles: str = "") -> str:
    """Enter what the maker filed, with its text; returns the page's address."""
    director.open("/supervision/normative/new/")
    page = director.page
    page.select_option("[name=maker]", label=MAKER)
    page.fill("[name=title]", title)
    page.fill("[name=number]", number)
    page.fill("[name=published_on]", f"{today() - timedelta(days=10)}")
    for box in page.locator("[name=materials]").all():
        box.check(force=True)
    page.fill("[name=grounds]", "依据《道路交通安全法》制定，规定泊位设置和收费。")
    if refiles:
        page.select_option("[name=refiles]", label=refiles)
    page.set_input_files("[name=attached]", TEXT)
    submit(director)
    assert director.shows("已登记为备字")
    return page.url.removeprefix(director.address)


def find_out(clerk: Persona, address: str, conclusion: str, text: str) -> None:
    """The committee's office says what it found, from the document's page."""
    clerk.open(address)
    clerk.press("提出意见")
    clerk.page.locator(f"[name=objects_to][value={conclusion}]").check(force=True)
    clerk.page.fill("[name=finding]", text)
    submit(clerk)
    assert clerk.shows(text)


def test_a_normative_document_is_mended_by_its_maker_after_a_written_opinion(personae: dict[str, Persona]) -> None:
    director, clerk, maker = personae["director"], personae["other_clerk"], personae["gov_clerk"]
    serial = next(story.SERIAL)
    stamp = f"{director.page.evaluate('Date.now()') % 10**8}"
    title, number = f"云岭县城区停车泊位管理规定（{serial}-{stamp}）", f"云政办规〔2026〕{stamp}号"
    address = register(director, title, number)
    step(director, "take")
    step(director, "distribute")

    clerk.open("/")
    assert clerk.shows(title), "who has to review it finds it on Today"
    find_out(clerk, address, "powers", "第六条设定没收，超越权限。")

    director.open(address)
    step(director, "send_opinion", "第六条设定没收超越权限，请修改。")
    maker.open(address)
    assert maker.shows(label(NormativeState.OPINION))
    assert not maker.shows("第六条"), "the maker has the opinion on paper; what was found stays inside"
    director.open(address)
    step(director, "promise", "书面反馈：三十日内删去第六条。")

    register_number = re.search(r"备字〔\d+〕\d+号", director.page.locator("#main").inner_text())
    assert register_number
    again = register(director, f"{title}（修订）", f"{number}之二", f"{register_number[0]} {title}")
    director.open(address)
    step(director, "refile")
    assert director.shows("已重新报送为")

    director.open(again)
    step(director, "take")
    step(director, "distribute")
    find_out(clerk, again, "none", "第六条已经删去，没有发现问题。")
    director.open(again)
    step(director, "clear")

    director.open(f"/supervision/normative/report/{today().year}/")
    assert director.shows(MAKER)
    director.open("/supervision/normative/catalogue/check/")
    page = director.page
    page.select_option("[name=maker]", label=MAKER)
    page.fill("[name=listed]", f"文号\t文件名称\n{number}\t关于印发《{title}》的通知\n云政办规〔2025〕99号\t漏报的办法")
    submit(director)
    assert director.shows("漏报的办法")
    assert director.shows(title)


def act(persona: Persona, address: str, verb: str) -> None:
    """On the problem's page choose what to do."""
    persona.open(address)
    link = persona.page.locator("#main .page-actions a", has_text=verb).first
    if not link.is_visible():
        persona.page.locator("#main .page-actions details.menu summary").first.click()
    with persona.page.expect_navigation():
        link.click()
    persona.look()


def test_what_the_audit_found_is_handed_over_mended_checked_and_reported(personae: dict[str, Persona]) -> None:
    clerk, gov_clerk, contact = personae["other_clerk"], personae["gov_clerk"], personae["contact"]
    clerk.open("/supervision/audits/")
    year = next(year for year in range(2024, 2000, -1) if not clerk.shows(f"{year}年度"))
    clerk.open("/supervision/audits/new/")
    clerk.page.fill("[name=year]", f"{year}")
    clerk.page.fill("[name=source]", f"关于{year}年度县级预算执行和其他财政收支的审计工作报告")
    clerk.page.fill("[name=reported_on]", f"{today() - timedelta(days=20)}")
    submit(clerk)
    address = clerk.page.url.removeprefix(clerk.address)

    by = today() + timedelta(days=60)
    head = "整改单位\t问题\t金额（万元）\t整改要求\t整改期限"
    follow(clerk, "/import/")
    clerk.page.fill("[name=listed]", f"{head}\n县没有这个局\t账实不符\t12\t盘点\t{by}")
    clerk.press_in_vain("导入问题")
    assert clerk.shows("县没有这个局")
    found = f"{year}年养护资金年末结转过大"
    clerk.page.fill("[name=listed]", f"{head}\n县交通运输局\t{found}\t430.5\t加快实施\t{by}")
    submit(clerk)
    follow(clerk, "/problems/")
    clerk.page.select_option("[name=unit]", label="县财政局")
    clerk.page.fill("[name=problem]", "预算编制不细，年初没有细化到项目。")
    submit(clerk)
    follow(clerk, "/hand-over/")
    submit(clerk)
    assert clerk.shows("已交办")
    clerk.press(f"1. {found}")
    problem = clerk.page.url.removeprefix(clerk.address)

    act(gov_clerk, problem, "转交")
    submit(gov_clerk)
    contact.open("/")
    assert contact.shows(found), "the unit finds its problem on Today"
    act(contact, problem, "签收")
    submit(contact)
    act(contact, problem, "反馈整改结果")
    story.fill_reply(contact)
    contact.page.set_input_files("[name=attached]", story.SCAN)
    submit(contact)
    for office in (gov_clerk, clerk):
        act(office, problem, "审核通过")
        submit(office)
    act(clerk, problem, "核对整改结果")
    clerk.page.locator("[name=mark][value=good]").check(force=True)
    clerk.page.fill("[name=source]", "查阅凭证，实地核对")
    submit(clerk)
    clerk.open(problem)
    assert clerk.shows("已办结")

    clerk.open(address)
    follow(clerk, "/heard/")
    clerk.page.select_option("[name=meeting]", index=1)
    submit(clerk)
    follow(clerk, "/published/")
    clerk.page.fill("[name=where]", "云岭县人大网站")
    submit(clerk)
    clerk.open(f"{address}?progress=done")
    assert clerk.shows(found)
    assert not clerk.shows("预算编制不细")
    sheet = clerk.context.request.get(f"{clerk.address}{address}export.xlsx")
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(sheet.body())).active.iter_rows()]
    assert any(found in map(str, row) and "县交通运输局" in map(str, row) for row in rows)
