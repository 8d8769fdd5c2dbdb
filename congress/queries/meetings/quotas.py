"""How many deputies sit in at a meeting and how many citizens listen in a year, by the county's own rule."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from congress.models import Attendance, Meeting
from congress.queries.parameters import rows
from congress.rules.meetings import MeetingKind, Quality

DEPUTIES, LISTENERS = "meeting.attending_deputies", "meeting.citizens_listening"


@dataclass(frozen=True)
class Quota:
    """One number of the county's rule, how many there are, and the rule; nothing is limited where most is 0."""

    most: int
    there: int
    basis: str

    @property
    def is_over(self) -> bool:
        """Whether there are more than the rule provides for."""
        return 0 < self.most < self.there


def quotas_of(meeting: Meeting) -> tuple[Quota, Quota]:
    """Deputies at this meeting of the committee, citizens in its year. Three queries."""
    settings = rows(meeting.county, [DEPUTIES, LISTENERS])
    found = {key: (int(str(row.value)), row.basis.citation if row.basis else "") for key, row in settings.items()}
    sitting = meeting.attendances.filter(quality=Quality.SITTING_IN, delegation__isnull=False).count()
    listening = Attendance.objects.filter(
        meeting__county=meeting.county_id,
        meeting__kind=MeetingKind.STANDING_COMMITTEE,
        meeting__starts_on__year=meeting.starts_on.year,
        quality=Quality.LISTENER,
    ).count()
    of = lambda key, there: Quota(found[key][0], there, found[key][1]) if key in found else Quota(0, there, "")
    return of(DEPUTIES, sitting), of(LISTENERS, listening)


def over_quota(meeting: Meeting) -> list[str]:
    """What exceeds the county's rule, in sentences that cite it. Only the committee's meetings have quotas."""
    if meeting.kind != MeetingKind.STANDING_COMMITTEE:
        return []
    deputies, listeners = quotas_of(meeting)
    words = {
        deputies: _("列席代表%(there)s名，超过本县每次%(most)s名的名额（%(basis)s）。"),
        listeners: _("今年旁听公民共%(there)s人次，超过本县每年%(most)s名的名额（%(basis)s）。"),
    }
    return [
        text % {"there": quota.there, "most": quota.most, "basis": quota.basis or _("本县设置")}
        for quota, text in words.items()
        if quota.is_over
    ]
