"""The text of a reply comes from its .docx; what is no such document is refused with words."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from congress import clock
from congress.models import Reply
from congress.refusals import Incomplete
from congress.services import handling, wording
from tests.factories import PDF, TODAY, World


def document(*lines: str) -> SimpleUploadedFile:
    made, held = Document(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(held)
    return SimpleUploadedFile("答复.docx", held.getvalue())


def test_paragraphs_are_read_one_a_line() -> None:
    file = document("罗秀英代表：", "", "您提出的建议收悉，现答复如下。")
    assert wording.text_of_docx(file, "wording") == "罗秀英代表：\n您提出的建议收悉，现答复如下。"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04broken"])
def test_what_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(Incomplete) as refusal:
        wording.text_of_docx(SimpleUploadedFile("a.docx", content), "wording")
    assert "docx" in refusal.value.fields["wording"]


def test_a_zip_without_a_document_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(Incomplete):
        wording.text_of_docx(SimpleUploadedFile("a.docx", held.getvalue()), "wording")


def test_a_bomb_is_refused_unopened(monkeypatch) -> None:
    monkeypatch.setattr(wording, "MOST_UNPACKED", 10)
    with pytest.raises(Incomplete) as refusal:
        wording.text_of_docx(document("正文"), "wording")
    assert "太大" in refusal.value.fields["wording"]


def test_contact_answers_with_a_document_and_its_text_is_kept(world: World, client_of) -> None:
    with clock.at(TODAY):
        assignment = world.signed()
        handling.log_contact(actor=world.contact, assignment=assignment, meeting=world.meeting())
        data = {
            "number": "云交函〔2026〕31号",
            "dated": TODAY.isoformat(),
            "outcome": world.outcome().pk,
            "signer": "王志刚",
            "contact_name": "赵敏",
            "contact_phone": "0000-7654321",
            "may_publish": "yes",
            "attached": SimpleUploadedFile("答复函.pdf", PDF, "application/pdf"),
            "wording": document("路面已修复，管护由镇里负责。"),
        }
        answer = client_of(world.contact).post(reverse("reply", args=[assignment.pk]), data)
    assert answer.status_code == 302
    assert Reply.objects.get().summary == "路面已修复，管护由镇里负责。"
