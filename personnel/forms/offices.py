"""Forms of offices, oaths and what follows the appointment."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import FilesField, many, words
from congress.labels import choices
from congress.models import Congress, Department, Meeting, Person
from congress.services.files import Upload
from personnel.forms.motions import DateField, coming
from personnel.models import Ceremony, Holding, Oath, OathText
from personnel.rules.holdings import SanctionKind
from personnel.rules.oaths import AWAITED, OathForm, OathState
from personnel.rules.offices import OfficeKind, Organiser
from personnel.services.oaths import PHOTO, Occasion
from personnel.services.offices import Described
from personnel.services.supervising import Decided, Helpers


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


class CeremonyForm(CommandForm):
    """安排宣誓."""

    oaths = forms.ModelMultipleChoiceField(
        label=_("宣誓人"), queryset=Oath.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    organiser = forms.ChoiceField(
        label=_("组织者"), choices=[pair for pair in choices(Organiser) if pair[0] != Organiser.NOBODY]
    )
    form = forms.ChoiceField(label=_("形式"), choices=choices(OathForm), widget=forms.RadioSelect)
    leader = forms.ModelChoiceField(
        label=_("领誓人"), queryset=Oath.objects.none(), required=False, empty_label=_("单独宣誓的不填")
    )
    held_on = DateField(label=_("日期"))
    place = forms.CharField(label=_("地点"), max_length=80)
    host = forms.CharField(label=_("主持人"), max_length=60)
    text = forms.ModelChoiceField(
        label=_("誓词"), queryset=OathText.objects.all(), required=False, empty_label=_("宣誓当日有效的文本")
    )
    witness = forms.CharField(
        label=_("监誓人"), max_length=60, required=False, help_text=_("宪法宣誓决定没有规定，本县启用以后才能填写")
    )
    meeting = forms.ModelChoiceField(
        label=_("会议"), queryset=Meeting.objects.none(), required=False, empty_label=_("不在会议期间")
    )

    def __init__(self, *args: Any, county: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Oath.objects.filter(county=county, state__in=AWAITED).exclude(state=OathState.INVITED)
        rows = rows.select_related("holding__person", "holding__office")
        choose_from(self, "oaths", rows)
        choose_from(self, "leader", rows)
        choose_from(self, "meeting", coming(county.pk))

    def occasion(self) -> Occasion:
        """As the command takes it."""
        data = self.cleaned_data
        return Occasion(
            organiser=Organiser(data["organiser"]),
            held_on=data["held_on"],
            place=data["place"],
            host=data["host"],
            form=OathForm(data["form"]),
            text=data["text"],
            witness=data["witness"],
            meeting=data["meeting"],
        )


class SwornForm(CommandForm):
    """登记宣誓: who was there, and photographs."""

    present = forms.ModelMultipleChoiceField(
        label=_("到场宣誓"),
        queryset=Oath.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("没有勾选的记为缺席，另行补行"),
    )
    attached = FilesField(label=_("照片"), required=False)

    def __init__(self, *args: Any, ceremony: Ceremony, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "present", ceremony.oaths.select_related("holding__person", "holding__office"))

    def photos(self) -> list[Upload]:
        """The photographs as uploads."""
        return many(self, *PHOTO)


class LeaderForm(CommandForm):
    """改定领誓人."""

    leader = forms.ModelChoiceField(label=_("领誓人"), queryset=Oath.objects.none(), empty_label=_("请选择"))

    def __init__(self, *args: Any, ceremony: Ceremony, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "leader", ceremony.oaths.select_related("holding__person", "holding__office"))


class ReportForm(CommandForm):
    """登记履职报告."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    received_on = DateField(label=_("收到日期"))
    oral = forms.BooleanField(label=_("到会口头报告"), required=False)
    summary = words(_("要点"), required=False, limit=2000)


class ReviewForm(CommandForm):
    """安排述职评议."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    meeting = forms.ModelChoiceField(label=_("会议"), queryset=Meeting.objects.none(), empty_label=_("请选择会议"))
    scrutineers = forms.CharField(label=_("监票人"), max_length=200, help_text=_("用顿号隔开"))
    tellers = forms.CharField(label=_("计票人"), max_length=200, help_text=_("用顿号隔开"))

    def __init__(self, *args: Any, holding: Holding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "meeting", coming(holding.office.county_id))

    def helpers(self) -> Helpers:
        """As the command takes it."""
        split = [
            tuple(n for n in re.split(r"[、，,\s]+", self.cleaned_data[k]) if n) for k in ("scrutineers", "tellers")
        ]
        return Helpers(*split)


class OpinionForm(CommandForm):
    """反馈评议意见."""

    opinion = words(_("评议意见"), limit=2000)
    rectify_by = DateField(label=_("整改期限"), required=False, help_text=_("不需要整改的不填"))


class SanctionForm(CommandForm):
    """登记处分通报."""

    kind = forms.ChoiceField(label=_("处分"), choices=choices(SanctionKind))
    decided_by = forms.CharField(label=_("作出处分的机关"), max_length=60)
    decided_on = DateField(label=_("处分日期"))
    received_on = DateField(label=_("通报日期"))
    note = words(_("说明"), required=False, rows=2, limit=300)

    def sanction(self) -> Decided:
        """As the command takes it."""
        data = self.cleaned_data
        names = ("decided_by", "decided_on", "received_on", "note")
        return Decided(SanctionKind(data["kind"]), *(data[name] for name in names))


def person_named(county: Congress, name: str) -> Person | None:
    """The one person of the address book who bears a name."""
    rows = list(Person.objects.filter(county=county, name=name.strip())[:2])
    return rows[0] if len(rows) == 1 else None
