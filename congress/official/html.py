"""A paper as HTML for the PDF: what a template may print without thinking."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from django.template.loader import render_to_string

from congress.official.content import Annex, Block, Layout, Level, Paper, cleaned
from congress.official.text import heading, long_date, width
from congress.official.titles import lines

TITLE_MOST = 19
"""Characters of 22 pt in a line of the title; 20 would touch both edges."""
ADOPTED_MOST = 26
SENDER_WIDE, SENDER_HIGH = 150.0, 15.0
"""The sender's name: at most so wide, its characters at most so high, in millimetres."""
CHARACTER = 5.568
"""Millimetres of a character of the text."""
DATE_IN = 4
"""Characters from the right edge to the date under a seal."""
HANDED_IN = 14 / 16
"""A character of 14 pt in characters of the text."""
TEXT_WIDE = 156.0
COPIES_MOST = 25
"""Characters of 14 pt in a line of 抄送 behind its label."""
IMPRINT_LINE = 8.0
LONG_WORDS = 90
"""A certificate with more characters is set smaller."""
FACED = {Level.FIRST, Level.SECOND}
HEADS = {
    Layout.ORDINARY: "official/head_ordinary.html",
    Layout.LETTER: "official/head_letter.html",
    Layout.MINUTES: "official/head_minutes.html",
    Layout.PLAIN: "official/head_plain.html",
    Layout.FORM: "official/head_form.html",
}
CLASSES = {Layout.LETTER: "letter", Layout.FORM: "form"}


@dataclass(frozen=True)
class Cell:
    """A cell of a table."""

    text: str
    align: str
    heads: bool


@dataclass(frozen=True)
class Table:
    """A table with its columns in millimetres."""

    name: str
    widths: tuple[float, ...]
    head: list[list[Cell]]
    rows: list[list[Cell]]
    height: float


@dataclass(frozen=True)
class Shown:
    """A block ready for the template."""

    classes: str
    lead: str = ""
    rest: str = ""
    face: str = ""
    label: str = ""
    heads: bool = False
    breaks: bool = False
    table: Table | None = None


@dataclass(frozen=True)
class ShownAnnex:
    """An annex ready for the template."""

    label: str
    title: list[str]
    blocks: list[Shown]


@dataclass(frozen=True)
class Imprint:
    """版记."""

    copies: str
    by: str
    on: str
    lined: bool
    turned: bool

    @property
    def printed(self) -> bool:
        """Whether there is a line of who printed and when."""
        return bool(self.by or self.on)

    @property
    def height(self) -> float:
        """The room it takes, in millimetres."""
        rows = ceil(width(self.copies) / COPIES_MOST) + (1 if self.printed else 0)
        return rows * IMPRINT_LINE + 1


class Sheet:
    """A paper as its template shows it."""

    def __init__(self, paper: Paper, *, turned: bool = False, numbered: bool = False) -> None:
        self.paper = paper
        self.name = paper.title.replace("\n", "")
        self.author = paper.issuer.replace("\n", "、").removesuffix("文件")
        self.head = HEADS.get(paper.layout, "")
        self.classes = CLASSES.get(paper.layout, "ordinary") + (" numbered" if numbered else "")
        self.sender = [line.strip() for line in paper.issuer.split("\n") if line.strip()]
        self.title = lines(self._title(), TITLE_MOST)
        self.adopted = lines(paper.adopted, ADOPTED_MOST)
        self.signers = _pairs(paper.upward_signer)
        self.addressee = paper.addressee.rstrip("：:") + "：" if paper.addressee else ""
        self.attachments = paper.attachments
        self.naming = _naming(len(paper.attachments))
        self.date = long_date(paper.dated) if paper.dated else ""
        self.signatures = [name for name in paper.signature.split("、") if name]
        self.seal = "sealed" if paper.sealed else "unsealed"
        self.signs = paper.layout is not Layout.MINUTES and bool(self.signatures or self.date)
        self.remarks = [_bracketed(text) for text in (paper.note, paper.contact) if text]
        self.blocks = shown(paper.blocks, "t")
        self.annexes = _annexes(paper.annexes)
        self.imprint = _imprint(paper, turned)
        self.long = sum(len(block.text) for block in paper.blocks) > LONG_WORDS

    def _title(self) -> str:
        """The title; a form has the body that issues it above."""
        issuer = self.paper.issuer
        return f"{issuer}\n{self.paper.title}" if self.paper.layout is Layout.FORM and issuer else self.paper.title

    @property
    def style(self) -> str:
        """What only this paper measures."""
        rows = [row for part in (self.blocks, *(annex.blocks for annex in self.annexes)) for row in part]
        rules = [_columns(row.table) for row in rows if row.table]
        if self.sender:
            rules.append(f".sender {{ font-size: {sender_size(self.sender):.2f}mm; }}")
        if self.imprint:
            rules.append(f".room {{ height: {self.imprint.height:.2f}mm; }}")
        if self.signs and self.paper.sealed:
            rules.append(_under(self.signatures, self.date))
        labels = {len(row.label) + 3 for row in rows if row.label}
        rules += [f".hang-{n} {{ padding-left: {n * CHARACTER:.3f}mm; }}" for n in sorted(labels)]
        return "\n".join(rules)


def markup(paper: Paper, *, turned: bool = False, numbered: bool = False) -> str:
    """The HTML of a paper.

    ``turned``: the 版记 goes to the next even page, alone. ``numbered``: a form of several pages counts them.
    """
    sheet = Sheet(paper, turned=turned, numbered=numbered)
    template = "official/certificate.html" if paper.layout is Layout.CERTIFICATE else "official/paper.html"
    return render_to_string(template, {"sheet": sheet, "paper": paper})


def shown(blocks: tuple[Block, ...], prefix: str) -> list[Shown]:
    """Blocks ready for the template."""
    found = [_shown(block, f"{prefix}{index}") for index, block in enumerate(blocks)]
    for index, (block, before) in enumerate(zip(blocks, (None, *blocks), strict=False)):
        if block.level is Level.PEOPLE and (before is None or before.level is not Level.PEOPLE):
            found[index] = _with(found[index], "gap" if index else "")
    if blocks and not found[-1].heads and not found[-1].table:
        found[-1] = _with(found[-1], "last")
    return found


def _with(row: Shown, name: str) -> Shown:
    return Shown(f"{row.classes} {name}".strip(), row.lead, row.rest, row.face, row.label, row.heads, row.breaks)


def _shown(block: Block, name: str) -> Shown:
    text = cleaned(block.text)
    match block.level:
        case Level.TABLE:
            return Shown("", table=_table(block, name))
        case Level.BREAK:
            return Shown("", breaks=True)
        case Level.PEOPLE:
            return Shown(f"hang hang-{len(block.label) + 3}", rest=text, label=block.label)
        case Level.SIGN:
            return Shown("signing", rest=text)
    lead, rest = heading(Block(block.level, text))
    if lead and not rest:
        return Shown(f"{block.level} lone", lead=lead, heads=True)
    face = str(block.level) if lead else ""
    return Shown("body" if block.level in FACED else str(block.level), lead, rest, face)


def _table(block: Block, name: str) -> Table:
    columns = max((len(row) for row in block.rows), default=1)
    widths = block.widths or (TEXT_WIDE / columns,) * columns
    rows = [[_cell(block, text, index) for index, text in enumerate(row)] for row in block.rows]
    return Table(name, widths, rows[: block.header], rows[block.header :], block.height)


def _cell(block: Block, text: str, index: int) -> Cell:
    align = block.aligns[index : index + 1]
    return Cell(cleaned(text), align, index < block.heads)


def _columns(table: Table) -> str:
    rules = [f".{table.name} col:nth-child({n}) {{ width: {wide}mm; }}" for n, wide in enumerate(table.widths, 1)]
    rules.append(f".{table.name} {{ width: {sum(table.widths)}mm; }}")
    if table.height:
        rules.append(f".{table.name} tbody tr {{ height: {table.height}mm; }}")
    return "\n".join(rules)


def sender_size(names: list[str]) -> float:
    """The height of the sender's characters in millimetres, so that the longest name fits."""
    return min(SENDER_HIGH, SENDER_WIDE / max(width(name) for name in names))


def _under(names: list[str], date: str) -> str:
    """The block under the seal is as wide as the date; a long name must not pass the right edge."""
    wide = width(date) if date else max(width(name) for name in names)
    over = max((width(name) - wide for name in names), default=0) / 2
    return f".under {{ width: {wide * CHARACTER:.2f}mm; margin-right: {max(DATE_IN, over) * CHARACTER:.2f}mm; }}"


def _pairs(names: str) -> list[str]:
    """Signers, two in a row."""
    several = [name for name in names.split("、") if name]
    return ["　".join(several[at : at + 2]) for at in range(0, len(several), 2)]


def _naming(count: int) -> str:
    """How names of attachments are set: one needs no number, ten and more need a wider one."""
    return "many" if count > 9 else "several" if count > 1 else ""


def _bracketed(text: str) -> str:
    return text if text.startswith("（") else f"（{text}）"


def _annexes(annexes: tuple[Annex, ...]) -> list[ShownAnnex]:
    return [
        ShownAnnex(
            f"附件{number}" if len(annexes) > 1 else "附件",
            lines(annex.title, TITLE_MOST),
            shown(annex.blocks, f"a{number}-"),
        )
        for number, annex in enumerate(annexes, 1)
    ]


def _imprint(paper: Paper, turned: bool) -> Imprint | None:
    if not (paper.copies or paper.printed_by):
        return None
    copies = "，".join(name.rstrip("。，") for name in paper.copies) + "。" if paper.copies else ""
    letter = paper.layout is Layout.LETTER
    on = f"{long_date(paper.printed_on)}印发" if paper.printed_on and not letter else ""
    by = "" if letter else paper.printed_by
    return Imprint(copies, by, on, not letter, turned) if copies or by else None
