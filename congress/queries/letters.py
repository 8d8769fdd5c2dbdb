"""The papers of a handling that the reader may print, as links of the matter's page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from congress.access import Anyone, reads_letter, standing
from congress.models import Assignment, FollowUp
from congress.queries.actions import Action
from congress.queries.handling import Handling

OF_PAPERS = {"request": "request-sheet", "urging": "urging-slip"}


def letters(user: Anyone, followup: FollowUp, handling: Handling) -> list[Action]:
    """Hand-over letter and list, work sheet, opinion form, requests, slips and notices, without a query."""
    found = [*_of_assignments(user, handling), *_of_replies(user, handling)]
    found += [
        _link(_("打印%(paper)s") % {"paper": paper.title}, OF_PAPERS[paper.source], paper.key)
        for paper in handling.papers
        if paper.source in OF_PAPERS
    ]
    if followup.handed_over_on and any(reads_letter(user, row) for row in handling.assignments):
        url = reverse("hand-over-list") + "?" + urlencode({"on": followup.handed_over_on.isoformat()})
        found.append(Action(_("打印同日交办清单"), url, False))
    return found


def _of_assignments(user: Anyone, handling: Handling) -> Iterator[Action]:
    for row in handling.assignments:
        if reads_letter(user, row):
            unit = {"unit": row.department.short_name}
            if row.round > 1:
                yield _link(_("打印重新办理通知书（%(unit)s）") % unit, "rework-notice", row.pk)
            else:
                yield _link(_("打印交办通知（%(unit)s）") % unit, "hand-over-letter", row.pk)
            yield _link(_("打印办理单（%(unit)s）") % unit, "work-sheet", row.pk)


def _of_replies(user: Anyone, handling: Handling) -> Iterator[Action]:
    for reply in handling.issued:
        if prints_form(user, reply.assignment, handling.askers):
            unit = {"unit": reply.assignment.department.short_name}
            yield _link(_("打印征询意见表（%(unit)s）") % unit, "opinion-form", reply.pk)


def prints_form(user: Anyone, assignment: Assignment, askers: frozenset[int]) -> bool:
    """Whether somebody may print the opinion form: the deputies asked, the unit that carries it, the offices."""
    return standing(user).person_id in askers or reads_letter(user, assignment)


def _link(label: str, route: str, key: int) -> Action:
    return Action(label, reverse(route, args=[key]), False)
