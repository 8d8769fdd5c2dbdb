"""Who owes an oath to whom, by which text, and what forbids a ceremony."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from personnel.rules import oaths
from personnel.rules.after import MOVES, ReviewState, report_due
from personnel.rules.oaths import (
    SOURCES,
    Calling,
    Fault,
    GivenBy,
    OathForm,
    OathState,
    Organiser,
    Repeated,
    Rite,
    Swearer,
    Text,
    calling_of,
    excused,
    findings,
    needs_approval,
    organiser,
    text_of,
)

TEXTS = Path(oaths.__file__).parents[1] / "reference" / "oath_texts.yaml"
DAY = date(2026, 3, 10)
OLD = Text("2015", date(2016, 1, 1), date(2018, 3, 11))
NEW = Text("2018", date(2018, 3, 12))
CHAIRS = Organiser.CHAIRPERSONS


@pytest.mark.parametrize(
    ("organ", "post", "calling"),
    [
        ("县人民政府", "副县长", Calling.GENERAL),
        ("县民政局", "局长", Calling.GENERAL),
        ("县人民法院", "副院长", Calling.JUDICIAL),
        ("县人民检察院", "检察长", Calling.CHIEF_PROCURATOR),
        ("县人民检察院", "代理检察长", Calling.CHIEF_PROCURATOR),
        ("县人民检察院", "副检察长", Calling.JUDICIAL),
        ("县监察委员会", "委员", Calling.JUDICIAL),
        ("县人民法院", "人民陪审员", Calling.JUROR),
    ],
)
def test_the_office_says_what_it_is(organ: str, post: str, calling: Calling) -> None:
    assert calling_of(organ, post) is calling


@pytest.mark.parametrize(
    ("act", "calling", "judicial", "who"),
    [
        (GivenBy.ELECTION, Calling.GENERAL, CHAIRS, Organiser.PRESIDIUM),
        (GivenBy.ELECTION, Calling.JUDICIAL, CHAIRS, Organiser.PRESIDIUM),
        (GivenBy.ELECTION, Calling.CHIEF_PROCURATOR, CHAIRS, CHAIRS),
        (GivenBy.APPOINTMENT, Calling.GENERAL, Organiser.OWN_ORGAN, CHAIRS),
        (GivenBy.APPOINTMENT, Calling.JUDICIAL, CHAIRS, CHAIRS),
        (GivenBy.APPOINTMENT, Calling.JUDICIAL, Organiser.OWN_ORGAN, Organiser.OWN_ORGAN),
        (GivenBy.APPOINTMENT, Calling.JUROR, CHAIRS, Organiser.COURT_WITH_JUSTICE),
    ],
)
def test_the_organiser_follows_from_act_office_and_setting(act, calling, judicial, who) -> None:
    assert organiser(act, calling, judicial) is who


def test_only_an_elected_chief_procurator_waits_for_the_approval_above() -> None:
    waits = {(act, calling) for act in GivenBy for calling in Calling if needs_approval(act, calling)}
    assert waits == {(GivenBy.ELECTION, Calling.CHIEF_PROCURATOR)}


def test_one_oath_a_session_by_setting_alone() -> None:
    found = {one: excused(one, another_at_this_meeting=True) for one in Repeated}
    assert found == {Repeated.ASK: False, Repeated.ALWAYS: False, Repeated.ONCE_PER_SESSION: True}
    assert not excused(Repeated.ONCE_PER_SESSION, another_at_this_meeting=False)


@pytest.mark.parametrize(
    ("on", "version"),
    [(date(2018, 3, 11), "2015"), (date(2018, 3, 12), "2018"), (DAY, "2018"), (date(2015, 12, 31), None)],
)
def test_the_text_of_a_day(on: date, version: str | None) -> None:
    found = text_of([OLD, NEW], on)
    assert (found.version if found else None) == version


def swearer(name: str = "杨丽华", since: date | None = DAY, state: OathState = OathState.OWED) -> Swearer:
    return Swearer(name, since, state, CHAIRS)


def group(**kwargs) -> Rite:
    people = {1: swearer(), 2: swearer("李春生"), 3: swearer("岩罕")}
    return replace(Rite(DAY, CHAIRS, OathForm.GROUP, NEW, people, leader=1), **kwargs)


def faults(rite: Rite, *, witnessed: bool = False) -> list[tuple[Fault, tuple[str, ...]]]:
    return [(one.fault, one.names) for one in findings(rite, witnessed=witnessed)]


def test_a_good_group_is_without_fault() -> None:
    assert faults(group()) == []
    assert faults(Rite(DAY, CHAIRS, OathForm.SINGLE, NEW, {1: swearer(), 2: swearer("李春生")})) == []


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"text": OLD}, (Fault.OLD_TEXT, ())),
        ({"swearers": {}, "form": OathForm.SINGLE, "leader": None}, (Fault.NOBODY, ())),
        ({"leader": None}, (Fault.NO_LEADER, ())),
        ({"leader": 9}, (Fault.LEADER_OUTSIDE, ())),
        ({"form": OathForm.SINGLE}, (Fault.LEADER_ALONE, ())),
        ({"swearers": {1: swearer()}}, (Fault.GROUP_OF_ONE, ())),
        ({"witness": True}, (Fault.WITNESS, ())),
        ({"organiser": Organiser.PRESIDIUM}, (Fault.OTHER_ORGANISER, ("杨丽华", "李春生", "岩罕"))),
        ({"on": date(2026, 3, 9)}, (Fault.BEFORE_OFFICE, ("杨丽华", "李春生", "岩罕"))),
    ],
)
def test_what_forbids_a_ceremony(changed, found) -> None:
    assert faults(group(**changed)) == [found]


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        (OathState.SWORN, Fault.SWORN_ALREADY),
        (OathState.WAIVED, Fault.WAIVED),
        (OathState.ARRANGED, Fault.ARRANGED_ELSEWHERE),
        (OathState.AWAITING, Fault.NOT_APPROVED),
    ],
)
def test_who_may_not_be_put_on_a_ceremony(state: OathState, fault: Fault) -> None:
    since = None if state is OathState.AWAITING else DAY
    people = {1: swearer(), 2: swearer("李春生", since, state)}
    assert faults(group(swearers=people)) == [(fault, ("李春生",))]


def test_a_witness_is_the_countys_own() -> None:
    assert faults(group(witness=True), witnessed=True) == []


def test_every_fault_of_one_ceremony_is_told_at_once() -> None:
    rite = group(text=OLD, on=date(2026, 3, 9), leader=None)
    assert [fault for fault, _names in faults(rite)] == [Fault.OLD_TEXT, Fault.BEFORE_OFFICE, Fault.NO_LEADER]


def test_an_oath_comes_to_an_end_from_everywhere_and_an_end_is_one() -> None:
    left = {state for states in SOURCES.values() for state in states}
    assert set(OathState) - left == {OathState.SWORN, OathState.WAIVED}


def test_a_review_is_told_before_anything_is_asked_of_the_person() -> None:
    left = {state for states in MOVES.values() for state in states}
    assert set(ReviewState) - left == {ReviewState.DONE, ReviewState.RECTIFYING}, "a rectification ends by being judged"


@pytest.mark.parametrize(
    ("year", "setting", "due"),
    [(2025, "01-31", date(2026, 1, 31)), (2026, "02-29", date(2027, 2, 28)), (2027, "02-29", date(2028, 2, 29))],
)
def test_the_report_on_a_year_is_due_in_the_next(year: int, setting: str, due: date) -> None:
    assert report_due(year, setting) == due


def kept() -> list[dict]:
    return yaml.safe_load(TEXTS.read_text(encoding="utf-8"))


def test_the_text_of_2018_has_75_characters_and_the_old_one_70() -> None:
    lengths = {row["version"]: len(re.sub(r"[，。、：！]", "", row["text"])) for row in kept()}
    assert lengths == {"2015": 70, "2018": 75}


def test_the_texts_that_are_kept_follow_each_other_without_a_gap() -> None:
    texts = [Text(row["version"], row["valid_from"], row.get("valid_until")) for row in kept()]
    days = (date(2018, 3, 11), date(2018, 3, 12))
    assert [text_of(texts, day).version for day in days] == ["2015", "2018"]
    assert text_of(texts, date(2015, 12, 31)) is None
