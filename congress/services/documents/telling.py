"""Telling people of the house that a document waits for them or has come to them, and keeping the steps."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from congress.clock import now, today
from congress.models import Document, DocumentStep, Person, Post, User
from congress.queries.documents.moves import kind_of
from congress.rules.documents.kinds import Signer
from congress.rules.documents.life import DocumentEvent, DocumentPart, DocumentState
from congress.rules.roles import OFFICE, Role
from congress.services.notices import notify_of_document


def note(
    document: Document, actor: User, event: DocumentEvent, text: str = "", *, to: DocumentState | None = None
) -> DocumentStep:
    """Write down what happened, inside the command that makes it happen."""
    return DocumentStep.objects.create(
        document=document,
        event=event,
        to=to or document.state,
        by=actor,
        by_name=str(actor),
        at=now(),
        note=text[:500],
    )


def people_of(document: Document, part: DocumentPart) -> QuerySet[Person]:
    """Who holds a part of a document today."""
    kind = kind_of(document)
    directors = Q(role=Role.DIRECTOR, body__congress=document.county_id)
    leaders = Q(role__in=[Role.CHAIR, Role.VICE_CHAIR], body__congress=document.county_id)
    whose = {
        DocumentPart.DRAFTER: Q(role__in=OFFICE, body=document.office_id),
        DocumentPart.NUMBERER: Q(role__in=OFFICE, body=document.issuing_office_id),
        DocumentPart.REVIEWER: directors | Q(role=Role.HEAD, body=document.office_id),
        DocumentPart.SIGNER: leaders | directors if kind.signer is Signer.DIRECTOR else leaders,
    }[part]
    posts = Post.objects.on(today()).filter(whose)
    return Person.objects.filter(pk__in=posts.values("person")).order_by("id")


def tell(document: Document, people: Iterable[Person], title: str, text: str, *, but: User | None = None) -> int:
    """Tell each person once, all but who has just done it; mail is queued beside it when sending is on."""
    others = (person for person in people if but is None or person.pk != but.person_id)
    return len(notify_of_document(document, others, title, text))
