"""The page on which an office says whether what was reported is enough: 核定结果."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress.clock import today
from congress.forms.handling import FindingForm
from congress.models import FollowUp, Reply
from congress.rules.followups import ReplyState
from congress.rules.transitions import Event
from congress.services import judging
from congress.views.steps import Step, page


def _reported(followup: FollowUp) -> list[str]:
    """What the units reported in this round."""
    rows = Reply.objects.filter(
        assignment__followup=followup, assignment__round=followup.round, state=ReplyState.ISSUED
    )
    shape = _("%(unit)s：%(outcome)s。%(text)s")
    return [
        shape % {"unit": row.assignment.department, "outcome": row.outcome, "text": row.summary}
        for row in rows.select_related("assignment__department", "outcome")
    ]


judge = page(
    Step(
        event=Event.JUDGE,
        model=FollowUp,
        form=lambda followup, **kwargs: FindingForm(**kwargs),
        initial=lambda user, followup: {"on": today(), "source": str(followup.office)},
        run=lambda user, row, form, version: judging.judge(
            actor=user, followup=row, finding=form.finding(), version=version
        ),
        said=lambda row: _("已核定，请决定是否重新办理。") if row.dissatisfied else _("已核定。"),
        lines=lambda row: [_("认可的办结，其中承诺的事项继续跟踪到兑现；不认可的由承办单位重新办理。")],
        notes=_reported,
    )
)
