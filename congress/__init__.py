"""Project package and shared core: institutions, people, follow-ups, ledgers. Knows no app."""

from congress.celery import app as celery_app

__all__ = ["celery_app"]
