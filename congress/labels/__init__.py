"""The office's words for every code of the rules, and the tone each state is shown in. One module a subject."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from congress.labels import activities, ballots, documents, handling, imports, meetings, member_motions, people

SUBJECTS = (people, handling, imports, meetings, documents, ballots, member_motions, activities)
LABELS: dict[Enum, object] = {code: word for subject in SUBJECTS for code, word in subject.LABELS.items()}
TONES: dict[Enum, str] = {code: tone for subject in SUBJECTS for code, tone in subject.TONES.items()}

E = TypeVar("E", bound=Enum)


def label(code: Enum) -> str:
    """The words for a code."""
    return str(LABELS[code])


@dataclass(frozen=True)
class State:
    """A state as a badge: its word, and its tone (ink, soon, late, done, wait)."""

    label: str
    tone: str

    @classmethod
    def of(cls, code: Enum) -> State:
        """The badge of a code."""
        return cls(label(code), TONES[code])


def choices(enum: type[E]) -> list[tuple[object, object]]:
    """Pairs for a model or form field, in the order the enum is written."""
    return [(code.value, LABELS[code]) for code in enum]
