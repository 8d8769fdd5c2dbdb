"""What the scheduler runs. Correctness rests on rows and constraints, never on "only one worker"."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from congress.services.audit import seal


@shared_task(name="congress.seal_audit")
def seal_audit() -> None:
    """Chain what has been committed since the last seal."""
    seal()


@shared_task(name="congress.sweep")
def sweep() -> None:
    """Drop sessions that have ended."""
    SessionStore.clear_expired()
