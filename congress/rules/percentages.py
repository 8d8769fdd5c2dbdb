"""Shares in per cent, rounded the way an office publishes them.

Published tables round in three ways: half up, as people do by hand; cut off; or so that the shares
of one table add up to exactly 100 (largest remainder). A share of nothing is no share: None, never 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext

from congress.rules.codes import Code

HUNDRED = Decimal(100)
DIGITS = 60
"""Enough to hold any count exactly beside the places asked for."""


class Rounding(Code):
    """取舍方式."""

    HALF_UP = "half_up"
    TRUNCATE = "truncate"
    LARGEST_REMAINDER = "largest_remainder"


def percent(part: int, whole: int, places: int = 1, how: Rounding = Rounding.HALF_UP) -> Decimal | None:
    """``part`` of ``whole`` in per cent; None when ``whole`` is 0. Raises ValueError for negative counts.

    The largest remainder needs the whole table (:func:`percents`); one share alone is rounded half up.
    """
    _refuse_negative((part, whole))
    if whole == 0:
        return None
    rounding = ROUND_DOWN if how is Rounding.TRUNCATE else ROUND_HALF_UP
    with localcontext(prec=DIGITS):
        return (part * HUNDRED / whole).quantize(_step(places), rounding=rounding)


def percents(
    parts: Sequence[int], whole: int, how: Rounding = Rounding.HALF_UP, places: int = 1
) -> list[Decimal | None]:
    """The shares of one table, in its order.

    With the largest remainder they add up to the rounded share of their sum: 100.0 when the parts
    make the whole. What is left after cutting off goes, one step each, to the largest remainders;
    of equal ones to the larger part, then to the earlier row.
    """
    _refuse_negative((*parts, whole))
    if whole == 0 or how is not Rounding.LARGEST_REMAINDER:
        return [percent(part, whole, places, how) for part in parts]
    scale = 100 * 10**places
    cut = [part * scale // whole for part in parts]
    missing = (2 * sum(parts) * scale + whole) // (2 * whole) - sum(cut)
    by_remainder = sorted(range(len(parts)), key=lambda row: (-(parts[row] * scale % whole), -parts[row], row))
    for row in by_remainder[:missing]:
        cut[row] += 1
    with localcontext(prec=DIGITS):
        return [(Decimal(steps) * _step(places)).quantize(_step(places)) for steps in cut]


def _step(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def _refuse_negative(counts: Sequence[int]) -> None:
    if min(counts) < 0:
        raise ValueError("counts are never negative")
