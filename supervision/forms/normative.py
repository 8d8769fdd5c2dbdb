"""Forms of normative documents: filing, the steps of a review, requests, catalogues, the list's filter."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from congress.access import standing
from congress.clock import today
from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import FilesField, many, words
from congress.labels import choices
from congress.models import Attachment, Body, Congress, Department, Meeting, User
from congress.rules.meetings import MeetingState
from congress.services.files import Upload
from supervision.access.normative import MAKERS, own_offices
from supervision.models import NormativeDocument
from supervision.queries.normative.measures import measured
from supervision.rules.normative import (
    NUMBER_MAX,
    REASONED,
    TITLE_MAX,
    Asker,
    FilingMaterial,
    Ground,
    NormativeEvent,
    NormativeState,
    Occasion,
    lacking,
)
from supervision.services.normative.registering import Filed
from supervision.services.normative.requests import Claim
from supervision.services.normative.reviewing import MEETINGS, Done

ORGAN, TOWNSHIP = "organ", "township"


def makers(county: int | None) -> list[tuple[str, str]]:
    """Who files here: the organs of the county and the congresses of its townships."""
    organs = Department.objects.filter(county=county, system__in=MAKERS, until=None).values_list("pk", "name")
    townships = Congress.objects.filter(county=county, level=Congress.Level.TOWNSHIP).values_list("pk", "name")
    return [(f"{ORGAN}-{pk}", name) for pk, name in organs] + [(f"{TOWNSHIP}-{pk}", name) for pk, name in townships]


def offices_of(user: User) -> QuerySet[Body]:
    """Offices of the county congress in which somebody works."""
    return Body.objects.filter(pk__in=own_offices(user), until=None)


def reviewers(county: int | None) -> QuerySet[Body]:
    """Offices a document may be distributed to."""
    kinds = [Body.Kind.OFFICE, Body.Kind.DEPUTIES_OFFICE, Body.Kind.COMMITTEE, Body.Kind.SPECIAL_COMMITTEE]
    rows = Body.objects.filter(Q(until=None) | Q(until__gte=today()), congress=county, kind__in=kinds)
    return rows.order_by("place_order", "id")


class MakerForm(CommandForm):
    """A maker and the office that keeps what comes from it."""

    maker = forms.ChoiceField(label=_("制定机关"), choices=[])
    office = forms.ModelChoiceField(label=_("登记机构"), queryset=Body.objects.none(), empty_label=None)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["maker"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("请选择")), *makers(user.county_id)]
        mine = offices_of(user)
        choose_from(self, "office", mine)
        self.fields["office"].initial = mine.first()

    def made_by(self) -> tuple[Department | None, Congress | None]:
        """The organ or the township chosen."""
        kind, _dash, pk = self.cleaned_data["maker"].partition("-")
        if kind == ORGAN:
            return Department.objects.get(pk=pk), None
        return None, Congress.objects.get(pk=pk)


class FilingForm(MakerForm):
    """报备登记."""

    title = forms.CharField(label=_("文件名称"), max_length=TITLE_MAX)
    number = forms.CharField(label=_("文号"), max_length=NUMBER_MAX, required=False)
    published_on = forms.DateField(label=_("公布日期"), widget=forms.DateInput)
    submitted_on = forms.DateField(label=_("报送日期"), widget=forms.DateInput)
    materials = forms.MultipleChoiceField(
        label=_("报备材料"),
        choices=choices(FilingMaterial),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("勾选已经收到的；不齐的先登记，再通知补正"),
    )
    grounds = words(_("制定依据"), required=False, rows=3, limit=2000, help_text=_("所依据的法律、法规和上级文件"))
    occasion = forms.ChoiceField(label=_("审查方式"), choices=choices(Occasion), initial=Occasion.ACTIVE)
    refiles = forms.ModelChoiceField(
        label=_("重新报送自"), queryset=NormativeDocument.objects.none(), required=False, empty_label=_("不是重新报送")
    )
    attached = FilesField(label=_("文件"), required=False)

    def __init__(self, *args: Any, user: User, document: NormativeDocument | None = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        if document is not None:
            for name in ("office", "refiles", "attached"):
                del self.fields[name]
            return
        again = [NormativeState.RETURNED, NormativeState.OPINION, NormativeState.PROMISED]
        rows = NormativeDocument.objects.filter(county=user.county_id, state__in=again).order_by("-id")
        choose_from(self, "refiles", rows)

    def filed(self) -> Filed:
        """As the command takes it."""
        data, (organ, township) = self.cleaned_data, self.made_by()
        return Filed(
            organ,
            township,
            data["title"],
            data["number"],
            data["published_on"],
            data["submitted_on"],
            [FilingMaterial(one) for one in data["materials"]],
            data["grounds"],
            Occasion(data["occasion"]),
        )

    def uploads(self) -> list[Upload]:
        """What was filed is the maker's own, so it may read it."""
        return many(self, Attachment.Slot.PHOTO, Attachment.Mark.PUBLIC)


class StepForm(CommandForm):
    """One step of a review: its fields are those the event needs."""

    on = forms.DateField(label=_("日期"), widget=forms.DateInput)
    ground = forms.ChoiceField(
        label=_("问题的性质"),
        choices=choices(Ground),
        widget=forms.RadioSelect,
        help_text=_("监督法第三十九条规定的撤销理由"),
    )
    materials = forms.MultipleChoiceField(label=_("补来的材料"), choices=[], widget=forms.CheckboxSelectMultiple)
    meeting = forms.ModelChoiceField(label=_("会议"), queryset=Meeting.objects.none(), empty_label=_("请选择"))
    refiled = forms.ModelChoiceField(
        label=_("重新报送的文件"), queryset=NormativeDocument.objects.none(), empty_label=_("请选择")
    )
    bodies = forms.ModelMultipleChoiceField(
        label=_("审查机构"), queryset=Body.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    occasion = forms.ChoiceField(label=_("审查方式"), choices=choices(Occasion))
    note = words(_("情况和理由"), rows=5, limit=4000)

    WANTED = {
        "ground": {NormativeEvent.SEND_OPINION, NormativeEvent.ANNUL},
        "materials": {NormativeEvent.SUPPLEMENTED},
        "meeting": set(MEETINGS),
        "refiled": {NormativeEvent.REFILE},
        "bodies": {NormativeEvent.DISTRIBUTE, NormativeEvent.REOPEN},
        "occasion": {NormativeEvent.DISTRIBUTE},
    }

    def __init__(self, *args: Any, document: NormativeDocument, event: NormativeEvent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, events in self.WANTED.items():
            if event not in events:
                del self.fields[name]
        if event in (NormativeEvent.DISTRIBUTE, NormativeEvent.REOPEN):
            del self.fields["on"]
        self.fields["note"].required = event in REASONED
        self._offer(document, event)

    def _offer(self, document: NormativeDocument, event: NormativeEvent) -> None:
        county = document.county_id
        if "materials" in self.fields:
            field = self.fields["materials"]
            assert isinstance(field, forms.MultipleChoiceField)
            missing = lacking(document.materials)
            field.choices = [pair for pair in choices(FilingMaterial) if FilingMaterial(str(pair[0])) in missing]
        if "meeting" in self.fields:
            held = Meeting.objects.filter(county=county, kind=MEETINGS[event])
            held = held.filter(state__in=[MeetingState.OPEN, MeetingState.CLOSED]).select_related("term", "body")
            choose_from(self, "meeting", held.order_by("-starts_on"))
        if "refiled" in self.fields:
            same = NormativeDocument.objects.filter(organ=document.organ, township=document.township, county=county)
            choose_from(self, "refiled", same.exclude(pk=document.pk).order_by("-id"))
        if "bodies" in self.fields:
            choose_from(self, "bodies", reviewers(county))

    def done(self) -> Done:
        """As the command takes it."""
        data = self.cleaned_data
        ground = data.get("ground")
        return Done(
            on=data.get("on") or today(),
            note=data["note"],
            meeting=data.get("meeting"),
            ground=Ground(ground) if ground else None,
            materials=[FilingMaterial(one) for one in data.get("materials", [])],
            refiled=data.get("refiled"),
        )


class FindingForm(CommandForm):
    """提出审查意见."""

    objects_to = forms.ChoiceField(
        label=_("结论"),
        choices=[("none", _("没有发现问题")), *choices(Ground)],
        widget=forms.RadioSelect,
        help_text=_("存在问题的，按监督法第三十九条规定的撤销理由选择"),
    )
    finding = words(_("审查意见"), rows=6, limit=4000)

    def ground(self) -> Ground | None:
        """On what it objects; None for nothing."""
        chosen = self.cleaned_data["objects_to"]
        return None if chosen == "none" else Ground(chosen)


class RequestForm(CommandForm):
    """登记审查要求、审查建议."""

    asker = forms.ChoiceField(label=_("提出人"), choices=choices(Asker), widget=forms.RadioSelect)
    name = forms.CharField(label=_("名称或者姓名"), max_length=80)
    contact = forms.CharField(label=_("联系方式"), max_length=80, required=False)
    received_on = forms.DateField(label=_("收到日期"), widget=forms.DateInput)
    text = words(_("理由"), rows=5, limit=4000)

    def claim(self) -> Claim:
        """As the command takes it."""
        data = self.cleaned_data
        return Claim(Asker(data["asker"]), data["name"], data["received_on"], data["text"], data["contact"])


class AnswerForm(CommandForm):
    """登记答复."""

    on = forms.DateField(label=_("答复日期"), widget=forms.DateInput)
    reply = words(_("答复内容"), rows=4, limit=2000)


class ListedForm(forms.Form):
    """A list, pasted or as a file; never both."""

    listed = forms.CharField(
        label=_("粘贴名单"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("从 Excel 复制，连同表头一起粘贴"),
    )
    file = forms.FileField(label=_("或者上传 Excel、CSV"), required=False)

    def source(self) -> tuple[bytes, str]:
        """The bytes and the name the table is read from."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), file.name
        return self.cleaned_data["listed"].encode(), ""


class CatalogueForm(ListedForm, MakerForm):
    """年度目录核对."""

    year = forms.IntegerField(label=_("目录年度"), min_value=2000, max_value=2100)
    received_on = forms.DateField(label=_("收到日期"), widget=forms.DateInput)
    field_order = ["version", "maker", "office", "year", "received_on", "listed", "file"]


class NormativeFilter(django_filters.FilterSet):
    """The register's filters, kept in the address bar."""

    q = django_filters.CharFilter(label=_("名称或者文号"), method="search")
    maker = django_filters.ChoiceFilter(label=_("制定机关"), empty_label=_("全部"), method="made_by", choices=[])
    year = django_filters.NumberFilter(label=_("登记年度"), min_value=2000, max_value=2100)
    state = django_filters.ChoiceFilter(label=_("状态"), empty_label=_("全部"), choices=choices(NormativeState))
    office = django_filters.ModelChoiceFilter(
        label=_("审查机构"), empty_label=_("全部"), queryset=Body.objects.none(), method="sent_to"
    )
    due = django_filters.ChoiceFilter(
        label=_("期限"), empty_label=_("全部"), method="by_due", choices=[("late", _("已逾期"))]
    )
    figure = django_filters.CharFilter(method="counted", widget=forms.HiddenInput)

    class Meta:
        model = NormativeDocument
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request is not None:
            county = standing(self.request.user).county_id
            self.filters["maker"].extra["choices"] = makers(county)
            self.filters["office"].queryset = reviewers(county)
            self.filters["office"].extra["queryset"] = reviewers(county)

    def search(self, rows: QuerySet[NormativeDocument], name: str, value: str) -> QuerySet[NormativeDocument]:
        """Title or number."""
        return rows.filter(Q(title__icontains=value) | Q(number__icontains=value))

    def made_by(self, rows: QuerySet[NormativeDocument], name: str, value: str) -> QuerySet[NormativeDocument]:
        """By one maker."""
        kind, _dash, pk = value.partition("-")
        return rows.filter(**{kind: pk})

    def sent_to(self, rows: QuerySet[NormativeDocument], name: str, value: Body) -> QuerySet[NormativeDocument]:
        """Distributed to one office."""
        return rows.filter(reviews__body=value).distinct()

    def by_due(self, rows: QuerySet[NormativeDocument], name: str, value: str) -> QuerySet[NormativeDocument]:
        """Whose present date has passed."""
        return rows.filter(due_on__lt=today())

    def counted(self, rows: QuerySet[NormativeDocument], name: str, value: str) -> QuerySet[NormativeDocument]:
        """What a figure of the yearly report counts."""
        return measured(rows, value)
