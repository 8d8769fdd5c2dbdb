"""Activities: what gathers people outside a meeting, in what quality they come, where goes what they find."""

from __future__ import annotations

import re

from congress.rules.codes import Code


class ActivityKind(Code):
    """What it is (监督法 §13, §31, §35; 代表法 on deputies' activities)."""

    TOUR = "tour"
    RESEARCH = "research"
    HEARING = "hearing"
    LAW_CHECK = "law_check"
    COURT = "court"
    VISIT = "visit"
    FOLLOW_UP = "follow_up"
    GROUP = "group"
    OTHER = "other"


class ActivityState(Code):
    """Where it stands; the passing of its day changes nothing, somebody records what was found."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class ActivityPart(Code):
    """In what quality somebody takes part."""

    LEADER = "leader"
    MEMBER = "member"
    DEPUTY = "deputy"
    STAFF = "staff"
    EXPERT = "expert"
    UNIT = "unit"
    CITIZEN = "citizen"


class FindingSource(Code):
    """From what a finding was learned (监督法 §35 names the forms of a check)."""

    SITE = "site"
    TALK = "talk"
    PAPERS = "papers"
    SURVEY = "survey"
    SPOT = "spot"
    THIRD_PARTY = "third_party"
    PUBLIC = "public"


class FindingTo(Code):
    """Where a finding goes."""

    REPORT = "report"
    OPINION = "opinion"
    ORGAN = "organ"
    SUGGESTION = "suggestion"
    NEXT_PLAN = "next_plan"
    KEPT = "kept"


TEAM = frozenset({ActivityPart.LEADER, ActivityPart.MEMBER, ActivityPart.DEPUTY, ActivityPart.STAFF})
"""Who makes the team up; whoever is inspected takes part as a unit."""

CASE_NUMBER = re.compile(
    r"[（(〔\[]\s*\d{4}\s*[)）〕\]]\s*[\u4e00-\u9fff]{0,3}\d{0,6}\s*(?:民|刑|行|执|赔|破|监)\S{0,6}?\d+号"
)
"""A court's case number, such as （2026）云3101民初12号."""
CASE_WORDS = re.compile(
    r"(?:原告|被告|被告人|上诉人|申诉人)[\u4e00-\u9fff]{1,4}(?:诉|与|犯|涉嫌)|[\u4e00-\u9fff]{2,4}(?:诉|涉嫌)[\u4e00-\u9fff]{2,20}(?:一案|案)"
)
"""How an individual case is usually named."""


def names_a_case(text: str) -> bool:
    """Whether a text names an individual case: those are no matter of supervision or of deputies (代表法 §59)."""
    return bool(CASE_NUMBER.search(text) or CASE_WORDS.search(text))
