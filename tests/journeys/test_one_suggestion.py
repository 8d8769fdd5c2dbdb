"""One suggestion from a phone to the office, to a department, and back to the deputy."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from congress.demo.accounts import PERSONAE
from tests.journeys import story
from tests.journeys.conftest import OWN, Persona

pytestmark = pytest.mark.house


def text_of(pdf: bytes) -> str:
    """The words of a PDF without spaces."""
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace(" ", "").replace("\n", "")


def write_and_submit(lead: Persona, cosigner: Persona, title: str) -> None:
    """The deputy writes on his own screen, invites a colleague, who co-signs, and submits."""
    lead.open("/suggestions/new/")
    page = lead.page
    page.fill("[name=title]", title)
    page.fill("[name=body]", story.BODY)
    page.locator("#autosave", has_text="已存草稿").wait_for()
    lead.tick("同意公开", "同意公开吗")
    lead.press("下一步：邀请附议")
    page.fill("#cosigner-q", "杨建国")
    lead.press("查找")
    page.locator("label.choice", has_text="杨建国").click()
    lead.press("发出邀请")
    assert lead.shows("杨建国")
    cosigner.act_on("附议", title)
    cosigner.press("附议")
    assert cosigner.shows("已附议")
    lead.press("下一步：提交")
    lead.press("提交")
    assert lead.shows("待审查")


def accept_and_hand_over(clerk: Persona, title: str) -> None:
    """The office accepts, classifies and hands over to the roads bureau."""
    clerk.act_on("受理", title)
    clerk.page.locator("[name=category]").first.check(force=True)
    clerk.page.locator("[name=difficulty][value=ordinary]").check(force=True)
    clerk.press("受理")
    assert clerk.shows("代表法")
    clerk.page.select_option("[name=department]", label="县交通运输局")
    clerk.press("交办")
    assert clerk.shows("待签收")
    assert "交办通知" in text_of(clerk.pdf("打印交办通知"))
    assert title in text_of(clerk.pdf("打印建议原件"))


def handle(gov_clerk: Persona, contact: Persona, title: str) -> None:
    """The government office forwards; the unit signs for, meets the deputy, answers with class and scan."""
    gov_clerk.act_on("转交", title)
    gov_clerk.press("转交")
    contact.act_on("签收", title)
    contact.press("签收")
    story.meet(contact, title)
    contact.act_on("答复", title)
    page = contact.page
    story.fill_reply(contact)
    contact.press_in_vain("提交")
    assert contact.shows("请上传盖章答复函的扫描件")
    assert page.input_value("[name=summary]").startswith("已全部修复")
    page.set_input_files("[name=attached]", story.SCAN)
    contact.press("提交")
    assert contact.shows("答复待审")


def check(gov_clerk: Persona, clerk: Persona, title: str) -> None:
    """Both offices look at the answer and pass it on to the deputy."""
    for office in (gov_clerk, clerk):
        office.act_on("审核通过", title)
        office.press("审核通过")
    assert clerk.shows("待评价")


def test_a_suggestion_walks_from_the_deputy_and_back(personae: dict[str, Persona]) -> None:
    title = story.new_title("修复河口镇集镇主街路灯")
    lead, clerk = personae["lead"], personae["clerk"]
    write_and_submit(lead, personae["cosigner"], title)
    accept_and_hand_over(clerk, title)
    handle(personae["gov_clerk"], personae["contact"], title)
    check(personae["gov_clerk"], clerk, title)
    lead.act_on("评价", title)
    lead.page.locator("[name=process][value=good]").check(force=True)
    lead.page.locator("[name=result][value=bad]").check(force=True)
    lead.press_in_vain("提交评价")
    assert lead.shows("请写明理由")
    lead.page.locator("[name=result][value=fair]").check(force=True)
    lead.page.fill("[name=reason]", "还有五盏没有亮。")
    lead.press("提交评价")
    personae["contact"].open("/suggestions/?q=" + title)
    personae["contact"].press(title)
    assert personae["contact"].shows("基本满意")
    assert not personae["contact"].shows("还有五盏没有亮")
    clerk.act_on("办结", title)
    assert clerk.shows("还有五盏没有亮")
    clerk.press("办结")
    assert clerk.shows("已办结")
    lead.open("/suggestions/?mine=1")
    assert lead.shows(title)


PLACES = {
    "clerk": ["/", "/suggestions/", "/suggestions/?due=late&sort=due", "/deputies/", "/directory/", "/account/"],
    "other_clerk": ["/", "/suggestions/", "/directory/"],
    "director": ["/", "/suggestions/"],
    "chairman": ["/", "/suggestions/", "/deputies/"],
    "vice_chairman": ["/"],
    "member": ["/", "/suggestions/"],
    "lead": ["/", "/suggestions/?mine=1", "/suggestions/new/", "/account/", "/deputies/"],
    "outsider": ["/", "/suggestions/"],
    "gov_clerk": ["/", "/suggestions/", "/directory/"],
    "unit_leader": ["/", "/suggestions/"],
    "contact": ["/", "/suggestions/", "/directory/"],
    "rival": ["/", "/suggestions/"],
    "township_clerk": ["/", "/suggestions/"],
    "administrator": ["/", "/accounts/", "/directory/", "/account/"],
    "auditor": ["/", "/ledger/", "/account/"],
}


@pytest.mark.parametrize("visitor", [OWN], indirect=True)
@pytest.mark.parametrize("name", list(PLACES))
def test_every_persona_finds_his_places_in_order(visitor: Persona, name: str) -> None:
    visitor.sign_in(next(p.username for p in PERSONAE if p.key == name))
    for path in PLACES[name]:
        visitor.open(path)
    places = visitor.page.locator("nav.places a").count()
    assert 1 <= places <= 6
