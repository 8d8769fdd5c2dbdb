"""The steps of the stories, as each persona clicks them on his own screen."""

from __future__ import annotations

import base64
import itertools

from tests.factories import PDF
from tests.journeys.conftest import Persona

SERIAL = itertools.count(1)
BODY = "河口镇集镇主街路灯有三十余盏损坏半年以上，夜间行车和行人出行不便，群众反映强烈。建议尽快修复，并明确管护单位。"
PHOTO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SCAN = {"name": "答复函.pdf", "mimeType": "application/pdf", "buffer": PDF}
PICTURE = {"name": "原件.png", "mimeType": "image/png", "buffer": PHOTO}


def new_title(matter: str) -> str:
    """A title nobody used before."""
    return f"关于{matter}的建议（{next(SERIAL)}）"


def find(persona: Persona, title: str) -> None:
    """Open a suggestion by its title through the list."""
    persona.open("/suggestions/?q=" + title)
    persona.press(title)


def do(persona: Persona, title: str, verb: str) -> None:
    """On the suggestion's page choose what to do, from the button or from 更多."""
    find(persona, title)
    link = persona.page.locator("#main .page-actions a", has_text=verb).first
    if not link.is_visible():
        persona.page.locator("#main .page-actions details.menu summary").first.click()
    with persona.page.expect_navigation():
        link.click()
    persona.look()


def write_and_submit(lead: Persona, title: str) -> None:
    """The deputy writes on his own screen and submits without inviting anybody."""
    lead.open("/suggestions/new/")
    lead.page.fill("[name=title]", title)
    lead.page.fill("[name=body]", BODY)
    lead.page.locator("#autosave", has_text="已存草稿").wait_for()
    lead.tick("同意公开", "同意公开吗")
    lead.press("下一步：邀请附议")
    lead.press("下一步：提交")
    lead.press("提交")
    assert lead.shows("待审查")


def accept(clerk: Persona, title: str) -> None:
    """The office accepts and classifies."""
    do(clerk, title, "受理")
    clerk.page.locator("[name=category]").first.check(force=True)
    clerk.page.locator("[name=difficulty][value=ordinary]").check(force=True)
    clerk.press("受理")


def hand_over(clerk: Persona, title: str, unit: str, *assisting: str) -> None:
    """The office hands over to one unit, or to one that leads and others that assist."""
    do(clerk, title, "交办")
    clerk.page.select_option("[name=department]", label=unit)
    if assisting:
        for name in assisting:
            clerk.page.get_by_role("checkbox", name=name, exact=True).check(force=True)
        clerk.page.locator("[name=way][value=assist]").check(force=True)
    clerk.press("交办")
    assert clerk.shows("已交办")


def forward_and_sign(gov_clerk: Persona, contact: Persona, title: str) -> None:
    """The government office forwards, the unit signs for it."""
    do(gov_clerk, title, "转交")
    gov_clerk.press("转交")
    do(contact, title, "签收")
    contact.press("签收")


def meet(contact: Persona, title: str) -> None:
    """The unit meets the deputy and logs it."""
    do(contact, title, "记录面商")
    contact.page.locator("[name=way][value=site]").check(force=True)
    contact.page.fill("[name=view]", "请先修集镇路口的几盏。")
    contact.press("记录面商")


def fill_reply(contact: Persona, outcome: int = 0, promised_by: str = "") -> None:
    """Fill in what the stamped paper says; the class by its place in the year's scheme."""
    page = contact.page
    page.fill("[name=number]", f"云交函〔2026〕{next(SERIAL)}号")
    page.locator("[name=outcome]").nth(outcome).check(force=True)
    page.fill("[name=signer]", "王志刚")
    page.fill("[name=contact_name]", "赵敏")
    page.fill("[name=contact_phone]", "0000-7654321")
    page.fill("[name=summary]", "已全部修复，管护交由镇城管中队负责。")
    if promised_by:
        page.fill("[name=promised_by]", promised_by)
    page.locator("[name=may_publish][value=yes]").check(force=True)


def reply(contact: Persona, title: str, outcome: int = 0, promised_by: str = "") -> None:
    """The unit answers with class and scan."""
    do(contact, title, "答复")
    fill_reply(contact, outcome, promised_by)
    contact.page.set_input_files("[name=attached]", SCAN)
    contact.press("提交")
    assert contact.shows("待审核") or contact.shows("答复待审")


def check(gov_clerk: Persona, clerk: Persona, title: str) -> None:
    """Both offices pass the answer."""
    for office in (gov_clerk, clerk):
        do(office, title, "审核通过")
        office.press("审核通过")
    assert clerk.shows("待评价")


def evaluate(lead: Persona, title: str, result: str, reason: str = "") -> None:
    """The deputy ticks process and result."""
    do(lead, title, "评价")
    lead.page.locator("[name=process][value=good]").check(force=True)
    lead.page.locator(f"[name=result][value={result}]").check(force=True)
    if reason:
        lead.page.fill("[name=reason]", reason)
    lead.press("提交评价")


def answer_once(p: dict[str, Persona], title: str, outcome: int = 0, promised_by: str = "") -> None:
    """From the unit's signature to an answer the deputy may evaluate."""
    meet(p["contact"], title)
    reply(p["contact"], title, outcome, promised_by)
    check(p["gov_clerk"], p["clerk"], title)
