"""Forms of a deliberation opinion: each step of its table asks what its command needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import FilesField, words
from congress.labels import choices, label
from congress.models import AgendaItem, Body, Congress, Department, Meeting, Person, Post
from congress.rules.followups import Mark
from congress.rules.meetings import MeetingKind, MeetingState
from congress.rules.roles import Role
from congress.services.files import Upload
from supervision.models import DeliberationOpinion
from supervision.rules.opinions import Assessment, Paper, items_of
from supervision.services.opinions.deciding import Visit, measures_of
from supervision.services.opinions.drafting import Wording
from supervision.services.opinions.handling import Task, Written, upload_of

ORGANS = (
    Department.System.GOVERNMENT,
    Department.System.GOVERNMENT_OFFICE,
    Department.System.GOVERNMENT_DEPARTMENT,
    Department.System.SUPERVISORY,
    Department.System.COURT,
    Department.System.PROCURATORATE,
)
HELD = (MeetingState.OPEN, MeetingState.CLOSED)


def there(rows: QuerySet[Department]) -> QuerySet[Department]:
    """Units that exist today."""
    return rows.filter(Q(until=None) | Q(until__gte=today()))


def chairpersons_of(county: Congress) -> QuerySet[Meeting]:
    """Chairpersons' meetings that were held, the newest first."""
    rows = Meeting.objects.filter(county=county, kind=MeetingKind.CHAIRPERSONS, state__in=HELD)
    return rows.select_related("term", "body", "session").order_by("-starts_on", "-id")


def committee_meetings(county: Congress) -> QuerySet[Meeting]:
    """Meetings of the standing committee to come."""
    rows = Meeting.objects.filter(county=county, kind=MeetingKind.STANDING_COMMITTEE, state=MeetingState.PREPARING)
    return rows.select_related("term", "body", "session").order_by("starts_on", "id")


class OpinionForm(CommandForm):
    """起草审议意见: what was found, the text, and its items one a line."""

    title = forms.CharField(label=_("标题"), max_length=120, help_text=_("如“关于2025年度环境状况报告的审议意见”"))
    organ = forms.ModelChoiceField(
        label=_("研究处理机关"),
        queryset=Department.objects.none(),
        empty_label=_("请选择"),
        help_text=_("交县人民政府的，由政府办公室接收并分解到部门"),
    )
    leader = forms.ModelChoiceField(
        label=_("分管副主任"), queryset=Person.objects.none(), required=False, empty_label=_("不指定")
    )
    findings = words(_("调研和检查发现的问题"), required=False, rows=4, limit=5000)
    body = words(_("审议意见正文"), rows=12, limit=20000, help_text=_("从发言和报告整理；应当准确、完整"))
    items = words(_("逐条意见"), rows=8, limit=8000, help_text=_("每条一段，交办后逐条跟踪；开头的序号可写可不写"))
    second = forms.BooleanField(
        label=_("须再次审议"), required=False, help_text=_("重大专项工作报告再审制（本县制度），办理报告不能存查")
    )
    second_meeting = forms.ModelChoiceField(
        label=_("再次审议的常委会会议"), queryset=Meeting.objects.none(), required=False, empty_label=_("以后再定")
    )

    def __init__(self, *args: Any, county: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = there(Department.objects.filter(county=county, system__in=ORGANS))
        choose_from(self, "organ", organs)
        posts = Post.objects.on(today()).filter(role__in=[Role.CHAIR, Role.VICE_CHAIR], body__congress=county)
        choose_from(self, "leader", Person.objects.filter(posts__in=posts).distinct())
        choose_from(self, "second_meeting", committee_meetings(county))

    def wording(self, office: Body | None = None) -> Wording:
        """As the command takes it."""
        data = self.cleaned_data
        return Wording(
            title=data["title"],
            body=data["body"],
            items=items_of(data["items"]),
            organ=data["organ"],
            office=office,
            leader=data["leader"],
            findings=data["findings"],
            second=data["second"],
            second_meeting=data["second_meeting"],
        )


class NewOpinionForm(CommandForm):
    """On which item of which meeting an opinion is drafted."""

    item = forms.ModelChoiceField(
        label=_("审议过的议题"),
        queryset=AgendaItem.objects.none(),
        empty_label=_("请选择"),
        help_text=_("只列已经举行的常委会会议的议题；发言记录会作为初稿"),
    )

    def __init__(self, *args: Any, items: QuerySet[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "item", items)


class ChairpersonsForm(CommandForm):
    """A decision of the chairpersons' meeting, with a word on it."""

    meeting = forms.ModelChoiceField(
        label=_("主任会议"),
        queryset=Meeting.objects.none(),
        empty_label=_("请选择"),
        help_text=_("只列已经举行的主任会议"),
    )
    note = words(_("说明"), required=False, rows=3)

    def __init__(self, *args: Any, opinion: DeliberationOpinion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "meeting", chairpersons_of(opinion.county))


class HandOverForm(CommandForm):
    """交办: number of a paper issued elsewhere, and a date the meeting set."""

    number = forms.CharField(
        label=_("发文字号"), required=False, max_length=30, help_text=_("在本系统印发的不填；已在OA发文的填写")
    )
    report_by = forms.DateField(
        label=_("另定的报告期限"),
        required=False,
        widget=forms.DateInput,
        help_text=_("主任会议对此件另定期限的填写；不填按本县规定计算"),
    )

    def __init__(self, *args: Any, opinion: DeliberationOpinion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if opinion.document_id:
            del self.fields["number"]


class TextForm(CommandForm):
    """One long text; ``text`` says what it is."""

    def __init__(self, *args: Any, label: Any, rows: int = 10, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = words(label, rows=rows, limit=20000, help_text=help_text)


class ReportForm(CommandForm):
    """书面报告, with its number and scan."""

    number = forms.CharField(label=_("文号"), required=False, max_length=40)
    text = words(
        _("研究处理情况报告"), rows=14, limit=20000, help_text=_("写明采纳情况、措施、效果；没有采纳的说明理由")
    )
    attached = FilesField(label=_("盖章扫描件"), required=False)

    def written(self) -> Written:
        """As the command takes it."""
        return Written(self.cleaned_data["text"], self.cleaned_data["number"])

    def uploads(self) -> list[Upload]:
        """The scans."""
        return [upload_of(file) for file in self.cleaned_data["attached"]]


class CheckForm(CommandForm):
    """跟踪检查."""

    on = forms.DateField(label=_("日期"), widget=forms.DateInput)
    place = forms.CharField(label=_("地点"), max_length=80)
    people = forms.CharField(label=_("参加人"), max_length=300)
    found = words(_("检查情况"), rows=6, limit=3000)
    assessment = forms.ChoiceField(label=_("评估"), choices=choices(Assessment), widget=forms.RadioSelect)

    def visit(self) -> Visit:
        """As the command takes it."""
        data = self.cleaned_data
        return Visit(data["on"], data["place"], data["people"], data["found"], Assessment(data["assessment"]))


class TableForm(ChairpersonsForm):
    """提请审议: which meeting decided it, and which one deliberates."""

    target = forms.ModelChoiceField(
        label=_("审议报告的常委会会议"),
        queryset=Meeting.objects.none(),
        empty_label=_("请选择"),
        help_text=_("只列筹备中的常委会会议；报告列入它的议题"),
    )
    field_order = ("meeting", "target")

    def __init__(self, *args: Any, opinion: DeliberationOpinion, **kwargs: Any) -> None:
        super().__init__(*args, opinion=opinion, **kwargs)
        del self.fields["note"]
        choose_from(self, "target", committee_meetings(opinion.county))


class RateForm(CommandForm):
    """审议结果, where it is not that of a vote of the house."""

    mark = forms.ChoiceField(
        label=_("审议结果"),
        choices=[("agreed", _("同意报告，未作测评")), *choices(Mark)],
        widget=forms.RadioSelect,
        help_text=_("在本系统进行满意度测评的，结果自动登记，不需要填写"),
    )
    note = words(_("意见和理由"), required=False, rows=3, help_text=_("不满意的必填"))

    def mark_given(self) -> Mark | None:
        """The mark; None where there was no vote."""
        given = self.cleaned_data["mark"]
        return None if given == "agreed" else Mark(given)


class FollowForm(ChairpersonsForm):
    """再次不满意: which means follow."""

    measures = forms.MultipleChoiceField(label=_("后续监督方式"), widget=forms.CheckboxSelectMultiple)
    field_order = ("measures", "meeting", "note")

    def __init__(self, *args: Any, opinion: DeliberationOpinion, **kwargs: Any) -> None:
        super().__init__(*args, opinion=opinion, **kwargs)
        field = self.fields["measures"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(measure.value, label(measure)) for measure in measures_of(opinion)]
        self.fields["note"].required = True
        self.fields["note"].help_text = _("怎样组织、由谁负责、什么时候完成")


class PaperForm(CommandForm):
    """公开和通报 of one of the three documents."""

    paper = forms.ChoiceField(label=_("文件"), choices=choices(Paper), widget=forms.RadioSelect)
    published_on = forms.DateField(label=_("向社会公开日期"), required=False, widget=forms.DateInput)
    place = forms.CharField(label=_("公开的地方"), required=False, max_length=120, help_text=_("如“县人大网站”"))
    notified_on = forms.DateField(label=_("向代表通报日期"), required=False, widget=forms.DateInput)


class SplitForm(CommandForm):
    """分解落实: unit, measure and date of every item, in one table."""

    def __init__(self, *args: Any, opinion: DeliberationOpinion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(opinion.items.order_by("position"))
        units = there(
            Department.objects.filter(
                Q(coordinator=opinion.receiver_id) | Q(pk=opinion.receiver_id), county=opinion.county
            )
        )
        options = [("", _("请选择")), *((str(unit.pk), str(unit)) for unit in units)]
        self.units = {unit.pk: unit for unit in units}
        for item in self.items:
            place = {"n": item.position}
            self.fields[f"department_{item.pk}"] = forms.ChoiceField(
                label=_("第%(n)s项的承办单位") % place,
                choices=options,
                required=False,
                initial=item.department_id or "",
            )
            self.fields[f"measure_{item.pk}"] = forms.CharField(
                label=_("第%(n)s项的措施") % place,
                required=False,
                max_length=1000,
                initial=item.measure,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"planned_on_{item.pk}"] = forms.DateField(
                label=_("第%(n)s项的完成时间") % place, required=False, initial=item.planned_on, widget=forms.DateInput
            )

    @property
    def rows(self) -> Iterable[tuple[Any, Any, Any, Any]]:
        """Each item with its three fields."""
        return [
            (item, self[f"department_{item.pk}"], self[f"measure_{item.pk}"], self[f"planned_on_{item.pk}"])
            for item in self.items
        ]

    def tasks(self) -> dict[int, Task]:
        """As the command takes them."""
        data = self.cleaned_data
        return {
            item.pk: Task(
                self.units.get(int(data[f"department_{item.pk}"] or 0)),
                data[f"measure_{item.pk}"],
                data[f"planned_on_{item.pk}"],
            )
            for item in self.items
        }
