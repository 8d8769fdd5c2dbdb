"""The table of a review, and the comparison of a catalogue with the register."""

from __future__ import annotations

from decimal import Decimal

import pytest

from supervision.rules.audits import Counted, Progress, Sum, sums
from supervision.rules.listing import CATALOGUE, lines_of
from supervision.rules.normative import (
    AT_A_MEETING,
    CLOCKS,
    ENDED,
    MOVES,
    Case,
    FilingMaterial,
    Listed,
    Move,
    NormativeEvent,
    NormativeGuard,
    NormativeState,
    find,
    lacking,
    match,
    number_of,
    open_moves,
    title_of,
)

S, E, G = NormativeState, NormativeEvent, NormativeGuard


def test_every_state_is_reached_and_none_is_a_dead_end() -> None:
    reached, waiting = {S.REGISTERED}, [S.REGISTERED]
    while waiting:
        state = waiting.pop()
        for move in MOVES:
            if move.on is state and move.to not in reached:
                reached.add(move.to)
                waiting.append(move.to)
    assert reached == set(S)
    assert {state for state in S if not any(move.on is state for move in MOVES)} <= ENDED


def test_every_event_is_in_the_table_and_every_open_state_expects_one() -> None:
    assert {move.event for move in MOVES} == set(E)
    assert {move.on for move in MOVES if move.expected} == set(S) - ENDED


def test_one_state_knows_one_row_for_an_event() -> None:
    pairs = [(move.on, move.event) for move in MOVES]
    assert len(pairs) == len(set(pairs))


def test_annulment_is_reached_through_both_meetings_alone() -> None:
    assert [move.on for move in MOVES if move.to is S.ANNULLED] == [S.COMMITTEE]
    assert [move.on for move in MOVES if move.to is S.COMMITTEE] == [S.CHAIRPERSONS]
    assert {E.TABLE, E.ANNUL} <= AT_A_MEETING


def test_what_ended_runs_no_date() -> None:
    assert not set(CLOCKS) & ENDED


def test_a_document_with_missing_materials_is_not_taken() -> None:
    assert find(S.REGISTERED, E.TAKE, Case(complete=False)) is G.COMPLETE
    assert isinstance(find(S.REGISTERED, E.TAKE, Case()), Move)


def test_nothing_is_concluded_before_every_office_said_what_it_found() -> None:
    assert find(S.REVIEW, E.CLEAR, Case(awaited=1)) is G.FOUND
    assert find(S.REVIEW, E.SEND_OPINION, Case(awaited=1, objections=1)) is G.FOUND


def test_an_objection_is_not_cleared_away_and_no_opinion_goes_out_without_one() -> None:
    assert find(S.REVIEW, E.CLEAR, Case(objections=1)) is G.UNOBJECTED
    assert find(S.REVIEW, E.SEND_OPINION, Case()) is G.OBJECTED


def test_what_is_expected_stands_first() -> None:
    assert open_moves(S.REVIEW, Case())[0].event is E.CLEAR
    assert open_moves(S.REVIEW, Case(objections=1))[0].event is E.SEND_OPINION
    assert find(S.RETURNED, E.TAKE, Case()) is None


def test_what_did_not_come_is_named() -> None:
    assert lacking(["text", "note"]) == (FilingMaterial.BASIS, FilingMaterial.ELECTRONIC)


@pytest.mark.parametrize(
    "written", ["云政发〔2025〕3号", "云政发[2025]3号", "云政发（2025）03 号", "云政发【2025】3号"]
)
def test_numbers_are_one_in_all_brackets(written: str) -> None:
    assert number_of(written) == number_of("云政发〔2025〕3号")


def test_a_title_is_one_with_and_without_the_words_that_hand_it_on() -> None:
    bare = "云岭县农村公路养护管理办法"
    assert title_of(f"云岭县人民政府关于印发《{bare}》的通知") == title_of(f"《{bare}》") == title_of(bare)


def test_what_the_register_does_not_hold_was_not_filed() -> None:
    register = [Listed("云政发〔2025〕3号", "甲办法", 1), Listed("", "乙办法", 2)]
    catalogue = [Listed("云政发[2025]3号", "名称写错"), Listed("", "《乙办法》"), Listed("云政发〔2025〕9号", "丙办法")]
    assert match(catalogue, register) == [1, 2, None]


def test_a_registered_document_answers_for_one_line_only() -> None:
    register = [Listed("云政发〔2025〕3号", "甲办法", 1)]
    assert match([Listed("云政发〔2025〕3号", "甲办法"), Listed("", "甲办法")], register) == [1, None]


def test_a_pasted_list_is_read_by_its_headings() -> None:
    text = "序号\t文件标题\t发文字号\t印发日期\n1\t甲办法\t云政发〔2025〕3号\t2025.3.4\n"
    assert lines_of(text.encode(), "", CATALOGUE) == [
        (2, {"title": "甲办法", "number": "云政发〔2025〕3号", "published_on": "2025.3.4"})
    ]


def test_sums_of_all_progress_are_the_whole() -> None:
    problems = [
        Counted(Progress.DONE, Decimal("10.50")),
        Counted(Progress.DONE),
        Counted(Progress.NOT, Decimal("0.01")),
    ]
    found = sums(problems)
    assert found[Progress.DONE] == Sum(2, Decimal("10.50"))
    assert sum(one.count for one in found.values()) == 3
    assert found[Progress.OPEN] == Sum(0, Decimal(0))
