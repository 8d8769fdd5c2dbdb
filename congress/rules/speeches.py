"""Reading speeches as a clerk types them: one a line, the speaker's name before the colon. Plain text in."""

from __future__ import annotations

import re
from collections.abc import Collection

LINE = re.compile(r"\s*([^：:]{1,60}?)\s*[：:]\s*(.+)", re.DOTALL)
LIKE_A_NAME = re.compile(r"[\w·]{2,6}")
NO_NAMES = frozenset(
    "建议 意见 问题 要求 原因 其中 例如 比如 另外 此外 同时 首先 其次 最后 一是 二是 三是 四是 五是".split()  # noqa: SIM905
)
"""What stands before a colon in the middle of a speech."""


class Unreadable(ValueError):
    """A line nobody is known to have said; ``args`` are its number and its text."""


def read(text: str, names: Collection[str]) -> list[tuple[str, str]]:
    """Pairs of speaker and points from ``张三：…``; a line without a name goes on with the speech before it.

    Raises :class:`Unreadable` for a first line without a name, and for what looks like the name of somebody who is
    not among ``names``: a slip of the pen must not put words into another mouth.
    """
    found: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        match = LINE.fullmatch(line)
        if match and match[1] in names:
            found.append((match[1], match[2].strip()))
        elif found and not (match and _stranger(match[1])):
            who, said = found[-1]
            found[-1] = (who, f"{said}\n{line.strip()}")
        else:
            raise Unreadable(number, line.strip())
    return found


def _stranger(word: str) -> bool:
    return word not in NO_NAMES and LIKE_A_NAME.fullmatch(word) is not None
