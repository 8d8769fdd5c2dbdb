"""What single cells mean: dates, numbers, names, classes, marks. A doubt is told with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from congress.rules.codes import Code
from congress.rules.followups import Ending, Mark
from congress.rules.tables.text import BRACKETS, is_blank, plain, tidy, tight

T = TypeVar("T")

EXCEL_EPOCH = date(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1954, 2100
"""The first people's congresses met in 1954; a date outside is a slip."""
TEXT = re.compile(r"(\d{4}|\d{2})[年./\-](\d{1,2})[月./\-](\d{1,2})[日号]?")
SHORT = re.compile(r"(\d{1,2})[月./\-](\d{1,2})[日号]?")
MONTH = re.compile(r"(\d{4})[年./\-](\d{1,2})月?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
CLOCK_TIME = re.compile(r"(?<=\d)[ t]\d{1,2}:\d{2}(:\d{2})?.*$", re.IGNORECASE)
NUMBER = re.compile(r"(?P<between>闭会?)?(?:建议|议案|提案)?(?:第)?0*(\d{1,6})(?:号|件)?")
SEPARATORS = re.compile(r"[、,，;；/\n|]+")
AND_OTHERS = re.compile(r"等\d*[人名位]?(代表)?$")
STEMS = "甲乙丙丁戊己"
LETTER = re.compile(r"([a-f])[类級级]?")
STEM = re.compile(rf"([{STEMS}])[类級级]?")


class Doubt(Code):
    """Why a cell, or a line, is not taken as it stands."""

    MISSING = "missing"
    NOT_A_DATE = "not_a_date"
    PARTIAL_DATE = "partial_date"
    YEAR_GUESSED = "year_guessed"
    NOT_A_NUMBER = "not_a_number"
    SEVERAL_NAMES = "several_names"
    AND_OTHERS = "and_others"
    UNKNOWN_MARK = "unknown_mark"
    UNKNOWN_WORD = "unknown_word"
    TOO_LONG = "too_long"
    OVER_LIMIT = "over_limit"
    SEVERAL_TICKS = "several_ticks"
    TWICE = "twice"
    UNSETTLED = "unsettled"
    SAME_NAME = "same_name"
    UNKNOWN_PERSON = "unknown_person"
    LIVING = "living"
    ORDER = "order"
    OWN_ASSISTANT = "own_assistant"
    NO_UNIT = "no_unit"
    NO_LEADING = "no_leading"
    CHANGED_SINCE = "changed_since"


CERTAIN = frozenset(
    {
        Doubt.MISSING,
        Doubt.NOT_A_DATE,
        Doubt.NOT_A_NUMBER,
        Doubt.UNKNOWN_WORD,
        Doubt.OVER_LIMIT,
        Doubt.TWICE,
        Doubt.UNSETTLED,
        Doubt.UNKNOWN_PERSON,
        Doubt.LIVING,
        Doubt.ORDER,
        Doubt.CHANGED_SINCE,
    }
)
"""These fail the line; the others let it through as it was understood, marked for a look."""


@dataclass(frozen=True)
class Read(Generic[T]):
    """A cell understood, or not; ``doubt`` may stand beside a value."""

    value: T | None = None
    doubt: Doubt | None = None


def words(raw: str) -> Read[str]:
    """A text as it stands."""
    return Read(None if is_blank(raw) else tidy(raw))


def day(raw: str, year: int | None = None) -> Read[date]:
    """A date in the notations offices use. ``year`` completes one written without; that is doubtful."""
    if is_blank(raw):
        return Read()
    text = re.sub(r"\s+", "", CLOCK_TIME.sub("", plain(raw))).rstrip(".。")
    if found := (TEXT.fullmatch(text) or COMPACT.fullmatch(text)):
        return _date(_full_year(found[1]), int(found[2]), int(found[3]))
    if text.isdecimal() and len(text) == len("45363"):
        return Read(EXCEL_EPOCH + timedelta(days=int(text)))
    if MONTH.fullmatch(text):
        return Read(None, Doubt.PARTIAL_DATE)
    if (found := SHORT.fullmatch(text)) and year:
        return Read(_date(year, int(found[1]), int(found[2])).value, Doubt.YEAR_GUESSED)
    return Read(None, Doubt.NOT_A_DATE)


def _full_year(text: str) -> int:
    return int(text) if len(text) > len("24") else 2000 + int(text)


def _date(year: int, month: int, number: int) -> Read[date]:
    try:
        found = date(year, month, number)
    except ValueError:
        return Read(None, Doubt.NOT_A_DATE)
    return Read(found) if FIRST_YEAR <= year <= LAST_YEAR else Read(None, Doubt.NOT_A_DATE)


@dataclass(frozen=True)
class Number:
    """A suggestion's number; ``between`` when it is written as one made between sessions."""

    serial: int
    between: bool = False


def number(raw: str) -> Read[Number]:
    """第1号, 1, 001, 闭会第6号."""
    if is_blank(raw):
        return Read()
    found = NUMBER.fullmatch(tight(raw))
    if found is None or int(found[2]) == 0:
        return Read(None, Doubt.NOT_A_NUMBER)
    return Read(Number(int(found[2]), bool(found["between"])))


def names(raw: str) -> Read[list[str]]:
    """People parted by any of the marks in use; a name spaced to three characters (王　芳) is one name."""
    if is_blank(raw):
        return Read([])
    text = BRACKETS.sub("", plain(raw))
    doubt = Doubt.AND_OTHERS if AND_OTHERS.search(text) else None
    found: list[str] = []
    for piece in SEPARATORS.split(AND_OTHERS.sub("", text)):
        found += [name for name in _unspaced(piece.split()) if name not in found]
    return Read(found, doubt)


def _unspaced(tokens: list[str]) -> list[str]:
    """Join what a single character begins: nobody is called by one character. 王 芳 李 四 are two."""
    joined: list[str] = []
    for token in tokens:
        if joined and len(joined[-1]) == 1:
            joined[-1] += token
        else:
            joined.append(token)
    if len(joined) > 1 and len(joined[-1]) == 1:
        last = joined.pop()
        joined[-1] += last
    return joined


def name(raw: str) -> Read[str]:
    """One person; of several the first, which is doubtful."""
    found = names(raw)
    people = found.value or []
    if not people:
        return Read()
    return Read(people[0], Doubt.SEVERAL_NAMES if len(people) > 1 else found.doubt)


def units(raw: str) -> Read[list[str]]:
    """Units parted by any of the marks in use, spaces included."""
    if is_blank(raw):
        return Read([])
    found: list[str] = []
    for piece in SEPARATORS.split(plain(raw)):
        found += [unit for unit in piece.split() if unit not in found]
    return Read(found)


def outcome(raw: str) -> Read[str]:
    """The letter of a class (Ａ, a, A类, 甲), or the office's own word for it."""
    if is_blank(raw):
        return Read()
    text = BRACKETS.sub("", tight(raw)) or tight(raw)
    if found := LETTER.fullmatch(text):
        return Read(found[1].upper())
    if found := STEM.fullmatch(text):
        return Read("ABCDEF"[STEMS.index(found[1])])
    return Read(plain(raw))


LIKELY_CLASS = {
    "已解决": "A",
    "基本解决": "A",
    "已经解决": "A",
    "正在解决": "B",
    "列入计划": "B",
    "计划解决": "B",
    "拟解决": "B",
    "暂时不能解决": "C",
    "暂不能解决": "C",
    "因条件限制": "C",
    "留作参考": "D",
}
"""Words whose letter is likely, never certain: the county's definition decides."""

MARKS = {
    **dict.fromkeys(["满意", "很满意", "非常满意", "满"], Mark.GOOD),
    **dict.fromkeys(["基本满意", "较满意", "比较满意", "基满", "基本"], Mark.FAIR),
    **dict.fromkeys(["不满意", "不太满意", "不满"], Mark.BAD),
}
SILENT = frozenset({"未评价", "未评", "未反馈", "弃权", "未测评"})


def mark(raw: str) -> Read[Mark]:
    """满意, 基本满意, 不满意; silence is no mark."""
    text = tight(raw)
    if is_blank(raw) or text in SILENT:
        return Read()
    return Read(MARKS[text]) if text in MARKS else Read(None, Doubt.UNKNOWN_MARK)


TICKS = frozenset({"√", "✓", "✔", "v", "☑", "●", "1", "是", "有"})
NO_TICKS = frozenset({"0", "否", "×", "✗", "x", "□", "☐", "○"})


def tick(raw: str, means: Mark) -> Read[Mark]:
    """A tick in the column of one mark; the mark's own word ticks it too."""
    text = tight(raw)
    if is_blank(raw) or text in NO_TICKS:
        return Read()
    return Read(means) if text in TICKS or MARKS.get(text) is means else Read(None, Doubt.UNKNOWN_MARK)


@dataclass(frozen=True)
class Examined:
    """What the examination decided: taken up, or how it ended; into which number it was merged, if said."""

    ending: Ending | None = None
    into: int | None = None


DECLINED = re.compile(r"不予?立案|未立案|不予?受理|不作为|退回")
MERGED = re.compile(r"并案|并入|合并")
WITHDRAWN = re.compile(r"撤回|撤案|撤销")
TRANSFERRED = re.compile(r"转为?|转作|转送|转办信访")
TAKEN_UP = re.compile(r"立案|受理|交办|作为建议|同意|通过|是")


def examined(raw: str) -> Read[Examined]:
    """立案 and 受理, 不予立案, 并案 (also 并入第12号), 撤回; an empty cell means taken up."""
    if is_blank(raw):
        return Read(Examined())
    text = tight(raw)
    if MERGED.search(text):
        found = re.search(r"0*(\d{1,6})", text)
        return Read(Examined(Ending.MERGED, int(found[1]) if found else None))
    for shape, ending in ((DECLINED, Ending.DECLINED), (WITHDRAWN, Ending.WITHDRAWN)):
        if shape.search(text):
            return Read(Examined(ending))
    if TAKEN_UP.match(text) or text in {"已立案", "已受理"}:
        return Read(Examined())
    if TRANSFERRED.search(text):
        return Read(Examined(Ending.TRANSFERRED))
    return Read(None, Doubt.UNKNOWN_WORD)


@dataclass(frozen=True)
class Proposed:
    """When it was proposed: during the session or between two, and the day where it is known."""

    between: bool = False
    on: date | None = None


def proposed(raw: str, year: int | None = None) -> Read[Proposed]:
    """大会期间, 闭会期间, or a date; an empty cell means the session."""
    text = tight(raw)
    if is_blank(raw) or re.match(r"(大会|会议|会中|会上|人代会)", text):
        return Read(Proposed())
    if re.match(r"(闭会|平时|会后|休会)", text):
        return Read(Proposed(between=True))
    found = day(raw, year)
    return Read(Proposed(on=found.value), found.doubt) if found.value else Read(None, found.doubt)


def sex(raw: str) -> Read[str]:
    """男, 女."""
    if is_blank(raw):
        return Read()
    found = {"男": "m", "女": "f", "m": "m", "f": "f", "男性": "m", "女性": "f"}.get(tight(raw))
    return Read(found) if found else Read(None, Doubt.UNKNOWN_WORD)


def yes(raw: str) -> Read[bool]:
    """是, √, 经政府办 against 否, ×, 直接; an empty cell says nothing."""
    text = tight(raw)
    if is_blank(raw):
        return Read()
    if re.match(r"(是|√|✓|y|yes|1|对|经)", text):
        return Read(True)
    return Read(False) if re.match(r"(否|×|x|n|no|0|不|直接)", text) else Read(None, Doubt.UNKNOWN_WORD)
