"""Offices: who elects, decides or appoints, on whose motion, on which ground (``reference/offices.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from congress.rules.codes import Code

FILE = Path(__file__).resolve().parent.parent / "reference" / "offices.yaml"


class OfficeKind(Code):
    """The kinds of offices a county elects or appoints to."""

    COMMITTEE_MEMBER = "committee_member"
    COUNTY_HEAD = "county_head"
    DEPUTY_HEAD = "deputy_head"
    GOVERNMENT_MEMBER = "government_member"
    SUPERVISORY_HEAD = "supervisory_head"
    SUPERVISORY_MEMBER = "supervisory_member"
    COURT_PRESIDENT = "court_president"
    COURT_MEMBER = "court_member"
    ASSESSOR = "assessor"
    CHIEF_PROCURATOR = "chief_procurator"
    PROCURATORATE_MEMBER = "procuratorate_member"
    CREDENTIALS = "credentials"
    SPECIAL_COMMITTEE = "special_committee"
    WORKING_BODY = "working_body"
    ELECTION_COMMITTEE = "election_committee"


class Chooser(Code):
    """Who fills an office."""

    CONGRESS = "congress"
    COMMITTEE = "committee"


class Proposer(Code):
    """Who may bring in a motion; each signs in person."""

    CHAIRPERSONS = "chairpersons"
    COUNTY_HEAD = "county_head"
    SUPERVISORY_HEAD = "supervisory_head"
    COURT_PRESIDENT = "court_president"
    CHIEF_PROCURATOR = "chief_procurator"
    MEMBERS = "members"


class Above(Code):
    """What is owed to the organ above."""

    NONE = "none"
    FILING = "filing"
    APPROVAL = "approval"


class Act(Code):
    """What is asked for a person and an office."""

    APPOINT = "appoint"
    ACTING = "acting"
    REMOVE = "remove"
    RESIGN = "resign"
    DISMISS = "dismiss"
    END = "end"


FILLS = frozenset({Act.APPOINT, Act.ACTING})
"""Acts that put somebody into an office; the others take him out."""
VOTED = frozenset(Act) - {Act.END}
"""Death or an abolished body ends an office by itself: it is reported, not voted on."""


@dataclass(frozen=True)
class OfficeRule:
    """One row of the table. ``basis`` is the code of an article; ``is_law`` whether it is one of a law."""

    kind: OfficeKind
    label: str
    chooser: Chooser
    proposers: tuple[Proposer, ...]
    basis: str
    acts: frozenset[Act]
    above: Above = Above.NONE
    swears: bool = True
    certificate: bool = True
    exam: bool = True
    bars_members: bool = False
    members_only: bool = False
    listed: bool = False

    @property
    def is_law(self) -> bool:
        """Whether the mover is named by a law and not by the county."""
        return not self.basis.startswith("local-")


@cache
def rules() -> Mapping[OfficeKind, OfficeRule]:
    """The table, in its order. Raises KeyError or ValueError when the file names what nobody knows."""
    rows: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    found = {OfficeKind(row["key"]): _rule(row) for row in rows}
    missing = set(OfficeKind) - set(found)
    if missing or len(found) < len(rows):
        raise ValueError(f"offices: missing {sorted(missing)}, or one twice")
    return found


def rule_of(kind: str) -> OfficeRule:
    """The row of a kind."""
    return rules()[OfficeKind(kind)]


def _rule(row: dict[str, Any]) -> OfficeRule:
    return OfficeRule(
        kind=OfficeKind(row["key"]),
        label=row["label"],
        chooser=Chooser(row["chooser"]),
        proposers=tuple(Proposer(one) for one in row.get("proposers", [])),
        basis=row["basis"],
        acts=frozenset(Act(one) for one in row["acts"]),
        above=Above(row.get("above", "none")),
        swears=row.get("oath", True),
        certificate=row.get("certificate", True),
        exam=row.get("exam", True),
        bars_members=row.get("bars_members", False),
        members_only=row.get("members_only", False),
        listed=row.get("listed", False),
    )


ACTING_BASIS, RESIGNING_BASIS, DISMISSAL_BASIS = "zzf-2022-50", "zzf-2022-32", "jdf-2024-61"
DISMISSERS = (
    Proposer.COUNTY_HEAD,
    Proposer.SUPERVISORY_HEAD,
    Proposer.COURT_PRESIDENT,
    Proposer.CHIEF_PROCURATOR,
    Proposer.CHAIRPERSONS,
    Proposer.MEMBERS,
)
"""Who may move a dismissal (监督法 §61): the four organs, the chairpersons' meeting, a fifth of the members."""


@dataclass(frozen=True)
class Movers:
    """Who may move an act on an office, and the article that says so."""

    proposers: tuple[Proposer, ...]
    basis: str


def movers(rule: OfficeRule, act: Act, deputy_head_by: Proposer = Proposer.COUNTY_HEAD) -> Movers:
    """Who may bring an act in. ``deputy_head_by`` is the county's setting: the law names no mover (地方组织法 §50)."""
    if act is Act.DISMISS:
        return Movers(DISMISSERS, DISMISSAL_BASIS)
    if act is Act.ACTING:
        return Movers((Proposer.CHAIRPERSONS,), ACTING_BASIS)
    if act is Act.RESIGN and rule.chooser is Chooser.CONGRESS:
        return Movers((Proposer.CHAIRPERSONS,), RESIGNING_BASIS)
    if rule.kind is OfficeKind.DEPUTY_HEAD:
        return Movers((deputy_head_by,), rule.basis)
    if act in {Act.RESIGN, Act.END}:
        return Movers(tuple(dict.fromkeys((*rule.proposers, Proposer.CHAIRPERSONS))), rule.basis)
    return Movers(rule.proposers, rule.basis)
