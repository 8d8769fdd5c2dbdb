"""一周工作安排: what is on in the house besides meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from congress.access import keeps_meetings, standing, works_here
from congress.models import Body, ProgrammeEntry, User
from congress.refusals import NotAllowed
from congress.services.base import command
from congress.services.steps import need


@dataclass(frozen=True)
class Entry:
    """What is on: a day, an hour (None: all day), what, where, who goes."""

    on: date
    title: str
    at: time | None = None
    place: str = ""
    people: str = ""
    office: Body | None = None


def add_entry(*, actor: User, entry: Entry) -> ProgrammeEntry:
    """Enter what is on. Raises NotAllowed outside the county's offices, Incomplete without a title."""
    if not works_here(standing(actor)) or actor.county is None:
        raise NotAllowed(_("一周工作安排由常委会各工作机构录入。"))
    title = need("title", entry.title, _("请写明内容，如“视察通乡公路建设”。"))
    with command(actor, "add_programme_entry"):
        return ProgrammeEntry.objects.create(
            county=actor.county,
            on=entry.on,
            at=entry.at,
            title=title,
            place=entry.place.strip(),
            people=entry.people.strip(),
            office=entry.office,
            entered_by=actor,
        )


def remove_entry(*, actor: User, entry: ProgrammeEntry) -> None:
    """Take an entry off the programme: who entered it, or the office that keeps it. Raises NotAllowed."""
    who = standing(actor)
    same = entry.county_id == who.county_id
    if not same or not (entry.entered_by_id == actor.pk or keeps_meetings(who)):
        raise NotAllowed(_("只有录入人和办公室可以删除这一项安排。"))
    with command(actor, "remove_programme_entry"):
        entry.delete()
