"""The office's way over the pages, posted as a browser posts it: from the motion to the oath and the first report."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from congress import clock
from congress.models import Ballot, Parameter
from congress.printing.ballots import result_report
from congress.queries.balloting.page import page_of
from congress.services.base import command
from congress.services.documents import issuing, moving
from personnel.models import AppointmentMotion, Ceremony, DutyReport, Holding, OathDuty, OathText
from personnel.rules.motions import MotionState
from personnel.rules.oaths import OathState
from personnel.rules.offices import OfficeKind, Proposer
from tests import personnel_stages as stages
from tests.factories import TODAY, World

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def today():
    with clock.at(TODAY):
        yield


class Desk:
    """The director at his browser."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def see(self, page: str, *args: object) -> str:
        """A page that opens."""
        response = self.client.get(reverse(page, args=args))
        assert response.status_code == 200, response.status_code
        return response.content.decode()

    def post(self, page: str, *args: object, **fields: object) -> str:
        """A form that is accepted; returns where it led."""
        response = self.client.post(reverse(page, args=args), fields)
        assert response.status_code == 302, response.content.decode()
        return response.headers["Location"]

    def refused(self, page: str, *args: object, **fields: object) -> str:
        """A form that comes back with what is wrong."""
        response = self.client.post(reverse(page, args=args), fields)
        assert response.status_code == 422
        return response.content.decode()


@pytest.fixture
def desk(world: World, client_of) -> Desk:
    return Desk(client_of(world.director))


def test_a_head_of_bureau_from_the_motion_to_the_oath_and_the_first_duty_report(world: World, desk: Desk) -> None:
    office, government = stages.office(world), stages.organ(world)
    with clock.at(TODAY - dt.timedelta(days=20)):
        heading = {"proposer": "county_head", "organ": government.pk, "signed_by": "李明德", "signed_on": clock.today()}
        desk.post("appointment-new", **heading, party_letter="云委干〔2026〕8号")
        motion = AppointmentMotion.objects.get()
        line = {"act": "appoint", "office": office.pk, "names": f"{stages.NAME}，县民政局副局长\n\n"}
        desk.post("appointment-lines", motion.pk, **line)
        assert "列了两次" in desk.refused("appointment-lines", motion.pk, **line)
        desk.post("appointment-table", motion.pk)
        assert "材料没有收齐" in desk.see("appointment", motion.pk)
        row = motion.lines.get()
        codes = ("report", "form", "cv", "party_letter", "vetting")
        desk.post("appointment-papers", motion.pk, **{f"p{row.pk}_{code}": "on" for code in codes})
        desk.post("appointment-exam", row.pk, sat_on=clock.today(), mark=86)
        desk.post("appointment-hearing", row.pk, met_on=clock.today())
        desk.post("appointment-hear", motion.pk, heard_on=clock.today())
        desk.post("appointment-check", motion.pk)
    meeting = stages.hall(world).meeting
    stages.agenda_item(world, meeting)
    desk.post("appointment-schedule", motion.pk, meeting=meeting.pk)
    votes = {"sheets": "one", "method": "secret", "scrutineers": "监票甲", "tellers": "计票乙"}
    desk.post("appointment-ballot", motion.pk, **votes)
    stages.count(world, Ballot.objects.get(), 22)
    where = desk.post("appointment-announce", motion.pk)
    motion = stages.fresh(motion)
    document = motion.announcement
    assert where == reverse("document", args=[document.pk])
    document = moving.submit(actor=world.director, document=document)
    document = moving.pass_review(actor=world.director, document=document)
    issuing.issue(actor=world.director, document=moving.sign(actor=world.chairman, document=document))
    desk.post("appointment-notify", motion.pk)
    desk.post("appointment-certify", motion.pk, on=TODAY)
    desk.post("appointment-file", motion.pk, on=TODAY)
    desk.post("appointment-finish", motion.pk)
    assert stages.fresh(motion).state == MotionState.DONE
    assert "段正淳" in desk.see("appointment-list-print", motion.pk)
    oath = OathDuty.objects.get()
    assert motion.number in desk.see("oath", oath.pk)
    ceremony = {"duties": oath.pk, "form": "single", "on": TODAY, "text": OathText.objects.get(version="2018").pk}
    desk.post("ceremony-new", **ceremony, place="县人大常委会会议厅", host="高远")
    held = Ceremony.objects.get()
    desk.post("ceremony-hold", held.pk, form="single", version=held.version)
    oath.refresh_from_db()
    assert (oath.state, oath.number) == (OathState.SWORN, stages.fresh(motion).announcement.number)
    holding = Holding.objects.get()
    with clock.at(TODAY.replace(year=2027)):
        desk.post("duty-reports-ask", year=2026, people=holding.pk, due_on=clock.today())
        report = DutyReport.objects.get()
        desk.post("duty-report-receive", report.pk, on=clock.today(), version=report.version)
    page = desk.see("personnel-file", holding.person_id)
    assert "县民政局局长" in page
    assert "2026年度" in page


def test_a_hundred_assessors_are_pasted_shown_and_printed(world: World, desk: Desk) -> None:
    office = stages.office(world, OfficeKind.ASSESSOR, "县人民法院", "人民陪审员", None)
    court = stages.organ(world, "县人民法院")
    desk.post("appointment-new", proposer="court_president", organ=court.pk, signed_by="罗院长", signed_on=TODAY)
    motion = AppointmentMotion.objects.get()
    names = "\n".join(f"陪审员{n:03d}\t某村村民" for n in range(100))
    desk.post("appointment-lines", motion.pk, act="appoint", office=office.pk, names=names)
    desk.post("appointment-table", motion.pk)
    assert motion.lines.count() == 100
    for page in ("appointment", "appointment-list-print", "appointment-papers"):
        assert "陪审员099" in desk.see(page, motion.pk)
    assert desk.see("appointment-papers", motion.pk).count("data-pick-all") == 4, "a paper is ticked for all at once"


def test_what_all_were_voted_on_for_is_said_once_in_the_report(world: World) -> None:
    court = stages.office(world, OfficeKind.ASSESSOR, "县人民法院", "人民陪审员", None)
    entries = [stages.entry(world, f"陪审员{n:03d}", place=court) for n in range(21)]
    motion = stages.voted(world, *entries, proposer=Proposer.COURT_PRESIDENT)
    ballot = Ballot.objects.get(lines__name="陪审员000")
    assert motion.lines.count() == ballot.lines.count()
    report = result_report(ballot, ballot.result, page_of(world.director, ballot))
    cells = [cell for block in report.blocks for row in block.rows for cell in row]
    assert cells.count("任命县人民法院人民陪审员") == 1
    assert "陪审员020" in cells
    assert not [block for block in report.blocks if "陪审员" in block.text], "what is read out is not printed as well"


def test_a_rejected_name_stands_on_the_page_with_its_votes(world: World, desk: Desk) -> None:
    motion = stages.voted(world, in_favour=9)
    page = desk.see("appointment", motion.pk)
    assert "未通过" in page
    assert f"{stages.NAME}没有获得通过，不写入公告。没有通过的，提请人可以再次提请" in page
    assert "再次提名担任同一职务时予以提醒（本县规定" in page
    desk.post("appointment-notify", motion.pk)
    desk.post("appointment-finish", motion.pk)
    assert f"任命{stages.NAME}为{stages.POST}" in desk.see("appointments")


def test_who_was_rejected_twice_is_named_with_what_the_county_makes_of_it(world: World, desk: Desk) -> None:
    stages.voted(world, in_favour=9)
    motion = stages.voted(world, in_favour=9)
    with command(None, "test"):
        Parameter.objects.filter(key="nomination.failed_twice").update(value="block")
    page = desk.see("appointment", motion.pk)
    assert f"{stages.NAME}在本届内已经两次没有通过。" in page
    assert "不再提名担任同一职务（本县规定" in page


def test_nothing_is_said_of_a_motion_that_carried(world: World, desk: Desk) -> None:
    assert "没有获得通过" not in desk.see("appointment", stages.voted(world).pk)


def test_a_refusal_keeps_what_was_typed_and_names_the_article(world: World, desk: Desk) -> None:
    motion = stages.draft(world)
    judge = stages.office(world, OfficeKind.COURT_MEMBER, "县人民法院", "审判员", None)
    page = desk.refused("appointment-lines", motion.pk, act="appoint", office=judge.pk, names="某审判员")
    assert "应由县人民法院院长提请" in page
    assert "某审判员" in page


def test_a_step_that_is_not_open_says_why(world: World, desk: Desk) -> None:
    motion = stages.tabled(world)
    page = desk.see("appointment", motion.pk)
    assert f'class="btn btn-primary" href="{reverse("appointment-papers", args=[motion.pk])}"' in page, "what is next"
    response = desk.client.get(reverse("appointment-check", args=[motion.pk]))
    assert response.status_code == 409
    assert "材料还没有收齐" in response.content.decode()


def test_offices_are_shown_on_any_date_and_renamed(world: World, desk: Desk) -> None:
    holding = stages.held(world)
    assert stages.OLD in desk.see("offices")
    before = desk.client.get(reverse("offices"), {"on": "2021-01-01"}).content.decode()
    assert stages.OLD not in before
    desk.post("office-rename", holding.office_id, organ="县民政事务局", title="局长", reappoint="no")
    assert "县民政事务局局长" in desk.see("offices")
    desk.post("office-new", kind="government_member", organ="县审计局", title="局长", seats=1)
    other = type(holding.office).objects.get(organ="县审计局")
    desk.post("office-hold", other.pk, name=stages.OLD, since="2024-05-01", act="县十八届人大常委会第十五次会议")
    assert Holding.objects.filter(office=other).exists()


def test_many_in_one_office_are_counted_and_opened_by_a_search(world: World, desk: Desk) -> None:
    court = stages.office(world, OfficeKind.ASSESSOR, "县人民法院", "人民陪审员", None)
    for n in range(21):
        stages.held(world, f"陪审员{n:03d}", court)
    assert "<details><summary>21 人" in desk.see("offices")
    found = desk.client.get(reverse("offices"), {"q": "陪审员020"}).content.decode()
    assert "<details open><summary>21 人" in found


def test_certificates_are_printed_a_page_each(world: World, desk: Desk) -> None:
    motion = stages.announced(world)
    response = desk.client.get(reverse("appointment-certificates", args=[motion.pk]))
    assert response.status_code == 200
    assert response.content.startswith(b"%PDF")
