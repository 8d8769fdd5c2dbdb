"""What the public reads, by consent alone; and everything of a suggestion as one PDF."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader, PdfWriter

from congress import clock
from congress.models import Attachment, Evaluation, Notice, Reply
from congress.rules.followups import Mark
from congress.services import evaluating, replying, urging
from congress.services.base import command
from deputies.models import Suggestion, SuggestionFile
from deputies.rules import Publicity
from deputies.services import examining, publishing
from tests.factories import TODAY, World

BODY = "路面破损严重"
REPLY = "已完成修复。"


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def answered(world: World, publicity: str = Publicity.ALL, *, may_publish: bool = True) -> Suggestion:
    reply = world.answered()
    Reply.objects.update(may_publish=may_publish)
    Suggestion.objects.update(publicity=publicity)
    return reply.assignment.followup.suggestion


def public(row: Suggestion) -> str:
    response = Client().get(reverse("public-suggestion", args=[row.pk]))
    return response.content.decode() if response.status_code == 200 else ""


def test_clerk_publishes_after_seeing_what_the_public_will_read(world: World, client_of) -> None:
    row = answered(world)
    client = client_of(world.clerk)
    assert (
        reverse("suggestion-publish", args=[row.pk])
        in client.get(reverse("suggestion", args=[row.pk])).content.decode()
    )
    page = client.get(reverse("suggestion-publish", args=[row.pk])).content.decode()
    assert "县交通运输局的答复：公开。" in page
    assert public(row) == ""
    row.refresh_from_db()
    client.post(reverse("suggestion-publish", args=[row.pk]), {"version": row.version})
    text = public(row)
    for part in (BODY, REPLY, "罗秀英", "县交通运输局"):
        assert part in text
    for part in ("13800000000", "0000-7654321", "赵敏", "先修积水路段"):
        assert part not in text
    assert row.title in Client().get(reverse("public-suggestions")).content.decode()


@pytest.mark.parametrize("value", ["title", "unit"])
def test_the_public_reads_what_was_agreed_and_nothing_else(world: World, value: str) -> None:
    row = answered(world, Publicity.TITLE if value == "title" else Publicity.ALL, may_publish=value == "title")
    publishing.publish(actor=world.clerk, suggestion=row)
    text = public(row)
    assert row.title in text
    assert (BODY in text) is (value == "unit")
    assert ("罗秀英" in text) is (value == "unit")
    assert REPLY not in text


def test_a_confidential_or_unanswered_one_is_refused_and_not_public(world: World, client_of) -> None:
    row = answered(world)
    Suggestion.objects.update(confidential=True)
    response = client_of(world.clerk).get(reverse("suggestion-publish", args=[row.pk]))
    assert response.status_code == 409
    assert "代表没有同意公开" in response.content.decode()
    early = world.accepted(title="关于甲的建议")
    response = client_of(world.clerk).post(reverse("suggestion-publish", args=[early.pk]), {"version": early.version})
    assert response.status_code == 422
    assert "答复送达代表以后才能公开" in response.content.decode()
    assert public(row) == public(early) == ""


def test_taking_back_needs_a_reason_and_hides_it_at_once(world: World, client_of) -> None:
    row = answered(world)
    row = publishing.publish(actor=world.clerk, suggestion=row)
    client, url = client_of(world.clerk), reverse("suggestion-unpublish", args=[row.pk])
    assert client.post(url, {"version": row.version, "reason": " "}).status_code == 422
    assert public(row)
    assert client.post(url, {"version": row.version - 1, "reason": "代表要求"}).status_code == 422
    client.post(url, {"version": row.version, "reason": "代表要求"})
    assert public(row) == ""
    assert Client().get(reverse("public-suggestions"), {"q": "\x00石门"}).status_code == 200


def test_the_sign_in_page_leads_to_the_public_one(world: World) -> None:
    assert reverse("public-suggestions") in Client().get(reverse("sign-in")).content.decode()


def words(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace("\n", "").replace(" ", "")


def attach(world: World, suggestion: Suggestion, name: str, content: bytes, media_type: str) -> None:
    with command(world.clerk, "test"):
        row = Attachment(county=world.county, slot="photo", mark="internal", name=name, size=len(content))
        row.media_type, row.uploaded_by, row.uploaded_at = media_type, world.clerk, clock.now()
        row.file.save(name, ContentFile(content), save=False)
        row.save()
        SuggestionFile.objects.create(suggestion=suggestion, attachment=row)


def blank_pdf(password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(320, 240)
    if password:
        writer.encrypt(password)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(stream, "PNG")
    return stream.getvalue()


def test_the_archive_binds_everything_and_names_what_cannot_be_bound(world: World, client_of) -> None:
    reply = world.answered(code="B", promised_by=TODAY.replace(month=9))
    row = reply.assignment.followup.suggestion
    evaluating.evaluate(actor=world.lead, reply=reply, opinion=evaluating.Opinion(Mark.GOOD, Mark.BAD, "路还没修好"))
    attach(world, row, "照片.png", picture(), "image/png")
    attach(world, row, "完好.pdf", blank_pdf(), "application/pdf")
    attach(world, row, "加密.pdf", blank_pdf("geheim"), "application/pdf")
    attach(world, row, "破图.png", b"\x89PNG\r\n\x1a\nkaputt", "image/png")
    response = client_of(world.chairman).get(reverse("suggestion-archive", args=[row.pk]))
    text, pages = words(response.content), PdfReader(io.BytesIO(response.content)).pages
    for part in ("代表建议办理档案", "专用纸", "代表建议交办通知", REPLY, "不满意", "县交通运输局", "承诺事项"):
        assert part in text, part
    for part in ("加密.pdf", "文件加了密码", "破图.png", "图片已损坏", "答复函.pdf", "文件已损坏"):
        assert part in text, part
    assert "路还没修好" not in text
    assert any(float(page.mediabox.width) == 320 for page in pages)
    assert any(page.images for page in pages)
    assert Evaluation.objects.get().reason == "路还没修好"


def test_the_archive_is_for_offices_and_leaders(world: World, client_of) -> None:
    row = world.signed().followup.suggestion
    for user in (world.lead, world.contact, world.gov_clerk, world.rival, world.outsider):
        assert client_of(user).get(reverse("suggestion-archive", args=[row.pk])).status_code == 404


def test_the_page_shows_leader_units_promises_links_and_notices(world: World, client_of) -> None:
    reply = world.replied(code="B", promised_by=TODAY.replace(month=9))
    followup = reply.assignment.followup
    lead = urging.Lead(world.vice_chairman.person, TODAY, "第50次主任会议", county_leader="副县长李华")
    urging.mark_key(actor=world.clerk, followup=followup, lead=lead)
    replying.pass_reply(actor=world.gov_clerk, assignment=reply.assignment)
    replying.pass_reply(actor=world.clerk, assignment=reply.assignment)
    joined = world.submitted(title="关于甲的建议")
    examining.merge(actor=world.clerk, suggestion=joined, leading=followup.suggestion)
    client = client_of(world.clerk)
    url = reverse("suggestion", args=[followup.suggestion.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        page = client.get(url).content.decode()
    assert len(caught) <= 15, "\n".join(
        q["sql"][:60] + " … " + q["sql"][q["sql"].find(" FROM ") :][:70] for q in caught
    )
    for part in (
        "陈志明领衔",
        "县领导副县长李华领办",
        "2026年9月10日",
        "并入此件",
        "关于甲的建议",
        "data-copy",
        "13800000000",
    ):
        assert part in page, part
    assert "已并入" in client.get(reverse("suggestion", args=[joined.pk])).content.decode()


def test_the_clerk_finds_phone_and_text_of_every_notice_to_copy(world: World, client_of) -> None:
    followup = world.handed_over().followup
    url = reverse("suggestion-notices", args=[followup.suggestion.pk])
    page = client_of(world.clerk).get(url).content.decode()
    notice = Notice.objects.filter(followup=followup).first()
    for part in (notice.text, notice.person.name, "13800000000", f'data-copy="#notice-{notice.pk}"', "<html"):
        assert part in page, part
    piece = client_of(world.clerk).get(url, headers={"HX-Request": "true"}).content.decode()
    assert notice.text in piece
    assert "<html" not in piece
    for user in (world.lead, world.contact, world.other_clerk, world.gov_clerk):
        assert client_of(user).get(url).status_code == 404
