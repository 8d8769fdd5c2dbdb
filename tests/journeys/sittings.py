"""Meetings and the papers of meetings as the office makes them, shared by the stories that need one."""

from __future__ import annotations

import re

from congress.clock import today
from tests.journeys.conftest import Persona


def more(persona: Persona, name: str) -> None:
    """Choose something from 更多 on the page that is open."""
    link = persona.page.locator("#main .page-actions a", has_text=re.compile(f"^{name}$")).first
    if not link.is_visible():
        persona.page.locator("#main .page-actions details.menu summary").first.click()
    with persona.page.expect_navigation():
        link.click()
    persona.look()


def plan(director: Persona, kind: str, place: str) -> str:
    """The director enters a meeting of today; returns its address."""
    director.open("/meetings/new/")
    page = director.page
    page.locator(f"[name=kind][value={kind}]").check(force=True)
    page.fill("[name=starts_on]", f"{today()}")
    page.fill("[name=place]", place)
    if kind == "congress":
        page.select_option("[name=session]", index=1)
    director.press("登记")
    return page.url.removeprefix(director.address)


def adopt(director: Persona, address: str, topic: str) -> None:
    """Put a proposed topic on the agenda, and the agenda before a chairpersons' meeting."""
    director.open(address + "agenda/")
    director.page.locator("tr", has_text=topic).locator("input[type=checkbox]").check(force=True)
    director.press("保存议程")
    director.open(address + "agenda/adopt/")
    director.page.select_option("[name=by]", index=1)
    director.page.locator("#main .form-actions button[type=submit]").click()
    director.page.wait_for_url(re.compile(r"/meetings/\d+/$"))
    director.look()


def convene(director: Persona, address: str) -> None:
    """Fix who comes, tell them, sign everybody in and open."""
    director.open(address + "people/")
    director.press("保存名单")
    director.open(address + "notify/")
    director.page.locator("#main .form-actions button[type=submit]").click()
    director.page.wait_for_url(re.compile(r"/meetings/\d+/$"))
    director.look()


def open_(director: Persona, address: str) -> None:
    """Sign in whoever is not on leave, and open on the quorum."""
    director.open(address + "sign-in/")
    director.press("没请假的全部签到")
    assert director.shows("已够法定人数")
    director.press("宣布开会")
    director.page.select_option("[name=presided_by]", index=1)
    director.press("宣布开会")
    assert director.shows("正在举行")


def issue(director: Persona, leader: Persona, document: str) -> None:
    """A draft goes through review and signature, as far as its kind asks for them, and gets its number."""
    for person, verb in ((director, "送核"), (director, "核稿通过"), (leader, "签发"), (director, "编号印发")):
        person.open(document)
        if person.page.locator("#main .page-actions a", has_text=re.compile(f"^{verb}$")).count():
            more(person, verb)
            if verb == "编号印发":
                person.page.fill("[name=dated]", f"{today()}")
            person.press(verb)
