"""What a kind of follow-up does its own way; the guards of the transition table ask it."""

from __future__ import annotations

from dataclasses import dataclass

from congress.rules.codes import Code


class Judge(Code):
    """Who says whether what was answered is enough: those who asked, the responsible office, or a meeting."""

    ASKERS = "askers"
    OFFICE = "office"
    MEETING = "meeting"


@dataclass(frozen=True)
class Policy:
    """How a kind is handled.

    ``contact``: the unit meets those who asked before it answers. ``allotted``: the matter is handed to the
    coordinator, who draws the units himself; otherwise the responsible office does. ``personal``: it is handed to a
    person and is his affair alone; neither the audit ledger nor a list of mails tells of it, and what he signed on
    paper the responsible office types in for him.
    """

    judge: Judge = Judge.ASKERS
    contact: bool = True
    allotted: bool = False
    personal: bool = False


SUGGESTED = Policy()
"""How a kind is handled that says nothing else: as deputies' suggestions are."""
