"""Who reads an issued document: publish, take back, limit to some."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import Document, User
from congress.queries.documents.moves import require
from congress.refusals import Incomplete
from congress.rules.documents.life import DocumentEvent
from congress.rules.followups import Openness
from congress.services.base import command, locked, save
from congress.services.documents.readers import find_readers, name_readers
from congress.services.documents.telling import note
from congress.services.steps import need


def publish(*, actor: User, document: Document, version: int | None = None) -> Document:
    """Let the public read an issued document meant for it. Raises NotAllowed, WrongState, Conflict."""
    with command(actor, "publish_document"):
        document = locked(document, version)
        move = require(actor, DocumentEvent.PUBLISH, document)
        document.state, document.published_on = move.to, today()
        save(document)
        note(document, actor, DocumentEvent.PUBLISH)
    return document


def unpublish(*, actor: User, document: Document, reason: str, version: int | None = None) -> Document:
    """Take a published document back, with a reason; deputies still read it. Raises as :func:`publish`, Incomplete."""
    with command(actor, "unpublish_document", reason):
        document = locked(document, version)
        move = require(actor, DocumentEvent.UNPUBLISH, document)
        words = need("reason", reason, _("请写明停止公开的理由，记入台账。"))
        document.state, document.published_on, document.openness = move.to, None, Openness.DEPUTIES
        save(document)
        note(document, actor, DocumentEvent.UNPUBLISH, words)
    return document


def limit(
    *,
    actor: User,
    document: Document,
    openness: Openness,
    readers: str,
    reason: str,
    version: int | None = None,
) -> Document:
    """Change who reads an issued document, with a reason. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "limit_document", reason):
        document = locked(document, version)
        require(actor, DocumentEvent.LIMIT, document)
        words = need("reason", reason, _("请写明调整的理由，记入台账。"))
        named = find_readers(document.county, readers)
        if openness is Openness.PARTIES and not named:
            raise Incomplete({"readers": _("限定人员的，请写明哪些人、哪些单位可以看。")})
        document.openness = openness
        save(document)
        name_readers(document, named)
        note(document, actor, DocumentEvent.LIMIT, words)
    return document
