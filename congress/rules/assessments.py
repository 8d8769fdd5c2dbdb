"""满意度测评: how the totals become a class. No national law knows it; every county's own rule is data here.

The rules differ in what a share is of, whether exactly half is enough, in which order the classes are
tried, and whether there is a class at all. A rule is frozen beside the result it made; the same totals
can be read under another one without touching the record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from congress.rules.codes import Code
from congress.rules.percentages import Rounding, percents
from congress.rules.votes import SHARES, Majority, Roll, Sheets


class Denominator(Code):
    """What the shares are of."""

    WHOLE = "whole_membership"
    PRESENT = "present"
    VALID = "valid"
    RETURNED = "returned"


class Voters(Code):
    """Who marks the sheets."""

    MEMBERS = "members"
    MEMBERS_AND_DEPUTIES = "members_and_deputies"


class Outcomes(Code):
    """Which classes a rule knows."""

    THREE = "three"
    TWO = "two"
    RATES_ONLY = "rates_only"


@dataclass(frozen=True)
class Grade:
    """One class and the choices that are added up for it; tried in the order of the rule."""

    outcome: str
    counts: tuple[str, ...]


@dataclass(frozen=True)
class AssessmentRule:
    """One county's way to read a satisfaction vote.

    ``otherwise`` is the class when none of them is reached; a rule without grades publishes rates alone.
    """

    key: str
    label: str
    choices: tuple[str, ...]
    grades: tuple[Grade, ...] = ()
    otherwise: str = ""
    denominator: Denominator = Denominator.WHOLE
    majority: Majority = Majority.MORE_THAN_HALF
    voters: Voters = Voters.MEMBERS
    secret: bool = True
    rounding: Rounding = Rounding.HALF_UP
    places: int = 1
    basis: str = ""

    def __post_init__(self) -> None:
        strangers = {choice for grade in self.grades for choice in grade.counts} - set(self.choices)
        if len(set(self.choices)) < 2 or len(set(self.choices)) != len(self.choices) or strangers:
            raise ValueError(f"{self.key}: choices repeat, are too few, or a grade adds up {sorted(strangers)}")
        if self.grades and not self.otherwise:
            raise ValueError(f"{self.key}: no class when no grade fits")

    def to_json(self) -> dict[str, Any]:
        """As frozen beside a result."""
        return asdict(self)

    @classmethod
    def of_json(cls, data: Mapping[str, Any]) -> AssessmentRule:
        """Read a frozen rule, or one written as reference data."""
        values = dict(data)
        values["choices"] = tuple(values["choices"])
        grades = values.get("grades", ())
        values["grades"] = tuple(Grade(grade["outcome"], tuple(grade["counts"])) for grade in grades)
        codes = {"denominator": Denominator, "majority": Majority, "voters": Voters, "rounding": Rounding}
        values |= {name: enum(values[name]) for name, enum in codes.items() if name in values}
        return cls(**values)


def grades_of(outcomes: Outcomes, choices: Sequence[str]) -> tuple[tuple[Grade, ...], str]:
    """The grades a plain setting means, and the class when none fits.

    Three: each class is tried with all better ones added to it. Two: the best choice alone decides.
    """
    best, last = choices[0], choices[-1]
    if outcomes is Outcomes.RATES_ONLY:
        return (), ""
    if outcomes is Outcomes.TWO:
        return (Grade(best, (best,)),), last
    steps = tuple(Grade(choice, tuple(choices[: place + 1])) for place, choice in enumerate(choices[:-1]))
    return steps, last


@dataclass(frozen=True)
class Tried:
    """One grade as it was tried."""

    outcome: str
    votes: int
    needed: int
    passed: bool


@dataclass(frozen=True)
class Reading:
    """Totals read under one rule. ``outcome`` is empty when the rule knows rates alone."""

    rule: AssessmentRule
    of: int
    shares: tuple[Decimal | None, ...]
    tried: tuple[Tried, ...]
    outcome: str


def denominator(rule: AssessmentRule, roll: Roll, sheets: Sheets) -> int:
    """What the shares of a rule are of."""
    return {
        Denominator.WHOLE: roll.whole,
        Denominator.PRESENT: roll.present,
        Denominator.VALID: sheets.valid,
        Denominator.RETURNED: sheets.returned,
    }[rule.denominator]


def read(rule: AssessmentRule, roll: Roll, sheets: Sheets, counts: Mapping[str, int]) -> Reading:
    """Read the votes per choice under a rule; a choice the totals do not have has no votes."""
    of, share = denominator(rule, roll, sheets), SHARES[rule.majority]
    tried = []
    for grade in rule.grades:
        votes = sum(counts.get(choice, 0) for choice in grade.counts)
        tried.append(Tried(grade.outcome, votes, share.needed(of), share.reached(votes, of)))
        if tried[-1].passed:
            break
    won = next((step.outcome for step in tried if step.passed), rule.otherwise)
    parts = [counts.get(choice, 0) for choice in rule.choices]
    return Reading(rule, of, tuple(percents(parts, of, rule.rounding, rule.places)), tuple(tried), won)
