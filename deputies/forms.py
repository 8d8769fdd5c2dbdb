"""The deputy's sheet, the invitation of co-signers, the office's examination, the list's filter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from congress.access import standing
from congress.clock import today
from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import FilesField, words
from congress.labels import choices
from congress.models import Attachment, Department, Mandate
from congress.queries.deadlines import SOON_DAYS
from congress.rules.followups import FollowUpState
from congress.services.files import Upload
from deputies.models import Category, Suggestion
from deputies.rules import TITLE_MAX, DeclineReason, Difficulty, Publicity, SuggestionState, TransferTo
from deputies.services.writing import Paper


class SuggestionForm(CommandForm):
    """提建议: one matter per sheet. Anything may be missing until it is submitted."""

    draft = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("标题"), required=False, max_length=TITLE_MAX, help_text=_("一事一议，写明地点和事项")
    )
    body = forms.CharField(
        label=_("情况和建议"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("先写情况和问题，再写具体要求。不写个案诉讼、私人事务和涉密内容"),
    )
    publicity = forms.ChoiceField(
        label=_("同意公开吗"), required=False, choices=choices(Publicity), widget=forms.RadioSelect
    )
    confidential = forms.BooleanField(
        label=_("请求保密"), required=False, help_text=_("不向其他代表和社会公开，承办单位和代表工委可见")
    )
    attached = FilesField(label=_("照片和材料"), required=False)
    mark = forms.ChoiceField(
        label=_("所附材料"),
        required=False,
        choices=Attachment.Mark.choices,
        initial=Attachment.Mark.INTERNAL,
        widget=forms.RadioSelect,
    )

    def paper(self) -> Paper:
        """What has been typed."""
        data = self.cleaned_data
        return Paper(data["title"], data["body"], data["publicity"], data["confidential"])

    def uploads(self) -> list[Upload]:
        """The files, marked as the deputy said; inside when he said nothing."""
        mark = Attachment.Mark(self.cleaned_data["mark"] or Attachment.Mark.INTERNAL)
        return [Upload(Attachment.Slot.PHOTO, mark, file) for file in self.cleaned_data["attached"]]


class InviteForm(CommandForm):
    """邀请附议: deputies of the same term, found by name."""

    mandates = forms.ModelMultipleChoiceField(
        label=_("邀请以下代表附议"),
        queryset=Mandate.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一位代表。")},
    )

    def __init__(self, *args: Any, found: QuerySet[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "mandates", found)


class AcceptForm(CommandForm):
    """受理: classify; which legal clock applies is decided here."""

    category = forms.ModelChoiceField(
        label=_("类别"), queryset=Category.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    difficulty = forms.ChoiceField(
        label=_("办理难度"),
        choices=choices(Difficulty),
        widget=forms.RadioSelect,
        help_text=_("代表法第五十一条：自交办之日起三个月内答复；涉及面广、处理难度大的，六个月内答复"),
    )

    def __init__(self, *args: Any, suggestion: Suggestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = suggestion.submitted_at.year if suggestion.submitted_at else today().year
        rows = Category.objects.filter(Q(county=suggestion.county) | Q(county=None), year=year)
        own = rows.filter(county=suggestion.county)
        choose_from(self, "category", own if own.exists() else rows.filter(scheme="small"))


class DeclineForm(CommandForm):
    """不作为建议处理: the ground and the words to the deputy."""

    reasons = forms.ChoiceField(label=_("情形"), choices=choices(DeclineReason), widget=forms.RadioSelect)
    reason = words(_("告知代表的话"), limit=300)

    def ground(self) -> DeclineReason:
        """The ground that was chosen."""
        return DeclineReason(self.cleaned_data["reasons"])


class TransferForm(CommandForm):
    """转为其他: where to and why."""

    where = forms.ChoiceField(label=_("转往"), choices=choices(TransferTo), widget=forms.RadioSelect)
    reason = words(_("去向和理由"), limit=300)

    def to(self) -> TransferTo:
        """Where it goes."""
        return TransferTo(self.cleaned_data["where"])


class MergeForm(CommandForm):
    """并案: into which suggestion of the same term."""

    leading = forms.ModelChoiceField(
        label=_("并入"), queryset=Suggestion.objects.none(), empty_label=_("请选择领衔的一件")
    )

    def __init__(self, *args: Any, suggestion: Suggestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Suggestion.objects.filter(
            county=suggestion.county_id,
            term=suggestion.term_id,
            state=SuggestionState.ACCEPTED,
            followup__closed_on=None,
            followup__settled_on=None,
        )
        choose_from(self, "leading", rows.exclude(pk=suggestion.pk).select_related("session").order_by("-id"))


class SuggestionFilter(django_filters.FilterSet):
    """The ledger's filters, kept in the address bar."""

    q = django_filters.CharFilter(label=_("查找"), method="search")
    state = django_filters.ChoiceFilter(
        label=_("状态"), field_name="followup__state", choices=choices(FollowUpState), empty_label=_("全部")
    )
    category = django_filters.ChoiceFilter(
        label=_("类别"), field_name="category__code", choices=[], empty_label=_("全部")
    )
    department = django_filters.ModelChoiceFilter(
        label=_("承办单位"), queryset=lambda request: _departments(request), method="handled_by", empty_label=_("全部")
    )
    due = django_filters.ChoiceFilter(
        label=_("期限"),
        method="by_due",
        empty_label=_("全部"),
        choices=[("late", _("已逾期")), ("soon", _("七日内到期"))],
    )
    year = django_filters.NumberFilter(
        label=_("年度"), field_name="followup__opened_on__year", min_value=1950, max_value=2200
    )
    mine = django_filters.BooleanFilter(method="only_mine", widget=forms.HiddenInput)

    class Meta:
        model = Suggestion
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = Category.objects.filter(year=today().year).values_list("code", "label").distinct()
        self.filters["category"].extra["choices"] = list(dict(labels).items())

    def search(self, rows: QuerySet[Suggestion], name: str, value: str) -> QuerySet[Suggestion]:
        """Title, number or who asked; every word must be found."""
        for word in value.split():
            found = (
                Q(title__icontains=word) | Q(followup__asked_by__icontains=word) | Q(followup__number__icontains=word)
            )
            rows = rows.filter(found | Q(followup__assignments__department__short_name__icontains=word)).distinct()
        return rows

    def handled_by(self, rows: QuerySet[Suggestion], name: str, value: Department | None) -> QuerySet[Suggestion]:
        """Handed over to that unit in any round."""
        return rows.filter(followup__assignments__department=value).distinct() if value else rows

    def by_due(self, rows: QuerySet[Suggestion], name: str, value: str) -> QuerySet[Suggestion]:
        """Late, or due within a week."""
        still_open = rows.filter(followup__closed_on=None)
        if value == "late":
            return still_open.filter(followup__due_on__lt=today())
        return still_open.filter(followup__due_on__range=(today(), _soon()))

    def only_mine(self, rows: QuerySet[Suggestion], name: str, value: bool | None) -> QuerySet[Suggestion]:
        """Signed or co-signed by the reader."""
        person = standing(self.request.user).person_id
        mine = Q(author__person_id=person) | Q(
            pk__in=Suggestion.objects.filter(cosigners__mandate__person=person).values("pk")
        )
        return rows.filter(mine) if value else rows


def _soon() -> date:
    return today() + timedelta(days=SOON_DAYS)


def _departments(request: Any) -> QuerySet[Department]:
    return (
        Department.objects.filter(county_id=standing(request.user).county_id) if request else Department.objects.none()
    )


SORTS: dict[str, tuple[Any, ...]] = {
    "due": (F("followup__due_on").asc(nulls_last=True), "-id"),
    "-due": (F("followup__due_on").desc(nulls_last=True), "-id"),
    "number": ("-term__number", F("session__number").desc(nulls_first=True), F("serial").asc(nulls_last=True), "id"),
    "-number": ("-term__number", F("session__number").desc(nulls_first=True), F("serial").desc(nulls_last=True), "id"),
    "opened": (F("followup__opened_on").asc(nulls_last=True), "id"),
    "-opened": (F("followup__opened_on").desc(nulls_first=True), "-id"),
}
