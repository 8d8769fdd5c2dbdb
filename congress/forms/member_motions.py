"""Forms of members' motions: writing or entering one, and what the chairpersons' meeting decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import words
from congress.labels import choices
from congress.models import Body, Congress, Meeting, MemberMotion, Person
from congress.queries.member_motions import coming_meetings, deciding_meetings, members_of
from congress.rules.member_motions import MemberMotionDecision
from congress.services.member_motions import ChairsDecision, MotionWords

COMMITTEES = (Body.Kind.COMMITTEE, Body.Kind.SPECIAL_COMMITTEE)


class MemberMotionForm(CommandForm):
    """案由, 案据, 方案, and who brings it in; with a mover when an office enters it from paper."""

    title = forms.CharField(label=_("案由"), max_length=100)
    grounds = words(_("案据"), rows=6, limit=6000, help_text=_("提出议案的依据和理由"))
    proposal = words(_("方案"), rows=6, limit=6000, help_text=_("要求常委会审议决定什么"))
    mover = forms.ModelChoiceField(label=_("领衔"), queryset=Person.objects.none(), empty_label=_("请选择"))
    signers = forms.ModelMultipleChoiceField(
        label=_("联名的组成人员"), queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, county: Congress, mover: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = members_of(county)
        signers = self.fields["signers"]
        assert isinstance(signers, forms.ModelMultipleChoiceField)
        signers.queryset = members.exclude(pk=mover.pk) if mover else members
        if mover:
            del self.fields["mover"]
            signers.label = _("邀请联名")
            signers.help_text = _("对方在自己的今日待办中回应；领衔和联名满三人才能提出")
        else:
            choose_from(self, "mover", members)

    def said(self) -> MotionWords:
        """What the motion says."""
        return MotionWords(*(self.cleaned_data[name] for name in ("title", "grounds", "proposal")))


class ChairsDecisionForm(CommandForm):
    """What the chairpersons' meeting decided."""

    what = forms.ChoiceField(label=_("决定"), choices=choices(MemberMotionDecision), widget=forms.RadioSelect)
    meeting = forms.ModelChoiceField(
        label=_("主任会议"), queryset=Meeting.objects.none(), empty_label=_("请选择"), help_text=_("已经举行的主任会议")
    )
    target = forms.ModelChoiceField(
        label=_("列入哪次常委会会议"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("请选择"),
        help_text=_("提请审议的填写；议题随即进入该次会议的征集议题"),
    )
    committee = forms.ModelChoiceField(
        label=_("先行审议的委员会"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("请选择"),
        help_text=_("先交委员会审议、提出报告的填写"),
    )
    note = words(_("理由和说明"), required=False, help_text=_("不提请审议的必须写明，并向会议报告或者向提案人说明"))

    def __init__(self, *args: Any, motion: MemberMotion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "meeting", deciding_meetings(motion))
        choose_from(self, "target", coming_meetings(motion))
        choose_from(self, "committee", Body.objects.filter(congress=motion.county_id, kind__in=COMMITTEES))

    def decision(self) -> ChairsDecision:
        """What was decided."""
        data = self.cleaned_data
        what = MemberMotionDecision(data["what"])
        return ChairsDecision(what, data["meeting"], data["note"], data["committee"], data["target"])
