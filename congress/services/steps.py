"""Small steps the commands between hand-over and closing share."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from congress.clock import now, today
from congress.models import Assignment, Department, FollowUp, Promise, UnitRequest, User
from congress.refusals import Incomplete, WrongState
from congress.rules.followups import RequestKind, RequestState
from congress.services.base import locked


def lock(assignment: Assignment, version: int | None) -> tuple[FollowUp, Assignment]:
    """Lock the follow-up first, then the assignment; refuse an outdated form with Conflict."""
    followup = locked(assignment.followup, None)
    fresh = locked(assignment, version)
    fresh.followup = followup
    return followup, fresh


def lock_promise(promise: Promise, version: int | None) -> tuple[FollowUp, Promise]:
    """Lock the follow-up first, then the promise; refuse an outdated form with Conflict."""
    followup = locked(promise.followup, None)
    fresh = locked(promise, version)
    fresh.followup = followup
    return followup, fresh


def refuse_ended(department: Department, field: str = "department") -> None:
    """Raise Incomplete for a unit that no longer exists."""
    if department.until and department.until < today():
        text = _("%(unit)s已于%(day)s撤销，请选择承接其职能的单位。")
        raise Incomplete({field: text % {"unit": department, "day": department.until}})


def refuse_outside(assignment: Assignment, name: str, day: date) -> None:
    """Raise Incomplete for a day before the hand-over or after today."""
    if day < assignment.handed_over_on:
        text = _("日期早于交办日%(day)s，请核对。")
        raise Incomplete({name: text % {"day": assignment.handed_over_on}})
    if day > today():
        raise Incomplete({name: _("日期在今天之后，请核对。")})


def need(name: str, text: str, message: str) -> str:
    """The text without surrounding space. Raises Incomplete when nothing is left."""
    stripped = text.strip()
    if not stripped:
        raise Incomplete({name: message})
    return stripped


def open_request(assignment: Assignment, kind: RequestKind) -> UnitRequest | None:
    """The request of a kind that waits for a decision."""
    return UnitRequest.objects.filter(assignment=assignment, kind=kind, state=RequestState.OPEN).first()


def decide(request: UnitRequest | None, actor: User, state: RequestState, answer: str = "") -> None:
    """Close a request with its decision; None does nothing."""
    if request is not None:
        request.state, request.answer = state, answer
        request.decided_by, request.decided_at = actor, now()
        request.save()


def refuse_same(department: Department, followup: FollowUp, field: str) -> None:
    """Raise WrongState when a unit already handles the matter in this round."""
    rows = followup.assignments.filter(round=followup.round, department=department)
    if rows.exclude(state__in=["reassigned", "cancelled"]).exists():
        raise WrongState(_("%(unit)s已经是此件的承办单位，请选择其他单位。") % {"unit": department})
