"""What somebody may do now with a deliberation opinion: its table, asked for a person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress.access import Anyone, standing
from congress.labels import label
from congress.models import Assignment, Department
from congress.queries.parameters import value
from congress.refusals import NotAllowed, WrongState
from congress.rules.followups import OVER, HandlingRole
from congress.rules.roles import OFFICE
from supervision.models import DeliberationOpinion
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
    handling = opinion.state == OpinionState.HANDLING
    return Case(
        signed=opinion.signed_for_on is not None,
        allotted=is_allotted(opinion.receiver),
        split=opinion.split_on is not None,
        items_in=handling and items_in(opinion),
        second=opinion.second,
        round=opinion.round,
        plan_wanted=handling and opinion.plan_on is None and wants_plan(opinion),
    )


def wants_plan(opinion: DeliberationOpinion) -> bool:
    """Whether the county asks for a plan before the result (本县规定, off by default)."""
    return bool(value(opinion.county, "opinion.plan_required"))


def items_in(opinion: DeliberationOpinion) -> bool:
    """Whether every item has a unit and every unit has reported and its coordinator let it pass."""
    wanted = set(opinion.items.values_list("followup", flat=True))
    rows = Assignment.objects.filter(followup__opinion_item__opinion=opinion, round=opinion.round)
    parts = rows.exclude(state__in=OVER).exclude(role=HandlingRole.ASSIST).values_list("followup", "state")
    found = list(parts)
    done = {state.value for state in REPORTED_ITEMS}
    return {pk for pk, _state in found} == wanted and all(state in done for _pk, state in found)


def open_moves(user: Anyone, opinion: DeliberationOpinion) -> tuple[Move, ...]:
    """What somebody may do now."""
    held = doers(user, opinion)
    return rules.open_moves(OpinionState(opinion.state), held, case_of(opinion)) if held else ()


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
