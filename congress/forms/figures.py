"""What the reader of statistics chooses; it stands in the address bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congress.kinds import registry
from congress.queries.figures import BETWEEN, DIMENSIONS, IN_SESSION
from congress.queries.statistics import SETS


class StatisticsForm(forms.Form):
    """Years, the day, what is shown and by what."""

    kind = forms.ChoiceField(label=_("事项"), choices=[])
    show = forms.ChoiceField(label=_("指标"), choices=[(key, words) for key, (words, _columns) in SETS.items()])
    by = forms.ChoiceField(label=_("分组"), choices=[(key, words) for key, (words, _column) in DIMENSIONS.items()])
    held = forms.ChoiceField(
        label=_("提出时间"),
        required=False,
        choices=[("", _("全部")), (IN_SESSION, _("大会期间")), (BETWEEN, _("闭会期间"))],
    )
    on = forms.DateField(label=_("截至"), widget=forms.DateInput)
    years = forms.MultipleChoiceField(label=_("年度"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, initial: Mapping[str, Any], years: Sequence[int]) -> None:
        super().__init__(initial=dict(initial), auto_id="statistics-%s")
        choices: Any = [(str(year), str(year)) for year in years]
        self.fields["years"].choices = choices  # type: ignore[attr-defined]
        kinds = [(key, kind.label) for key, kind in registry.kinds.items() if kind.listed]
        if len(kinds) > 1:
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        else:
            del self.fields["kind"]
