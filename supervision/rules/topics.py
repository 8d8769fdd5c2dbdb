"""A topic of supervision: where it stands, who has to do with it, what is missing before a step is done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from congress.rules.codes import Code
from congress.rules.meetings import MeetingKind, MeetingState
from supervision.rules.ways import Check, Step, StepCode


class TopicState(Code):
    """Where a topic stands. It is adopted with its plan, or by an adjustment; never by itself."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    UNDER_WAY = "under_way"
    HEARD = "heard"
    DONE = "done"
    DROPPED = "dropped"


NOT_ADOPTED = frozenset({TopicState.DRAFT, TopicState.DROPPED})
OPEN = frozenset({TopicState.ADOPTED, TopicState.UNDER_WAY, TopicState.HEARD})
"""While steps are still to be done."""


class TopicPart(Code):
    """What somebody is in a topic besides the offices: of a team, of a motion, of a committee of investigation."""

    LEADER = "leader"
    MEMBER = "member"
    DEPUTY = "deputy"
    STAFF = "staff"
    EXPERT = "expert"
    MOVER = "mover"
    INVESTIGATOR = "investigator"


TEAM = frozenset({TopicPart.LEADER, TopicPart.MEMBER, TopicPart.DEPUTY, TopicPart.STAFF, TopicPart.EXPERT})
NOT_OF_THE_ORGAN = TEAM | {TopicPart.INVESTIGATOR}
"""Nobody checks or investigates the organ he works for."""


class SaidBy(Code):
    """Whose view on a topic was collected (监督法 §14: of all sides)."""

    DEPUTY = "deputy"
    MEMBER = "member"
    PUBLIC = "public"
    EXPERT = "expert"
    GRASSROOTS = "grassroots"


class Lack(Code):
    """Why a step cannot be done yet."""

    MEETING = "meeting"
    CHECKS = "checks"
    ACTIVITY = "activity"
    TEAM = "team"
    LEADER = "leader"
    QUESTIONS = "questions"
    ANSWERS = "answers"
    NOTICE = "notice"
    LATER = "later"


@dataclass(frozen=True)
class Facts:
    """What is known of a topic when a step is reported done."""

    meeting: tuple[MeetingKind, MeetingState] | None = None
    ticked: Collection[Check] = ()
    activities: int = 0
    """Held activities of the kind the step wants."""
    leaders: int = 0
    team: int = 0
    questions: int = 0
    unanswered: int = 0
    """Questions that nobody answered."""


def lacking(step: Step, facts: Facts) -> list[Lack]:
    """What is still missing before a step counts as done."""
    held = {MeetingState.OPEN, MeetingState.CLOSED}
    found = []
    if step.meeting and not (facts.meeting and facts.meeting[0] == step.meeting and facts.meeting[1] in held):
        found.append(Lack.MEETING)
    if not set(step.checks) - {Check.VIEWS_ANSWERED} <= set(facts.ticked):
        found.append(Lack.CHECKS)
    if step.activity and not facts.activities:
        found.append(Lack.ACTIVITY)
    if step.code is StepCode.TEAM:
        found += [Lack.LEADER] if not facts.leaders else []
        found += [Lack.TEAM] if not facts.team else []
    if step.code is StepCode.QUESTIONS and not facts.questions:
        found.append(Lack.QUESTIONS)
    if step.code is StepCode.ASKING and facts.unanswered:
        found.append(Lack.ANSWERS)
    return found


def state_after(state: TopicState, done: Collection[StepCode], steps: Sequence[Step]) -> TopicState:
    """Where a topic stands once some of its steps are done."""
    if state in NOT_ADOPTED:
        return state
    if all(step.code in done or step.optional for step in steps):
        return TopicState.DONE
    heard = {StepCode.DELIBERATION, StepCode.ASKING}
    if heard & set(done):
        return TopicState.HEARD
    return TopicState.UNDER_WAY if done else TopicState.ADOPTED


def is_late(state: TopicState, year: int, month: int, today: date) -> bool:
    """Whether the month a topic was planned for has passed and it was not heard or finished."""
    return state in {TopicState.ADOPTED, TopicState.UNDER_WAY} and (today.year, today.month) > (year, month)
