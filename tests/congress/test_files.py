"""Uploads: what is taken in, what is refused, and that nothing of the name reaches the disk."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from congress.refusals import Incomplete
from congress.services.files import clean_name, sniff
from tests.factories import PDF, World

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + b"\0" * 64
JPEG = bytes.fromhex("ffd8ffe000104a464946") + b"\0" * 64


def archive(*members: str) -> bytes:
    """A zip file with some members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in members:
            made.writestr(name, "x")
    return held.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 64


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("答复.pdf", PDF, "application/pdf"),
        ("现场.PNG", PNG, "image/png"),
        ("现场.jpg", JPEG, "image/jpeg"),
        ("现场.jpeg", JPEG, "image/jpeg"),
        (
            "函.docx",
            archive("word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("表.xlsx", archive("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("版式.ofd", archive("OFD.xml"), "application/ofd"),
        ("旧.doc", OLE, "application/msword"),
        ("旧.wps", OLE, "application/vnd.ms-works"),
    ],
)
def test_what_offices_send_is_taken(name: str, content: bytes, media_type: str) -> None:
    assert sniff(SimpleUploadedFile(name, content)) == media_type


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("程序.exe", b"MZ" + b"\0" * 64),
        ("假.pdf", b"MZ" + b"\0" * 64),
        ("假.pdf", b"<html>" + PDF),
        ("假.jpg", PNG),
        ("假.png", b"<svg onload=alert(1)>"),
        ("假.docx", archive("xl/workbook.xml")),
        ("坏.xlsx", b"PK\x03\x04broken"),
        ("假.doc", PDF),
        ("网页.html", b"<html></html>"),
        ("没有扩展名", PDF),
        ("矢量.svg", b"<svg/>"),
        ("压缩.zip", archive("a")),
        ("空.pdf", b""),
    ],
)
def test_everything_else_is_refused_with_a_word_what_to_do(name: str, content: bytes) -> None:
    with pytest.raises(Incomplete) as refusal:
        sniff(SimpleUploadedFile(name, content))
    assert name in refusal.value.fields["attached"]


def test_a_file_of_forty_megabytes_is_refused(settings) -> None:
    upload = SimpleUploadedFile("大.pdf", PDF)
    upload.size = 40 * 1024 * 1024
    with pytest.raises(Incomplete) as refusal:
        sniff(upload)
    assert "30 MB" in refusal.value.fields["attached"]


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\答复函.pdf", "答复函.pdf"),
        ("换\n行.pdf", "换行.pdf"),
        ("", "未命名文件"),
        ("长" * 200 + ".pdf", "长" * 146 + ".pdf"),
    ],
)
def test_names_are_cleaned(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_the_stored_name_says_nothing(world: World) -> None:
    attachment = world.answered().files.get()
    assert attachment.name == "答复函.pdf"
    assert "答复" not in attachment.file.name
    assert not attachment.file.name.endswith(".pdf")
    assert attachment.size == len(PDF)
    assert len(attachment.sha256) == 64


def test_a_download_is_an_attachment_and_never_sniffed(world: World, client_of) -> None:
    attachment = world.answered().files.get()
    response = client_of(world.clerk).get(f"/files/{attachment.pk}/")
    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_paper_has_nothing_to_download(world: World, client_of) -> None:
    attachment = world.answered().files.get()
    type(attachment).objects.filter(pk=attachment.pk).update(on_paper=True, file="")
    assert client_of(world.clerk).get(f"/files/{attachment.pk}/").status_code == 404


def test_the_rival_unit_gets_no_file(world: World, client_of) -> None:
    attachment = world.answered().files.get()
    assert client_of(world.rival).get(f"/files/{attachment.pk}/").status_code == 404
