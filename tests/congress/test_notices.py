"""Telling people: each once, in the house, and by e-mail only where that is on."""

from __future__ import annotations

import datetime as dt

import pytest

from congress import clock
from congress.models import Delivery, Notice, Post
from congress.queries.recipients import Recipient, recipients
from congress.services.base import command
from congress.services.notices import notify
from tests.factories import TODAY, World


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def tell(world: World, *people, **kwargs) -> list[Notice]:
    followup = world.accepted().followup
    Notice.objects.all().delete()
    with command(world.clerk, "test"):
        return notify(followup, [user.person for user in people], "试", **kwargs)


def test_somebody_is_told_once_though_named_twice(world: World) -> None:
    tell(world, world.lead, world.lead, world.cosigner)
    assert Notice.objects.count() == 2


def test_a_notice_names_kind_number_and_title(world: World) -> None:
    (row,) = tell(world, world.lead)
    assert row.text == "代表建议闭会第1号《关于修复石门至城关通乡公路路面的建议》：试"
    (row,) = tell(world, world.lead, text="请核对")
    assert row.text.endswith("：请核对")


def test_nothing_is_queued_while_sending_is_off(world: World, settings) -> None:
    settings.SEND_MAIL = False
    world.lead.person.email = "lead@example.org"
    tell(world, world.lead)
    assert not Delivery.objects.exists()


def test_mail_is_queued_for_those_who_have_an_address(world: World, settings) -> None:
    settings.SEND_MAIL = True
    world.lead.person.email = "lead@example.org"
    tell(world, world.lead, world.cosigner)
    row = Delivery.objects.get()
    assert (row.address, row.state, row.entry) == ("lead@example.org", Delivery.State.WAITING, None)
    assert row.notice.person == world.lead.person


def names(followup, *parts: Recipient, row=None) -> set[str]:
    return {str(person) for person in recipients(followup, parts, row)}


def test_every_recipient_is_somebody_of_the_matter(world: World) -> None:
    row = world.signed()
    followup = row.followup
    assert names(followup, Recipient.ASKER) == {"罗秀英"}
    assert names(followup, Recipient.ASKERS) == {"罗秀英", "杨建国"}
    assert names(followup, Recipient.OFFICE) == {"李文清"}
    assert names(followup, Recipient.CONTACT, row=row) == {"赵敏"}
    assert names(followup, Recipient.UNIT_LEADER, row=row) == {"王志刚"}
    assert names(followup, Recipient.COORDINATOR, row=row) == {"周楠"}


def test_a_part_nobody_holds_adds_nobody(world: World) -> None:
    row = world.to_court()
    assert names(row.followup, Recipient.CONTACT, Recipient.COORDINATOR, row=row) == set()
    assert names(row.followup, Recipient.CONTACT, Recipient.LEADING_CHAIR) == set()


def test_only_who_holds_the_post_today_is_told(world: World) -> None:
    row = world.signed()
    Post.objects.filter(person=world.contact.person).update(until=TODAY - dt.timedelta(days=1))
    assert names(row.followup, Recipient.CONTACT, row=row) == set()
