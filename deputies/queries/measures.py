"""What is counted of units: the same conditions make the bulletin's figures and the ledger's filter."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.models import Assignment, Contact, UnitRequest
from congress.rules.followups import OVER, AssignmentState, HandlingRole, RequestKind

LABELS: Mapping[str, object] = {
    "assigned": _("交办"),
    "signed": _("已签收"),
    "on_time": _("按期答复"),
    "late": _("逾期答复"),
    "overdue": _("逾期未答复"),
    "returned": _("申请退办"),
    "extended": _("延期"),
    "opined": _("已送会办意见"),
    "uncontacted": _("尚未联系代表"),
}
ANSWERED = frozenset({AssignmentState.ANSWERED, AssignmentState.OFFICE_CHECK, AssignmentState.COORDINATOR_CHECK})


def conditions() -> Mapping[str, Q]:
    """The condition of each figure on an assignment, as of today.

    An answer counts by the day the unit sent it, against the date it then had to keep. Only those who
    owe an answer can be late or leave a deputy uncontacted; assisting units send opinions.
    """
    stands = ~Q(state__in=OVER)
    owes = stands & ~Q(role=HandlingRole.ASSIST)
    answered = owes & Q(state__in=ANSWERED, answered_on__isnull=False)
    asked_back = UnitRequest.objects.filter(assignment=OuterRef("pk"), kind=RequestKind.RETURN)
    return {
        "assigned": stands,
        "signed": stands & Q(signed_for_on__isnull=False),
        "on_time": answered & Q(answered_on__lte=F("reply_due_on")),
        "late": answered & Q(answered_on__gt=F("reply_due_on")),
        "overdue": owes & ~Q(state__in=ANSWERED) & Q(reply_due_on__lt=today()),
        "returned": Q(Exists(asked_back)),
        "extended": stands & Q(extended_on__isnull=False),
        "opined": Q(role=HandlingRole.ASSIST, state=AssignmentState.OPINED),
        "uncontacted": owes & ~Q(state__in=ANSWERED) & ~Q(Exists(Contact.objects.filter(assignment=OuterRef("pk")))),
    }


def assignments_with(code: str, **place: object) -> Q:
    """Suggestions with an assignment that meets a condition, at a unit when one is given."""
    rows = Assignment.objects.filter(conditions()[code], **place)
    return Q(followup__in=rows.values("followup"))
