"""What stands on an official paper, free of any layout; kept as JSON when the paper is frozen.

A paper is frozen as this content, never as HTML: it reprints after the layout has changed, and its digest
says whether a single character did.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any

from congress.rules.codes import Code

FORMAT = 1
"""Version of the stored shape. Fields may be added with a default; anything else needs a new version."""


class Layout(Code):
    """The formats of GB/T 9704-2012 that this office uses, and two of its own."""

    ORDINARY = "ordinary"
    LETTER = "letter"
    MINUTES = "minutes"
    PLAIN = "plain"
    """决议, 决定, 公告: no red head and no number."""
    CERTIFICATE = "certificate"
    """任命书: one page, landscape."""
    FORM = "form"
    """Something to be filled in or signed."""


class Level(Code):
    """What a block is."""

    FIRST = "first"
    """一、"""
    SECOND = "second"
    """（一）"""
    THIRD = "third"
    """1."""
    FOURTH = "fourth"
    """（1）"""
    BODY = "body"
    FLUSH = "flush"
    """Body without indent."""
    CENTRED = "centred"
    PEOPLE = "people"
    """出席：, 列席：, 请假： with names."""
    TABLE = "table"
    NOTE = "note"
    """Small print: the instructions on a form."""
    SIGN = "sign"
    """A line to sign on, at the right."""
    BREAK = "break"
    """A new page."""


@dataclass(frozen=True)
class Block:
    """A paragraph, a list of people or a table."""

    level: Level
    text: str = ""
    label: str = ""
    """Of people: 出席."""
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()
    """Columns of a table in millimetres; none: shared out evenly."""
    header: int = 1
    """Rows at the head of a table that every page repeats."""
    heads: int = 0
    """Columns at the left of a table that name what stands beside them."""
    aligns: str = ""
    """A letter for each column: l or c. None: left."""
    height: float = 0
    """The least height of a row in millimetres, for what is filled in by hand."""


@dataclass(frozen=True)
class Annex:
    """附件: begins on a new page."""

    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Paper:
    """An official paper."""

    layout: Layout
    issuer: str
    """发文机关标志; of minutes, the mark that stands in its place."""
    title: str
    number: str = ""
    upward_signer: str = ""
    """签发人 of a paper to a higher body (上行文); several with 、."""
    adopted: str = ""
    """题注: （2026年3月5日……通过）."""
    addressee: str = ""
    blocks: tuple[Block, ...] = ()
    attachments: tuple[str, ...] = ()
    """Names in the 附件说明."""
    signature: str = ""
    """署名; several with 、 take a line each."""
    dated: date | None = None
    sealed: bool = True
    """Leaves room for the seal; none is drawn."""
    note: str = ""
    """附注."""
    copies: tuple[str, ...] = ()
    """抄送."""
    printed_by: str = ""
    printed_on: date | None = None
    annexes: tuple[Annex, ...] = ()
    mark: str = ""
    """Top right: the class of an answer."""
    period: str = ""
    """Of minutes: （第12期）."""
    contact: str = ""

    def to_json(self) -> dict[str, Any]:
        """The paper as plain data. Fields at their default are left out, so that a new field changes no digest."""
        return {"format": FORMAT, **_plain(self)}

    @classmethod
    def of_json(cls, data: Mapping[str, Any]) -> Paper:
        """The paper that ``to_json`` wrote; refuses what a later version wrote and fields it does not know."""
        if data.get("format") != FORMAT:
            raise ValueError(f"a paper of format {data.get('format')!r}, not {FORMAT}")
        values = {name: value for name, value in data.items() if name != "format"}
        values["layout"] = Layout(values["layout"])
        for name in ("dated", "printed_on"):
            if values.get(name):
                values[name] = date.fromisoformat(values[name])
        for name in ("attachments", "copies"):
            values[name] = tuple(values.get(name, ()))
        values["blocks"] = _blocks(values.get("blocks", ()))
        values["annexes"] = tuple(
            Annex(annex["title"], _blocks(annex.get("blocks", ()))) for annex in values.get("annexes", ())
        )
        return cls(**values)

    def canonical(self) -> str:
        """The text whose digest the paper has: sorted keys, no spaces, characters as they are."""
        return json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def digest(self) -> str:
        """The sha256 of the canonical text."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


def _plain(row: Paper | Annex | Block) -> dict[str, Any]:
    return {
        field.name: _value(getattr(row, field.name))
        for field in fields(row)
        if field.default is MISSING or getattr(row, field.name) != field.default
    }


def _value(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Code):
        return value.value
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    return _plain(value) if isinstance(value, Annex | Block) else value


def _blocks(data: Iterable[Mapping[str, Any]]) -> tuple[Block, ...]:
    return tuple(_block(dict(values)) for values in data)


def _block(values: dict[str, Any]) -> Block:
    values["level"] = Level(values["level"])
    values["rows"] = tuple(tuple(row) for row in values.get("rows", ()))
    values["widths"] = tuple(values.get("widths", ()))
    return Block(**values)


NUMERAL = "[一二三四五六七八九十百]{1,4}"
MARKS: tuple[tuple[Level, re.Pattern[str], str], ...] = (
    (Level.FIRST, re.compile(rf"({NUMERAL})[、.．]\s*"), "{}、"),
    (Level.SECOND, re.compile(rf"[（(]({NUMERAL})[）)][、.．]?\s*"), "（{}）"),
    (Level.THIRD, re.compile(r"(\d{1,3})[.．、](?!\d)\s*"), "{}."),
    (Level.FOURTH, re.compile(r"[（(](\d{1,3})[）)][、.．]?\s*"), "（{}）"),
)
"""What a line of each level begins with, and how the standard writes it."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u2028\u2029\ufeff\ufffe\uffff]")


def parse(text: str) -> tuple[Block, ...]:
    """Blocks of typed text: a line is a block; its beginning tells the level; blank lines are dropped."""
    return tuple(_line(line.strip(" \t\u3000")) for line in cleaned(text).splitlines() if line.strip(" \t\u3000"))


def cleaned(text: str) -> str:
    """Text without the characters that no paper shows and no .docx may contain."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\xa0", " "))


def _line(line: str) -> Block:
    for level, pattern, written in MARKS:
        if found := pattern.match(line):
            return Block(level, written.format(found[1]) + line[found.end() :])
    return Block(Level.BODY, line)
