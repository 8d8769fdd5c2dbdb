"""The kinds of documents the house makes (人大机关公文处理办法 and the office's habit), as data.

A row says how the paper looks, who issues it, from which series its number comes, who has to review and
sign it, who may read it once issued, and whether a law wants it published. County settings may name
other letterheads and series; the life is the same for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from congress.official.content import Layout
from congress.rules.codes import Code
from congress.rules.followups import Openness


class Organ(Code):
    """In whose name a paper is issued."""

    CONGRESS = "congress"
    COMMITTEE = "committee"
    CHAIRPERSONS = "chairpersons"
    OFFICE = "office"
    OWN = "own"
    PARTY_GROUP = "party_group"


class Signer(Code):
    """Who signs a paper for issue."""

    LEADER = "leader"
    """Chairman or a vice-chairman."""
    DIRECTOR = "director"
    """The office director, or a leader."""
    NOBODY = "nobody"


class DocumentGroup(Code):
    """Under which heading a kind is chosen."""

    MEETING = "meeting"
    DECISION = "decision"
    SUPERVISION = "supervision"
    DEPUTIES = "deputies"
    PERSONNEL = "personnel"
    OFFICE = "office"


class DocumentCode(Code):
    """The kinds."""

    MEETING_NOTICE = "meeting_notice"
    AGENDA = "agenda"
    SCHEDULE = "schedule"
    ATTENDEES = "attendees"
    SIGN_IN = "sign_in"
    CHAIRPERSONS_MINUTES = "chairpersons_minutes"
    COMMITTEE_MINUTES = "committee_minutes"
    RESOLUTION = "resolution"
    DECISION = "decision"
    PROCLAMATION = "proclamation"
    OPINION = "opinion"
    OPINION_LETTER = "opinion_letter"
    INSPECTION_PLAN = "inspection_plan"
    INSPECTION_REPORT = "inspection_report"
    RESEARCH_REPORT = "research_report"
    INQUIRY_LIST = "inquiry_list"
    FILING_OPINION = "filing_opinion"
    SUPERVISION_PLAN = "supervision_plan"
    HAND_OVER = "hand_over"
    URGING = "urging"
    KEY_MATTERS = "key_matters"
    ASKING = "asking"
    DEPUTIES_PLAN = "deputies_plan"
    HANDLING_REPORT = "handling_report"
    APPOINTMENTS = "appointments"
    CERTIFICATE = "certificate"
    OATH = "oath"
    EXAM = "exam"
    PETITION = "petition"
    REQUEST = "request"
    REPORT = "report"
    NOTICE = "notice"
    CIRCULAR = "circular"
    LETTER = "letter"


@dataclass(frozen=True)
class DocumentKind:
    """One kind. ``series`` is the code of the series its number comes from, empty for papers without a number.

    ``publish_basis`` is the law that wants it published; ``upward`` papers name who signs them (签发人).
    """

    code: DocumentCode
    group: DocumentGroup
    layout: Layout
    organ: Organ
    series: str
    openness: Openness
    signer: Signer = Signer.LEADER
    reviewed: bool = True
    sealed: bool = True
    publish_basis: str = ""
    upward: bool = False
    from_meeting: bool = False


C, L, O, N, W, G = DocumentCode, Layout, Organ, Openness, Signer, DocumentGroup  # noqa: E741
COMMITTEE, OFFICE, OFFICE_LETTER = "committee", "office", "office_letter"
DEPUTIES_LETTER, OPINION, PROCLAMATION, MINUTES = "deputies_letter", "opinion", "proclamation", "minutes"
COMMITTEE_MINUTES, PARTY_GROUP = "committee_minutes", "party_group"


def _free(code: DocumentCode, layout: Layout, organ: Organ, openness: Openness) -> DocumentKind:
    """A paper of a meeting's own: no number, no review, no signature, no seal."""
    return DocumentKind(code, G.MEETING, layout, organ, "", openness, W.NOBODY, False, False, from_meeting=True)


def _minutes(code: DocumentCode, organ: Organ, series: str) -> DocumentKind:
    """纪要: numbered by issue, no seal."""
    return DocumentKind(code, G.MEETING, L.MINUTES, organ, series, N.STAFF, sealed=False, from_meeting=True)


def _decided(code: DocumentCode, series: str = "", basis: str = "") -> DocumentKind:
    """What the standing committee has decided, for everybody to read."""
    return DocumentKind(
        code, G.DECISION, L.PLAIN, O.COMMITTEE, series, N.PUBLIC, publish_basis=basis, from_meeting=True
    )


def _told(code: DocumentCode, group: DocumentGroup, layout: Layout, series: str, basis: str) -> DocumentKind:
    """What the standing committee owes the public by law."""
    return DocumentKind(code, group, layout, O.COMMITTEE, series, N.PUBLIC, publish_basis=basis)


_ROWS = (
    # what a meeting needs and leaves behind
    DocumentKind(
        C.MEETING_NOTICE, G.MEETING, L.ORDINARY, O.OFFICE, OFFICE, N.DEPUTIES, W.DIRECTOR, False, from_meeting=True
    ),
    _free(C.AGENDA, L.PLAIN, O.COMMITTEE, N.DEPUTIES),
    _free(C.SCHEDULE, L.PLAIN, O.OFFICE, N.DEPUTIES),
    _free(C.ATTENDEES, L.PLAIN, O.OFFICE, N.STAFF),
    _free(C.SIGN_IN, L.FORM, O.OFFICE, N.STAFF),
    _minutes(C.CHAIRPERSONS_MINUTES, O.CHAIRPERSONS, MINUTES),
    _minutes(C.COMMITTEE_MINUTES, O.COMMITTEE, COMMITTEE_MINUTES),
    # what a meeting decides
    _decided(C.RESOLUTION),
    _decided(C.DECISION),
    _decided(C.PROCLAMATION, PROCLAMATION, "代表法第六十三条"),
    # supervision
    DocumentKind(
        C.OPINION,
        G.SUPERVISION,
        L.ORDINARY,
        O.COMMITTEE,
        OPINION,
        N.PUBLIC,
        publish_basis="监督法第十七条、第二十九条、第三十七条",
        from_meeting=True,
    ),
    DocumentKind(C.OPINION_LETTER, G.SUPERVISION, L.LETTER, O.OFFICE, OFFICE_LETTER, N.STAFF, W.DIRECTOR),
    DocumentKind(C.INSPECTION_PLAN, G.SUPERVISION, L.ORDINARY, O.OFFICE, OFFICE, N.DEPUTIES),
    _told(C.INSPECTION_REPORT, G.SUPERVISION, L.PLAIN, "", "监督法第三十七条"),
    DocumentKind(C.RESEARCH_REPORT, G.SUPERVISION, L.PLAIN, O.OWN, "", N.STAFF, W.DIRECTOR, sealed=False),
    DocumentKind(C.INQUIRY_LIST, G.SUPERVISION, L.LETTER, O.OFFICE, OFFICE_LETTER, N.STAFF),
    DocumentKind(C.FILING_OPINION, G.SUPERVISION, L.LETTER, O.OFFICE, OFFICE_LETTER, N.STAFF),
    _told(C.SUPERVISION_PLAN, G.SUPERVISION, L.ORDINARY, COMMITTEE, "监督法第六十三条"),
    # deputies
    DocumentKind(C.HAND_OVER, G.DEPUTIES, L.LETTER, O.OWN, DEPUTIES_LETTER, N.DEPUTIES, W.DIRECTOR),
    DocumentKind(C.URGING, G.DEPUTIES, L.LETTER, O.OWN, DEPUTIES_LETTER, N.STAFF, W.DIRECTOR, reviewed=False),
    DocumentKind(C.KEY_MATTERS, G.DEPUTIES, L.ORDINARY, O.OFFICE, OFFICE, N.DEPUTIES),
    DocumentKind(C.ASKING, G.DEPUTIES, L.LETTER, O.OWN, DEPUTIES_LETTER, N.STAFF, W.DIRECTOR, reviewed=False),
    _told(C.DEPUTIES_PLAN, G.DEPUTIES, L.ORDINARY, COMMITTEE, "代表法第四十三条"),
    _told(C.HANDLING_REPORT, G.DEPUTIES, L.PLAIN, "", "代表法第五十一条"),
    # personnel: nothing is told before the vote
    DocumentKind(C.APPOINTMENTS, G.PERSONNEL, L.PLAIN, O.COMMITTEE, "", N.PUBLIC),
    DocumentKind(C.CERTIFICATE, G.PERSONNEL, L.CERTIFICATE, O.COMMITTEE, "", N.STAFF, sealed=False),
    DocumentKind(C.OATH, G.PERSONNEL, L.PLAIN, O.OFFICE, "", N.STAFF, W.DIRECTOR, reviewed=False, sealed=False),
    DocumentKind(C.EXAM, G.PERSONNEL, L.PLAIN, O.OWN, "", N.PARTIES, W.DIRECTOR, sealed=False),
    # the office
    DocumentKind(C.PETITION, G.OFFICE, L.LETTER, O.OFFICE, OFFICE_LETTER, N.PARTIES, W.DIRECTOR),
    DocumentKind(C.REQUEST, G.OFFICE, L.ORDINARY, O.PARTY_GROUP, PARTY_GROUP, N.STAFF, upward=True),
    DocumentKind(C.REPORT, G.OFFICE, L.ORDINARY, O.COMMITTEE, COMMITTEE, N.STAFF, upward=True),
    DocumentKind(C.NOTICE, G.OFFICE, L.ORDINARY, O.OFFICE, OFFICE, N.DEPUTIES, W.DIRECTOR),
    DocumentKind(C.CIRCULAR, G.OFFICE, L.ORDINARY, O.OFFICE, OFFICE, N.DEPUTIES),
    DocumentKind(C.LETTER, G.OFFICE, L.LETTER, O.OFFICE, OFFICE_LETTER, N.STAFF, W.DIRECTOR),
)
KINDS: Mapping[DocumentCode, DocumentKind] = {row.code: row for row in _ROWS}
FROM_MEETING = tuple(row.code for row in _ROWS if row.from_meeting)
