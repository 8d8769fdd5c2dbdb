"""One's own notices as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.urls import reverse

from congress.access import documents, followups, visible_to
from congress.models import Delivery, Document, Notice, User
from congress.queries.actions import page_of

PER_PAGE = 30


@dataclass(frozen=True)
class Line:
    """A notice: ``url`` is empty when its matter may no longer be read."""

    pk: int
    title: str
    text: str
    at: datetime
    unread: bool
    url: str


def notices(user: User, number: str) -> tuple[Page[Notice], list[Line]]:
    """A page of notices, the unread first, then the newest."""
    page = Paginator(listed(user).select_related("followup"), PER_PAGE).get_page(number)
    about = [row.followup_id for row in page.object_list if row.followup_id]
    readable = set(followups(user).filter(pk__in=about).values_list("pk", flat=True)) if about else set()
    papers = [row.document_id for row in page.object_list if row.document_id]
    open_papers = set(documents(user).filter(pk__in=papers).values_list("pk", flat=True)) if papers else set()
    return page, [_line(row, row.followup_id in readable or row.document_id in open_papers) for row in page.object_list]


def listed(user: User) -> QuerySet[Notice]:
    """One's notices in the order of the page."""
    read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    return visible_to(user, Notice).order_by(read, "-id")


def target(user: User, notice: Notice) -> str:
    """Where a notice leads; empty when its matter may not be read."""
    if notice.document_id is not None:
        return _url(notice) if visible_to(user, Document).filter(pk=notice.document_id).exists() else ""
    readable = notice.followup is not None and followups(user).filter(notices=notice).exists()
    return _url(notice) if readable else ""


def _url(notice: Notice) -> str:
    """The page of what a notice is about."""
    if notice.document_id is not None:
        return reverse("document", args=[notice.document_id])
    return page_of(notice.followup) if notice.followup else ""


def undelivered(user: User) -> list[Delivery]:
    """Mails that were given up, the newest first: those people must be told by phone."""
    rows = visible_to(user, Delivery).filter(state=Delivery.State.FAILED)
    return list(rows.select_related("notice__person").order_by("-id")[:PER_PAGE])


def _line(row: Notice, readable: bool) -> Line:
    return Line(row.pk, row.title, row.text, row.at, row.read_at is None, _url(row) if readable else "")
