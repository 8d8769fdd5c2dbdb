"""What a kind of import declares: its columns, how lines are checked and written. See docs/importing.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from congress.rules.imports import RowOutcome, WordKind
from congress.rules.tables.cells import CERTAIN, Doubt, Read

if TYPE_CHECKING:
    from congress.access import Standing
    from congress.models import ImportJob

Settled: TypeAlias = Mapping[tuple[WordKind, str], str]
"""What the county said its words mean: a key, or ``new``."""
Choice: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class Column:
    """A column a file may have. ``words`` are other headings in use; ``read`` takes the cell and the file's year.

    A text longer than ``longest`` is cut, which is doubtful; ``keep_whole`` fails the line instead. One of several
    columns to be ticked stands ``instead`` of another one, whose value is then what it ``means``.
    """

    key: str
    label: object
    read: Callable[[str, int | None], Read[Any]]
    words: tuple[str, ...] = ()
    required: bool = False
    longest: int = 0
    keep_whole: bool = False
    instead: str = ""
    means: object = None
    example: str = ""
    help: object = ""


@dataclass(frozen=True)
class Problem:
    """Why a cell, or the line where ``column`` is empty, fails or is doubtful."""

    column: str
    doubt: Doubt
    about: str = ""

    @property
    def certain(self) -> bool:
        """Whether it fails the line."""
        return self.doubt in CERTAIN

    def kept(self) -> list[str]:
        """As the row keeps it."""
        return [self.column, self.doubt.value, self.about]

    @classmethod
    def of(cls, kept: Sequence[str]) -> Problem:
        """From what a row kept."""
        return cls(kept[0], Doubt(kept[1]), kept[2])


@dataclass
class Entry:
    """One line understood: values by column, what is doubtful, what it does, and what it made."""

    number: int
    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    outcome: RowOutcome = RowOutcome.NEW
    target: int | None = None
    digest: str = ""

    def tell(self, column: str, doubt: Doubt, about: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(column, doubt, about[:80]))

    @property
    def fails(self) -> bool:
        """Whether a certain error keeps the line out."""
        return any(problem.certain for problem in self.problems)


@dataclass(frozen=True)
class Asked:
    """A word to be settled once. ``certain`` is the meaning recognised beyond doubt; ``hint`` a likely one."""

    what: WordKind
    text: str
    choices: Sequence[Choice]
    certain: str = ""
    hint: str = ""
    times: int = 1


class Importer(Protocol):
    """Reads the county once, then checks and writes batch after batch of one job."""

    def asked(self, entries: Sequence[Entry]) -> list[Asked]:
        """The words of the file, each once."""

    def prepare(self, entries: Sequence[Entry]) -> None:
        """Enter what the settled words say is new; twice changes nothing."""

    def check(self, entries: Sequence[Entry]) -> None:
        """Set problems, outcome and target of each entry. Writes nothing."""

    def write(self, entries: Sequence[Entry]) -> None:
        """Write checked entries that are new or changed, inside the caller's transaction; sets their target."""


@dataclass(frozen=True)
class ImportKind:
    """A kind of import. ``page`` is the route of what a line makes (takes its key); empty when it has none.

    ``of_session`` kinds are the papers of one session: term, session, year and days are asked for.
    """

    key: str
    label: object
    help: object
    columns: tuple[Column, ...]
    allowed: Callable[[Standing], bool]
    importer: Callable[[ImportJob, Settled], Importer]
    page: str = ""
    of_session: bool = False

    def column(self, key: str) -> Column | None:
        """The column of a key."""
        return next((column for column in self.columns if column.key == key), None)


def keys(columns: Iterable[Column]) -> list[str]:
    """The keys in their order."""
    return [column.key for column in columns]
