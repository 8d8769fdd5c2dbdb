"""One's own notices as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.urls import reverse

from congress.access import documents, followups, meetings, visible_to
from congress.models import Delivery, Document, FollowUp, Meeting, Notice, User
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
    return page, [_line(row, url) for row, url in _addressed(user, list(page.object_list))]


def _addressed(user: User, rows: list[Notice]) -> list[tuple[Notice, str]]:
    """Each notice with the page of its matter, empty when it may not be read; one query for each kind of matter."""
    followups_ = _readable(followups(user), {row.followup_id for row in rows})
    meetings_ = _readable(meetings(user), {row.meeting_id for row in rows})
    documents_ = _readable(documents(user), {row.document_id for row in rows})
    found = []
    for row in rows:
        url = ""
        if row.document_id in documents_:
            url = reverse("document", args=[row.document_id])
        elif row.meeting_id in meetings_:
            url = reverse("meeting", args=[row.meeting_id])
        elif row.followup is not None and row.followup_id in followups_:
            url = page_of(row.followup)
        found.append((row, url))
    return found


def _readable(rows: QuerySet[FollowUp] | QuerySet[Meeting] | QuerySet[Document], asked: set[int | None]) -> set[int]:
    keys = [key for key in asked if key is not None]
    return set(rows.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


def listed(user: User) -> QuerySet[Notice]:
    """One's notices in the order of the page."""
    read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    return visible_to(user, Notice).order_by(read, "-id")


def target(user: User, notice: Notice) -> str:
    """Where a notice leads; empty when its matter may not be read."""
    return _addressed(user, [notice])[0][1]


def undelivered(user: User) -> list[Delivery]:
    """Mails that were given up, the newest first: those people must be told by phone."""
    rows = visible_to(user, Delivery).filter(state=Delivery.State.FAILED)
    return list(rows.select_related("notice__person").order_by("-id")[:PER_PAGE])


def _line(row: Notice, url: str) -> Line:
    return Line(row.pk, row.title, row.text, row.at, row.read_at is None, url)
