"""The pages of the register and of the audit's lists, as people use them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from congress import clock
from supervision.models import AuditList, Catalogue, NormativeDocument
from supervision.rules.normative import NormativeState
from tests import normative as stages
from tests.factories import TODAY, World
from tests.guard.test_budget import BUDGET, count


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def filing(world: World, **changes: object) -> dict[str, object]:
    return {
        "maker": f"organ-{world.government_office.pk}",
        "office": stages.general(world).pk,
        "title": "云岭县农村公路养护管理办法",
        "number": "云政办发〔2026〕3号",
        "published_on": "2026-02-20",
        "submitted_on": "2026-03-10",
        "materials": ["text", "note", "basis", "electronic"],
        "occasion": "active",
        **changes,
    }


def test_director_registers_a_document_and_takes_it(world: World, client_of) -> None:
    client = client_of(world.director)
    response = client.post(reverse("normative-new"), filing(world), follow=True)
    row = NormativeDocument.objects.get()
    assert row.register_number in response.content.decode()
    step = reverse("normative-step", args=[row.pk, "take"])
    assert client.post(step, {"on": "2026-03-10", "note": "", "version": row.version}).status_code == 302
    row.refresh_from_db()
    assert row.state == NormativeState.TAKEN


def test_a_refused_filing_comes_back_filled(world: World, client_of) -> None:
    response = client_of(world.director).post(reverse("normative-new"), filing(world, submitted_on="2026-02-01"))
    assert response.status_code == 422
    assert "报送日期早于公布日期" in response.content.decode()
    assert "云政办发〔2026〕3号" in response.content.decode()


def test_a_step_that_is_not_open_says_why(world: World, client_of) -> None:
    row = stages.incomplete(world)
    response = client_of(world.director).get(reverse("normative-step", args=[row.pk, "take"]))
    assert response.status_code == 409
    assert "报备材料不齐" in response.content.decode()


def test_an_entry_is_mended_and_keeps_its_number(world: World, client_of) -> None:
    row = stages.registered(world)
    data = filing(world, title="云岭县农村公路管理养护办法", version=row.version)
    client_of(world.director).post(reverse("normative-edit", args=[row.pk]), data)
    row.refresh_from_db()
    assert (row.title, row.serial) == ("云岭县农村公路管理养护办法", 1)


def test_an_office_says_what_it_found(world: World, client_of) -> None:
    part = stages.open_review(world)
    url = reverse("normative-finding", args=[part.pk])
    client_of(world.other_clerk).post(url, {"objects_to": "powers", "finding": "第八条增设收费"})
    part.refresh_from_db()
    assert part.objects_to == "powers"


def test_a_maker_reads_the_state_and_no_words_of_the_review(world: World, client_of) -> None:
    row = stages.opinion(world)
    page = client_of(world.gov_clerk).get(reverse("normative", args=[row.pk])).content.decode()
    assert "待制定机关反馈" in page
    assert "第八条增设了收费" not in page


def test_a_pasted_catalogue_is_compared(world: World, client_of) -> None:
    data = {
        "maker": f"organ-{world.government_office.pk}",
        "office": stages.general(world).pk,
        "year": 2025,
        "received_on": "2026-03-10",
        "listed": "文件名称\t文号\n甲办法\t云政办发〔2025〕8号\n",
    }
    client = client_of(world.director)
    response = client.post(reverse("catalogue-check"), data, follow=True)
    assert "漏报 1 件" in response.content.decode()
    again = client.post(reverse("catalogue", args=[Catalogue.objects.get().pk]), follow=True)
    assert again.status_code == 200


def test_a_list_without_headings_comes_back_with_what_is_wrong(world: World, client_of) -> None:
    data = {
        "maker": f"organ-{world.government_office.pk}",
        "office": stages.general(world).pk,
        "year": 2025,
        "received_on": "2026-03-10",
        "listed": "随便写写",
    }
    assert client_of(world.director).post(reverse("catalogue-check"), data).status_code == 422


def test_a_figure_opens_what_it_counts(world: World, client_of) -> None:
    stages.opinion(world)
    stages.registered(world, number="二号", title="另一件")
    page = client_of(world.director).get(reverse("normatives") + "?year=2026&figure=opinions").content.decode()
    assert "云岭县农村公路养护管理办法" in page
    assert "另一件" not in page


def test_a_list_is_started_filled_and_handed_over(world: World, client_of) -> None:
    client = client_of(world.other_clerk)
    office = stages.finance_office(world).pk
    start = {"office": office, "year": 2025, "source": "审计工作报告", "reported_on": "2026-02-10"}
    client.post(reverse("audit-new"), start)
    row = AuditList.objects.get()
    pasted = "整改单位\t问题\t金额\n县交通运输局\t资金滞留\t12.5\n"
    client.post(reverse("audit-import", args=[row.pk]), {"listed": pasted})
    added = {"unit": world.finance.pk, "problem": "预算编制不细"}
    client.post(reverse("audit-add", args=[row.pk]), added)
    assert row.problems.count() == 2
    row.refresh_from_db()
    response = client.post(reverse("audit-hand-over", args=[row.pk]), {"version": row.version}, follow=True)
    assert "整改中" in response.content.decode()


def test_a_line_is_taken_out_before_the_list_goes_out(world: World, client_of) -> None:
    row = stages.audit_list(world)
    problem = row.problems.first()
    client_of(world.other_clerk).post(reverse("audit-problem", args=[problem.pk]))
    assert row.problems.count() == 1


def test_a_units_answer_is_offered_its_own_classes(world: World, client_of) -> None:
    row = stages.handed_over(world)
    stages.mend(world, row, "部分完成")
    page = client_of(world.director).get(reverse("audit", args=[row.pk])).content.decode()
    assert "部分完成" in page


def test_pages_keep_to_the_budget(world: World, client_of) -> None:
    document, audit, catalogue = stages.opinion(world), stages.handed_over(world), stages.compared(world)
    stages.mend(world, audit)
    urls = [
        reverse("normatives"),
        reverse("normative", args=[document.pk]),
        reverse("catalogues"),
        reverse("catalogue", args=[catalogue.pk]),
        reverse("normative-report", args=[2026]),
        reverse("audits"),
        reverse("audit", args=[audit.pk]),
        reverse("audit-problem", args=[audit.problems.order_by("position").first().pk]),
        reverse("today"),
        reverse("api-normative"),
        reverse("api-audit-problems"),
    ]
    for name in ("director", "other_clerk", "chairman"):
        client = client_of(getattr(world, name))
        spent = {url: count(client, url) for url in urls}
        assert {url: n for url, n in spent.items() if n > BUDGET} == {}, name
