"""Reading the text of a .docx, so that nobody types a letter twice."""

from __future__ import annotations

import zipfile
from typing import Any, TypeAlias

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from docx import Document
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError

from congress.refusals import Incomplete

Uploaded: TypeAlias = "UploadedFile[Any]"
MOST_UNPACKED = 20 * 1024 * 1024
"""Bytes a document may unpack to: a letter is far below, a bomb far above."""


def text_of_docx(file: Uploaded, field: str) -> str:
    """The paragraphs of a .docx, one a line, empty ones left out.

    Raises Incomplete on ``field`` when it is no readable .docx or unpacks to more than a letter would.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise Incomplete({field: _("这个文档太大，请只保留答复正文再上传。")})
        file.seek(0)
        lines = (paragraph.text.strip() for paragraph in Document(file).paragraphs)
        return "\n".join(line for line in lines if line)
    except (zipfile.BadZipFile, OpcError, LxmlError, KeyError, ValueError) as error:
        raise Incomplete({field: _("读不出这个文档的文字，请另存为 .docx 后再上传，或者直接粘贴正文。")}) from error
