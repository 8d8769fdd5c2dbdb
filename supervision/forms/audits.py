"""Forms of the audit's lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import words
from congress.models import Body, Department, Meeting, User
from congress.rules.meetings import MeetingKind, MeetingState
from supervision.forms.normative import ListedForm, offices_of
from supervision.models import AuditList
from supervision.services.audits import Problem


def _held(form: forms.Form, name: str, county: int | None) -> None:
    rows = Meeting.objects.filter(
        county=county, kind=MeetingKind.STANDING_COMMITTEE, state__in=[MeetingState.OPEN, MeetingState.CLOSED]
    )
    choose_from(form, name, rows.select_related("term", "body").order_by("-starts_on"))


class ListForm(CommandForm):
    """建立清单."""

    office = forms.ModelChoiceField(label=_("责任机构"), queryset=Body.objects.none(), empty_label=None)
    year = forms.IntegerField(label=_("审计年度"), min_value=2000, max_value=2100)
    source = forms.CharField(label=_("来源文件"), max_length=200, help_text=_("审计工作报告的名称和文号"))
    reported_on = forms.DateField(
        label=_("听取审计工作报告的日期"),
        widget=forms.DateInput,
        help_text=_("自这一天起六个月内听取整改情况报告（监督法第二十七条）"),
    )
    meeting = forms.ModelChoiceField(
        label=_("听取审计工作报告的会议"), queryset=Meeting.objects.none(), required=False, empty_label=_("没有关联")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "office", offices_of(user))
        _held(self, "meeting", user.county_id)


class ProblemForm(CommandForm):
    """录入一个问题."""

    unit = forms.ModelChoiceField(label=_("整改单位"), queryset=Department.objects.none(), empty_label=_("请选择"))
    problem = words(_("问题"), rows=3)
    amount = forms.DecimalField(label=_("金额（万元）"), required=False, min_value=0, max_digits=12, decimal_places=2)
    measure = words(_("整改要求"), required=False, rows=3)
    planned_on = forms.DateField(
        label=_("整改期限"),
        required=False,
        widget=forms.DateInput,
        help_text=_("不填的，以听取整改报告的最后日期为准（本县规定）"),
    )

    def __init__(self, *args: Any, audit: AuditList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Department.objects.filter(Q(until=None) | Q(until__gte=today()), county=audit.county_id)
        choose_from(self, "unit", rows)

    def line(self) -> Problem:
        """As the command takes it."""
        data = self.cleaned_data
        return Problem(data["unit"], data["problem"], data["amount"], data["measure"], data["planned_on"])


class ImportForm(ListedForm, CommandForm):
    """导入问题."""


class HeardForm(CommandForm):
    """登记听取报告."""

    meeting = forms.ModelChoiceField(label=_("常委会会议"), queryset=Meeting.objects.none(), empty_label=_("请选择"))

    def __init__(self, *args: Any, audit: AuditList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _held(self, "meeting", audit.county_id)


class PublishedForm(CommandForm):
    """登记公布."""

    on = forms.DateField(label=_("公布日期"), widget=forms.DateInput)
    where = forms.CharField(label=_("公布的地方"), max_length=120)
