"""The county's quotas of who sits in and listens, votes beside a moved meeting, one whole for all, counts on a desk."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from congress import clock
from congress.models import Body, Parameter, Person
from congress.queries.balloting.roll import register, roll_at
from congress.queries.meetings.moving import preview
from congress.queries.meetings.presence import present
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.names import sort_keys
from congress.services.base import command
from congress.services.meetings import inviting, sitting
from congress.services.people import correct_name_order
from tests import meetings
from tests.factories import TODAY, World
from tests.votes import OPENED, committee_hall, paper


@pytest.fixture(autouse=True)
def _day():
    with clock.at(TODAY):
        yield


def setting(key: str, value: object) -> None:
    with command(None, "test"):
        Parameter.objects.filter(key=key).update(value=value)


def guests(world: World, reason: str = "", listeners: tuple[str, ...] = ("施国柱",)) -> inviting.Guests:
    deputies = [one.person.mandates.get() for one in (world.lead, world.outsider)]
    return inviting.Guests(deputies=deputies, listeners=listeners, reason=reason)


def test_more_deputies_than_the_countys_quota_need_a_reason_that_is_kept(world: World) -> None:
    setting("meeting.attending_deputies", 1)
    meeting = meetings.adopted(world)
    with pytest.raises(Incomplete, match=r"列席代表2名，超过本县每次1名的名额（.+）。确需超过的，请写明理由"):
        inviting.invite(actor=world.director, meeting=meeting, guests=guests(world))
    kept = inviting.invite(actor=world.director, meeting=meeting, guests=guests(world, "两个议题都涉及其选区"))
    assert kept.guests_note == "两个议题都涉及其选区"
    setting("meeting.attending_deputies", 0)
    assert inviting.invite(actor=world.director, meeting=meeting, guests=guests(world)).guests_note == ""


def test_citizens_who_listen_are_counted_over_the_year(world: World, client_of) -> None:
    setting("meeting.citizens_listening", 1)
    meeting = meetings.adopted(world)
    inviting.invite(actor=world.director, meeting=meeting, guests=guests(world))
    with pytest.raises(Incomplete, match="今年旁听公民共2人次，超过本县每年1名的名额"):
        inviting.invite(actor=world.director, meeting=meeting, guests=guests(world, listeners=("施国柱", "李大山")))
    meeting.refresh_from_db()
    posted = {"version": meeting.version, "listeners": "施国柱\n李大山"}
    page = client_of(world.director).post(reverse("meeting-invite", args=[meeting.pk]), posted)
    assert (page.status_code, "李大山" in page.content.decode()) == (422, True)


def test_a_moved_meeting_names_the_votes_prepared_for_it(world: World) -> None:
    hall = committee_hall(world)
    hall.prepared(question="关于批准决算的决议")
    lines = preview(hall.meeting, hall.meeting.starts_on + dt.timedelta(days=7)).lines
    assert "已准备的 1 项表决随会议改期，不用重新准备：“关于批准决算的决议”。" in lines


@pytest.mark.parametrize(("value", "whole"), [("in_office", 27), ("fixed", 31)])
def test_meeting_and_vote_count_of_the_same_whole(world: World, value: str, whole: int) -> None:
    hall = committee_hall(world, members=27, present=24, seats=31)
    setting("vote.whole_membership", value)
    assert present(hall.meeting, OPENED).whole == roll_at(hall.meeting, OPENED).whole == whole


def test_seats_the_setting_asks_for_and_nobody_entered_open_no_meeting(world: World) -> None:
    meeting = meetings.ready(world)
    body = Body.objects.get(congress=world.county, kind=Body.Kind.STANDING_COMMITTEE)
    with command(None, "test"):
        Body.objects.filter(pk=body.pk).update(seats=None)
    setting("vote.whole_membership", "fixed")
    with clock.at(meetings.at(meeting.starts_on, 9)), pytest.raises(WrongState, match="核定名额还没有登记"):
        sitting.open_meeting(actor=world.director, meeting=meeting)


def test_a_count_waits_on_the_desk_of_whoever_may_check_it(world: World, client_of) -> None:
    ballot = committee_hall(world).entered(paper((20, 3, 1)), scrutineers=(world.member.person.name,))
    page = client_of(world.member).get(reverse("today")).content.decode()
    assert "核对计票" in page
    assert reverse("ballot-check", args=[ballot.pk]) in page
    for other in (world.director, world.lead):
        told = client_of(other).get(reverse("today")).content.decode()
        assert "核对计票" not in told, "who entered does not check, and who has no part hears nothing"


@pytest.mark.parametrize(
    ("order", "names"), [("strokes", ["马腾", "曾强", "臧天"]), ("pinyin", ["马腾", "臧天", "曾强"])]
)
def test_names_stand_by_strokes_or_by_pinyin_as_the_county_says(world: World, order: str, names: list[str]) -> None:
    hall = committee_hall(world, members=6, present=5)
    setting("names.order", order)
    with command(None, "test"):
        for person, name in zip(hall.members[-3:], ("曾强", "臧天", "马腾"), strict=True):
            Person.objects.filter(pk=person.pk).update(name=name, **sort_keys(name))
    assert [name for name in register(hall.meeting, OPENED).members if name in names] == names


def test_a_key_that_is_wrong_is_corrected_by_the_deputies_office(world: World, client_of) -> None:
    clerk, person = client_of(world.clerk), world.lead.person
    url = reverse("name-order", args=[person.mandates.get().pk])
    refused = clerk.post(url, {"pinyin_key": "罗", "stroke_key": ""})
    assert (refused.status_code, "小写字母" in refused.content.decode()) == (422, True)
    assert clerk.post(url, {"pinyin_key": "luo er", "stroke_key": ""}).status_code == 302
    person.refresh_from_db()
    assert (person.pinyin_key, person.stroke_key) == ("luo er", sort_keys(person.name)["stroke_key"])
    with pytest.raises(NotAllowed):
        correct_name_order(actor=world.director, person=person, pinyin="a", strokes="")
