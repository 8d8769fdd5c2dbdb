"""Pages of oaths: lists, forms that come back filled, papers, what the desk shows."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse

from congress import clock
from congress.official.content import Level
from personnel import documents
from personnel.forms.oaths import reasons
from personnel.models import Ceremony, OathDuty, Review
from personnel.queries import ceremonies as queries
from personnel.rules.oaths import OathState, Organiser
from tests import oaths
from tests.factories import TODAY, World
from tests.guard.test_budget import BUDGET, count


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def test_the_list_shows_the_date_as_the_countys_own(world: World, client_of) -> None:
    oaths.appointed(world)
    page = client_of(world.director).get(reverse("oaths")).content.decode()
    assert "杨丽华" in page
    assert "法定" not in page
    oath = client_of(world.director).get(reverse("oath", args=[OathDuty.objects.get().pk])).content.decode()
    assert "法律只规定就职时公开宣誓" in oath
    assert "本县宣誓办法" in oath


def test_others_read_who_has_sworn(world: World, client_of) -> None:
    oaths.sworn(world)
    oaths.appointed(world, "未宣誓人", "县水务局")
    page = client_of(world.lead).get(reverse("oaths")).content.decode()
    assert "杨丽华" in page
    assert "未宣誓人" not in page
    found = client_of(world.lead).get(reverse("api-oaths")).json()
    assert [row["name"] for row in found["results"]] == ["杨丽华"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"杨丽华", "岩温香"}),
        ("?organiser=court_with_justice", {"岩温香"}),
        ("?q=民政", {"杨丽华"}),
        ("?show=overdue", set()),
        ("?show=sworn", set()),
        ("?meeting=999999", set()),
    ],
)
def test_the_list_is_filtered_by_its_address(world: World, client_of, query: str, names: set[str]) -> None:
    oaths.appointed(world)
    oaths.appointed(world, "岩温香", "县人民法院", "人民陪审员")
    page = client_of(world.director).get(reverse("oaths") + query)
    assert {row.duty.name for row in page.context["rows"]} == names


def test_a_ceremony_is_planned_and_recorded_by_forms_alone(world: World, client_of) -> None:
    rows, client = oaths.several(world), client_of(world.director)
    form = {
        "duties": [row.pk for row in rows],
        "leader": rows[0].pk,
        "on": TODAY.isoformat(),
        "at": "16:30",
        "place": "常委会会议厅",
        "host": "高远",
        "form": "group",
        "text": oaths.text().pk,
    }
    url = reverse("ceremony-new") + "?organiser=chairpersons"
    refused = client.post(url, form | {"text": oaths.text("2015").pk})
    assert refused.status_code == 422
    assert "2018年修订" in refused.content.decode()
    assert client.post(url, form).status_code == 302
    ceremony = Ceremony.objects.get()
    held = {
        "form": "group",
        "leader": rows[0].pk,
        "absent": [rows[2].pk],
        "reason": "任职03：住院",
        "make_up_by": (TODAY + dt.timedelta(days=10)).isoformat(),
        "version": ceremony.version,
    }
    hold = reverse("ceremony-hold", args=[ceremony.pk])
    assert client.post(hold, held | {"make_up_by": ""}).status_code == 422
    assert client.post(hold, held).status_code == 302
    assert [row.state for row in OathDuty.objects.order_by("pk")] == ["sworn", "sworn", "absent"]
    assert "住院" in client.get(reverse("ceremony", args=[ceremony.pk])).content.decode()


def test_a_ceremony_is_changed_and_called_off_by_forms(world: World, client_of) -> None:
    ceremony, client = oaths.planned(world), client_of(world.director)
    url = reverse("ceremony-change", args=[ceremony.pk])
    shown = client.get(url).context["form"]
    assert len(shown.initial["duties"]) == 3
    first = ceremony.swearings.get(leads=True).duty_id
    form = {
        "duties": [first],
        "on": TODAY.isoformat(),
        "place": "机关三楼",
        "host": "陈志明",
        "form": "single",
        "text": oaths.text().pk,
        "version": ceremony.version,
    }
    assert client.post(url, form).status_code == 302
    assert ceremony.swearings.count() == 1
    cancel = reverse("ceremony-cancel", args=[ceremony.pk])
    assert client.post(cancel, {"reason": "会议改期"}).status_code == 302
    assert set(OathDuty.objects.values_list("state", flat=True)) == {OathState.OWED}


def test_an_election_is_approved_and_an_oath_waived_by_forms(world: World, client_of) -> None:
    duty, client = oaths.chief_procurator(world), client_of(world.director)
    assert client.post(reverse("oath-approve", args=[duty.pk]), {"on": TODAY.isoformat()}).status_code == 302
    assert client.post(reverse("oath-waive", args=[duty.pk]), {"reason": ""}).status_code == 422
    assert client.post(reverse("oath-waive", args=[duty.pk]), {"reason": "已调离"}).status_code == 302


def test_reports_reviews_and_sanctions_are_entered_by_forms(world: World, client_of) -> None:
    duty, client = oaths.appointed(world), client_of(world.director)
    ask = {"year": 2025, "people": [duty.holding_id], "due_on": TODAY.isoformat()}
    assert client.post(reverse("duty-reports-ask"), ask).status_code == 302
    assert client.post(reverse("duty-reports-ask"), ask | {"people": []}).status_code == 422
    meeting = oaths.chairpersons(world)
    new = {"year": 2026, "people": [duty.holding_id], "listed_at": meeting.pk}
    assert client.post(reverse("review-new"), new).status_code == 302
    assert Review.objects.get().listed_at == meeting
    sanction = {
        "office": duty.holding_id,
        "kind": "warning",
        "decided_by": "县监察委员会",
        "decided_on": TODAY.isoformat(),
        "received_on": TODAY.isoformat(),
    }
    assert client.post(reverse("sanction-new", args=[duty.person_id]), sanction).status_code == 302


def test_a_report_is_received_and_a_review_told_by_forms(world: World, client_of) -> None:
    client, duty = client_of(world.director), oaths.appointed(world)
    report = oaths.report(world, duty)
    received = {"on": TODAY.isoformat(), "summary": "要点", "version": report.version}
    assert client.post(reverse("duty-report-receive", args=[report.pk]), received).status_code == 302
    review = oaths.rated(world, duty)
    told = {"on": TODAY.isoformat(), "opinion": "履职尽责", "version": review.version}
    assert client.post(reverse("review-tell", args=[review.pk]), told).status_code == 302
    assert client.post(reverse("review-publish", args=[review.pk])).status_code == 302
    assert client.post(reverse("review-finish", args=[review.pk])).status_code == 302


def test_a_vote_is_linked_by_a_form_that_offers_only_his(world: World, client_of) -> None:
    review, client = oaths.listed(world), client_of(world.director)
    url = reverse("review-link", args=[review.pk])
    assert list(client.get(url).context["form"].fields["ballot"].queryset) == []
    refused = client.post(reverse("review-publish", args=[review.pk]))
    assert refused.status_code == 409
    assert "先反馈本人" in refused.content.decode()


def test_the_papers_of_a_ceremony_say_who_and_how(world: World, client_of) -> None:
    ceremony = Ceremony.objects.select_related("text", "county").get(pk=oaths.held(world, absent=True).pk)
    rows = queries.swearings_of(world.director, ceremony)
    script = " ".join(block.text for block in documents.script(ceremony, rows).blocks)
    assert "领誓人任职01左手抚按" in script
    assert ceremony.text.text in script
    assert "监誓人" not in script
    record = documents.record(ceremony, rows)
    cells = [cell for block in record.blocks for row in block.rows for cell in row]
    acts = [block.text for block in record.blocks if block.text.startswith("任职依据")]
    assert acts == [f"任职依据：{rows[0].duty.act_words}"], "one act for all is said once"
    assert "会议任命（2026年3月10日" in acts[0]
    assert record.issuer == documents.people_list(ceremony, rows).issuer == rows[0].duty.meeting.body.name
    assert any("住院" in cell for cell in cells)
    assert any("2018年文本" in cell for cell in cells)
    client = client_of(world.director)
    for page in ("ceremony-script", "ceremony-people", "ceremony-record"):
        assert client.get(reverse(page, args=[ceremony.pk])).content.startswith(b"%PDF"), page


def test_a_hundred_names_stand_in_columns(world: World) -> None:
    rows = [oaths.appointed(world, f"陪审{n:03d}", "县人民法院", "人民陪审员") for n in range(100)]
    ceremony = oaths.planned(world, rows, organiser=Organiser.COURT_WITH_JUSTICE)
    paper = documents.people_list(ceremony, queries.swearings_of(world.director, ceremony))
    (table,) = [block for block in paper.blocks if block.level is Level.TABLE]
    assert (len(table.rows), len(table.rows[0])) == (25, 4)


def test_lists_go_to_excel(world: World, client_of) -> None:
    ceremony = oaths.held(world, absent=True)
    oaths.report(world)
    client = client_of(world.director)
    found = {}
    for url in (
        reverse("oaths-export") + "?show=sworn",
        reverse("ceremony-export", args=[ceremony.pk]),
        reverse("duty-reports-export"),
    ):
        book = openpyxl.load_workbook(io.BytesIO(client.get(url).content))
        found[url] = book.worksheets[0].max_row - 1
    assert list(found.values()) == [2, 3, 1]


def test_the_desk_of_the_office_has_one_thing_to_do_a_meeting(world: World, client_of) -> None:
    oaths.several(world)
    with clock.at(TODAY + dt.timedelta(days=28)):
        items = client_of(world.director).get(reverse("today")).content.decode()
    assert "3人待宪法宣誓" in items
    assert "任职01" not in items


def test_the_desk_has_ceremonies_to_record_and_ones_own_oath(world: World, client_of) -> None:
    oaths.planned(world, [oaths.of_contact(world)])
    assert "登记谁已宣誓、谁缺席" in client_of(world.director).get(reverse("today")).content.decode()
    assert "参加宪法宣誓仪式" in client_of(world.contact).get(reverse("today")).content.decode()


def test_reasons_are_read_by_name_and_for_the_rest() -> None:
    assert reasons("罗秀英：住院\n出差\n岩罕: 学习") == ({"罗秀英": "住院", "岩罕": "学习"}, "出差")


def test_pages_keep_to_the_budget(world: World, client_of) -> None:
    duty = oaths.appointed(world)
    report, review = oaths.report(world, duty), oaths.told(world, duty)
    held = oaths.held(world, absent=True)
    client = client_of(world.director)
    pages = {
        **{name: reverse(name) for name in ("oaths", "ceremonies", "ceremony-new", "duty-reports", "reviews")},
        **{name: reverse(name) for name in ("duty-reports-ask", "review-new", "api-oaths", "oaths-export")},
        "oath": reverse("oath", args=[duty.pk]),
        "ceremony": reverse("ceremony", args=[held.pk]),
        "personnel-file": reverse("personnel-file", args=[duty.person_id]),
        "duty-report": reverse("duty-report", args=[report.pk]),
        "review": reverse("review", args=[review.pk]),
    }
    found = {name: count(client, url) for name, url in pages.items()}
    assert {name: n for name, n in found.items() if n > BUDGET} == {}
