"""Beginning a document from an app's own thing, whose first draft the app makes (:attr:`Registry.drafts`)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress.kinds import registry
from congress.models import Document, User
from congress.refusals import NotAllowed
from congress.services.base import command
from congress.services.documents import writing

TEXTS = ("title", "body", "addressee", "adopted", "annexes", "copies", "dated")


def draft_from(*, actor: User, key: str, pk: int) -> Document:
    """Begin the document an app drafts from its thing ``pk``; one begun already is returned.

    Raises NotAllowed, also for a thing that is not the actor's to draft from; Incomplete.
    """
    kind = registry.drafts.get(key)
    with command(actor, "draft_document"):
        found = kind.read(actor, pk) if kind else None
        if kind is None or found is None:
            raise NotAllowed(_("没有可以由您据以起草公文的内容，请返回查看最新情况。"))
        if found.begun is not None:
            return found.begun
        wording = writing.Wording(**{name: getattr(found.draft, name) for name in TEXTS})
        source = writing.Source(found.meeting, found.item, found.followup, found.words)
        document = writing.start(actor=actor, kind=found.draft.kind, wording=wording, source=source)
        kind.made(actor, pk, document)
    return document
