"""Forms of giving a matter to units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import units_of, words
from congress.models import Department, FollowUp
from congress.rules.followups import HandlingRole
from congress.services.assigning import Share


class UnitsForm(CommandForm):
    """The units of a matter: one that leads (or handles it alone), and others that assist or handle a part."""

    department = forms.ModelChoiceField(
        label=_("承办单位"), queryset=Department.objects.none(), required=False, empty_label=_("请选择单位")
    )
    others = forms.ModelMultipleChoiceField(
        label=_("其他单位"),
        queryset=Department.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("一个单位独办的不选；可选多个"),
    )
    way = forms.ChoiceField(
        label=_("其他单位怎么办"),
        required=False,
        initial=HandlingRole.ASSIST,
        choices=[
            (HandlingRole.ASSIST.value, _("会办：向主办单位提意见，由主办单位答复")),
            (HandlingRole.SEPARATE.value, _("分办：各自就自己的部分答复")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, followup: FollowUp, **kwargs: Any) -> None:
        kwargs["initial"] = _proposed(list(followup.proposals.all())) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        units = units_of(followup.county_id)
        choose_from(self, "department", units)
        choose_from(self, "others", units)

    def shares(self) -> list[Share]:
        """The units with their roles; none when nothing was chosen."""
        data = self.cleaned_data
        first, others = data["department"], list(data["others"])
        if first is None:
            return []
        if not others:
            return [Share(first, HandlingRole.SOLE)]
        way = HandlingRole(data["way"] or HandlingRole.ASSIST)
        leading = HandlingRole.SEPARATE if way is HandlingRole.SEPARATE else HandlingRole.LEAD
        return [Share(first, leading), *(Share(unit, way) for unit in others)]


def _proposed(rows: list[Any]) -> dict[str, Any]:
    """What was proposed, as the form's first values: a better unit named in the comment goes first."""
    if not rows:
        return {}
    first = next((r for r in rows if r.role not in {HandlingRole.ASSIST}), rows[0])
    others = [(r.suggested_id or r.department_id) for r in rows if r is not first]
    way = HandlingRole.SEPARATE if first.role == HandlingRole.SEPARATE else HandlingRole.ASSIST
    return {"department": first.suggested_id or first.department_id, "others": others, "way": way.value}


class HandOverForm(UnitsForm):
    """交办: the units and a word to them."""

    note = words(_("交办意见"), required=False, rows=3)


class CommentForm(CommandForm):
    """The government office's word on a proposal."""

    agrees = forms.TypedChoiceField(
        label=_("对拟承办单位"),
        choices=[("yes", _("同意")), ("no", _("建议调整"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    suggested = forms.ModelChoiceField(
        label=_("建议改由"), queryset=Department.objects.none(), required=False, empty_label=_("不改")
    )
    text = words(_("意见"), required=False, limit=300, help_text=_("建议调整的须写明理由"))

    def __init__(self, *args: Any, followup: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "suggested", units_of(followup.county_id))


class ReturnForm(CommandForm):
    """申请退办: why it is not one's business, and whose it is."""

    reason = words(_("退办理由"), help_text=_("写明不属于本单位职责的依据；不得自行转给其他单位"))
    proposed = forms.ModelChoiceField(
        label=_("建议承办单位"), queryset=Department.objects.none(), required=False, empty_label=_("不清楚")
    )

    def __init__(self, *args: Any, followup: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "proposed", units_of(followup.county_id))
