"""Forms of a motion: its words, who is asked to sign, what the presidium decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import words
from congress.labels import choices
from congress.models import Body, Mandate
from deputies.models import Motion
from deputies.rules import GROUNDS_MAX, PROPOSAL_MAX, TITLE_MAX, MotionDecision, Publicity
from deputies.services.motions import COMMITTEES, Decision, MotionPaper


class MotionForm(CommandForm):
    """提议案: anything may be missing until it is handed in."""

    title = forms.CharField(
        label=_("案由"), required=False, max_length=TITLE_MAX, help_text=_("一事一案，属于本级人民代表大会职权范围")
    )
    grounds = words(_("案据"), required=False, rows=6, limit=GROUNDS_MAX, help_text=_("事实、理由和依据"))
    proposal = words(_("方案"), required=False, rows=6, limit=PROPOSAL_MAX, help_text=_("请大会作出什么决定，怎样实施"))
    publicity = forms.ChoiceField(
        label=_("同意公开吗"),
        required=False,
        choices=choices(Publicity),
        widget=forms.RadioSelect,
        help_text=_("主席团决定转为建议办理时，也按此公开"),
    )

    def paper(self) -> MotionPaper:
        """What has been typed."""
        return MotionPaper(*(self.cleaned_data[name] for name in ("title", "grounds", "proposal", "publicity")))


class SignersForm(CommandForm):
    """邀请联名."""

    mandates = forms.ModelMultipleChoiceField(
        label=_("代表"), queryset=Mandate.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, found: QuerySet[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "mandates", found)


class DecisionForm(CommandForm):
    """主席团的决定, recorded."""

    what = forms.ChoiceField(label=_("决定"), choices=choices(MotionDecision), widget=forms.RadioSelect)
    committee = forms.ModelChoiceField(
        label=_("审议的委员会"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("请选择"),
        help_text=_("交委员会审议时填写"),
    )
    meeting = forms.CharField(label=_("主席团会议"), max_length=80, help_text=_("如“大会主席团第三次会议”"))
    on = forms.DateField(label=_("决定日期"), widget=forms.DateInput)
    note = words(
        _("理由和说明"),
        required=False,
        rows=3,
        help_text=_("转为建议办理的必填，领衔代表会看到；转办是本县规定，不是法律的要求"),
    )

    def __init__(self, *args: Any, motion: Motion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.filter(Q(until=None) | Q(until__gte=today()), congress=motion.county, kind__in=COMMITTEES)
        choose_from(self, "committee", bodies.order_by("place_order", "id"))

    def decision(self) -> Decision:
        """As the command takes it."""
        data = self.cleaned_data
        what = MotionDecision(data["what"])
        return Decision(what, data["on"], data["meeting"], data["note"], data["committee"])
