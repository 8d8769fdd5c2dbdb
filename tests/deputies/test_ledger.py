"""建议台账: filters, columns, views, bulk steps, print and Excel; the bulletin whose figures lead there."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from congress import clock
from congress.models import Assignment, SavedView, Urging
from congress.services import assigning, handling, returning, urging
from deputies.models import Suggestion
from tests.factories import TODAY, World

LEDGER = "suggestions"


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def titles(client, **query: object) -> set[str]:
    page = client.get(reverse(LEDGER), query).content.decode()
    return {name for name in "甲乙丙" if f"关于{name}的建议" in page}


def propose(world: World, *names: str) -> list[Suggestion]:
    """Accepted suggestions with the court proposed for each."""
    rows = [world.accepted(title=f"关于{name}的建议") for name in names]
    for row in rows:
        assigning.propose(actor=world.clerk, followup=row.followup, units=[assigning.Share(world.court)])
    return rows


def test_every_filter_keeps_what_it_names(world: World, client_of) -> None:
    signed = world.signed(title="关于甲的建议")
    world.accepted(title="关于乙的建议")
    answered = world.answered(title="关于丙的建议")
    lead = urging.Lead(world.vice_chairman.person, TODAY, "第50次主任会议")
    urging.mark_key(actor=world.clerk, followup=signed.followup, lead=lead)
    handling.log_contact(actor=world.contact, assignment=signed, meeting=world.meeting())
    client = client_of(world.clerk)
    assert titles(client, key="yes") == {"甲"}
    assert titles(client, key="no") == {"乙", "丙"}
    assert titles(client, outcome="A") == {"丙"}
    assert titles(client, delegation=world.delegation.pk) == {"甲", "乙", "丙"}
    assert titles(client, session="between") == {"甲", "乙", "丙"}
    assert titles(client, session=world.session.pk) == set()
    assert titles(client, origin="own") == {"甲", "乙", "丙"}
    assert titles(client, origin="higher_deputy") == set()
    assert titles(client, returns="yes") == set()
    assert titles(client, did="signed", department=world.roads.pk) == {"甲", "丙"}
    assert titles(client, did="signed", department=world.court.pk) == set()
    assert titles(client, did="on_time") == {"丙"}
    assert titles(client, did="uncontacted") == set()
    assert answered.state == "issued"


def test_a_returned_suggestion_is_found(world: World, client_of) -> None:
    row = world.forwarded(title="关于甲的建议")
    returning.request_return(actor=world.contact, assignment=row, reason="不属于本单位职责")
    client = client_of(world.clerk)
    assert titles(client, returns="yes") == titles(client, did="returned") == {"甲"}


def test_a_deputy_is_not_offered_filters_by_inner_matters(world: World, client_of) -> None:
    world.signed(title="关于甲的建议")
    page = client_of(world.outsider).get(reverse(LEDGER), {"did": "late", "returns": "yes"}).content.decode()
    assert 'name="did"' not in page
    assert "关于甲的建议" in page


@pytest.mark.parametrize("value", ["x", "-1", "99999999999999999999", "\x00", "💥"])
@pytest.mark.parametrize("name", ["delegation", "session", "outcome", "key", "returns", "origin", "did", "columns"])
def test_nonsense_in_the_address_bar_is_answered(world: World, client_of, name: str, value: str) -> None:
    world.handed_over()
    assert client_of(world.clerk).get(reverse(LEDGER), {name: value}).status_code == 200


def test_the_clerks_columns_are_remembered_and_an_address_goes_before_them(world: World, client_of) -> None:
    world.answered()
    client = client_of(world.clerk)
    chosen = ["outcome", "reply_due", "nonsense"]
    client.post(reverse("suggestions-columns"), {"columns": chosen, "query": "did=signed"})
    assert SavedView.objects.get(user=world.clerk, name="").query == "outcome,reply_due"
    page = client.get(reverse(LEDGER)).content.decode()
    assert 'data-label="答复类别">A<' in page
    assert 'data-label="状态"' not in page
    assert 'data-label="状态"' in client.get(reverse(LEDGER), {"columns": "state"}).content.decode()


def test_every_column_can_be_drawn_within_the_budget(world: World, client_of) -> None:
    for _again in range(3):
        world.closed()
    client = client_of(world.clerk)
    every = "units,state,due,opened,lead,category,session,difficulty,origin,handed_over,reply_due,answered,outcome"
    query = {"columns": f"{every},marks,key,returns,publication"}
    client.get(reverse(LEDGER), query)
    with CaptureQueriesContext(connection) as caught:
        page = client.get(reverse(LEDGER), query).content.decode()
    assert "过程满意，结果基本满意" in page
    assert len(caught) <= 15, [q["sql"][:90] for q in caught]


def test_a_view_is_saved_shown_and_deleted_by_its_owner_alone(world: World, client_of) -> None:
    client = client_of(world.clerk)
    data = {"name": "待签收", "query": "state=assigned&page=3&evil=1"}
    response = client.post(reverse("suggestions-save-view"), data)
    view = SavedView.objects.get(name="待签收")
    assert view.query == "state=assigned"
    assert response.url.endswith("?state=assigned")
    assert "待签收</a>" in client.get(reverse(LEDGER)).content.decode()
    assert "待签收</a>" not in client_of(world.director).get(reverse(LEDGER)).content.decode()
    delete = reverse("suggestions-delete-view", args=[view.pk])
    assert client_of(world.director).post(delete).status_code == 404
    client.post(delete)
    assert not SavedView.objects.exists()


def test_a_view_without_a_name_is_refused(world: World, client_of) -> None:
    response = client_of(world.clerk).post(reverse("suggestions-save-view"), {"name": " ", "query": ""}, follow=True)
    assert "请给视图起个名称" in response.content.decode()
    assert not SavedView.objects.exists()


def test_clerk_hands_over_many_after_seeing_what_will_happen(world: World, client_of) -> None:
    ready = propose(world, "甲", "乙")
    bare = world.accepted(title="关于丙的建议")
    client = client_of(world.clerk)
    data = {"what": "hand_over", "rows": [row.followup_id for row in [*ready, bare]]}
    page = client.post(reverse("suggestions-bulk"), data).content.decode()
    assert "可以办 2 件，不能办 1 件" in page
    assert "县人民法院（独办）" in page
    assert "2026年6月10日" in page
    assert not Assignment.objects.exists()
    done = client.post(reverse("suggestions-bulk"), {**data, "confirmed": "1", "text": "请抓紧"}, follow=True)
    text = done.content.decode()
    assert Assignment.objects.count() == 2
    assert "已办 2 件，未办 1 件" in text
    assert "关于丙的建议" in text
    assert "请选择承办单位" in text


def test_clerk_urges_many_and_is_told_who_was_refused(world: World, client_of) -> None:
    owing, closed = world.signed(title="关于甲的建议").followup, world.closed(title="关于乙的建议")
    client = client_of(world.clerk)
    data = {"what": "urge", "rows": [owing.pk, closed.pk]}
    assert "县交通运输局" in client.post(reverse("suggestions-bulk"), data).content.decode()
    text = client.post(reverse("suggestions-bulk"), {**data, "confirmed": "1"}, follow=True).content.decode()
    assert Urging.objects.get().assignment.followup == owing
    assert "已办 1 件，未办 1 件" in text
    assert "关于乙的建议" in text


@pytest.mark.parametrize("rows", [[], ["x"], ["99999999999999999999"], ["\x00"]])
def test_a_batch_of_nothing_is_answered(world: World, client_of, rows: list[str]) -> None:
    response = client_of(world.clerk).post(reverse("suggestions-bulk"), {"what": "urge", "rows": rows}, follow=True)
    assert "请先勾选建议" in response.content.decode()


def test_who_may_not_press_many_finds_no_such_page(world: World, client_of) -> None:
    row = world.signed()
    data = {"what": "urge", "rows": [row.followup_id], "confirmed": "1"}
    for user in (world.lead, world.contact, world.rival, world.other_clerk):
        assert client_of(user).post(reverse("suggestions-bulk"), data).status_code == 404
    assert not Urging.objects.exists()


def test_the_government_office_urges_only_what_it_sees(world: World, client_of) -> None:
    through, direct = world.signed(title="关于甲的建议"), propose(world, "乙")[0]
    assigning.hand_over_many(actor=world.clerk, followups=[direct.followup])
    data = {"what": "urge", "rows": [through.followup_id, direct.followup_id], "confirmed": "1"}
    client_of(world.gov_clerk).post(reverse("suggestions-bulk"), data)
    assert [row.assignment_id for row in Urging.objects.all()] == [through.pk]


def test_excel_lists_what_the_page_lists_and_no_cell_is_a_formula(world: World, client_of) -> None:
    world.handed_over(title="=HYPERLINK(1)关于甲的建议")
    world.accepted(title="关于乙的建议")
    client = client_of(world.clerk)
    response = client.get(reverse("suggestions-export"), {"did": "assigned", "columns": "units,reply_due"})
    sheet = load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("编号", "标题", "领衔代表", "承办单位", "答复期限")
    assert rows[1][1:] == (
        "'=HYPERLINK(1)关于甲的建议",
        "罗秀英（石门代表团）",
        "县交通运输局",
        dt.datetime(2026, 6, 10),
    )
    assert len(rows) == 2
    other = client_of(world.rival).get(reverse("suggestions-export"))
    assert load_workbook(io.BytesIO(other.content)).active.max_row == 1


def test_the_print_shows_the_list_as_seen(world: World, client_of) -> None:
    world.handed_over(title="关于甲的建议")
    world.accepted(title="关于乙的建议")
    page = client_of(world.clerk).get(reverse("suggestions-print"), {"state": "pending"}).content.decode()
    assert "关于乙的建议" in page
    assert "关于甲的建议" not in page
    assert "共 1 件" in page


def test_every_figure_of_the_bulletin_counts_the_ledger_lines_it_leads_to(world: World, client_of) -> None:
    world.handed_over(title="关于甲的建议")
    world.answered(title="关于乙的建议")
    returned = world.forwarded(title="关于丙的建议")
    returning.request_return(actor=world.contact, assignment=returned, reason="不属于本单位职责")
    with clock.at(dt.date(2026, 6, 20)):
        for user in (world.clerk, world.gov_clerk, world.chairman):
            client = client_of(user)
            page = client.get(reverse("suggestion-bulletin")).content.decode()
            figures = re.findall(r'<a href="(/suggestions/\?did=[^"]+)"[^>]*>(\d+)</a>', page)
            assert figures
            for url, count in figures:
                listed = client.get(url.replace("&amp;", "&")).content.decode()
                assert f"共 {count} 件" in listed, (str(user), url)
        assert re.search(r"did=overdue&amp;year=2026&amp;department=\d+\"[^>]*>2<", page)


def test_the_bulletin_prints_and_exports(world: World, client_of) -> None:
    world.signed()
    client = client_of(world.gov_clerk)
    assert "县交通运输局" in client.get(reverse("suggestion-bulletin-print")).content.decode()
    book = load_workbook(io.BytesIO(client.get(reverse("suggestion-bulletin-export")).content)).active
    assert [row[0] for row in book.iter_rows(values_only=True)] == ["承办单位", "县交通运输局"]
    assert client.get(reverse("suggestion-bulletin"), {"year": "二"}).status_code == 200


def test_the_bulletin_keeps_to_the_budget(world: World, client_of) -> None:
    for _again in range(3):
        world.answered()
    client = client_of(world.clerk)
    client.get(reverse("suggestion-bulletin"))
    with CaptureQueriesContext(connection) as caught:
        client.get(reverse("suggestion-bulletin"))
    assert len(caught) <= 15
