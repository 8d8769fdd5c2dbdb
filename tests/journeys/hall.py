"""What every meeting of the journeys needs: called, opened, its papers issued."""

from __future__ import annotations

import io
import re
from datetime import timedelta

from pypdf import PdfReader

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


def plan(director: Persona, kind: str, place: str, session: str = "") -> str:
    """The director enters a meeting of today, of the congress in one of its sessions; returns its address."""
    director.open("/meetings/new/")
    page = director.page
    page.locator(f"[name=kind][value={kind}]").check(force=True)
    page.fill("[name=starts_on]", f"{today()}")
    page.fill("[name=place]", place)
    if session:
        chosen = page.locator("[name=session] option", has_text=session).first.get_attribute("value")
        page.select_option("[name=session]", value=chosen)
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


def begin_session(admin: Persona, number: int) -> None:
    """The administrator enters the session; Django's own pages are not asked for our manners."""
    page = admin.page
    page.goto(f"{admin.address}/admin/congress/session/add/")
    page.select_option("[name=term]", index=1)
    page.fill("[name=number]", f"{number}")
    for name, day in (("opens_on", today()), ("closes_on", today() + timedelta(days=2))):
        page.fill(f"[name={name}]", f"{day}")
    page.fill("[name=suggestions_close_at_0]", f"{today() + timedelta(days=1)}")
    page.fill("[name=suggestions_close_at_1]", "18:00")
    page.locator("[name=_save]").click()
    page.wait_for_url(re.compile(r"/session/$"))
    admin.problems.clear()


def issue(director: Persona, leader: Persona, document: str) -> str:
    """A draft goes through review and signature, as far as its kind asks for them, and gets its number.

    Returns the words of the PDF.
    """
    for person, verb in ((director, "送核"), (director, "核稿通过"), (leader, "签发"), (director, "编号印发")):
        person.open(document)
        if person.page.locator("#main .page-actions a", has_text=re.compile(f"^{verb}$")).count():
            more(person, verb)
            if verb == "编号印发":
                person.page.fill("[name=dated]", f"{today()}")
            person.press(verb)
    return printed(director, document + "paper.pdf")


def printed(persona: Persona, path: str) -> str:
    """The words of a PDF, without the spaces of its lines."""
    answer = persona.context.request.get(f"{persona.address}{path}")
    assert answer.ok, path
    pages = PdfReader(io.BytesIO(answer.body())).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def fill_in(director: Persona) -> str:
    """Fill what the draft leaves open and keep it; returns its address."""
    body = director.page.locator("[name=body]")
    body.fill(re.sub("【请补充[^】]*】", "　", body.input_value()))
    director.press("保存草稿")
    return director.page.url.removeprefix(director.address)


def issue_minutes(director: Persona, vice_chairman: Persona, address: str) -> str:
    """Drafted from the meeting, reviewed, signed by a vice-chairman, numbered; returns the words of the PDF."""
    number = address.strip("/").rpartition("/")[2]
    director.open(f"/documents/from-meeting/{number}/committee_minutes/")
    return issue(director, vice_chairman, fill_in(director))
