"""Before the vote no page, list, export, notice, log or title tells a name to anybody outside the few."""

from __future__ import annotations

import datetime as dt
import html
import io
import logging
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from pypdf import PdfReader

from congress import clock
from congress.models import (
    AgendaItem,
    Assignment,
    Attachment,
    Ballot,
    BallotLine,
    FollowUp,
    Notice,
    OutcomeClass,
    Reply,
    User,
)
from congress.services import assigning, replying
from personnel.models import AppointmentLine, AppointmentMotion, DutyReport, Review, Sanction
from personnel.rules.after import RECTIFICATION, SanctionKind
from personnel.rules.offices import OfficeKind, Proposer
from personnel.services import after, preparing, writing
from personnel.services.rectifying import demand_rectification
from tests import oaths
from tests import personnel_stages as stages
from tests.factories import TODAY, World

FEW = {"director", "chairman", "vice_chairman"}
STATES = ("草案甲某", "提请乙某", "审核丙某", "议程丁某", "票上戊某", "撤回己某", "删去庚某")
AFTER = ("履职要点不得外传", "处分说明不得外传", "整改问题不得外传", "整改报告不得外传")
"""What is known of somebody in office stays with the few for good."""
SECRETS = (*STATES, *AFTER, "举报内容不得外传", "云委干密〔2026〕1号")
SECRET = (AppointmentMotion, AppointmentLine, DutyReport, Review)
WORLDLY = {"sign-out", "by-link"}
"""They end the session the walk needs."""


@pytest.fixture
def secret(world: World) -> World:
    """A motion at every step before the vote, each with a name of its own; a complaint; a name taken off again."""
    with clock.at(TODAY):
        names = iter(STATES)
        offices = [stages.office(world, organ=f"县第{n}局") for n in range(len(STATES))]
        places = iter(offices)

        def entry() -> writing.Entry:
            return stages.entry(world, next(names), place=next(places), present_post="某局副局长")

        letter = stages.heading(world, party_letter=SECRETS[-1])
        drafted = writing.start_motion(actor=world.director, heading=letter)
        writing.add_lines(actor=world.director, motion=drafted, entries=[entry()])
        tabled = stages.tabled(world, entry())
        told = preparing.Heard(complaint_on=TODAY, complaint=SECRETS[-2])
        preparing.record_hearing(actor=world.director, line=stages.only_line(tabled), heard=told)
        stages.checked(world, entry())
        stages.scheduled(world, entry())
        stages.ready(world, entry())
        gone = stages.tabled(world, entry())
        writing.withdraw_motion(actor=world.director, motion=gone, reason="第3次主任会议同意撤回")
        again = writing.start_motion(actor=world.director, heading=stages.heading(world))
        (line,) = writing.add_lines(actor=world.director, motion=again, entries=[entry()])
        writing.remove_line(actor=world.director, line=line)
        report_and_warn(world)
        rectify(world)
    return world


def report_and_warn(world: World) -> None:
    """Somebody in office has reported, and a sanction of him was notified."""
    holding = stages.held(world)
    who = after.Incumbent(holding.person, holding.office.organ, holding.office.title)
    office = {"actor": world.director, "county": world.county}
    (report,) = after.ask_reports(**office, year=2025, incumbents=[who], due_on=TODAY)
    after.receive_report(actor=world.director, report=report, on=TODAY, summary=AFTER[0])
    warned = after.Notified(SanctionKind.WARNING, "县监察委员会", TODAY, TODAY, note=AFTER[1])
    after.record_sanction(**office, incumbent=who, notified=warned)


def rectify(world: World) -> None:
    """Somebody was reviewed, told what to mend, and has reported; he has no account, his unit has two."""
    review, by = oaths.told(world), TODAY + dt.timedelta(days=9)
    review = demand_rectification(actor=world.director, review=review, unit=world.roads, by=by, demand=AFTER[2])
    row = Assignment.objects.get(followup=review.rectification)
    himself = User.objects.create_user("himself", person=review.person, county=world.county, must_change_password=False)
    assigning.sign_for(actor=himself, assignment=row)
    outcome = OutcomeClass.objects.get(kind=RECTIFICATION, year=TODAY.year, code="已整改")
    said = replace(world.letter(), outcome=outcome, summary=AFTER[3])
    replying.reply(actor=himself, assignment=row, letter=said, files=[world.scan()])


ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
"""How JSON may write a character."""


def routes(patterns: list[URLPattern | URLResolver], module: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named page of the project, the admin's too, with the module that has its address (none: the project's)."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, getattr(pattern.urlconf_module, "__name__", "") or module)
        elif pattern.name:
            yield module, pattern


def keys_of_secrets() -> tuple[set[int], set[int], set[int]]:
    """Keys of what appointments store; of what the other apps hold of them: votes, items, meetings, people; and of
    what is followed: the matter, its parts, the answer."""
    own = {row.pk for model in SECRET for row in model.objects.all()}
    people = set(Sanction.objects.values_list("person", flat=True))
    items = AgendaItem.objects.filter(pk__in=AppointmentMotion.objects.exclude(item=None).values("item"))
    around = {pk for row in items for pk in (row.pk, row.meeting_id)}
    around |= set(Ballot.objects.values_list("pk", flat=True))
    around |= set(BallotLine.objects.values_list("pk", flat=True))
    matters = FollowUp.objects.filter(kind=RECTIFICATION)
    followed = set(matters.values_list("pk", flat=True))
    handled = {row.pk for row in Assignment.objects.filter(followup__in=followed)}
    handled |= {row.pk for row in Reply.objects.filter(assignment__followup__in=followed)}
    return own | people | followed, around | people, followed | handled


def addresses(*, keyed: bool) -> list[str]:
    """Every address without a key; or every address with one, for each key of something secret it may be asked for.

    The apps that hold nothing of a secret are asked once each.
    """
    found = []
    own, around, followed = keys_of_secrets()
    files = set(Attachment.objects.values_list("pk", flat=True))
    keys_of = {"personnel": own, "congress.urls_handling": followed, "": files}
    keys_of |= {app: set(sorted(around)[:1]) for app in ("deputies", "supervision", "decisions")}
    for module, pattern in routes(get_resolver().url_patterns):
        converters = pattern.pattern.converters
        if pattern.name in WORLDLY or set(converters) != ({"pk"} if keyed else set()):
            continue
        keys = keys_of.get(module, keys_of.get(module.partition(".")[0], around))
        for args in [{}] if not converters else [{"pk": key} for key in sorted(keys)]:
            try:
                found.append(reverse(pattern.name, kwargs=args))
            except NoReverseMatch:
                continue
    return found


def told(response: HttpResponse) -> str:
    """Everything an answer says: text, cells of a workbook, pages of a PDF, headers."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    heads = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            cells = " ".join(book.read(name).decode("utf-8", "ignore") for name in book.namelist())
            return heads + html.unescape(cells)
    if content.startswith(b"%PDF"):
        return heads + " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    text = content.decode("utf-8", "ignore")
    return heads + (text if "\\u" not in text else ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))


def leaks(text: str) -> list[str]:
    """Which secrets a text tells."""
    return [one for one in SECRETS if one in text]


def walk(world: World, client_of, name: str, urls: list[str]) -> list[str]:
    """Which of some addresses tell somebody a secret."""
    client = Client() if name == "anonymous" else client_of(getattr(world, name))
    client.raise_request_exception = False
    with clock.at(TODAY):
        return [f"{url} {found}" for url in urls if (found := leaks(told(client.get(url))))]


@pytest.mark.logs_errors
@pytest.mark.parametrize("name", ["anonymous", *sorted(set(World.PERSONAE) - FEW)])
def test_nobody_outside_the_few_finds_a_name_on_a_list_or_in_a_log(secret: World, client_of, caplog, name: str) -> None:
    caplog.set_level(logging.INFO)
    urls = addresses(keyed=False)
    assert len(urls) > 60
    assert walk(secret, client_of, name, urls) == []
    logged = [record for record in caplog.records if leaks(record.getMessage())]
    assert [record for record in logged if not record.name.startswith("django.db")] == []


@pytest.mark.logs_errors
@pytest.mark.parametrize("name", ["clerk", "member", "lead", "unit_leader", "administrator", "auditor"])
def test_nobody_outside_the_few_finds_a_name_by_a_key(secret: World, client_of, name: str) -> None:
    """Each kind of reader once: another office, a member, a deputy, a department head, those of the system."""
    assert walk(secret, client_of, name, addresses(keyed=True)) == []


def test_the_few_do_find_them_so_that_the_walk_sees_what_there_is(secret: World, client_of) -> None:
    with clock.at(TODAY):
        client = client_of(secret.director)
        found = {
            url: leaks(told(client.get(url))) for url in (reverse("appointments-export"), reverse("api-appointments"))
        }
        page = reverse("review-rectification", args=[FollowUp.objects.get(kind=RECTIFICATION).pk])
        assert leaks(told(client.get(page))) == list(AFTER[2:])
    assert all(set(STATES[:6]) <= set(one) for one in found.values())
    assert BallotLine.objects.filter(name=STATES[4]).exists()


def test_a_search_for_a_name_finds_no_more_than_one_for_nobody(secret: World, client_of) -> None:
    lists = ["suggestions", "documents", "directory", "deputies", "appointments", "offices", "motions"]
    nobody = "查无此人"
    with clock.at(TODAY):
        for name in ("clerk", "member", "lead", "contact"):
            client = client_of(getattr(secret, name))
            for page in lists:
                asked = told(client.get(reverse(page), {"q": STATES[1]})).count(STATES[1])
                assert asked == told(client.get(reverse(page), {"q": nobody})).count(nobody), f"{name} {page}"


def test_no_notice_tells_a_name(secret: World) -> None:
    assert [row for row in Notice.objects.all() if leaks(f"{row.title} {row.text}")] == []


def test_a_department_head_opening_a_draft_motion_gets_404_and_no_trace(secret: World, client_of) -> None:
    with clock.at(TODAY):
        client = client_of(secret.unit_leader)
        for motion in AppointmentMotion.objects.all():
            response = client.get(reverse("appointment", args=[motion.pk]))
            assert response.status_code == 404
            assert motion.number not in response.content.decode()
        assert "任免案" not in client.get(reverse("today")).content.decode()


def test_the_auditor_sees_that_something_was_done_and_no_name(secret: World, client_of) -> None:
    with clock.at(TODAY):
        page = client_of(secret.auditor).get(reverse("ledger"), {"table": AppointmentLine._meta.db_table})
    text = page.content.decode()
    assert "表决前不公开" in text
    assert leaks(text) == []


def test_after_the_vote_the_ledger_tells_it(world: World, client_of) -> None:
    with clock.at(TODAY):
        stages.voted(world)
        page = client_of(world.auditor).get(reverse("ledger"), {"table": AppointmentLine._meta.db_table})
    assert stages.NAME in page.content.decode()


def test_the_organ_that_brought_it_in_sees_its_own_and_no_mark(secret: World, client_of) -> None:
    place = stages.office(secret, OfficeKind.COURT_MEMBER, "县人民法院", "审判员", None)
    with clock.at(TODAY):
        entry = stages.entry(secret, "本院人选", place=place)
        own = stages.tabled(secret, entry, proposer=Proposer.COURT_PRESIDENT)
        stages.receive(secret, own)
        AppointmentMotion.objects.filter(pk=own.pk).update(organ=secret.roads)
        client = client_of(secret.contact)
        text = client.get(reverse("appointment", args=[own.pk])).content.decode()
        assert "本院人选" in text
        assert "88分" not in text
        assert leaks(told(client.get(reverse("appointments-export")))) == []
