"""What the core is told about supervision, one module a subject."""

from supervision.kinds import normative, opinions, topics

__all__ = ["normative", "opinions", "topics"]
