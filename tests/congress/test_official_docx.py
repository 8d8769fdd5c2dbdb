"""Every layout as .docx, opened again: page, grid, faces, footers, and the words of the PDF."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from congress.official import docx as writer
from congress.official import pdf
from congress.official.content import Annex, Block, Layout, Level, Paper, parse
from congress.official.docx_parts import ORDER
from tests.papers import RARE, Measured

SC = "青河县人民代表大会常务委员会"
TEXT = f"会议认为，工作取得了成效。\n一、主要问题\n（一）运行维护经费没有落实。\n1.责任不清。\n（1）{RARE}等代表参加。"
TABLE = Block(Level.TABLE, rows=(("序号", "问题"), ("1", "经费没有落实")), widths=(20, 136))
PEOPLE = Block(Level.PEOPLE, "李文清　欧阳海", label="出席")
PAPER = Paper(
    Layout.ORDINARY,
    SC + "文件",
    SC + "关于加强农村生活污水治理工作的审议意见",
    number="青常发〔2026〕7号",
    addressee="县人民政府",
    blocks=(*parse(TEXT), TABLE, PEOPLE),
    attachments=("执法检查报告", "问题清单"),
    signature=SC,
    dated=date(2026, 3, 5),
    note="此件公开发布",
    copies=("县委办公室",),
    printed_by="青河县人大常委会办公室",
    printed_on=date(2026, 3, 6),
    annexes=(Annex("执法检查报告", parse(TEXT)),),
)
CERTIFICATE = replace(
    PAPER, layout=Layout.CERTIFICATE, title="任命书", blocks=(Block(Level.BODY, f"任命{RARE}为局长。"),)
)
PAPERS = [
    PAPER,
    replace(PAPER, upward_signer="李文清、欧阳海、王镕", sealed=False),
    replace(PAPER, layout=Layout.LETTER, issuer=SC),
    replace(PAPER, layout=Layout.MINUTES, issuer="主任会议纪要", period="（第12期）"),
    replace(PAPER, layout=Layout.PLAIN, adopted="（2026年7月28日第三十二次会议通过）"),
    replace(PAPER, layout=Layout.FORM),
]


def opened(paper: Paper) -> Document:
    return docx.Document(io.BytesIO(writer.render(paper)))


def words(found: Document) -> str:
    """Every word of the body, tables, headers and footers, without spaces."""
    texts = [element.text or "" for element in found.element.iter(qn("w:t"))]
    for section in found.sections:
        for part in (section.first_page_header, section.first_page_footer):
            texts += [paragraph.text for paragraph in part.paragraphs]
    return "".join("".join(texts).split())


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.layout))
def test_the_page_is_that_of_the_standard(paper: Paper) -> None:
    for section in opened(paper).sections:
        assert [round(value.mm) for value in (section.page_width, section.page_height)] == [210, 297]
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [value.mm for value in margins] == pytest.approx([37, 35, 28, 26], abs=0.05)
        grid = section._sectPr.find(qn("w:docGrid"))
        assert grid.get(qn("w:type")) == "linesAndChars"
        pitch, space = int(grid.get(qn("w:linePitch"))), int(grid.get(qn("w:charSpace")))
        high, wide = 225 / 25.4 * 72, 156 / 25.4 * 72
        assert 22 * pitch / 20 <= high < 22 * (pitch + 1) / 20 + 0.5
        assert 28 * (16 + space / 4096) <= wide < 28 * (16 + (space + 10) / 4096)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.layout))
def test_every_run_names_its_east_asian_font_and_every_line_is_exact(paper: Paper) -> None:
    found = opened(paper)
    faces = {"方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"}
    for run in found.element.iter(qn("w:r")):
        assert run.find(qn("w:rPr")).find(qn("w:rFonts")).get(qn("w:eastAsia")) in faces
    for paragraph in found.paragraphs:
        if paragraph._p.pPr.find(qn("w:sectPr")) is not None:
            continue
        spacing = paragraph._p.pPr.find(qn("w:spacing"))
        assert spacing.get(qn("w:lineRule")) == "exact"
        if paragraph.text.startswith("会议认为"):
            assert spacing.get(qn("w:line")) == "579"
            assert paragraph.paragraph_format.first_line_indent.pt == pytest.approx(2 * 442.2 / 28, abs=0.1)
    (table,) = [part for part in found.part.package.iter_parts() if part.partname == "/word/fontTable.xml"]
    for name in ("仿宋_GB2312", "仿宋", "楷体_GB2312", "方正小标宋简体"):
        assert name in table.blob.decode()


@pytest.mark.parametrize("paper", [*PAPERS, CERTIFICATE], ids=lambda paper: str(paper.layout))
def test_it_says_what_the_pdf_says(paper: Paper) -> None:
    text = words(opened(paper))
    printed = Measured(pdf.render(paper)).text
    for line in [paper.title, paper.number, RARE, "2026年3月5日", "任命" if paper is CERTIFICATE else "责任不清"]:
        expected = "".join(line.split())
        assert (expected in text) == (expected in printed), line
    assert RARE in text


@pytest.mark.parametrize("paper", [*PAPERS, CERTIFICATE], ids=lambda paper: str(paper.layout))
def test_properties_stand_in_the_order_of_the_schema(paper: Paper) -> None:
    root = opened(paper).element
    for tag in ("w:pPr", "w:tblPr"):
        for properties in root.iter(qn(tag)):
            names = [child.tag.partition("}")[2] for child in properties]
            places = [ORDER.index(name) for name in names if name in ORDER]
            assert all(one < two for one, two in pairwise(places)), names


def test_page_numbers_stand_outside_on_odd_and_even_pages() -> None:
    found = opened(PAPER)
    assert found.settings.odd_and_even_pages_header_footer
    section = found.sections[0]
    for footer, align in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        (paragraph,) = footer.paragraphs
        assert paragraph.alignment.name == align
        assert "PAGE" in [code.text for code in paragraph._p.iter(qn("w:instrText"))]
        assert paragraph.text.startswith("— ")


def test_the_letters_first_page_has_its_lines_and_no_number() -> None:
    section = opened(PAPERS[2]).sections[0]
    assert section.different_first_page_header_footer
    assert section.header_distance.mm == pytest.approx(30, abs=0.1)
    header, footer = section.first_page_header, section.first_page_footer
    assert header.paragraphs[0].text == SC
    kinds = {border.get(qn("w:val")) for part in (header, footer) for border in _borders(part)}
    assert kinds == {"thickThinSmallGap", "thinThickSmallGap"}
    assert not list(footer._element.iter(qn("w:instrText")))


def _borders(part) -> list:
    return [border for borders in part._element.iter(qn("w:pBdr")) for border in borders]


def test_the_red_line_is_a_border_of_the_numbers_paragraph() -> None:
    found = opened(PAPER)
    (numbered,) = [paragraph for paragraph in found.paragraphs if paragraph.text == PAPER.number]
    (border,) = numbered._p.pPr.find(qn("w:pBdr"))
    assert (border.tag, border.get(qn("w:color"))) == (qn("w:bottom"), "C8161D")


def test_the_imprint_is_a_table_at_the_foot_of_its_page() -> None:
    for paper in (PAPER, replace(PAPER, annexes=())):
        found = opened(paper)
        imprint = found.tables[-1]
        assert imprint.cell(0, 0).text == "抄送：县委办公室。"
        assert "2026年3月6日印发" in imprint.cell(1, 0).text
        assert imprint._tbl.tblPr.find(qn("w:tblpPr")).get(qn("w:tblpYSpec")) == "bottom"
        turned = len(found.sections) == 2
        assert turned == pdf.turns(paper)
        if turned:
            assert found.sections[1].start_type.name == "EVEN_PAGE"


def test_tables_repeat_their_head_and_tear_no_row() -> None:
    (table, *_rest) = opened(PAPER).tables
    first, second = (row._tr.trPr for row in table.rows)
    assert first.find(qn("w:tblHeader")) is not None
    assert second.find(qn("w:tblHeader")) is None
    assert second.find(qn("w:cantSplit")) is not None


def test_the_certificate_is_landscape_in_a_red_frame() -> None:
    section = opened(CERTIFICATE).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert section._sectPr.find(qn("w:pgBorders")) is not None
