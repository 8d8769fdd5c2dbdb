"""Commands between a draft and its issue: submit, review, send back, sign, withdraw."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.clock import now, today
from congress.drafts.words import GAP
from congress.models import Document, User
from congress.queries.documents.moves import kind_of, require
from congress.refusals import Incomplete
from congress.rules.documents.life import DocumentEvent, DocumentPart, DocumentState, Move
from congress.services.base import command, locked, save
from congress.services.documents.telling import note, people_of, tell
from congress.services.files import Upload, store
from congress.services.steps import need

WAITING = {
    DocumentState.REVIEW: (DocumentPart.REVIEWER, gettext_lazy("有公文待核稿")),
    DocumentState.SIGNING: (DocumentPart.SIGNER, gettext_lazy("有公文待签发")),
    DocumentState.SIGNED: (DocumentPart.NUMBERER, gettext_lazy("有公文待编号印发")),
}


def submit(*, actor: User, document: Document, version: int | None = None) -> Document:
    """Hand a draft on: for review, for signature, or straight to its issue, as its kind wants.

    Raises NotAllowed, WrongState, Conflict; Incomplete when the paper is not complete.
    """
    with command(actor, "submit_document"):
        document = locked(document, version)
        move = require(actor, DocumentEvent.SUBMIT, document)
        refuse_incomplete(document)
        document.returned = ""
        return _moved(document, actor, move)


def refuse_incomplete(document: Document) -> None:
    """Raise Incomplete while the paper lacks what its kind cannot do without."""
    lacking: dict[str, str] = {}
    if not document.body.strip():
        lacking["body"] = _("还没有正文，请先写正文。")
    elif GAP in document.body + document.title + document.annexes:
        lacking["body"] = _("文中还有“%(gap)s”，请补充完整后再送出。") % {"gap": GAP}
    if kind_of(document).upward and not document.upward_signer:
        lacking["upward_signer"] = _("上行文应当标注签发人（党政机关公文处理工作条例第九条）。")
    if lacking:
        raise Incomplete(lacking)


def pass_review(*, actor: User, document: Document, version: int | None = None) -> Document:
    """核稿通过. Raises NotAllowed, WrongState, Conflict."""
    with command(actor, "pass_document"):
        document = locked(document, version)
        move = require(actor, DocumentEvent.PASS, document)
        document.reviewed_by, document.reviewed_at = actor, now()
        return _moved(document, actor, move)


def send_back(*, actor: User, document: Document, reason: str, version: int | None = None) -> Document:
    """退回修改 with a reason, from review, signature or before the number. Raises as the others."""
    with command(actor, "send_back_document", reason):
        document = locked(document, version)
        move = require(actor, DocumentEvent.SEND_BACK, document)
        words = need("reason", reason, _("请写明退回的理由，起草人照此修改。"))
        document.returned = words[:500]
        _undo(document)
        moved = _moved(document, actor, move, words)
        text = _("《%(title)s》退回修改：%(why)s") % {"title": document.title, "why": words}
        tell(document, people_of(document, DocumentPart.DRAFTER), _("公文退回修改"), text, but=actor)
        return moved


def recall(*, actor: User, document: Document, version: int | None = None) -> Document:
    """取回修改 by the drafting office. Raises as the others."""
    with command(actor, "recall_document"):
        document = locked(document, version)
        move = require(actor, DocumentEvent.RECALL, document)
        _undo(document)
        return _moved(document, actor, move)


def _undo(document: Document) -> None:
    """A text that is changed is reviewed and signed anew."""
    document.reviewed_by = document.reviewed_at = None
    document.signed_by = document.signed_on = None
    document.signed_name = ""


def sign(*, actor: User, document: Document, version: int | None = None) -> Document:
    """签发 by a leader himself. Raises as the others."""
    with command(actor, "sign_document"):
        document = locked(document, version)
        move = require(actor, DocumentEvent.SIGN, document)
        document.signed_by, document.signed_on, document.signed_name = actor, today(), str(actor)[:60]
        return _moved(document, actor, move)


def record_signing(
    *, actor: User, document: Document, signer: str, on: date, sheet: Upload | None, version: int | None = None
) -> Document:
    """Record that a leader has signed on the paper slip (发文稿纸): who, when, and the slip itself.

    Raises as the others; Incomplete without the slip, or when the date is not possible.
    """
    with command(actor, "record_signing"):
        document = locked(document, version)
        move = require(actor, DocumentEvent.RECORD_SIGNING, document)
        name = need("signer", signer, _("请写明签发人姓名。"))
        if sheet is None:
            raise Incomplete({"attached": _("请附发文稿纸的扫描件或者照片，签发以纸上的签字为准。")})
        if on > today():
            raise Incomplete({"on": _("签发日期在今天之后，请核对。")})
        store(actor=actor, county=document.county, upload=sheet, document=document)
        document.signed_by, document.signed_on, document.signed_name = actor, on, name[:60]
        return _moved(document, actor, move, _("%(who)s 在纸上签发") % {"who": name})


def withdraw(*, actor: User, document: Document, reason: str, version: int | None = None) -> Document:
    """撤销 before it is issued, with a reason. Raises as the others."""
    with command(actor, "withdraw_document", reason):
        document = locked(document, version)
        move = require(actor, DocumentEvent.WITHDRAW, document)
        return _moved(document, actor, move, need("reason", reason, _("请写明撤销的理由。")))


def _moved(document: Document, actor: User, move: Move, words: str = "") -> Document:
    """Save a locked document in its new state, note the step, and tell those it now waits for."""
    document.state = move.to
    save(document)
    note(document, actor, move.event, words)
    waits = WAITING.get(move.to)
    if waits is not None:
        part, title = waits
        told = people_of(document, part)
        text = _("《%(title)s》（%(office)s）") % {"title": document.title, "office": document.office}
        tell(document, told, str(title), text, but=actor)
    return document
