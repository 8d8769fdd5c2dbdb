"""Words of members' motions at the standing committee."""

from __future__ import annotations

from enum import Enum

from django.utils.translation import gettext_lazy as _

from congress.rules.member_motions import MemberMotionDecision, MemberMotionState, SignerAnswer

LABELS: dict[Enum, object] = {
    MemberMotionState.SIGNING: _("征集联名"),
    MemberMotionState.SUBMITTED: _("待主任会议决定"),
    MemberMotionState.DECIDED: _("已决定"),
    MemberMotionState.WITHDRAWN: _("已撤回"),
    MemberMotionDecision.AGENDA: _("提请常委会会议审议"),
    MemberMotionDecision.COMMITTEE: _("先交委员会审议"),
    MemberMotionDecision.DECLINED: _("不提请审议"),
    SignerAnswer.ASKED: _("待回应"),
    SignerAnswer.JOINED: _("已联名"),
    SignerAnswer.REFUSED: _("不联名"),
}
TONES: dict[Enum, str] = {
    MemberMotionState.SIGNING: "wait",
    MemberMotionState.SUBMITTED: "soon",
    MemberMotionState.DECIDED: "done",
    MemberMotionState.WITHDRAWN: "wait",
    SignerAnswer.ASKED: "wait",
    SignerAnswer.JOINED: "done",
    SignerAnswer.REFUSED: "wait",
}
