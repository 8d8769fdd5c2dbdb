"""Sending queued notices by mail: claimed one by one, asked again whether they still matter, recorded.

Whoever is killed between the mail server's yes and the record leaves a row ``sending``; after ten
minutes it is sent again and marked as possibly repeated, because a reminder twice is better than
none. The Message-ID stays the same, so that mail programs can fold the two together.
"""

from __future__ import annotations

import smtplib
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import DurationField, ExpressionWrapper, F, Q, Value
from django.utils.translation import gettext as _

from congress.clock import now
from congress.models import Delivery, Running
from congress.services.base import command

MAX_TRIES = 5
STALE = timedelta(minutes=10)
PAUSE = timedelta(minutes=5)
"""Before the n-th further try it waits n times this long."""
PER_RUN = 200
State = Delivery.State


def deliver() -> int:
    """Send what waits; returns how many were sent. Nothing is touched while sending is off.

    A server that cannot be reached ends the run and counts as no try of any row.
    """
    if not settings.SEND_MAIL:
        return 0
    server = get_connection()
    try:
        server.open()
    except (OSError, smtplib.SMTPException):
        return 0
    sent = 0
    try:
        for _turn in range(PER_RUN):
            row = claim()
            if row is None:
                break
            sent += _send(row, server)
    finally:
        server.close()
    return sent


def claim() -> Delivery | None:
    """Take the next row that waits, or one left behind, and commit that it is being sent."""
    with command(None, "claim_delivery"):
        rows = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).select_related("notice")
        row = rows.filter(_ready()).order_by("id").first()
        if row is None:
            return None
        row.repeated = row.repeated or row.state == State.SENDING
        row.state, row.tries, row.changed_at = State.SENDING, row.tries + 1, now()
        row.save(update_fields=["state", "tries", "repeated", "changed_at"])
    return row


def _ready() -> Q:
    pause = ExpressionWrapper(F("tries") * Value(PAUSE), output_field=DurationField())
    waited = ExpressionWrapper(Value(now()) - pause, output_field=Delivery._meta.get_field("changed_at"))
    waiting = Q(state=State.WAITING) & (Q(tries=0) | Q(changed_at__lte=waited))
    return waiting | Q(state=State.SENDING, changed_at__lte=now() - STALE)


def _send(row: Delivery, server: BaseEmailBackend) -> int:
    if row.entry_id and not Running.objects.filter(entry=row.entry_id).exists():
        record(row, State.OBSOLETE)
        return 0
    try:
        _message(row, server).send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        record(row, State.FAILED if row.tries >= MAX_TRIES else State.WAITING, str(error))
        return 0
    record(row, State.SENT)
    return 1


def _message(row: Delivery, server: BaseEmailBackend) -> EmailMessage:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    text = _("%(text)s\n\n请登录履职工作平台查看并办理。本邮件由系统发出，请勿直接回复。") % {"text": row.notice.text}
    return EmailMessage(
        subject=row.notice.title,
        body=text,
        to=[row.address],
        headers={"Message-ID": f"<notice-{row.notice_id}@{domain}>"},
        connection=server,
    )


def record(row: Delivery, state: Delivery.State, error: str = "") -> None:
    """Write down how a delivery went."""
    with command(None, "record_delivery"):
        row.state, row.error, row.changed_at = state, error[:300], now()
        row.save(update_fields=["state", "error", "changed_at"])
