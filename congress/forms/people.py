"""The yearly confirmation of a unit's liaison."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congress.forms.base import CommandForm, choose_from
from congress.models import Department, Person
from congress.models.people import Post
from congress.rules.roles import UNIT


class LiaisonForm(CommandForm):
    """分管领导, 联络员 and phone of the year."""

    leader = forms.ModelChoiceField(label=_("分管领导"), queryset=Person.objects.none(), empty_label=_("请选择"))
    contact = forms.ModelChoiceField(label=_("联络员"), queryset=Person.objects.none(), empty_label=_("请选择"))
    phone = forms.CharField(label=_("办公电话"), max_length=30)

    def __init__(self, *args: Any, department: Department, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.current().filter(department=department, role__in=UNIT)
        people = Person.objects.filter(posts__in=posts).distinct()
        choose_from(self, "leader", people)
        choose_from(self, "contact", people)


class NameOrderForm(CommandForm):
    """Where a name stands in lists, by pinyin and by strokes."""

    pinyin_key = forms.CharField(
        label=_("拼音"), max_length=120, required=False, help_text=_("每字的读音，中间空一格，如 shan yu fei")
    )
    stroke_key = forms.CharField(
        label=_("笔画"),
        max_length=120,
        required=False,
        help_text=_("每字六位：前两位笔画数，后四位同笔画内的次序；姓后的 2 为两个字的姓名，3 为三个字以上"),
    )
