"""Documents as lists show them, here and on the public's pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from congress.access import published_documents
from congress.labels import State, label
from congress.models import Document
from congress.rules.documents.kinds import DocumentCode
from congress.rules.documents.life import DocumentState

SORTS = {
    "-id": ("-id",),
    "id": ("id",),
    "dated": (F("dated").asc(nulls_last=True), "id"),
    "-dated": (F("dated").desc(nulls_last=True), "-id"),
    "number": ("series", "scope", F("serial").asc(nulls_last=True), "id"),
    "-number": ("series", "-scope", F("serial").desc(nulls_last=True), "-id"),
}


@dataclass(frozen=True)
class Row:
    """One line of a list."""

    document: Document
    kind: str
    state: State
    number: str
    openness: str

    @property
    def dated(self) -> date | None:
        """成文日期."""
        return self.document.dated


def rows_of(documents: Iterable[Document]) -> list[Row]:
    """Lines of a list, in the order given."""
    return [
        Row(
            document,
            label(DocumentCode(document.kind)),
            state_of(document),
            number_of(document),
            str(document.get_openness_display()),
        )
        for document in documents
    ]


def number_of(document: Document) -> str:
    """The number, or why there is none."""
    return document.number or (_("未编号") if document.series else _("不编号"))


def state_of(document: Document) -> State:
    """The badge of a document."""
    return State.of(DocumentState(document.state))


def narrow(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Without the long texts, which no list shows."""
    return rows.select_related("office").defer("body", "annexes")


def containing(rows: QuerySet[Document], text: str) -> QuerySet[Document]:
    """Documents whose title, number or addressee holds every word."""
    for word in text.replace("\0", "").split()[:6]:
        rows = rows.filter(Q(title__icontains=word) | Q(number__icontains=word) | Q(addressee__icontains=word))
    return rows


def published(text: str, kind: str) -> QuerySet[Document]:
    """What anybody may read, newest first, narrowed by words and kind."""
    rows = containing(published_documents().select_related("county"), text)
    if kind in set(DocumentCode):
        rows = rows.filter(kind=kind)
    return rows.defer("body", "annexes").order_by("-published_on", "-id")
