"""Measuring papers: what stands where on a PDF, read back from the PDF itself, in millimetres from the top left."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from functools import cached_property

from pypdf import PageObject, PdfReader

MM = 25.4 / 72
RARE = "𬭎䶮堃珺喆镕𫖯"
"""Characters of real names that many fonts lack."""


@dataclass(frozen=True)
class Run:
    """Glyphs drawn in one go: left edge, baseline, size, font, and the text they stand for."""

    x: float
    y: float
    size: float
    font: str
    glyphs: tuple[int, ...]
    text: str

    @property
    def top(self) -> float:
        """The upper edge of a Chinese character, about 0.85 of its size above the baseline."""
        return self.y - 0.85 * self.size * MM

    @property
    def foot(self) -> float:
        """The lower edge of the character's square."""
        return self.y + 0.12 * self.size * MM


@dataclass(frozen=True)
class Bar:
    """A filled rectangle: lines are drawn as such."""

    x: float
    y: float
    wide: float
    high: float


@dataclass
class Page:
    """A page of a measured PDF."""

    source: PageObject
    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the page without spaces."""
        return "".join(self.source.extract_text().split())

    def find(self, words: str) -> Run:
        """The one run that contains some words."""
        (found,) = [run for run in self.runs if words in run.text]
        return found

    def lines(self, x: float = 28, within: float = 0.2) -> list[float]:
        """Baselines of the runs that begin at a left edge."""
        return sorted({round(run.y, 2) for run in self.runs if abs(run.x - x) < within})


class Measured:
    """A PDF taken apart."""

    def __init__(self, pdf: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(pdf))
        self.pages = [_page(page) for page in self.reader.pages]

    @cached_property
    def text(self) -> str:
        """All words without spaces."""
        return "".join(page.text for page in self.pages)

    @property
    def runs(self) -> list[Run]:
        """All runs."""
        return [run for page in self.pages for run in page.runs]

    @property
    def fonts(self) -> set[str]:
        """The names of the fonts glyphs were drawn with."""
        return {run.font for run in self.runs}

    @property
    def root(self):
        """The PDF's catalogue."""
        return self.reader.trailer["/Root"]


def _page(source: PageObject) -> Page:
    box = source.mediabox
    page = Page(source, float(box.width) * MM, float(box.height) * MM)
    fonts = {name: font.get_object() for name, font in source["/Resources"]["/Font"].items()}
    words = {name: _unicode(font) for name, font in fonts.items()}
    state = {"font": "", "size": 0.0}

    def seen(operator: bytes, operands: list, cm: list[float], tm: list[float]) -> None:
        scale = abs(cm[0])
        if operator == b"Tf":
            state["font"], state["size"] = operands[0], float(operands[1]) * scale
        elif operator in {b"TJ", b"Tj"}:
            glyphs = _glyphs(operands[0])
            across = (cm[0] * tm[4] + cm[4]) * MM
            down = page.height - (cm[3] * tm[5] + cm[5]) * MM
            name = fonts[state["font"]]["/BaseFont"].partition("+")[2]
            text = "".join(words[state["font"]].get(glyph, "") for glyph in glyphs)
            page.runs.append(Run(across, down, state["size"], name, glyphs, text))
        elif operator == b"re":
            x, y, wide, high = (float(value) for value in operands)
            down = page.height - (cm[3] * y + cm[5]) * MM
            page.bars.append(Bar((cm[0] * x + cm[4]) * MM, down, wide * scale * MM, high * scale * MM))

    source.extract_text(visitor_operand_before=seen)
    return page


def _glyphs(operand: object) -> tuple[int, ...]:
    parts = operand if isinstance(operand, list) else [operand]
    data = b"".join(part.encode("latin-1") if isinstance(part, str) else part for part in parts if _is_text(part))
    return tuple(int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))


def _is_text(part: object) -> bool:
    return isinstance(part, bytes | str)


def _unicode(font) -> dict[int, str]:
    """Glyph number to text, by the font's ToUnicode map."""
    table = font["/ToUnicode"].get_object().get_data().decode("latin-1")
    pairs = re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", table)
    return {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be", "replace") for glyph, text in pairs}
