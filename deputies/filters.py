"""The ledger's filters and orders, kept in the address bar; one query fills all their choices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import CharField, Expression, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from congress.access import Standing, standing
from congress.clock import today
from congress.labels import choices
from congress.models import Assignment, Delegation, Department, OutcomeClass, Session
from congress.queries.deadlines import SOON_DAYS
from congress.queries.figures import figure_rows, slice_of
from congress.queries.searching import matching_followups
from congress.rules.followups import FollowUpState, ReplyState
from deputies.models import Category, Suggestion
from deputies.queries.measures import LABELS, assignments_with
from deputies.rules import SUGGESTION, Origin

BETWEEN = "between"
INNER = ("did", "returns", "key", "figure")
"""Filters by inner matters of a handling: for offices, leaders, the committee and units."""


class SuggestionFilter(django_filters.FilterSet):
    """The ledger's filters. What is no choice is left out of account, with a word beside the field."""

    q = django_filters.CharFilter(label=_("查找"), method="search")
    state = django_filters.ChoiceFilter(
        empty_label=_("全部"), label=_("状态"), field_name="followup__state", choices=choices(FollowUpState)
    )
    due = django_filters.ChoiceFilter(
        empty_label=_("全部"),
        label=_("期限"),
        method="by_due",
        choices=[("late", _("已逾期")), ("soon", _("七日内到期"))],
    )
    department = django_filters.ChoiceFilter(
        empty_label=_("全部"), label=_("承办单位"), method="handled_by", choices=[]
    )
    did = django_filters.ChoiceFilter(
        empty_label=_("全部"), label=_("办理情况"), method="handled_so", choices=list(LABELS.items())
    )
    category = django_filters.ChoiceFilter(
        empty_label=_("全部"), label=_("类别"), field_name="category__code", choices=[]
    )
    outcome = django_filters.ChoiceFilter(empty_label=_("全部"), label=_("答复类别"), method="answered_so", choices=[])
    delegation = django_filters.ChoiceFilter(
        empty_label=_("全部"), label=_("代表团"), field_name="author__delegation", choices=[]
    )
    session = django_filters.ChoiceFilter(empty_label=_("全部"), label=_("会议"), method="of_session", choices=[])
    year = django_filters.NumberFilter(
        label=_("年度"), field_name="followup__opened_on__year", min_value=1950, max_value=2200
    )
    key = django_filters.ChoiceFilter(
        empty_label=_("全部"), label=_("重点督办"), method="is_key", choices=[("yes", _("是")), ("no", _("否"))]
    )
    returns = django_filters.ChoiceFilter(
        empty_label=_("全部"), label=_("退办"), method="was_returned", choices=[("yes", _("退办过")), ("no", _("没有"))]
    )
    origin = django_filters.ChoiceFilter(empty_label=_("全部"), label=_("来源"), choices=choices(Origin))
    mine = django_filters.BooleanFilter(method="only_mine", widget=forms.HiddenInput)
    figure = django_filters.CharFilter(method="counted_so", widget=forms.HiddenInput)
    years = django_filters.CharFilter(method="beside_figure", widget=forms.HiddenInput)
    on = django_filters.CharFilter(method="beside_figure", widget=forms.HiddenInput)
    held = django_filters.CharFilter(method="beside_figure", widget=forms.HiddenInput)
    by = django_filters.CharFilter(method="beside_figure", widget=forms.HiddenInput)
    value = django_filters.CharFilter(method="beside_figure", widget=forms.HiddenInput)

    class Meta:
        model = Suggestion
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = standing(self.request.user) if self.request else None
        if who:
            for name, rows in _choices(who).items():
                self.filters[name].extra["choices"] = rows
        if who is None or not (who.sees_handling or who.departments):
            for name in INNER:
                del self.filters[name]

    def search(self, rows: QuerySet[Suggestion], name: str, value: str) -> QuerySet[Suggestion]:
        """Number, title, who asked, who handles or the text; every word must be found. Drafts by their title."""
        who = standing(self.request.user)
        found = Q(followup__in=matching_followups(who.county_id, value))
        if who.mandate is None:
            return rows.filter(found)
        draft = Q(followup=None)
        for word in value.split():
            draft &= Q(title__icontains=word)
        return rows.filter(found | draft)

    def handled_by(self, rows: QuerySet[Suggestion], name: str, value: str) -> QuerySet[Suggestion]:
        """Handed over to that unit in any round."""
        return rows.filter(followup__in=Assignment.objects.filter(department=int(value)).values("followup"))

    def handled_so(self, rows: QuerySet[Suggestion], name: str, value: str) -> QuerySet[Suggestion]:
        """With an assignment the bulletin counts so, at the unit chosen beside it."""
        unit = self.form.cleaned_data.get("department")
        return rows.filter(assignments_with(value, **({"department": unit} if unit else {})))

    def answered_so(self, rows: QuerySet[Suggestion], name: str, value: str) -> QuerySet[Suggestion]:
        """Answered in that class in any round."""
        issued = Assignment.objects.filter(replies__state=ReplyState.ISSUED, replies__outcome__code=value)
        return rows.filter(followup__in=issued.values("followup"))

    def of_session(self, rows: QuerySet[Suggestion], name: str, value: str) -> QuerySet[Suggestion]:
        """Made at that session, or between sessions."""
        return rows.filter(session=None if value == BETWEEN else int(value))

    def by_due(self, rows: QuerySet[Suggestion], name: str, value: str) -> QuerySet[Suggestion]:
        """Late, or due within a week."""
        still_open = rows.filter(followup__closed_on=None)
        if value == "late":
            return still_open.filter(followup__due_on__lt=today())
        return still_open.filter(followup__due_on__range=(today(), _soon()))

    def is_key(self, rows: QuerySet[Suggestion], name: str, value: str) -> QuerySet[Suggestion]:
        """Fixed as a key matter by the chairpersons' meeting, or not."""
        return rows.filter(followup__key__isnull=value == "no")

    def was_returned(self, rows: QuerySet[Suggestion], name: str, value: str) -> QuerySet[Suggestion]:
        """Asked to be taken back at least once, or never."""
        return rows.filter(followup__returns__gt=0) if value == "yes" else rows.filter(followup__returns=0)

    def counted_so(self, rows: QuerySet[Suggestion], name: str, value: str) -> QuerySet[Suggestion]:
        """What a figure of the statistics counted, by the same condition on the same rows."""
        asked = slice_of(self.form.cleaned_data, SUGGESTION)
        return rows.filter(followup__in=figure_rows(self.request.user, asked, value).values("followup"))

    def beside_figure(self, rows: QuerySet[Suggestion], name: str, value: str) -> QuerySet[Suggestion]:
        """Says of what the figure is; filters nothing by itself."""
        return rows

    def only_mine(self, rows: QuerySet[Suggestion], name: str, value: bool | None) -> QuerySet[Suggestion]:
        """Signed or co-signed by the reader."""
        person = standing(self.request.user).person_id
        mine = Q(author__person_id=person) | Q(
            pk__in=Suggestion.objects.filter(cosigners__mandate__person=person).values("pk")
        )
        return rows.filter(mine) if value else rows


def _soon() -> date:
    return today() + timedelta(days=SOON_DAYS)


def _row(name: str, rows: QuerySet[Any], code: str, words: str | Expression, order: str) -> QuerySet[Any, Any]:
    return (
        rows.order_by()
        .annotate(
            c_name=Value(name, output_field=CharField()),
            c_code=Cast(code, CharField()),
            c_words=Cast(words, CharField()),
            c_order=Cast(order, IntegerField()),
        )
        .values_list("c_name", "c_code", "c_words", "c_order")
    )


def _choices(who: Standing) -> Mapping[str, list[tuple[str, object]]]:
    """What the filters offer, in one query: categories, classes, units, delegations, sessions."""
    shared = Q(county=None) | Q(county=who.county_id)
    named = Concat(
        Value("第"),
        Cast("term__number", CharField()),
        Value("届第"),
        Cast("number", CharField()),
        Value("次会议"),
    )
    sources = [
        _row("category", Category.objects.filter(shared, year=today().year), "code", "label", "place_order"),
        _row("outcome", OutcomeClass.objects.filter(shared, kind="", year=today().year), "code", "code", "place_order"),
        _row("department", Department.objects.filter(county=who.county_id), "pk", "name", "pk"),
        _row("delegation", Delegation.objects.filter(term__congress=who.county_id), "pk", "name", "place_order"),
        _row("session", Session.objects.filter(term__congress=who.county_id), "pk", named, "pk"),
    ]
    first, *others = sources
    found: dict[str, dict[str, object]] = {
        name: {} for name in ("category", "outcome", "department", "delegation", "session")
    }
    for name, code, words, _order in sorted(first.union(*others), key=lambda row: (row[3], row[1])):
        found[name].setdefault(code, words)
    found["session"][BETWEEN] = _("闭会期间")
    return {name: list(rows.items()) for name, rows in found.items()}


SORTS: dict[str, tuple[Any, ...]] = {
    "due": (F("followup__due_on").asc(nulls_last=True), "-id"),
    "-due": (F("followup__due_on").desc(nulls_last=True), "-id"),
    "number": ("-term__number", F("session__number").desc(nulls_first=True), F("serial").asc(nulls_last=True), "id"),
    "-number": ("-term__number", F("session__number").desc(nulls_first=True), F("serial").desc(nulls_last=True), "id"),
    "opened": ("followup__opened_on", "followup_id", "id"),
    "-opened": ("-followup__opened_on", "-followup_id", "-id"),
    "answered": (F("followup__answered_on").asc(nulls_last=True), "id"),
    "-answered": (F("followup__answered_on").desc(nulls_last=True), "-id"),
    "reply_due": (F("followup__reply_due_on").asc(nulls_last=True), "id"),
    "-reply_due": (F("followup__reply_due_on").desc(nulls_last=True), "-id"),
}
