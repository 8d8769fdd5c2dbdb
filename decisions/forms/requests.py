"""Forms of requests and reports to the Party committee."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from congress.forms.base import CommandForm
from congress.labels import choices
from decisions.forms.matters import day
from decisions.rules.requests import Channel, RequestKind
from decisions.services.requests import Reference


class ReferenceForm(CommandForm):
    """登记请示、报告."""

    kind = forms.ChoiceField(label=_("类别"), choices=choices(RequestKind), widget=forms.RadioSelect)
    channel = forms.ChoiceField(label=_("渠道"), choices=choices(Channel))
    subject = forms.CharField(
        label=_("事由"), max_length=100, help_text=_("一文一事；只写事由，不写内容，不上传文件，涉密的不得录入")
    )
    act = forms.CharField(
        label=_("之后要办的法定程序"),
        max_length=120,
        required=False,
        help_text=_("如“审议…的决定”；党内程序在前，法定程序另行办理"),
    )
    act_url = forms.CharField(
        label=_("相关事项的页面"), max_length=200, required=False, help_text=_("本系统内的页面，如 /decisions/12/")
    )

    def reference(self) -> Reference:
        """As the command takes it."""
        data = self.cleaned_data
        kind, channel = RequestKind(data["kind"]), Channel(data["channel"])
        return Reference(kind, channel, data["subject"], data["act"], data["act_url"])


class SentForm(CommandForm):
    """登记报送."""

    on = day(_("报送日期"))
    number = forms.CharField(label=_("文号"), max_length=40, required=False)


class ReplyForm(CommandForm):
    """登记批复."""

    on = day(_("批复日期"))
    number = forms.CharField(
        label=_("批复文号"), max_length=40, required=False, help_text=_("只记文号和日期，不录内容")
    )
