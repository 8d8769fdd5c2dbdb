"""The table of a meeting's moves, the quorum, and reading speeches."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from congress.rules import speeches
from congress.rules.meeting_moves import (
    MOVES,
    Case,
    MeetingEvent,
    MeetingGuard,
    MeetingMove,
    MeetingPart,
    find,
    open_moves,
    quorum,
)
from congress.rules.meetings import MeetingKind, MeetingState

DAY = dt.date(2026, 8, 27)
READY = Case(DAY, DAY, items=3, adopted=3, members=27, untold=2, present=14, needed=14)
KEEPER = frozenset({MeetingPart.KEEPER})


@pytest.mark.parametrize(
    ("kind", "whole", "needed"),
    [
        (MeetingKind.STANDING_COMMITTEE, 27, 14),
        (MeetingKind.STANDING_COMMITTEE, 28, 15),
        (MeetingKind.STANDING_COMMITTEE, 35, 18),
        (MeetingKind.STANDING_COMMITTEE, 1, 1),
        (MeetingKind.CONGRESS, 186, 124),
        (MeetingKind.CONGRESS, 185, 124),
        (MeetingKind.CONGRESS, 184, 123),
        (MeetingKind.CHAIRPERSONS, 5, 1),
    ],
)
def test_quorum_is_more_than_half_of_a_committee_and_two_thirds_of_a_congress(kind, whole, needed) -> None:
    assert quorum(kind, whole) == needed


def test_a_keeper_may_open_with_everything_in_place() -> None:
    found = find(MeetingState.NOTIFIED, MeetingEvent.OPEN, KEEPER, READY)
    assert isinstance(found, MeetingMove)
    assert found.to is MeetingState.OPEN


@pytest.mark.parametrize(
    ("change", "guard"),
    [
        ({"present": 13}, MeetingGuard.QUORUM),
        ({"adopted": 2}, MeetingGuard.ADOPTED),
        ({"items": 0, "adopted": 0}, MeetingGuard.ADOPTED),
        ({"today": dt.date(2026, 8, 26)}, MeetingGuard.DAY_COME),
    ],
)
def test_opening_says_what_is_missing(change, guard) -> None:
    assert find(MeetingState.NOTIFIED, MeetingEvent.OPEN, KEEPER, replace(READY, **change)) is guard


def test_nobody_answers_moves_or_arranges_once_a_meeting_is_open() -> None:
    every = frozenset(MeetingPart)
    for event in (MeetingEvent.ANSWER, MeetingEvent.MOVE, MeetingEvent.ARRANGE, MeetingEvent.CANCEL):
        for state in (MeetingState.OPEN, MeetingState.CLOSED, MeetingState.CANCELLED):
            assert find(state, event, every, READY) is None


def test_every_state_is_reached_and_only_the_last_ones_end() -> None:
    reached = {move.to for move in MOVES} | {MeetingState.PREPARING}
    assert reached == set(MeetingState)
    leaving = {move.on for move in MOVES if move.to is not move.on}
    assert set(MeetingState) - leaving == {MeetingState.CLOSED, MeetingState.CANCELLED}


def test_a_notice_goes_out_twice_only_to_those_who_were_not_told() -> None:
    told = replace(READY, untold=0)
    assert find(MeetingState.NOTIFIED, MeetingEvent.NOTIFY, KEEPER, told) is MeetingGuard.SOME_UNTOLD
    assert MeetingEvent.NOTIFY in {move.event for move in open_moves(MeetingState.NOTIFIED, KEEPER, READY)}


NAMES = {"高远", "陈志明", "阿依诺金", "李伟1"}


def test_speeches_are_read_by_name() -> None:
    text = "高远：同意这个报告。\n建议：年底再听一次\n还要公开结果\n\n陈志明: 加快进度\n李伟1：同意"
    assert speeches.read(text, NAMES) == [
        ("高远", "同意这个报告。\n建议：年底再听一次\n还要公开结果"),
        ("陈志明", "加快进度"),
        ("李伟1", "同意"),
    ]


@pytest.mark.parametrize("text", ["没有名字的话", "王五：我也说", "高远：同意\n王五：我也说"])
def test_words_of_a_stranger_are_put_into_nobodys_mouth(text) -> None:
    with pytest.raises(speeches.Unreadable):
        speeches.read(text, NAMES)


def test_no_speech_is_no_speech() -> None:
    assert speeches.read(" \n\n", NAMES) == []
