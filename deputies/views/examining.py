"""The office's examination beside acceptance, and the lead signer's withdrawal: steps owned by the suggestion."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress.forms.parts import ReasonForm
from congress.models import FollowUp
from congress.rules.transitions import Event
from congress.views.steps import Step, page
from deputies.forms import DeclineForm, MergeForm, TransferForm
from deputies.services import examining, writing

send_back = page(
    Step(
        event=Event.SEND_BACK,
        model=FollowUp,
        form=lambda row, **kwargs: ReasonForm(name="reason", label=_("需要修改的地方"), **kwargs),
        run=lambda user, row, form, version: examining.return_to_deputy(
            actor=user, suggestion=row.suggestion, reason=form.cleaned_data["reason"], version=version
        ),
        said=lambda row: _("已退回代表修改。"),
        lines=lambda row: [_("代表修改后重新提交，交办期限从重新提交之日起算。")],
    )
)
decline = page(
    Step(
        event=Event.DECLINE,
        model=FollowUp,
        form=lambda row, **kwargs: DeclineForm(**kwargs),
        run=lambda user, row, form, version: examining.decline(
            actor=user,
            suggestion=row.suggestion,
            ground=form.ground(),
            reason=form.cleaned_data["reason"],
            version=version,
        ),
        said=lambda row: _("已按不作为建议处理，并告知代表。"),
        lines=lambda row: [_("不编号、不交办；理由告知代表，不能恢复。")],
        tone="late",
    )
)
transfer = page(
    Step(
        event=Event.TRANSFER,
        model=FollowUp,
        form=lambda row, **kwargs: TransferForm(**kwargs),
        run=lambda user, row, form, version: examining.transfer(
            actor=user,
            suggestion=row.suggestion,
            to=form.to(),
            reason=form.cleaned_data["reason"],
            version=version,
        ),
        said=lambda row: _("已登记去向，并告知代表。"),
        lines=lambda row: [_("去向和理由告知代表；此件不再作为建议办理，不能恢复。")],
        tone="late",
    )
)
merge = page(
    Step(
        event=Event.MERGE,
        model=FollowUp,
        form=lambda row, **kwargs: MergeForm(suggestion=row.suggestion, **kwargs),
        run=lambda user, row, form, version: examining.merge(
            actor=user, suggestion=row.suggestion, leading=form.cleaned_data["leading"], version=version
        ),
        said=lambda row: _("已并案，并告知双方代表。"),
        lines=lambda row: [_("并入后由领衔的一件统一办理；此件的代表同样收到答复并作评价。")],
        tone="late",
    )
)
withdraw = page(
    Step(
        event=Event.WITHDRAW,
        model=FollowUp,
        form=lambda row, **kwargs: ReasonForm(name="reason", label=_("撤回的理由"), **kwargs),
        run=lambda user, row, form, version: writing.withdraw(
            actor=user, suggestion=row.suggestion, reason=form.cleaned_data["reason"], version=version
        ),
        said=lambda row: _("已撤回。"),
        lines=lambda row: [_("撤回后办理终止，承办单位和代表工委会收到通知，不能恢复。")],
        tone="late",
    )
)
