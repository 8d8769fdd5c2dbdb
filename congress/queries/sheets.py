"""What printed sheets show: dates with their basis, units with their people, deputies to be asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.access import Anyone, reads_letter, reads_phones, standing, visible_to
from congress.models import Assignment, Contact, Department, FollowUp, Liaison, Mandate, Party, Person, Promise, Reply
from congress.queries.deadlines import Due, clock_due, ledger_of
from congress.rules.followups import ASKERS, OVER, Clock, Mark, PartyPart

OF_UNIT = (Clock.SIGN_FOR, Clock.RETURN, Clock.CONTACT, Clock.CO_OPINION, Clock.REPLY, Clock.REWORK, Clock.PROMISE)


def dues(row: Assignment | FollowUp, clocks: Iterable[Clock]) -> list[Due]:
    """How some clocks of a row stand, those that were ever started."""
    ledger = ledger_of([row.followup_id if isinstance(row, Assignment) else row.pk])
    return [found for clock in clocks if (found := clock_due(row, clock, ledger))]


@dataclass(frozen=True)
class ListRow:
    """One matter on a unit's hand-over list."""

    assignment: Assignment
    followup: FollowUp
    due: Due | None


@dataclass(frozen=True)
class UnitList:
    """What one unit was given."""

    department: Department
    rows: list[ListRow]


def hand_over_list(
    user: Anyone, on: date | None, followups: Iterable[int] = (), unit: int | None = None
) -> list[UnitList]:
    """交办清单 of a day, or of chosen matters, by unit; only what the reader may have the letters of."""
    chosen = list(followups)
    rows = visible_to(user, Assignment).filter(round=1, replaces=None)
    rows = rows.filter(followup__in=chosen) if chosen or on is None else rows.filter(handed_over_on=on)
    if unit is not None:
        rows = rows.filter(department=unit)
    related = rows.select_related("followup__office", "followup__county", "department__coordinator")
    ordered = related.order_by("department__place_order", "department", "followup__number", "id")
    readable = [row for row in ordered if reads_letter(user, row)]
    ledger = ledger_of({row.followup_id for row in readable})
    found: dict[int, UnitList] = {}
    for row in readable:
        clock = Clock.CO_OPINION if row.role == "assist" else Clock.REPLY
        held = found.setdefault(row.department_id, UnitList(row.department, []))
        held.rows.append(ListRow(row, row.followup, clock_due(row, clock, ledger)))
    return list(found.values())


@dataclass(frozen=True)
class WorkSheet:
    """办理单: what is known of one unit's share."""

    dues: list[Due]
    others: list[Assignment]
    liaison: Liaison | None
    contacts: list[Contact]
    replies: list[Reply]
    promises: list[Promise]
    askers: list[str]


def work_sheet(user: Anyone, row: Assignment) -> WorkSheet:
    """Read the sheet of an assignment within what the reader may see."""
    others = visible_to(user, Assignment).filter(followup=row.followup, round=row.round).exclude(pk=row.pk)
    people = visible_to(user, Liaison).filter(department=row.department, year__lte=row.handed_over_on.year)
    return WorkSheet(
        dues=dues(row, OF_UNIT),
        others=list(others.exclude(state__in=OVER).select_related("department")),
        liaison=people.select_related("leader", "contact").order_by("-year").first(),
        contacts=list(visible_to(user, Contact).filter(assignment=row)),
        replies=list(visible_to(user, Reply).filter(assignment=row).select_related("outcome")),
        promises=list(visible_to(user, Promise).filter(assignment=row)),
        askers=[_named(user, party) for party in _askers(row.followup)],
    )


def _askers(followup: FollowUp) -> list[Party]:
    order = {PartyPart.ASKER: 0, PartyPart.COSIGNER: 1, PartyPart.MERGED: 2}
    rows = followup.parties.filter(part__in=ASKERS).select_related("person").order_by("id")
    return sorted(rows, key=lambda party: order[PartyPart(party.part)])


def _named(user: Anyone, party: Party) -> str:
    phone = f" {party.person.phone}" if party.person and reads_phones(user) else ""
    return f"{party.person}{phone}（{party.get_part_display()}）"


@dataclass(frozen=True)
class OpinionForm:
    """征询意见表 for one deputy."""

    person: Person
    delegation: str
    part: str


BOXES = tuple(Mark)
"""What may be ticked."""


def opinion_forms(user: Anyone, followup: FollowUp) -> list[OpinionForm]:
    """One form a deputy: each for unit and offices, his own alone for a deputy."""
    me = standing(user)
    parties = _askers(followup)
    own = [party for party in parties if party.person_id == me.person_id]
    if own and not (me.is_staff or me.is_leader):
        parties = own
    people = [party.person_id for party in parties]
    current = Mandate.objects.on(me.on).filter(person__in=people)
    mandates = visible_to(user, Mandate).filter(pk__in=current).select_related("delegation")
    places = {row.person_id: str(row.delegation) for row in mandates}
    return [
        OpinionForm(party.person, places.get(party.person.pk, _("上级代表")), party.get_part_display())
        for party in parties
        if party.person
    ]
