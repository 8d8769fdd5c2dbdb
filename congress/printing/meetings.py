"""Forms of a meeting: 签到表, and of a session the 报到册 of its delegations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from congress.models import Delegation, Meeting, Session
from congress.official import forms
from congress.official.content import Paper
from congress.printing.common import day
from congress.queries.meetings.people import Group
from congress.queries.sessions import DeputyRow


def issuer_of(meeting: Meeting) -> str:
    """Whose form it is: the body that meets, else the congress."""
    return str(meeting.body.name) if meeting.body else str(meeting.county.name)


def attendance_sheet(meeting: Meeting, groups: Iterable[Group]) -> Paper:
    """签到表 of a meeting, to be signed by hand; who is on leave is said where he would sign."""
    when = f"{day(meeting.starts_on)}{meeting.starts_at:%H:%M}　{meeting.place}"
    people = [
        forms.Group(
            group.label,
            tuple(forms.Attendee(seat.name, seat.about, _("请假") if seat.is_on_leave else "") for seat in group.seats),
        )
        for group in groups
    ]
    return forms.attendance_sheet(issuer_of(meeting), meeting.full_name, when, people)


def registration_book(
    session: Session, meeting: Meeting, delegations: Sequence[tuple[Delegation, Sequence[DeputyRow]]]
) -> Paper:
    """报到册 of a session: a page for each delegation."""
    groups = [
        forms.Group(
            str(delegation),
            tuple(forms.Attendee(row.name, note=_("请假") if row.leave else "") for row in rows),
        )
        for delegation, rows in delegations
    ]
    when = _("%(from)s至%(to)s") % {"from": day(session.opens_on), "to": day(session.closes_on)}
    return forms.registration_book(str(meeting.county.name), meeting.full_name, when, groups)
