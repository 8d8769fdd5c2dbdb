"""What the page of a normative document shows, within what its reader may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from congress.access import Anyone, standing
from congress.labels import State, label
from congress.queries.deadlines import Due, due
from congress.queries.handling import File, file_rows
from congress.queries.timeline import Entry, Round
from congress.rules.roles import OFFICE
from supervision.access.normative import (
    keeps_document,
    normative_attachments,
    office_reviews,
    reads_all_normative,
    review_requests,
)
from supervision.models import NormativeDocument, NormativeStep, OfficeReview, ReviewRequest
from supervision.queries.normative.dates import due_of, due_of_review, filing_due
from supervision.queries.normative.moves import open_moves
from supervision.rules.normative import FilingMaterial, NormativeEvent, NormativeState, lacking

STEPPED = {NormativeEvent.DISTRIBUTE, NormativeEvent.REOPEN}


@dataclass(frozen=True)
class Button:
    """A step one may take now."""

    label: str
    event: str
    primary: bool


@dataclass(frozen=True)
class ReviewRow:
    """An office's part: until when, what it found, and whether the reader may say it now."""

    review: OfficeReview
    due: Due
    mine: bool


@dataclass(frozen=True)
class Page:
    """Everything on the page."""

    state: State
    due: Due | None
    filed: Due
    buttons: list[Button]
    facts: list[tuple[str, object]]
    lacking: list[str]
    rounds: list[Round]
    reviews: list[ReviewRow]
    requests: list[ReviewRequest]
    files: list[File]
    again: list[NormativeDocument] = field(default_factory=list)
    keeps: bool = False
    inside: bool = False


def page_of(user: Anyone, row: NormativeDocument) -> Page:
    """The page of a readable document, in a fixed number of queries."""
    inside = reads_all_normative(user)
    steps = list(row.steps.select_related("rule__basis", "meeting__term", "by__person").order_by("id"))
    reviews = list(
        office_reviews(user).filter(document=row).select_related("body", "rule__basis").order_by("round", "id")
    )
    mine = standing(user).bodies(OFFICE)
    under_review = row.state == NormativeState.REVIEW
    moves = open_moves(user, row, reviews)
    return Page(
        state=State.of(NormativeState(row.state)),
        due=_due(steps, row),
        filed=due(filing_due(row.county, row.published_on), met_on=row.submitted_on),
        buttons=[Button(label(move.event), move.event.value, move.expected) for move in moves],
        facts=_facts(row),
        lacking=[label(one) for one in lacking(row.materials)],
        rounds=[Round("", _entries(steps, inside=inside))],
        reviews=[
            ReviewRow(one, due_of_review(one), under_review and one.found_on is None and one.body_id in mine)
            for one in reviews
        ],
        requests=list(review_requests(user).filter(document=row)),
        files=file_rows(normative_attachments(user).filter(normative_file__document=row)),
        again=list(row.refiled_as.all()),
        keeps=keeps_document(user, row),
        inside=inside,
    )


def _due(steps: list[NormativeStep], row: NormativeDocument) -> Due | None:
    return due_of(steps[-1]) if steps and row.due_on else None


def _facts(row: NormativeDocument) -> list[tuple[str, object]]:
    """What is known of a document; what is not yet has no line."""
    meeting = row.meeting.name if row.meeting else ""
    known: list[tuple[str, object]] = [
        (_("登记号"), row.register_number),
        (_("制定机关"), row.maker),
        (_("文号"), row.number),
        (_("公布"), f"{row.published_on:%Y-%m-%d}"),
        (_("报送"), f"{row.submitted_on:%Y-%m-%d}"),
        (_("报备材料"), "、".join(label(FilingMaterial(one)) for one in row.materials)),
        (_("审查方式"), row.get_occasion_display()),
        (_("登记机构"), str(row.office)),
        (_("备案"), f"{row.taken_on:%Y-%m-%d}" if row.taken_on else ""),
        (_("问题的性质"), row.get_ground_display()),
        (_("决定的会议"), meeting),
    ]
    return [(name, value) for name, value in known if value]


def _entries(steps: list[NormativeStep], *, inside: bool) -> list[Entry]:
    """The steps, the newest first; what was written of them stays inside."""
    found = []
    for place, step in enumerate(steps):
        next_on: date | None = steps[place + 1].on if place + 1 < len(steps) else None
        found.append(
            Entry(
                on=step.on,
                title=label(NormativeEvent(step.event)) if step.event else _("登记"),
                who=str(step.by) if inside else "",
                text=_words(step) if inside else "",
                due=due_of(step, met_on=next_on) if inside else None,
            )
        )
    return found[::-1]


def _words(step: NormativeStep) -> str:
    return "　".join(part for part in (step.note, step.meeting.name if step.meeting else "") if part)
