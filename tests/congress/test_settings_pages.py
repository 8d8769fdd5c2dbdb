"""The county's settings as pages, and what they refuse; the notices of a person."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congress import clock
from congress.models import Day, Deadline, DeadlineRule, Notice, Parameter, ReminderRule, Running
from congress.queries.deadlines import foresee
from congress.queries.parameters import value
from congress.refusals import NotAllowed
from congress.rules.followups import Clock
from congress.services import county_settings
from tests.factories import TODAY, World

REPLY = "suggestion.reply.ordinary"
SIGN_FOR = "suggestion.sign_for"
PAGES = [
    ("settings", []),
    ("settings-rules", []),
    ("settings-rule", [REPLY]),
    ("settings-parameters", []),
    ("settings-parameter", ["reminders.hours"]),
    ("settings-reminders", []),
    ("settings-calendar", []),
    ("settings-recompute", []),
    ("notices", []),
]


def rule_data(**changes: object) -> dict[str, object]:
    data = {"value": 2, "unit": "month", "no_later_than": "", "valid_from": "2026-03-10"}
    data |= {"law": "云岭县人大代表建议办理办法", "article": "第八条", "text": ""}
    return data | changes


@pytest.fixture
def office(world: World, client_of):
    with clock.at(TODAY):
        yield client_of(world.clerk)


@pytest.mark.parametrize(("page", "args"), PAGES)
def test_every_page_opens_within_the_budget(world: World, office, page: str, args: list[str]) -> None:
    for _again in range(3):
        world.signed()
    url = reverse(page, args=args)
    office.get(url)
    with CaptureQueriesContext(connection) as caught:
        answer = office.get(url)
    assert answer.status_code == 200
    assert "⟪missing" not in answer.content.decode()
    assert len([q for q in caught if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]) <= 15


def test_the_list_tells_law_from_local_rule(world: World, office) -> None:
    text = office.get(reverse("settings-rules")).content.decode()
    rows = {row.key: row for _group, rows in office.get(reverse("settings-rules")).context["groups"] for row in rows}
    assert (rows[REPLY].is_law, rows[REPLY].period) == (True, "3个月")
    assert "代表法" in rows[REPLY].floor
    assert (rows[SIGN_FOR].is_law, rows[SIGN_FOR].floor) == (False, "")
    assert "示范文本，待本县替换" in text


def test_a_stricter_rule_holds_from_its_day_with_its_own_basis(world: World, office) -> None:
    assignment = world.signed()
    answer = office.post(reverse("settings-rule", args=[REPLY]), rule_data(no_later_than="08-31"))
    assert answer.url == reverse("settings-recompute")
    rule = DeadlineRule.objects.get(county=world.county, key=REPLY)
    assert (rule.value, rule.kind, rule.set_by, rule.floor_value) == (2, "local", world.clerk, 3)
    assert rule.basis.citation == "云岭县人大代表建议办理办法第八条"
    assert foresee(world.county, REPLY, TODAY).due_on == dt.date(2026, 5, 11)
    assert foresee(world.county, REPLY, TODAY - dt.timedelta(days=1)).kind == "law"
    assert foresee(world.county, REPLY, dt.date(2026, 8, 3)).due_on == dt.date(2026, 8, 31)
    assert Running.objects.get(assignment=assignment, clock=Clock.REPLY).due_on == dt.date(2026, 6, 10)


@pytest.mark.parametrize(("number", "unit"), [(4, "month"), (92, "day"), (70, "workday")])
def test_what_is_looser_than_the_law_is_refused_with_its_article(world: World, office, number: int, unit: str) -> None:
    answer = office.post(reverse("settings-rule", args=[REPLY]), rule_data(value=number, unit=unit))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "不得宽于3个月" in text
    assert "第五十一条" in text
    assert 'value="云岭县人大代表建议办理办法"' in text
    assert not DeadlineRule.objects.filter(county=world.county).exists()


def test_before_a_meeting_shorter_notice_is_looser(world: World, office) -> None:
    url = reverse("settings-rule", args=["report.to_standing_committee"])
    answer = office.post(url, rule_data(value=9, unit="day"))
    assert (answer.status_code, "不得短于10日" in answer.content.decode()) == (422, True)
    assert office.post(url, rule_data(value=12, unit="day")).status_code == 302


def test_a_county_rule_cannot_be_loosened_a_second_time(world: World, office) -> None:
    url = reverse("settings-rule", args=[REPLY])
    assert office.post(url, rule_data()).status_code == 302
    later = rule_data(value=5, valid_from="2026-04-01")
    assert office.post(url, later).status_code == 422


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"law": " "}, "本县制度名称"),
        ({"article": " "}, "条款"),
        ({"no_later_than": "8月31"}, "08-31"),
        ({"value": -1}, "数值"),
        ({"value": 0}, "不能是零"),
        ({"valid_from": "someday"}, "生效日"),
    ],
)
def test_a_rule_without_what_it_needs_is_refused(office, changes: dict[str, object], words: str) -> None:
    answer = office.post(reverse("settings-rule", args=[SIGN_FOR]), rule_data(**changes))
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_a_rule_that_was_used_is_not_rewritten(world: World, office) -> None:
    url = reverse("settings-rule", args=[SIGN_FOR])
    assert office.post(url, rule_data(value=3, unit="workday")).status_code == 302
    assert office.post(url, rule_data(value=4, unit="workday")).status_code == 302
    assert DeadlineRule.objects.get(county=world.county, key=SIGN_FOR).value == 4
    world.forwarded()
    assert Deadline.objects.filter(rule__county=world.county).exists()
    assert office.post(url, rule_data(value=2, unit="workday")).status_code == 422
    assert DeadlineRule.objects.get(county=world.county, key=SIGN_FOR).value == 4


def test_unknown_keys_are_not_found(office) -> None:
    assert office.get(reverse("settings-rule", args=["tea.break"])).status_code == 404
    assert office.get(reverse("settings-parameter", args=["tea.break"])).status_code == 404
    assert office.get("/settings/rules/a%00b/").status_code == 404
    assert office.get("/settings/parameters/a%00b/").status_code == 404
    for year in ("x", "1", "99999", "2101"):
        assert office.get(reverse("settings-calendar"), {"year": year}).status_code == 404


def test_every_parameter_shows_its_form_and_takes_its_own_value_back(world: World, office) -> None:
    """Whatever kind of value it is, saving what the form shows changes nothing but whose it is."""
    for row in Parameter.objects.filter(county=None):
        url = reverse("settings-parameter", args=[row.key])
        form = office.get(url).context["form"]
        shown = form["value"].value()
        data = {} if shown is False or shown == [] else {"value": shown}
        assert office.post(url, data).status_code == 302, row.key
        assert value(world.county, row.key) == row.value, row.key


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("reminders.hours", "17:30-08:30"),
        ("reminders.hours", "all day"),
        ("suggestion.outcome_scheme", "XYZ"),
        ("suggestion.rework.max_rounds", "-1"),
        ("filing.catalogue_on", "13-40"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(world: World, office, key: str, typed: str) -> None:
    assert office.post(reverse("settings-parameter", args=[key]), {"value": typed}).status_code == 422
    assert not Parameter.objects.filter(county=world.county).exists()


def test_a_threshold_of_the_county_and_one_switched_off(world: World, office) -> None:
    url = reverse("settings-reminders")
    assert office.post(url, {"clock": "reply", "days": 3, "tell": ["contact", "office"]}).status_code == 302
    assert office.post(url, {"clock": "reply", "days": 5}).status_code == 302
    own = ReminderRule.objects.filter(county=world.county).values_list("days", "recipients")
    assert set(map(str, own)) == {str((3, ["contact", "office"])), str((5, []))}
    assert "不提醒" in office.get(url).content.decode()
    assert office.post(url, {"clock": "reply", "days": 999}).status_code == 422
    assert office.post(url, {"clock": "reply", "days": 3, "tell": ["everybody"]}).status_code == 422


def test_entering_days_first_shows_what_would_move_and_moves_nothing(world: World, office) -> None:
    assignment = world.signed()
    url, text = reverse("settings-calendar"), "2026-06-10 节 火把节"
    seen = office.post(url, {"text": text})
    assert [(m.old.due_on, m.new.due_on) for m in seen.context["moves"] if m.old.clock == "reply"] == [
        (dt.date(2026, 6, 10), dt.date(2026, 6, 11))
    ]
    assert not Day.objects.filter(county=world.county).exists()
    assert office.post(url, {"text": text, "save": "1"}).url == reverse("settings-recompute")
    assert Day.objects.get(county=world.county).kind == "festival"
    assert Running.objects.get(assignment=assignment, clock="reply").due_on == dt.date(2026, 6, 10)
    page = office.get(reverse("settings-recompute"))
    ticked = [m.running.pk for m in page.context["moves"]]
    assert office.post(reverse("settings-recompute"), {"running": ticked, "reason": "火把节放假"}).status_code == 302
    assert Running.objects.get(assignment=assignment, clock="reply").due_on == dt.date(2026, 6, 11)


def test_moving_without_ticks_or_reason_is_refused(world: World, office) -> None:
    assignment = world.signed()
    office.post(reverse("settings-calendar"), {"text": "2026-06-10 节", "save": "1"})
    url = reverse("settings-recompute")
    assert office.post(url, {"reason": "放假"}).status_code == 422
    assert office.post(url, {"running": ["x", "9" * 30], "reason": "放假"}).status_code == 422
    assert (
        office.post(url, {"running": [Running.objects.get(assignment=assignment, clock="reply").pk]}).status_code == 422
    )
    assert Running.objects.get(assignment=assignment, clock="reply").due_on == dt.date(2026, 6, 10)


def test_a_year_is_shown_with_its_marks_and_its_doubt(world: World, office) -> None:
    url = reverse("settings-calendar")
    known, unknown = office.get(url, {"year": 2026}), office.get(url, {"year": 2031})
    assert (known.context["year"].provisional, unknown.context["year"].provisional) == (False, True)
    assert "尚未公布" in unknown.content.decode()
    cells = [c for month in known.context["year"].months for week in month.weeks for c in week if c]
    assert len(cells) == 365
    assert {c.css for c in cells} >= {"day-holiday", "day-adjusted", "day-rest"}
    notice = "2031-01-01 休 元旦\n2031-10-01 至 2031-10-07 休 国庆节"
    office.post(url, {"text": notice, "announced": "on", "save": "1"})
    assert office.get(url, {"year": 2031}).context["year"].provisional is False


def test_an_unreadable_line_is_named_and_kept(world: World, office) -> None:
    answer = office.post(reverse("settings-calendar"), {"text": "2027-02-15 休\n春节快乐", "save": "1"})
    assert answer.status_code == 422
    assert "第 2 行“春节快乐”" in answer.content.decode()
    assert not Day.objects.filter(county=world.county).exists()


def test_a_day_of_the_county_can_be_taken_back_a_shared_one_not(world: World, office) -> None:
    office.post(reverse("settings-calendar"), {"text": "2026-06-10 节", "save": "1"})
    own, shared = Day.objects.get(county=world.county), Day.objects.filter(county=None).first()
    assert office.post(reverse("settings-remove-day", args=[shared.pk])).status_code == 404
    assert office.post(reverse("settings-remove-day", args=[own.pk])).status_code == 302
    assert not Day.objects.filter(county=world.county).exists()
    with pytest.raises(NotAllowed):
        county_settings.remove_day(actor=world.clerk, day=shared)


@pytest.mark.parametrize("name", ["other_clerk", "director", "chairman", "lead", "contact", "gov_clerk", "auditor"])
def test_nobody_else_keeps_the_settings(world: World, client_of, name: str) -> None:
    user = getattr(world, name)
    with clock.at(TODAY):
        client = client_of(user)
        for page, args in PAGES[:-1]:
            assert client.get(reverse(page, args=args)).status_code == 404
        assert client.post(reverse("settings-rule", args=[SIGN_FOR]), rule_data()).status_code == 404
        with pytest.raises(NotAllowed):
            county_settings.set_parameter(actor=user, key="reminders.hours", value=["09:00", "17:00"])
        assert reverse("settings") not in client.get(reverse("today")).content.decode()


def test_the_administrator_sets_but_sees_no_titles_and_moves_nothing(world: World, client_of) -> None:
    with clock.at(TODAY):
        world.signed()
        client = client_of(world.administrator)
        assert client.post(reverse("settings-calendar"), {"text": "2026-06-10 节", "save": "1"}).status_code == 302
        page = client.get(reverse("settings-recompute"))
        assert (page.context["moves"], page.context["others"] > 0) == ([], True)
        assert "修复石门至城关" not in page.content.decode()
        ticked = [Running.objects.get(clock="reply").pk]
        assert client.post(reverse("settings-recompute"), {"running": ticked, "reason": "x"}).status_code == 422
    assert Running.objects.get(clock="reply").due_on == dt.date(2026, 6, 10)


# -- Notices -----------------------------------------------------------------------------------------


def test_notices_stand_unread_first_and_count_in_the_bar(world: World, client_of) -> None:
    with clock.at(TODAY):
        assignment = world.signed()
        client, person = client_of(world.contact), world.contact.person
        Notice.objects.filter(person=person).delete()
        for title, read_at in [("旧的", None), ("看过的", clock.now())]:
            followup = assignment.followup
            Notice.objects.create(
                county=world.county,
                person=person,
                followup=followup,
                title=title,
                text=title,
                at=clock.now(),
                read_at=read_at,
            )
        page = client.get(reverse("notices"))
        assert [line.title for line in page.context["lines"]] == ["旧的", "看过的"]
        assert str(page.context["notice_count"]) == "1"
        first = page.context["lines"][0]
        assert client.get(first.url, follow=True).status_code == 200
        answer = client.post(reverse("notice-read", args=[first.pk]), {"open": "1"})
        assert answer.url == first.url
        assert str(client.get(reverse("today")).context["notice_count"]) == "0"


def test_all_can_be_marked_read_and_nobody_elses(world: World, client_of) -> None:
    with clock.at(TODAY):
        world.signed()
        mine = Notice.objects.filter(person=world.gov_clerk.person)
        other = Notice.objects.exclude(person=world.gov_clerk.person).filter(read_at=None).count()
        assert mine.filter(read_at=None).exists()
        assert other > 0
        client = client_of(world.gov_clerk)
        assert client.post(reverse("notices-read")).status_code == 302
        assert not mine.filter(read_at=None).exists()
        assert Notice.objects.exclude(person=world.gov_clerk.person).filter(read_at=None).count() == other
        foreign = Notice.objects.exclude(person=world.gov_clerk.person).first()
        assert client.post(reverse("notice-read", args=[foreign.pk])).status_code == 404


def test_a_notice_of_a_matter_one_may_no_longer_read_has_no_link(world: World, client_of) -> None:
    with clock.at(TODAY):
        assignment = world.signed()
        Notice.objects.create(
            county=world.county,
            person=world.rival.person,
            followup=assignment.followup,
            title="曾经的",
            text="曾经的",
            at=clock.now(),
        )
        client = client_of(world.rival)
        (line,) = client.get(reverse("notices")).context["lines"]
        assert line.url == ""
        assert client.post(reverse("notice-read", args=[line.pk]), {"open": "1"}).url == reverse("notices")


def test_ones_own_mail_address(world: World, client_of) -> None:
    with clock.at(TODAY):
        client = client_of(world.contact)
        assert client.post(reverse("account"), {"email": "not an address"}).status_code == 422
        assert client.post(reverse("account"), {"email": "zhaomin@example.gov.cn"}).status_code == 302
        world.contact.person.refresh_from_db()
        assert world.contact.person.email == "zhaomin@example.gov.cn"
        assert "zhaomin@example.gov.cn" in client.get(reverse("account")).content.decode()
