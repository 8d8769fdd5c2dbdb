"""What the core is told about supervision, one module a subject."""

from supervision.kinds import opinions, topics

__all__ = ["opinions", "topics"]
