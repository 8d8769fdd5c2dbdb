"""The pieces of a .docx that python-docx has no words for: grid, east-Asian fonts, borders, fields, font table."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from congress.official.fonts import FACES, Role

TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
LINE = 579
"""A 22nd of 225 mm in twentieths of a point, rounded down: at 580 the 22nd line would leave the page."""
CHARACTER = 442.2047 / 28
"""A 28th of 156 mm in points."""
NARROWER = -850
"""What takes 16 pt type to 28 characters a line, in 4096ths of a point; at -847 the 28th would wrap."""
RED = RGBColor(0xC8, 0x16, 0x1D)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr", "tabs", "snapToGrid", "spacing"),
    *("ind", "jc", "rPr", "sectPr"),
    *("tblStyle", "tblpPr", "tblW", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"),
)
"""What may stand in the properties of a paragraph or a table, in the schema's order."""
FONT = (
    '<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
    '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
)


def element(tag: str, **attributes: object) -> BaseOxmlElement:
    """An element of WordprocessingML with its attributes."""
    made: BaseOxmlElement = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def face(run: Run, role: Role, size: float) -> Run:
    """Set a run in a role's face, the east-Asian font named."""
    name = FACES[role].word
    properties = run._element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, element("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name, hint="eastAsia"))
    run.font.size = Pt(size)
    return run


def indent(paragraph: Paragraph, **twips: float) -> None:
    """Indents in characters of 16 pt: first, left, right, hanging."""
    properties = paragraph._p.get_or_add_pPr()
    names = {"first": "firstLine", "left": "left", "right": "right", "hanging": "hanging"}
    for old in properties.findall(qn("w:ind")):
        properties.remove(old)
    places = {names[name]: round(value * CHARACTER * 20) for name, value in twips.items()}
    insert(properties, element("ind", **places))


def insert(properties: BaseOxmlElement, made: BaseOxmlElement) -> None:
    """Put an element into the properties of a paragraph or a table where the schema has it."""
    later = ORDER[ORDER.index(_name(made)) + 1 :]
    follower = next((child for child in properties if _name(child) in later), None)
    if follower is None:
        properties.append(made)
    else:
        follower.addprevious(made)


def _name(found: BaseOxmlElement) -> str:
    name: str = found.tag.partition("}")[2]
    return name


def border(paragraph: Paragraph, side: str, kind: str, eighths: int, space: int, *, red: bool = True) -> None:
    """A line along a side of a paragraph; its thickness in eighths of a point, its distance in points."""
    borders = element("pBdr")
    borders.append(element(side, val=kind, sz=eighths, space=space, color=str(RED) if red else "000000"))
    insert(paragraph._p.get_or_add_pPr(), borders)


def exact(paragraph: Paragraph, twips: int, before: float = 0, after: float = 0) -> None:
    """An exact line height, and the space before and after in millimetres."""
    properties = paragraph._p.get_or_add_pPr()
    for old in properties.findall(qn("w:spacing")):
        properties.remove(old)
    space = {"before": round(before * TWIPS), "after": round(after * TWIPS)}
    insert(properties, element("spacing", **space, line=twips, lineRule="exact"))


def off_grid(paragraph: Paragraph) -> None:
    """Type of another size keeps its own spacing."""
    insert(paragraph._p.get_or_add_pPr(), element("snapToGrid", val=0))
    for run in paragraph.runs:
        fonts = run._element.get_or_add_rPr().find(qn("w:rFonts"))
        fonts.addnext(element("snapToGrid", val=0))


def field(paragraph: Paragraph, code: str) -> None:
    """A field such as PAGE."""
    for kind in ("begin", "", "end"):
        run = face(paragraph.add_run(), Role.DIGITS, 14)
        if kind:
            run._element.append(element("fldChar", fldCharType=kind))
        else:
            instruction = element("instrText")
            instruction.text = code
            run._element.append(instruction)


def grid(section: Section) -> None:
    """22 lines of 28 characters."""
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("docGrid", type="linesAndChars", linePitch=LINE, charSpace=NARROWER))


def page(section: Section, *, landscape: bool = False) -> None:
    """A4 with the margins of the standard."""
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(23)


def foundation(document: Document) -> None:
    """The normal style, no automatic spacing between scripts, two-sided footers, and the font table."""
    normal = document.styles["Normal"]
    properties = normal.element.get_or_add_rPr()
    for old in list(properties):
        properties.remove(old)
    name = FACES[Role.BODY].word
    properties.append(element("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name))
    properties.extend([element("sz", val=32), element("szCs", val=32), element("lang", val="en-US", eastAsia="zh-CN")])
    paragraph = normal.element.get_or_add_pPr()
    paragraph.extend([element("widowControl", val=0), element("autoSpaceDE", val=0), element("autoSpaceDN", val=0)])
    paragraph.append(element("spacing", before=0, after=0, line=LINE, lineRule="exact"))
    document.settings.odd_and_even_pages_header_footer = True
    _font_table(document)


def _font_table(document: Document) -> None:
    """Name the faces and, for machines without them, what stands in."""
    fonts = "".join(FONT.format(name=face.word, other=face.alternative) for face in FACES.values())
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = f'<?xml version="1.0" encoding="UTF-8"?><w:fonts xmlns:w="{WORD}">{fonts}</w:fonts>'.encode()


def cell_borders(table: Table, **sides: tuple[str, int]) -> None:
    """Lines of a table: kind and thickness in eighths of a point by side."""
    properties = table._tbl.tblPr
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        kind, eighths = sides.get(side, ("nil", 0))
        borders.append(element(side, val=kind, sz=eighths, space=0, color="000000"))
    insert(properties, borders)


def widths(table: Table, millimetres: Iterable[float]) -> None:
    """Fixed columns."""
    table.autofit = False
    for column, wide in zip(table.columns, millimetres, strict=False):
        column.width = Mm(wide)
        for cell in column.cells:
            cell.width = Mm(wide)


def repeats(table: Table, rows: int) -> None:
    """Rows at the head come again on every page; no row is torn."""
    for index, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(element("cantSplit"))
        if index < rows:
            properties.append(element("tblHeader"))


def at_the_foot(table: Table) -> None:
    """A table at the bottom of the text area, whatever stands above it, its cells without margins."""
    place = element("tblpPr", leftFromText=0, rightFromText=0, vertAnchor="margin", horzAnchor="margin")
    place.set(qn("w:tblpX"), "1")
    place.set(qn("w:tblpYSpec"), "bottom")
    insert(table._tbl.tblPr, place)
    margins = element("tblCellMar")
    margins.extend(element(side, w=0, type="dxa") for side in ("left", "right"))
    insert(table._tbl.tblPr, margins)
