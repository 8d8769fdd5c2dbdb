"""Major matters as read: the list, the page, the yearly list, a task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import Anyone
from congress.clock import today
from congress.labels import State, label
from congress.queries.deadlines import Due, chinese_date, current_due, running_ledger_of
from congress.rules.documents.life import DocumentState
from congress.rules.followups import FollowUpState
from decisions import access
from decisions.models import ListEntry, Matter, MatterList, MatterStudy, MatterTask, MatterView, PartyRequest
from decisions.rules.matters import VOTED, Effect, Field, Grade, MatterEvent, MatterState, next_event, open_events

RELATED = ("organ", "office", "entry__list", "item__meeting__term", "item__meeting__body", "document", "superseded_by")


def listed(user: Anyone, params: Mapping[str, str]) -> QuerySet[Matter]:
    """Matters one may read as the address bar asks for them, the newest first."""
    rows = access.matters(user).select_related("organ", "office")
    state, field, effect, q = (params.get(name, "") for name in ("state", "field", "effect", "q"))
    if state in set(MatterState):
        rows = rows.filter(state=state)
    if field in set(Field):
        rows = rows.filter(field=field)
    if effect in set(Effect):
        rows = rows.filter(effect=effect)
    if q:
        rows = rows.filter(Q(title__icontains=q) | Q(organ__name__icontains=q))
    return rows.order_by("-received_on", "-id")


@dataclass(frozen=True)
class TaskRow:
    """A task with its unit, state and date."""

    task: MatterTask
    state: State
    due: Due | None


@dataclass(frozen=True)
class Button:
    """An event as a button."""

    label: str
    url: str
    primary: bool


@dataclass(frozen=True)
class Page:
    """Everything on a matter's page, within what the reader may see."""

    states: Sequence[State]
    facts: Sequence[tuple[str, object]]
    buttons: Sequence[Button]
    drafts: bool
    tasks: Sequence[TaskRow]
    studies: Sequence[MatterStudy]
    views: Sequence[MatterView]
    requests: Sequence[PartyRequest]
    replaced: Sequence[Matter]
    late_days: int


def grade_of(matter: Matter) -> Grade | None:
    """How the report was found, if it was."""
    return Grade(matter.grade) if matter.grade else None


def states_of(matter: Matter) -> list[State]:
    """Where a matter stands, and whether what was decided holds."""
    found = [State.of(MatterState(matter.state))]
    if matter.effect:
        found.append(State.of(Effect(matter.effect)))
    return found


def buttons_of(matter: Matter) -> list[Button]:
    """What an office may do with a matter now, the primary action first."""
    state, grade = MatterState(matter.state), grade_of(matter)
    first = next_event(state, grade)
    found = [
        Button(label(event), reverse("matter-step", args=[matter.pk, event.value]), event is first)
        for event in open_events(state, Effect(matter.effect) if matter.effect else None, grade)
    ]
    return sorted(found, key=lambda button: not button.primary)


def page_of(user: Anyone, matter: Matter) -> Page:
    """The page of a readable matter."""
    works = access.works_on_decisions(user)
    url = reverse("matter", args=[matter.pk])
    overdue = matter.state == MatterState.CARRYING and matter.report_due_on is not None
    return Page(
        states=states_of(matter),
        facts=_facts(matter),
        buttons=buttons_of(matter) if works else [],
        drafts=works and matter.decided_as in VOTED and matter.document_id is None,
        tasks=_tasks(user, matter),
        studies=list(access.studies(user).filter(matter=matter)),
        views=list(access.views(user).filter(matter=matter)),
        requests=list(access.requests(user).filter(act_url=url)) if access.reads_requests(user) else [],
        replaced=list(access.matters(user).filter(superseded_by=matter)),
        late_days=max((today() - matter.report_due_on).days, 0) if overdue and matter.report_due_on else 0,
    )


def _tasks(user: Anyone, matter: Matter) -> list[TaskRow]:
    rows = list(access.tasks(user).filter(matter=matter).select_related("department", "followup"))
    ledger = running_ledger_of([row.followup_id for row in rows])
    return [
        TaskRow(row, State.of(FollowUpState(row.followup.state)), current_due(row.followup, ledger)) for row in rows
    ]


def _facts(matter: Matter) -> list[tuple[str, object]]:
    meeting = matter.item.meeting if matter.item else None
    amount = _("%(n)s万元") % {"n": matter.amount} if matter.amount else ""
    signers = _("%(who)s（%(n)s人）") % {"who": matter.get_proposer_display(), "n": matter.signers}
    report = _("%(day)s（%(basis)s）") % {"day": _day(matter.report_due_on), "basis": matter.report_basis}
    handed = _("%(day)s（%(basis)s）") % {"day": _day(matter.due_on), "basis": matter.due_basis}
    rows: list[tuple[str, object]] = [
        (_("类别"), matter.get_field_display()),
        (_("形式"), matter.get_form_display()),
        (_("金额"), amount),
        (_("提请"), matter.organ or (signers if matter.signers else matter.get_proposer_display())),
        (_("工作机构"), matter.office),
        (_("清单"), matter.entry.list if matter.entry else _("清单外事项")),
        (_("收到"), _day(matter.received_on)),
        (_("最迟提出"), handed if matter.due_on else ""),
        (_("逾期理由"), matter.late_reason),
        (_("会议"), f"{meeting}（{_day(meeting.starts_on)}）" if meeting else ""),
        (_("作出"), matter.get_decided_as_display()),
        (_("决定日期"), _day(matter.decided_on)),
        (_("报告期限"), report if matter.report_due_on else ""),
        (_("报告日期"), _day(matter.reported_on)),
        (_("测评"), matter.get_grade_display()),
        (_("办理轮次"), matter.round if matter.round > 1 else ""),
        (_("失效"), _day(matter.effect_ended_on)),
        (_("说明"), matter.note),
    ]
    return [(name, value) for name, value in rows if value]


def _day(on: date | None) -> str:
    return chinese_date(on) if on else ""


def text_state(matter: Matter) -> State | None:
    """Where the text of a decision stands as a document."""
    return State.of(DocumentState(matter.document.state)) if matter.document else None


# -- The yearly list ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EntryRow:
    """A line of the yearly list with the matters that came of it."""

    entry: ListEntry
    matters: Sequence[tuple[Matter, State]]


def years(user: Anyone) -> list[MatterList]:
    """The yearly lists one may read, newest first."""
    return list(access.lists(user).select_related("meeting__term", "meeting__body"))


def entry_rows(user: Anyone, matter_list: MatterList) -> list[EntryRow]:
    """The lines of a list, each with its readable matters."""
    came: dict[int, list[tuple[Matter, State]]] = {}
    for matter in access.matters(user).filter(entry__list=matter_list):
        came.setdefault(matter.entry_id or 0, []).append((matter, State.of(MatterState(matter.state))))
    return [EntryRow(entry, came.get(entry.pk, [])) for entry in matter_list.entries.all()]


def event_of(code: str) -> MatterEvent | None:
    """The event of an address."""
    return next((event for event in MatterEvent if event.value == code), None)
