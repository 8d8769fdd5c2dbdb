"""Handing work to the background by name. Truth stays in rows: a message that gets lost costs a minute."""

from __future__ import annotations

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def publish(task: str, *args: object) -> None:
    """Have a task run after the present transaction; without a broker the scheduler's sweep finds the work."""
    transaction.on_commit(lambda: _send(task, args))


def _send(task: str, args: tuple[object, ...]) -> None:
    try:
        current_app.send_task(task, args=args)
    except OperationalError:
        logger.warning("no broker: %s waits for the scheduler", task)
