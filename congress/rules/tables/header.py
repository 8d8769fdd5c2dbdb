"""Finding the header row, and the lines below it that are lines: no titles, sums or notes."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from congress.rules.tables.grid import Sheet, Trouble, Unreadable
from congress.rules.tables.text import heading, tight

LOOKED_AT = 20
"""Rows from the top among which the header is looked for."""
ENOUGH = 2
"""Known names a row must hold to be taken for the header."""
SUM = re.compile(r"^(本页)?(合|总|小|共|累)计")
NOTE = re.compile(r"^(注[:：1一]|备注[:：]|说明[:：]|填表人|填报人|审核人|制表|单位负责人)")


@dataclass(frozen=True)
class Line:
    """One line of a table with its number in the file."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """A sheet understood: what stood above, the names of the columns, the lines."""

    sheet: str
    title: str
    headers: list[str]
    lines: list[Line]


@dataclass(frozen=True)
class _Header:
    score: int
    first: int
    height: int
    names: list[str]


def find_tables(sheets: Sequence[Sheet], known: Collection[str]) -> list[Table]:
    """The tables of the sheets, the one whose header knows the most names (already normalised) first.

    Raises Unreadable when there is none.
    """
    found = [(header, sheet) for sheet in sheets if (header := _header(sheet.rows, known)) is not None]
    if not found:
        raise Unreadable(Trouble.NO_HEADER)
    best_first = sorted(found, key=lambda pair: -pair[0].score)
    tables = [table for header, sheet in best_first if (table := _table(sheet, header)).lines]
    if not tables:
        raise Unreadable(Trouble.NO_LINES)
    return tables


def _table(sheet: Sheet, header: _Header) -> Table:
    above = [cell.strip() for row in sheet.rows[: header.first] for cell in row if cell.strip()]
    return Table(sheet.name, " ".join(above)[:300], header.names, _lines(sheet.rows, header))


def _header(rows: list[list[str]], known: Collection[str]) -> _Header | None:
    best: _Header | None = None
    for index, row in enumerate(rows[:LOOKED_AT]):
        for names, height in ((row, 1), (_two_rows(row, _below(rows, index), known), 2)):
            score = len({heading(name) for name in names} & set(known))
            if score >= ENOUGH and (best is None or (score, -height) > (best.score, -best.height)):
                best = _Header(score, index, height, [name.strip() for name in names])
    return best


def _below(rows: list[list[str]], index: int) -> list[str]:
    return rows[index + 1] if index + 1 < len(rows) else []


def _two_rows(upper: list[str], lower: list[str], known: Collection[str]) -> list[str]:
    """The names of a header of two rows, whose upper cells may span several columns; empty when it is none."""
    names: list[str] = []
    above = ""
    for column in range(max(len(upper), len(lower))):
        over = upper[column].strip() if column < len(upper) else ""
        under = lower[column].strip() if column < len(lower) else ""
        above = over or (above if under else "")
        joined = above + under if under else over
        if under and heading(joined) not in known:
            joined = under
            if heading(under) not in known:
                return []
        names.append(joined)
    return names


def _lines(rows: list[list[str]], header: _Header) -> list[Line]:
    width = len(header.names)
    found = []
    repeated = [heading(name) for name in header.names if name]
    for index, row in enumerate(rows[header.first + header.height :], start=header.first + header.height + 1):
        cells = (row + [""] * width)[:width]
        filled = [cell for cell in cells if cell.strip()]
        if filled and not _is_no_line(filled, repeated):
            found.append(Line(index, cells))
    return found


def _is_no_line(filled: list[str], headers: list[str]) -> bool:
    """Whether a row is a sum, a note below the table, or the header printed again."""
    first = tight(filled[0])
    if SUM.match(first) or (len(filled) <= ENOUGH and NOTE.match(first)):
        return True
    return len(filled) >= ENOUGH and [heading(cell) for cell in filled] == headers
