"""Letters of one text to many: who gets one, and the places in the text that differ from letter to letter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from congress.official.content import Annex, Block, Paper
from congress.rules.codes import Code

MOST = 1000
PLACE = re.compile(r"【(\w{1,10})】")
NAME = "姓名"
UNIT = "单位"


class BatchState(Code):
    """Where a batch stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class RecipientGroup(Code):
    """Who gets a letter."""

    UNITS = "units"
    DEPUTIES = "deputies"
    COMMITTEE = "committee"
    TYPED = "typed"


@dataclass(frozen=True)
class Addressed:
    """One recipient: how he is addressed, and what stands in the places of the text."""

    name: str
    values: Mapping[str, str]


def typed(text: str) -> list[Addressed]:
    """Recipients as pasted from a table: a line each, cells apart by tab or |, the first line may name the columns.

    Without a line of names the first cell is the addressee and the others stand at 【1】, 【2】 and so on.
    """
    rows = [[cell.strip() for cell in re.split(r"\t|\||｜", line)] for line in text.splitlines() if line.strip()]
    rows = [row for row in rows if row[0]]
    if rows and rows[0][0] in {NAME, UNIT, "名称"} and len(rows) > 1:
        names, *rows = rows
    else:
        names = [NAME, *map(str, range(1, max(map(len, rows), default=1)))]
    return [Addressed(row[0], dict(zip(names, row, strict=False)) | {NAME: row[0], UNIT: row[0]}) for row in rows]


def places(paper: Paper) -> list[str]:
    """The places of a paper that are filled in from letter to letter, each once."""
    texts = [paper.title, paper.addressee, *(block.text for block in paper.blocks)]
    texts += [cell for block in paper.blocks for row in block.rows for cell in row]
    return list(dict.fromkeys(found for text in texts for found in PLACE.findall(text)))


def fill(paper: Paper, to: Addressed) -> Paper:
    """The letter of one recipient: addressed to him, with his values in the places. Unknown places stay as they are."""
    return replace(
        paper,
        title=_filled(paper.title, to.values),
        addressee=to.name,
        blocks=_blocks(paper.blocks, to.values),
        annexes=tuple(Annex(_filled(one.title, to.values), _blocks(one.blocks, to.values)) for one in paper.annexes),
    )


def _blocks(blocks: Sequence[Block], values: Mapping[str, str]) -> tuple[Block, ...]:
    return tuple(
        replace(
            block,
            text=_filled(block.text, values),
            rows=tuple(tuple(_filled(cell, values) for cell in row) for row in block.rows),
        )
        for block in blocks
    )


def _filled(text: str, values: Mapping[str, str]) -> str:
    return PLACE.sub(lambda place: values.get(place[1], place[0]), text)
