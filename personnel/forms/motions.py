"""Forms of a motion: heading, lines pasted as a list, preparation, meeting, vote."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import words
from congress.labels import choices, label
from congress.models import Congress, Department, Meeting, Person
from congress.rules.meetings import MeetingKind
from congress.rules.votes import Method
from personnel.models import AppointmentLine, AppointmentMotion, Office
from personnel.rules.offices import Act, Proposer
from personnel.rules.papers import OPTIONAL, PaperCode, wanted
from personnel.services.preparing import BEFORE_OPENING, Heard
from personnel.services.voting import Way
from personnel.services.writing import Entry, Heading

SYSTEMS = ("government", "supervisory", "court", "procuratorate")
SPLIT = re.compile(r"[\t，,]")


class DateField(forms.DateField):
    """A day."""

    widget = forms.DateInput


class HeadingForm(CommandForm):
    """提请: who brings it in, signed by whom."""

    proposer = forms.ChoiceField(label=_("提请人"), choices=[("", _("请选择")), *choices(Proposer)])
    organ = forms.ModelChoiceField(
        label=_("提请机关"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=_("主任会议、组成人员联名的不填"),
    )
    signed_by = forms.CharField(
        label=_("签署人"), max_length=60, required=False, help_text=_("提请报告由正职签署，副职不能代签")
    )
    signed_on = DateField(label=_("签署日期"), required=False)
    signers = forms.IntegerField(
        label=_("联名人数"), min_value=0, required=False, help_text=_("只有组成人员联名提出撤职案时填写")
    )
    party_letter = forms.CharField(
        label=_("县委推荐函文号"), max_length=60, required=False, help_text=_("只登记文号和日期，函件不上传")
    )
    party_letter_on = DateField(label=_("县委推荐函日期"), required=False)
    reasons = words(_("提请理由"), required=False, rows=3, limit=2000)

    def __init__(self, *args: Any, county: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Department.objects.filter(Q(until=None) | Q(until__gte=today()), county=county, system__in=SYSTEMS)
        choose_from(self, "organ", rows)

    def heading(self) -> Heading:
        """As the command takes it."""
        data = self.cleaned_data
        return Heading(
            Proposer(data["proposer"]),
            data["organ"],
            data["signed_by"],
            data["signed_on"],
            data["signers"] or 0,
            data["reasons"],
            data["party_letter"],
            data["party_letter_on"],
        )


class LinesForm(CommandForm):
    """人选: one name a line, or a list pasted from Excel."""

    act = forms.ChoiceField(label=_("事项"), choices=choices(Act))
    office = forms.ModelChoiceField(label=_("职务"), queryset=Office.objects.none(), empty_label=_("请选择职务"))
    names = words(
        _("姓名"),
        rows=6,
        limit=20000,
        help_text=_("每行一人，可以从表格整列粘贴；姓名后用逗号或者制表符隔开现任职务"),
    )
    reason = forms.CharField(
        label=_("理由"), max_length=200, required=False, help_text=_("免职、接受辞职、撤职、自行终止的必填")
    )
    leaves_committee = forms.BooleanField(
        label=_("同时辞去常委会职务"), required=False, help_text=_("人选是常委会组成人员时（地方组织法第四十七条）")
    )

    def __init__(self, *args: Any, county: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "office", Office.objects.filter(county=county, until=None))

    def entries(self) -> list[Entry]:
        """A line for each name; empty lines are passed over."""
        data = self.cleaned_data
        found = []
        for line in data["names"].splitlines():
            name, post = (part.strip() for part in [*SPLIT.split(line, maxsplit=1), ""][:2])
            if name:
                found.append(
                    Entry(
                        act=Act(data["act"]),
                        office=data["office"],
                        name=name,
                        present_post=post,
                        reason=data["reason"],
                        leaves_committee=data["leaves_committee"],
                    )
                )
        return found


class PapersForm(CommandForm):
    """收讫（纸质）: a box for every paper of every line."""

    def __init__(self, *args: Any, lines: list[AppointmentLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.codes = [code for code in PaperCode if any(self._of(line, code) for line in lines)]
        for line in lines:
            for code in self.codes:
                if self._of(line, code):
                    self.fields[self._name(line, code)] = forms.BooleanField(
                        label=f"{line.name} {label(code)}", required=False, initial=code in line.received
                    )

    @staticmethod
    def _name(line: AppointmentLine, code: PaperCode) -> str:
        return f"p{line.pk}_{code.value}"

    @staticmethod
    def _of(line: AppointmentLine, code: PaperCode) -> bool:
        return code in wanted(Act(line.act), line.office.rule) or code in OPTIONAL

    def matrix(self) -> list[tuple[AppointmentLine, list[Any]]]:
        """Rows of boxes; None where a paper is not wanted."""
        return [
            (line, [self[name] if (name := self._name(line, code)) in self.fields else None for code in self.codes])
            for line in self.lines
        ]

    def received(self) -> dict[int, list[PaperCode]]:
        """As the command takes it."""
        return {
            line.pk: [code for code in self.codes if self.cleaned_data.get(self._name(line, code))]
            for line in self.lines
        }


class ExamForm(CommandForm):
    """登记成绩."""

    sat_on = DateField(label=_("考试日期"))
    mark = forms.IntegerField(label=_("成绩"), min_value=0, max_value=100)


class HearingForm(CommandForm):
    """What was heard of and from a candidate."""

    person = forms.ModelChoiceField(
        label=_("通讯录中的同一人"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("不是其中的人，或者还不在通讯录"),
        help_text=_("确认以后任职记入同一人名下；没有确认的，表决通过后新建人员"),
    )
    met_on = DateField(label=_("与组成人员见面日期"), required=False)
    statement_on = DateField(label=_("供职发言稿收讫日期"), required=False)
    complaint_on = DateField(label=_("收到反映日期"), required=False)
    complaint = words(_("反映的问题"), required=False, rows=2, limit=300)
    finding_on = DateField(label=_("核查报告日期"), required=False)
    finding = words(_("提请机关核查的结论"), required=False, rows=2, limit=300)
    defended_on = DateField(label=_("听取申辩日期"), required=False)
    defence = words(_("申辩"), required=False, rows=2, limit=300, help_text=_("撤职案须在表决前听取本人申辩"))

    def __init__(self, *args: Any, line: AppointmentLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bare = line.name.partition("（")[0]
        choose_from(self, "person", Person.objects.filter(county=line.motion.county_id, name=bare))
        if line.act != Act.DISMISS:
            del self.fields["defended_on"], self.fields["defence"]

    def heard(self) -> Heard:
        """As the command takes it."""
        names = ("met_on", "statement_on", "complaint_on", "complaint", "finding_on", "finding", "person")
        values: dict[str, Any] = {name: self.cleaned_data[name] for name in names}
        if "defence" in self.fields:
            values |= {name: self.cleaned_data[name] for name in ("defended_on", "defence")}
        return Heard(**values)


class HearForm(CommandForm):
    """主任会议听取."""

    heard_on = DateField(label=_("听取日期"), required=False)
    held = forms.CharField(label=_("暂缓的理由"), max_length=200, required=False, help_text=_("主任会议决定暂缓时填写"))


class ScheduleForm(CommandForm):
    """列入会议."""

    meeting = forms.ModelChoiceField(label=_("会议"), queryset=Meeting.objects.none(), empty_label=_("请选择会议"))
    late_reason = forms.CharField(
        label=_("逾期提请的理由"),
        max_length=200,
        required=False,
        help_text=_("距会议不足规定日数时，向主任会议说明的理由"),
    )

    def __init__(self, *args: Any, motion: AppointmentMotion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "meeting", coming(motion.county_id))


def coming(county: int) -> QuerySet[Meeting]:
    """Meetings of the standing committee that are not over."""
    rows = Meeting.objects.filter(county=county, kind=MeetingKind.STANDING_COMMITTEE, state__in=BEFORE_OPENING)
    return rows.select_related("term", "body").order_by("starts_on", "id")


class VotesForm(CommandForm):
    """准备表决."""

    sheets = forms.ChoiceField(
        label=_("票的形式"),
        choices=[("one", _("一张票列出全部人选，逐人计票")), ("each", _("一人一票，逐项表决"))],
        initial="one",
        widget=forms.RadioSelect,
    )
    method = forms.ChoiceField(label=_("表决方式"), choices=choices(Method), widget=forms.RadioSelect)
    scrutineers = forms.CharField(label=_("监票人"), max_length=200, required=False, help_text=_("用顿号隔开"))
    tellers = forms.CharField(label=_("计票人"), max_length=200, required=False, help_text=_("用顿号隔开"))

    def way(self) -> Way:
        """As the command takes it."""
        data = self.cleaned_data
        named = [tuple(n for n in re.split(r"[、，,\s]+", data[key]) if n) for key in ("scrutineers", "tellers")]
        return Way(data["sheets"] == "one", Method(data["method"]), *named)


class DayForm(CommandForm):
    """One day."""

    on = DateField(label=_("日期"))
