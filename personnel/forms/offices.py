"""Forms of offices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.base import CommandForm, choose_from
from congress.labels import choices
from congress.models import Congress, Department, Person
from personnel.forms.motions import DateField
from personnel.rules.offices import OfficeKind
from personnel.services.offices import Described


class OfficeForm(CommandForm):
    """登记职务."""

    kind = forms.ChoiceField(label=_("类别"), choices=choices(OfficeKind))
    organ = forms.CharField(label=_("机关"), max_length=60, help_text=_("如“县民政局”“县人民法院”"))
    title = forms.CharField(label=_("职务"), max_length=40, help_text=_("如“局长”“审判员”"))
    seats = forms.IntegerField(
        label=_("职数"), min_value=1, required=False, initial=1, help_text=_("没有定数的留空，如审判员、人民陪审员")
    )
    department = forms.ModelChoiceField(
        label=_("单位"), queryset=Department.objects.none(), required=False, empty_label=_("不对应单位")
    )

    def __init__(self, *args: Any, county: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "department", Department.objects.filter(Q(until=None) | Q(until__gte=today()), county=county))

    def office(self) -> Described:
        """As the command takes it."""
        data = self.cleaned_data
        return Described(OfficeKind(data["kind"]), data["organ"], data["title"], data["seats"], data["department"])


class RenameForm(CommandForm):
    """机构更名."""

    organ = forms.CharField(label=_("更名后的机关"), max_length=60)
    title = forms.CharField(label=_("更名后的职务"), max_length=40)
    reappoint = forms.ChoiceField(
        label=_("现任人员"),
        choices=[("", _("按本县设置")), ("yes", _("离任，另行提请任命")), ("no", _("职能未变，继续任职"))],
        required=False,
        help_text=_("各省规定相反；本县设置为“逐次确定”时必选"),
    )

    def again(self) -> bool | None:
        """Whether they are appointed anew; None where it was not said."""
        said = self.cleaned_data["reappoint"]
        return {"yes": True, "no": False}.get(said)


class RecordForm(CommandForm):
    """补录现任."""

    name = forms.CharField(label=_("姓名"), max_length=60, help_text=_("须是通讯录里的人；重名的请先在通讯录里区分"))
    since = DateField(label=_("任职日期"))
    act = forms.CharField(label=_("任职依据"), max_length=200)


def person_named(county: Congress, name: str) -> Person | None:
    """The one person of the address book who bears a name."""
    rows = list(Person.objects.filter(county=county, name=name.strip())[:2])
    return rows[0] if len(rows) == 1 else None
