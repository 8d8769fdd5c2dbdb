"""Forms of a matter's steps and of the yearly list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import words
from congress.labels import choices
from congress.models import AgendaItem, Ballot, Body, Congress, Department, Meeting
from congress.rules.ballots import BallotKind, BallotState
from congress.rules.meetings import ON_AGENDA, MeetingKind, MeetingState
from decisions.models import ListEntry, Matter
from decisions.rules.matters import (
    TITLE_MAX,
    Adopted,
    DecidedAs,
    Effect,
    Field,
    Grade,
    MatterForm,
    Proposer,
    StudyKind,
    ViewSource,
)
from decisions.services.lists import Wanted
from decisions.services.matters import Decision, Paper, Study

OFFICES = (Body.Kind.OFFICE, Body.Kind.COMMITTEE, Body.Kind.SPECIAL_COMMITTEE, Body.Kind.DEPUTIES_OFFICE)


def day(label: Any, **more: Any) -> forms.DateField:
    """A date field."""
    return forms.DateField(label=label, widget=forms.DateInput, **more)


def units(county: Congress) -> Any:
    """Units that exist today."""
    return Department.objects.filter(Q(until=None) | Q(until__gte=today()), county=county)


class MatterPaperForm(CommandForm):
    """登记 or 修改."""

    title = forms.CharField(label=_("事项名称"), max_length=TITLE_MAX, help_text=_("如“关于批准…的议案”"))
    field = forms.ChoiceField(label=_("类别"), choices=choices(Field), help_text=_("地方组织法第五十条所列方面"))
    form = forms.ChoiceField(label=_("形式"), choices=choices(MatterForm), widget=forms.RadioSelect)
    proposer = forms.ChoiceField(label=_("提请主体"), choices=choices(Proposer))
    organ = forms.ModelChoiceField(
        label=_("提请机关"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=_("不是由机关提请"),
        help_text=_("由政府、监委、法院、检察院提请的填写"),
    )
    signers = forms.IntegerField(
        label=_("联名人数"), required=False, min_value=0, help_text=_("组成人员联名的填写，三人以上")
    )
    amount = forms.IntegerField(label=_("金额（万元）"), required=False, min_value=0)
    received_on = day(_("收到日期"))
    office = forms.ModelChoiceField(label=_("负责的工作机构"), queryset=Body.objects.none(), empty_label=_("请选择"))
    entry = forms.ModelChoiceField(
        label=_("年度清单事项"), queryset=ListEntry.objects.none(), required=False, empty_label=_("清单外事项")
    )

    def __init__(self, *args: Any, county: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "organ", units(county))
        choose_from(self, "office", Body.objects.filter(congress=county, kind__in=OFFICES).order_by("place_order"))
        adopted = ListEntry.objects.filter(list__county=county, list__adopted_on__isnull=False)
        choose_from(self, "entry", adopted.order_by("-list__year", "position"))

    def paper(self) -> Paper:
        """As the command takes it."""
        data = self.cleaned_data
        return Paper(
            title=data["title"],
            field=Field(data["field"]),
            form=MatterForm(data["form"]),
            proposer=Proposer(data["proposer"]),
            office=data["office"],
            received_on=data["received_on"],
            organ=data["organ"],
            signers=data["signers"] or 0,
            amount=data["amount"],
            entry=data["entry"],
        )


class StudyForm(CommandForm):
    """调研、论证、听证、检查."""

    kind = forms.ChoiceField(label=_("方式"), choices=choices(StudyKind), widget=forms.RadioSelect)
    on = day(_("日期"))
    place = forms.CharField(label=_("地点"), max_length=80, required=False)
    people = forms.CharField(label=_("参加人员"), max_length=200, required=False)
    findings = words(_("情况和意见"), rows=6, limit=4000)

    def study(self) -> Study:
        """As the command takes it."""
        data = self.cleaned_data
        return Study(StudyKind(data["kind"]), data["on"], data["findings"], data["place"], data["people"])


class ViewForm(CommandForm):
    """登记意见."""

    source = forms.ChoiceField(label=_("来自"), choices=choices(ViewSource), widget=forms.RadioSelect)
    name = forms.CharField(label=_("姓名或者单位"), max_length=60, required=False)
    text = words(_("意见"), rows=5, limit=2000)


class AnswerForm(CommandForm):
    """答复意见."""

    adopted = forms.ChoiceField(label=_("采纳情况"), choices=choices(Adopted), widget=forms.RadioSelect)
    answer = words(_("答复"), required=False, limit=1000, help_text=_("没有全部采纳的必须说明理由"))


class TableForm(CommandForm):
    """列入会议."""

    item = forms.ModelChoiceField(
        label=_("会议议题"),
        queryset=AgendaItem.objects.none(),
        empty_label=_("请选择"),
        help_text=_("先在会议页面把它编入议程草案，议程由主任会议拟订（地方组织法第五十四条）"),
    )
    intended = forms.ChoiceField(label=_("拟作"), choices=choices(DecidedAs), widget=forms.RadioSelect)
    late_reason = forms.CharField(
        label=_("逾期仍列入的理由"), max_length=300, required=False, help_text=_("提出晚于本县规定日期的填写")
    )

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = AgendaItem.objects.filter(
            meeting__county=matter.county,
            meeting__kind=MeetingKind.STANDING_COMMITTEE,
            meeting__state__in=[MeetingState.PREPARING, MeetingState.NOTIFIED, MeetingState.OPEN],
            state__in=ON_AGENDA,
            restricted=False,
        )
        rows = rows.filter(Q(matter=None) | Q(matter=matter)).select_related("meeting")
        choose_from(self, "item", rows.order_by("meeting__starts_on", "position"))


class DecideForm(CommandForm):
    """登记决定."""

    decided_as = forms.ChoiceField(label=_("作出"), choices=choices(DecidedAs), widget=forms.RadioSelect)
    on = day(_("决定日期"))
    text = words(_("主要内容"), required=False, rows=6, limit=4000)
    report_by = day(
        _("决定规定的报告期限"), required=False, help_text=_("决定本身没有规定的不填，按本县规定推算；法律只要求“及时”")
    )

    def decision(self) -> Decision:
        """As the command takes it."""
        data = self.cleaned_data
        return Decision(DecidedAs(data["decided_as"]), data["on"], data["text"], data["report_by"])


class TaskForm(CommandForm):
    """交办任务."""

    text = words(_("任务"), rows=3, limit=300)
    department = forms.ModelChoiceField(
        label=_("责任单位"), queryset=Department.objects.none(), empty_label=_("请选择单位")
    )
    due_on = day(_("期限"), required=False, help_text=_("决议、决定写明日期的填写；不填的按本县规定推算"))

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "department", units(matter.county))


class ReportForm(CommandForm):
    """登记执行情况报告."""

    on = day(_("报告日期"))
    report = words(_("执行情况"), rows=6, limit=4000)
    despite = forms.CharField(
        label=_("先行报告的理由"), max_length=300, required=False, help_text=_("还有任务没有办结的填写")
    )


class AssessForm(CommandForm):
    """登记测评结果."""

    ballot = forms.ModelChoiceField(
        label=_("满意度测评"),
        queryset=Ballot.objects.none(),
        required=False,
        empty_label=_("没有作测评表决"),
        help_text=_("测评是本县做法，不是法律规定的程序"),
    )
    grade = forms.ChoiceField(
        label=_("等次"),
        choices=choices(Grade),
        widget=forms.RadioSelect,
        required=False,
        help_text=_("有测评的以测评结果为准"),
    )

    def __init__(self, *args: Any, county: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Ballot.objects.filter(county=county, kind=BallotKind.ASSESSMENT, state=BallotState.CLOSED)
        choose_from(self, "ballot", rows.order_by("-id"))

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean()
        if not data.get("ballot") and not data.get("grade"):
            self.add_error("grade", _("请选择测评，或者直接选择等次。"))
        return data


class ReopenForm(CommandForm):
    """重新办理."""

    reason = words(_("理由"), rows=3, limit=300)
    report_by = day(_("再次报告的期限"))


class SupersedeForm(CommandForm):
    """登记被取代."""

    by = forms.ModelChoiceField(label=_("取代它的决定"), queryset=Matter.objects.none(), empty_label=_("请选择"))
    on = day(_("失效日期"))

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Matter.objects.filter(county=matter.county, effect=Effect.IN_FORCE, decided_on__gte=matter.decided_on)
        choose_from(self, "by", rows.exclude(pk=matter.pk).order_by("-decided_on"))


class RepealForm(CommandForm):
    """登记废止."""

    reason = words(_("废止的依据"), rows=3, limit=300)
    on = day(_("废止日期"))


class YearForm(CommandForm):
    """起草年度清单."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    note = forms.CharField(label=_("说明"), max_length=300, required=False)


class EntryForm(CommandForm):
    """清单事项."""

    field = forms.ChoiceField(label=_("类别"), choices=choices(Field))
    title = forms.CharField(label=_("事项"), max_length=TITLE_MAX)
    range = forms.CharField(label=_("范围"), max_length=300, required=False)
    amount = forms.IntegerField(
        label=_("金额标准（万元）"),
        required=False,
        min_value=0,
        help_text=_("达到这个金额的须提请；不以金额划分的不填"),
    )
    form = forms.ChoiceField(label=_("形式"), choices=choices(MatterForm), widget=forms.RadioSelect)
    proposer = forms.ChoiceField(label=_("提请主体"), choices=choices(Proposer))
    month = forms.IntegerField(label=_("计划月份"), required=False, min_value=1, max_value=12)

    def wanted(self) -> Wanted:
        """As the command takes it."""
        data = self.cleaned_data
        return Wanted(
            Field(data["field"]),
            data["title"],
            MatterForm(data["form"]),
            Proposer(data["proposer"]),
            data["range"],
            data["amount"],
            data["month"],
        )


class AdoptForm(CommandForm):
    """登记通过."""

    meeting = forms.ModelChoiceField(label=_("主任会议"), queryset=Meeting.objects.none(), empty_label=_("请选择"))
    on = day(_("通过日期"))

    def __init__(self, *args: Any, county: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Meeting.objects.filter(county=county, kind=MeetingKind.CHAIRPERSONS)
        held = rows.filter(state__in=[MeetingState.OPEN, MeetingState.CLOSED]).select_related("term", "body")
        choose_from(self, "meeting", held.order_by("-starts_on"))
