"""Reading workbooks as offices keep them: files, header rows, cells."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from congress.rules.followups import Ending, Mark
from congress.rules.tables import cells
from congress.rules.tables.cells import Doubt, Examined, Number, Proposed, Read
from congress.rules.tables.grid import MAX_BYTES, Trouble, Unreadable, read
from congress.rules.tables.header import Table, find_tables
from congress.rules.tables.text import heading

DATA = Path(__file__).parents[1] / "data"
KNOWN = {
    "编号",
    "案由",
    "类别",
    "领衔代表",
    "领衔代表姓名",
    "主办单位",
    "会办单位",
    "承办单位主办",
    "承办单位会办",
    "交办日期",
}


def first_table(sheets, known) -> Table:
    return find_tables(sheets, known)[0]


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book_of(rows: list[list[object]], sheets: int = 1) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for _more in range(sheets - 1):
        book.create_sheet()
    return saved(book)


@pytest.mark.parametrize(
    "text",
    [
        "2024.3.12",
        "2024-3-12",
        "2024/03/12",
        "2024年3月12日",
        "20240312",
        "24.3.12",
        "２０２４．３．１２",
        "45363",
        " 2024 年 3 月 12 日 ",
        "2024-03-12 00:00:00",
        "2024.03.12。",
    ],
)
def test_a_date_in_every_notation(text: str) -> None:
    assert cells.day(text) == Read(dt.date(2024, 3, 12))


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("2024年3月", Doubt.PARTIAL_DATE),
        ("2024.13.1", Doubt.NOT_A_DATE),
        ("近期", Doubt.NOT_A_DATE),
        ("3月12日", Doubt.NOT_A_DATE),
        ("1024.3.1", Doubt.NOT_A_DATE),
    ],
)
def test_what_is_no_date(text: str, doubt: Doubt) -> None:
    assert cells.day(text) == Read(None, doubt)


def test_a_year_from_the_context_is_doubtful() -> None:
    assert cells.day("3月12日", 2024) == Read(dt.date(2024, 3, 12), Doubt.YEAR_GUESSED)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.dates(dt.date(1954, 1, 1), dt.date(2100, 12, 31)),
    st.sampled_from(["{0.year}.{0.month}.{0.day}", "{0.year}年{0.month}月{0.day}日", "{0:%Y%m%d}", "{0}"]),
)
def test_every_day_comes_back(on: dt.date, shape: str) -> None:
    assert cells.day(shape.format(on)) == Read(on)


@given(st.text(max_size=30))
def test_nothing_typed_breaks_a_reader(text: str) -> None:
    for reader in (
        cells.day,
        cells.number,
        cells.names,
        cells.name,
        cells.units,
        cells.outcome,
        cells.mark,
        cells.examined,
        cells.proposed,
        cells.sex,
        cells.yes,
        cells.words,
    ):
        assert isinstance(reader(text), Read)


@pytest.mark.parametrize(
    ("text", "serial", "between"),
    [("第1号", 1, False), ("1", 1, False), ("００１", 1, False), ("闭会第6号", 6, True), ("建议第12号", 12, False)],
)
def test_numbers(text: str, serial: int, between: bool) -> None:
    assert cells.number(text).value == Number(serial, between)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("朱志河、邹正霞，陶仁刚,沈山", ["朱志河", "邹正霞", "陶仁刚", "沈山"]),
        ("昌敏 喻英军 张秋松", ["昌敏", "喻英军", "张秋松"]),
        ("王　芳、李 四", ["王芳", "李四"]),
        ("王 芳 李 四", ["王芳", "李四"]),
        ("欧阳 锋", ["欧阳锋"]),
        ("王　小芳；李四", ["王小芳", "李四"]),
        ("—", []),
    ],
)
def test_names(text: str, people: list[str]) -> None:
    assert cells.names(text).value == people


def test_and_others_is_told() -> None:
    assert cells.names("罗秀英、杨建国等12人") == Read(["罗秀英", "杨建国"], Doubt.AND_OTHERS)


@pytest.mark.parametrize("text", ["Ａ", "a", "A类", "Ａ 类", "甲", "甲类", "A（已解决）"])
def test_a_class_in_every_spelling(text: str) -> None:
    assert cells.outcome(text).value == "A"


def test_an_office_may_have_words_for_its_classes() -> None:
    assert cells.outcome("已解决").value == "已解决"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("立案", Examined()),
        ("受理", Examined()),
        ("", Examined()),
        ("不予立案", Examined(Ending.DECLINED)),
        ("并案", Examined(Ending.MERGED)),
        ("并入第12号", Examined(Ending.MERGED, 12)),
        ("代表撤回", Examined(Ending.WITHDRAWN)),
        ("转信访", Examined(Ending.TRANSFERRED)),
    ],
)
def test_the_examination(text: str, meaning: Examined) -> None:
    assert cells.examined(text).value == meaning


def test_marks_and_silence() -> None:
    assert cells.mark("基本满意").value is Mark.FAIR
    assert cells.mark("未评价") == Read()
    assert cells.mark("尚可") == Read(None, Doubt.UNKNOWN_MARK)


def test_when_it_was_proposed() -> None:
    assert cells.proposed("大会期间").value == Proposed()
    assert cells.proposed("闭会").value == Proposed(between=True)
    assert cells.proposed("2024.6.1").value == Proposed(on=dt.date(2024, 6, 1))


def test_a_heading_is_compared_without_its_decoration() -> None:
    assert heading("主办\n单位") == heading("＊主 办　单位（牵头）") == "主办单位"


def test_the_published_csv_is_read() -> None:
    table = first_table(read((DATA / "suggestions-city-2020.csv").read_bytes(), "a.csv"), KNOWN)
    assert len(table.lines) == 128
    assert table.headers[:3] == ["编号", "案由", "类别"]
    assert table.lines[0].number == 2


def test_the_offices_workbook_is_read() -> None:
    table = first_table(read((DATA / "suggestions-county-2024.xlsx").read_bytes(), "a.xlsx"), KNOWN)
    assert len(table.lines) == 206
    assert table.title.startswith("××县第十四届人民代表大会第四次会议")
    assert (table.lines[0].number, table.lines[-1].number) == (4, 209)


def test_a_header_of_two_rows_is_one() -> None:
    rows = [
        ["台账"],
        ["编号", "案由", "承办单位", "", "交办日期"],
        ["", "", "主办", "会办", ""],
        [1, "修路", "甲局", "乙局", "2024.3.1"],
    ]
    table = first_table(read(book_of(rows), "a.xlsx"), KNOWN)
    assert table.headers == ["编号", "案由", "承办单位主办", "承办单位会办", "交办日期"]
    assert [line.cells[0] for line in table.lines] == ["1"]


def test_sums_notes_empty_rows_and_repeated_headers_are_no_lines() -> None:
    rows = [
        ["编号", "案由"],
        [1, "修路"],
        [None, None],
        ["小 计", 1],
        ["编号", "案由"],
        [2, "修桥"],
        ["合计", 2],
        ["注：以上为大会期间"],
    ]
    table = first_table(read(book_of(rows), "a.xlsx"), KNOWN)
    assert [line.number for line in table.lines] == [2, 6]


def test_the_sheet_with_the_table_is_found() -> None:
    book = Workbook()
    book.active.append(["说明", "本表"])
    book.create_sheet("台账").append(["编号", "案由"])
    book["台账"].append([1, "修路"])
    assert first_table(read(saved(book), "a.xlsx"), KNOWN).sheet == "台账"


def test_semicolons_and_gb18030() -> None:
    data = "编号;案由;类别\n1;修路;交通\n".encode("gb18030")
    assert first_table(read(data, "a.csv"), KNOWN).lines[0].cells == ["1", "修路", "交通"]


def formulas() -> bytes:
    return book_of([["编号", "案由"], ["=A1", "修路"]])


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(3):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", b"0" * 80_000_000)
    return out.getvalue()


def encrypted() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "name", "trouble"),
    [
        (lambda: b"", "a.xlsx", Trouble.EMPTY),
        (lambda: b"x" * (MAX_BYTES + 1), "a.csv", Trouble.TOO_LARGE),
        (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "a.xls", Trouble.OLD_FORMAT),
        (encrypted, "a.xlsx", Trouble.ENCRYPTED),
        (lambda: b"PK\x03\x04broken", "a.xlsx", Trouble.BROKEN),
        (lambda: b"nothing", "a.xlsx", Trouble.BROKEN),
        (bomb, "a.xlsx", Trouble.UNPACKED),
        (lambda: book_of([["编号", "案由"]], sheets=100), "a.xlsx", Trouble.SHEETS),
        (formulas, "a.xlsx", Trouble.FORMULAS),
        (lambda: b"\x80\xff\xfe\xff\xff", "a.csv", Trouble.ENCODING),
        (lambda: book_of([]), "a.xlsx", Trouble.EMPTY),
        (lambda: book_of([["甲", "乙"], [1, 2]]), "a.xlsx", Trouble.NO_HEADER),
        (lambda: book_of([["编号", "案由"]]), "a.xlsx", Trouble.NO_LINES),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data, name: str, trouble: Trouble) -> None:
    with pytest.raises(Unreadable) as told:
        first_table(read(data(), name), KNOWN)
    assert told.value.trouble is trouble


def test_half_a_workbook_is_broken_not_an_error() -> None:
    whole = (DATA / "suggestions-county-2024.xlsx").read_bytes()
    with pytest.raises(Unreadable) as told:
        read(whole[: len(whole) // 2], "a.xlsx")
    assert told.value.trouble is Trouble.BROKEN
