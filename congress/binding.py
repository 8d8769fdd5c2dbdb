"""Binding papers into one PDF: printed parts, uploaded PDFs and pictures. What cannot be bound is named."""

from __future__ import annotations

import io
from collections.abc import Iterable

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from congress.models import Attachment
from congress.official import pdf
from congress.printing.forms import unbound

A4 = (1240, 1754)
"""A4 at 150 dots an inch."""
DPI = 150
MARGIN = 60
MOST_BYTES = 60 * 1024 * 1024
MOST_PAGES = 400


class Unbound(Exception):
    """A file cannot become pages; the text says why."""


def bind(parts: Iterable[bytes], title: str) -> bytes:
    """One PDF of several, in their order."""
    writer = PdfWriter()
    for part in parts:
        for page in PdfReader(io.BytesIO(part)).pages:
            writer.add_page(page)
    writer.add_metadata({"/Title": title})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def pages_of(attachment: Attachment) -> bytes:
    """An attachment as a PDF; when that is impossible, a page that names the file and says why."""
    try:
        return _pages(attachment)
    except Unbound as why:
        return pdf.render(unbound(attachment, str(why)))


def _pages(attachment: Attachment) -> bytes:
    if attachment.on_paper:
        raise Unbound(_("此件为纸质，已收讫，原件另存。"))
    if attachment.size > MOST_BYTES:
        raise Unbound(_("文件太大，没有并入，请在系统中单独下载。"))
    if not attachment.file.name or not attachment.file.storage.exists(attachment.file.name):
        raise Unbound(_("存储中没有找到这个文件，请报告系统管理员。"))
    with attachment.file.open("rb") as stored:
        content = stored.read()
    if attachment.media_type == "application/pdf":
        return _checked(content)
    if attachment.media_type.startswith("image/"):
        return _picture(content)
    raise Unbound(_("此格式不能并入 PDF，请在系统中单独下载。"))


def _checked(content: bytes) -> bytes:
    """A PDF rewritten page by page, so that a broken or locked one is found here and not while binding."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unbound(_("文件加了密码，不能并入，请向报送单位索取未加密的文件。"))
        if not 0 < len(reader.pages) <= MOST_PAGES:
            raise Unbound(_("文件没有页面或者页数过多，没有并入。"))
        writer = PdfWriter()
        for page in reader.pages:
            writer.add_page(page)
        stream = io.BytesIO()
        writer.write(stream)
    except Unbound:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise Unbound(_("文件已损坏，不能并入，请向报送单位索取完好的文件。")) from error
    return stream.getvalue()


def _picture(content: bytes) -> bytes:
    """A picture on an A4 page, upright, inside the margin."""
    try:
        with Image.open(io.BytesIO(content)) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as error:
        raise Unbound(_("图片已损坏，不能并入。")) from error
    landscape = upright.width > upright.height
    width, height = reversed(A4) if landscape else A4
    fitted = ImageOps.contain(upright, (width - 2 * MARGIN, height - 2 * MARGIN))
    sheet = Image.new("RGB", (width, height), "white")
    sheet.paste(fitted, ((width - fitted.width) // 2, (height - fitted.height) // 2))
    stream = io.BytesIO()
    sheet.save(stream, "PDF", resolution=DPI)
    return stream.getvalue()
