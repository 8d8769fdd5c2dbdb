"""The life of a document as a table; its numbers; how its typed text is read."""

from __future__ import annotations

import pytest

from congress.official.content import Layout, Level, Paper
from congress.rules.documents.batches import Addressed, fill, places, typed
from congress.rules.documents.body import annexes_of, blocks_of, ordinal, outline
from congress.rules.documents.kinds import FROM_MEETING, KINDS, DocumentCode, Organ, Signer
from congress.rules.documents.life import (
    BEFORE_ISSUE,
    ENDED,
    GUARDS,
    MOVES,
    Case,
    DocumentEvent,
    DocumentGuard,
    DocumentPart,
    DocumentState,
    Move,
    find,
    open_moves,
)
from congress.rules.documents.numbering import BadForm, Scope, number, scope_key, trouble
from congress.rules.followups import Openness

S, E, P, G = DocumentState, DocumentEvent, DocumentPart, DocumentGuard
EVERYBODY = frozenset(P)


def test_every_event_guard_and_state_stands_in_the_table() -> None:
    assert {move.event for move in MOVES} == set(E)
    assert {guard for move in MOVES for guard in move.guards} == set(G) == set(GUARDS)
    assert {move.on for move in MOVES} | {move.to for move in MOVES} == set(S)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code.value)
def test_no_state_is_a_dead_end_whatever_the_kind_wants(kind) -> None:
    case = Case(review=kind.reviewed, signature=kind.signer is not Signer.NOBODY, public=True)
    reached, waiting = {S.DRAFT}, [S.DRAFT]
    while waiting:
        state = waiting.pop()
        onward = {move.to for move in open_moves(state, EVERYBODY, case) if move.to is not state}
        assert onward or state in ENDED, state
        waiting += onward - reached
        reached |= onward
    assert {S.ISSUED, S.PUBLISHED, S.SUPERSEDED, S.ELSEWHERE, S.WITHDRAWN} <= reached


def test_nothing_leads_from_an_issued_document_back_to_a_draft() -> None:
    final = {S.ISSUED, S.PUBLISHED, S.SUPERSEDED, S.ELSEWHERE}
    assert [move for move in MOVES if move.on in final and move.to in BEFORE_ISSUE] == []


@pytest.mark.parametrize(
    ("review", "signature", "to"),
    [(True, True, S.REVIEW), (True, False, S.REVIEW), (False, True, S.SIGNING), (False, False, S.SIGNED)],
)
def test_a_draft_goes_where_its_kind_wants(review: bool, signature: bool, to: S) -> None:
    found = find(S.DRAFT, E.SUBMIT, frozenset({P.DRAFTER}), Case(review=review, signature=signature))
    assert isinstance(found, Move)
    assert found.to is to


def test_the_scan_is_asked_for_until_it_is_there() -> None:
    wanting = {m.event: m.expected for m in open_moves(S.ISSUED, frozenset({P.DRAFTER}), Case())}
    having = {m.event: m.expected for m in open_moves(S.ISSUED, frozenset({P.DRAFTER}), Case(scanned=True))}
    assert (wanting[E.ATTACH], having[E.ATTACH]) == (True, False)


def test_a_paper_not_meant_for_the_public_is_not_published() -> None:
    assert find(S.ISSUED, E.PUBLISH, EVERYBODY, Case(public=False)) is G.FOR_THE_PUBLIC


def test_every_code_has_a_kind_and_every_letter_a_series() -> None:
    assert set(KINDS) == set(DocumentCode)
    assert [k.code for k in KINDS.values() if k.layout is Layout.LETTER and not k.series] == []
    assert set(FROM_MEETING) >= {DocumentCode.CHAIRPERSONS_MINUTES, DocumentCode.OPINION, DocumentCode.SIGN_IN}
    assert {kind.organ for kind in KINDS.values()} <= set(Organ)


def test_what_is_owed_to_the_public_by_law_is_open_to_it() -> None:
    assert [k.code for k in KINDS.values() if k.publish_basis and k.openness is not Openness.PUBLIC] == []


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("{abbr}人常发〔{year}〕{n}号", "云人常发〔2026〕7号"),
        ("{area}人大〔{year}〕第{n}号", "云岭县人大〔2026〕第7号"),
        ("第{n}号", "第7号"),
        ("第{term}届第{n}期", "第18届第7期"),
    ],
)
def test_a_number_reads_as_the_county_wants(form: str, printed: str) -> None:
    assert number(form, area="云岭县", abbr="云", year=2026, term=18, n=7) == printed


@pytest.mark.parametrize(
    ("form", "scope", "why"),
    [
        ("云人常发〔{year}〕号", Scope.YEAR, BadForm.NO_NUMBER),
        ("{n}〔{year}〕{n}号", Scope.YEAR, BadForm.NO_NUMBER),
        ("〔{year}〕{n}号{who}", Scope.YEAR, BadForm.UNKNOWN),
        ("〔{year}〕{n}号{", Scope.YEAR, BadForm.UNKNOWN),
        ("第{n}号", Scope.YEAR, BadForm.NO_YEAR),
        ("第{n}号", Scope.TERM, None),
    ],
)
def test_a_form_that_would_repeat_numbers_is_refused(form: str, scope: Scope, why: BadForm | None) -> None:
    assert trouble(form, scope) is why


def test_a_series_counts_by_year_or_term() -> None:
    assert scope_key(Scope.YEAR, year=2026, term=18) == "2026"
    assert scope_key(Scope.TERM, year=2026, term=18) == "T18"


def test_typed_text_becomes_levels_people_and_tables() -> None:
    text = "开头。\n一、甲\n（一）乙\n1.丙\n（1）丁\n出席：高　远　陈志明\n"
    text += "|姓名|职务|\n|孙丽|科长|\n【居中】结语\n【分页】"
    levels = [block.level for block in blocks_of(text)]
    assert levels == [
        *[Level.BODY, Level.FIRST, Level.SECOND, Level.THIRD, Level.FOURTH],
        *[Level.PEOPLE, Level.TABLE, Level.CENTRED, Level.BREAK],
    ]
    people, table = blocks_of(text)[5:7]
    assert (people.label, people.text) == ("出席", "高　远　陈志明")
    assert table.rows == (("姓名", "职务"), ("孙丽", "科长"))
    assert sum(table.widths) == pytest.approx(156, abs=0.5)


def test_a_ragged_table_keeps_every_cell() -> None:
    (table,) = blocks_of("| 甲 | 乙 | 丙 |\n| 一 |\n｜ 二 ｜ 三 ｜")
    assert table.rows == (("甲", "乙", "丙"), ("一", "", ""), ("二", "三", ""))


def test_annexes_begin_with_their_title() -> None:
    found = annexes_of("忽略\n# 附件一题目\n一、内容\n\n#附件二题目\n| 甲 | 乙 |")
    assert [one.title for one in found] == ["附件一题目", "附件二题目"]
    assert found[1].blocks[0].level is Level.TABLE


ORDINALS = [("一、", 1), ("十二、", 12), ("（三）", 3), ("二十一、", 21), ("15.", 15), ("无", 0)]


@pytest.mark.parametrize(("text", "n"), ORDINALS)
def test_headings_are_counted(text: str, n: int) -> None:
    assert ordinal(text) == n


def test_the_outline_tells_a_heading_that_was_left_out() -> None:
    assert outline("一、甲\n（一）乙\n（二）丙\n三、丁").gaps == ("三、丁",)
    assert outline("一、甲\n（一）乙\n二、丙\n（一）丁\n三、戊").gaps == ()


def test_recipients_are_read_as_pasted() -> None:
    named = typed("姓名\t单位\t件数\n罗秀英\t石门代表团\t3\n\n杨建国\t石门代表团\t1")
    assert [(one.name, one.values["件数"]) for one in named] == [("罗秀英", "3"), ("杨建国", "1")]
    bare = typed("县财政局 | 5件\n县水务局")
    assert (bare[0].values["1"], bare[1].name) == ("5件", "县水务局")


def test_a_letter_is_filled_and_keeps_what_it_does_not_know() -> None:
    paper = Paper(Layout.LETTER, "办公室", "致【姓名】", blocks=blocks_of("【姓名】代表：承办【件数】件，见【不知】。"))
    letter = fill(paper, Addressed("罗秀英", {"姓名": "罗秀英", "件数": "3"}))
    assert (letter.addressee, letter.title) == ("罗秀英", "致罗秀英")
    assert letter.blocks[0].text == "罗秀英代表：承办3件，见【不知】。"
    assert places(paper) == ["姓名", "件数", "不知"]
