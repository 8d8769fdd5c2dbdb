"""What the scheduler runs. Correctness rests on rows and constraints, never on "only one worker"."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from congress.services import delivering, reminding
from congress.services.audit import seal
from congress.services.documents import batching
from congress.services.importing import working


@shared_task(name="congress.seal_audit")
def seal_audit() -> None:
    """Chain what has been committed since the last seal."""
    seal()


@shared_task(name="congress.sweep")
def sweep() -> None:
    """Drop sessions that have ended."""
    SessionStore.clear_expired()


@shared_task(name="congress.remind")
def remind() -> None:
    """Tell what has come due; the county's working days and hours are asked inside."""
    reminding.remind()


@shared_task(name="congress.deliver")
def deliver() -> None:
    """Send what waits for another channel."""
    delivering.deliver()


@shared_task(name="congress.work_import")
def work_import(job_id: int) -> None:
    """Check or write one import to its end."""
    working.work(job_id)


@shared_task(name="congress.work_imports")
def work_imports() -> None:
    """Go on with imports whose worker died or whose message got lost."""
    for job_id in working.work_left_behind():
        working.work(job_id)


@shared_task(name="congress.work_batch")
def work_batch(batch_id: int) -> None:
    """Make the letters of one batch."""
    batching.work(batch_id)


@shared_task(name="congress.work_batches")
def work_batches() -> None:
    """Go on with batches whose worker died or whose message got lost."""
    for batch_id in batching.left_behind():
        batching.work(batch_id)
