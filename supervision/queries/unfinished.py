"""What is unfinished of deliberation opinions: offered as sources of next year's plan (监督法 §12)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import Anyone, visible_to
from congress.models import Reply
from congress.rules.followups import FINISHED, ReplyState
from supervision.models import OpinionItem
from supervision.rules.opinions import INSIDE


@dataclass(frozen=True)
class Unfinished:
    """One item that is not solved: where it came from, whose it is, how far it came."""

    item: int
    opinion: int
    title: str
    source: str
    organ: str
    organ_id: int
    office_id: int
    progress: str
    url: str


def unfinished(user: Anyone, year: int) -> list[Unfinished]:
    """Items handed over up to the end of a year that are still open, or closed without being solved."""
    solved = Reply.objects.filter(
        state=ReplyState.ISSUED, outcome__counts_as_solved=True, assignment__followup__isnull=False
    ).values("assignment__followup")
    over = [state.value for state in FINISHED]
    rows = (
        visible_to(user, OpinionItem)
        .filter(followup__isnull=False, opinion__handed_over_on__year__lte=year)
        .exclude(opinion__state__in=INSIDE)
        .filter(~Q(followup__state__in=over) | ~Q(followup__in=solved))
        .select_related("opinion__organ", "followup")
        .order_by("opinion__handed_over_on", "opinion", "position")
    )
    return [
        Unfinished(
            item=row.pk,
            opinion=row.opinion_id,
            title=row.text[:120],
            source=_("%(opinion)s第%(n)s项") % {"opinion": row.opinion, "n": row.position},
            organ=str(row.opinion.organ),
            organ_id=row.opinion.organ_id,
            office_id=row.opinion.office_id,
            progress=row.followup.get_state_display() if row.followup else "",
            url=reverse("opinion-item", args=[row.followup_id]),
        )
        for row in rows
    ]
