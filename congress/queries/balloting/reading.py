"""Frozen totals read: under their own rule, and under another one for comparison, without a word written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q
from django.utils.translation import gettext as _

from congress.clock import today
from congress.labels import label
from congress.models import Ballot, BallotResult, BallotResultLine, BallotRule, Congress
from congress.queries.balloting.roll import whole_words
from congress.queries.figures import ROUNDINGS
from congress.queries.parameters import rows
from congress.rules.assessments import AssessmentRule, Denominator, Outcomes, Reading, denominator, grades_of, read
from congress.rules.votes import SHARES, Majority, Membership, Roll, Sheets

OWN = "own"
"""The key of the county's own rule, put together from its settings."""
SETTINGS = ("secret", "options", "denominator", "half", "outcomes")


def own_rule(county: Congress) -> AssessmentRule:
    """The county's rule as its settings say today (设置 assessment.*, rates.*)."""
    keys = [f"assessment.{name}" for name in SETTINGS] + ["rates.rounding", "rates.decimals"]
    found = rows(county, keys)
    value = {key: row.value for key, row in found.items()}
    options = tuple(str(choice) for choice in value["assessment.options"])
    grades, otherwise = grades_of(Outcomes(value["assessment.outcomes"]), options)
    basis = found["assessment.outcomes"].basis
    return AssessmentRule(
        key=OWN,
        label=_("本县规定"),
        choices=options,
        grades=grades,
        otherwise=otherwise,
        denominator=Denominator(value["assessment.denominator"]),
        majority=Majority(value["assessment.half"]),
        secret=bool(value["assessment.secret"]),
        rounding=ROUNDINGS[str(value["rates.rounding"])],
        places=int(value["rates.decimals"]),
        basis=basis.citation if basis else _("本县设置"),
    )


def rules_for(county: Congress) -> dict[str, AssessmentRule]:
    """Rules to choose from by key: the county's own from its settings, those of other counties, its own named ones."""
    found = {OWN: own_rule(county)}
    named = BallotRule.objects.filter(Q(county=county) | Q(county=None), valid_from__lte=today())
    for row in named.order_by(F("county").asc(nulls_first=True), "valid_from", "id"):
        found[row.key] = row.rule
    return found


def reading_of(
    rule: AssessmentRule, roll: Roll, sheets: Sheets, options: Sequence[str], counts: Sequence[int]
) -> Reading:
    """One line's votes under a rule."""
    return read(rule, roll, sheets, dict(zip(options, counts, strict=True)))


def frozen_roll(result: BallotResult) -> Roll:
    """The roll as it was when the result was fixed."""
    return Roll(result.in_office, result.present, result.seats, Membership(result.membership))


def frozen_sheets(result: BallotResult) -> Sheets:
    """The sheets as they were counted."""
    return Sheets(result.issued, result.returned, result.spoiled)


def denominator_words(ballot: Ballot, roll: Roll, sheets: Sheets) -> str:
    """The denominator and the line to pass, as printed under a result."""
    if not ballot.rule:
        return whole_words(ballot.meeting, roll, Majority(ballot.majority))
    rule = AssessmentRule.of_json(ballot.rule)
    if rule.denominator is Denominator.WHOLE:
        return whole_words(ballot.meeting, roll, rule.majority)
    of = denominator(rule, roll, sheets)
    text = _("以%(what)s%(of)s为分母，%(majority)s为%(needed)s票。")
    shape = {"what": label(rule.denominator), "of": of, "majority": label(rule.majority)}
    return text % {**shape, "needed": SHARES[rule.majority].needed(of)}


@dataclass(frozen=True)
class Compared:
    """One line under another rule: votes and shares by choice, and the class it would have had."""

    name: str
    votes: list[tuple[int, Decimal | None]]
    was: str
    would_be: str

    @property
    def differs(self) -> bool:
        """Whether the other rule says something else."""
        return self.was != self.would_be


def compared(result: BallotResult, lines: Sequence[BallotResultLine], rule: AssessmentRule) -> list[Compared]:
    """The frozen totals of an assessment under another rule. Nothing is written."""
    roll, sheets = frozen_roll(result), frozen_sheets(result)
    found = []
    for line in lines:
        other = reading_of(rule, roll, sheets, result.options, line.counts)
        counts = dict(zip(result.options, line.counts, strict=True))
        votes = [(counts.get(choice, 0), share) for choice, share in zip(rule.choices, other.shares, strict=True)]
        found.append(Compared(line.name, votes, line.words or _("只公布比例"), other.outcome or _("只公布比例")))
    return found
