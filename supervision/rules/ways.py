"""The ways of supervising (监督法 ch. 2–8) as one table: which steps each has, what each step wants, and on what basis.

A step is the law's own, or a local habit: the basis says which, and no local one is ever shown as law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from congress.rules.activities import ActivityKind
from congress.rules.codes import Code
from congress.rules.documents.kinds import DocumentCode
from congress.rules.documents.life import DocumentState
from congress.rules.meetings import ItemKind, MeetingKind


class Way(Code):
    """How a topic is supervised."""

    REPORT = "report"
    TOUR = "tour"
    LAW_CHECK = "law_check"
    INQUIRY = "inquiry"
    REVIEW = "review"
    BUDGET = "budget"
    PROJECT = "project"
    JUSTICE = "justice"
    RESEARCH = "research"
    INTERPELLATION = "interpellation"
    INVESTIGATION = "investigation"
    REMOVAL = "removal"


RARE = frozenset({Way.INTERPELLATION, Way.INVESTIGATION, Way.REMOVAL})
"""What no plan foresees: members or organs move it when there is a reason."""
PLANNED = tuple(way for way in Way if way not in RARE)
LOCAL_WAYS = frozenset({Way.REVIEW})
"""Ways no law knows: the words 评议 and 测评 stand nowhere in the 监督法."""


class StepCode(Code):
    """A step of a way."""

    SCHEME = "scheme"
    TEAM = "team"
    NOTICE = "notice"
    TRAINING = "training"
    SELF_CHECK = "self_check"
    RESEARCH = "research"
    VIEWS = "views"
    FIELD = "field"
    REPORT_DRAFT = "report_draft"
    REPORT_IN = "report_in"
    REPORT_OUT = "report_out"
    CHECK_REPORT = "check_report"
    TABLING = "tabling"
    QUESTIONS = "questions"
    SEATING = "seating"
    ASKING = "asking"
    SUMMARY = "summary"
    PRELIMINARY = "preliminary"
    ACCOUNTS = "accounts"
    BRIEFING = "briefing"
    COURT = "court"
    PROGRESS = "progress"
    SELF_REPORT = "self_report"
    SURVEY = "survey"
    ASSESSMENT = "assessment"
    FEEDBACK = "feedback"
    DELIBERATION = "deliberation"
    OPINION = "opinion"
    HANDLING = "handling"
    RECHECK = "recheck"
    AGAIN = "again"
    MOVED = "moved"
    ROUTED = "routed"
    ANSWERED = "answered"
    SATISFIED = "satisfied"
    ANSWERED_AGAIN = "answered_again"
    FOUNDED = "founded"
    CONFLICTS = "conflicts"
    INQUIRED = "inquired"
    CONCLUDED = "concluded"
    DEFENCE = "defence"
    BALLOT = "ballot"


class Check(Code):
    """What somebody has to have looked at before a step is done."""

    LAW_CARRIED_OUT = "law_carried_out"
    PROBLEMS_AND_ADVICE = "problems_and_advice"
    LAW_TO_IMPROVE = "law_to_improve"
    HEAD_REPORTS = "head_reports"
    VIEWS_ANSWERED = "views_answered"
    HEADS_COME = "heads_come"
    NOBODY_INVOLVED = "nobody_involved"
    HEAD_ANSWERS = "head_answers"
    DEFENCE_HEARD = "defence_heard"
    SECRET = "secret"  # noqa: S105 (a way to vote)
    NO_CASES = "no_cases"


@dataclass(frozen=True)
class Step:
    """One step: its basis (a code of the reference data), what has to be linked or ticked, and how its date is counted.

    ``meeting`` is the kind of meeting that has to have dealt with it; ``rule`` a deadline rule counted from the day
    ``counts_from`` another step was done, or, when it is empty, back from the planned activity.
    """

    code: StepCode
    basis: str
    meeting: MeetingKind | None = None
    checks: tuple[Check, ...] = ()
    activity: ActivityKind | None = None
    paper: DocumentCode | None = None
    rule: str = ""
    counts_from: StepCode | None = None
    optional: bool = False

    @property
    def is_law(self) -> bool:
        """Whether a law orders it, and not the county's own rule."""
        return not self.basis.startswith("local-")


S, K, C, D = StepCode, ActivityKind, Check, DocumentCode
CHAIRS, COMMITTEE = MeetingKind.CHAIRPERSONS, MeetingKind.STANDING_COMMITTEE
HABIT = "local-supervision"

_SCHEME = Step(S.SCHEME, f"{HABIT}-3", optional=True)
_RESEARCH = Step(S.RESEARCH, "jdf-2024-13", activity=K.RESEARCH, optional=True)
_VIEWS = Step(S.VIEWS, "jdf-2024-14")
_REPORTED = (
    Step(S.REPORT_DRAFT, "jdf-2024-15"),
    Step(S.REPORT_IN, "jdf-2024-15", checks=(C.VIEWS_ANSWERED,)),
    Step(S.REPORT_OUT, "jdf-2024-15"),
)
_AFTER = (
    Step(S.OPINION, "jdf-2024-17", paper=D.OPINION),
    Step(S.HANDLING, "jdf-2024-17", rule="opinion.report", counts_from=S.OPINION),
)
_HEARD = Step(S.DELIBERATION, "jdf-2024-16", meeting=COMMITTEE, checks=(C.HEAD_REPORTS,))
_AGAIN = Step(S.AGAIN, f"{HABIT}-9", meeting=COMMITTEE)
"""The mandatory second deliberation (再审) of a topic that is marked so."""

STEPS: Mapping[Way, tuple[Step, ...]] = {
    Way.REPORT: (_SCHEME, _RESEARCH, _VIEWS, *_REPORTED, _HEARD, *_AFTER),
    Way.TOUR: (
        Step(S.SCHEME, f"{HABIT}-3"),
        Step(S.FIELD, "jdf-2024-13", activity=K.TOUR),
        Step(S.FEEDBACK, f"{HABIT}-3"),
        Step(S.RECHECK, f"{HABIT}-3", activity=K.FOLLOW_UP, optional=True),
    ),
    Way.LAW_CHECK: (
        Step(S.SCHEME, f"{HABIT}-4", meeting=CHAIRS, paper=D.INSPECTION_PLAN),
        Step(S.TEAM, "jdf-2024-33"),
        Step(S.NOTICE, "local-meeting-7", rule="inspection.notice"),
        Step(S.TRAINING, f"{HABIT}-4", optional=True),
        Step(S.SELF_CHECK, f"{HABIT}-4"),
        Step(S.FIELD, "jdf-2024-35", activity=K.LAW_CHECK),
        Step(
            S.CHECK_REPORT,
            "jdf-2024-36",
            checks=(C.LAW_CARRIED_OUT, C.PROBLEMS_AND_ADVICE, C.LAW_TO_IMPROVE),
            paper=D.INSPECTION_REPORT,
        ),
        Step(S.TABLING, "jdf-2024-36", meeting=CHAIRS),
        Step(S.DELIBERATION, "jdf-2024-37", meeting=COMMITTEE),
        Step(S.OPINION, "jdf-2024-37", paper=D.OPINION),
        Step(S.HANDLING, "jdf-2024-37", rule="opinion.report", counts_from=S.OPINION),
        Step(S.RECHECK, f"{HABIT}-4", activity=K.FOLLOW_UP),
    ),
    Way.INQUIRY: (
        _RESEARCH,
        Step(S.QUESTIONS, "local-supervision-5", paper=D.INQUIRY_LIST),
        Step(S.SEATING, "jdf-2024-47", checks=(C.HEADS_COME,)),
        Step(S.ASKING, "jdf-2024-47", meeting=COMMITTEE),
        Step(S.SUMMARY, f"{HABIT}-5"),
        Step(S.OPINION, "jdf-2024-50"),
        Step(S.HANDLING, "jdf-2024-50", rule="inquiry.report", counts_from=S.OPINION),
    ),
    Way.REVIEW: (
        Step(S.SCHEME, f"{HABIT}-6", meeting=CHAIRS),
        Step(S.SELF_REPORT, f"{HABIT}-6"),
        Step(S.FIELD, f"{HABIT}-6", activity=K.HEARING),
        Step(S.SURVEY, f"{HABIT}-6", optional=True),
        Step(S.DELIBERATION, f"{HABIT}-6", meeting=COMMITTEE),
        Step(S.ASSESSMENT, f"{HABIT}-6", meeting=COMMITTEE, checks=(C.SECRET,)),
        Step(S.FEEDBACK, f"{HABIT}-6"),
        Step(S.HANDLING, f"{HABIT}-6", rule="review.rectification", counts_from=S.FEEDBACK),
    ),
    Way.BUDGET: (
        Step(S.ACCOUNTS, "ysf-2018-78"),
        Step(S.PRELIMINARY, f"{HABIT}-7", activity=K.RESEARCH),
        Step(S.REPORT_OUT, "jdf-2024-15"),
        Step(S.DELIBERATION, "jdf-2024-19", meeting=COMMITTEE),
        Step(S.OPINION, "jdf-2024-29", paper=D.OPINION),
        Step(S.HANDLING, "jdf-2024-29", rule="opinion.report", counts_from=S.OPINION),
    ),
    Way.PROJECT: (
        Step(S.SCHEME, f"{HABIT}-8"),
        Step(S.PROGRESS, f"{HABIT}-8"),
        Step(S.FIELD, "jdf-2024-13", activity=K.TOUR),
        Step(S.FEEDBACK, f"{HABIT}-8"),
    ),
    Way.JUSTICE: (
        _SCHEME,
        Step(S.COURT, f"{HABIT}-10", activity=K.COURT, checks=(C.NO_CASES,), optional=True),
        Step(S.RESEARCH, "jdf-2024-13", activity=K.RESEARCH, checks=(C.NO_CASES,)),
        _VIEWS,
        *_REPORTED,
        _HEARD,
        *_AFTER,
    ),
    Way.RESEARCH: (
        Step(S.SCHEME, f"{HABIT}-3"),
        Step(S.RESEARCH, "jdf-2024-13", activity=K.RESEARCH),
        Step(S.FEEDBACK, f"{HABIT}-3", paper=D.RESEARCH_REPORT),
    ),
    Way.INTERPELLATION: (
        Step(S.MOVED, "jdf-2024-51"),
        Step(S.ROUTED, "jdf-2024-51", meeting=CHAIRS),
        Step(S.ANSWERED, "jdf-2024-54", checks=(C.HEAD_ANSWERS,)),
        Step(S.SATISFIED, "jdf-2024-53"),
        Step(S.ANSWERED_AGAIN, "jdf-2024-53", optional=True),
    ),
    Way.INVESTIGATION: (
        Step(S.MOVED, "jdf-2024-56"),
        Step(S.ROUTED, "jdf-2024-56", meeting=CHAIRS),
        Step(S.FOUNDED, "zzf-2022-58", meeting=COMMITTEE),
        Step(S.CONFLICTS, "jdf-2024-57", checks=(C.NOBODY_INVOLVED,)),
        Step(S.INQUIRED, "jdf-2024-58"),
        Step(S.CONCLUDED, "jdf-2024-55", meeting=COMMITTEE),
    ),
    Way.REMOVAL: (
        Step(S.MOVED, "jdf-2024-61"),
        Step(S.ROUTED, "jdf-2024-61", meeting=CHAIRS),
        Step(S.DEFENCE, "jdf-2024-62", checks=(C.DEFENCE_HEARD,)),
        Step(S.BALLOT, "jdf-2024-62", meeting=COMMITTEE, checks=(C.SECRET,)),
    ),
}


class Paper(Code):
    """What the law wants published and told to the deputies (监督法 §17, §29, §37)."""

    REPORT = "report"
    CHECK_REPORT = "check_report"
    OPINION = "opinion"
    HANDLING = "handling"


_THREE = (Paper.REPORT, Paper.OPINION, Paper.HANDLING)
PUBLISHED: Mapping[Way, tuple[Paper, ...]] = {
    Way.REPORT: _THREE,
    Way.JUSTICE: _THREE,
    Way.BUDGET: _THREE,
    Way.LAW_CHECK: (Paper.CHECK_REPORT, Paper.OPINION, Paper.HANDLING),
}
STANDS = frozenset({DocumentState.PUBLISHED, DocumentState.ELSEWHERE})
"""Where a document is that counts as published; taken back or superseded, the duty is open again."""
PUBLISHED_BY: Mapping[Way, str] = {
    Way.REPORT: "jdf-2024-17",
    Way.JUSTICE: "jdf-2024-17",
    Way.BUDGET: "jdf-2024-29",
    Way.LAW_CHECK: "jdf-2024-37",
}
ITEM_KINDS: Mapping[Way, ItemKind] = {
    Way.REPORT: ItemKind.REPORT,
    Way.JUSTICE: ItemKind.REPORT,
    Way.BUDGET: ItemKind.BUDGET,
    Way.LAW_CHECK: ItemKind.INSPECTION,
    Way.INQUIRY: ItemKind.INQUIRY,
}
"""What a topic is on the agenda of the standing committee; the rest stands there as “other”."""


def steps_of(way: Way, *, again: bool = False) -> tuple[Step, ...]:
    """The steps of a way, with the second deliberation where the topic must have one."""
    return (*STEPS[way], _AGAIN) if again and way not in RARE else STEPS[way]


def step_of(way: Way, code: StepCode) -> Step:
    """A step of a way. Raises KeyError when the way has none such."""
    found = next((step for step in steps_of(way, again=True) if step.code is code), None)
    if found is None:
        raise KeyError(code)
    return found
