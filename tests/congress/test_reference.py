"""Reference data: what the files must hold to, and that loading them twice changes nothing."""

from __future__ import annotations

import copy
import io
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from congress import clock
from congress.models import Change, Congress, Day, Deadline, DeadlineRule, LegalBasis, OutcomeClass, Parameter
from congress.rules.deadlines import Direction, Term, Unit, compute
from congress.rules.followups import Clock
from congress.rules.meetings import AFTER_VOTE, MATERIALS
from congress.rules.numerals import chinese
from congress.rules.workdays import Calendar, DayKind
from congress.services import reference
from congress.services.reference import BadReference, Tally
from deputies.kinds import RULES as SUGGESTION_RULES
from deputies.rules import Difficulty
from tests.factories import World

NATIONAL = {"law", "administrative"}
LAWS = reference.bases()
BY_CODE = {row["code"]: row for row in LAWS}
RULES = reference.deadline_rules(LAWS)
PARAMETERS = reference.parameters(LAWS)
WORDS = {"day": ("日", "天"), "workday": ("个工作日",), "month": ("个月",)}


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["key"] for row in rows]


# -- The files ---------------------------------------------------------------------------------------


def test_articles_are_written_as_in_the_law() -> None:
    numbers = {
        10: "十",
        12: "十二",
        20: "二十",
        51: "五十一",
        100: "一百",
        101: "一百零一",
        110: "一百一十",
        203: "二百零三",
    }
    assert {number: chinese(number) for number in numbers} == numbers
    assert BY_CODE["dbf-2025-51"]["article"] == "第五十一条"
    assert BY_CODE["xs-2018"]["article"] == ""


@pytest.mark.parametrize(
    ("code", "old"),
    [
        ("jdf-2024-12", "2006年第九条"),
        ("jdf-2024-15", "2006年第十二条"),
        ("jdf-2024-17", "2006年第十四条"),
        ("jdf-2024-53", "2006年第三十七条"),
        ("jdf-2024-62", "2006年第四十六条"),
        ("dbf-2025-24", "2015年修正第十八条"),
        ("dbf-2025-36", "2015年修正第二十九条"),
        ("dbf-2025-51", "2015年修正第四十二条"),
        ("dbf-2025-58", "2015年修正第四十五条"),
        ("zzf-2022-50", "2015年修正第四十四条"),
    ],
)
def test_moved_articles_name_the_old_one(code: str, old: str) -> None:
    assert BY_CODE[code]["supersedes"] == old


def test_every_basis_fits_its_columns_and_says_something() -> None:
    for row in LAWS:
        LegalBasis(**row).clean_fields(exclude=["county"] if row["article"] else ["county", "article"])
        assert row["text"].endswith(("。", "；"))


def test_model_texts_are_marked_and_nothing_else_is() -> None:
    marked = {row["code"] for row in LAWS if row["is_placeholder"]}
    assert marked == {row["code"] for row in LAWS if row["level"] == "county"}
    assert marked
    assert all(BY_CODE[code]["version"] == "示范文本" for code in marked)


@pytest.mark.parametrize("rule", RULES, ids=ids(RULES))
def test_a_rule_calls_itself_law_only_when_a_law_says_the_number(rule: dict[str, Any]) -> None:
    basis = BY_CODE[rule["basis"]]
    assert (rule["kind"] == "law") == (basis["level"] in NATIONAL)
    if rule["value"]:
        n = rule["value"]
        numbers = {str(n), chinese(n), "两" if n == 2 else str(n)}
        assert any(number + word in basis["text"] for number in numbers for word in WORDS[rule["unit"]])


@pytest.mark.parametrize("rule", RULES, ids=ids(RULES))
def test_a_rule_fits_its_columns_and_can_be_computed(rule: dict[str, Any]) -> None:
    row = DeadlineRule(**{name: value for name, value in rule.items() if "basis" not in name})
    row.clean_fields(exclude=["county", "basis", "floor_basis", "set_by", "floor_unit"])
    term = Term(rule["value"], Unit(rule["unit"]), Direction(rule["direction"]))
    assert compute(term, date(2026, 3, 10), reference_calendar()).due_on
    assert rule["direction"] == "after" or not rule["rolls"]


def reference_calendar() -> Calendar:
    return Calendar.of_kinds(
        {row["on"]: DayKind(row["kind"]) for row in reference.days()}, frozenset({2024, 2025, 2026})
    )


def test_the_legal_periods_are_the_known_ones() -> None:
    legal = {row["key"]: (row["value"], row["unit"]) for row in RULES if row["kind"] == "law"}
    assert legal["suggestion.reply.ordinary"] == (3, "month")
    assert legal["suggestion.reply.difficult"] == (6, "month")
    assert legal["audit.rectification"] == (6, "month")
    assert legal["petition.notice"] == (15, "day")
    assert legal["petition.objection"] == (5, "workday")
    assert [legal[f"report.to_{to}"][0] for to in ("committee", "standing_committee", "members")] == [20, 10, 7]
    assert not [key for key in legal if key.startswith(("opinion.", "oath.", "filing.", "inquiry."))]


def test_every_clock_has_its_rule() -> None:
    clocks = {row["key"]: row["clock"] for row in RULES}
    named = [*SUGGESTION_RULES.items()]
    named += [(Clock.REPLY, f"suggestion.reply.{difficulty}") for difficulty in Difficulty]
    named += [(clock, key) for rules in MATERIALS.values() for clock, key in rules.items()]
    named += [(Clock.MEETING_NOTICE, "meeting.notice"), (Clock.MEETING, "meeting.interval")]
    named += [(Clock.MEETING_ALARM, "meeting.interval.alarm"), *AFTER_VOTE.items()]
    # a date a decision sets is of kinds no deputy asks, which name its rule themselves
    assert {clock for clock, _key in named} == set(Clock) - {Clock.FIXED}
    assert {clock: clocks.get(key) for clock, key in named} == {
        # an extended answer is still the answer, a mended opinion still the opinion
        clock: {Clock.EXTENSION: Clock.REPLY, Clock.CO_OPINION_REDO: Clock.CO_OPINION}.get(clock, clock)
        for clock, _key in named
    }


def test_schemes_mark_what_is_solved_and_what_must_be_followed() -> None:
    rows = reference.yearly("outcome_classes", 2026)
    assert [row["code"] for row in rows if row["scheme"] == "ABC" and row["counts_as_solved"]] == ["A"]
    assert [row["code"] for row in rows if row["scheme"] == "ABC" and row["needs_tracking"]] == ["B"]
    assert {row["scheme"] for row in rows if not row.get("kind")} == set(choices_of("suggestion.outcome_scheme"))


def test_categories_have_one_code_each_across_schemes() -> None:
    rows = reference.yearly("categories", 2026)
    assert Counter(row["scheme"] for row in rows) == {"small": 6, "medium": 7}
    assert max(Counter(row["code"] for row in rows).values()) == 1
    assert {row["scheme"] for row in rows} == set(choices_of("suggestion.category_scheme"))


def choices_of(key: str) -> list[str]:
    return [choice["value"] for row in PARAMETERS if row["key"] == key for choice in row["choices"]]


def test_the_calendar_knows_holidays_and_worked_weekends() -> None:
    days = {row["on"]: (row["kind"], row["name"]) for row in reference.days()}
    assert days[date(2026, 2, 16)] == ("holiday", "春节")
    assert days[date(2026, 2, 20)] == ("holiday", "春节调休")
    assert days[date(2026, 2, 28)] == ("adjusted", "春节调休上班")
    assert min(days).year == reference.FIRST_YEAR
    assert {name[:1].isascii() for _, name in days.values()} == {False}


# -- What a wrong file is told -------------------------------------------------------------------------


def changed(items: list[dict[str, Any]], key: str, /, **values: Any) -> list[dict[str, Any]]:
    found = copy.deepcopy(items)
    next(item for item in found if item["key"] == key).update(values)
    return found


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("suggestion.return", {"kind": "law"}),
        ("suggestion.return", {"basis": "dbf-2025-51"}),
        ("suggestion.return", {"basis": "nowhere"}),
        ("suggestion.return", {"term": "10 days"}),
        ("suggestion.return", {"key": "suggestion.check"}),
        ("suggestion.return", {"floor": "15d"}),
        ("suggestion.return", {"floor": "9d", "floor_basis": "dbf-2025-51"}),
        ("suggestion.reply.ordinary", {"term": "4m"}),
        ("suggestion.reply.ordinary", {"term": "60wd"}),
        ("report.to_members", {"term": "6d"}),
        ("petition.objection", {"term": "6d"}),
    ],
)
def test_a_rule_that_contradicts_the_law_or_itself_is_refused(key: str, values: dict[str, Any]) -> None:
    with pytest.raises(BadReference):
        reference.deadline_rules(LAWS, changed(reference.read("rules"), key, **values))


def test_a_county_may_be_stricter_than_the_law() -> None:
    own = changed(
        reference.read("rules"),
        "suggestion.reply.ordinary",
        kind="local",
        term="2m",
        basis="local-suggestion-5",
        floor_basis="dbf-2025-51",
    )
    rows = {row["key"]: row for row in reference.deadline_rules(LAWS, own)}
    assert rows["suggestion.reply.ordinary"]["floor_basis"] == "dbf-2025-51"


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("rates.rounding", {"value": "up"}),
        ("rates.decimals", {"value": -1}),
        ("rates.decimals", {"value": True}),
        ("oath.witness", {"value": "no"}),
        ("filing.catalogue_on", {"value": "13-01"}),
        ("deputies.yearly_requirements", {"value": "五个一"}),
        ("assessment.after_second_failure", {"value": ["nothing"]}),
        ("oath.witness", {"basis": "nowhere"}),
        ("oath.witness", {"key": "oath.repeated"}),
    ],
)
def test_a_parameter_outside_its_choices_is_refused(key: str, values: dict[str, Any]) -> None:
    with pytest.raises(BadReference):
        reference.parameters(LAWS, changed(reference.read("parameters"), key, **values))


@pytest.mark.parametrize(("level", "placeholder"), [("law", True), ("county", False)])
def test_a_model_text_may_not_pass_for_law(level: str, placeholder: bool) -> None:
    group = reference.read("laws")[0] | {"level": level, "placeholder": placeholder}
    with pytest.raises(BadReference):
        reference.bases([group])


# -- Loading -----------------------------------------------------------------------------------------


def total() -> Tally:
    return Tally.total("", (tally.counts() for tally in reference.load()))


@pytest.fixture
def loaded(db: None) -> None:
    reference.load()


@pytest.mark.usefixtures("loaded")
def test_loading_twice_changes_nothing() -> None:
    written = Change.objects.count()
    again = total()
    assert (again.added, again.updated, again.kept) == (0, 0, 0)
    assert again.unchanged >= len(LAWS) + len(RULES) + len(PARAMETERS) + len(reference.days())
    assert Change.objects.count() == written


@pytest.mark.usefixtures("loaded")
def test_a_missing_row_is_added_and_a_stale_one_updated_and_named() -> None:
    Parameter.objects.filter(county=None, key="oath.witness").delete()
    DeadlineRule.objects.filter(county=None, key="suggestion.return").update(value=15)
    tallies = reference.load()
    assert [(tally.added, tally.updated) for tally in tallies[1:3]] == [(0, 1), (1, 0)]
    assert tallies[1].changes == ["退办申请 15日：数值 15 → 10"]
    assert DeadlineRule.objects.get(county=None, key="suggestion.return").value == 10


@pytest.mark.usefixtures("loaded")
def test_a_write_is_announced_to_the_audit_ledger() -> None:
    Parameter.objects.filter(county=None, key="oath.witness").delete()
    reference.load()
    last = Change.objects.filter(table="congress_parameter").latest("id")
    assert (last.op, last.command, last.reason) == ("insert", "reference", "装载参考数据")


@pytest.mark.usefixtures("loaded")
def test_a_countys_own_row_is_never_touched(world: World) -> None:
    county = Congress.objects.get(pk=world.county.pk)
    basis = LegalBasis.objects.get(county=None, code="local-suggestion-7")
    shared = DeadlineRule.objects.get(county=None, key="suggestion.return")
    own = DeadlineRule.objects.create(
        county=county,
        key=shared.key,
        label="本县退办",
        clock="return",
        kind="local",
        value=5,
        unit="workday",
        basis=basis,
    )
    assert total().kept == 0
    own.refresh_from_db()
    assert (own.label, own.value, own.unit) == ("本县退办", 5, "workday")


@pytest.mark.usefixtures("loaded")
def test_a_shared_row_a_person_changed_is_kept(world: World) -> None:
    DeadlineRule.objects.filter(county=None, key="suggestion.return").update(value=7, set_by=world.clerk)
    Parameter.objects.filter(county=None, key="exam.pass_mark").update(value=70, set_by=world.clerk)
    LegalBasis.objects.filter(county=None, code="local-suggestion-7").update(
        is_placeholder=False, text="本县真实条文。"
    )
    Day.objects.filter(county=None, on=date(2026, 10, 10)).update(kind=Day.Kind.REST, source="县政府办通知")
    OutcomeClass.objects.filter(county=None, scheme="ABC", code="B").update(definition="本县定义")
    tallies = reference.load()
    assert [tally.kept for tally in tallies[:4]] == [1, 1, 1, 1]
    assert tallies[4].kept > 0
    assert sum(tally.updated for tally in tallies) == 0
    assert any("保留本县修改" in line for line in tallies[0].changes)
    assert DeadlineRule.objects.get(county=None, key="suggestion.return").value == 7
    assert LegalBasis.objects.get(county=None, code="local-suggestion-7").text == "本县真实条文。"


@pytest.mark.usefixtures("loaded")
def test_a_wrong_text_of_a_law_is_always_put_right() -> None:
    LegalBasis.objects.filter(county=None, code="dbf-2025-51").update(text="四个月内答复。")
    assert reference.load()[0].updated == 1
    assert LegalBasis.objects.get(county=None, code="dbf-2025-51").text == BY_CODE["dbf-2025-51"]["text"]


@pytest.mark.usefixtures("loaded")
def test_computed_dates_stay_when_a_rule_changes() -> None:
    before = list(Deadline.objects.values_list("pk", "due_on"))
    DeadlineRule.objects.filter(county=None).update(value=1)
    reference.load()
    assert list(Deadline.objects.values_list("pk", "due_on")) == before


@pytest.mark.usefixtures("loaded")
def test_each_year_brings_its_classes_and_keeps_the_old_ones() -> None:
    with clock.at(date(2031, 1, 4)):
        assert reference.load()[4].added == 2 * len(reference.yearly("outcome_classes", 2031))
    assert OutcomeClass.objects.filter(county=None, year=clock.today().year).exists()


@pytest.mark.usefixtures("loaded")
def test_the_command_says_what_changed() -> None:
    DeadlineRule.objects.filter(county=None, key="suggestion.return").update(value=15)
    said = io.StringIO()
    call_command("reference", stdout=said)
    assert f"期限规则：新增 0，更新 1，未变 {len(RULES) - 1}" in said.getvalue()
    assert "数值 15 → 10" in said.getvalue()
    assert "合计：新增 0，更新 1，" in said.getvalue()


@pytest.mark.usefixtures("loaded")
def test_the_command_writes_nothing_when_a_file_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = changed(reference.read("rules"), "suggestion.return", term="ten days")
    monkeypatch.setattr(reference, "read", lambda name: wrong if name == "rules" else [])
    monkeypatch.setattr(reference, "bases", lambda: LAWS)
    DeadlineRule.objects.filter(county=None, key="suggestion.check").update(value=1)
    with pytest.raises(CommandError, match="ten days"):
        call_command("reference")
    assert DeadlineRule.objects.get(county=None, key="suggestion.check").value == 1
