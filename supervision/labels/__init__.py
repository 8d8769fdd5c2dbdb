"""The words of supervision, one module a subject."""

from supervision.labels import normative, opinions, topics

__all__ = ["normative", "opinions", "topics"]
