"""How many deputies sit in at a meeting and how many citizens listen in a year, by the county's own rule."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from congress.models import Attendance, Meeting, Parameter
from congress.queries.parameters import rows
from congress.rules.meetings import MeetingKind, Quality

DEPUTIES, LISTENERS = "meeting.attending_deputies", "meeting.citizens_listening"


def most_of(settings: Mapping[str, Parameter], key: str) -> int:
    """How many the county's rule provides for; 0 limits nothing."""
    return int(str(settings[key].value)) if key in settings else 0


def settings_of(meeting: Meeting) -> Mapping[str, Parameter]:
    """The county's two quotas. One query."""
    return rows(meeting.county, [DEPUTIES, LISTENERS])


def listened(meeting: Meeting) -> int:
    """How many citizens have listened in the meeting's year, this meeting included. One query."""
    return Attendance.objects.filter(
        meeting__county=meeting.county_id,
        meeting__kind=MeetingKind.STANDING_COMMITTEE,
        meeting__starts_on__year=meeting.starts_on.year,
        quality=Quality.LISTENER,
    ).count()


def over_quota(meeting: Meeting) -> list[str]:
    """What exceeds the county's rule, in sentences that cite it. Only the committee's meetings have quotas."""
    if meeting.kind != MeetingKind.STANDING_COMMITTEE:
        return []
    settings = settings_of(meeting)
    sitting = meeting.attendances.filter(quality=Quality.SITTING_IN, delegation__isnull=False).count()
    words = (
        (DEPUTIES, sitting, _("列席代表%(there)s名，超过本县每次%(most)s名的名额（%(basis)s）。")),
        (LISTENERS, listened(meeting), _("今年旁听公民共%(there)s人次，超过本县每年%(most)s名的名额（%(basis)s）。")),
    )
    return [
        text % {"there": there, "most": most_of(settings, key), "basis": _basis(settings[key])}
        for key, there, text in words
        if 0 < most_of(settings, key) < there
    ]


def _basis(setting: Parameter) -> str:
    return setting.basis.citation if setting.basis else _("本县设置")
