"""A paper as .docx for Word and WPS: the same page, lines and faces as the PDF, to be worked on further."""

from __future__ import annotations

import io
from datetime import datetime, time

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT as TAB
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from congress.official import docx_parts as parts
from congress.official.content import Layout, Paper
from congress.official.docx_writer import LINE_MM, Writer
from congress.official.fonts import Role
from congress.official.html import CHARACTER, DATE_IN, HANDED_IN, TEXT_WIDE
from congress.official.pdf import turns
from congress.official.text import width


def render(paper: Paper) -> bytes:
    """The .docx of a paper."""
    writer = _Paper(paper)
    writer.write()
    stream = io.BytesIO()
    writer.document.save(stream)
    return stream.getvalue()


class _Paper(Writer):
    """Head, text and end of a paper."""

    def write(self) -> None:
        """The whole paper."""
        self._properties()
        if self.paper.layout is Layout.CERTIFICATE:
            self._certificate()
            return
        HEADS[self.paper.layout](self)
        self.blocks(self.paper.blocks, self.sheet.blocks)
        self._attachments()
        self._signature()
        for remark in self.sheet.remarks:
            self.text(remark, first=2)
        for annex, shown in zip(self.paper.annexes, self.sheet.annexes, strict=True):
            self.text(shown.label, role=Role.HEADING).paragraph_format.page_break_before = True
            self.title(shown.title, before=LINE_MM)
            self.text("")
            self.blocks(annex.blocks, shown.blocks)
        self._footers()
        self._imprint()

    def _properties(self) -> None:
        core = self.document.core_properties
        core.title, core.author, core.language = self.sheet.name, self.sheet.author, "zh-CN"
        core.comments = ""
        if self.paper.dated:
            core.created = core.modified = datetime.combine(self.paper.dated, time())

    def _ordinary_head(self) -> None:
        self.sender(self.document, 34.5)
        if self.sheet.signers:
            numbered = self._signers()
        else:
            numbered = self.text(self.paper.number, before=2 * LINE_MM, align=ALIGN.CENTER)
        parts.border(numbered, "bottom", "single", 16, 5)
        self._under_head()

    def _signers(self) -> Paragraph:
        """Number left, signers right, two in a row; the last row carries the number."""
        last = len(self.sheet.signers) - 1
        start = TEXT_WIDE - (5 + max(width(names) for names in self.sheet.signers)) * CHARACTER
        for index, names in enumerate(self.sheet.signers):
            number = self.paper.number if index == last else ""
            label = "签发人：" if index == 0 else "　　　　"
            row = self.text(f"{number}\t{label}", before=0 if index else 2 * LINE_MM, left=1, right=1)
            parts.face(row.add_run(names), Role.SECOND, 16)
            row.paragraph_format.tab_stops.add_tab_stop(Mm(start))
        return row

    def _letter_head(self) -> None:
        """Sender and first double line stand in the first page's header, the second line in its footer."""
        self.section.different_first_page_header_footer = True
        self.section.header_distance, self.section.footer_distance = Mm(30), Mm(20)
        header, footer = self.section.first_page_header, self.section.first_page_footer
        header.is_linked_to_previous = footer.is_linked_to_previous = False
        self.sender(header, 0)
        header._element.remove(header.paragraphs[0]._p)
        line = header.add_paragraph()
        parts.exact(line, 20, 4)
        parts.indent(line, left=-8 / 5.568, right=-6 / 5.568)
        parts.border(line, "bottom", "thickThinSmallGap", 36, 0)
        second = footer.paragraphs[0]
        parts.exact(second, 20)
        parts.indent(second, left=-8 / 5.568, right=-6 / 5.568)
        parts.border(second, "top", "thinThickSmallGap", 36, 0)
        self.text(self.paper.number, before=2.65, align=ALIGN.RIGHT)
        self._under_head()

    def _minutes_head(self) -> None:
        self.sender(self.document, 34.5)
        if self.paper.period or self.paper.number:
            self.text(self.paper.period or self.paper.number, before=5, align=ALIGN.CENTER)
        row = self.text(f"{self.paper.signature}\t{self.sheet.date}", before=5, left=1, right=1)
        row.paragraph_format.tab_stops.add_tab_stop(Mm(156) - Pt(16), TAB.RIGHT)
        parts.border(row, "bottom", "single", 16, 5)
        self._under_head()

    def _under_head(self) -> None:
        if self.sheet.title:
            self.title(self.sheet.title, before=2 * LINE_MM)
        self._opening()

    def _plain_head(self) -> None:
        self.title(self.sheet.title, before=0)
        if self.paper.number:
            self.text(self.paper.number, align=ALIGN.CENTER)
        self._opening()

    def _opening(self) -> None:
        """题注 under the title, then a line below the 主送机关."""
        for line in self.sheet.adopted:
            self.text(line, role=Role.SECOND, align=ALIGN.CENTER)
        if self.paper.layout is not Layout.FORM:
            self.text("")
        if self.sheet.addressee:
            self.text(self.sheet.addressee)

    def _certificate(self) -> None:
        self.section.orientation = WD_ORIENT.LANDSCAPE
        self.section.top_margin = self.section.bottom_margin = Mm(34)
        self.section.left_margin = self.section.right_margin = Mm(48)
        borders = parts.element("pgBorders", offsetFrom="page")
        for side in ("top", "left", "bottom", "right"):
            borders.append(parts.element(side, val="thinThickSmallGap", sz=36, space=31, color=str(parts.RED)))
        self.section._sectPr.find(qn("w:pgMar")).addnext(borders)
        self.text(self.paper.number, size=14, align=ALIGN.RIGHT)
        title = self.text("　".join(self.paper.title), role=Role.TITLE, size=46, align=ALIGN.CENTER)
        title.runs[0].font.color.rgb = parts.RED
        parts.exact(title, 1360)
        size, line = (18, 624) if self.sheet.long else (24, 850)
        for block in self.sheet.blocks:
            paragraph = self.text(block.rest, size=size, first=2 * size / 16)
            parts.exact(paragraph, line)
        for index, name in enumerate([*self.sheet.signatures, self.sheet.date]):
            signed = self.text(name, size=20, before=0 if index else 12, align=ALIGN.CENTER, left=19)
            parts.exact(signed, 680, 0 if index else 12)

    def _attachments(self) -> None:
        for index, name in enumerate(self.paper.attachments):
            number = f"{index + 1}. " if self.sheet.naming else ""
            label = "附件：" if index == 0 else "　　　"
            held = 3 + width(number)
            before = 0 if index else LINE_MM
            self.text(f"{label}{number}{name}", before=before, left=held + 2, hanging=held)

    def _signature(self) -> None:
        if not self.sheet.signs:
            return
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        places = _sealed if self.paper.sealed else _unsealed
        names, date = self.sheet.signatures, self.sheet.date
        before = (2 if self.paper.sealed else 1) * LINE_MM
        for index, (text, right) in enumerate(places(names, date)):
            row = self.text(text, before=0 if index else before, align=ALIGN.RIGHT, right=right)
            row.paragraph_format.keep_with_next = index < len(names)

    def _footers(self) -> None:
        """Page numbers: odd right, even left, a character in; forms have none."""
        for footer, align, side in (
            (self.section.footer, ALIGN.RIGHT, "right"),
            (self.section.even_page_footer, ALIGN.LEFT, "left"),
        ):
            footer.is_linked_to_previous = False
            if self.paper.layout is Layout.FORM:
                continue
            paragraph = footer.paragraphs[0]
            parts.face(paragraph.add_run("— "), Role.DIGITS, 14)
            parts.field(paragraph, "PAGE")
            parts.face(paragraph.add_run(" —"), Role.DIGITS, 14)
            parts.exact(paragraph, 280, after=3 if self.paper.layout is Layout.LETTER else 0)
            parts.indent(paragraph, **{side: 14 / 16})
            paragraph.alignment = align

    def _imprint(self) -> None:
        imprint = self.sheet.imprint
        if not imprint:
            return
        if turns(self.paper):
            section = self.document.add_section(WD_SECTION.EVEN_PAGE)
            for footer in (section.footer, section.even_page_footer):
                footer.is_linked_to_previous = False
        rows = [f"抄送：{imprint.copies}"] if imprint.copies else []
        rows += [f"{imprint.by}\t{imprint.on}"] if imprint.printed else []
        table = self.document.add_table(rows=len(rows), cols=1)
        lined = imprint.lined
        thick, thin = (("single", 8), ("single", 6)) if lined else (("nil", 0), ("nil", 0))
        parts.cell_borders(table, top=thick, bottom=thick, insideH=thin)
        parts.widths(table, (156,))
        parts.at_the_foot(table)
        for text, row in zip(rows, table.rows, strict=True):
            self._imprint_row(row.cells[0].paragraphs[0], text)
        self.text("")

    def _imprint_row(self, paragraph: Paragraph, text: str) -> None:
        parts.face(paragraph.add_run(text), Role.BODY, 14)
        parts.exact(paragraph, 454)
        if text.startswith("抄送："):
            parts.indent(paragraph, left=HANDED_IN + 3 * 14 / 16, hanging=3 * 14 / 16, right=HANDED_IN)
        else:
            parts.indent(paragraph, left=HANDED_IN, right=HANDED_IN)
            stop = Mm(152) - Pt(14)
            paragraph.paragraph_format.tab_stops.add_tab_stop(stop, TAB.RIGHT)
        parts.off_grid(paragraph)


def _sealed(names: list[str], date: str) -> list[tuple[str, float]]:
    """Lines with their distance from the right edge in characters: the name centred over the date."""
    wide = width(date)
    over = max([0.0, *((width(name) - wide) / 2 for name in names)])
    edge = max(DATE_IN, over)
    return [*((name, edge + (wide - width(name)) / 2) for name in names), (date, edge)]


def _unsealed(names: list[str], date: str) -> list[tuple[str, float]]:
    """The name two characters from the right edge, the date beginning two characters after it."""
    most = max((width(name) for name in names), default=0.0)
    whole = max(most, width(date) + 2)
    return [*((name, 2 + whole - width(name)) for name in names), (date, whole - width(date))]


HEADS = {
    Layout.ORDINARY: _Paper._ordinary_head,
    Layout.LETTER: _Paper._letter_head,
    Layout.MINUTES: _Paper._minutes_head,
    Layout.PLAIN: _Paper._plain_head,
    Layout.FORM: _Paper._plain_head,
}
