"""A running house and a browser; every page that is opened is checked with axe and for errors."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from congress.demo.accounts import PASSWORD, PERSONAE
from tests.launcher.house import House

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PARTS = ("h1", ".field-error", "form", "table", "fieldset", "details")
"""Pages of one address and screen that differ in one of these are different to the accessibility checker."""
ASKED: set[tuple[int, str, tuple[int, ...]]] = set()
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
OWN = "own"
ON_A_PHONE = {"lead", "cosigner", "outsider"}
"""Who is out in the villages; the others sit at a desk."""
SIZES = {"phone": {"width": 375, "height": 812}, "desk": {"width": 1440, "height": 900}}


@pytest.fixture(scope="package")
def running_house() -> Iterator[House]:
    """The whole program as ``bin/serve`` starts it, with the demo year."""
    folder = Path(tempfile.mkdtemp(prefix="journeys-"))
    folder.chmod(0o711)
    house = House(folder / "data")
    house.start()
    yield house
    house.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Headless Chromium. It ends with the journeys: its event loop would make Django refuse every later query."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


class Persona:
    """Somebody at his own screen. Axe looks once at each kind of page; a refused form is another kind."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        context.set_default_timeout(60_000)
        self.page: Page = context.new_page()
        self.problems: list[str] = []
        self.page.on("console", lambda m: self.problems.append(m.text) if m.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))

    def open(self, path: str) -> None:
        """Go to an address of the site and look at it."""
        response = self.page.goto(f"{self.address}{path}")
        assert response is not None
        assert response.status < 400, f"{path}: {response.status}"
        self.look()

    def sign_in(self, username: str) -> None:
        """Sign in with the password of the demo."""
        self.open("/sign-in/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", PASSWORD)
        self.press("登录")

    def press(self, name: str, *, exact: bool = True) -> None:
        """Press a button or follow a link by its words, and look at what comes."""
        target = self.page.locator("#main").get_by_role("button", name=name, exact=exact)
        if target.count() == 0:
            target = self.page.locator("#main").get_by_role("link", name=name, exact=exact)
        with self.page.expect_navigation():
            target.first.click()
        self.look()

    def press_in_vain(self, name: str) -> None:
        """Press a button whose form comes back with errors: one answer 422, which the browser's console tells too."""
        with self.page.expect_response(lambda answer: answer.request.is_navigation_request()) as told:
            self.page.locator("#main").get_by_role("button", name=name, exact=True).first.click()
        assert told.value.status == 422
        self.page.locator(".error-summary").wait_for()
        self.problems = [problem for problem in self.problems if "status of 422" not in problem]
        self.look()

    def act_on(self, verb: str, title: str) -> None:
        """On the desk, press the verb of the row with this title."""
        self.open("/")
        button = self.page.locator("tr", has_text=title).get_by_role("link", name=verb)
        with self.page.expect_navigation():
            button.first.click()
        self.look()

    def tick(self, label: str, group: str) -> None:
        """Choose one of a group of tick boxes."""
        self.page.get_by_role("group", name=group).get_by_text(label, exact=True).first.click()

    def look(self) -> None:
        """The page has no error, nothing to scroll sideways to, and axe finds nothing."""
        assert "⟪missing" not in self.page.content()
        made_of = tuple(self.page.locator(part).count() for part in PARTS)
        size = self.page.viewport_size or {"width": 0}
        kind = (size["width"], re.sub(r"\d+", "0", urlparse(self.page.url).path), made_of)
        if kind not in ASKED:
            ASKED.add(kind)
            self.ask_axe()
        overflow = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{self.page.url} is {overflow}px too wide"
        assert self.problems == [], f"{self.page.url}: {self.problems}"

    def ask_axe(self) -> None:
        """The accessibility checker finds nothing on the page as it is."""
        self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run({runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']})")
        told = [f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes']][:3]}" for v in found["violations"]]
        assert told == [], f"{self.page.url}: {told}"

    def shows(self, text: str) -> bool:
        """Whether the page's content says something."""
        return text in self.page.locator("#main").inner_text()

    def pdf(self, name: str) -> bytes:
        """Follow a link that prints a PDF; returns its bytes."""
        href = self.page.locator("a", has_text=name).first.get_attribute("href")
        answer = self.context.request.get(f"{self.address}{href}")
        assert answer.ok
        return answer.body()


class Crew(dict[str, Persona]):
    """Personae on screens of one size, or each on his own, each signed in when first needed.

    Others than the personae are named by their account.
    """

    def __init__(self, browser: Browser, size: str, address: str) -> None:
        super().__init__()
        self.browser, self.size, self.address = browser, size, address

    def __missing__(self, name: str) -> Persona:
        own = "phone" if name in ON_A_PHONE else "desk"
        size = SIZES[own if self.size == OWN else self.size]
        context = self.browser.new_context(viewport=size, locale="zh-CN")
        self[name] = Persona(context, self.address)
        self[name].sign_in(next((p.username for p in PERSONAE if p.key == name), name))
        return self[name]


@pytest.fixture(scope="package", params=list(SIZES))
def crew(request: pytest.FixtureRequest, running_house: House, browser: Browser) -> Iterator[Crew]:
    """The screens of one size (or everybody's own), kept from story to story."""
    made = Crew(browser, request.param, f"http://127.0.0.1:{running_house.port}")
    yield made
    for persona in made.values():
        persona.context.close()


@pytest.fixture
def personae(crew: Crew) -> Crew:
    """Every persona of the story on a screen of one size, with nothing left over from another story."""
    for persona in crew.values():
        persona.problems.clear()
    return crew


@pytest.fixture(params=list(SIZES))
def visitor(request: pytest.FixtureRequest, running_house: House, browser: Browser) -> Iterator[Persona]:
    """Somebody who has not signed in yet; ``OWN`` is the screen of the persona the test names."""
    size = request.param
    if size == OWN:
        size = "phone" if request.getfixturevalue("name") in ON_A_PHONE else "desk"
    context = browser.new_context(viewport=SIZES[size], locale="zh-CN")
    yield Persona(context, f"http://127.0.0.1:{running_house.port}")
    context.close()
