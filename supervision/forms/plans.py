"""Forms of the plan: its call, proposals, the draft of a topic, and the record of each decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.activities import offices, several
from congress.forms.base import CommandForm, choose_from
from congress.forms.meetings.planning import leaders_of
from congress.forms.parts import words
from congress.labels import LABELS, choices
from congress.models import Body, Department, Document, Meeting, Person
from congress.rules.documents.kinds import DocumentCode
from congress.rules.documents.life import DocumentState
from congress.rules.meetings import MeetingKind, MeetingState
from supervision.models import Plan, SupervisionField, Topic, TopicProposal
from supervision.rules.plans import CALLED, Change, ProposalState, Source
from supervision.rules.topics import TopicState
from supervision.rules.ways import PLANNED, STANDS, Way
from supervision.services.planning import Altered
from supervision.services.proposals import Draft, Proposed

MONTHS = [(n, _("%(n)s月") % {"n": n}) for n in range(1, 13)]
HELD = [MeetingState.OPEN, MeetingState.CLOSED]
PUBLIC_STATES = [DocumentState.ISSUED, DocumentState.PUBLISHED, DocumentState.ELSEWHERE]


def units(county: int) -> QuerySet[Department]:
    """Organs and units that exist today."""
    return Department.objects.filter(Q(until=None) | Q(until__gte=today()), county=county)


def fields_of(county: int) -> QuerySet[SupervisionField]:
    """The fields of supervision a county uses."""
    return SupervisionField.objects.filter(Q(county=county) | Q(county=None))


def chairs_held(county: int) -> QuerySet[Meeting]:
    """Chairpersons' meetings that sit or were held, the latest first."""
    rows = Meeting.objects.filter(county=county, kind=MeetingKind.CHAIRPERSONS, state__in=HELD)
    return rows.select_related("term", "body").order_by("-starts_on", "-id")[:40]


def held_of(county: int, kind: MeetingKind) -> QuerySet[Meeting]:
    """Meetings of a kind that sit or were held, the latest first."""
    rows = Meeting.objects.filter(county=county, kind=kind, state__in=HELD)
    return rows.select_related("term", "body", "session").order_by("-starts_on", "-id")


def documents(county: int, *codes: DocumentCode) -> QuerySet[Document]:
    """Issued documents of some kinds."""
    rows = Document.objects.filter(county=county, state__in=PUBLIC_STATES)
    return (rows.filter(kind__in=codes) if codes else rows).order_by("-id")


class PlanForm(CommandForm):
    """编制年度计划: the year and the call."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    call_until = forms.DateField(label=_("征集截止"), widget=forms.DateInput, required=False)
    call_text = words(
        _("征集公告"),
        rows=10,
        limit=4000,
        help_text=_("发在网站和公众号上，也发给代表、乡镇、各机关；建立以后还可以修改"),
    )


class CallForm(CommandForm):
    """修改征集公告."""

    call_until = forms.DateField(label=_("征集截止"), widget=forms.DateInput, required=False)
    call_text = words(_("征集公告"), rows=12, limit=4000)


class ProposalForm(CommandForm):
    """登记议题建议."""

    title = forms.CharField(label=_("议题"), max_length=200, help_text=_("如“农村饮水安全工程管护情况”"))
    source = forms.ChoiceField(
        label=_("来源"), widget=forms.RadioSelect, choices=[(c.value, LABELS[c]) for c in CALLED]
    )
    proposer = forms.CharField(label=_("提出人"), max_length=80, help_text=_("代表、组成人员、单位或者“群众”"))
    received_on = forms.DateField(label=_("收到日期"), widget=forms.DateInput)
    reason = words(_("理由"), required=False, limit=2000)
    organ = forms.ModelChoiceField(
        label=_("报告机关"), queryset=Department.objects.none(), required=False, empty_label=_("未定")
    )
    field = forms.ModelChoiceField(
        label=_("监督领域"), queryset=SupervisionField.objects.none(), required=False, empty_label=_("未定")
    )
    origin = forms.CharField(
        label=_("出自"), max_length=200, required=False, help_text=_("哪件建议、哪次审议意见、哪次活动或者来信")
    )
    origin_url = forms.CharField(
        label=_("出自的页面"), max_length=200, required=False, help_text=_("本系统内的地址，如 /suggestions/12/")
    )

    def __init__(self, *args: Any, county: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "organ", units(county))
        choose_from(self, "field", fields_of(county))

    @staticmethod
    def starting_from(row: TopicProposal) -> dict[str, object]:
        """What the form shows first of a proposal."""
        names = (
            "title",
            "source",
            "proposer",
            "received_on",
            "reason",
            "organ",
            "field",
            "origin",
            "origin_url",
            "version",
        )
        return {name: getattr(row, name) for name in names}

    def proposed(self) -> Proposed:
        """What was filled in."""
        data = self.cleaned_data
        names = ("title", "proposer", "received_on", "reason", "organ", "field", "origin", "origin_url")
        return Proposed(source=Source(data["source"]), **{name: data[name] for name in names})


class MergeForm(CommandForm):
    """合并议题建议: which one leads, which ones join it."""

    leading = forms.ModelChoiceField(
        label=_("保留"), queryset=TopicProposal.objects.none(), empty_label=_("请选择"), help_text=_("以它的题目为准")
    )
    others = forms.ModelMultipleChoiceField(
        label=_("并入的"), queryset=TopicProposal.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = plan.proposals.filter(state=ProposalState.OPEN)
        choose_from(self, "leading", rows)
        choose_from(self, "others", rows)


class DraftForm(CommandForm):
    """拟订议题."""

    title = forms.CharField(label=_("议题"), max_length=200, help_text=_("如“关于农村饮水安全工作情况的报告”"))
    way = forms.ChoiceField(label=_("监督方式"), choices=[(way.value, LABELS[way]) for way in PLANNED])
    month = forms.TypedChoiceField(label=_("月份"), choices=MONTHS, coerce=int)
    organ = forms.ModelChoiceField(
        label=_("报告机关"), queryset=Department.objects.none(), required=False, empty_label=_("没有")
    )
    vice_chair = forms.ModelChoiceField(
        label=_("分管领导"), queryset=Person.objects.none(), required=False, empty_label=_("未定")
    )
    office = forms.ModelChoiceField(
        label=_("牵头机构"), queryset=Body.objects.none(), required=False, empty_label=_("未定")
    )
    joint = several(_("协办机构"))
    field = forms.ModelChoiceField(
        label=_("监督领域"), queryset=SupervisionField.objects.none(), required=False, empty_label=_("未定")
    )
    source = forms.ChoiceField(label=_("来源"), choices=choices(Source), required=False)
    origin = forms.CharField(label=_("出自"), max_length=300, required=False)
    again = forms.BooleanField(
        label=_("须再次审议"), required=False, help_text=_("本县规定：研究处理情况报告还要提请常委会审议")
    )
    again_month = forms.TypedChoiceField(
        label=_("再次审议的月份"), choices=[("", _("未定")), *MONTHS], coerce=int, required=False, empty_value=None
    )
    joint_with = forms.CharField(
        label=_("联动"), max_length=100, required=False, help_text=_("受上级人大委托或者与邻县联动的，写明")
    )

    def __init__(self, *args: Any, county: int, fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "organ", units(county))
        choose_from(self, "vice_chair", leaders_of(county))
        choose_from(self, "office", offices(county))
        choose_from(self, "joint", offices(county))
        choose_from(self, "field", fields_of(county))
        if fixed:
            del self.fields["source"], self.fields["origin"]

    @staticmethod
    def starting_from(topic: Topic) -> dict[str, object]:
        """What the form shows first of a topic."""
        names = ("title", "way", "month", "organ", "vice_chair", "office", "field", "source", "origin")
        more = ("again", "again_month", "joint_with", "version")
        first: dict[str, object] = {name: getattr(topic, name) for name in (*names, *more)}
        return first | {"joint": [row.body_id for row in topic.joint.all()]}

    @staticmethod
    def starting_from_proposal(row: TopicProposal) -> dict[str, object]:
        """A topic as a proposal suggests it."""
        first = {"title": row.title, "organ": row.organ_id, "field": row.field_id, "source": row.source}
        return {**first, "origin": row.origin, "way": Way.REPORT.value, "version": row.version}

    def draft(self) -> Draft:
        """What was filled in."""
        data = self.cleaned_data
        names = ("title", "month", "organ", "vice_chair", "office", "field", "again", "again_month", "joint_with")
        return Draft(
            way=Way(data["way"]),
            source=Source(data.get("source") or Source.RESEARCH),
            joint=list(data["joint"]),
            origin=data.get("origin", ""),
            **{name: data[name] for name in names},
        )


class DayForm(CommandForm):
    """A record of a day."""

    on = forms.DateField(label=_("日期"), widget=forms.DateInput)


class PartyGroupForm(DayForm):
    """党组研究: number and day alone."""

    number = forms.CharField(
        label=_("请示、批复文号"), max_length=60, required=False, help_text=_("只记文号和日期，不记内容")
    )


class AdoptForm(CommandForm):
    """登记通过: by which chairpersons' meeting."""

    meeting = forms.ModelChoiceField(
        label=_("通过计划的主任会议"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("请选择"),
        help_text=_("年度监督工作计划由主任会议通过（监督法第六十三条）；只列已经举行的"),
    )

    def __init__(self, *args: Any, county: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [row.pk for row in chairs_held(county)]
        rows = Meeting.objects.filter(pk__in=keys).select_related("term", "body").order_by("-starts_on", "-id")
        choose_from(self, "meeting", rows)


class PublishForm(DayForm):
    """登记公布."""

    where = forms.CharField(label=_("公布的地方"), max_length=120, help_text=_("如县人大网站、县人民政府公报"))
    document = forms.ModelChoiceField(
        label=_("计划文件"), queryset=Document.objects.none(), required=False, empty_label=_("没有关联")
    )

    def __init__(self, *args: Any, county: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        published = documents(county, DocumentCode.SUPERVISION_PLAN).filter(state__in=list(STANDS))
        choose_from(self, "document", published)


class AdjustForm(AdoptForm):
    """调整计划: what changes on which topic, by which decision."""

    change = forms.ChoiceField(label=_("调整"), choices=choices(Change), widget=forms.RadioSelect)
    topic = forms.ModelChoiceField(
        label=_("议题"),
        queryset=Topic.objects.none(),
        empty_label=_("请选择"),
        help_text=_("增加的议题先在“拟订议题”里拟好，再来登记决定"),
    )
    title = forms.CharField(label=_("变更后的题目"), max_length=200, required=False, help_text=_("不变的不填"))
    month = forms.TypedChoiceField(
        label=_("变更后的月份"), choices=[("", _("不变")), *MONTHS], coerce=int, required=False, empty_value=None
    )
    way = forms.ChoiceField(
        label=_("变更后的监督方式"), choices=[("", _("不变")), *((w.value, LABELS[w]) for w in PLANNED)], required=False
    )
    office = forms.ModelChoiceField(
        label=_("变更后的牵头机构"), queryset=Body.objects.none(), required=False, empty_label=_("不变")
    )
    reason = words(_("理由"), limit=200, rows=2)
    field_order = ["version", "change", "topic", "month", "title", "way", "office", "meeting", "reason"]

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, county=plan.county_id, **kwargs)
        self.fields["meeting"].label = _("作出决定的主任会议")
        open_ = Q(state__in=[TopicState.DRAFT, TopicState.ADOPTED, TopicState.UNDER_WAY])
        choose_from(self, "topic", plan.topics.filter(open_).order_by("month", "id"))
        choose_from(self, "office", offices(plan.county_id))

    def altered(self) -> Altered:
        """What was changed."""
        data = self.cleaned_data
        way = Way(data["way"]) if data["way"] else None
        return Altered(data["title"], data["month"], way, data["office"])
