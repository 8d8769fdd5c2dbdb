"""编号印发: number taken, paper composed, printed and frozen in one transaction; and papers issued elsewhere."""

from __future__ import annotations

import hashlib
from datetime import date

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from congress.clock import now, today
from congress.kinds import registry
from congress.models import Attachment, Document, Frozen, Person, RegisterEntry, User
from congress.official import pdf
from congress.queries.documents.compose import paper_of
from congress.queries.documents.moves import require
from congress.refusals import Incomplete
from congress.rules.documents.life import IN_FORCE, DocumentEvent, DocumentState
from congress.services.base import command, locked, save
from congress.services.documents.moving import refuse_incomplete
from congress.services.documents.register import take
from congress.services.documents.telling import note, tell
from congress.services.files import Upload, store
from congress.services.steps import need


def issue(*, actor: User, document: Document, dated: date | None = None, version: int | None = None) -> Document:
    """Number, print and freeze a signed document; what it replaces is superseded in the same breath.

    ``dated`` is the 成文日期, by default the day it was signed. Raises NotAllowed, WrongState, Conflict, Incomplete.
    """
    with command(actor, "issue_document"):
        document = locked(document, version)
        move = require(actor, DocumentEvent.ISSUE, document)
        refuse_incomplete(document)
        day = dated or document.dated or document.signed_on or today()
        _refuse_date(day, document)
        entry = take(document, actor, day)
        if entry is not None:
            document.scope, document.serial, document.number = entry.scope, entry.serial, entry.number
        document.dated, document.issued_on = day, today()
        document.state = move.to
        frozen = _freeze(document, actor)
        save(document)
        frozen.save()
        note(document, actor, DocumentEvent.ISSUE, document.number)
        _supersede(document, actor)
        _tell_readers(document, actor)
        for hear in registry.document_issued:
            hear(actor, document)
    return document


def _refuse_date(day: date, document: Document) -> None:
    if day > today():
        text = _("成文日期在今天之后。成文日期是签发或者会议通过的日期（党政机关公文处理工作条例第九条）。")
        raise Incomplete({"dated": text})
    if document.signed_on and day < document.signed_on and document.meeting is None:
        shape = _("成文日期早于签发日期%(day)s，请核对（成文日期署会议通过或者领导签发的日期）。")
        raise Incomplete({"dated": shape % {"day": document.signed_on}})


def _freeze(document: Document, actor: User) -> Frozen:
    """The record of what is issued, not saved yet: content, digest, and the PDF that was printed."""
    paper = paper_of(document, number=document.number, dated=document.dated, printed_on=document.issued_on)
    printed = pdf.render(paper)
    frozen = Frozen(
        document=document,
        content=paper.to_json(),
        digest=paper.digest(),
        pdf_digest=hashlib.sha256(printed).hexdigest(),
        issued_at=now(),
        issued_by=actor,
    )
    frozen.pdf.save("issued.pdf", ContentFile(printed), save=False)
    return frozen


def _supersede(document: Document, actor: User) -> None:
    """What the new document replaces is out of force from now on; it stays, and says by what it was replaced."""
    if document.supersedes_id is None:
        return
    old = locked(Document.objects.get(pk=document.supersedes_id), None)
    if DocumentState(old.state) not in IN_FORCE:
        return
    old.state = DocumentState.SUPERSEDED
    save(old)
    note(old, actor, DocumentEvent.SUPERSEDE, str(document))


def _tell_readers(document: Document, actor: User) -> None:
    people = Person.objects.filter(pk__in=document.readers.filter(person__isnull=False).values("person"))
    units = document.readers.filter(department__isnull=False).values("department")
    contacts = Person.objects.filter(posts__department__in=units, posts__until=None).distinct()
    text = _("%(document)s已印发，请阅知。") % {"document": document}
    tell(document, [*people, *contacts], _("收到公文"), text, but=actor)


def complete_elsewhere(
    *,
    actor: User,
    document: Document,
    number: str,
    dated: date,
    scan: Upload | None,
    version: int | None = None,
) -> Document:
    """已在OA发文: keep number, date and the scan of a paper issued in the county's OA; nothing is numbered here.

    Raises NotAllowed, WrongState, Conflict; Incomplete without number or scan, or with a date to come.
    """
    with command(actor, "complete_document"):
        document = locked(document, version)
        move = require(actor, DocumentEvent.COMPLETE, document)
        words = need("number", number, _("请填OA上的发文字号。"))
        if dated > today():
            raise Incomplete({"dated": _("发文日期在今天之后，请核对。")})
        if scan is None:
            raise Incomplete({"attached": _("请附OA发文的扫描件；只有纸质的，在材料里登记“收讫（纸质）”。")})
        store(actor=actor, county=document.county, upload=scan, document=document)
        document.number, document.dated, document.issued_on = words[:60], dated, today()
        document.state, document.scanned = move.to, True
        save(document)
        note(document, actor, DocumentEvent.COMPLETE, words)
        _use_reserved(document, actor)
        _supersede(document, actor)
        _tell_readers(document, actor)
        for hear in registry.document_issued:
            hear(actor, document)
    return document


def _use_reserved(document: Document, actor: User) -> None:
    """A number kept in the register for this paper is now its own."""
    kept = RegisterEntry.objects.select_for_update().filter(
        county=document.county_id, number=document.number, document=None, voided_on=None
    )
    entry = kept.first()
    if entry is not None:
        entry.document = document
        entry.save()


def attach(*, actor: User, document: Document, scans: list[Upload], version: int | None = None) -> list[Attachment]:
    """Hang the signed and sealed scan on an issued document. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "attach_scan"):
        document = locked(document, version)
        require(actor, DocumentEvent.ATTACH, document)
        if not scans:
            raise Incomplete({"attached": _("请选择盖章后的扫描件。")})
        rows = [store(actor=actor, county=document.county, upload=scan, document=document) for scan in scans]
        document.scanned = True
        save(document)
        note(document, actor, DocumentEvent.ATTACH, "、".join(row.name for row in rows))
    return rows
