"""Votes on somebody's desk: figures to be entered by who counts at a vote, and to be checked by a second person."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.access import Standing, keeps_meetings, works_here
from congress.clock import today
from congress.kinds import DeskItem
from congress.models import Ballot, BallotCounter, User
from congress.rules.ballots import BallotState

MOST = 20


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """For scrutineers and tellers, and of the general office everybody: the four eyes of a count. One query."""
    if who.person_id is None or not (works_here(who) or who.is_committee or who.mandate):
        return []
    counts = Exists(BallotCounter.objects.filter(ballot=OuterRef("pk"), person=who.person_id))
    waiting = Q(state=BallotState.ENTERED) & ~Q(entered_by=user.pk)
    rows = Ballot.objects.filter(Q(state=BallotState.OPEN) | waiting, county=who.county_id or 0)
    if not keeps_meetings(who):
        rows = rows.filter(counts)
    ordered = rows.select_related("meeting__term", "meeting__body").order_by("opened_at", "id")
    return [_item(row) for row in ordered[:MOST]]


def _item(row: Ballot) -> DeskItem:
    checks = row.state == BallotState.ENTERED
    at = row.entered_at if checks else row.opened_at
    return DeskItem(
        title=row.question,
        url=reverse("ballot-check" if checks else "ballot-enter", args=[row.pk]),
        subject=str(row.meeting),
        task=_("核对计票：由另一人再清点一次") if checks else _("录入计票"),
        verb=_("核对计票") if checks else _("录入计票"),
        since=timezone.localdate(at) if at else today(),
    )
