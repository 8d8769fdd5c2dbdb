"""A clerk brings the office's own workbook of 2024 in, from upload to result."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.journeys.conftest import Crew

pytestmark = pytest.mark.house
BOOK = Path(__file__).parents[1] / "data" / "suggestions-county-2024.xlsx"


def test_a_clerk_imports_the_year_2024(personae: Crew) -> None:
    if personae.size != "desk":
        pytest.skip("a workbook is imported at a desk")
    clerk = personae["clerk"]
    clerk.open("/imports/new/")
    clerk.page.locator("[name=kind][value=suggestions]").check(force=True)
    clerk.page.set_input_files("[name=file]", str(BOOK))
    clerk.press("上传")
    assert clerk.page.input_value("[name=term]") == "14"
    clerk.press("下一步")
    for select in clerk.page.locator("main select").all():
        if select.locator("option[value=new]").count():
            select.select_option("new")
    clerk.press("开始核对")
    clerk.page.get_by_role("link", name="确认导入").wait_for()
    clerk.look()
    clerk.press("确认导入")
    clerk.press("写入")
    for _second in range(90):
        if clerk.shows("已完成"):
            break
        time.sleep(1)
        clerk.page.reload()
    assert clerk.shows("已完成")
    clerk.page.locator("main table a").first.click()
    clerk.page.get_by_text("据台账补录").wait_for()
    clerk.look()
