"""What the house promises about itself: imports, migrations, labels, triggers, rights on tables."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from enum import Enum
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

import congress.rules.activities
import congress.rules.assessments
import congress.rules.ballots
import congress.rules.documents.batches
import congress.rules.documents.kinds
import congress.rules.documents.life
import congress.rules.documents.numbering
import congress.rules.elections
import congress.rules.followups
import congress.rules.imports
import congress.rules.meeting_moves
import congress.rules.meetings
import congress.rules.policies
import congress.rules.roles
import congress.rules.sessions
import congress.rules.tables.cells
import congress.rules.tables.grid
import congress.rules.transitions
import congress.rules.votes
import decisions.rules.matters
import decisions.rules.projects
import decisions.rules.requests
import deputies.rules
import personnel.rules.after
import personnel.rules.exams
import personnel.rules.holdings
import personnel.rules.motions
import personnel.rules.oaths
import personnel.rules.offices
import personnel.rules.order
import personnel.rules.papers
import supervision.rules.audits
import supervision.rules.normative
import supervision.rules.opinions
import supervision.rules.plans
import supervision.rules.rare
import supervision.rules.topics
import supervision.rules.ways
from congress.access import VISIBLE
from congress.database import audited_models, wanted_triggers
from congress.kinds import registry
from congress.labels import LABELS, TONES, label
from congress.models.base import House
from congress.queries.actions import url_of
from congress.rules.documents.life import DocumentState
from congress.rules.followups import AssignmentState, Clock, FollowUpState, PromiseState, ReplyState
from congress.rules.meetings import CLOCKS
from congress.rules.transitions import Event

ROOT = Path(__file__).parents[2]
OURS = ("congress", "deputies", "supervision", "personnel", "decisions")
MODULES = [congress.rules.followups, congress.rules.transitions, congress.rules.roles, deputies.rules]
MODULES += [congress.rules.documents.life, congress.rules.documents.kinds, congress.rules.documents.numbering]
MODULES += [congress.rules.documents.batches]
MODULES += [congress.rules.meetings, congress.rules.meeting_moves]
MODULES += [congress.rules.votes, congress.rules.assessments, congress.rules.ballots, congress.rules.elections]
MODULES += [congress.rules.sessions, congress.rules.policies]
MODULES += [supervision.rules.opinions]
MODULES += [congress.rules.activities, supervision.rules.plans, supervision.rules.topics]
MODULES += [supervision.rules.ways, supervision.rules.rare]
MODULES += [supervision.rules.normative, supervision.rules.audits]
MODULES += [congress.rules.imports, congress.rules.tables.cells, congress.rules.tables.grid]
MODULES += [decisions.rules.matters, decisions.rules.projects, decisions.rules.requests]
MODULES += [personnel.rules.offices, personnel.rules.motions, personnel.rules.papers]
MODULES += [personnel.rules.exams, personnel.rules.order, personnel.rules.holdings]
MODULES += [personnel.rules.oaths, personnel.rules.after]
FOR_EVERYBODY = {
    # reference data and institution: public by law or shown with what it explains
    *[
        "BallotRule",
        "Body",
        "Category",
        "Congress",
        "Day",
        "DeadlineRule",
        "Delegation",
        "DepartmentAlias",
        "DocumentSeries",
        "LegalBasis",
        "Letterhead",
        "OathText",
        "OutcomeClass",
        "Parameter",
        "ReminderRule",
    ],
    *["Session", "SupervisionField", "Term"],
    "OathText",
}
# read through what they belong to, never by themselves
FOR_NOBODY = {"ImportMapping", "ImportWord", "Party", "Running", "Series", "Seal"}


def test_import_contracts_hold() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_migrations_are_in_step(db) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_deployment_checks_pass(settings) -> None:
    settings.SECRET_KEY = "the key is the deployment's own; here any long one " + "abcdefghij" * 5
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.SECURE_HSTS_PRELOAD = (
        3600,
        True,
        True,
    )
    call_command("check", deploy=True, fail_level="WARNING")


@pytest.mark.parametrize("module", MODULES)
def test_every_code_has_its_words(module) -> None:
    codes = [
        code
        for enum in vars(module).values()
        if isinstance(enum, type) and issubclass(enum, Enum) and enum.__module__ == module.__name__
        for code in enum
    ]
    assert codes
    assert [code for code in codes if code not in LABELS] == []


def test_equal_codes_of_two_enums_keep_their_own_words() -> None:
    assert label(Event.CONTACT) == "记录面商"
    assert label(Clock.CONTACT) == "首次联系代表"
    assert label(FollowUpState.ANSWERED) == "待评价"
    assert label(AssignmentState.ANSWERED) == "已答复"
    assert TONES[FollowUpState.ANSWERED] != TONES[AssignmentState.ANSWERED]


def test_no_code_borrows_the_words_of_another_enumeration() -> None:
    """Two enumerations may use one text; as keys they stay apart."""
    assert label(FollowUpState.SENT_BACK) != label(ReplyState.SENT_BACK)
    assert label(FollowUpState.ANSWERED) != label(AssignmentState.ANSWERED)
    assert FollowUpState.ANSWERED != AssignmentState.ANSWERED
    assert FollowUpState.ANSWERED == "answered"
    assert "answered" == FollowUpState.ANSWERED  # noqa: SIM300 as a column read from the database compares


def test_every_state_has_its_tone() -> None:
    states = [*FollowUpState, *AssignmentState, *PromiseState, *deputies.rules.SuggestionState, *DocumentState]
    states += [*supervision.rules.opinions.OpinionState]
    assert [s for s in states if s not in TONES] == []


def test_the_printed_state_diagram_is_that_of_the_table() -> None:
    printed = io.StringIO()
    call_command("states", stdout=printed)
    kept = (ROOT / "docs" / "states.md").read_text(encoding="utf-8")
    assert kept == printed.getvalue(), "manage.py states > docs/states.md"


def test_every_model_is_scoped_or_known_to_be_open() -> None:
    ours = {model.__name__ for model in apps.get_models() if model.__module__.partition(".")[0] in OURS}
    scoped = {model.__name__ for model in VISIBLE}
    assert ours - scoped == FOR_EVERYBODY | FOR_NOBODY


def test_every_table_carries_its_triggers(db) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
        )
        found = set(cursor.fetchall())
    wanted = {(m._meta.db_table, name) for m in audited_models() for name in wanted_triggers(m)}
    assert wanted - found == set()


def test_every_table_of_ours_is_audited() -> None:
    ours = [m for m in apps.get_models() if m.__module__.partition(".")[0] in OURS]
    assert {m.__name__ for m in ours if not issubclass(m, House)} == {"Change", "Seal"}


def test_every_kind_names_a_rule_for_every_clock(world) -> None:
    followup = world.accepted().followup
    kind = registry.of(followup)
    theirs = set(Clock) - CLOCKS - {Clock.FIXED}
    assert {clock: bool(kind.rule_of(followup, clock)) for clock in theirs} == dict.fromkeys(theirs, True)


def test_every_event_of_the_table_has_its_page(world) -> None:
    followup = world.accepted().followup
    owners = {Event.DECIDE}  # a meeting's decision is recorded on the page of the owner whose meeting it was
    assert {event for event in Event if event not in owners and not url_of(event, followup)} == set()


def test_templates_keep_the_rules_of_the_house() -> None:
    forbidden = re.compile(r'style="|hx-on|hx-trigger="[^"]*\[|<script>|onclick=|javascript:|state ==|\.state !=')
    wrong = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in (ROOT / "templates").rglob("*.html")
        for found in forbidden.finditer(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_today_is_asked_of_the_clock_alone() -> None:
    forbidden = re.compile(r"now\(\)\.date\(\)|date\.today\(\)|datetime\.now\(|utcnow|import pytz")
    sources = [p for app in OURS for p in (ROOT / app).rglob("*.py")]
    assert [str(p) for p in sources if forbidden.search(p.read_text(encoding="utf-8"))] == []
