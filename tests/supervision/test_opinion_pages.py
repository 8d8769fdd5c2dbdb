"""The pages of deliberation opinions: what they show, that every step works without script, how much they cost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congress import clock
from congress.models import FollowUp
from congress.queries.leading import overview
from congress.rules.meetings import MeetingKind
from supervision.models import DeliberationOpinion, OpinionItem
from supervision.services.opinions import handling
from tests.factories import TODAY, World
from tests.opining import ITEMS, NUMBER, Story, deliberated, held, office_of

BUDGET = 15


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


@pytest.fixture
def story(world: World) -> Story:
    return Story(world)


def post(client, story: Story, step: str, **data):
    """Post one step as its form does, with the version it saw."""
    url = reverse(f"opinion-{step}", args=[story.opinion.pk])
    assert client.get(url).status_code == 200
    answer = client.post(url, {"version": story.fresh().version, **data})
    story.fresh()
    return answer


def test_from_the_draft_to_the_file_through_the_pages(story: Story, world: World, client_of) -> None:
    office, receiver = client_of(world.other_clerk), client_of(world.gov_clerk)
    item = deliberated(world)
    chosen = office.post(reverse("opinion-new"), {"item": item.pk})
    assert chosen.url == reverse("opinion-write", args=[item.pk])
    first = office.get(chosen.url)
    assert "听取" in first.content.decode()
    typed = {"title": "关于公路的审议意见", "body": "会议认为", "items": "\n".join(ITEMS), "organ": world.roads.pk}
    made = office.post(chosen.url, typed)
    story.opinion = DeliberationOpinion.objects.get()
    assert made.url == reverse("opinion", args=[story.opinion.pk])
    revised = post(office, story, "revise", **{**typed, "title": "关于公路建设情况的审议意见"})
    assert revised.status_code == 302
    chairs = held(world, MeetingKind.CHAIRPERSONS)
    assert post(office, story, "adopt", meeting=chairs.pk).status_code == 302
    assert "起草审议意见书" in office.get(reverse("opinion", args=[story.opinion.pk])).content.decode()
    assert post(office, story, "hand-over").status_code == 422
    assert post(office, story, "hand-over", number=NUMBER).status_code == 302
    assert post(receiver, story, "sign-for").status_code == 302
    fields = {}
    for row in story.opinion.items.all():
        fields |= {f"department_{row.pk}": world.roads.pk, f"measure_{row.pk}": "整治"}
    kept = post(receiver, story, "split", keep="1", **fields)
    assert kept.url == reverse("opinion-split", args=[story.opinion.pk])
    assert post(receiver, story, "split", **fields).status_code == 302
    story.answer()
    gathered = receiver.get(reverse("opinion-submit", args=[story.opinion.pk])).content.decode()
    assert "已完成整治，通过验收" in gathered
    assert post(receiver, story, "submit", text="征求意见稿").status_code == 302
    assert post(office, story, "comment", text="无不同意见").status_code == 302
    assert post(receiver, story, "report", text="正式报告", number="云政办函〔2026〕18号").status_code == 302
    check = {"on": TODAY, "place": "石门镇", "people": "何静", "found": "已整治", "assessment": "done"}
    assert post(office, story, "check", **check).status_code == 302
    assert post(office, story, "publish", paper="opinion", notified_on=TODAY).status_code == 302
    assert office.get(reverse("opinion-table", args=[story.opinion.pk])).status_code == 200
    assert post(office, story, "file", meeting=chairs.pk).status_code == 302
    page = office.get(reverse("opinion", args=[story.opinion.pk])).content.decode()
    assert "已办结" in page
    assert "跟踪检查：已落实" in page


def test_an_item_without_a_unit_is_named_on_the_page_and_nothing_typed_is_lost(story, world: World, client_of) -> None:
    opinion = story.signed()
    first, second = opinion.items.order_by("position")
    typed = {
        f"department_{first.pk}": world.roads.pk,
        f"measure_{first.pk}": "逐段整治",
        f"measure_{second.pk}": "养护",
    }
    answer = post(client_of(world.gov_clerk), story, "split", **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第2项没有承办单位" in page
    assert "逐段整治" in page


def test_recalled_too_late_is_told_before_a_form_is_filled(story: Story, client_of) -> None:
    story.signed()
    answer = client_of(story.clerk).get(reverse("opinion-recall", args=[story.opinion.pk]))
    assert answer.status_code == 409
    assert "已经签收" in answer.content.decode()


def test_a_late_report_is_marked_on_its_page(story: Story, world: World, client_of) -> None:
    story.answered()
    handling.submit_report(actor=world.gov_clerk, opinion=story.opinion, text="征求意见稿")
    handling.comment(actor=story.clerk, opinion=story.fresh(), text="无不同意见")
    with clock.at(story.opinion.report_due_on.replace(month=7)):
        handling.report(actor=world.gov_clerk, opinion=story.fresh(), written=handling.Written("报告"))
    page = client_of(world.member).get(reverse("opinion", args=[story.opinion.pk])).content.decode()
    assert "报告逾期" in page


def test_nothing_local_is_shown_as_law(story: Story, client_of, world: World) -> None:
    story.split()
    page = client_of(world.contact).get(reverse("opinion-item", args=[followup(story).pk])).content.decode()
    assert "法定" not in page
    assert "本县审议意见办法" in page


def followup(story: Story) -> FollowUp:
    return FollowUp.objects.filter(opinion_item__opinion=story.opinion).order_by("id")[0]


def test_the_pages_of_an_item_lead_to_the_opinion(story: Story, world: World, client_of) -> None:
    """What is done for all items at once is not done for one of them, not even by its address."""
    story.answered()
    handling.submit_report(actor=world.gov_clerk, opinion=story.opinion, text="征求意见稿")
    handling.comment(actor=story.clerk, opinion=story.fresh(), text="无不同意见")
    row = followup(story)
    client = client_of(story.clerk)
    for step in ("rework", "close", "confer"):
        answer = client.post(f"/handling/{row.pk}/{step}/", {"note": "x"})
        assert answer.url == reverse("opinion-of-item", args=[row.pk])
    row.refresh_from_db()
    assert (row.state, row.round) == ("answered", 1)


def test_lists_are_filtered_exported_and_printed(story: Story, world: World, client_of) -> None:
    story.split()
    client = client_of(world.other_clerk)
    for query, found in (("", True), ("?state=handling", True), ("?state=closed", False), ("?q=通乡", True)):
        page = client.get(reverse("opinions") + query).content.decode()
        assert (NUMBER in page) is found, query
    assert client.get(reverse("opinions-export")).status_code == 200
    assert NUMBER in client.get(reverse("opinions-print")).content.decode()
    items = client.get(reverse("opinion-items") + "?late=yes").content.decode()
    assert "没有符合条件" in items
    with clock.at(TODAY.replace(month=7)):
        assert ITEMS[0][:8] in client.get(reverse("opinion-items") + "?late=yes").content.decode()
    assert client.get(reverse("opinion-items-export")).status_code == 200


def test_a_list_of_nothing_says_what_to_do_next(world: World, client_of) -> None:
    assert "整理审议意见" in client_of(world.other_clerk).get(reverse("opinions")).content.decode()
    assert "还没有审议意见" in client_of(world.contact).get(reverse("opinions")).content.decode()


def test_figures_of_opinions_open_the_items_they_count(story: Story, world: World, client_of) -> None:
    story.split()
    world.signed()
    client = client_of(world.chairman)
    found = overview(world.chairman)
    assert [kind.label for kind in found.kinds] == ["代表建议", "审议意见"]
    assert found.together is not None
    roads = next(row for row in found.together.units if row.label == world.roads.name)
    assert [cell["handed"] for cell in roads.cells] == [1, 2]
    assert roads.total["handed"] == 3
    offices = {row.label: row.total["handed"] for row in found.together.offices}
    assert sum(offices.values()) == 3
    figure = next(line.now for line in found.kinds[1].compared if line.label == "交办")
    assert figure.count == 2
    assert client.get(figure.url).context["page"].paginator.count == 2
    statistics = client.get(reverse("statistics") + "?kind=opinion&by=office")
    assert statistics.status_code == 200
    assert office_of(world).short_name in statistics.content.decode()


def test_the_leaders_page_and_today_show_both_kinds(story: Story, world: World, client_of) -> None:
    story.split()
    world.signed()
    with clock.at(TODAY.replace(month=7)):
        leader = client_of(world.chairman).get(reverse("today")).content.decode()
        unit = client_of(world.contact).get(reverse("today")).content.decode()
        sheet = client_of(world.chairman).get(reverse("overview-print")).content.decode()
    for page in (leader, unit):
        assert NUMBER in page
        assert "石门" in page
    assert "代表建议" in sheet
    assert "审议意见" in sheet
    assert "各机关办理合计" in leader
    assert "各工作机构跟踪合计" in leader


def queries(client, url: str) -> int:
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len([q for q in caught if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def test_pages_keep_to_the_budget(story: Story, world: World, client_of) -> None:
    story.reported("正在落实", promised_by=TODAY)
    world.tracking()
    key, item = story.opinion.pk, followup(story).pk
    urls = [
        *(reverse(name) for name in ("opinions", "opinion-items", "opinions-print", "statistics")),
        reverse("opinion", args=[key]),
        reverse("opinion-handling", args=[key]),
        reverse("opinion-item", args=[item]),
        reverse("api-opinions"),
    ]
    spent = {
        (name, url): queries(client_of(getattr(world, name)), url)
        for name in ("other_clerk", "chairman", "gov_clerk", "contact")
        for url in urls
        if not (url == reverse("statistics") and name == "contact")
    }
    assert {key: n for key, n in spent.items() if n > BUDGET} == {}


def test_an_opinion_does_not_cost_more_with_more_items(world: World, client_of) -> None:
    story = Story(world)
    story.split()
    client = client_of(world.other_clerk)
    before = queries(client, reverse("opinion", args=[story.opinion.pk]))
    many = Story(world, items=tuple(f"第{n}条意见，应当落实。" for n in range(12)))
    many.drafted()
    assert OpinionItem.objects.filter(opinion=many.opinion).count() == 12
    assert queries(client, reverse("opinion", args=[many.opinion.pk])) <= before
