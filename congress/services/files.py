"""Taking a file in: what it really is, how large it may be, where it is kept.

No secrets on this system; a confidential paper is recorded as received on paper.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, TypeAlias

import filetype
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from congress.clock import now
from congress.models import (
    Attachment,
    Congress,
    Contact,
    CoOpinion,
    Document,
    Evaluation,
    Material,
    PromiseReport,
    Reply,
    User,
)
from congress.refusals import Incomplete

Uploaded: TypeAlias = "UploadedFile[Any]"
OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
OLE_TYPES: Mapping[str, str] = {
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "wps": "application/vnd.ms-works",
    "et": "application/vnd.ms-excel",
}
ZIP_TYPES: Mapping[str, tuple[str, str]] = {
    "docx": ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ofd": ("OFD.xml", "application/ofd"),
}
PLAIN_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
ALLOWED = (*PLAIN_TYPES, *ZIP_TYPES, *OLE_TYPES)
ACCEPT = ",".join(f".{ending}" for ending in ALLOWED)


@dataclass(frozen=True)
class Upload:
    """One thing to record: a file, or (``file`` None) a paper received under ``name``."""

    slot: Attachment.Slot
    mark: Attachment.Mark
    file: Uploaded | None = None
    name: str = ""


def store(
    *,
    actor: User,
    county: Congress,
    upload: Upload,
    reply: Reply | None = None,
    contact: Contact | None = None,
    opinion: CoOpinion | None = None,
    evaluation: Evaluation | None = None,
    promise_report: PromiseReport | None = None,
    document: Document | None = None,
    material: Material | None = None,
) -> Attachment:
    """Record an upload inside the command it belongs to, hanging on one row at most.

    Raises Incomplete when the file is refused.
    """
    attachment = Attachment(
        county=county,
        slot=upload.slot,
        mark=upload.mark,
        name=upload.name or _("纸质件"),
        on_paper=upload.file is None,
        reply=reply,
        contact=contact,
        opinion=opinion,
        evaluation=evaluation,
        promise_report=promise_report,
        document=document,
        material=material,
        uploaded_by=actor,
        uploaded_at=now(),
    )
    if upload.file is not None:
        _take(attachment, upload.file)
    attachment.save()
    return attachment


def _take(attachment: Attachment, file: Uploaded) -> None:
    attachment.name = clean_name(file.name or "")
    attachment.media_type = sniff(file)
    attachment.size = file.size or 0
    attachment.sha256 = _digest(file)
    attachment.file = file


def clean_name(name: str) -> str:
    """The person's own file name without path and control characters, at most 150 characters."""
    base = PurePath(name.replace("\\", "/")).name
    base = "".join(c for c in base if c.isprintable()).strip() or _("未命名文件")
    stem, dot, ending = base.rpartition(".")
    return f"{stem[: 149 - len(ending)]}{dot}{ending}" if len(base) > 150 else base


def sniff(file: Uploaded) -> str:
    """The media type the content really has. Raises Incomplete when too large or not allowed."""
    name = clean_name(file.name or "")
    ending = name.rpartition(".")[2].lower()
    size = file.size or 0
    if size == 0:
        _refuse(_("“%(name)s”是空文件，请重新选择。"), name)
    if size > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // 1024 // 1024
        _refuse(_("“%(name)s”超过 %(limit)s MB，请压缩或分开上传。"), name, limit=limit)
    found = _content_type(file, ending)
    if found is None:
        _refuse(
            _("“%(name)s”不是可上传的文件类型，或内容与扩展名不符。可上传：%(allowed)s。"),
            name,
            allowed="、".join(ALLOWED),
        )
    return str(found)


def _refuse(text: str, name: str, **params: object) -> None:
    raise Incomplete({"attached": text % {"name": name, **params}})


def _content_type(file: Uploaded, ending: str) -> str | None:
    file.seek(0)
    head = file.read(8192)
    file.seek(0)
    if ending in OLE_TYPES:
        return OLE_TYPES[ending] if head.startswith(OLE_MAGIC) else None
    if ending in ZIP_TYPES:
        member, media_type = ZIP_TYPES[ending]
        return media_type if _zip_has(file, member) else None
    wanted = PLAIN_TYPES.get(ending)
    if wanted == "application/pdf":
        return wanted if head.startswith(b"%PDF-") else None
    kind = filetype.guess(head)
    return wanted if wanted and kind is not None and kind.mime == wanted else None


def _zip_has(file: Uploaded, member: str) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return any(name.startswith(member) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    finally:
        file.seek(0)


def _digest(file: Uploaded) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
