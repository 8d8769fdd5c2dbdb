"""What somebody may do now with a deliberation opinion: its table, asked for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import F
from django.utils.translation import gettext as _

from congress.access import Anyone, standing
from congress.labels import label
from congress.models import Assignment, Department
from congress.queries.parameters import value
from congress.refusals import NotAllowed, WrongState
from congress.rules.followups import OVER, AssignmentState, HandlingRole
from congress.rules.roles import OFFICE
from supervision.models import DeliberationOpinion, OpinionItem
from supervision.rules import opinions as rules
from supervision.rules.opinions import REPORTED_ITEMS, Case, Doer, Move, OpinionEvent, OpinionState


def doers(user: Anyone, opinion: DeliberationOpinion) -> frozenset[Doer]:
    """In what quality somebody has to do with an opinion."""
    who = standing(user)
    found = set()
    if opinion.office_id in who.bodies(OFFICE):
        found.add(Doer.OFFICE)
    if opinion.receiver_id in who.departments:
        found.add(Doer.RECEIVER)
    return frozenset(found)


def is_allotted(receiver: Department) -> bool:
    """Whether a receiver hands items on to units: the government office does, a court handles them itself."""
    return receiver.system == Department.System.GOVERNMENT_OFFICE


def case_of(opinion: DeliberationOpinion) -> Case:
    """What the guards ask about an opinion."""
    return cases_of([opinion])[opinion.pk]


def cases_of(opinions: Collection[DeliberationOpinion]) -> Mapping[int, Case]:
    """What the guards ask about some opinions of one county, in at most three queries."""
    handled = [row for row in opinions if row.state == OpinionState.HANDLING]
    complete = items_in(handled) if handled else frozenset()
    wanted = wants_plan(handled[0]) if handled else False
    return {
        row.pk: Case(
            signed=row.signed_for_on is not None,
            allotted=is_allotted(row.receiver),
            split=row.split_on is not None,
            items_in=row.pk in complete,
            second=row.second,
            round=row.round,
            plan_wanted=wanted and row.state == OpinionState.HANDLING and row.plan_on is None,
        )
        for row in opinions
    }


def wants_plan(opinion: DeliberationOpinion) -> bool:
    """Whether the county asks for a plan before the result (本县规定, off by default)."""
    return bool(value(opinion.county, "opinion.plan_required"))


def items_in(opinions: Collection[DeliberationOpinion]) -> frozenset[int]:
    """Opinions of which every item has a unit and every unit has reported and its coordinator let it pass."""
    owed: dict[int, set[int | None]] = {row.pk: set() for row in opinions}
    for key, followup in OpinionItem.objects.filter(opinion__in=opinions).values_list("opinion", "followup"):
        owed[key].add(followup)
    parts = Assignment.objects.filter(followup__opinion_item__opinion__in=opinions, round=F("followup__round"))
    rows = parts.exclude(state__in=OVER).exclude(role=HandlingRole.ASSIST)
    done, waiting = defaultdict(set), set()
    for key, followup, state in rows.values_list("followup__opinion_item__opinion", "followup", "state"):
        done[key].add(followup)
        if AssignmentState(state) not in REPORTED_ITEMS:
            waiting.add(key)
    return frozenset(key for key, followups in owed.items() if followups == done[key] and key not in waiting)


def open_moves(user: Anyone, opinion: DeliberationOpinion) -> tuple[Move, ...]:
    """What somebody may do now."""
    held = doers(user, opinion)
    return rules.open_moves(OpinionState(opinion.state), held, case_of(opinion)) if held else ()


def moves_of(user: Anyone, opinions: Collection[DeliberationOpinion]) -> Mapping[int, tuple[Move, ...]]:
    """What somebody may do now with each of some opinions, in a fixed number of queries."""
    cases = cases_of(opinions)
    return {row.pk: rules.open_moves(OpinionState(row.state), doers(user, row), cases[row.pk]) for row in opinions}


def require(user: Anyone, event: OpinionEvent, opinion: DeliberationOpinion) -> Move:
    """The move somebody is about to make.

    Raises NotAllowed when it is not his; WrongState when not now, with the guard's words, which say what to do.
    """
    held = doers(user, opinion)
    by = {move.by for move in rules.MOVES if move.event is event}
    if not by & held:
        who = _("或").join(label(doer) for doer in Doer if doer in by)
        raise NotAllowed(_("只有%(who)s可以%(verb)s。") % {"who": who, "verb": label(event)})
    state = OpinionState(opinion.state)
    found = rules.find(state, event, held, case_of(opinion))
    if isinstance(found, Move):
        return found
    shape = {"state": label(state), "verb": label(event)}
    if found is not None:
        raise WrongState(_("现在不能%(verb)s：%(why)s。") % {**shape, "why": label(found)})
    raise WrongState(_("此件现在的状态是“%(state)s”，不能%(verb)s。请返回查看最新情况。") % shape)
