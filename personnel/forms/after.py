"""Forms of what follows an appointment: reports asked for and received, reviews, sanctions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import FilesField, units_of, words
from congress.labels import choices
from congress.models import Ballot, Department, Meeting
from personnel.models import Holding
from personnel.rules.after import SanctionKind
from personnel.services.after import Feedback, Incumbent, Notified


def incumbent(holding: Holding) -> Incumbent:
    """Whoever holds an office, as the commands name him."""
    return Incumbent(holding.person, holding.office.organ, holding.office.title)


def _words(holding: Holding) -> str:
    return f"{holding.person}　{holding.office}"


class HoldingChoice(forms.ModelChoiceField):
    """One office of a person."""

    def label_from_instance(self, obj: Any) -> str:
        """罗秀英　县民政局局长."""
        return _words(obj)


class HoldingsChoice(forms.ModelMultipleChoiceField):
    """Several people by the office they hold."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """罗秀英　县民政局局长."""
        return _words(obj)


class AskForm(CommandForm):
    """要求报送年度履职报告."""

    year = forms.IntegerField(label=_("报告年度"), min_value=2000, max_value=2100)
    people = HoldingsChoice(label=_("报告人"), queryset=Holding.objects.none())
    due_on = forms.DateField(label=_("报送截止日"), widget=forms.DateInput)
    oral = forms.BooleanField(label=_("到会口头报告"), required=False)

    def __init__(self, *args: Any, people: QuerySet[Holding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "people", people)

    def incumbents(self) -> list[Incumbent]:
        """Who is asked."""
        return [incumbent(one) for one in self.cleaned_data["people"]]


class ReceiveForm(CommandForm):
    """登记收到履职报告."""

    on = forms.DateField(label=_("收到日期"), widget=forms.DateInput)
    summary = words(_("要点"), required=False, rows=5, limit=2000)
    attached = FilesField(label=_("报告"), required=False, help_text=_("涉密材料只收纸质，不得上传"))


class ListForm(CommandForm):
    """列入述职评议名单."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    listed_at = forms.ModelChoiceField(
        label=_("确定名单的主任会议"), queryset=Meeting.objects.none(), empty_label=_("请选择")
    )
    people = HoldingsChoice(label=_("评议对象"), queryset=Holding.objects.none())

    def __init__(self, *args: Any, people: QuerySet[Holding], meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "people", people)
        choose_from(self, "listed_at", meetings)

    def incumbents(self) -> list[Incumbent]:
        """Who is reviewed."""
        return [incumbent(one) for one in self.cleaned_data["people"]]


class LinkForm(CommandForm):
    """关联测评."""

    ballot = forms.ModelChoiceField(label=_("测评"), queryset=Ballot.objects.none(), empty_label=_("请选择"))

    def __init__(self, *args: Any, ballots: QuerySet[Ballot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "ballot", ballots)


class FeedbackForm(CommandForm):
    """登记反馈."""

    on = forms.DateField(label=_("反馈本人日期"), widget=forms.DateInput)
    opinion = words(_("评议意见"), rows=6, limit=2000)
    party_on = forms.DateField(
        label=_("送县委日期"), required=False, widget=forms.DateInput, help_text=_("只记日期，材料以纸质送达")
    )

    def feedback(self) -> Feedback:
        """As the command takes it."""
        data = self.cleaned_data
        return Feedback(data["on"], data["opinion"], data["party_on"])


class RectifyForm(CommandForm):
    """交办整改."""

    by = forms.DateField(label=_("整改期限"), widget=forms.DateInput, help_text=_("本县规定，由主任会议确定"))
    unit = forms.ModelChoiceField(
        label=_("所在单位"),
        queryset=Department.objects.none(),
        empty_label=_("请选择"),
        help_text=_("只用于注明职务所在；单位的联络员和分管领导看不到"),
    )
    demand = words(_("要求整改的问题"), rows=6, limit=2000, help_text=_("从评议意见中摘出，逐项写明"))

    def __init__(self, *args: Any, county: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units_of(county))


class SanctionForm(CommandForm):
    """登记政务处分通报."""

    office = HoldingChoice(label=_("职务"), queryset=Holding.objects.none(), empty_label=None)
    kind = forms.ChoiceField(
        label=_("处分"),
        choices=choices(SanctionKind),
        help_text=_("撤职、开除的，应当先依法免去或者撤销其职务（政务处分法第五十条）"),
    )
    decided_by = forms.CharField(label=_("作出处分的机关"), max_length=60)
    decided_on = forms.DateField(label=_("处分日期"), widget=forms.DateInput)
    number = forms.CharField(label=_("文号"), required=False, max_length=60)
    received_on = forms.DateField(label=_("收到通报日期"), widget=forms.DateInput)
    note = words(_("说明"), required=False, rows=3, limit=300)

    def __init__(self, *args: Any, offices: QuerySet[Holding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "office", offices)

    def notified(self) -> Notified:
        """As the command takes it."""
        data = self.cleaned_data
        values = {name: data[name] for name in ("decided_by", "decided_on", "received_on", "number", "note")}
        return Notified(SanctionKind(data["kind"]), **values)
