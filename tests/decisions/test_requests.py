"""Requests and reports to the Party committee: references, known to few, in order to what they precede."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from congress import clock
from congress.models import Change
from congress.refusals import Incomplete, NotAllowed, WrongState
from decisions.models import PartyRequest
from decisions.rules.requests import RequestKind, RequestState
from decisions.services import requests
from tests import deciding
from tests.factories import TODAY, World


def test_a_request_waits_for_its_answer_a_report_does_not(world: World) -> None:
    with clock.at(TODAY):
        who, sent = world.director, deciding.sent(world)
        assert sent.state == RequestState.SENT
        with pytest.raises(Incomplete):
            requests.record_reply(actor=who, request=sent, on=TODAY - dt.timedelta(days=1))
        assert requests.record_reply(actor=who, request=sent, on=TODAY).state == RequestState.REPLIED
        report = deciding.request(world, RequestKind.REPORT, subject="关于上半年工作的报告")
        report = requests.send_request(actor=who, request=report, on=TODAY)
        assert report.state == RequestState.FILED
        with pytest.raises(WrongState):
            requests.record_reply(actor=who, request=report, on=TODAY)
        with pytest.raises(WrongState):
            requests.send_request(actor=who, request=report, on=TODAY)


def test_one_matter_a_request_and_no_page_outside_the_house(world: World) -> None:
    with clock.at(TODAY):
        for values in ({"subject": "甲事；乙事"}, {"act_url": "https://example.org/"}, {"act_url": "//example.org"}):
            with pytest.raises(Incomplete):
                deciding.request(world, **values)


def test_only_leaders_and_the_general_office_know_of_them(world: World, client_of) -> None:
    with clock.at(TODAY):
        matter = deciding.decided(world)
        url = reverse("matter", args=[matter.pk])
        row = deciding.request(world, subject="绝不外传的事由", act_url=url)
        for name, user in world.personae.items():
            client = client_of(user)
            few = name in {"director", "chairman", "vice_chairman"}
            assert client.get(reverse("party-request", args=[row.pk])).status_code == (200 if few else 404), name
            for page in (url, reverse("today"), reverse("matters")):
                response = client.get(page)
                shown = response.status_code == 200 and "绝不外传的事由" in response.content.decode()
                assert not shown or few, (name, page)
            if not few:
                with pytest.raises(NotAllowed):
                    requests.send_request(actor=user, request=row, on=TODAY)
    assert not Change.objects.filter(new__icontains="绝不外传的事由").exists()


def test_nothing_of_the_content_can_be_kept() -> None:
    names = {field.name for field in PartyRequest._meta.get_fields()}
    assert names & {"body", "text", "content", "file", "attachment", "reply"} == set()
