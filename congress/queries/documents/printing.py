"""What a document prints as: a draft as it stands, an issued one as it was issued, whatever the layout is today."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from congress.models import Document, Frozen
from congress.official import docx, pdf
from congress.official.content import Paper
from congress.queries.documents.compose import draft_paper


@dataclass(frozen=True)
class Verdict:
    """Whether an issued document is what was issued: its content, and the file that was printed then."""

    digest: str
    pdf_digest: str
    content_agrees: bool
    file_agrees: bool
    file_found: bool

    @property
    def agrees(self) -> bool:
        """Whether both agree."""
        return self.content_agrees and self.file_agrees


def frozen_of(document: Document) -> Frozen | None:
    """What was issued, if it was issued here."""
    return Frozen.objects.filter(document=document).first()


def paper_shown(document: Document) -> Paper:
    """The paper as issued, or as the draft stands."""
    frozen = frozen_of(document)
    return Paper.of_json(frozen.content) if frozen else draft_paper(document)


def pdf_of(document: Document) -> bytes:
    """The PDF: of an issued document the file that was printed then, drawn anew from its content only when lost."""
    frozen = frozen_of(document)
    if frozen is None:
        return pdf.render(draft_paper(document))
    stored = stored_pdf(frozen)
    if stored is not None and hashlib.sha256(stored).hexdigest() == frozen.pdf_digest:
        return stored
    return pdf.render(Paper.of_json(frozen.content))


def docx_of(document: Document) -> bytes:
    """The same paper for Word and WPS."""
    return docx.render(paper_shown(document))


def stored_pdf(frozen: Frozen) -> bytes | None:
    """The file as it lies in the storage, None when it is gone."""
    if not frozen.pdf.name or not frozen.pdf.storage.exists(frozen.pdf.name):
        return None
    with frozen.pdf.open("rb") as file:
        return bytes(file.read())


def verify(frozen: Frozen) -> Verdict:
    """Count both digests anew."""
    stored = stored_pdf(frozen)
    return Verdict(
        digest=frozen.digest,
        pdf_digest=frozen.pdf_digest,
        content_agrees=Paper.of_json(frozen.content).digest() == frozen.digest,
        file_agrees=stored is not None and hashlib.sha256(stored).hexdigest() == frozen.pdf_digest,
        file_found=stored is not None,
    )
