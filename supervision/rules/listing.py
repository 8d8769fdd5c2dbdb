"""Lists that come as a file or are pasted: lines of texts by the columns they stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from congress.rules.tables.grid import read
from congress.rules.tables.header import find_tables
from congress.rules.tables.text import heading, tidy

Columns = Mapping[str, Sequence[str]]
"""The headings in use, by the key of their column; a column is called by its first."""

CATALOGUE: Columns = {
    "title": ("文件名称", "文件标题", "标题", "名称"),
    "number": ("文号", "发文字号", "文件编号"),
    "published_on": ("公布日期", "发布日期", "印发日期", "成文日期"),
}
PROBLEMS: Columns = {
    "unit": ("整改单位", "责任单位", "被审计单位", "单位"),
    "problem": ("问题", "审计查出的问题", "存在问题", "问题摘要"),
    "amount": ("金额", "问题金额", "涉及金额"),
    "measure": ("整改要求", "整改措施", "审计建议"),
    "planned_on": ("整改期限", "完成时限", "整改时限"),
}


def lines_of(data: bytes, name: str, columns: Columns) -> list[tuple[int, dict[str, str]]]:
    """The lines of the first table with known headings, each with its number in the file.

    Raises :class:`congress.rules.tables.grid.Unreadable`.
    """
    keys = {heading(word): key for key, words in columns.items() for word in words}
    table = find_tables(read(data, name), list(keys))[0]
    places = [keys.get(heading(one)) for one in table.headers]
    return [
        (line.number, {key: tidy(cell) for key, cell in zip(places, line.cells, strict=True) if key})
        for line in table.lines
    ]
