"""Forms of the county's settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.base import CommandForm
from congress.labels import choices
from congress.models import DeadlineRule, Parameter
from congress.models.deadlines import Unit
from congress.queries.recipients import Recipient
from congress.queries.recomputing import Notice
from congress.queries.settings import PARTS, parameter_shape
from congress.rules.followups import Clock
from congress.rules.notices import Unreadable, read
from congress.services.county_settings import Period


class RuleForm(CommandForm):
    """A county's own period with its own basis."""

    value = forms.IntegerField(label=_("数值"), min_value=0, max_value=3000)
    unit = forms.ChoiceField(label=_("单位"), choices=Unit.choices)
    no_later_than = forms.CharField(
        label=_("且不迟于每年"),
        max_length=5,
        required=False,
        help_text=_("月-日，如 08-31；与上面的期限取较早的一个。不需要则留空"),
    )
    valid_from = forms.DateField(
        label=_("生效日"), help_text=_("起算日在这一天及以后的期限适用；此前已经起算的不受影响")
    )
    law = forms.CharField(label=_("本县制度名称"), max_length=40, help_text=_("如“云岭县人大代表建议办理办法”"))
    article = forms.CharField(label=_("条款"), max_length=40, help_text=_("如“第八条”"))
    text = forms.CharField(label=_("条文"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    @staticmethod
    def starting_from(rule: DeadlineRule) -> dict[str, object]:
        """What the form shows first: the period that holds, from today."""
        own = rule.county_id is not None
        return {
            "value": rule.value,
            "unit": rule.unit,
            "no_later_than": rule.no_later_than,
            "valid_from": today(),
            "law": rule.basis.short if own else "",
            "article": rule.basis.article if own else "",
            "text": rule.basis.text if own else "",
        }

    def period(self) -> Period:
        """What was filled in."""
        values = {name: self.cleaned_data[name] for name in ("value", "valid_from", "law", "article", "text")}
        return Period(
            **values, unit=Unit(self.cleaned_data["unit"]), no_later_than=self.cleaned_data["no_later_than"].strip()
        )


class ParameterForm(CommandForm):
    """One setting; its field is made from the kind of value it takes."""

    def __init__(self, *args: Any, row: Parameter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shape = parameter_shape(row)
        self.fields["value"] = _field(self.shape, row)
        self.initial.setdefault("value", _shown(self.shape, row.value))

    def value(self) -> object:
        """What was filled in, as it is stored."""
        value = self.cleaned_data["value"]
        if self.shape == "hours":
            return [part.strip() for part in value.replace("至", "-").split("-")]
        if self.shape == "list":
            return [line.strip() for line in value.splitlines() if line.strip()]
        return value.strip() if self.shape == "month_day" else value


def _field(shape: str, row: Parameter) -> forms.Field:
    offered = [(choice["value"], choice["label"]) for choice in row.choices]
    match shape:
        case "choice":
            return forms.ChoiceField(label=row.label, choices=offered, widget=forms.RadioSelect)
        case "choices":
            widget = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(label=row.label, choices=offered, widget=widget, required=False)
        case "flag":
            return forms.BooleanField(label=row.label, required=False)
        case "number":
            return forms.IntegerField(label=row.label, min_value=0, max_value=10_000)
        case "list":
            help_text = _("每行一项")
            return forms.CharField(label=row.label, widget=forms.Textarea, required=False, help_text=help_text)
        case "hours":
            return forms.CharField(label=row.label, max_length=20, help_text=_("如 08:30-17:30"))
    return forms.CharField(label=row.label, max_length=5, required=False, help_text=_("月-日，如 08-31；留空为不启用"))


def _shown(shape: str, value: Any) -> object:
    if shape == "hours":
        return "-".join(value)
    return "\n".join(map(str, value)) if shape == "list" else value


class ReminderForm(CommandForm):
    """A threshold of the county."""

    clock = forms.ChoiceField(label=_("期限种类"), choices=choices(Clock))
    days = forms.IntegerField(
        label=_("提前天数"), min_value=-365, max_value=365, help_text=_("0 为到期当天，负数为逾期后几天")
    )
    tell = forms.MultipleChoiceField(
        label=_("提醒谁"),
        choices=[(part.value, words) for part, words in PARTS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("一个也不选，即停用这一档提醒"),
    )

    def parts(self) -> list[Recipient]:
        """Who was ticked."""
        return [Recipient(name) for name in self.cleaned_data["tell"]]


class DaysForm(CommandForm):
    """Days of a notice, one a line."""

    text = forms.CharField(
        label=_("日期"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=8000,
        help_text=_(
            "每行一天或一段：2027-02-15 休 春节；2027-02-15 至 2027-02-21 休 春节；2027-02-20 班；2027-04-14 节 泼水节"
        ),
    )
    announced = forms.BooleanField(
        label=_("这是国务院办公厅公布的全年放假安排（录入后该年不再是“暂定”）"), required=False
    )

    def clean_text(self) -> str:
        """Every line must be a day."""
        text = str(self.cleaned_data["text"])
        try:
            self.days = read(text)
        except Unreadable as error:
            number, line = error.args
            message = _("第 %(n)s 行“%(line)s”读不懂或者重复。请写成“2027-02-15 休 春节”，休、班、节三者之一。")
            raise forms.ValidationError(message % {"n": number, "line": line}) from error
        return text

    def notice(self) -> Notice:
        """What was filled in."""
        return Notice(self.days, self.cleaned_data["announced"])


class RecomputeForm(CommandForm):
    """Why the ticked dates are moved; the ticks stand in the table."""

    reason = forms.CharField(label=_("调整理由"), max_length=200, help_text=_("如“2027年放假安排已公布”，记入期限台账"))
