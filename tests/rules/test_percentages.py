"""Shares in per cent: three ways to round, and the published table of 2020."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.percentages import Rounding, percent, percents


@pytest.mark.parametrize(
    ("part", "whole", "how", "expected"),
    [
        (1, 8, Rounding.HALF_UP, "12.5"),
        (1, 16, Rounding.HALF_UP, "6.3"),
        (1, 16, Rounding.TRUNCATE, "6.2"),
        (2, 3, Rounding.TRUNCATE, "66.6"),
        (2, 3, Rounding.LARGEST_REMAINDER, "66.7"),
        (0, 5, Rounding.HALF_UP, "0.0"),
        (5, 5, Rounding.TRUNCATE, "100.0"),
    ],
)
def test_one_share(part: int, whole: int, how: Rounding, expected: str) -> None:
    assert percent(part, whole, how=how) == Decimal(expected)
    assert str(percent(part, whole, how=how)) == expected


def test_a_share_of_nothing_is_no_share() -> None:
    assert percent(0, 0) is None
    assert percents([0, 0], 0, Rounding.LARGEST_REMAINDER) == [None, None]


def test_negative_counts_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="negative"):
        percent(-1, 3)


def test_places() -> None:
    assert percent(1, 3, places=0) == Decimal("33")
    assert percent(1, 3, places=2) == Decimal("33.33")


def test_the_published_categories_of_2020_are_rounded_half_up() -> None:
    shares = percents([20, 7, 32, 44, 25], 128, Rounding.HALF_UP)
    assert [str(share) for share in shares] == ["15.6", "5.5", "25.0", "34.4", "19.5"]


def test_the_published_classes_of_2020() -> None:
    shares = percents([64, 38, 21, 5], 128, Rounding.HALF_UP)
    assert [str(share) for share in shares] == ["50.0", "29.7", "16.4", "3.9"]


def test_thirds_add_up() -> None:
    shares = percents([1, 1, 1], 3, Rounding.LARGEST_REMAINDER)
    assert [str(share) for share in shares] == ["33.4", "33.3", "33.3"]


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=30), st.integers(0, 3))
def test_the_largest_remainder_adds_up_and_strays_less_than_a_step(parts: list[int], places: int) -> None:
    whole = sum(parts)
    shares = percents(parts, whole, Rounding.LARGEST_REMAINDER, places)
    if whole == 0:
        assert shares == [None] * len(parts)
        return
    known = [share for share in shares if share is not None]
    assert sum(known) == 100
    step = Decimal(1).scaleb(-places)
    for part, share in zip(parts, known, strict=True):
        assert abs(share - Decimal(part) * 100 / whole) < step


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_cutting_off_never_exceeds_rounding(part: int, whole: int) -> None:
    cut, rounded = percent(part, whole, how=Rounding.TRUNCATE), percent(part, whole)
    assert cut is not None
    assert rounded is not None
    assert Decimal(0) <= rounded - cut <= Decimal("0.1")
