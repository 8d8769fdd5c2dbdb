"""Typed text, headings, titles in lines, and the stored form of a paper."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.official.content import Annex, Block, Layout, Level, Paper, parse
from congress.official.text import heading, long_date, spaced, width
from congress.official.titles import lines

SENTENCE = "一、会议决定将研究处理情况的报告在九月底以前送交常委会。"
TITLES = [
    "青河县人民代表大会常务委员会关于批准2025年县本级财政决算的决议",
    "关于印发《青河县人大常委会2026年监督工作计划》的通知",
    "青河县人民代表大会常务委员会关于检查《中华人民共和国农产品质量安全法》贯彻实施情况的报告",
    "青河县第十八届人民代表大会常务委员会第二十三次会议关于接受欧阳海同志辞去青河县人民代表大会常务委员会委员职务请求的决定并依照法律规定报县人民代表大会备案的公告",
    "关于青河县国家机关工作人员任前公示和王建国同志任职表态发言有关安排的通知",
]


def test_lines_become_levels_and_blank_ones_fall_away() -> None:
    text = "会议认为：\r\n\n一、总体评价\n（一）成绩\n(二)不足\n1. 投入\n2、产出\n（1）设施\n(2)人员\n　　三年来。\n"
    text += "十一、其他\n"
    assert [(block.level, block.text) for block in parse(text)] == [
        (Level.BODY, "会议认为："),
        (Level.FIRST, "一、总体评价"),
        (Level.SECOND, "（一）成绩"),
        (Level.SECOND, "（二）不足"),
        (Level.THIRD, "1.投入"),
        (Level.THIRD, "2.产出"),
        (Level.FOURTH, "（1）设施"),
        (Level.FOURTH, "（2）人员"),
        (Level.BODY, "三年来。"),
        (Level.FIRST, "十一、其他"),
    ]


@pytest.mark.parametrize("text", ["1.5公里的路面", "2026年3月5日", "一条路", "1260万元", "（草案）"])
def test_what_only_looks_like_a_mark_is_text(text: str) -> None:
    assert parse(text) == (Block(Level.BODY, text),)


def test_what_no_paper_shows_is_dropped() -> None:
    assert parse("a\x00b\u200bc\x0bd") == (Block(Level.BODY, "abc"), Block(Level.BODY, "d"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一、总体评价", ("一、总体评价", "")),
        ("一、总体评价。会议认为好。", ("一、总体评价。", "会议认为好。")),
        (
            "一、会议决定将研究处理情况的报告在九月底以前送交常委会。",
            ("", "一、会议决定将研究处理情况的报告在九月底以前送交常委会。"),
        ),
    ],
)
def test_a_heading_ends_where_its_paragraph_begins(text: str, found: tuple[str, str]) -> None:
    assert heading(Block(Level.FIRST, text)) == found
    assert heading(Block(Level.THIRD, text)) == ("", text)


def test_dates_have_no_leading_zeros_and_short_names_are_set_wide() -> None:
    assert long_date(date(2026, 3, 5)) == "2026年3月5日"
    assert (spaced("王镕"), spaced("欧阳海")) == ("王　镕", "欧阳海")
    assert width("第23号") == 3


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_balanced_and_tears_nothing(title: str) -> None:
    found = lines(title, 19)
    assert "".join(found) == title
    widths = [width(line) for line in found]
    assert max(widths) <= 19
    assert min(widths) > max(widths) / 2
    steps = [after - before for before, after in pairwise(widths)]
    assert not any(first < 0 < second for first, second in pairwise(steps)), "an hourglass"
    for whole in ("常务委员会", "2025年", "2026年", "欧阳海", "王建国", "质量安全", "决算"):
        assert title.count(whole) == sum(line.count(whole) for line in found)
    assert not any(line[0] in "的》，。" or line[-1] in "《第" for line in found)


def test_the_number_of_a_session_stays_with_it() -> None:
    title = "关于交办县十八届人大五次会议代表建议的通知"
    assert lines(title, 19) == ["关于交办县十八届人大", "五次会议代表建议的通知"]


def test_breaks_that_were_typed_stand() -> None:
    assert lines("青河县\n人民代表大会公告", 19) == ["青河县", "人民代表大会公告"]


@pytest.mark.parametrize("length", [20, 21, 40, 80, 120])
def test_any_title_is_set_without_a_lonely_character(length: int) -> None:
    found = lines("甲" * length, 19)
    assert "".join(found) == "甲" * length
    assert min(map(len, found)) >= 5


@settings(max_examples=60, deadline=None)
@given(st.text("关于的《》〔〕（）第0123456789年中华人民共和国，、a ", max_size=90))
def test_no_title_is_lost_or_too_wide(title: str) -> None:
    found = lines(title, 19)
    assert "".join(found) == title.strip()
    assert all(width(line) <= 19 for line in found)


# -- The stored form -------------------------------------------------------------------------------
words = st.text(max_size=12)
blocks = st.builds(
    Block,
    level=st.sampled_from(Level),
    text=words,
    label=words,
    rows=st.lists(st.lists(words, max_size=3).map(tuple), max_size=3).map(tuple),
    widths=st.lists(st.floats(1, 150), max_size=3).map(tuple),
    header=st.integers(0, 2),
    height=st.floats(0, 30),
)
annexes = st.builds(Annex, title=words, blocks=st.lists(blocks, max_size=2).map(tuple))
papers = st.builds(
    Paper,
    layout=st.sampled_from(Layout),
    issuer=words,
    title=words,
    number=words,
    blocks=st.lists(blocks, max_size=3).map(tuple),
    attachments=st.lists(words, max_size=2).map(tuple),
    dated=st.none() | st.dates(),
    sealed=st.booleans(),
    copies=st.lists(words, max_size=2).map(tuple),
    printed_on=st.none() | st.dates(),
    annexes=st.lists(st.builds(Annex, title=words, blocks=st.lists(blocks, max_size=2).map(tuple)), max_size=2).map(
        tuple
    ),
)


@settings(max_examples=80, deadline=None)
@given(papers)
def test_a_paper_comes_back_as_it_was(paper: Paper) -> None:
    again = Paper.of_json(json.loads(paper.canonical()))
    assert again == paper
    assert again.digest() == paper.digest()


def test_a_digest_stands_for_ever_and_a_character_changes_it() -> None:
    paper = Paper(Layout.LETTER, "青河县人大常委会", "函", blocks=parse("一、甲\n乙"), dated=date(2026, 3, 5))
    assert paper.canonical() == (
        '{"blocks":[{"level":"first","text":"一、甲"},{"level":"body","text":"乙"}],"dated":"2026-03-05","format":1,'
        '"issuer":"青河县人大常委会","layout":"letter","title":"函"}'
    )
    assert paper.digest() == "e72e704d9fc4014766c36be04fe1d823aca7109dedb2769344e82016326a9359"
    other = Paper(Layout.LETTER, "青河县人大常委会", "函", blocks=parse("一、甲\n丙"), dated=date(2026, 3, 5))
    assert other.digest() != paper.digest()


def test_what_a_later_version_wrote_is_refused() -> None:
    stored = Paper(Layout.PLAIN, "a", "b").to_json()
    with pytest.raises(ValueError, match="format"):
        Paper.of_json({**stored, "format": 2})
    with pytest.raises(TypeError):
        Paper.of_json({**stored, "colour": "red"})
