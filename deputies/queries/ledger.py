"""Rows and columns of the suggestion ledger (建议台账), as page, print and Excel show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.access import Anyone, standing, visible_to
from congress.labels import TONES, label
from congress.models import Assignment, Evaluation, Reply
from congress.queries.deadlines import Due, current_due, current_ledger_of
from congress.rules.followups import OVER, AssignmentState, FollowUpState, ReplyState
from deputies.models import Suggestion
from deputies.rules import SuggestionState


@dataclass(frozen=True)
class State:
    """A state as a badge: word and tone."""

    label: str
    tone: str

    @classmethod
    def of(cls, code: Enum) -> State:
        """The badge of a code."""
        return cls(label(code), TONES[code])


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
    """A column that may be chosen: its heading, what it says, how it is sorted, how it is drawn, which rows it reads."""

    key: str
    label: object
    text: Callable[[Row], Cell]
    sort: str = ""
    shape: str = "text"
    inner: bool = False
    needs: tuple[str, ...] = ()

    def draw(self, row: Row) -> Drawn:
        """This column's cell of a row."""
        name, value = str(self.label), self.text(row)
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


def _classes(row: Row) -> str:
    followup = row.suggestion.followup
    rows = followup.assignments.all() if followup else []
    codes = [reply.outcome.code for assignment in rows for reply in assignment.replies.all()]
    return "、".join(dict.fromkeys(codes))


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
        Column("outcome", gettext_lazy("答复类别"), _classes),
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


def with_relations(rows: QuerySet[Suggestion], columns: Sequence[Column] = ()) -> QuerySet[Suggestion]:
    """What a list needs of each suggestion for some columns, in a fixed number of queries; replies only as issued."""
    related = ["followup", "category", "author__person", "author__delegation", "outside_author"]
    related += [name for column in columns for name in column.needs]
    found = rows.select_related(*related).prefetch_related(
        Prefetch("followup__assignments", Assignment.objects.select_related("department"))
    )
    if any(column.key == "outcome" for column in columns):
        issued = Reply.objects.filter(state=ReplyState.ISSUED).select_related("outcome")
        return found.prefetch_related(Prefetch("followup__assignments__replies", issued))
    return found


def ledger_rows(user: Anyone, keys: Iterable[int], columns: Sequence[Column]) -> list[Row]:
    """Lines of the ledger for the keys of readable suggestions, in their order.

    The order is found on narrow rows; only what is shown is read whole.
    """
    wanted = list(keys)
    found = with_relations(Suggestion.objects.filter(pk__in=wanted), columns).in_bulk()
    page = [found[key] for key in wanted if key in found]
    ledger = current_ledger_of(row.followup.due_entry_id for row in page if row.followup)
    marks = _marks(user, page) if any(column.key == "marks" for column in columns) else {}
    rows = []
    for suggestion in page:
        due = current_due(suggestion.followup, ledger) if suggestion.followup else None
        row = Row(suggestion, state_of(suggestion), _units(suggestion), due, marks.get(suggestion.pk, ""))
        row.cells = [column.draw(row) for column in columns]
        rows.append(row)
    return rows


def _units(suggestion: Suggestion) -> str:
    rows = suggestion.followup.assignments.all() if suggestion.followup else []
    names = [row.department.short_name for row in rows if AssignmentState(row.state) not in OVER]
    return "、".join(dict.fromkeys(names))


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
