"""Paragraphs, titles, blocks and tables of a .docx."""

from __future__ import annotations

import docx
from docx.blkcntnr import BlockItemContainer
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from congress.official import docx_parts as parts
from congress.official.content import Block, Layout, Level, Paper
from congress.official.fonts import Role
from congress.official.html import Cell, Sheet, Shown, sender_size

LINE_MM = 225 / 22
TITLE_LINE = 703
"""12.4 mm in twentieths of a point."""
CELL_LINE = 363
BETWEEN = 160
"""Twentieths of a point between two tables, which would else grow together."""
ROLES = {Level.FIRST: Role.HEADING, Level.SECOND: Role.SECOND}
NOTE_SIZE = 11
FLUSH = {Level.FLUSH, Level.CENTRED, Level.NOTE, Level.SIGN}
PLACES = {Level.CENTRED: ALIGN.CENTER, Level.SIGN: ALIGN.RIGHT}
ALIGNS = {"c": ALIGN.CENTER}


class Writer:
    """Writes the pieces of one paper from top to bottom."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.sheet = Sheet(paper)
        self.size = 14.0 if paper.layout is Layout.FORM else 16.0
        self.document: Document = docx.Document()
        parts.foundation(self.document)
        self.section = self.document.sections[0]
        parts.page(self.section, landscape=paper.layout is Layout.CERTIFICATE)
        parts.grid(self.section)

    def text(
        self,
        text: str,
        *,
        role: Role = Role.BODY,
        size: float = 0,
        before: float = 0,
        align: ALIGN = ALIGN.JUSTIFY,
        **indents: float,
    ) -> Paragraph:
        """A paragraph; indents are in characters."""
        paragraph = self.document.add_paragraph()
        if text:
            parts.face(paragraph.add_run(text), role, size or self.size)
        parts.exact(paragraph, parts.LINE, before)
        if indents:
            parts.indent(paragraph, **indents)
        paragraph.alignment = align
        return paragraph

    def title(self, lines: list[str], *, before: float) -> None:
        """A title in its lines."""
        paragraph = self.document.add_paragraph()
        for index, line in enumerate(lines):
            run = parts.face(paragraph.add_run(line), Role.TITLE, 22)
            if index < len(lines) - 1:
                run.add_break()
        parts.exact(paragraph, TITLE_LINE, before)
        parts.off_grid(paragraph)
        paragraph.alignment = ALIGN.CENTER
        paragraph.paragraph_format.keep_with_next = True

    def sender(self, container: Document | BlockItemContainer, before: float) -> None:
        """The red name; a face's upper edge is half the leading below that of its line."""
        points = sender_size(self.sheet.sender) * 72 / 25.4
        for index, name in enumerate(self.sheet.sender):
            paragraph = container.add_paragraph()
            run = parts.face(paragraph.add_run(name), Role.TITLE, round(points * 2) / 2)
            run.font.color.rgb = parts.RED
            parts.exact(paragraph, round(points * 20 * 1.1), 2 if index else before)
            parts.off_grid(paragraph)
            paragraph.alignment = ALIGN.CENTER

    def blocks(self, blocks: tuple[Block, ...], shown: list[Shown]) -> None:
        """Blocks, with what is shown of each."""
        for block, row in zip(blocks, shown, strict=True):
            if row.table:
                self._table(row)
            elif row.breaks:
                self.text("").paragraph_format.page_break_before = True
            elif block.level is Level.PEOPLE:
                self._people(row)
            else:
                self._paragraph(block, row)

    def _paragraph(self, block: Block, row: Shown) -> None:
        role, size = (Role.SECOND, NOTE_SIZE) if block.level is Level.NOTE else (Role.BODY, self.size)
        paragraph = self.text("", first=0 if block.level in FLUSH else 2)
        if row.lead:
            parts.face(paragraph.add_run(row.lead), ROLES[block.level], self.size)
        if row.rest:
            parts.face(paragraph.add_run(row.rest), role, size)
        paragraph.alignment = PLACES.get(block.level, ALIGN.JUSTIFY)
        paragraph.paragraph_format.keep_with_next = row.heads or None

    def _people(self, row: Shown) -> None:
        held = len(row.label) + 1
        before = LINE_MM if "gap" in row.classes.split() else 0
        paragraph = self.text(f"{row.label}：", role=Role.HEADING, before=before, left=held + 2, hanging=held)
        parts.face(paragraph.add_run(row.rest), Role.BODY, self.size)

    def _table(self, row: Shown) -> None:
        made = row.table
        assert made is not None
        rows = [*made.head, *made.rows]
        table = self.document.add_table(rows=len(rows), cols=len(made.widths))
        line = ("single", 4)
        parts.cell_borders(table, top=line, left=line, bottom=line, right=line, insideH=line, insideV=line)
        parts.widths(table, made.widths)
        parts.repeats(table, len(made.head))
        for index, (cells, target) in enumerate(zip(rows, table.rows, strict=True)):
            if made.height and index >= len(made.head):
                target.height = Mm(made.height)
            for cell, place in zip(cells, target.cells, strict=False):
                self._cell(place.paragraphs[0], cell, head=index < len(made.head))
        parts.exact(self.text(""), BETWEEN)

    def _cell(self, paragraph: Paragraph, cell: Cell, *, head: bool) -> None:
        parts.exact(paragraph, CELL_LINE)
        role = Role.HEADING if head or cell.heads else Role.BODY
        lines = cell.text.split("\n")
        for index, line in enumerate(lines):
            run = parts.face(paragraph.add_run(line), role, 12)
            if index < len(lines) - 1:
                run.add_break()
        parts.off_grid(paragraph)
        paragraph.alignment = ALIGN.CENTER if head else ALIGNS.get(cell.align, ALIGN.LEFT)
