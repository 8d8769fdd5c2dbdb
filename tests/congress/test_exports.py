"""Lists taken along as Excel: what the page shows, as it is filtered; a cut list says so."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from congress import clock
from congress.services import notices
from congress.views import ledger as ledger_views
from congress.views import notices as notice_views
from tests import importing
from tests.factories import TODAY, World
from tests.guard.test_budget import BUDGET, count


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


@pytest.fixture
def taken(client_of):
    """The lines of a list somebody takes along."""

    def take(user, name: str, query: str = "") -> list[tuple[object, ...]]:
        response = client_of(user).get(reverse(name) + query)
        assert response.status_code == 200
        assert f"{TODAY:%Y-%m-%d}" in response.headers["Content-Disposition"]
        return list(load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))

    return take


def test_the_roster_as_filtered_with_phones_only_for_who_sees_them(world: World, taken) -> None:
    rows = taken(world.clerk, "deputies-export")
    assert rows[0] == ("姓名", "代表团", "选区", "电话")
    assert {row[0] for row in rows[1:]} >= {"罗秀英", "杨建国"}
    assert [row[0] for row in taken(world.clerk, "deputies-export", "?q=罗秀")[1:]] == ["罗秀英"]
    assert taken(world.lead, "deputies-export")[0] == ("姓名", "代表团", "选区")


def test_the_address_book_as_filtered(world: World, taken) -> None:
    rows = taken(world.clerk, "directory-export")
    assert rows[0][:2] == ("单位", "系统")
    assert "县交通运输局" in {row[0] for row in rows}
    assert [row[0] for row in taken(world.clerk, "directory-export", "?q=财政")[1:]] == ["县财政局"]


def test_one_s_own_notices(world: World, taken, client_of, monkeypatch) -> None:
    world.handed_over()
    rows = taken(world.gov_clerk, "notices-export")
    assert rows[0] == ("通知", "内容", "日期", "状态")
    assert len(rows) > 1
    assert {row[3] for row in rows[1:]} == {"未读"}
    notices.mark_read(actor=world.gov_clerk)
    assert {row[3] for row in taken(world.gov_clerk, "notices-export")[1:]} == {"已读"}
    assert taken(world.outsider, "notices-export") == [("通知", "内容", "日期", "状态")]
    assert reverse("notices-export") in client_of(world.gov_clerk).get(reverse("notices")).content.decode()
    monkeypatch.setattr(notice_views, "MOST_EXPORTED", 1)
    world.handed_over(title="关于修桥的建议")
    assert "此表只列前 1 条" in str(taken(world.gov_clerk, "notices-export")[-1][0])


def test_accounts_as_filtered(world: World, taken) -> None:
    rows = taken(world.administrator, "accounts-export")
    assert rows[0] == ("姓名", "账号", "状态", "最近登录")
    assert {"启用", "从未登录"} >= {row[2] for row in rows[1:]}
    assert [row[0] for row in taken(world.administrator, "accounts-export", "?q=罗秀")[1:]] == ["罗秀英"]


def test_the_audit_ledger_as_filtered(world: World, taken, client_of, monkeypatch) -> None:
    world.accepted()
    rows = taken(world.auditor, "ledger-export", "?table=deputies_suggestion")
    assert rows[0] == ("时间", "人员", "命令", "理由", "对象", "行", "动作", "变更")
    assert {row[4] for row in rows[1:]} == {"代表建议"}
    assert "李文清" in {row[1] for row in rows[1:]}
    page = client_of(world.auditor).get(reverse("ledger") + "?table=deputies_suggestion").content.decode()
    assert reverse("ledger-export") + "?table=deputies_suggestion" in page
    monkeypatch.setattr(ledger_views, "MOST_EXPORTED", 2)
    rows = taken(world.auditor, "ledger-export", "?table=deputies_suggestion")
    assert len(rows) == 4
    assert "此表只列前 2 条" in rows[-1][0]


def test_the_imports(world: World, taken) -> None:
    assert len(taken(world.clerk, "imports-export")) == 1
    importing.job_at(world, "done")
    rows = taken(world.clerk, "imports-export")
    assert rows[1][:6] == ("台账.xlsx", "表1", "代表建议台账", 3, "已完成", "李文清")
    assert rows[1][7] == "李文清"


def test_the_calendar_of_a_year(world: World, taken) -> None:
    rows = taken(world.clerk, "settings-calendar-export", "?year=2026")
    assert rows[0] == ("日期", "星期", "性质", "名称", "来源")
    assert {row[0].year for row in rows[1:]} == {2026}


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("clerk", "deputies-export"), ("clerk", "directory-export"), ("gov_clerk", "notices-export"),
        ("administrator", "accounts-export"), ("auditor", "ledger-export"), ("clerk", "imports-export"),
        ("clerk", "settings-calendar-export"),
    ],
)  # fmt: skip
def test_few_queries(world: World, client_of, who: str, name: str) -> None:
    world.handed_over()
    importing.job_at(world, "checked")
    assert count(client_of(getattr(world, who)), reverse(name)) <= BUDGET
