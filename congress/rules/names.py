"""The order of names: by the strokes of their characters (姓氏笔画), or by pinyin as surnames are read.

By strokes: the number of strokes of the surname, then its stroke order 横竖撇点折; of one surname names of two
characters first, then the given name in the same way. ``strokes.txt`` beside this file holds the characters, a line for
each number of strokes, in their order (``bin/make-strokes`` says from what).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin

SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "朴": "piao", "乐": "yue",
    "翟": "zhai", "覃": "qin", "冼": "xian", "任": "ren", "华": "hua", "盖": "ge", "燕": "yan", "召": "shao",
    "尹": "yin", "种": "chong", "缪": "miao", "纪": "ji", "宁": "ning", "逄": "pang", "洗": "xian", "员": "yun",
    "句": "gou", "祭": "zhai", "秘": "bi", "繁": "po", "黑": "he", "都": "du", "谌": "chen", "那": "na",
    "尉迟": "yuchi", "长孙": "zhangsun", "万俟": "moqi", "澹台": "tantai", "令狐": "linghu", "呼延": "huyan",
}  # fmt: skip

STROKES = Path(__file__).with_name("strokes.txt")
UNKNOWN = "99999"
"""Where a character without a place goes: behind all others, by code point. The key can be corrected by hand."""
KEY_MAX = 120
"""A key is cut there; no two names differ only after so many letters."""


def pinyin_key(name: str) -> str:
    """A key to sort by: the surname's own reading, then the given name, syllables apart."""
    return _key(name)[:KEY_MAX]


def _key(name: str) -> str:
    for length in (2, 1):
        reading = SURNAMES.get(name[:length]) if len(name) > length else None
        if reading:
            return " ".join([reading, *lazy_pinyin(name[length:], style=Style.NORMAL)])
    return " ".join(lazy_pinyin(name, style=Style.NORMAL))


def stroke_key(name: str) -> str:
    """A key to sort by: number of strokes and place of the surname, its length, then the given name."""
    if not name:
        return ""
    first, *rest = (_place(char) for char in name)
    return " ".join([first, "2" if len(name) == 2 else "3", *rest])[:KEY_MAX]


def sort_keys(name: str) -> dict[str, str]:
    """Both keys of a person's name, by the column that keeps them."""
    return {"pinyin_key": pinyin_key(name), "stroke_key": stroke_key(name)}


def _place(char: str) -> str:
    found = _places().get(char)
    return f"{found[0]:02d}{found[1]:04d}" if found else f"{UNKNOWN}{ord(char):06x}"


@cache
def _places() -> dict[str, tuple[int, int]]:
    lines = (line.split("\t") for line in STROKES.read_text(encoding="utf-8").splitlines())
    return {char: (int(number), place) for number, chars in lines for place, char in enumerate(chars)}
