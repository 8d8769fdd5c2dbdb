"""What hangs on a meeting's day, and how it would move with it. Nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.labels import label
from congress.models import Ballot, Material, Meeting
from congress.queries.deadlines import Due, due, foresee
from congress.rules.ballots import BallotState
from congress.rules.followups import Clock
from congress.rules.meetings import MATERIALS, OF_MEETING, ON_AGENDA, ItemKind, MeetingKind


@dataclass(frozen=True)
class Shift:
    """One date: of what, as it stands, and as it would be."""

    label: str
    about: str
    was: date
    new: Due

    @property
    def is_over(self) -> bool:
        """Whether the new date has passed already."""
        return self.new.days_left < 0


@dataclass(frozen=True)
class Preview:
    """Everything that moves with a meeting, and what stays as it is."""

    shifts: list[Shift]
    received: int
    told: int
    moved_before: int
    votes: list[str]
    """What was prepared to be voted on; it goes along."""

    @property
    def lines(self) -> list[str]:
        """What follows besides the dates, in sentences."""
        lines = []
        if self.told:
            lines.append(_("已收到通知的 %(n)s 人会收到改期通知，并重新回执。") % {"n": self.told})
        if self.received:
            lines.append(_("已收到的 %(n)s 份材料不受影响，不用重新报送。") % {"n": self.received})
        if self.votes:
            text = _("已准备的 %(n)s 项表决随会议改期，不用重新准备：%(names)s。")
            lines.append(text % {"n": len(self.votes), "names": "、".join(f"“{name}”" for name in self.votes)})
        if self.moved_before:
            lines.append(_("此次会议已经改期 %(n)s 次，原来的日期都留在经过里。") % {"n": self.moved_before})
        return lines


def preview(meeting: Meeting, on: date) -> Preview:
    """What moving a meeting to a day would move."""
    shifts = []
    if meeting.kind == MeetingKind.STANDING_COMMITTEE and meeting.notified_at is None:
        running = meeting.running.filter(clock=Clock.MEETING_NOTICE).first()
        if running:
            new = due(foresee(meeting.county, OF_MEETING[Clock.MEETING_NOTICE], on))
            shifts.append(Shift(label(Clock.MEETING_NOTICE), "", running.due_on, new))
    materials = Material.objects.filter(item__meeting=meeting, item__state__in=ON_AGENDA)
    awaited = materials.filter(received_on=None).select_related("item").order_by("item__position", "due_on")
    for row in awaited:
        clock = Clock(row.clock)
        new = due(foresee(meeting.county, MATERIALS[ItemKind(row.item.kind)][clock], on))
        shifts.append(Shift(label(clock), row.item.title, row.due_on, new))
    prepared = Ballot.objects.filter(meeting=meeting, state=BallotState.PREPARED)
    return Preview(
        shifts,
        received=materials.filter(received_on__isnull=False).count(),
        told=meeting.attendances.filter(notified_at__isnull=False, person__isnull=False).count(),
        moved_before=meeting.moves.count(),
        votes=list(prepared.order_by("id").values_list("question", flat=True)),
    )
