"""Every step as a page: it opens, does what it says, keeps what was typed, and refuses an old form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congress import clock
from congress.models import Assignment, FollowUp, Promise
from congress.rules.transitions import Event
from congress.urls_handling import ASSIGNMENT, FOLLOWUP, PROMISE
from deputies.models import Suggestion
from deputies.rules import DeclineReason, TransferTo
from tests.factories import PDF, TODAY, World


@dataclass(frozen=True)
class Walk:
    """One step: from which stage, by whom, with which fields; what is so afterwards and what is said."""

    page: str
    stage: str
    who: str
    state: str
    said: str
    data: Callable[[World], dict[str, Any]] = lambda world: {}
    needs: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return f"{self.page} {self.stage}"


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("扫描件.pdf", PDF, "application/pdf")


def reply_data(world: World) -> dict[str, Any]:
    data = {"number": "云交函〔2026〕31号", "dated": "2026-03-10", "outcome": world.outcome().pk, "signer": "王志刚"}
    data |= {"contact_name": "赵敏", "contact_phone": "0000-7654321", "summary": "已完成修复。", "may_publish": "yes"}
    return data | {"no_contact_reason": "代表外出", "attached": scan()}


WALKS = [
    Walk("propose", "accepted", "clerk", "pending", "征求意见", lambda w: {"department": w.roads.pk}),
    Walk("comment", "proposed", "gov_clerk", "pending", "已回复", lambda w: {"agrees": "yes"}, ("agrees",)),
    Walk("hand-over", "accepted", "clerk", "assigned", "已交办县交通运输局", lambda w: {"department": w.roads.pk}),
    Walk("forward", "handed_over", "gov_clerk", "awaiting", "已转交县交通运输局"),
    Walk("sign-for", "forwarded", "contact", "handling", "已签收"),
    Walk(
        "return",
        "forwarded",
        "contact",
        "returning",
        "已送县人民政府办公室",
        lambda w: {"reason": "属财政"},
        ("reason",),
    ),
    Walk("raise", "handed_over", "gov_clerk", "raised", "已报代表工委", lambda w: {"note": "属法院"}, ("note",)),
    Walk(
        "reassign",
        "returning",
        "gov_clerk",
        "reassigned",
        "改派",
        lambda w: {"department": w.finance.pk},
        ("department",),
    ),
    Walk("reassign", "raised", "clerk", "reassigned", "改派", lambda w: {"department": w.court.pk}, ("department",)),
    Walk("refuse-return", "returning", "gov_clerk", "awaiting", "已告知", lambda w: {"answer": "属交通"}, ("answer",)),
    Walk(
        "contact",
        "signed",
        "contact",
        "handling",
        "面商",
        lambda w: {"on": "2026-03-10", "way": "site", "by": "副局长", "met": "罗秀英", "view": "先修积水路段"},
        ("on", "way", "by", "met", "view"),
    ),
    Walk(
        "opine",
        "assisting",
        "rival",
        "opined",
        "会办意见",
        lambda w: {"signer": "孙", "text": "可安排资金"},
        ("signer", "text"),
    ),
    Walk("return-opinion", "opined", "contact", "handling", "退回", lambda w: {"reason": "请写明金额"}, ("reason",)),
    Walk(
        "ask-extension",
        "signed",
        "contact",
        "handling",
        "已送代表工委",
        lambda w: {"reason": "跨部门"},
        ("reason",),
    ),
    Walk("extend", "asking", "clerk", "handling", "已决定延期", lambda w: {"reason": "跨部门"}, ("reason",)),
    Walk("refuse-extension", "asking", "clerk", "handling", "按原期限", lambda w: {"answer": "按期"}, ("answer",)),
    Walk(
        "reply", "signed", "contact", "coordinator_check", "审核", reply_data, ("number", "dated", "outcome", "signer")
    ),
    Walk("pass", "checking", "gov_clerk", "office_check", "审核通过，已送代表工委审核"),
    Walk("pass", "office_checking", "clerk", "answered", "已送达罗秀英"),
    Walk(
        "send-back-reply",
        "checking",
        "gov_clerk",
        "handling",
        "已退回县交通运输局补正",
        lambda w: {"note": "补"},
        ("note",),
    ),
    Walk("rework", "dissatisfied", "clerk", "assigned", "第2轮", lambda w: {"note": "请重新办理"}, ("note",)),
    Walk(
        "confer",
        "used_up",
        "clerk",
        "evaluated",
        "已记录会商",
        lambda w: {"on": "2026-03-10", "people": "罗秀英", "result": "分两年修完"},
        ("on", "people", "result"),
    ),
    Walk("close", "evaluated", "clerk", "closed", "已办结"),
    Walk("urge", "signed_matter", "clerk", "handling", "已催办", lambda w: {"text": "请抓紧"}),
    Walk("supervise", "signed_matter", "chairman", "handling", "已督办"),
    Walk(
        "mark-key",
        "signed_matter",
        "clerk",
        "handling",
        "重点督办",
        lambda w: {"leader": w.chairman.person.pk, "meeting": "第38次主任会议", "decided_on": "2026-03-09"},
        ("leader", "meeting", "decided_on"),
    ),
    Walk("report-promise", "promise", "contact", "reported", "已报告", lambda w: {"text": "已修复"}, ("text",)),
    Walk(
        "move-promise",
        "promise",
        "contact",
        "open",
        "承诺已推迟",
        lambda w: {"new_due_on": "2026-12-31", "text": "征地未完成"},
        ("new_due_on", "text"),
    ),
    Walk("evaluate-promise", "reported", "lead", "kept", "谢谢", lambda w: {"result": "good"}, ("result",)),
    Walk(
        "suggestion-send-back",
        "submitted_matter",
        "clerk",
        "sent_back",
        "退回",
        lambda w: {"reason": "请写明路段"},
        ("reason",),
    ),
    Walk(
        "suggestion-decline",
        "submitted_matter",
        "clerk",
        "declined",
        "告知代表",
        lambda w: {"reasons": DeclineReason.EMPTY.value, "reason": "没有具体内容"},
        ("reasons", "reason"),
    ),
    Walk(
        "suggestion-transfer",
        "submitted_matter",
        "clerk",
        "transferred",
        "去向",
        lambda w: {"where": TransferTo.LETTER.value, "reason": "属信访事项"},
        ("where", "reason"),
    ),
    Walk(
        "suggestion-merge",
        "submitted_matter",
        "clerk",
        "merged",
        "已并案",
        lambda w: {"leading": w.leading.pk},
        ("leading",),
    ),
    Walk(
        "suggestion-withdraw",
        "signed_matter",
        "lead",
        "withdrawn",
        "已撤回",
        lambda w: {"reason": "已解决"},
        ("reason",),
    ),
]


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def subject(world: World, walk: Walk) -> FollowUp | Assignment | Promise:
    """The row a step is done on."""
    if walk.page == "suggestion-merge":
        world.leading = world.accepted(title="关于同一条路的另一件建议")
    found = getattr(world, walk.stage)()
    return world.fresh(found.followup if isinstance(found, Suggestion) else found)


def test_every_step_of_the_table_is_walked() -> None:
    walked = {walk.page for walk in WALKS}
    pages = {event.value.replace("_", "-") for event in [*FOLLOWUP, *ASSIGNMENT, *PROMISE]}
    elsewhere = {Event.CONFIRM_PROMISE, Event.ALLOT, Event.JUDGE}  # below, and for kinds nobody asks: test_mechanism
    assert pages - walked == {event.value.replace("_", "-") for event in elsewhere}


@pytest.mark.parametrize("walk", WALKS, ids=str)
def test_a_step_refuses_what_is_missing_or_old_and_then_does_what_it_says(world: World, client_of, walk: Walk) -> None:
    row = subject(world, walk)
    client, url = client_of(getattr(world, walk.who)), reverse(walk.page, args=[row.pk])
    assert client.get(url).status_code == 200
    data = walk.data(world)
    for missing in walk.needs:
        rest = {key: value for key, value in data.items() if key not in (missing, "attached")}
        answer = client.post(url, {**rest, "version": row.version})
        assert (missing, answer.status_code) == (missing, 422)
    assert world.fresh(row).state == row.state
    answer = client.post(url, {**walk.data(world), "version": row.version}, follow=True)
    assert answer.status_code == 200, answer.context["form"].errors
    assert world.fresh(row).state == walk.state
    assert walk.said in answer.content.decode()


VERSIONED = [walk for walk in WALKS if walk.page not in {"comment", "contact", "urge", "supervise"}]


@pytest.mark.parametrize("walk", VERSIONED, ids=str)
def test_a_step_on_an_old_form_is_a_conflict_with_everything_kept(world: World, client_of, walk: Walk) -> None:
    row = subject(world, walk)
    client, url = client_of(getattr(world, walk.who)), reverse(walk.page, args=[row.pk])
    answer = client.post(url, {**walk.data(world), "version": row.version - 1})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "已被他人更新" in page
    assert world.fresh(row).state == row.state
    for value in walk.data(world).values():
        if isinstance(value, str) and not value.isascii():
            assert value in page


def test_the_office_confirms_a_promise_nobody_marked_in_time(world: World, client_of) -> None:
    with clock.at(TODAY - dt.timedelta(days=90)):
        promise = world.reported()
    url = reverse("confirm-promise", args=[promise.pk])
    answer = client_of(world.clerk).post(url, {"version": promise.version}, follow=True)
    assert "已确认兑现" in answer.content.decode()
    assert world.fresh(promise).state == "kept"


def test_a_step_that_is_not_open_says_why_instead_of_a_form(world: World, client_of) -> None:
    row = world.signed()
    answer = client_of(world.contact).get(reverse("sign-for", args=[row.pk]))
    assert answer.status_code == 409
    assert "办理中" in answer.content.decode()


def test_the_lead_evaluates_by_the_page(world: World, client_of) -> None:
    reply = world.answered()
    client, url = client_of(world.lead), reverse("evaluate", args=[reply.pk])
    assert client.post(url, {}).status_code == 422
    bad = client.post(url, {"process": "good", "result": "bad"})
    assert "请写明理由" in bad.content.decode()
    answer = client.post(url, {"process": "good", "result": "bad", "reason": "没修"}, follow=True)
    assert "谢谢" in answer.content.decode()
    assert world.fresh(reply.assignment.followup).dissatisfied


def test_the_clerk_records_an_evaluation_by_the_page(world: World, client_of) -> None:
    reply = world.answered()
    client, url = client_of(world.clerk), reverse("record-evaluation", args=[reply.pk])
    data = {"person": world.lead.person.pk, "process": "good", "result": "good"}
    assert client.get(url).status_code == 200
    assert "征询意见表" in client.post(url, data).content.decode()
    answer = client.post(url, {**data, "attached": scan()}, follow=True)
    assert "已代录罗秀英的评价" in answer.content.decode()
    assert reply.evaluations.get().files.count() == 1


def test_joint_units_are_chosen_on_one_form(world: World, client_of) -> None:
    followup = world.accepted().followup
    data = {"department": world.roads.pk, "others": [world.finance.pk], "way": "assist", "version": followup.version}
    client_of(world.clerk).post(reverse("hand-over", args=[followup.pk]), data)
    assert list(followup.assignments.order_by("id").values_list("role", flat=True)) == ["lead", "assist"]


def test_the_hand_over_form_offers_what_was_proposed_and_suggested(world: World, client_of) -> None:
    followup = world.proposed()
    client_of(world.gov_clerk).post(
        reverse("comment", args=[followup.pk]), {"agrees": "no", "suggested": world.finance.pk, "text": "属财政"}
    )
    answer = client_of(world.clerk).get(reverse("hand-over", args=[followup.pk]))
    assert answer.context["form"].initial["department"] == world.finance.pk
    assert "政府办建议改由县财政局" in answer.content.decode()
