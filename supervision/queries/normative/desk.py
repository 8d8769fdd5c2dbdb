"""What the review puts on somebody's desk: steps whose time runs, findings to give, requests to answer."""

from __future__ import annotations

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import Standing, keeps_meetings
from congress.kinds import DeskItem
from congress.labels import label
from congress.models import User
from congress.rules.roles import OFFICE
from supervision.access.normative import own_offices
from supervision.models import NormativeDocument, NormativeStep, OfficeReview, ReviewRequest
from supervision.queries.normative.dates import due_of, due_of_review
from supervision.rules.normative import ENDED, NormativeState, moves

MOST, MOST_READ = 10, 60
RUNNING = [state for state in NormativeState if state not in ENDED]


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """For who works in an office of the county congress: one query, and one each where findings or answers wait."""
    mine = own_offices(user)
    if not mine:
        return []
    steps = list(_last_steps(who, mine))
    kept = [step for step in steps if step.document.state not in ENDED and step.kept]  # type: ignore[attr-defined]
    found = [_document(step.document, step) for step in kept[:MOST]]
    if any(step.to_find for step in steps):  # type: ignore[attr-defined]
        found += _findings(who)
    if any(step.to_answer for step in steps):  # type: ignore[attr-defined]
        found += _requests(who, mine)
    return found


def _last_steps(who: Standing, mine: frozenset[int]) -> QuerySet[NormativeStep]:
    """The last step of each document that waits for one's office: for its next step, a finding, an answer."""
    later = NormativeStep.objects.filter(document=OuterRef("document"), pk__gt=OuterRef("pk"))
    pending = OfficeReview.objects.filter(document=OuterRef("document"), found_on=None, body__in=who.bodies(OFFICE))
    asked = ReviewRequest.objects.filter(document=OuterRef("document"), replied_on=None)
    office = Q(document__county=who.county_id or 0) if keeps_meetings(who) else Q(document__office__in=mine)
    kept = Case(When(office, then=True), default=False, output_field=BooleanField())
    rows = NormativeStep.objects.filter(~Exists(later), document__county=who.county_id or 0)
    rows = rows.annotate(
        kept=kept,
        to_find=Case(When(Q(Exists(pending), state=NormativeState.REVIEW), then=True), default=False),
        to_answer=Case(When(Q(Exists(asked), office, state__in=ENDED), then=True), default=False),
    )
    wanted = Q(kept=True, state__in=RUNNING) | Q(to_find=True) | Q(to_answer=True)
    related = rows.filter(wanted).select_related("document__organ", "document__township", "rule__basis")
    return related.order_by("due_on", "document")[:MOST_READ]


def _document(row: NormativeDocument, step: NormativeStep) -> DeskItem:
    state = NormativeState(row.state)
    expected = next((move for move in moves(state) if move.expected), None)
    return DeskItem(
        title=row.title,
        url=reverse("normative", args=[row.pk]),
        subject=row.maker,
        task=label(state),
        verb=label(expected.event) if expected else _("查看"),
        since=step.on,
        due=due_of(step),
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
