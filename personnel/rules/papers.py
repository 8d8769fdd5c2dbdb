"""Which papers come with a motion. The confidential ones are ticked as received on paper, never uploaded."""

from __future__ import annotations

from congress.rules.codes import Code
from personnel.rules.offices import FILLS, Act, OfficeRule


class PaperCode(Code):
    """The papers, in the order of the matrix."""

    REPORT = "report"
    FORM = "form"
    CV = "cv"
    PARTY_LETTER = "party_letter"
    VETTING = "vetting"
    REASON = "reason"
    RESIGNATION = "resignation"
    CHARGE = "charge"
    PROOF = "proof"
    AUTHORISATION = "authorisation"
    DISCIPLINE = "discipline"


ON_PAPER_ONLY = frozenset({PaperCode.PARTY_LETTER, PaperCode.VETTING, PaperCode.DISCIPLINE})
"""The Party committee's letter and the vetting never enter the house but on paper."""
OPTIONAL = frozenset({PaperCode.AUTHORISATION, PaperCode.DISCIPLINE})

P = PaperCode
LEAVING = {
    Act.REMOVE: (P.REPORT, P.FORM, P.REASON),
    Act.RESIGN: (P.REPORT, P.RESIGNATION),
    Act.DISMISS: (P.REPORT, P.CHARGE),
    Act.END: (P.REPORT, P.PROOF),
}


def wanted(act: Act, rule: OfficeRule) -> tuple[PaperCode, ...]:
    """What has to be there before a line is laid before the committee."""
    if act not in FILLS:
        return LEAVING[act]
    if rule.listed:
        return P.REPORT, P.FORM
    return P.REPORT, P.FORM, P.CV, P.PARTY_LETTER, P.VETTING
