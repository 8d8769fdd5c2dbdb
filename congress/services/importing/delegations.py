"""Recognising a term's delegations by the names a file gives them."""

from __future__ import annotations

from collections.abc import Sequence

from congress.importkinds import Asked, Choice, Entry, Settled
from congress.models import Delegation, Term
from congress.rules.imports import NEW_WORD, WordKind
from congress.rules.tables.text import tight

LONGEST = 40
"""Characters of a delegation's name."""


class Delegations:
    """The delegations of a term, and what was settled of those the file writes otherwise."""

    def __init__(self, term: Term | None, settled: Settled) -> None:
        rows = Delegation.objects.filter(term=term) if term else []
        self.names = {tight(row.name): row for row in rows}
        self.by_key = {str(row.pk): row for row in rows}
        self.settled = settled

    def find(self, text: str) -> Delegation | None:
        """The delegation of a name; None when nobody has said which."""
        return self.names.get(tight(text)) or self.by_key.get(self._meaning(text))

    def name(self, text: str) -> str:
        """The delegation's name, also of one that will be entered; empty when it is not settled."""
        known = self.find(text)
        if known:
            return known.name
        return text[:LONGEST] if self._meaning(text) == NEW_WORD else ""

    def add(self, text: str, row: Delegation) -> None:
        """Know a delegation that has just been entered, by the name the file gives it."""
        self.names[tight(text)] = row

    def asked(self, entries: Sequence[Entry], new: str) -> list[Asked]:
        """The names of the file, each once; ``new`` words the offer to enter it, none when empty."""
        texts = [entry.values["delegation"] for entry in entries if entry.values.get("delegation")]
        choices: list[Choice] = [(NEW_WORD, new)] if new else []
        choices += [(key, row.name) for key, row in self.by_key.items()]
        found = []
        for text in dict.fromkeys(texts):
            known = self.names.get(tight(text))
            certain = str(known.pk) if known else ""
            found.append(Asked(WordKind.DELEGATION, text, choices, certain, times=texts.count(text)))
        return found

    def _meaning(self, text: str) -> str:
        return self.settled.get((WordKind.DELEGATION, text), "")
