"""Mail against a real SMTP server on this machine, and everything that goes wrong on the way."""

from __future__ import annotations

import datetime as dt
from unittest import mock

import pytest
from django.urls import reverse

from congress import clock
from congress.celery import app
from congress.models import Delivery, Notice, Running
from congress.rules.followups import Clock
from congress.services import delivering, notices, reminding
from congress.services.base import command
from tests.factories import TODAY, World
from tests.races.test_handling import together
from tests.smtp import Sink, sink

State = Delivery.State
MAIL = "zhaomin@example.gov.cn"


@pytest.fixture
def server(settings):
    """A mail server that is really listening, and sending switched on."""
    with sink() as taken:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = taken.host, taken.port
        settings.DEFAULT_FROM_EMAIL = "代表工委 <dbgw@example.gov.cn>"
        settings.SEND_MAIL = True
        yield taken


@pytest.fixture
def queued(world: World, server: Sink) -> Delivery:
    """One reminder of the answer waiting for its mail."""
    with clock.at(TODAY):
        assignment = world.signed()
        with command(None, "test"):
            Running.objects.exclude(clock=Clock.REPLY).delete()
    Notice.objects.all().delete()
    world.contact.person.email = MAIL
    world.contact.person.save()
    with clock.at(Running.objects.get(assignment=assignment).due_on):
        reminding.remind()
    return Delivery.objects.get()


def at_due(minutes: int = 0):
    due = Running.objects.filter(clock=Clock.REPLY).values_list("due_on", flat=True).first() or dt.date(2026, 6, 10)
    with clock.at(due):
        moment = clock.now() + dt.timedelta(minutes=minutes)
    return clock.at(moment)


def test_a_reminder_reaches_the_mailbox_in_chinese(queued: Delivery, server: Sink) -> None:
    assert (queued.state, queued.address) == (State.WAITING, MAIL)
    with at_due():
        assert delivering.deliver() == 1
        assert delivering.deliver() == 0
    ((address, mail),) = server.mails
    assert address == MAIL
    assert mail["Subject"] == "法定答复期限：今天到期"
    assert "关于修复石门至城关通乡公路路面的建议" in mail.get_content()
    queued.refresh_from_db()
    assert (queued.state, queued.tries, queued.repeated, queued.error) == (State.SENT, 1, False, "")


def test_nothing_is_sent_while_sending_is_off(queued: Delivery, server: Sink, settings) -> None:
    settings.SEND_MAIL = False
    with at_due():
        assert delivering.deliver() == 0
    assert server.mails == []


def test_a_state_that_moved_on_makes_the_mail_obsolete(queued: Delivery, server: Sink) -> None:
    with command(None, "test"):
        Running.objects.all().delete()
    with at_due():
        assert delivering.deliver() == 0
    queued.refresh_from_db()
    assert queued.state == State.OBSOLETE
    assert server.mails == []


def test_killed_after_the_servers_yes_it_is_sent_again_and_says_so(queued: Delivery, server: Sink) -> None:
    killed = mock.patch.object(delivering, "record", side_effect=KeyboardInterrupt)
    with at_due(), killed, pytest.raises(KeyboardInterrupt):
        delivering.deliver()
    queued.refresh_from_db()
    assert queued.state == State.SENDING
    with at_due(9):
        assert delivering.deliver() == 0
    with at_due(11):
        assert delivering.deliver() == 1
    queued.refresh_from_db()
    assert (queued.state, queued.repeated, queued.tries) == (State.SENT, True, 2)
    assert len({mail["Message-ID"] for _to, mail in server.mails}) == 1
    assert len(server.mails) == 2


def test_killed_before_sending_it_is_sent_later(queued: Delivery, server: Sink) -> None:
    killed = mock.patch.object(delivering, "_message", side_effect=KeyboardInterrupt)
    with at_due(), killed, pytest.raises(KeyboardInterrupt):
        delivering.deliver()
    with at_due(11):
        assert delivering.deliver() == 1
    assert len(server.mails) == 1


def test_a_refused_address_is_tried_five_times_and_then_given_up(queued: Delivery, server: Sink) -> None:
    server.refused.add(MAIL)
    with at_due():
        delivering.deliver()
        queued.refresh_from_db()
        assert (queued.state, queued.tries) == (State.WAITING, 1)
        assert "550" in queued.error
        assert delivering.claim() is None
    for turn in range(1, 5):
        with at_due(60 * turn):
            delivering.deliver()
    queued.refresh_from_db()
    assert (queued.state, queued.tries) == (State.FAILED, 5)
    with at_due(600):
        assert delivering.claim() is None


def test_a_mail_given_up_is_shown_to_the_office_alone(world: World, queued: Delivery, client_of) -> None:
    Delivery.objects.update(state=State.FAILED, error="550 no such mailbox")
    with at_due():
        office = client_of(world.clerk).get(reverse("settings")).content.decode()
        administrator = client_of(world.administrator).get(reverse("settings")).content.decode()
    assert "550 no such mailbox" in office
    assert MAIL in office
    assert MAIL not in administrator


def test_a_mail_server_that_is_away_costs_no_try(queued: Delivery, server: Sink, settings) -> None:
    settings.EMAIL_PORT = 1
    with at_due():
        assert delivering.deliver() == 0
    queued.refresh_from_db()
    assert (queued.state, queued.tries) == (State.WAITING, 0)
    settings.EMAIL_PORT = server.port
    with at_due():
        assert delivering.deliver() == 1


def test_a_notice_that_is_no_reminder_goes_out_whatever_runs(world: World, server: Sink) -> None:
    world.contact.person.email = MAIL
    world.contact.person.save()
    with clock.at(TODAY):
        assignment = world.handed_over()
        with command(None, "test"):
            notices.notify(assignment.followup, [world.contact.person], "催办")
            Running.objects.all().delete()
        assert delivering.deliver() == 1
    assert [mail["Subject"] for _to, mail in server.mails] == ["催办"]


@pytest.mark.committed
def test_two_workers_send_once(committed: str, queued: Delivery, server: Sink) -> None:
    day = Running.objects.get(clock=Clock.REPLY).due_on

    def run() -> int:
        with clock.at(day):
            return delivering.deliver()

    outcome = together(run, run)
    assert outcome.failures == []
    assert sum(outcome.results) == 1
    assert len(server.mails) == 1


def test_with_the_broker_down_the_web_goes_on_and_the_mail_follows_once(
    world: World, server: Sink, client_of, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No command speaks to the broker; the mail waits in the database until a worker is back."""
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")
    world.gov_clerk.person.email = MAIL
    world.gov_clerk.person.save()
    with clock.at(TODAY), mock.patch("kombu.Connection", side_effect=AssertionError("the broker was asked")):
        assignment = world.handed_over()
        answer = client_of(world.gov_clerk).post(
            reverse("forward", args=[assignment.pk]), {"version": assignment.version}
        )
    assert answer.status_code == 302
    assignment.refresh_from_db()
    assert assignment.forwarded_on == TODAY
    waiting = Delivery.objects.filter(state=State.WAITING, address=MAIL).count()
    assert waiting > 0
    with clock.at(TODAY):
        assert delivering.deliver() == waiting
        assert delivering.deliver() == 0
    assert len(server.mails) == waiting
