"""Who could vote at a moment, as numbers the rules count with and as names for the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from congress.labels import label
from congress.models import LegalBasis, Meeting, Person
from congress.queries.meetings.presence import present
from congress.queries.names import name_order
from congress.rules.meetings import MeetingKind
from congress.rules.votes import SHARES, Complaint, Majority, Membership, Quorum, Roll, quorum

LAW = {MeetingKind.CONGRESS: ("zzf-2022-14", "zzf-2022-25"), MeetingKind.STANDING_COMMITTEE: ("zzf-2022-51",) * 2}
"""By kind of meeting: the article on the quorum and the one on the majority. Of the rest the law says nothing."""


@dataclass(frozen=True)
class Register:
    """Those who make up a meeting, and those of them who were there."""

    roll: Roll
    members: tuple[str, ...]
    present: tuple[str, ...]

    def to_json(self) -> dict[str, list[str]]:
        """As frozen beside a result: names alone, no word on how anybody voted."""
        return {"members": list(self.members), "present": list(self.present)}


def register(meeting: Meeting, at: datetime) -> Register:
    """The roll of ``meeting`` at a moment, in a fixed number of queries."""
    found = present(meeting, at)
    people = Person.objects.filter(pk__in=found.roll).order_by(*name_order(meeting.county), "pk")
    names = dict(people.values_list("pk", "name"))
    here = tuple(name for key, name in names.items() if key in found.present)
    return Register(found.counted, tuple(names.values()), here)


def roll_at(meeting: Meeting, at: datetime) -> Roll:
    """The numbers of the roll alone."""
    return present(meeting, at).counted


def quorum_of(meeting: Meeting, roll: Roll) -> Quorum:
    """What the meeting needs to decide, and has."""
    return quorum(MeetingKind(meeting.kind), roll)


def citation(meeting: Meeting, *, majority: bool) -> str:
    """The article on the quorum or the majority of a meeting; empty where the law names none."""
    codes = LAW.get(MeetingKind(meeting.kind))
    basis = LegalBasis.objects.filter(code=codes[int(majority)], county=None).first() if codes else None
    return basis.citation if basis else ""


def whole_words(meeting: Meeting, roll: Roll, majority: Majority) -> str:
    """How the whole was counted and what that makes of a majority, in one sentence that is printed."""
    shape = {
        "whole": roll.whole,
        "in_office": roll.in_office,
        "seats": roll.seats,
        "vacancies": roll.vacancies,
        "majority": label(majority),
        "needed": SHARES[majority].needed(roll.whole),
    }
    if meeting.kind == MeetingKind.CONGRESS:
        return _("全体代表%(whole)s人，%(majority)s为%(needed)s人。") % shape
    if roll.membership is Membership.FIXED:
        text = _("全体组成人员按核定名额%(whole)s人计算（实有%(in_office)s人，缺额%(vacancies)s名），")
    elif roll.seats:
        text = _("全体组成人员按实有%(whole)s人计算（核定%(seats)s名，缺额%(vacancies)s名），")
    else:
        text = _("全体组成人员按实有%(whole)s人计算，")
    return (text + _("%(majority)s为%(needed)s人。")) % shape


def complaint_words(complaint: Complaint) -> str:
    """What is wrong, with both numbers."""
    return label(complaint.fault) % {"found": complaint.found, "limit": complaint.limit}
