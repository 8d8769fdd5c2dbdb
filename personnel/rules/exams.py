"""The examination in law before an appointment: local everywhere, never law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from congress.rules.codes import Code

SITTINGS = 2
"""The examination and one resit."""


class Validity(Code):
    """How long a pass is good: for the term, or for the motion it was sat for."""

    TERM = "term"
    ONCE = "once"


class ExamStanding(Code):
    """Where somebody stands with the examination."""

    NOT_NEEDED = "not_needed"
    OPEN = "open"
    PASSED = "passed"
    RESIT = "resit"
    FAILED = "failed"


@dataclass(frozen=True)
class Sitting:
    """One sitting: its day, the mark, the term it was sat in and whether it was sat for this very line."""

    on: date
    mark: int
    term: int
    own: bool


def standing(
    sittings: Sequence[Sitting], *, needed: bool, pass_mark: int, validity: Validity, term: int
) -> ExamStanding:
    """Where somebody stands: a pass counts while it is valid; two failures for one line end it."""
    if not needed:
        return ExamStanding.NOT_NEEDED
    good = [one for one in sittings if one.mark >= pass_mark]
    if any(one.own or (validity is Validity.TERM and one.term == term) for one in good):
        return ExamStanding.PASSED
    failed = sum(1 for one in sittings if one.own and one.mark < pass_mark)
    if failed >= SITTINGS:
        return ExamStanding.FAILED
    return ExamStanding.RESIT if failed else ExamStanding.OPEN
