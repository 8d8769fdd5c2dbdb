"""Excel lists: rows become a workbook in which no cell is ever a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeAlias

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from congress.clock import today

Cell: TypeAlias = str | int | date | None
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 48
MOST_EXPORTED = 5000
"""Lines of one list; a longer one is cut and says so."""


def safe(value: Cell) -> Cell:
    """A cell's value that no spreadsheet takes for a formula, also after being saved as CSV."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    return f"'{text}" if text.startswith(FORMULA) else text


def workbook(title: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet."""
    return workbook_of([(title, headers, rows)])


def workbook_of(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]]) -> bytes:
    """A workbook: on each sheet a bold header that stays in sight, widths by content, dates as dates."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, headers, rows in sheets:
        _fill(book.create_sheet(title[:31]), headers, rows)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Worksheet, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    table: list[list[Cell]] = [list(headers), *([safe(value) for value in row] for row in rows)]
    for line in table:
        sheet.append(line)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for index in range(1, len(headers) + 1):
        longest = max((_width(line[index - 1]) for line in table), default=0)
        sheet.column_dimensions[get_column_letter(index)].width = min(longest + 2, WIDEST)
        for row in sheet.iter_rows(min_row=1, min_col=index, max_col=index):
            row[0].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def _width(value: Cell) -> int:
    """Columns a value takes; a Chinese character takes two."""
    return sum(2 if ord(char) > 0x2E80 else 1 for char in str(value if value is not None else ""))


def list_response(name: str, headers: Sequence[str], lines: Iterable[Sequence[Cell]], total: int) -> HttpResponse:
    """A list as its reader sees it, for download; ``total`` is how many lines there are before it was cut."""
    rows = list(lines)
    if total > len(rows):
        text = _("共 %(n)s 条，此表只列前 %(most)s 条，请先筛选再分次导出。") % {"n": total, "most": len(rows)}
        rows.append([text, *[None] * (len(headers) - 1)])
    return excel_response(workbook(name, headers, rows), f"{name} {today():%Y-%m-%d}")


def excel_response(book: bytes, name: str) -> HttpResponse:
    """Offer a workbook for download under a readable file name."""
    response = HttpResponse(book, content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or "attachment"
    return response
