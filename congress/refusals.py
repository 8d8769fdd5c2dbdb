"""Why a command says no. Each carries a text a clerk can read and act on."""

from __future__ import annotations

from collections.abc import Mapping


class Refusal(Exception):
    """A command was refused; nothing was written."""

    def __init__(self, text: str, *, basis: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.basis = basis

    def __str__(self) -> str:
        return f"{self.text}（{self.basis}）" if self.basis else self.text


class NotAllowed(Refusal):
    """This person may not do this."""


class WrongState(Refusal):
    """It cannot be done in the present state; usually somebody was faster."""


class Conflict(Refusal):
    """Somebody else changed the row since the form was opened."""

    def __init__(self, text: str, *, current: object) -> None:
        super().__init__(text)
        self.current = current


class Incomplete(Refusal):
    """Fields are missing or contradict a rule; ``fields`` maps each to its message."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("；".join(str(message) for message in fields.values()))
        self.fields = dict(fields)
