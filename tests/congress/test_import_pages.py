"""The pages of an import, from upload to the failed lines."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from congress import clock
from congress.models import ImportJob
from congress.rules.imports import ImportState
from congress.services.importing import working
from congress.services.importing.kinds import kinds
from tests import importing
from tests.factories import TODAY, World
from tests.guard.test_budget import BUDGET, count
from tests.importing import LEDGER


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def test_a_clerk_imports_from_upload_to_result(world: World, client_of) -> None:
    client = client_of(world.clerk)
    file = SimpleUploadedFile("云岭县第十八届人民代表大会第三次会议台账2024.xlsx", importing.book(LEDGER))
    shown = client.post(reverse("import-new"), {"kind": "suggestions", "file": file}, follow=True)
    job = ImportJob.objects.get()
    page = shown.content.decode()
    assert "第1号；第2号" in page
    form = shown.context["form"]
    data = {f"c{n}": key for n, key in enumerate(job.columns)}
    data |= {name: form.initial[name] for name in ("term", "session", "year", "opens_on", "closes_on")}
    shown = client.post(reverse("import-columns", args=[job.pk]), data, follow=True)
    assert "没有逐个选择的" not in shown.content.decode()
    assert "作为历史代表" not in shown.content.decode()
    assert "新建（2024年度）" in shown.content.decode()
    shown = client.post(reverse("import-words", args=[job.pk]), {"category-0": "new", "outcome-0": "new"}, follow=True)
    assert "已处理 0 / 3 行" in shown.content.decode()
    working.work(job.pk)
    assert client.get(reverse("import-progress", args=[job.pk])).headers["HX-Refresh"] == "true"
    page = client.get(reverse("import", args=[job.pk])).content.decode()
    assert "日期不完整" in page
    assert "必填，现为空" in page
    assert "<mark>2024年3月</mark>" in page
    page = client.get(reverse("import", args=[job.pk]) + "?outcome=failed").content.decode()
    assert "没有编号" in page
    assert "修桥" not in page
    shown = client.post(reverse("import-confirm", args=[job.pk]), {}, follow=True)
    working.work(job.pk)
    job.refresh_from_db()
    assert job.state == ImportState.DONE
    book = load_workbook(io.BytesIO(client.get(reverse("import-failed", args=[job.pk])).content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0] == (*LEDGER[0], "行号", "原因")
    assert rows[1][1] == "关于没有编号的建议"
    assert rows[1][-2:] == (4, "编号：必填，现为空")
    link = reverse("suggestion", args=[job.rows.get(number=2).target])
    assert link in client.get(reverse("import", args=[job.pk])).content.decode()
    page = client.get(link).content.decode()
    assert "据台账补录（2026-03-10 李文清）" in page
    assert "面商记录" in page


def test_the_failed_lines_come_back_mended(world: World, client_of) -> None:
    job = importing.job_at(world, "done")
    content = client_of(world.clerk).get(reverse("import-failed", args=[job.pk])).content
    book = load_workbook(io.BytesIO(content))
    book.active["A2"] = "第3号"
    out = io.BytesIO()
    book.save(out)
    again = importing.checked(world.clerk, out.getvalue(), "改好.xlsx", context=importing.OWN_TERM)
    assert importing.outcomes(again) == {"new": 1}


def test_a_refused_file_comes_back_with_what_to_do(world: World, client_of) -> None:
    data = {"kind": "suggestions", "file": SimpleUploadedFile("a.xlsx", b"no workbook")}
    answer = client_of(world.clerk).post(reverse("import-new"), data)
    assert answer.status_code == 422
    assert "已损坏" in answer.content.decode()


def test_the_administrator_imports_units_and_sees_no_suggestions(world: World, client_of) -> None:
    job = importing.job_at(world, "read")
    client = client_of(world.administrator)
    page = client.get(reverse("import-new")).content.decode()
    assert "机关和单位" in page
    assert "代表建议台账" not in page
    assert client.get(reverse("import-columns", args=[job.pk])).status_code == 404


@pytest.mark.parametrize("kind", ["departments", "liaisons", "roster", "suggestions"])
def test_a_sample_is_read_by_its_own_kind(world: World, client_of, kind: str) -> None:
    sample = client_of(world.clerk).get(reverse("import-sample", args=[kind])).content
    job = importing.read(world.clerk, sample, "样表.xlsx", kind)
    assert [key for key in job.columns if key] == [c.key for c in kinds()[kind].columns if not c.instead]


@pytest.mark.parametrize(
    ("page", "state"),
    [("imports", "checked"), ("import-columns", "read"), ("import-words", "mapped"), ("import", "checked"),
     ("import-confirm", "checked"), ("import", "done")],
)  # fmt: skip
def test_the_pages_keep_to_the_budget(world: World, client_of, page: str, state: str) -> None:
    job = importing.job_at(world, state)
    url = reverse(page) if page == "imports" else reverse(page, args=[job.pk])
    assert count(client_of(world.clerk), url) <= BUDGET


def test_another_sheet_is_taken_on_the_page_of_the_columns(world: World, client_of) -> None:
    client = client_of(world.clerk)
    other = [["编号", "案由", "领衔代表"], ["7", "关于修站的建议", "罗秀英"]]
    job = importing.read(world.clerk, importing.book(other, LEDGER), "台账.xlsx")
    page = client.get(reverse("import-columns", args=[job.pk])).content.decode()
    assert "改用这张表" in page
    sheet = job.sheets.get(name="表1")
    address = reverse("import-sheet", args=[job.pk])
    page = client.post(address, {"sheet": sheet.pk, "version": job.version}, follow=True).content.decode()
    assert "已改用工作表“表1”" in page
    assert "关于修站的建议" in page
    page = client.post(address, {"sheet": sheet.pk, "version": job.version}, follow=True).content.decode()
    assert "已被他人更新" in page
    assert client.post(address, {"sheet": "x"}).status_code == 404
    assert client_of(world.administrator).post(address, {"sheet": sheet.pk}).status_code == 404


def test_one_sheet_offers_no_choice(world: World, client_of) -> None:
    job = importing.job_at(world, "read")
    page = client_of(world.clerk).get(reverse("import-columns", args=[job.pk])).content.decode()
    assert "改用这张表" not in page
