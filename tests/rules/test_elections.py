"""How many candidates, and who of them is elected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.ballots import LineOutcome
from congress.rules.elections import SeatKind, candidates_wanted, elect, sheet_valid

E, A, N = LineOutcome.ELECTED, LineOutcome.AGAIN, LineOutcome.NOT_ELECTED


@pytest.mark.parametrize(
    ("kind", "seats", "span"),
    [
        (SeatKind.HEAD, 1, (1, 2)),
        (SeatKind.DEPUTY_HEAD, 1, (2, 4)),
        (SeatKind.DEPUTY_HEAD, 4, (5, 7)),
        (SeatKind.MEMBER, 22, (25, 26)),
        (SeatKind.MEMBER, 20, (22, 24)),
        (SeatKind.MEMBER, 4, (5, 5)),
        (SeatKind.BY_ELECTION, 1, (1, 4)),
    ],
)
def test_how_many_stand(kind: SeatKind, seats: int, span: tuple[int, int]) -> None:
    found = candidates_wanted(kind, seats)
    assert (found.least, found.most) == span
    assert seats + 9 not in found


def test_an_election_without_a_seat_is_none() -> None:
    with pytest.raises(ValueError):
        candidates_wanted(SeatKind.HEAD, 0)


@given(st.integers(1, 60))
def test_members_stand_with_a_tenth_to_a_fifth_more(seats: int) -> None:
    found = candidates_wanted(SeatKind.MEMBER, seats)
    assert found.least > seats
    assert 10 * (found.least - seats) >= seats
    assert found.most == found.least or 5 * (found.most - seats) <= seats


@pytest.mark.parametrize(
    ("votes", "seats", "chosen", "left"),
    [
        ([120, 110, 60], 2, (E, E, N), 0),
        ([120, 110, 100], 2, (E, E, N), 0),  # all three passed the half: most votes
        ([120, 100, 100], 2, (E, A, A), 1),  # the last seat is open between two
        ([100, 100, 100], 2, (A, A, A), 2),
        ([100, 100], 2, (E, E), 0),
        ([120, 94, 93], 2, (E, E, N), 0),
        ([120, 93, 60], 2, (E, N, N), 1),  # 93 of 186 is not more than half
        ([93, 93], 1, (N, N), 1),
    ],
)
def test_who_is_elected_of_186_deputies(
    votes: list[int], seats: int, chosen: tuple[LineOutcome, ...], left: int
) -> None:
    found = elect(votes, seats, 186)
    assert (found.chosen, found.open_seats, found.needed) == (chosen, left, 94)


@given(st.lists(st.integers(0, 186), min_size=1, max_size=12), st.integers(1, 8))
def test_nobody_is_elected_below_half_nor_before_somebody_with_more_votes(votes: list[int], seats: int) -> None:
    found = elect(votes, seats, 186)
    elected = [n for n, one in zip(votes, found.chosen, strict=True) if one is E]
    again = [n for n, one in zip(votes, found.chosen, strict=True) if one is A]
    rest = [n for n, one in zip(votes, found.chosen, strict=True) if one is N]
    assert len(elected) + found.open_seats == seats
    assert all(2 * n > 186 for n in elected + again)
    assert min(elected, default=187) >= max(again, default=0)
    assert all(2 * n <= 186 or n < min(elected + again) for n in rest)
    assert len(again) != 1
    assert not again or len(set(again)) == 1


@given(st.integers(0, 20), st.integers(1, 20))
def test_a_sheet_with_more_names_than_seats_is_spoiled(names: int, seats: int) -> None:
    assert sheet_valid(names, seats) == (names <= seats)
