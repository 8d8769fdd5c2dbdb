"""The order of names: pinyin with the readings surnames have, which differ from the words'."""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin

SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "朴": "piao", "乐": "yue",
    "翟": "zhai", "覃": "qin", "冼": "xian", "任": "ren", "华": "hua", "盖": "ge", "燕": "yan", "召": "shao",
    "尹": "yin", "种": "chong", "缪": "miao", "纪": "ji", "宁": "ning", "逄": "pang", "洗": "xian", "员": "yun",
    "句": "gou", "祭": "zhai", "秘": "bi", "繁": "po", "黑": "he", "都": "du", "谌": "chen", "那": "na",
    "尉迟": "yuchi", "长孙": "zhangsun", "万俟": "moqi", "澹台": "tantai", "令狐": "linghu", "呼延": "huyan",
}  # fmt: skip


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
