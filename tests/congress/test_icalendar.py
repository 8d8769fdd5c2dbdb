"""Calendar files: folded, escaped, and the feed that is its holder's alone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from congress import clock
from congress.icalendar import Event, calendar, escape, fold
from congress.models import CalendarFeed
from congress.services.meetings import feeds, planning
from tests import meetings as at
from tests.factories import TODAY, World

MOMENT = dt.datetime(2026, 8, 27, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def unfold(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_lines_are_folded_at_75_octets_and_never_inside_a_character() -> None:
    line = "SUMMARY:" + "会" * 100
    parts = fold(line).split("\r\n")
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert fold(line).replace("\r\n ", "") == line
    assert fold("X" * 75) == "X" * 75


def test_text_is_escaped() -> None:
    assert escape("一；a;b,c\\d\r\n二") == "一；a\\;b\\,c\\\\d\\n二"


def test_a_calendar_has_utc_moments_and_ends_its_lines_with_crlf() -> None:
    event = Event("meeting-1@house", MOMENT, "主任会议", "三楼, 会议室", MOMENT, 3, cancelled=True)
    lines = unfold(calendar("我的会议", [event]))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTART:20260827T010000Z" in lines
    assert "SEQUENCE:3" in lines
    assert "STATUS:CANCELLED" in lines
    assert "LOCATION:三楼\\, 会议室" in lines
    assert lines[-2:] == ["END:VCALENDAR", ""]


@pytest.fixture
def notified(world: World):
    with clock.at(TODAY):
        yield at.notified(world)


def test_a_feed_carries_ones_own_meetings_without_the_agenda(world: World, notified) -> None:
    token = feeds.make_feed(actor=world.lead)
    answer = Client().get(reverse("calendar-feed", args=[token]))
    text = "".join(unfold(answer.content.decode()))
    assert answer["Content-Type"].startswith("text/calendar")
    assert str(notified) in text
    assert at.REPORT not in text
    assert at.APPOINTMENT not in text
    assert token not in CalendarFeed.objects.get().digest


def test_a_cancelled_meeting_is_struck_out(world: World, notified) -> None:
    token = feeds.make_feed(actor=world.lead)
    planning.cancel_meeting(actor=world.director, meeting=notified, reason="暴雨")
    assert "STATUS:CANCELLED" in Client().get(reverse("calendar-feed", args=[token])).content.decode()


def test_a_revoked_replaced_or_guessed_address_is_none(world: World, notified) -> None:
    first = feeds.make_feed(actor=world.lead)
    second = feeds.make_feed(actor=world.lead)
    feeds.revoke_feed(actor=world.lead)
    for token in (first, second, "x" * 43):
        assert Client().get(reverse("calendar-feed", args=[token])).status_code == 404


def test_the_address_of_a_closed_account_is_none(world: World, notified) -> None:
    token = feeds.make_feed(actor=world.lead)
    type(world.lead).objects.filter(pk=world.lead.pk).update(is_active=False)
    assert Client().get(reverse("calendar-feed", args=[token])).status_code == 404


def test_a_meeting_is_downloaded_as_a_file(world: World, notified, client_of) -> None:
    answer = client_of(world.member).get(reverse("meeting-ics", args=[notified.pk]))
    assert "attachment" in answer["Content-Disposition"]
    assert "BEGIN:VEVENT" in answer.content.decode()
