"""The words of supervision, one module a subject."""

from supervision.labels import opinions, topics

__all__ = ["opinions", "topics"]
