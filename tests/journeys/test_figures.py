"""Leaders and the office read the figures; every page is looked at on both sizes."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Persona

pytestmark = pytest.mark.house


def test_the_chairman_reads_his_first_page_and_prints_it(personae: dict[str, Persona]) -> None:
    chairman = personae["chairman"]
    chairman.open("/")
    assert chairman.shows("卡在哪里")
    assert chairman.shows("办复率")
    chairman.press("打印一页")
    assert chairman.page.locator("main.sheet").count() == 1


def test_the_clerk_opens_the_list_behind_a_figure(personae: dict[str, Persona]) -> None:
    clerk = personae["clerk"]
    for show in ("four", "answering", "solving", "satisfaction", "tracking"):
        clerk.open(f"/statistics/?show={show}&by=department")
        assert clerk.page.locator(".chart canvas").count() == 1
    clerk.open("/statistics/")
    figure = clerk.page.locator("tfoot td a").first
    number = figure.inner_text().strip()
    with clerk.page.expect_navigation():
        figure.click()
    clerk.look()
    assert clerk.shows(f"共 {number} 件")
    clerk.open("/statistics/report/?by=department")
