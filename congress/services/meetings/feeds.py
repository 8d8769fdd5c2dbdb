"""日历订阅: an unguessable address by which one's own calendar reads one's meetings; revocable."""

from __future__ import annotations

import hashlib
import secrets

from congress.clock import now
from congress.models import CalendarFeed, User
from congress.services.base import command


def make_feed(*, actor: User) -> str:
    """Make one's address; an earlier one ends with it. Returns the token, which is never shown again."""
    token = secrets.token_urlsafe(32)
    with command(actor, "make_feed"):
        CalendarFeed.objects.filter(user=actor).delete()
        CalendarFeed.objects.create(user=actor, digest=digest(token), made_at=now())
    return token


def revoke_feed(*, actor: User) -> None:
    """End one's address."""
    with command(actor, "revoke_feed"):
        CalendarFeed.objects.filter(user=actor).delete()


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
