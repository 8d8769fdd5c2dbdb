"""Who belongs to the whole, how many must be there, how many are enough; which totals cannot be."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.meetings import MeetingKind
from congress.rules.votes import (
    MOVERS,
    SHARES,
    Difference,
    Fault,
    Line,
    Majority,
    Membership,
    Movers,
    Roll,
    Sheets,
    Totals,
    decide,
    differences,
    quorum,
)

HELPER = {21: (11, 5), 23: (12, 5), 25: (13, 5), 27: (14, 6), 29: (15, 6), 31: (16, 7), 33: (17, 7), 35: (18, 7)}
"""All members → more than half, one fifth, as offices keep it on a card."""
SMALL = st.integers(0, 500)


@pytest.mark.parametrize(("whole", "needed"), HELPER.items())
def test_the_card_of_every_office(whole: int, needed: tuple[int, int]) -> None:
    assert SHARES[Majority.MORE_THAN_HALF].needed(whole) == needed[0]
    assert SHARES[Majority.ONE_FIFTH].needed(whole) == needed[1]


@given(whole=st.integers(1, 3000), votes=st.integers(0, 3000), majority=st.sampled_from(list(Majority)))
def test_enough_is_what_the_fraction_says(whole: int, votes: int, majority: Majority) -> None:
    share = SHARES[majority]
    part, wanted = Fraction(votes, whole), Fraction(share.numerator, share.denominator)
    assert share.reached(votes, whole) == (part > wanted if share.strict else part >= wanted)
    assert share.reached(share.needed(whole), whole)
    assert not share.reached(share.needed(whole) - 1, whole)


@pytest.mark.parametrize("whole", [2, 26, 76, 186])
def test_exactly_half_is_more_than_half_nowhere_and_half_or_more_everywhere(whole: int) -> None:
    assert not decide(whole // 2, whole).passed
    assert decide(whole // 2, whole, Majority.HALF_OR_MORE).passed
    assert decide(whole // 2 + 1, whole).passed


def test_four_movers_of_an_inquiry() -> None:
    """At the committee more than half of them may insist, at the congress half or more (监督法 §53, 代表法 §20)."""
    assert SHARES[Majority.MORE_THAN_HALF].needed(4) == 3
    assert SHARES[Majority.HALF_OR_MORE].needed(4) == 2


def test_nothing_is_enough_of_nothing() -> None:
    assert not any(share.reached(0, 0) for share in SHARES.values())


def test_how_many_move_a_motion() -> None:
    assert [MOVERS[m] for m in (Movers.STANDING_COMMITTEE, Movers.COUNTY_CONGRESS, Movers.TOWNSHIP_CONGRESS)] == [
        3,
        10,
        5,
    ]


@pytest.mark.parametrize(
    ("membership", "whole", "needed"), [(Membership.IN_OFFICE, 71, 36), (Membership.FIXED, 76, 39)]
)
def test_76_seats_of_which_five_are_vacant(membership: Membership, whole: int, needed: int) -> None:
    roll = Roll(in_office=71, present=60, seats=76, membership=membership)
    assert (roll.vacancies, roll.whole) == (5, whole)
    assert quorum(MeetingKind.STANDING_COMMITTEE, roll).needed == needed
    assert decide(needed, roll.whole).passed
    assert not decide(needed - 1, roll.whole).passed


@given(in_office=SMALL, present=SMALL)
def test_a_committee_decides_with_more_than_half_a_congress_with_two_thirds(in_office: int, present: int) -> None:
    roll = Roll(in_office, present)
    committee, congress = (quorum(k, roll) for k in (MeetingKind.STANDING_COMMITTEE, MeetingKind.CONGRESS))
    assert committee.reached == (2 * present > in_office > 0)
    assert congress.reached == (in_office > 0 and 3 * present >= 2 * in_office)


@given(in_office=st.integers(1, 60), votes=st.data())
def test_whoever_stays_away_or_casts_nothing_counts_against(in_office: int, votes: st.DataObject) -> None:
    present = votes.draw(st.integers(0, in_office))
    favour = votes.draw(st.integers(0, present))
    assert decide(favour, Roll(in_office, present).whole).passed == (favour > in_office - favour)


def faults(found: list) -> list[Fault]:
    return [complaint.fault for complaint in found]


@pytest.mark.parametrize(
    ("roll", "fault"),
    [
        (Roll(28, 20, seats=27), Fault.OVER_SEATS),
        (Roll(20, 21), Fault.PRESENT_OVER_MEMBERS),
        (Roll(20, -1), Fault.NEGATIVE),
        (Roll(20, 15, membership=Membership.FIXED), Fault.NO_SEATS),
    ],
)
def test_a_roll_that_cannot_be(roll: Roll, fault: Fault) -> None:
    assert fault in faults(roll.complaints())
    assert Roll(20, 15, seats=27).complaints() == []


@pytest.mark.parametrize(
    ("sheets", "fault"),
    [
        (Sheets(25, 24), Fault.ISSUED_OVER_PRESENT),
        (Sheets(20, 21), Fault.RETURNED_OVER_ISSUED),
        (Sheets(20, 20, 21), Fault.SPOILED_OVER_RETURNED),
        (Sheets(20, 20, -1), Fault.NEGATIVE),
        (Sheets(0, 0), Fault.NO_SHEETS),
    ],
)
def test_sheets_that_cannot_be(sheets: Sheets, fault: Fault) -> None:
    assert fault in faults(sheets.complaints(present=24))


@st.composite
def counted(draw: st.DrawFn) -> tuple[int, Totals]:
    """A vote as it can happen: each valid sheet says one thing on each line, or nothing."""
    present = draw(st.integers(1, 400))
    issued = draw(st.integers(1, present))
    returned = draw(st.integers(0, issued))
    spoiled = draw(st.integers(0, returned))
    lines = []
    for _line in range(draw(st.integers(1, 6))):
        left, counts = returned - spoiled, []
        for _choice in range(3):
            counts.append(draw(st.integers(0, left)))
            left -= counts[-1]
        lines.append(Line(tuple(counts), left))
    return present, Totals(Sheets(issued, returned, spoiled), tuple(lines))


@given(counted())
def test_a_vote_that_happened_is_never_refused(vote: tuple[int, Totals]) -> None:
    present, totals = vote
    assert totals.complaints(present) == []
    for line in totals.lines:
        assert totals.silent(line, present) + line.cast + totals.sheets.spoiled == present


@given(counted(), st.integers(1, 9), st.data())
def test_one_figure_more_or_less_is_always_noticed(vote: tuple[int, Totals], more: int, data: st.DataObject) -> None:
    present, totals = vote
    place = data.draw(st.integers(0, len(totals.lines) - 1))
    wrong = Line((totals.lines[place].counts[0] + more, *totals.lines[place].counts[1:]), totals.lines[place].unmarked)
    typed = Totals(totals.sheets, (*totals.lines[:place], wrong, *totals.lines[place + 1 :]))
    (complaint,) = typed.complaints(present)
    assert (complaint.fault, complaint.line) == (Fault.LINE_SUM, place)
    assert differences(totals, typed) == [Difference(place, 0, totals.lines[place].counts[0], wrong.counts[0])]
    assert differences(totals, totals) == []


def test_a_device_has_no_sheets_but_those_who_do_not_press() -> None:
    totals = Totals(Sheets.of_device(24), (Line((13, 2, 5), unmarked=4),))
    assert totals.complaints(24) == []
    assert totals.silent(totals.lines[0], 24) == 4
    assert not decide(13, 27).passed, "13 of 20 who pressed, but not of 27 members"
