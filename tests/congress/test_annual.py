"""The figures of the annual work report: each the length of the list it opens, the same on every page."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

from django.urls import reverse
from openpyxl import load_workbook

from congress import clock
from congress.queries.annual import annual, figures, year_of
from tests import documents, meetings, votes
from tests.factories import TODAY, World
from tests.guard.test_budget import count

YEAR = year_of(TODAY.year, TODAY)


def busy(world: World) -> None:
    with clock.at(TODAY):
        meetings.closed(world, TODAY)
        world.closed()
        world.accepted()
        documents.issued(world)


def test_a_running_year_stands_beside_the_same_days_of_the_one_before() -> None:
    year = year_of(2026, dt.date(2026, 3, 10))
    assert (year.span.until, year.before.until, year.running) == (dt.date(2026, 3, 10), dt.date(2025, 3, 10), True)
    over = year_of(2025, dt.date(2026, 3, 10))
    assert (over.span.until, over.before.until, over.running) == (dt.date(2025, 12, 31), dt.date(2024, 12, 31), False)
    assert year_of(2028, dt.date(2028, 2, 29)).before.until == dt.date(2027, 2, 28)


def test_every_figure_equals_the_length_of_its_list(world: World, client_of) -> None:
    busy(world)
    with clock.at(TODAY):
        for name in ("director", "clerk", "chairman"):
            reader = getattr(world, name)
            client = client_of(reader)
            for line in annual(reader, YEAR).lines:
                for number, url in ((line.now, line.url), (line.before, line.before_url)):
                    page = client.get(url).context["page"]
                    assert (line.figure.code, number) == (line.figure.code, page.paginator.count)
    counted = {line.figure.code: line.now for line in annual(world.chairman, YEAR).lines}
    assert counted["standing-committee"] == counted["reports"] == 1
    assert counted["chairpersons"] == 0, "it is still open"
    assert counted["suggestions-accepted"] == 2
    assert counted["documents"] >= 1


def test_leaders_page_statistics_paper_and_excel_show_the_same(world: World, client_of) -> None:
    busy(world)
    with clock.at(TODAY):
        client = client_of(world.chairman)
        wanted = [line.now for line in annual(world.chairman, YEAR).lines]
        assert reverse("annual") in client.get(reverse("today")).content.decode()
        short = client.get(reverse("annual"), headers={"HX-Request": "true"})
        assert [line.now for line in short.context["report"].lines] == wanted
        for page, name in (("statistics", "annual"), ("annual", "report"), ("annual-print", "report")):
            assert [line.now for line in client.get(reverse(page)).context[name].lines] == wanted
        book = load_workbook(BytesIO(client.get(reverse("annual-export")).content))
    assert [row[3] for row in book.active.iter_rows(min_row=2, values_only=True)] == wanted


def test_the_figures_take_one_query_however_many_there_are(world: World, client_of, django_assert_num_queries) -> None:
    with clock.at(TODAY):
        world.chairman.refresh_from_db()
        annual(world.chairman, YEAR)
        with django_assert_num_queries(1):
            annual(world.chairman, YEAR)
        assert count(client_of(world.chairman), reverse("annual")) <= 15
        assert len({figure.code for figure in figures()}) == len(figures())


def test_nothing_is_counted_that_is_not_over(world: World) -> None:
    with clock.at(TODAY):
        votes.committee_hall(world)
        counted = {line.figure.code: line.now for line in annual(world.director, YEAR).lines}
    assert counted["standing-committee"] == counted["votes"] == 0


def test_an_odd_address_is_read_as_this_year(world: World, client_of) -> None:
    with clock.at(TODAY):
        client = client_of(world.director)
        for year in ("", "abc", "99999", "0001", "2099"):
            assert client.get(reverse("annual"), {"year": year}).status_code == 200
        assert client.get(reverse("annual-list", args=["reports"]), {"since": "x", "until": ""}).status_code == 200
        assert client.get(reverse("annual-list", args=["nothing"])).status_code == 404
