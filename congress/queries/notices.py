"""One's own notices as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.urls import reverse

from congress.access import followups, meetings, visible_to
from congress.models import Delivery, Notice, User
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
    met = [row.meeting_id for row in page.object_list if row.meeting_id]
    open_ = set(meetings(user).filter(pk__in=met).values_list("pk", flat=True)) if met else set()
    return page, [
        _line(row, _url(row, row.followup_id in readable, row.meeting_id in open_)) for row in page.object_list
    ]


def listed(user: User) -> QuerySet[Notice]:
    """One's notices in the order of the page."""
    read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    return visible_to(user, Notice).order_by(read, "-id")


def target(user: User, notice: Notice) -> str:
    """Where a notice leads; empty when its matter may not be read."""
    readable = notice.followup_id is not None and followups(user).filter(notices=notice).exists()
    return _url(notice, readable, notice.meeting_id is not None and meetings(user).filter(notices=notice).exists())


def _url(row: Notice, followup: bool, meeting: bool) -> str:
    """The page of a notice's matter, as far as it may be read."""
    if followup and row.followup:
        return page_of(row.followup)
    return reverse("meeting", args=[row.meeting_id]) if meeting else ""


def undelivered(user: User) -> list[Delivery]:
    """Mails that were given up, the newest first: those people must be told by phone."""
    rows = visible_to(user, Delivery).filter(state=Delivery.State.FAILED)
    return list(rows.select_related("notice__person").order_by("-id")[:PER_PAGE])


def _line(row: Notice, url: str) -> Line:
    return Line(row.pk, row.title, row.text, row.at, row.read_at is None, url)
