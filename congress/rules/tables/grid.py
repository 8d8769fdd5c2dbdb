"""From the bytes of a file to sheets of texts: .xlsx and CSV, bounded in every direction.

Every cell becomes a text: a date cell its ISO date, a whole number without its point. Nothing is
computed: a formula counts by the result the office's program stored.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from congress.rules.codes import Code

MAX_BYTES = 30 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_SHEETS = 20
MAX_ROWS = 20_000
MAX_COLUMNS = 120
MAX_CELL = 20_000
"""Characters of one cell; a longer one is cut."""

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP_MAGIC = b"PK\x03\x04"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
UNCOMPUTED = re.compile(rb"</f>\s*(?:<v\s*/>|<v></v>|</c>)|<f[^>]*/>\s*(?:<v\s*/>|<v></v>|</c>)")
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
ENCODINGS = ("utf-8", "gb18030")
GUARDED = ("'=", "'+", "'-", "'@")
"""How our own exports keep a cell from being taken for a formula; undone when the file comes back."""
DELIMITERS = (",", ";", "\t", "|")


class Trouble(Code):
    """Why a file cannot be read as a table."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OLD_FORMAT = "old_format"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    UNPACKED = "unpacked"
    SHEETS = "sheets"
    ROWS = "rows"
    NOT_A_TABLE = "not_a_table"
    ENCODING = "encoding"
    FORMULAS = "formulas"
    NO_HEADER = "no_header"
    NO_LINES = "no_lines"


class Unreadable(Exception):
    """A file that is refused; ``trouble`` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True)
class Sheet:
    """One sheet as texts; row 0 is line 1 of the file."""

    name: str
    rows: list[list[str]]


def read(data: bytes, name: str) -> list[Sheet]:
    """The sheets of a file that hold anything. Raises :class:`Unreadable`."""
    if not data:
        raise Unreadable(Trouble.EMPTY)
    if len(data) > MAX_BYTES:
        raise Unreadable(Trouble.TOO_LARGE)
    if data.startswith(OLE_MAGIC):
        raise Unreadable(Trouble.ENCRYPTED if ENCRYPTED in data else Trouble.OLD_FORMAT)
    if data.startswith(ZIP_MAGIC):
        return _workbook(data)
    if name.lower().endswith((".xlsx", ".xlsm", ".xls", ".et")):
        raise Unreadable(Trouble.BROKEN)
    return _csv(data)


def _workbook(data: bytes) -> list[Sheet]:
    _refuse_bombs(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        if len(book.sheetnames) > MAX_SHEETS:
            raise Unreadable(Trouble.SHEETS)
        sheets = []
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()
                rows = sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True)
                sheets.append(Sheet(str(sheet.title), _trimmed([_text(v) for v in row] for row in rows)))
    except (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError, OSError) as error:
        raise Unreadable(Trouble.BROKEN) from error
    return _checked(sheets)


def _refuse_bombs(data: bytes) -> None:
    """Look into the archive before unpacking: declared sizes bind, the reader stops at them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > MAX_UNPACKED:
                raise Unreadable(Trouble.UNPACKED)
            if any(member.flag_bits & 1 for member in members):
                raise Unreadable(Trouble.ENCRYPTED)
            names = [member.filename for member in members]
            if not any(name.startswith("xl/") for name in names):
                raise Unreadable(Trouble.NOT_A_TABLE)
            sheets = [name for name in names if name.startswith("xl/worksheets/sheet")]
            if len(sheets) > MAX_SHEETS:
                raise Unreadable(Trouble.SHEETS)
            if any(UNCOMPUTED.search(archive.read(name)) for name in sheets):
                raise Unreadable(Trouble.FORMULAS)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise Unreadable(Trouble.BROKEN) from error


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)[:MAX_CELL]
    return text[1:] if text.startswith(GUARDED) else text


def _csv(data: bytes) -> list[Sheet]:
    text = _decoded(data)
    if "\0" in text:
        raise Unreadable(Trouble.NOT_A_TABLE)
    delimiter = _delimiter(text)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        found = _trimmed([cell[:MAX_CELL] for cell in row[:MAX_COLUMNS]] for row in rows)
    except csv.Error as error:
        raise Unreadable(Trouble.NOT_A_TABLE) from error
    return _checked([Sheet("", found)])


def _decoded(data: bytes) -> str:
    marked = [encoding for bom, encoding in BOMS if data.startswith(bom)]
    for encoding in marked or ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(Trouble.ENCODING)


def _delimiter(text: str) -> str:
    """What parts the first lines into the most columns."""
    head = text[:20_000].splitlines()[:30]
    return max(DELIMITERS, key=lambda mark: sum(line.count(mark) for line in head))


def _trimmed(rows: Iterable[list[str]]) -> list[list[str]]:
    """The rows without what is empty behind and beside them; the numbering of the file is kept."""
    found: list[list[str]] = []
    for row in rows:
        if len(found) > MAX_ROWS:
            break
        width = max((column for column, cell in enumerate(row, 1) if cell.strip()), default=0)
        found.append(row[:width])
    while found and not found[-1]:
        found.pop()
    return found


def _checked(sheets: list[Sheet]) -> list[Sheet]:
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise Unreadable(Trouble.EMPTY)
    if any(len(sheet.rows) > MAX_ROWS for sheet in filled):
        raise Unreadable(Trouble.ROWS)
    return filled
