"""What the review puts on somebody's desk: steps whose time runs, findings to give, requests to answer."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import Standing, keeps_meetings
from congress.kinds import DeskItem
from congress.labels import label
from congress.models import User
from congress.queries.deadlines import Due
from congress.rules.roles import OFFICE
from supervision.access.normative import own_offices
from supervision.models import NormativeDocument, NormativeStep, OfficeReview, ReviewRequest
from supervision.queries.normative.dates import due_of, due_of_review
from supervision.rules.normative import ENDED, NormativeState, moves

MOST = 10
RUNNING = [state for state in NormativeState if state not in ENDED]


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """At most four queries, and only for who works in an office of the county congress."""
    mine = own_offices(user)
    if not mine:
        return []
    rows = NormativeDocument.objects.filter(county=who.county_id or 0, state__in=RUNNING)
    if not keeps_meetings(who):
        rows = rows.filter(office__in=mine)
    return [*_documents(rows), *_findings(who), *_requests(who, mine)]


def _documents(rows: QuerySet[NormativeDocument]) -> list[DeskItem]:
    found = list(rows.select_related("organ", "township").order_by("due_on", "id")[:MOST])
    steps = NormativeStep.objects.filter(document__in=found).select_related("rule__basis").order_by("document", "id")
    last = {step.document_id: step for step in steps} if found else {}
    return [_document(row, last.get(row.pk)) for row in found]


def _document(row: NormativeDocument, step: NormativeStep | None) -> DeskItem:
    state = NormativeState(row.state)
    expected = next((move for move in moves(state) if move.expected), None)
    due: Due | None = due_of(step) if step else None
    return DeskItem(
        title=row.title,
        url=reverse("normative", args=[row.pk]),
        subject=row.maker,
        task=label(state),
        verb=label(expected.event) if expected else _("查看"),
        since=step.on if step else row.submitted_on,
        due=due,
    )


def _findings(who: Standing) -> list[DeskItem]:
    rows = OfficeReview.objects.filter(
        body__in=who.bodies(OFFICE), found_on=None, document__state=NormativeState.REVIEW
    ).select_related("document__organ", "document__township", "rule__basis")
    return [
        DeskItem(
            title=row.document.title,
            url=reverse("normative", args=[row.document_id]),
            subject=row.document.maker,
            task=_("审查规范性文件并提出意见"),
            verb=_("提出意见"),
            since=row.sent_on,
            do_url=reverse("normative-finding", args=[row.pk]),
            due=due_of_review(row),
        )
        for row in rows.order_by("due_on", "id")[:MOST]
    ]


def _requests(who: Standing, mine: frozenset[int]) -> list[DeskItem]:
    """What was asked of a document whose review is over, and its asker has not been told."""
    office = Q() if keeps_meetings(who) else Q(document__office__in=mine)
    rows = ReviewRequest.objects.filter(
        office, document__county=who.county_id or 0, replied_on=None, document__state__in=ENDED
    ).select_related("document")
    return [
        DeskItem(
            title=row.document.title,
            url=reverse("normative", args=[row.document_id]),
            subject=row.name,
            task=_("审查已经办结，请答复提出人"),
            verb=_("登记答复"),
            since=row.document.settled_on or row.received_on,
            do_url=reverse("normative-request-answer", args=[row.pk]),
        )
        for row in rows.order_by("received_on", "id")[:MOST]
    ]
