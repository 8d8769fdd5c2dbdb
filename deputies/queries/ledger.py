"""Rows and columns of the suggestion ledger (建议台账), as page, print and Excel show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.access import Anyone, standing, visible_to
from congress.labels import State
from congress.models import Assignment, Evaluation, Reply
from congress.queries.deadlines import Due, current_due, running_ledger_of
from congress.rules.followups import OVER, FollowUpState, ReplyState
from deputies.models import Suggestion
from deputies.rules import SuggestionState


def state_of(suggestion: Suggestion) -> State:
    """A draft's own state, afterwards that of its handling."""
    if suggestion.followup is None:
        return State.of(SuggestionState(suggestion.state))
    return State.of(FollowUpState(suggestion.followup.state))


Cell = str | int | date | None


@dataclass
class Row:
    """One line of the ledger. ``cells`` are the columns that were chosen, ready to be drawn."""

    suggestion: Suggestion
    state: State
    units: str
    due: Due | None
    marks: str = ""
    classes: str = ""
    cells: list[Drawn] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The number, or that there is none yet."""
        return self.suggestion.number or _("未编号")

    @property
    def title(self) -> str:
        """The title, or that there is none yet."""
        return self.suggestion.title or _("（尚无标题的草稿）")


@dataclass(frozen=True)
class Drawn:
    """A cell of the page: a badge, a due chip, a date or plain text."""

    label: str
    text: Cell = ""
    state: State | None = None
    due: Due | None = None
    on: date | None = None


@dataclass(frozen=True)
class Column:
    """A column that may be chosen: its heading, what it says, how it is sorted and drawn, which rows it reads."""

    key: str
    label: object
    text: Callable[[Row], Cell]
    sort: str = ""
    shape: str = "text"
    inner: bool = False
    needs: tuple[str, ...] = ()

    def draw(self, row: Row, name: str) -> Drawn:
        """This column's cell of a row, under its heading."""
        value = self.text(row)
        if self.shape == "state":
            return Drawn(name, state=row.state)
        if self.shape == "due":
            return Drawn(name, due=row.due)
        return Drawn(name, on=value) if isinstance(value, date) else Drawn(name, value)


def _of_followup(name: str) -> Callable[[Row], Cell]:
    def read(row: Row) -> Cell:
        value: Cell = getattr(row.suggestion.followup, name, None)
        return value

    return read


def _key(row: Row) -> str:
    key = getattr(row.suggestion.followup, "key", None)
    return _("重点督办（%(leader)s）") % {"leader": key.leader} if key else ""


def _published(row: Row) -> str:
    return _("已公开") if row.suggestion.published_on else row.suggestion.get_publicity_display()


COLUMNS: Mapping[str, Column] = {
    column.key: column
    for column in (
        Column("units", gettext_lazy("承办单位"), lambda row: row.units),
        Column("state", gettext_lazy("状态"), lambda row: row.state.label, shape="state"),
        Column("due", gettext_lazy("期限"), lambda row: row.due.on if row.due else None, "due", "due"),
        Column("opened", gettext_lazy("收到"), _of_followup("opened_on"), "opened", "date"),
        Column("lead", gettext_lazy("领衔代表"), lambda row: row.suggestion.lead_label),
        Column("category", gettext_lazy("类别"), lambda row: str(row.suggestion.category or "")),
        Column("session", gettext_lazy("会议"), lambda row: _session(row.suggestion), needs=("session__term",)),
        Column("difficulty", gettext_lazy("办理难度"), lambda row: row.suggestion.get_difficulty_display()),
        Column("origin", gettext_lazy("来源"), lambda row: row.suggestion.get_origin_display()),
        Column("handed_over", gettext_lazy("交办"), _of_followup("handed_over_on"), shape="date"),
        Column("reply_due", gettext_lazy("答复期限"), _of_followup("reply_due_on"), "reply_due", "date"),
        Column("answered", gettext_lazy("答复"), _of_followup("answered_on"), "answered", "date"),
        Column("outcome", gettext_lazy("答复类别"), lambda row: row.classes),
        Column("marks", gettext_lazy("评价"), lambda row: row.marks),
        Column("key", gettext_lazy("重点督办"), _key, inner=True, needs=("followup__key__leader",)),
        Column("returns", gettext_lazy("退办次数"), _of_followup("returns"), inner=True),
        Column("publication", gettext_lazy("公开"), _published),
    )
}
USUAL = ("units", "state", "due", "opened")


def _session(suggestion: Suggestion) -> str:
    return str(suggestion.session) if suggestion.session else _("闭会期间")


def columns_for(user: Anyone, wanted: Sequence[str]) -> list[Column]:
    """The chosen columns in the ledger's own order, the usual ones when none is known."""
    offered = offered_to(user)
    return [column for column in offered if column.key in wanted] or [c for c in offered if c.key in USUAL]


def offered_to(user: Anyone) -> list[Column]:
    """What the reader may choose: inner matters of the handling are for offices, leaders and units."""
    who = standing(user)
    inside = who.sees_handling or bool(who.departments)
    return [column for column in COLUMNS.values() if inside or not column.inner]


def with_relations(rows: QuerySet[Suggestion], *more: str) -> QuerySet[Suggestion]:
    """What a list needs of each suggestion besides itself; some columns need more."""
    usual = ("followup", "category", "author__person", "author__delegation", "outside_author")
    return rows.select_related(*usual, *more)


def ledger_rows(user: Anyone, keys: Iterable[int], columns: Sequence[Column]) -> list[Row]:
    """Lines of the ledger for the keys of readable suggestions, in their order, in a fixed number of queries.

    The order is found on narrow rows; only what is shown is read whole.
    """
    wanted = list(keys)
    needed = (name for column in columns for name in column.needs)
    found = with_relations(Suggestion.objects.filter(pk__in=wanted), *needed).in_bulk()
    page = [found[key] for key in wanted if key in found]
    chosen = {column.key for column in columns}
    followups = [row.followup_id for row in page if row.followup_id]
    ledger = running_ledger_of(followups)
    units = _units(followups)
    classes = _classes(followups) if "outcome" in chosen else {}
    marks = _marks(user, page) if "marks" in chosen else {}
    names = [(column, str(column.label)) for column in columns]
    lines = []
    for suggestion in page:
        key = suggestion.followup_id or 0
        due = current_due(suggestion.followup, ledger) if suggestion.followup else None
        row = Row(suggestion, state_of(suggestion), units.get(key, ""), due, marks.get(suggestion.pk, ""))
        row.classes = classes.get(key, "")
        row.cells = [column.draw(row, name) for column, name in names]
        lines.append(row)
    return lines


def _joined(pairs: Iterable[tuple[int, str]]) -> Mapping[int, str]:
    """The words of each follow-up, each once, in their order."""
    found: dict[int, dict[str, None]] = {}
    for followup, word in pairs:
        found.setdefault(followup, {})[word] = None
    return {followup: "、".join(words) for followup, words in found.items()}


def _units(followups: Sequence[int]) -> Mapping[int, str]:
    """The units that handle each follow-up, or did; not those it was taken from."""
    rows = Assignment.objects.filter(followup__in=followups).exclude(state__in=OVER).order_by("round", "id")
    return _joined(rows.values_list("followup", "department__short_name"))


def _classes(followups: Sequence[int]) -> Mapping[int, str]:
    """The classes of each follow-up's answers, as issued."""
    rows = Reply.objects.filter(assignment__followup__in=followups, state=ReplyState.ISSUED)
    ordered = rows.order_by("assignment__round", "assignment", "submitted_at", "id")
    return _joined(ordered.values_list("assignment__followup", "outcome__code"))


def _marks(user: Anyone, page: Sequence[Suggestion]) -> Mapping[int, str]:
    """The lead signer's last marks the reader may see, by suggestion; his counts by default."""
    shown = visible_to(user, Evaluation).filter(reply__assignment__followup__in=[s.followup_id for s in page])
    by_followup = {s.followup_id: s for s in page}
    found: dict[int, str] = {}
    for mark in shown.select_related("reply__assignment").order_by("recorded_at"):
        suggestion = by_followup[mark.reply.assignment.followup_id]
        if mark.person_id == suggestion.lead.pk:
            shape = {"process": mark.get_process_display(), "result": mark.get_result_display()}
            found[suggestion.pk] = _("过程%(process)s，结果%(result)s") % shape
    return found
