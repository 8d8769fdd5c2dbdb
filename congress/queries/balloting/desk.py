"""Votes on somebody's desk: figures to be entered by who counts at a vote, and to be checked by a second person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import Standing, keeps_meetings
from congress.clock import today
from congress.kinds import DeskItem
from congress.models import Ballot, BallotCounter
from congress.rules.ballots import BallotState


def counts_of(who: Standing) -> ArraySubquery:
    """The votes of a meeting that wait for somebody, as a column of the meetings' own query.

    They wait for scrutineers and tellers, and in the general office for everybody; who entered does not check.
    """
    waiting = Q(state=BallotState.ENTERED) & ~Q(entered_by__person=who.person_id)
    rows = Ballot.objects.filter(Q(state=BallotState.OPEN) | waiting, meeting=OuterRef("pk"))
    if not keeps_meetings(who):
        rows = rows.filter(Exists(BallotCounter.objects.filter(ballot=OuterRef("pk"), person=who.person_id or 0)))
    return ArraySubquery(rows.order_by("id").values(found=JSONObject(pk="pk", question="question", state="state")))


def items(meeting: Any) -> Iterator[DeskItem]:
    """The votes of a meeting that :func:`counts_of` found, as rows of the desk."""
    for row in meeting.counts:
        checks = row["state"] == BallotState.ENTERED
        yield DeskItem(
            title=row["question"],
            url=reverse("ballot-check" if checks else "ballot-enter", args=[row["pk"]]),
            subject=str(meeting),
            task=_("核对计票：由另一人再清点一次") if checks else _("录入计票"),
            verb=_("核对计票") if checks else _("录入计票"),
            since=today(),
        )
