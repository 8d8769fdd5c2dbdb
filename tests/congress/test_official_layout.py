"""Every layout of official papers, measured from the PDF itself against GB/T 9704-2012."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from congress.official import pdf
from congress.official.content import Annex, Block, Layout, Level, Paper, parse
from tests.papers import RARE, Bar, Measured, Page

LINE = 225 / 22
LEFT, RIGHT, TOP, FOOT = 28.0, 184.0, 37.0, 262.0
"""Edges of the text area."""
CHARACTER = 156 / 28
SMALL = 14 * 25.4 / 72
"""A character of 14 pt."""
SC = "青河县人民代表大会常务委员会"
TEXT = """会议认为，县人民政府加强农村生活污水治理，取得了成效。
一、主要问题
（一）运行维护经费没有落实。
1.管护责任不清。
（1）张䶮堃、李喆等代表参加了检查。"""
ORDINARY = Paper(
    Layout.ORDINARY,
    SC + "文件",
    SC + "关于加强农村生活污水治理工作的审议意见",
    number="青常发〔2026〕7号",
    addressee="县人民政府",
    blocks=parse(TEXT),
    attachments=("执法检查报告", "问题清单"),
    signature=SC,
    dated=date(2026, 3, 5),
    note="此件公开发布",
    copies=("县委办公室", "各乡镇人大主席团"),
    printed_by="青河县人大常委会办公室",
    printed_on=date(2026, 3, 6),
    annexes=(Annex("执法检查报告", parse(TEXT)), Annex("问题清单", parse(TEXT))),
)
LETTER = replace(ORDINARY, layout=Layout.LETTER, issuer=SC + "办公室", copies=("县政府办",), annexes=(), mark="A")


def measured(paper: Paper) -> Measured:
    return Measured(pdf.render(paper))


def near(value: float, wanted: float, within: float = 0.3) -> bool:
    return abs(value - wanted) <= within


def prose(lines: int) -> tuple[Block, ...]:
    """Paragraphs that fill so many whole lines."""
    return tuple(Block(Level.BODY, "国" * 26) for _line in range(lines))


def red_line(page: Page) -> Bar:
    """A line is drawn as the difference of two rectangles; the upper edge is that of the higher."""
    return min((bar for bar in page.bars if near(bar.wide, 156, 0.1)), key=lambda bar: bar.y)


# -- The text area ---------------------------------------------------------------------------------
def test_a_page_holds_22_lines_of_28_characters() -> None:
    page = measured(Paper(Layout.ORDINARY, SC, "题", blocks=(Block(Level.BODY, "国" * 2000),))).pages[1]
    body = [run for run in page.runs if "国" in run.text]
    assert (page.width, page.height) == pytest.approx((210, 297), abs=0.1)
    assert len(body) == 22
    assert {len(run.glyphs) for run in body} == {28}
    assert all(near(run.x, LEFT, 0.05) and near(run.size, 16, 0.01) for run in body)
    assert all(near(below.y - above.y, LINE, 0.01) for above, below in pairwise(body))
    wide = body[0].x + 27 * 155.9 / 28 + 16 * 25.4 / 72
    assert RIGHT - 0.2 < wide < RIGHT + 0.1
    assert body[0].top >= TOP
    assert body[-1].foot <= FOOT


def test_levels_have_their_faces() -> None:
    page = measured(replace(ORDINARY, annexes=())).pages[0]
    assert page.find("会议认为").font == "FandolFang"
    assert page.find("一、主要问题").font == "Noto-Sans-CJK-SC"
    assert page.find("（一）运行").font == "FandolKai"
    assert near(page.find("一、主要问题").x, LEFT + 2 * CHARACTER, 0.1)
    second = measured(ORDINARY).text
    assert "1.管护责任不清" in second


# -- The head --------------------------------------------------------------------------------------
def test_the_ordinary_head_keeps_its_distances() -> None:
    page = measured(ORDINARY).pages[0]
    sender, number = page.find(SC + "文件"), page.find("〔2026〕")
    assert near(sender.top, TOP + 35, 0.5)
    assert near(sender.x + sender.size * 16 * 25.4 / 72 / 2, (LEFT + RIGHT) / 2, 0.5)
    assert near(number.y - number.size * 0.3528 / 2 - sender.foot, 2.5 * LINE, 1.5), "two lines to the number"
    red = red_line(page)
    assert near(red.y - number.foot, 4)
    title = page.find("审议意见")
    assert near(title.size, 22, 0.1)
    first = page.find(SC + "关于")
    assert 2 * LINE - 0.5 < first.top - red.y < 2 * LINE + 4, "two lines to the title"
    to = page.find("县人民政府：")
    assert near(to.x, LEFT, 0.1)
    assert LINE < to.top - title.foot < LINE + 5, "a line to whom it goes"
    assert "会议认为" in page.text


def test_an_upward_paper_names_its_signers() -> None:
    page = measured(replace(ORDINARY, upward_signer="李文清、欧阳海、王镕")).pages[0]
    number, label, last = page.find("〔2026〕"), page.find("签发人："), page.find("王")
    assert near(number.x, LEFT + CHARACTER, 0.2)
    assert near(number.y, last.y, 0.5)
    assert label.font == "FandolFang"
    assert page.find("李文清").font == "FandolKai"
    assert near(page.find("李文清").x, last.x, 0.2)
    red = red_line(page)
    assert near(red.y - number.foot, 4, 0.5)


def test_the_letter_has_two_double_lines_and_no_number_on_its_first_page() -> None:
    found = measured(replace(LETTER, blocks=prose(40), copies=()))
    first, second = found.pages[:2]
    sender = first.find("办公室")
    assert near(sender.top, 30, 0.5)
    double = sorted((bar for bar in first.bars if near(bar.wide, 170, 0.1)), key=lambda bar: bar.y)
    upper, lower = double[0], double[-1]
    assert near(upper.x, 20, 0.1)
    assert near(upper.y - sender.foot, 4, 0.5)
    assert near(lower.y + lower.high, 297 - 20, 1.2)
    number = first.find("〔2026〕")
    assert near(number.x + 8.5 * CHARACTER, RIGHT, 0.5)
    assert near(number.top - (upper.y + 2.2), 7 / 8 * 5.64, 0.6)
    assert not [run for run in first.runs if "—" in run.text]
    assert second.find("— 2 —")
    assert first.find("A").font == "Noto-Sans-CJK-SC"
    assert first.find("A").x > 175


def test_minutes_have_their_mark_period_and_people() -> None:
    names = "李文清　欧阳海　周　敏　王　宁　陈国强　罗秀英　杨建国　赵　丽　孙　伟　钱　进　吴天明　郑和平"
    people = (Block(Level.PEOPLE, names, label="出席"), Block(Level.PEOPLE, "周　敏", label="请假"))
    found = measured(
        Paper(
            Layout.MINUTES,
            "青河县人大常委会主任会议纪要",
            "第38次主任会议",
            period="（第12期）",
            signature="青河县人大常委会办公室",
            dated=date(2026, 3, 5),
            blocks=parse(TEXT) + people,
        )
    )
    page = found.pages[0]
    assert near(page.find("主任会议纪要").top, TOP + 35, 0.5)
    assert page.find("（第12期）")
    assert near(page.find("办公室").y, page.find("2026年3月5日").y, 0.1)
    attended = page.find("出席：")
    assert attended.font == "Noto-Sans-CJK-SC"
    assert near(attended.x, LEFT + 2 * CHARACTER, 0.1)
    first = page.find("李文清")
    assert first.font == "FandolFang"
    assert near(first.x, LEFT + 5 * CHARACTER, 0.1)
    wrapped = page.find("郑和平")
    assert near(wrapped.x, first.x, 0.1), "names hang behind the colon"
    assert found.text.count("青河县人大常委会办公室") == 1, "minutes are not sealed"


def test_a_resolution_has_neither_red_head_nor_number() -> None:
    paper = Paper(Layout.PLAIN, SC, SC + "关于批准2025年县本级财政决算的决议", blocks=parse(TEXT))
    page = measured(replace(paper, adopted="（2026年7月28日青河县第十八届人大常委会第三十二次会议通过）")).pages[0]
    assert page.bars == []
    assert page.find("7月28日").font == "FandolKai"
    assert near(page.find(SC).top, TOP + 3, 1.5)


# -- The end ---------------------------------------------------------------------------------------
def test_under_a_seal_the_date_is_four_characters_in_and_the_name_centred_over_it() -> None:
    (page,) = [page for page in measured(ORDINARY).pages if "2026年3月5日" in page.text]
    name = next(run for run in page.runs if run.text == SC)
    day = page.find("2026年3月5日")
    wide = 6 * CHARACTER  # six digits of half a character, three characters
    assert near(RIGHT - (day.x + wide), 4 * CHARACTER, 1)
    assert near(name.x + len(SC) * CHARACTER / 2, day.x + wide / 2, 0.5)
    assert near(day.y - name.y, LINE, 0.05)
    above = max(run.y for run in page.runs if run.y < name.y)
    assert near(name.y - above, 3 * LINE, 0.4), "two lines of room"


def test_without_a_seal_the_name_is_two_in_and_the_date_two_after_it() -> None:
    (page,) = [page for page in measured(replace(ORDINARY, sealed=False)).pages if "2026年3月5日" in page.text]
    name = next(run for run in page.runs if run.text == SC)
    day = page.find("2026年3月5日")
    assert near(name.x + 14 * CHARACTER, RIGHT - 2 * CHARACTER, 0.5)
    assert near(day.x - name.x, 2 * CHARACTER, 0.1)


@pytest.mark.parametrize("signature", ["甲", SC + "办公室", "青河县人民代表大会常务委员会代表资格审查委员会办公室"])
@pytest.mark.parametrize("sealed", [True, False])
def test_no_signature_leaves_the_text_area(signature: str, sealed: bool) -> None:
    found = measured(replace(ORDINARY, signature=signature, sealed=sealed, annexes=(), copies=()))
    for run in [run for run in found.runs if run.text == signature or "3月5日" in run.text]:
        assert run.x >= LEFT - 0.1
        assert run.x + len(run.text) * CHARACTER <= RIGHT + 0.2 or "3月5日" in run.text


@pytest.mark.parametrize("lines", range(13, 24))
def test_no_page_carries_the_signature_alone(lines: int) -> None:
    paper = replace(ORDINARY, blocks=prose(lines), attachments=(), annexes=(), copies=(), printed_by="", note="")
    (page,) = [page for page in measured(paper).pages if "2026年3月5日" in page.text]
    assert "国国国" in page.text


def test_attachments_are_named_a_line_below_the_text_and_begin_on_pages_of_their_own() -> None:
    found = measured(ORDINARY)
    (page,) = [page for page in found.pages if "附件：" in page.text]
    named = page.find("附件：")
    assert near(named.x, LEFT + 2 * CHARACTER, 0.1)
    assert near(page.find("1.").x, LEFT + 5 * CHARACTER, 0.1)
    first, second = page.find("执法检查报告"), page.find("问题清单")
    assert near(first.x, second.x, 0.1)
    for index, title in ((1, "执法检查报告"), (2, "问题清单")):
        (start,) = [page for page in found.pages if page.runs[0].text == f"附件{index}"]
        label = start.runs[0]
        assert label.font == "Noto-Sans-CJK-SC"
        assert near(label.x, LEFT, 0.1)
        assert near(label.y, TOP + LINE - 3.3, 1)
        assert near(start.find(title).y, TOP + 3 * LINE - 2.5, 2), "on the third line"


def test_the_imprint_stands_at_the_foot_of_an_even_last_page() -> None:
    for lines in (2, 10, 16, 20, 30):
        found = measured(replace(ORDINARY, blocks=prose(lines), annexes=()))
        assert len(found.pages) % 2 == 0
        last = found.pages[-1]
        copies, printed = last.find("抄送："), last.find("印发")
        assert copies.text.endswith("。")
        assert near(copies.x, LEFT + SMALL, 0.2)
        assert near(copies.size, 14, 0.01)
        assert printed.x > copies.x + 80
        assert near(max(bar.y + bar.high for bar in last.bars), FOOT, 0.05)
        thickness = {round(two.y - one.y, 2) for one, two in pairwise(sorted(last.bars, key=lambda bar: bar.y))}
        assert {0.35, 0.25} & thickness
        alone = last.runs[0].text.startswith("抄送")
        assert ("—" in "".join(run.text for run in last.runs)) is not alone, "a page with 版记 alone has no number"


def test_page_numbers_stand_outside_seven_millimetres_below_the_text() -> None:
    found = measured(replace(ORDINARY, copies=(), printed_by=""))
    assert len(found.pages) == 4
    for number, page in enumerate(found.pages, 1):
        run = page.find(f"— {number} —")
        assert near(run.y - 0.72 * run.size * 25.4 / 72, FOOT + 7, 0.4)
        assert run.font == "Noto-Serif-CJK-SC"
        if number % 2:
            assert near(run.x + 2.73 * SMALL, RIGHT - SMALL, 0.4)
        else:
            assert near(run.x, LEFT + SMALL, 0.1)


# -- Sizes and names -------------------------------------------------------------------------------
@pytest.mark.parametrize(("lines", "pages"), [(1, 1), (20, 2), (175, 9)])
def test_papers_of_one_two_and_nine_pages(lines: int, pages: int) -> None:
    paper = replace(ORDINARY, blocks=prose(lines), annexes=(), attachments=(), copies=(), printed_by="", note="")
    found = measured(paper)
    assert len(found.pages) == pages
    assert found.text.count("国") == lines * 26
    assert pdf.pages(paper) == pages


def test_a_title_of_eighty_characters_keeps_to_the_text_area() -> None:
    title = "关于" + "青河县农村生活污水治理工作情况" * 5 + "的报告"
    runs = [run for run in measured(replace(ORDINARY, title=title)).pages[0].runs if near(run.size, 22, 0.1)]
    assert len(runs) >= 4
    for run in runs:
        assert run.x >= LEFT
        assert near(run.x + len(run.text) * 22 * 25.4 / 72 / 2, (LEFT + RIGHT) / 2, 1)


@pytest.mark.parametrize("layout", list(Layout))
def test_no_rare_character_becomes_an_empty_box(layout: Layout) -> None:
    blocks = (
        Block(Level.FIRST, f"一、{RARE}"),
        Block(Level.SECOND, f"（一）{RARE}"),
        Block(Level.BODY, f"任命{RARE}为局长。□√○×"),
        Block(Level.PEOPLE, RARE, label="出席"),
        Block(Level.TABLE, rows=(("姓名", "职务"), (RARE, "局长"))),
    )
    if layout is Layout.CERTIFICATE:
        blocks = (Block(Level.BODY, f"任命{RARE}为局长。"),)
    paper = replace(ORDINARY, layout=layout, title=f"任命{RARE}的决定", blocks=blocks, annexes=())
    found = measured(paper)
    assert all(0 not in run.glyphs for run in found.runs)
    assert RARE in found.text
    for page in found.pages:
        for font in page.source["/Resources"]["/Font"].values():
            (drawn,) = font.get_object()["/DescendantFonts"]
            assert {"/FontFile2", "/FontFile3"} & drawn.get_object()["/FontDescriptor"].get_object().keys()


def test_a_name_of_sixty_characters_is_a_name_too() -> None:
    name = "阿不都热依木·" * 8 + "买买提"
    certificate = Paper(
        Layout.CERTIFICATE,
        SC,
        "任命书",
        number="青常任〔2026〕12号",
        blocks=(Block(Level.BODY, f"根据青河县人大常委会2026年7月28日的决定，任命{name}为青河县教育局局长。"),),
        signature=f"{SC}、主任　李文清",
        dated=date(2026, 7, 28),
    )
    (page,) = measured(certificate).pages
    assert (page.width, page.height) == pytest.approx((297, 210), abs=0.1)
    assert name in page.text
    assert page.find("主任　李文清").y < 190
    assert max(run.y for run in page.runs if "局长" in run.text) < page.find(SC).y - 10


# -- The file --------------------------------------------------------------------------------------
@pytest.mark.parametrize("paper", [ORDINARY, LETTER])
def test_the_file_is_pdf_a_3a_with_language_title_and_structure(paper: Paper) -> None:
    found = measured(paper)
    root = found.root
    assert root["/Lang"] == "zh-CN"
    assert root["/OutputIntents"][0].get_object()["/S"] == "/GTS_PDFA1"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    stored = root["/Metadata"].get_object().get_data().decode()
    assert 'pdfaid:part="3"' in stored
    assert 'pdfaid:conformance="A"' in stored
    assert found.reader.metadata
    assert found.reader.metadata.title == paper.title
    assert "⟪" not in found.text


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert pdf.render(ORDINARY) == pdf.render(ORDINARY)


@pytest.mark.parametrize("url", ["https://example.com/a.png", "file:///etc/passwd", "data:text/plain,a"])
def test_papers_load_nothing(url: str) -> None:
    with pytest.raises(ValueError, match="load nothing"):
        pdf._Faces().fetch(url)


def test_what_a_clerk_types_is_text_and_no_markup() -> None:
    found = measured(replace(LETTER, title="<b>函</b>", blocks=parse("<script>x</script>&amp;{{ 1 }}")))
    assert "<script>x</script>&amp;{{1}}" in found.text
    assert "<b>函</b>" in found.text
