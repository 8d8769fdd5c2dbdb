"""Telling people in the house what concerns them; other channels follow from the same row."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from congress.access import standing
from congress.clock import now
from congress.kinds import registry
from congress.models import Congress, Deadline, Delivery, Document, FollowUp, Meeting, Notice, Person, User
from congress.services.base import command


def notify(
    followup: FollowUp, people: Iterable[Person], title: str, text: str = "", *, entry: Deadline | None = None
) -> list[Notice]:
    """Tell each person once, inside the command that makes the occasion; returns the notices.

    E-mail is queued beside it for those who have an address, when sending is on; it is sent after
    the commit and, for a reminder (``entry``), only while that date still runs.
    """
    kind = registry.of(followup)
    shape = {"kind": kind.label, "number": followup.number, "title": followup.title}
    blank = Notice(
        county=followup.county,
        followup=followup,
        private=kind.policy.personal,
        title=title,
        text=_("%(kind)s%(number)s《%(title)s》") % shape + f"：{text or title}",
        at=now(),
    )
    return _tell(blank, people, entry)


def notify_of_meeting(
    meeting: Meeting, people: Iterable[Person], title: str, text: str, *, entry: Deadline | None = None
) -> list[Notice]:
    """As :func:`notify`, of a meeting; the text says which."""
    blank = Notice(county=meeting.county, meeting=meeting, title=title[:160], text=text, at=now())
    return _tell(blank, people, entry)


def notify_of_document(document: Document, people: Iterable[Person], title: str, text: str) -> list[Notice]:
    """As :func:`notify`, of an official document."""
    blank = Notice(county=document.county, document=document, title=title[:160], text=text, at=now())
    return _tell(blank, people, None)


def tell(county: Congress, people: Iterable[Person], title: str, text: str, *, private: bool = False) -> list[Notice]:
    """As :func:`notify`, of what has no page of its own kind; the text says what it is about.

    ``private``: it is each one's own affair.
    """
    return _tell(Notice(county=county, title=title, text=text, private=private, at=now()), people, None)


def _tell(blank: Notice, people: Iterable[Person], entry: Deadline | None) -> list[Notice]:
    own = {"id", "person_id"}
    said = {f.attname: getattr(blank, f.attname) for f in Notice._meta.concrete_fields if f.attname not in own}
    told = {person.pk: person for person in people}.values()
    rows = Notice.objects.bulk_create(Notice(**said, person=person) for person in told)
    if settings.SEND_MAIL:
        _queue(rows, entry)
    return rows


def _queue(rows: list[Notice], entry: Deadline | None) -> None:
    Delivery.objects.bulk_create(
        Delivery(notice=row, entry=entry, channel=Delivery.Channel.EMAIL, address=row.person.email, changed_at=row.at)
        for row in rows
        if row.person.email
    )


def mark_read(*, actor: User, notice: Notice | None = None) -> int:
    """Mark one's own notice as read, or all of them; returns how many were unread."""
    rows = Notice.objects.filter(person_id=standing(actor).person_id or 0, read_at=None)
    with command(actor, "mark_read"):
        return (rows.filter(pk=notice.pk) if notice else rows).update(read_at=now())
