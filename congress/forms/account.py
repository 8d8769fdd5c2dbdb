"""Signing in, changing a password, and the administrator's account form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from congress.forms.base import CommandForm, choose_from
from congress.labels import LABELS
from congress.models import Body, Congress, Department, User
from congress.rules.roles import Role

GRANTED = [role for role in Role if role not in {Role.ADMINISTRATOR, Role.AUDITOR}]


class SignInForm(AuthenticationForm):
    """账号 and password; the refusal never says whether the account exists."""

    error_messages = {
        "invalid_login": _("账号或密码不对，请核对后再试。连续 5 次不对将锁定半小时。"),
        "inactive": _("账号或密码不对，请核对后再试。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("账号")
        self.fields["password"].label = _("密码")


class EmailForm(CommandForm):
    """One's own address for notices by mail."""

    email = forms.EmailField(
        label=_("电子邮箱"),
        required=False,
        help_text=_("留空则只收站内通知。建议使用政务邮箱；涉密内容不会也不得通过邮件发送。"),
    )


class PasswordForm(CommandForm):
    """Change one's own password."""

    old = forms.CharField(label=_("现在的密码"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    new = forms.CharField(
        label=_("新密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("至少 10 个字符，不要全用数字，不要用账号、姓名和常见密码"),
    )
    again = forms.CharField(
        label=_("再输一次新密码"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, user: User, asks_old: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not asks_old:
            del self.fields["old"]

    def clean_old(self) -> str:
        """The present password must be right."""
        old: str = self.cleaned_data["old"]
        if not self.user.check_password(old):
            raise forms.ValidationError(_("现在的密码不对。"))
        return old

    def clean(self) -> dict[str, Any]:
        """Both entries agree and the validators are content."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", _("两次输入的新密码不一样。"))
        if data.get("new"):
            try:
                password_validation.validate_password(data["new"], self.user)
            except forms.ValidationError as error:
                self.add_error("new", error)
        return data


class AccountForm(CommandForm):
    """A new account: who, where, which post."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(label=_("电话"), max_length=30, required=False)
    username = forms.SlugField(label=_("账号"), max_length=60, help_text=_("字母、数字、下划线或减号"))
    role = forms.ChoiceField(label=_("岗位"), choices=[(role.value, LABELS[role]) for role in GRANTED])
    title = forms.CharField(label=_("职务"), max_length=60, required=False)
    body = forms.ModelChoiceField(
        label=_("人大机构"), queryset=Body.objects.none(), required=False, empty_label=_("不指定")
    )
    department = forms.ModelChoiceField(
        label=_("或：单位"), queryset=Department.objects.none(), required=False, empty_label=_("不指定")
    )

    def __init__(self, *args: Any, county: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "body", Body.objects.filter(congress__in=[county, *county.townships.all()]))
        choose_from(self, "department", Department.objects.filter(county=county, until=None))

    def clean(self) -> dict[str, Any]:
        """Exactly one place, and one that fits the post."""
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("body")) == bool(data.get("department")):
            self.add_error("body", _("人大机构和单位请选一个，只选一个。"))
        elif data.get("role", "").startswith("unit_") != bool(data.get("department")):
            self.add_error("role", _("单位岗位须选单位，人大岗位须选人大机构。"))
        return data


class SuccessorForm(CommandForm):
    """Who takes over a clerk's work."""

    name = forms.CharField(label=_("接任人姓名"), max_length=60)
    phone = forms.CharField(label=_("电话"), max_length=30)
    username = forms.SlugField(label=_("新账号"), max_length=60, help_text=_("字母、数字、下划线或减号"))
