"""Who finds which meeting and item: nobody a trace of what is not for him."""

from __future__ import annotations

import pytest
from django.urls import reverse

from congress import clock
from congress.access import visible_to
from congress.models import AgendaItem, Attachment, Attendance, Deadline, Material, Meeting, Speech
from congress.rules.meetings import MeetingKind
from congress.services.meetings import materials
from tests import meetings as at
from tests.factories import TODAY, World

INSIDE = ("clerk", "other_clerk", "director", "chairman", "vice_chairman")
NOBODY = ("cosigner", "gov_clerk", "rival", "township_clerk", "administrator", "auditor")


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def readers(world: World, model, **where) -> set[str]:
    for user in world.personae.values():
        user.__dict__.pop("_standing", None)
    return {name for name, user in world.personae.items() if visible_to(user, model).filter(**where).exists()}


def test_a_meeting_being_prepared_is_for_its_house_its_members_and_who_reports(world: World) -> None:
    meeting = at.drafted(world)
    assert readers(world, Meeting, pk=meeting.pk) == {*INSIDE, "member", "unit_leader", "contact"}


def test_a_notified_one_is_for_the_invited_too(world: World) -> None:
    meeting = at.notified(world)
    assert readers(world, Meeting, pk=meeting.pk) == {*INSIDE, "member", "unit_leader", "contact", "lead", "outsider"}


def test_an_appointment_before_the_vote_is_for_the_few(world: World) -> None:
    meeting = at.drafted(world)
    restricted = {"meeting": meeting, "title": at.APPOINTMENT}
    assert readers(world, AgendaItem, **restricted) == {"director", "chairman", "vice_chairman"}
    meeting = at.notified(world, at.LATER)
    restricted = {"meeting": meeting, "title": at.APPOINTMENT}
    assert readers(world, AgendaItem, **restricted) == {"director", "chairman", "vice_chairman", "member"}


def test_no_trace_of_it_on_the_pages_of_others(world: World, client_of) -> None:
    meeting = at.notified(world)
    pages = ["meeting", "meeting-agenda-print", "api-meeting"]
    for name in ("clerk", "lead", "contact"):
        client = client_of(getattr(world, name))
        for page in pages:
            text = client.get(reverse(page, args=[meeting.pk])).content.decode()
            assert at.APPOINTMENT not in text, (name, page)
            assert "2." not in text or name == "clerk"
        assert at.APPOINTMENT not in client.get(reverse("meetings")).content.decode()
    text = client_of(world.member).get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert at.APPOINTMENT in text


def test_who_sits_in_for_one_item_reads_that_one(world: World) -> None:
    meeting = at.notified(world)
    other = at.topics.propose_topic(actor=world.director, meeting=meeting, topic=at.report(world, "另一个报告"))
    AgendaItem.objects.filter(pk=other.pk).update(state="adopted", organ=world.finance)
    mine = visible_to(world.unit_leader, AgendaItem).filter(meeting=meeting)
    assert set(mine.values_list("title", flat=True)) == {at.REPORT}
    whole = visible_to(world.lead, AgendaItem).filter(meeting=meeting)
    assert set(whole.values_list("title", flat=True)) == {at.REPORT, "另一个报告"}


def test_a_unit_reads_its_own_items_and_their_materials(world: World) -> None:
    meeting = at.drafted(world)
    item = AgendaItem.objects.get(meeting=meeting, title=at.REPORT)
    row = item.materials.get(clock="to_committee")
    materials.receive_material(actor=world.director, material=row, files=[at.PAPER])
    everybody = {*INSIDE, "member", "unit_leader", "contact"}
    assert readers(world, Material, item=item) == everybody
    assert readers(world, Attachment, material=row) == everybody
    assert readers(world, Deadline, item=item) == everybody


def test_the_list_of_people_and_the_speeches_stay_inside(world: World) -> None:
    meeting = at.opened(world)
    item = AgendaItem.objects.get(meeting=meeting, title=at.REPORT)
    Speech.objects.create(
        item=item,
        person=world.chairman.person,
        position=1,
        text="同意",
        recorded_by=world.director,
        recorded_at=clock.now(),
    )
    assert readers(world, Speech, item=item) == {*INSIDE, "member"}
    listeners = {"meeting": meeting, "name": "施国柱"}
    assert readers(world, Attendance, **listeners) == set(INSIDE)
    own = visible_to(world.lead, Attendance).filter(meeting=meeting)
    assert [row.person for row in own] == [world.lead.person]


def test_a_chairpersons_meeting_is_nobodys_but_the_houses(world: World) -> None:
    meeting = at.planned(world, MeetingKind.CHAIRPERSONS)
    assert readers(world, Meeting, pk=meeting.pk) == set(INSIDE)


def test_a_congress_is_for_its_deputies(world: World) -> None:
    plan = at.planning.Plan(MeetingKind.CONGRESS, at.when(TODAY), session=world.session)
    meeting = at.planning.plan_meeting(actor=world.director, plan=plan)
    assert readers(world, Meeting, pk=meeting.pk) == {*INSIDE, "lead", "cosigner", "outsider"}
