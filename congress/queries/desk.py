"""Today: what somebody has to do, by when and why that date; built without knowing any app."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import Standing, followups, standing
from congress.clock import today
from congress.kinds import registry
from congress.labels import label
from congress.models import Assignment, FollowUp, Party, Reply, User
from congress.queries.actions import page_of, url_of
from congress.queries.deadlines import SOON_DAYS, Due, Ledger, current_due, ledger_of
from congress.rules.followups import (
    MOVES,
    AssignmentState,
    Event,
    FollowUpState,
    PartyPart,
    expected_states,
)
from congress.rules.roles import OFFICE

LIMIT = 50


@dataclass(frozen=True)
class Row:
    """One thing to do."""

    title: str
    url: str
    subject: str
    task: str
    due: Due | None
    due_on: date | None
    verb: str
    do_url: str


@dataclass(frozen=True)
class Figures:
    """The four numbers over the list, each with what it is a part of."""

    to_do: int
    late: int
    soon: int
    waiting: int
    answered: int
    this_year: int


@dataclass(frozen=True)
class Desk:
    """The page: what to do, what one waits for, and the numbers."""

    rows: list[Row]
    figures: Figures | None
    watching: list[Row]
    more: bool


def desk(user: User) -> Desk:
    """Today for ``user``, in a fixed number of queries."""
    who = standing(user)
    office, unit, asked = _office_work(who), _unit_work(who), _asker_work(who)
    ledger = ledger_of({row.pk for row in [*office, *asked]} | {row.followup_id for row in unit})
    rows = [_followup_row(row, ledger, PartyPart.OFFICE) for row in office]
    rows += [_assignment_row(row, ledger) for row in unit]
    rows += _evaluation_rows(asked, ledger)
    rows.sort(key=lambda row: (row.due_on is None, row.due_on or date.max))
    rows += [
        Row(item.title, item.url, item.subject, item.task, None, None, item.verb, item.url)
        for source in registry.desk_sources
        for item in source(user, who)
    ]
    watching = _watched(user, who)
    figures = _figures(user, who, rows) if _has_business(who) else None
    return Desk(rows[:LIMIT], figures, watching, len(rows) > LIMIT)


def _has_business(who: Standing) -> bool:
    return bool(who.mandate or who.departments or who.is_staff or who.is_committee)


def _office_work(who: Standing) -> list[FollowUp]:
    offices = who.bodies(OFFICE)
    if not offices:
        return []
    states = expected_states(PartyPart.OFFICE, of_assignment=False)
    over = Q(state=FollowUpState.ANSWERED, due_on__lt=who.on)
    rows = FollowUp.objects.filter(Q(state__in=states) | over, county_id=who.county_id, office__in=offices)
    return list(rows.order_by(F("due_on").asc(nulls_last=True), "id")[: LIMIT + 1])


def _unit_work(who: Standing) -> list[Assignment]:
    if not who.departments:
        return []
    states = expected_states(PartyPart.UNIT, of_assignment=True)
    rows = Assignment.objects.filter(county_id=who.county_id, department__in=who.departments, state__in=states)
    return list(rows.select_related("followup").order_by(F("due_on").asc(nulls_last=True), "id")[: LIMIT + 1])


def _asker_work(who: Standing) -> list[FollowUp]:
    if who.person_id is None:
        return []
    mine = Party.objects.filter(person_id=who.person_id, part=PartyPart.ASKER)
    states = expected_states(PartyPart.ASKER, of_assignment=False)
    rows = FollowUp.objects.filter(county_id=who.county_id, state__in=states, pk__in=mine.values("followup"))
    return list(rows.order_by(F("due_on").asc(nulls_last=True), "id")[: LIMIT + 1])


def _expected_event(state: str, part: PartyPart) -> Event:
    fitting = [move for move in MOVES if move.on == state and part in move.by]
    return next((m.event for m in fitting if m.expected), fitting[0].event)


def _followup_row(row: FollowUp, ledger: Ledger, part: PartyPart) -> Row:
    event = _expected_event(row.state, part)
    task = registry.of(row).tasks.get(FollowUpState(row.state)) or row.get_state_display()
    if event is Event.CLOSE and row.state == FollowUpState.ANSWERED:
        task = _("代表逾期未评价，可以办结")
    return _row(row, str(task), current_due(row, ledger), label(event), url_of(event, row))


def _assignment_row(row: Assignment, ledger: Ledger) -> Row:
    event = _expected_event(row.state, PartyPart.UNIT)
    task = label(AssignmentState(row.state))
    return _row(
        row.followup, task, current_due(row, ledger), label(event), url_of(event, row.followup, row), row.due_on
    )


def _evaluation_rows(rows: list[FollowUp], ledger: Ledger) -> list[Row]:
    replies = {r.assignment.followup_id: r for r in _latest_replies(row.pk for row in rows)}
    found = []
    for row in rows:
        if row.pk in replies:
            do_url = reverse("evaluate", args=[replies[row.pk].pk])
            task = _("%(unit)s已答复，请评价") % {"unit": replies[row.pk].assignment.department}
            found.append(_row(row, task, current_due(row, ledger), label(Event.EVALUATE), do_url))
    return found


def _latest_replies(ids: Iterable[int]) -> QuerySet[Reply]:
    rows = Reply.objects.filter(assignment__followup__in=list(ids), assignment__round=F("assignment__followup__round"))
    return rows.select_related("assignment__department").order_by("id")


def _row(row: FollowUp, task: str, due: Due | None, verb: str, do_url: str, due_on: date | None = None) -> Row:
    title = f"{registry.of(row).label}{row.number}　{row.title}" if row.number else row.title
    return Row(title, page_of(row), row.asked_by, task, due, due_on or row.due_on, verb, do_url)


def _mine(user: User, who: Standing) -> QuerySet[FollowUp]:
    """What somebody answers for or has asked: the base of his figures. Leaders answer for all."""
    if who.is_leader or who.is_committee:
        return followups(user)
    parties = Party.objects.filter(
        Q(person_id=who.person_id) | Q(department__in=who.departments) | Q(body__in=who.bodies(OFFICE))
    )
    return FollowUp.objects.filter(county_id=who.county_id, pk__in=parties.values("followup"))


def _watched(user: User, who: Standing) -> list[Row]:
    """For leaders: what is late, longest first, since it is theirs to press."""
    if not who.is_leader:
        return []
    late = followups(user).filter(closed_on=None, due_on__lt=who.on).order_by("due_on", "id")[:20]
    rows = list(late)
    ledger = ledger_of(row.pk for row in rows)
    return [_row(row, row.get_state_display(), current_due(row, ledger), "", "") for row in rows]


def _figures(user: User, who: Standing, rows: list[Row]) -> Figures:
    day = today()
    soon = Q(closed_on=None, due_on__range=(day, day + timedelta(days=SOON_DAYS)))
    waiting = Q(state__in=[FollowUpState.ASSIGNED, FollowUpState.HANDLING, FollowUpState.ANSWERED])
    year = Q(opened_on__year=day.year)
    counted = _mine(user, who).aggregate(
        late=Count("pk", filter=Q(closed_on=None, due_on__lt=day)),
        soon=Count("pk", filter=soon),
        waiting=Count("pk", filter=waiting),
        answered=Count("pk", filter=year & Q(answered_on__isnull=False)),
        this_year=Count("pk", filter=year),
    )
    return Figures(to_do=len(rows), **counted)
