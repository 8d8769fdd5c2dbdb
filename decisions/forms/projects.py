"""Forms of the projects of a year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import words
from congress.labels import choices
from congress.models import Ballot, Congress, Department, Meeting
from congress.rules.ballots import BallotKind, BallotState
from congress.rules.meetings import MeetingKind, MeetingState
from decisions.forms.matters import day, units
from decisions.models import Project, ProjectIdea, ProjectRound
from decisions.rules.matters import Grade
from decisions.rules.projects import IdeaSource, ProjectState
from decisions.services.projects import Candidate


class RoundForm(CommandForm):
    """开始征集."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    places = forms.IntegerField(label=_("应选项目数"), min_value=1, max_value=50)
    collect_until = day(_("征集截止"))


class IdeaForm(CommandForm):
    """登记征集的项目."""

    source = forms.ChoiceField(label=_("来自"), choices=choices(IdeaSource), widget=forms.RadioSelect)
    name = forms.CharField(label=_("姓名或者单位"), max_length=60, required=False)
    title = forms.CharField(label=_("建议的项目"), max_length=100)
    text = words(_("理由"), required=False, limit=1000)


class ProjectForm(CommandForm):
    """列候选项目."""

    title = forms.CharField(label=_("项目"), max_length=100)
    content = words(_("建设内容和目标"), rows=4, limit=1000, help_text=_("写明到年底完成什么，便于逐月对照"))
    department = forms.ModelChoiceField(
        label=_("责任单位"), queryset=Department.objects.none(), empty_label=_("请选择单位")
    )
    amount = forms.IntegerField(label=_("投资（万元）"), required=False, min_value=0)
    ideas = forms.ModelMultipleChoiceField(
        label=_("吸收的征集项目"),
        queryset=ProjectIdea.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, round_: ProjectRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "department", units(round_.county))
        choose_from(self, "ideas", round_.ideas.filter(project=None))

    def candidate(self) -> Candidate:
        """As the command takes it."""
        data = self.cleaned_data
        return Candidate(data["title"], data["content"], data["department"], data["amount"])


class MeetingForm(CommandForm):
    """The meeting something happened at."""

    meeting = forms.ModelChoiceField(label=_("会议"), queryset=Meeting.objects.none(), empty_label=_("请选择"))

    def offer(self, county: Congress, kind: MeetingKind, *states: MeetingState) -> None:
        """Offer the meetings of a kind in some states."""
        rows = Meeting.objects.filter(county=county, kind=kind, state__in=states)
        choose_from(self, "meeting", rows.select_related("term", "body").order_by("-starts_on"))


class DeliberateForm(MeetingForm):
    """登记常委会审议."""

    opinion = words(_("审议意见"), required=False, rows=5, limit=2000)

    def __init__(self, *args: Any, county: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(county, MeetingKind.STANDING_COMMITTEE, MeetingState.OPEN, MeetingState.CLOSED)


class VoteForm(MeetingForm):
    """准备大会票决."""

    scrutineers = forms.CharField(label=_("监票人"), max_length=200, required=False, help_text=_("几个人用顿号隔开"))
    tellers = forms.CharField(label=_("计票人"), max_length=200, required=False, help_text=_("几个人用顿号隔开"))

    def __init__(self, *args: Any, county: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(county, MeetingKind.CONGRESS, MeetingState.PREPARING, MeetingState.NOTIFIED, MeetingState.OPEN)

    def names(self, name: str) -> tuple[str, ...]:
        """The names typed in a field."""
        return tuple(one.strip() for one in self.cleaned_data[name].split("、") if one.strip())


class ProgressForm(CommandForm):
    """报送进度."""

    percent = forms.IntegerField(label=_("累计完成（%）"), min_value=0, max_value=100)
    text = words(_("进展"), rows=4, limit=300)


class GradesForm(CommandForm):
    """登记各项目的测评结果."""

    ballot = forms.ModelChoiceField(
        label=_("满意度测评"),
        queryset=Ballot.objects.none(),
        required=False,
        empty_label=_("没有作测评表决"),
        help_text=_("测评是本县做法，不是法律规定的程序"),
    )

    def __init__(self, *args: Any, round_: ProjectRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Ballot.objects.filter(county=round_.county, kind=BallotKind.ASSESSMENT, state=BallotState.CLOSED)
        choose_from(self, "ballot", rows.order_by("-id"))
        self.chosen: list[Project] = list(round_.projects.filter(state=ProjectState.CHOSEN).order_by("rank"))
        for project in self.chosen:
            field = forms.ChoiceField(label=project.title, choices=choices(Grade), widget=forms.RadioSelect)
            self.fields[f"grade_{project.pk}"] = field

    def grades(self) -> dict[int, Grade]:
        """The grade of each project."""
        return {project.pk: Grade(self.cleaned_data[f"grade_{project.pk}"]) for project in self.chosen}
