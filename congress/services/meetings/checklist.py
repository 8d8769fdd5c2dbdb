"""材料清单: what has to be handed in for an item by a date counted back from the meeting.

The dates go into the ledger and are never rolled forward: that would shorten the notice. What has been received
keeps the date it was received by.
"""

from __future__ import annotations

from congress.models import AgendaItem, Material, User
from congress.rules.followups import Clock
from congress.rules.meetings import MATERIALS, ItemKind, MeetingKind
from congress.services import deadlines
from congress.services.base import save


def wanted(item: AgendaItem) -> tuple[Clock, ...]:
    """What an item needs: the law asks for it where a standing committee hears a report."""
    if item.meeting.kind != MeetingKind.STANDING_COMMITTEE:
        return ()
    return tuple(MATERIALS.get(ItemKind(item.kind), ()))


def set_dates(item: AgendaItem, *, granted_by: User | None = None, reason: str = "") -> list[Material]:
    """Let the materials of an item on the agenda run from its meeting's day; returns those still awaited."""
    known = {material.clock: material for material in item.materials.all()}
    awaited = []
    for clock in wanted(item):
        material = known.pop(clock, None)
        if material is None or material.received_on is None:
            awaited.append(_await(item, clock, material, granted_by, reason))
    for left in known.values():
        if left.received_on is None:
            deadlines.stop(item, Clock(left.clock))
            left.delete()
    return awaited


def _await(item: AgendaItem, clock: Clock, material: Material | None, by: User | None, reason: str) -> Material:
    entry = deadlines.start(item, clock, item.meeting.starts_on, granted_by=by, reason=reason)
    if material is None:
        return Material.objects.create(item=item, clock=clock, due_on=entry.due_on, entry=entry)
    material.due_on, material.entry = entry.due_on, entry
    save(material)
    return material


def drop_dates(item: AgendaItem) -> None:
    """An item that leaves the agenda awaits nothing; what was received stays with it."""
    deadlines.stop(item)
    item.materials.filter(received_on=None).delete()
