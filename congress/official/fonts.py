"""Faces by role: the county's own licensed files first, then the shipped ones, then Noto glyph by glyph."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTCollection, TTFont, TTLibError

from congress.rules.codes import Code

log = logging.getLogger(__name__)

SHIPPED = Path(__file__).parent / "faces"
FILES = {".ttf", ".otf", ".ttc"}
FAMILY_NAMES = (1, 4, 16)
"""Entries of a font's name table that hold its family."""


class Role(Code):
    """What a face is for."""

    TITLE = "title"
    BODY = "body"
    HEADING = "heading"
    SECOND = "second"
    DIGITS = "digits"


@dataclass(frozen=True)
class Face:
    """A role's face: its name in Word and what stands in for it, the county's files that serve, the shipped one."""

    word: str
    alternative: str
    accepted: tuple[str, ...]
    shipped: str = ""
    bold: bool = False


FACES: Mapping[Role, Face] = {
    Role.TITLE: Face(
        "方正小标宋简体",
        "宋体",
        ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
        bold=True,
    ),
    Role.BODY: Face(
        "仿宋_GB2312",
        "仿宋",
        ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"),
        "FandolFang",
    ),
    Role.HEADING: Face("黑体", "微软雅黑", ("黑体", "SimHei")),
    Role.SECOND: Face(
        "楷体_GB2312",
        "楷体",
        ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"),
        "FandolKai",
    ),
    Role.DIGITS: Face("宋体", "新宋体", ("宋体", "SimSun")),
}


@cache
def sources() -> Mapping[str, Path]:
    """Family name of a style sheet and the file it comes from."""
    found = {face.shipped: SHIPPED / f"{face.shipped}-Regular.otf" for face in FACES.values() if face.shipped}
    own = _own_families()
    for role, face in FACES.items():
        if name := next((name for name in face.accepted if name in own), None):
            found[f"county-{role}"] = own[name]
    return found


def style_sheet() -> str:
    """The ``@font-face`` rules. Behind both families a style names the system's Noto face of its shape."""
    return "\n".join(_rule(family, path) for family, path in sources().items())


def _rule(family: str, path: Path) -> str:
    weight = 700 if family in {f"county-{role}" for role, face in FACES.items() if face.bold} else 400
    return f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("{path.as_uri()}"); }}'


def _own_families() -> dict[str, Path]:
    """Families of the county's font files by every name they have."""
    folder = settings.FONTS_DIR
    if folder and not Path(folder).is_dir():
        log.warning("no folder of fonts: %s", folder)
    if not folder or not Path(folder).is_dir():
        return {}
    files = sorted(path for path in Path(folder).iterdir() if path.suffix.lower() in FILES)
    return {name: path for path in files for name in _names(path)}


def _names(path: Path) -> set[str]:
    try:
        return {name for font in _fonts(path) for name in _families_of(font)}
    except (TTLibError, OSError, KeyError, AssertionError):
        log.warning("no font: %s", path.name)
        return set()


def _fonts(path: Path) -> Iterator[TTFont]:
    if path.suffix.lower() == ".ttc":
        with TTCollection(path, lazy=True) as collection:
            yield from collection.fonts
    else:
        with TTFont(path, lazy=True) as font:
            yield font


def _families_of(font: TTFont) -> Iterator[str]:
    for entry in font["name"].names:
        if entry.nameID in FAMILY_NAMES:
            yield entry.toUnicode(errors="replace")
