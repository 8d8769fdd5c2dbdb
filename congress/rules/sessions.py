"""The organs of a congress in session."""

from __future__ import annotations

from congress.rules.codes import Code


class SessionGroup(Code):
    """Presidium, its standing chairmen, and the groups of the secretariat."""

    PRESIDIUM = "presidium"
    EXECUTIVE = "executive"
    SECRETARY_GENERAL = "secretary"
    SECRETARIAT = "secretariat"
    DOCUMENTS = "documents"
    ORGANISATION = "organisation"
    MOTIONS = "motions"
    PUBLICITY = "publicity"
    LOGISTICS = "logistics"


PRESIDING = frozenset({SessionGroup.PRESIDIUM, SessionGroup.EXECUTIVE})
"""Those who decide as the presidium."""
