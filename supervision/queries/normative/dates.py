"""The dates of a review: computed by the county's own rules (监督法 §40), kept with the step they run from."""

from __future__ import annotations

from datetime import date

from congress.models import Congress, Deadline
from congress.models.deadlines import Unit
from congress.queries.deadlines import Due, due, foresee
from congress.queries.parameters import value
from congress.rules.deadlines import MonthDay
from supervision.models import NormativeStep, OfficeReview

SUBMISSION, OPINION, CATALOGUE = "filing.submission", "filing.opinion", "filing.catalogue_on"


def filing_due(county: Congress, published_on: date) -> Deadline:
    """By when a document has to be filed after its publication."""
    return foresee(county, SUBMISSION, published_on)


def catalogue_due(county: Congress, year: int) -> date:
    """By when the catalogue of a year has to come: a day of the next one."""
    month, day = map(int, str(value(county, CATALOGUE)).split("-"))
    return MonthDay(month, day).in_year(year + 1)


def due_of(step: NormativeStep, *, met_on: date | None = None) -> Due | None:
    """The date that runs from a step, with its arithmetic as it was computed then. Reads no row."""
    if step.rule is None or step.due_on is None:
        return None
    entry = Deadline(
        clock=step.rule.clock,
        label=step.rule.label,
        anchor_on=step.anchor_on,
        value=step.rule.value,
        unit=Unit(step.rule.unit),
        due_on=step.due_on,
        nominal_on=step.nominal_on,
        provisional=step.provisional,
        steps=step.arithmetic,
        kind=step.rule.kind,
        rule=step.rule,
        basis=step.rule.basis,
    )
    return due(entry, met_on=met_on)


def due_of_review(review: OfficeReview) -> Due:
    """By when an office has to say what it found; the rule is read with the row."""
    entry = Deadline(
        clock=review.rule.clock,
        label=review.rule.label,
        due_on=review.due_on,
        steps=[],
        kind=review.rule.kind,
        rule=review.rule,
        basis=review.rule.basis,
    )
    return due(entry, met_on=review.found_on)
