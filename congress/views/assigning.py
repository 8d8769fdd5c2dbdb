"""Pages of giving a matter to units: 预分办, 交办, 转交, 签收, 退办, 改派."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from congress.clock import today
from congress.forms.assigning import CommentForm, HandOverForm, ReturnForm, UnitsForm
from congress.forms.parts import ReasonForm, UnitForm, units_of
from congress.kinds import registry
from congress.models import Assignment, FollowUp
from congress.queries.deadlines import Due, arithmetic, chinese_date, clock_due, due, foresee, ledger_of
from congress.rules.followups import AssignmentState, Clock, HandlingRole
from congress.rules.transitions import Event
from congress.services import assigning, returning
from congress.views.steps import Step, page


def words_of(found: Due) -> str:
    """A due date in one sentence with its basis."""
    shape = {"clock": found.clock, "day": chinese_date(found.on), "basis": found.basis}
    return _("%(clock)s：%(day)s（%(basis)s）。") % shape


def foreseen(followup: FollowUp, clock: Clock) -> list[str]:
    """The date a clock would get if it started today, and its arithmetic."""
    entry = foresee(followup.county, registry.of(followup).rule_of(followup, clock), today())
    return [words_of(due(entry)), *arithmetic(entry)]


def own_due(row: Assignment) -> list[str]:
    """The date a unit's answer or opinion is due, with its arithmetic."""
    assists = row.role == HandlingRole.ASSIST
    clock = Clock.CO_OPINION if assists else Clock.REWORK if row.round > 1 else Clock.REPLY
    found = clock_due(row, clock, ledger_of([row.followup_id]))
    return [words_of(found), *found.lines] if found else []


def _hand_over_lines(followup: FollowUp) -> list[str]:
    through = _("政府系统的单位由政府办（督查室）转交；法院、检察院、监委、县委部门等直接收到。")
    return [through, *foreseen(followup, Clock.REPLY)]


def _proposed_notes(followup: FollowUp) -> list[str]:
    shape = _("%(unit)s（%(role)s）：%(word)s %(comment)s")
    return [
        shape
        % {
            "unit": row.department,
            "role": row.get_role_display(),
            "word": _word(row),
            "comment": row.comment,
        }
        for row in followup.proposals.select_related("department", "suggested")
    ]


def _word(row: Any) -> str:
    if row.coordinator_id is None:
        return _("直接交办，不征求政府办意见。")
    if row.commented_at is None:
        return _("政府办尚未回复。")
    if row.agrees:
        return _("政府办同意。")
    return _("政府办建议改由%(unit)s。") % {"unit": row.suggested} if row.suggested else _("政府办建议调整。")


propose = page(
    Step(
        event=Event.PROPOSE,
        model=FollowUp,
        form=lambda followup, **kwargs: UnitsForm(followup=followup, **kwargs),
        run=lambda user, row, form, version: assigning.propose(
            actor=user, followup=row, units=form.shares(), version=version
        ),
        said=lambda row: _("已送政府办征求意见。") if row.comment_wanted else _("已记下拟承办单位，可以直接交办。"),
        lines=lambda row: [_("送政府办（督查室）征求意见，回复后再交办；不属于政府系统的单位不需要征求。")],
        notes=_proposed_notes,
    )
)
comment = page(
    Step(
        event=Event.COMMENT,
        model=FollowUp,
        form=lambda followup, **kwargs: CommentForm(followup=followup, **kwargs),
        run=lambda user, row, form, version: assigning.comment(
            actor=user,
            followup=row,
            agrees=form.cleaned_data["agrees"],
            text=form.cleaned_data["text"],
            suggested=form.cleaned_data["suggested"],
        ),
        said=lambda row: _("已回复代表工委。"),
        notes=_proposed_notes,
    )
)
allot = page(
    Step(
        event=Event.ALLOT,
        model=FollowUp,
        form=lambda followup, **kwargs: HandOverForm(followup=followup, **kwargs),
        run=lambda user, row, form, version: assigning.allot(
            actor=user, followup=row, units=form.shares(), note=form.cleaned_data["note"], version=version
        ),
        said=lambda row: _("已分解到%(units)s。") % {"units": _units(row)},
        lines=lambda followup: [_("承办单位签收后办理；期限从交办之日起算，不重新起算。")],
    )
)
hand_over = page(
    Step(
        event=Event.HAND_OVER,
        model=FollowUp,
        form=lambda followup, **kwargs: HandOverForm(followup=followup, **kwargs),
        run=lambda user, row, form, version: assigning.hand_over(
            actor=user, followup=row, units=form.shares(), note=form.cleaned_data["note"], version=version
        ),
        said=lambda row: _("已交办%(units)s。") % {"units": _units(row)},
        lines=_hand_over_lines,
        notes=_proposed_notes,
    )
)


def _units(followup: FollowUp) -> str:
    rows = followup.assignments.filter(round=followup.round).select_related("department")
    return "、".join(str(row.department) for row in rows)


forward = page(
    Step(
        event=Event.FORWARD,
        model=Assignment,
        run=lambda user, row, form, version: assigning.forward(actor=user, assignment=row, version=version),
        said=lambda row: _("已转交%(unit)s。") % {"unit": row.department},
        lines=lambda row: [
            _("转交%(unit)s办理（%(role)s）；单位不对的，请用“改派”。")
            % {"unit": row.department, "role": row.get_role_display()},
            *own_due(row),
        ],
    )
)
sign_for = page(
    Step(
        event=Event.SIGN_FOR,
        model=Assignment,
        run=lambda user, row, form, version: assigning.sign_for(actor=user, assignment=row, version=version),
        said=lambda row: _("已签收。请先联系代表，再按期答复。") if meets(row) else _("已签收，请按期办理并报告。"),
        lines=lambda row: [
            *own_due(row),
            *_window(row),
            *([_("答复前须与代表联系沟通，充分听取意见（代表法第五十一条）。")] if meets(row) else []),
        ],
    )
)


def meets(row: Assignment) -> bool:
    """Whether the unit has to meet those who asked."""
    return registry.of(row.followup).policy.contact


def _window(row: Assignment) -> list[str]:
    if row.return_until is None or today() > row.return_until:
        return []
    return [_("不属于本单位职责的，%(day)s前可以申请退办，逾期不再调整。") % {"day": chinese_date(row.return_until)}]


request_return = page(
    Step(
        event=Event.RETURN,
        model=Assignment,
        form=lambda row, **kwargs: ReturnForm(followup=row.followup, **kwargs),
        run=lambda user, row, form, version: returning.request_return(
            actor=user,
            assignment=row,
            reason=form.cleaned_data["reason"],
            proposed=form.cleaned_data["proposed"],
            version=version,
        ),
        said=lambda row: _("退办申请已送%(who)s。") % {"who": row.coordinator or row.followup.office},
        lines=lambda row: [
            _("退办申请送%(who)s决定；决定以前由本单位负责，法定答复期限不变。")
            % {"who": row.coordinator or row.followup.office}
        ],
        tone="late",
    )
)
raise_return = page(
    Step(
        event=Event.RAISE,
        model=Assignment,
        form=lambda row, **kwargs: ReasonForm(name="note", label=_("不属于政府系统的理由"), **kwargs),
        run=lambda user, row, form, version: returning.raise_return(
            actor=user, assignment=row, note=form.cleaned_data["note"], version=version
        ),
        said=lambda row: _("已报%(office)s，由其改派。") % {"office": row.followup.office},
        lines=lambda row: [
            _("只有属于法院、检察院、监委、县委部门等其他系统的，才报%(office)s；办理期限不变。")
            % {"office": row.followup.office}
        ],
    )
)
refuse_return = page(
    Step(
        event=Event.REFUSE_RETURN,
        model=Assignment,
        form=lambda row, **kwargs: ReasonForm(name="answer", label=_("不同意的理由"), **kwargs),
        run=lambda user, row, form, version: returning.refuse_return(
            actor=user, assignment=row, answer=form.cleaned_data["answer"], version=version
        ),
        said=lambda row: _("已告知%(unit)s签收办理。") % {"unit": row.department},
        notes=lambda row: request_notes(row),
    )
)


def request_notes(row: Assignment) -> list[str]:
    """What a unit asked for and has not been answered."""
    shape = _("%(unit)s申请%(kind)s：%(reason)s%(proposed)s")
    rows = row.requests.filter(state="open").select_related("proposed")
    return [
        shape
        % {
            "unit": row.department,
            "kind": asked.get_kind_display(),
            "reason": asked.reason,
            "proposed": _("（建议由%(unit)s承办）") % {"unit": asked.proposed} if asked.proposed else "",
        }
        for asked in rows
    ]


def _reassign_form(row: Assignment, **kwargs: Any) -> UnitForm:
    """Inside the coordinator's system only, unless the office decides."""
    units = units_of(row.county_id).exclude(pk=row.department_id)
    if row.state != AssignmentState.RAISED and row.coordinator_id:
        units = units.filter(coordinator=row.coordinator_id)
    return UnitForm(units=units, **kwargs)


def _proposed_unit(user: Any, row: Assignment) -> dict[str, object]:
    asked = row.requests.filter(state="open").first()
    return {"department": asked.proposed_id} if asked and asked.proposed_id else {}


reassign = page(
    Step(
        event=Event.REASSIGN,
        model=Assignment,
        form=_reassign_form,
        initial=_proposed_unit,
        run=lambda user, row, form, version: returning.reassign(
            actor=user,
            assignment=row,
            department=form.cleaned_data["department"],
            answer=form.cleaned_data["answer"],
            version=version,
        ),
        said=lambda row: _("已改派。"),
        lines=lambda row: [_("接办单位的答复期限与原单位相同，不重新起算。"), *own_due(row)],
        notes=request_notes,
    )
)
