"""Forms of a topic: a step, a view and its answer, the team, questions, progress, publication, the sharp ways."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.activities import holders, offices, several
from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import FilesField, many, words
from congress.labels import LABELS, choices
from congress.models import Activity, AgendaItem, Attachment, Body, Department, Document, Mandate, Meeting, Person
from congress.rules.activities import ActivityState
from congress.rules.meetings import ItemState
from congress.rules.roles import COMMITTEE, OFFICE
from congress.services.files import Upload
from supervision.forms.plans import documents, fields_of, held_of, units
from supervision.models import CollectedView, InquiryQuestion, Publication, Topic, TopicStep
from supervision.rules.rare import Forum, MovedBy
from supervision.rules.topics import SaidBy, TopicPart, TopicState
from supervision.rules.ways import STANDS, Check, StepCode, Way, step_of
from supervision.services.rare import Moved
from supervision.services.steps import Done
from supervision.services.views import Said
from supervision.services.ways import Month, Question

SLOT = Attachment.Slot.TOPIC


class FilesForm(CommandForm):
    """Files, public for the organ or kept inside."""

    attached = FilesField(label=_("文件"), required=False)
    public = forms.BooleanField(label=_("报告机关也可以看"), required=False)

    def uploads(self) -> list[Upload]:
        """The files as uploads."""
        mark = Attachment.Mark.PUBLIC if self.cleaned_data["public"] else Attachment.Mark.INTERNAL
        return many(self, SLOT, mark)


class StepForm(FilesForm):
    """登记一步: when, what shows it, what was checked."""

    on = forms.DateField(label=_("完成日期"), widget=forms.DateInput)
    meeting = forms.ModelChoiceField(
        label=_("会议"), queryset=Meeting.objects.none(), required=False, empty_label=_("请选择")
    )
    checks = forms.MultipleChoiceField(label=_("核对"), required=False, widget=forms.CheckboxSelectMultiple)
    document = forms.ModelChoiceField(
        label=_("公文"), queryset=Document.objects.none(), required=False, empty_label=_("没有关联")
    )
    note = words(_("情况"), required=False, limit=4000)
    field_order = ["version", "on", "meeting", "checks", "note", "document", "attached", "public"]

    def __init__(self, *args: Any, step: TopicStep, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = step_of(Way(step.topic.way), StepCode(step.code))
        county = step.topic.county_id
        if rule.meeting:
            choose_from(self, "meeting", held_of(county, rule.meeting))
            self.fields["meeting"].help_text = _("只列已经举行的%(kind)s") % {"kind": LABELS[rule.meeting]}
        else:
            del self.fields["meeting"]
        if rule.checks:
            field = self.fields["checks"]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = [(one.value, LABELS[one]) for one in rule.checks]
        else:
            del self.fields["checks"]
        if rule.paper:
            choose_from(self, "document", documents(county, rule.paper))
        else:
            del self.fields["document"]

    def done(self) -> Done:
        """What was filled in."""
        data = self.cleaned_data
        return Done(
            data["on"],
            data["note"],
            data.get("meeting"),
            data.get("document"),
            [Check(code) for code in data.get("checks", [])],
            self.uploads(),
        )


class SchemeForm(CommandForm):
    """方案."""

    scheme = words(_("方案"), required=False, rows=12, limit=8000, help_text=_("目的、内容、方式、人员、时间安排"))


class HangForm(CommandForm):
    """挂上活动."""

    activity = forms.ModelChoiceField(label=_("活动"), queryset=Activity.objects.none(), empty_label=_("请选择"))

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Activity.objects.filter(county=topic.county_id, starts_on__year__gte=topic.year - 1)
        rows = rows.exclude(state=ActivityState.CANCELLED).exclude(pk__in=topic.activities.values("activity"))
        choose_from(self, "activity", rows.order_by("-starts_on", "-id"))


class ItemField(forms.ModelChoiceField):
    """An item of an agenda with its meeting and day."""

    def label_from_instance(self, obj: AgendaItem) -> str:
        """Which meeting, which item."""
        return f"{obj.meeting.starts_on:%Y-%m-%d} {obj.meeting}：{obj.title}"


class AgendaForm(CommandForm):
    """列入会议: which item of which meeting."""

    item = ItemField(
        label=_("会议议题"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=_("没有"),
        help_text=_("先在会议里提出议题，再在这里对上；报告的二十日、十日、七日从会议日期往前推算"),
    )

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = Topic.objects.filter(item__isnull=False).exclude(pk=topic.pk).values("item")
        rows = AgendaItem.objects.filter(
            meeting__county=topic.county_id, meeting__starts_on__year__range=(topic.year - 1, topic.year + 1)
        )
        rows = rows.exclude(state=ItemState.DROPPED).exclude(pk__in=taken).filter(restricted=False)
        related = rows.select_related("meeting__term", "meeting__body", "meeting__session")
        choose_from(self, "item", related.order_by("-meeting__starts_on", "position"))


class ViewForm(CommandForm):
    """登记各方面意见: one by one, or an annex with several."""

    said_by = forms.ChoiceField(label=_("来自"), choices=choices(SaidBy))
    name = forms.CharField(label=_("提出人"), max_length=80, required=False, help_text=_("群众意见可以不写姓名"))
    text = words(_("意见"), required=False, limit=4000, help_text=_("只有附件的可以不写"))
    attached = forms.FileField(label=_("附件"), required=False, help_text=_("汇总成一份的上传附件"))
    number = forms.IntegerField(label=_("条数"), min_value=1, max_value=500, initial=1)
    collected_on = forms.DateField(label=_("收到日期"), widget=forms.DateInput)

    def said(self) -> Said:
        """What was filled in."""
        data = self.cleaned_data
        annex = Upload(SLOT, Attachment.Mark.PUBLIC, data["attached"]) if data["attached"] else None
        return Said(SaidBy(data["said_by"]), data["text"], data["collected_on"], data["name"], data["number"], annex)


class AnswerForm(CommandForm):
    """回应意见."""

    answer = words(_("回应"), rows=5, limit=4000, help_text=_("怎样研究、采纳了什么；不采纳的写明理由"))

    @staticmethod
    def starting_from(view: CollectedView) -> dict[str, object]:
        """What the form shows first of a view."""
        return {"answer": view.answer, "version": view.version}


class AcceptForm(CommandForm):
    """收下报告."""

    on = forms.DateField(label=_("收到日期"), widget=forms.DateInput)
    reason = words(_("没有回应全部意见仍收下的理由"), required=False, limit=200, rows=2)


class PeopleForm(CommandForm):
    """检查组或者调查委员会."""

    leader = forms.ModelChoiceField(
        label=_("组长"), queryset=Person.objects.none(), required=False, empty_label=_("请选择")
    )
    members = several(_("常委会组成人员"))
    deputies = several(_("邀请的代表"))
    staff = several(_("工作机构人员"))
    field_order = ["version", "leader", "members", "deputies", "staff"]

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        county = topic.county_id
        choose_from(self, "leader", holders(county, COMMITTEE))
        choose_from(self, "members", holders(county, COMMITTEE))
        choose_from(self, "staff", holders(county, OFFICE))
        choose_from(self, "deputies", _deputies(county))
        self.investigates = topic.way == Way.INVESTIGATION
        if not self.is_bound:
            self.initial.update(self._named(topic))

    @staticmethod
    def _named(topic: Topic) -> dict[str, object]:
        found: dict[str, list[int]] = {}
        for row in topic.people.all():
            found.setdefault(row.part, []).append(row.person_id)
        return {
            "leader": next(iter(found.get(TopicPart.LEADER, [])), None),
            "members": found.get(TopicPart.MEMBER, found.get(TopicPart.INVESTIGATOR, [])),
            "deputies": found.get(TopicPart.DEPUTY, []),
            "staff": found.get(TopicPart.STAFF, []),
        }

    def chosen(self) -> list[tuple[TopicPart, Person]]:
        """Who was chosen, in what quality."""
        data = self.cleaned_data
        member = TopicPart.INVESTIGATOR if self.investigates else TopicPart.MEMBER
        deputy = TopicPart.INVESTIGATOR if self.investigates else TopicPart.DEPUTY
        found = [(TopicPart.LEADER, data["leader"])] if data["leader"] else []
        found += [(member, person) for person in data["members"]]
        found += [(deputy, person) for person in data["deputies"]]
        return found + [(TopicPart.STAFF, person) for person in data["staff"]]


def _deputies(county: int) -> QuerySet[Person]:
    mandates = Mandate.objects.on(today()).filter(term__congress=county).values("person")
    return Person.objects.filter(pk__in=mandates).order_by("pinyin_key", "id")


class QuestionForm(CommandForm):
    """询问题目, 追问."""

    text = words(_("问题"), rows=3, limit=1000)
    asker = forms.ModelChoiceField(label=_("提问人"), queryset=Person.objects.none(), empty_label=_("请选择"))
    department = forms.ModelChoiceField(
        label=_("回答的部门"), queryset=Department.objects.none(), empty_label=_("请选择")
    )
    follows = forms.ModelChoiceField(
        label=_("追问哪个问题"), queryset=InquiryQuestion.objects.none(), required=False, empty_label=_("不是追问")
    )

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "asker", holders(topic.county_id, COMMITTEE))
        choose_from(self, "department", units(topic.county_id))
        choose_from(self, "follows", topic.questions.filter(follows=None))

    def question(self) -> Question:
        """What was filled in."""
        data = self.cleaned_data
        return Question(data["text"], data["asker"], data["department"], data["follows"])


class SpokenForm(CommandForm):
    """记录回答."""

    answered_by = forms.CharField(label=_("回答人"), max_length=60, help_text=_("姓名和职务"))
    answer = words(_("回答"), rows=5, limit=4000)


class ProgressForm(CommandForm):
    """登记项目进度."""

    month = forms.DateField(label=_("月份"), widget=forms.DateInput, help_text=_("选那个月的任何一天"))
    percent = forms.IntegerField(label=_("累计完成（%）"), min_value=0, max_value=100)
    invested = forms.DecimalField(
        label=_("累计投资（万元）"), required=False, min_value=Decimal(0), max_digits=12, decimal_places=2
    )
    text = forms.CharField(label=_("进度"), max_length=300)
    problem = forms.CharField(label=_("存在的问题"), max_length=300, required=False)

    def progress(self) -> Month:
        """What was filled in."""
        data = self.cleaned_data
        return Month(data["month"], data["percent"], data["text"], data["invested"], data["problem"])


class PublicationForm(CommandForm):
    """登记公布和通报."""

    published_on = forms.DateField(label=_("公布日期"), widget=forms.DateInput, required=False)
    where = forms.CharField(label=_("公布的地方"), max_length=120, required=False, help_text=_("如县人大网站"))
    told_on = forms.DateField(label=_("通报代表日期"), widget=forms.DateInput, required=False)
    document = forms.ModelChoiceField(
        label=_("公文"), queryset=Document.objects.none(), required=False, empty_label=_("没有关联")
    )

    def __init__(self, *args: Any, publication: Publication, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "document", documents(publication.topic.county_id).filter(state__in=list(STANDS)))
        for name in ("published_on", "where", "told_on", "document", "version"):
            self.initial.setdefault(name, getattr(publication, name))


class RareForm(CommandForm):
    """登记质询案、特定问题调查、撤职案."""

    way = forms.ChoiceField(
        label=_("种类"),
        widget=forms.RadioSelect,
        choices=[(w.value, LABELS[w]) for w in (Way.INTERPELLATION, Way.INVESTIGATION, Way.REMOVAL)],
    )
    forum = forms.ChoiceField(label=_("向谁提出"), choices=choices(Forum), widget=forms.RadioSelect)
    moved_by = forms.ChoiceField(label=_("提出者"), choices=choices(MovedBy), widget=forms.RadioSelect)
    title = forms.CharField(label=_("案由"), max_length=200)
    organ = forms.ModelChoiceField(
        label=_("质询对象、有关机关"), queryset=Department.objects.none(), required=False, empty_label=_("没有")
    )
    target = forms.ModelChoiceField(
        label=_("撤职对象"), queryset=Person.objects.none(), required=False, empty_label=_("没有")
    )
    question = words(_("问题"), limit=2000)
    content = words(_("内容"), rows=6, limit=4000, help_text=_("事实、理由和要求；不涉及具体案件"))
    members = several(_("联名的组成人员"), help_text=_("向常委会提出的：质询三人以上；调查、撤职五分之一以上"))
    deputies = several(_("联名的代表"), help_text=_("向大会提出的：质询十人以上；调查、罢免十分之一以上"))
    keeps_sources = forms.BooleanField(label=_("提供材料的公民要求来源保密"), required=False)
    unpublished = forms.BooleanField(label=_("调查期间不公布情况"), required=False)

    def __init__(self, *args: Any, county: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "organ", units(county))
        choose_from(self, "target", Person.objects.filter(county=county).order_by("pinyin_key", "id"))
        choose_from(self, "members", holders(county, COMMITTEE))
        choose_from(self, "deputies", _deputies(county))

    def moved(self) -> Moved:
        """What was filled in."""
        data = self.cleaned_data
        forum = Forum(data["forum"])
        names = ("title", "organ", "target", "question", "content", "keeps_sources", "unpublished")
        return Moved(
            way=Way(data["way"]),
            forum=forum,
            moved_by=MovedBy(data["moved_by"]),
            movers=list(data["members" if forum is Forum.COMMITTEE else "deputies"]),
            **{name: data[name] for name in names},
        )


class SatisfactionForm(CommandForm):
    """登记提出人是否满意."""

    dissatisfied = forms.IntegerField(label=_("不满意的提出人（人）"), min_value=0, max_value=1000)
    note = words(_("说明"), required=False, limit=500)


class TopicFilter(django_filters.FilterSet):
    """The list's filters, kept in the address bar."""

    year = django_filters.NumberFilter(label=_("年度"), min_value=1979, max_value=2100)
    way = django_filters.ChoiceFilter(empty_label=_("全部"), label=_("监督方式"), choices=choices(Way))
    state = django_filters.ChoiceFilter(empty_label=_("全部"), label=_("状态"), choices=choices(TopicState))
    organ = django_filters.ModelChoiceFilter(
        empty_label=_("全部"), label=_("报告机关"), queryset=lambda request: units(_county(request))
    )
    office = django_filters.ModelChoiceFilter(
        empty_label=_("全部"), label=_("机构"), queryset=lambda request: offices(_county(request)), method="worked_by"
    )
    field = django_filters.ModelChoiceFilter(
        empty_label=_("全部"), label=_("监督领域"), queryset=lambda request: fields_of(_county(request))
    )
    q = django_filters.CharFilter(label=_("题目"), method="matching", max_length=60)

    class Meta:
        model = Topic
        fields: tuple[str, ...] = ()

    def worked_by(self, rows: QuerySet[Topic], _name: str, body: Body) -> QuerySet[Topic]:
        """By the leading office, or one that works on it jointly."""
        return rows.filter(Q(office=body) | Q(joint__body=body)).distinct()

    def matching(self, rows: QuerySet[Topic], _name: str, value: str) -> QuerySet[Topic]:
        """By words of the title."""
        return rows.filter(title__icontains=value.replace("\0", ""))


def _county(request: Any) -> int:
    return getattr(request.user, "county_id", None) or 0 if request else 0
