"""Figures: each is its list, each day's stands, and every page says the same."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from congress import clock
from congress.access import visible_to
from congress.models import (
    Assignment,
    Department,
    Evaluation,
    FollowUp,
    Mandate,
    OutcomeClass,
    Parameter,
    Promise,
    Reply,
    Tally,
)
from congress.queries.figures import DIMENSIONS, Slice, all_measures, classes_of, figure_rows
from congress.queries.figures import count as count_rows
from congress.queries.measures import MEASURES, RATIOS
from congress.queries.statistics import SETS, counted
from congress.rules.followups import HandlingRole
from congress.services.tallies import rebuild
from deputies.filters import SuggestionFilter
from deputies.models import Category, Suggestion
from tests.factories import TODAY, World
from tests.walking import Walk, walk

YEARS = (2024, 2025, 2026)
NOW = dt.date(2026, 11, 20)


def asked(**kwargs) -> Slice:
    return Slice(**{"kind": "suggestion", "years": (TODAY.year,), "on": TODAY, **kwargs})


@pytest.fixture
def busy(world: World) -> World:
    """A suggestion at every stage."""
    with clock.at(TODAY):
        world.submitted()
        world.accepted()
        world.signed()
        world.checking()
        world.evaluated()
        world.dissatisfied()
        world.tracking()
        world.closed()
    return world


# -- One definition ------------------------------------------------------------------------------------


def test_the_measures_part_what_was_handed_over(busy: World) -> None:
    with clock.at(TODAY):
        _groups, total = counted(busy.chairman, asked())
    n = total.counts
    assert (n["received"], n["accepted"], n["handed"], n["answered"]) == (8, 7, 6, 4)
    assert n["handed"] == n["answered"] + n["overdue"] + n["checking"] + n["not_due"]
    assert n["answered"] == n["in_time"] + n["answered_late"] == n["marked"] + n["silent"]
    assert n["promised"] == 1 == n["promise_open"] + n["promise_broken"] + n["promise_kept"] + n["promise_late"]
    assert (n["solved"], n["solving"]) == (3, 4)


def test_what_is_late_is_told_from_the_day(busy: World) -> None:
    late = TODAY + dt.timedelta(days=200)
    with clock.at(late):
        _groups, total = counted(busy.chairman, asked(on=late))
        _groups, before = counted(busy.chairman, asked())
    assert (total.counts["overdue"], total.counts["not_due"], total.counts["checking"]) == (1, 0, 1)
    assert total.rate("in_time").whole == 6  # the four answered, the overdue one and the one being checked
    assert before.counts["overdue"] == 0


def test_a_share_of_nothing_is_a_dash(world: World) -> None:
    with clock.at(TODAY):
        _groups, total = counted(world.chairman, asked())
    assert total.rate("solved").text == "—"


@pytest.mark.parametrize(("how", "text"), [("half_up", "66.7%"), ("truncate", "66.6%"), ("fit_to_100", "66.7%")])
def test_the_county_rounds_as_it_has_set(world: World, how: str, text: str) -> None:
    Parameter.objects.filter(key="rates.rounding").update(value=how)
    with clock.at(TODAY):
        for code in "AAB":
            world.answered(code=code, promised_by=NOW if code == "B" else None)
        _groups, total = counted(world.chairman, asked())
    assert total.rate("solved").text == text


# -- Every figure opens what it counts -------------------------------------------------------------------


@pytest.mark.parametrize("by", ["", *DIMENSIONS])
def test_every_figure_is_as_long_as_its_list(busy: World, by: str) -> None:
    with clock.at(TODAY):
        groups, total = counted(busy.chairman, asked(by=by))
        request = RequestFactory().get("/")
        request.user = busy.chairman
        seen = visible_to(busy.chairman, Suggestion)
        for group in [*groups, total]:
            for code in [code for code, n in group.counts.items() if n or code in {"overdue", "not_filed"}]:
                query = QueryDict(urlsplit(group.figure(code).url).query)
                found = SuggestionFilter(query, queryset=seen, request=request).qs
                assert found.count() == group.counts[code], (by, group.label, code)


def test_the_list_behind_a_figure_says_what_it_counts(busy: World, client_of) -> None:
    with clock.at(TODAY):
        _groups, total = counted(busy.chairman, asked())
        page = client_of(busy.chairman).get(total.figure("solved").url).content.decode()
    assert "共 3 件" in page
    assert "统计中的“解决”" in page


def test_a_figure_that_does_not_exist_lists_nothing(busy: World) -> None:
    with clock.at(TODAY):
        assert not figure_rows(busy.chairman, asked(), "nonsense").exists()


@pytest.mark.parametrize("query", ["figure=solved&years=x&on=y&by=z", "figure=solved&by=department&value=x", "by=year"])
def test_an_address_that_says_nothing_still_opens(busy: World, client_of, query: str) -> None:
    with clock.at(TODAY):
        assert client_of(busy.chairman).get(f"{reverse('suggestions')}?{query}").status_code == 200
        assert client_of(busy.chairman).get(f"{reverse('statistics')}?{query}").status_code == 200


# -- Pages ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("show", SETS)
def test_page_paper_and_excel_show_the_same(busy: World, client_of, show: str) -> None:
    with clock.at(TODAY):
        client = client_of(busy.clerk)
        query = f"?show={show}&by=category"
        page, paper = client.get(reverse("statistics") + query), client.get(reverse("statistics-print") + query)
        book = client.get(reverse("statistics-export") + query)
    total = page.context["found"].total
    assert total == paper.context["found"].total
    (*_lines, last) = load_workbook(BytesIO(book.content)).active.iter_rows(values_only=True)
    flat = [c.figure.count if c.figure else [c.rate.text, c.rate.part, c.rate.whole] for c in total.cells]
    assert list(last)[1:] == [v for cell in flat for v in (cell if isinstance(cell, list) else [cell])]
    for _word, text in page.context["found"].explained:
        assert str(text) in page.content.decode()


@pytest.mark.parametrize("by", ["category", "department"])
def test_the_years_report_is_printed_and_exported(busy: World, client_of, by: str) -> None:
    with clock.at(TODAY):
        client = client_of(busy.clerk)
        page, paper, book = (
            client.get(reverse(f"statistics-report{kind}") + f"?by={by}") for kind in ("", "-print", "-export")
        )
    report = page.context["report"]
    assert paper.context["report"] == report
    (*_lines, last) = load_workbook(BytesIO(book.content)).active.iter_rows(values_only=True)
    assert list(last)[1:] == list(report.total.cells)
    assert len(report.headings) == len(report.total.cells)
    assert report.total.cells[:2] == [6, 4]


def test_the_government_office_counts_its_own_units_alone(busy: World) -> None:
    with clock.at(TODAY):
        busy.court_matter = busy.accepted()
        groups, _total = counted(busy.gov_clerk, asked(by="department"))
    assert [group.label for group in groups] == [busy.roads.name]


def test_what_a_reader_may_not_see_is_not_counted_for_him(busy: World) -> None:
    with clock.at(TODAY):
        FollowUp.objects.filter(state="closed").update(openness=0)
        _groups, all_of_it = counted(busy.chairman, asked())
        _groups, some = counted(busy.other_clerk, asked())
    assert some.counts["received"] == all_of_it.counts["received"] - 2  # the submitted and the closed one


# -- As of an earlier day --------------------------------------------------------------------------------


@settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(choices=st.lists(st.integers(0, 9999), min_size=20, max_size=20))
def test_an_earlier_days_figures_are_those_that_were_read_on_it(world: World, choices: list[int]) -> None:
    with walk(world) as walked:
        read: dict[dt.date, list] = {}
        for choice in choices:
            if walked.step(choice, lambda found: found) is None:
                break
            read[walked.day] = _read(walked, walked.day)
        walked.day += dt.timedelta(days=40)
        for day, then in read.items():
            assert _read(walked, day) == then, day


def _read(walked: Walk, day: dt.date) -> list:
    """Every figure as of a day, read on the walk's own day."""
    with clock.at(walked.day):
        found = []
        for by in ("category", "department", "outcome"):
            groups, total = counted(walked.world.chairman, asked(on=day, by=by))
            counts = [(group.label, {k: v for k, v in group.counts.items() if v}) for group in [*groups, total]]
            found.append([one for one in counts if one[1]])
        return found


# -- Three generated years against a full count ----------------------------------------------------------

FATES = st.tuples(
    st.sampled_from(YEARS),
    st.integers(0, 200),
    st.sampled_from(["filed", "declined", "merged", "pending", "open", "answered"]),
    st.integers(1, 9999),
)


def make(world: World, fate: tuple[int, int, str, int], template: Suggestion) -> FollowUp:
    """One matter of the past, its rows written as an import writes them."""
    year, day, end, seed = fate
    opened = dt.date(year, 1, 10) + dt.timedelta(days=day)
    over = end in {"declined", "merged"}
    followup = FollowUp.objects.create(
        county=world.county,
        kind="suggestion",
        title=f"第{seed}件",
        office=world.office,
        opened_on=opened,
        accepted_on=None if end in {"filed", "declined"} else opened + dt.timedelta(days=2),
        ending=end if over else "",
        merged_into=template.followup if end == "merged" else None,
        closed_on=opened + dt.timedelta(days=4) if over else None,
        handed_over_on=opened + dt.timedelta(days=5) if end in {"open", "answered"} else None,
        state=end if over else "handling",
    )
    values = {f.attname: getattr(template, f.attname) for f in Suggestion._meta.concrete_fields if f.name != "id"}
    values |= {"followup_id": followup.pk, "serial": None, "state": "submitted", "title": followup.title}
    values |= {"category_id": _categories()[seed % 3].pk if followup.accepted_on else None}
    Suggestion.objects.create(**values)
    followup.parties.create(part="asker", person=world.lead.person)
    if followup.handed_over_on:
        units = [world.roads] if seed % 3 else [world.roads, world.court]
        for place, unit in enumerate(units):
            _handle(world, followup, unit, seed // (place + 1), end == "answered" or place == 1)
    return followup


def _categories() -> list[Category]:
    return list(Category.objects.filter(year=TODAY.year, scheme="small").order_by("place_order")[:3])


def _handle(world: World, followup: FollowUp, unit: Department, seed: int, done: bool) -> None:
    handed = followup.handed_over_on
    replied = handed + dt.timedelta(days=60 + seed % 60) if done else None
    row = Assignment.objects.create(
        county=world.county,
        followup=followup,
        department=unit,
        role=HandlingRole.SEPARATE,
        state="answered" if done else "handling",
        handed_over_on=handed,
        handed_over_by=world.clerk,
        reply_due_on=handed + dt.timedelta(days=90),
        answered_on=replied,
    )
    if not done:
        return
    outcome = OutcomeClass.objects.get(scheme="ABC", code="ABC"[seed % 3], year=TODAY.year, county=None)
    at = dt.datetime.combine(replied + dt.timedelta(days=2), dt.time(4), tzinfo=dt.UTC)
    by = world.contact
    values = {"number": "1", "dated": replied, "outcome": outcome, "signer": "局长", "contact_name": "赵敏"}
    reply = Reply.objects.create(
        assignment=row, contact_phone="1", state="issued", issued_at=at, submitted_by=by, submitted_at=at, **values
    )
    if outcome.needs_tracking:
        first = replied + dt.timedelta(days=100)
        kept = first + dt.timedelta(days=seed % 20 - 10) if seed % 2 else None
        values = {"county": world.county, "followup": followup, "assignment": row, "reply": reply, "text": "修路"}
        Promise.objects.create(
            **values, state="kept" if kept else "open", first_due_on=first, due_on=first, kept_on=kept
        )
    if seed % 4:
        mark = ["good", "fair", "bad"][seed % 3]
        other = ["good", "fair", "bad"][seed // 3 % 3]
        Evaluation.objects.create(
            reply=reply,
            person=world.lead.person,
            process=mark,
            result=other,
            reason="还没有修好",
            recorded_by=world.lead,
            recorded_at=at + dt.timedelta(days=5),
        )


def full_count(year: int) -> Counter[str]:
    """The figures of a year counted by hand from the base tables, without the tally and its rules."""
    n: Counter[str] = Counter()
    for followup in FollowUp.objects.filter(opened_on__year=year):
        n["received"] += 1
        n["accepted"] += followup.accepted_on is not None
        n["not_filed"] += followup.ending == "declined"
        n["merged"] += followup.ending == "merged"
        rows = list(followup.assignments.all())
        if rows:
            n["handed"] += 1
            _count_handled(n, rows)
    return n


def _count_handled(n: Counter[str], rows: list[Assignment]) -> None:
    if any(row.state != "answered" for row in rows):
        late = any(row.state != "answered" and row.reply_due_on < NOW for row in rows)
        n["overdue" if late else "not_due"] += 1
        return
    replies = [Reply.objects.get(assignment=row) for row in rows]
    worst = max(reply.outcome.code for reply in replies)
    marks = [list(reply.evaluations.all()) for reply in replies]
    order = ["good", "fair", "bad"]
    n["answered"] += 1
    n["in_time" if all(row.answered_on <= row.reply_due_on for row in rows) else "answered_late"] += 1
    n["solved"] += worst == "A"
    n["solving"] += worst in "AB"
    n[f"class-{worst}"] += 1
    if all(marks):
        n["marked"] += 1
        for name in ("process", "result"):
            n[f"{name}_marked"] += 1
            n[f"{name}_{max((getattr(m, name) for ms in marks for m in ms), key=order.index)}"] += 1
    else:
        n["silent"] += 1
    promises = list(Promise.objects.filter(assignment__in=rows))
    if promises:
        n["promised"] += 1
        running = [p for p in promises if p.state == "open"]
        if running:
            n["promise_broken" if min(p.due_on for p in running) < NOW else "promise_open"] += 1
        else:
            n["promise_late" if any(p.kept_on > p.first_due_on for p in promises) else "promise_kept"] += 1


COUNTED = set(MEASURES) - {"due", "checking", "closed", "process_content", "result_content"}


@settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(fates=st.lists(FATES, min_size=15, max_size=25))
def test_three_years_agree_wherever_they_are_read(world: World, client_of, fates: list) -> None:
    with transaction.atomic(), clock.at(NOW):
        with clock.at(TODAY):
            template = world.submitted()
        rebuild([make(world, fate, template).pk for fate in fates])
        client = client_of(world.chairman)
        for year in YEARS:
            wanted = full_count(year)
            _check_everywhere(world, client, year, wanted)
        transaction.set_rollback(True)


def _check_everywhere(world: World, client, year: int, wanted: Counter[str]) -> None:
    part = asked(years=(year,), on=NOW)
    classes = classes_of(world.chairman, part)
    measures = all_measures(classes)
    counts = count_rows(part.rows(world.chairman), measures, NOW)
    codes = COUNTED | {one.code for one in classes}
    assert {code: counts[code] for code in codes} == {code: wanted[code] for code in codes}
    api = client.get(f"/api/figures/?years={year}&on={NOW}").json()["total"]["counts"]
    assert api == counts
    for show in SETS:
        page = client.get(f"{reverse('statistics')}?years={year}&on={NOW}&show={show}")
        for cell in page.context["found"].total.cells:
            query = parse_qs(urlsplit(cell.figure.url if cell.figure else cell.rate.url).query)
            (code,) = query["figure"]
            assert (cell.figure.count if cell.figure else cell.rate.part) == counts[code]
    for code in ("answered", "overdue", "process_bad"):
        query = part.query(code)
        listed = client.get(f"{reverse('suggestions')}?{query}").context["page"].paginator.count
        book = load_workbook(BytesIO(client.get(f"{reverse('suggestions-export')}?{query}").content))
        assert listed == book.active.max_row - 1 == counts[code]


def test_shares_are_of_what_they_say(busy: World) -> None:
    with clock.at(TODAY):
        _groups, total = counted(busy.chairman, asked())
    for code, ratio in RATIOS.items():
        rate = total.rate(code)
        assert (rate.part, rate.whole) == (total.counts[ratio.part], total.counts[ratio.whole])
        assert rate.percent is None or Decimal(0) <= rate.percent <= Decimal(100)


def test_unaccepted_papers_bear_their_deputys_delegation(world: World) -> None:
    with clock.at(TODAY):
        followup = world.submitted().followup
    mandate = Mandate.objects.get(person=world.lead.person)
    assert Tally.objects.get(followup=followup).delegation_id == mandate.delegation_id
