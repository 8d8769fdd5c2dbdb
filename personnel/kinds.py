"""What the core is told about personnel."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.access import VISIBLE, Standing, works_here
from congress.kinds import Kind, NavPlace, registry
from congress.models import FollowUp, User
from congress.queries.parameters import number
from congress.rules.followups import AssignmentState, Clock, FollowUpState
from congress.rules.policies import Judge, Policy
from congress.rules.transitions import Event
from personnel import access
from personnel.demo import build_personnel
from personnel.models import (
    AppointmentLine,
    AppointmentMotion,
    Ceremony,
    DutyReport,
    ExamResult,
    Holding,
    OathDuty,
    Office,
    PersonnelFile,
    Review,
    Sanction,
    Swearing,
)
from personnel.queries import desk, oaths
from personnel.queries.annual import FIGURES
from personnel.queries.motions import item_links
from personnel.queries.veils import VEILS
from personnel.reference import load_oath_texts
from personnel.rules.after import RECTIFICATION
from personnel.services.after import rate_reviews
from personnel.services.announcing import hear_of_issue
from personnel.services.oaths import owe_elected
from personnel.services.offices import seat_elected
from personnel.services.rectifying import finish_rectified
from personnel.services.voting import take_result

RANK = 40
RULES = {
    Clock.SIGN_FOR: "duty_review.sign_for",
    Clock.REPLY: "duty_review.fixed",
    Clock.FIXED: "duty_review.fixed",
    Clock.CHECK: "duty_review.check",
    Clock.REWORK: "duty_review.rework",
    Clock.PROMISE: "duty_review.promise",
    Clock.PROMISE_EVALUATION: "duty_review.promise.evaluation",
}
"""All local: no law knows the review of a person. What is handed to somebody is neither forwarded nor returned."""
WORDS = {
    FollowUpState.ASSIGNED: gettext_lazy("待签收"),
    FollowUpState.HANDLING: gettext_lazy("整改中"),
    FollowUpState.ANSWERED: gettext_lazy("待认定"),
    FollowUpState.EVALUATED: gettext_lazy("已认定"),
    AssignmentState.HANDLING: gettext_lazy("整改中"),
    AssignmentState.ANSWERED: gettext_lazy("已报告"),
    Event.REPLY: gettext_lazy("报告整改情况"),
    Event.JUDGE: gettext_lazy("认定整改结果"),
    Event.REWORK: gettext_lazy("继续整改"),
    Event.CONFER: gettext_lazy("主任会议研究"),
    Clock.REPLY: gettext_lazy("整改报告"),
    Clock.FIXED: gettext_lazy("整改报告"),
}


def rule_of(followup: FollowUp, clock: Clock) -> str:
    """The deadline rule of a rectification's clock."""
    return RULES[clock]


def texts(followups: Collection[int]) -> Mapping[int, str]:
    """Who it is and what was found, for the search of those who may read it."""
    rows = Review.objects.filter(rectification__in=followups).select_related("person")
    return {row.rectification_id: f"{row.person}\n{row.office}\n{row.opinion}" for row in rows if row.rectification_id}


def places(user: User, who: Standing) -> list[NavPlace]:
    """任免, for the county's offices and the committee; others find the offices through the directory."""
    if not (works_here(who) or who.is_committee):
        return []
    return [NavPlace(_("任免"), reverse("appointments"), RANK, ("/personnel/",))]


VISIBLE[AppointmentMotion] = access.motions
VISIBLE[AppointmentLine] = access.lines
VISIBLE[ExamResult] = access.exams
VISIBLE[Office] = access.offices
VISIBLE[Holding] = access.holdings
VISIBLE[OathDuty] = access.oath_duties
VISIBLE[Ceremony] = access.ceremonies
VISIBLE[Swearing] = access.swearings
VISIBLE[DutyReport] = access.duty_reports
VISIBLE[Review] = access.reviews
VISIBLE[Sanction] = access.sanctions
VISIBLE[PersonnelFile] = access.personnel_files
registry.add(
    Kind(
        key=RECTIFICATION,
        label=gettext_lazy("述职评议整改"),
        page="review-rectification",
        rule_of=rule_of,
        texts=texts,
        policy=Policy(judge=Judge.OFFICE, contact=False, personal=True),
        words=WORDS,
        max_rounds=lambda county: number(county, "duty_review.max_rounds"),
        on_closed=finish_rectified,
    )
)
registry.places.append(places)
registry.item_links.append(item_links)
registry.desk_sources += [oaths.desk_items, desk.desk_items]
registry.file_sources.append(access.attachments)
registry.reference_loaders.append(load_oath_texts)
registry.demo_builders.append(build_personnel)
registry.annual_figures += FIGURES
registry.veils.update(VEILS)
# whoever is elected holds his office before he owes its oath
registry.ballot_closed += [take_result, seat_elected, owe_elected, rate_reviews]
registry.document_issued.append(hear_of_issue)
