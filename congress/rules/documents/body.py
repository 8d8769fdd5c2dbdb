"""How the typed text of a document is read: levels, lists of people, tables, annexes. One text box is enough for all.

A line beginning 一、 （一） 1. （1） is a heading of that level; 出席：, 列席：, 请假： and the like begin a list of
people; lines beginning with | are the rows of a table, the first one its head; “# 题目” begins an annex.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from congress.official.content import Annex, Block, Level, cleaned, parse
from congress.rules.numerals import DIGITS

PEOPLE = ("主持", "出席", "列席", "请假", "缺席", "旁听", "记录", "参加", "到会")
CENTRED = "【居中】"
BREAK = "【分页】"
TEXT_WIDTH = 156
LINE, PAGE = 28, 22
"""Characters of a line and lines of a page (GB/T 9704-2012)."""
HEADINGS = (Level.FIRST, Level.SECOND, Level.THIRD, Level.FOURTH)


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a typed text, in its order."""
    found: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for line in _lines(text):
        if line.startswith("|"):
            rows.append(_cells(line))
            continue
        if rows:
            found.append(_table(rows))
            rows = []
        found += _block(line)
    return tuple([*found, _table(rows)] if rows else found)


def _lines(text: str) -> Iterator[str]:
    for line in cleaned(text).splitlines():
        stripped = line.strip(" \t\u3000")
        if stripped:
            yield stripped.replace("｜", "|") if stripped[0] in "|｜" else stripped


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))


def _table(rows: Sequence[tuple[str, ...]]) -> Block:
    """A table whose columns are as wide as what stands in them wants, all together the width of the text."""
    count = max(map(len, rows))
    filled = tuple(row + ("",) * (count - len(row)) for row in rows)
    wanted = [_width([row[place] for row in filled]) for place in range(count)]
    share = TEXT_WIDTH / sum(wanted)
    return Block(Level.TABLE, rows=filled, widths=tuple(round(width * share, 1) for width in wanted))


def _width(cells: Sequence[str]) -> int:
    """How many characters wide a column wants to be; one that is to be filled in by hand wants room for a name."""
    if len(cells) > 1 and not any(cells[1:]):
        return max(len(cells[0]), 8)
    return min(max(max(map(len, cells)), 3), 18)


def _block(line: str) -> tuple[Block, ...]:
    if line == BREAK:
        return (Block(Level.BREAK),)
    if line.startswith(CENTRED):
        return (Block(Level.CENTRED, line.removeprefix(CENTRED).strip()),)
    label, colon, names = line.partition("：")
    if colon and label.replace("\u3000", "").replace(" ", "") in PEOPLE:
        return (Block(Level.PEOPLE, names.strip(), label=label.replace("\u3000", "").replace(" ", "")),)
    return parse(line)


def annexes_of(text: str) -> tuple[Annex, ...]:
    """The annexes of a typed text: each begins with a line “# 题目”; what stands before the first is left out."""
    found: list[tuple[str, list[str]]] = []
    for line in cleaned(text).splitlines():
        if line.startswith("#"):
            found.append((line.lstrip("# \u3000").strip(), []))
        elif found:
            found[-1][1].append(line)
    return tuple(Annex(title, blocks_of("\n".join(lines))) for title, lines in found if title)


@dataclass(frozen=True)
class Outline:
    """What was recognised of a text: its headings, how many of each level there are, about how many pages it takes."""

    headings: tuple[tuple[Level, str], ...]
    counts: tuple[tuple[Level, int], ...]
    gaps: tuple[str, ...]
    pages: int


def outline(text: str) -> Outline:
    """The outline of a typed text; ``gaps`` are headings that do not follow the one before them (一、 then 三、)."""
    blocks = blocks_of(text)
    counted = Counter(block.level for block in blocks)
    headings = tuple((block.level, block.text[:40]) for block in blocks if block.level in HEADINGS)
    lines = sum(_lines_of(block) for block in blocks)
    counts = tuple((level, counted[level]) for level in Level if counted[level])
    return Outline(headings, counts, _gaps(blocks), max(1, ceil((lines + 6) / PAGE)))


def _lines_of(block: Block) -> int:
    return len(block.rows) if block.rows else ceil((len(block.label) + len(block.text) + 2) / LINE)


def _gaps(blocks: Sequence[Block]) -> tuple[str, ...]:
    expected: dict[Level, int] = {}
    found = []
    for block in blocks:
        if block.level not in HEADINGS:
            continue
        for level in HEADINGS[HEADINGS.index(block.level) + 1 :]:
            expected.pop(level, None)
        number = ordinal(block.text)
        if number and number not in {1, expected.get(block.level, 1)}:
            found.append(block.text[:20])
        expected[block.level] = (number or 0) + 1
    return tuple(found)


def ordinal(heading: str) -> int:
    """The number a heading begins with; 0 when it has none."""
    text = heading.lstrip("（(")
    digits = "".join(char for char in text[:4] if char.isdecimal()) if text[:1].isdecimal() else ""
    if digits:
        return int(digits)
    value = last = 0
    for char in text:
        if char in DIGITS:
            last = DIGITS.index(char)
        elif char == "十":
            value, last = value + (last or 1) * 10, 0
        else:
            break
    return value + last
