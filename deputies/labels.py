"""The office's words for the codes of this app."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from congress.labels import LABELS, TONES
from deputies.rules import (
    CosignState,
    DeclineReason,
    Difficulty,
    MotionDecision,
    MotionState,
    Origin,
    Publicity,
    SuggestionState,
    TransferTo,
)

LABELS.update(
    {
        SuggestionState.DRAFT: _("草稿"),
        SuggestionState.SUBMITTED: _("已提交"),
        SuggestionState.RETURNED: _("退回修改"),
        SuggestionState.ACCEPTED: _("已受理"),
        Origin.OWN: _("本县代表提出"),
        Origin.HIGHER_DEPUTY: _("上级代表转来"),
        Origin.HIGHER_CONGRESS: _("上级人大转来"),
        DeclineReason.SECRET: _("涉及国家秘密或个人隐私"),
        DeclineReason.CASE: _("涉及具体诉讼、仲裁案件"),
        DeclineReason.PRIVATE: _("属于代表个人或亲属的私人事务"),
        DeclineReason.COMMERCIAL: _("属于商业推广"),
        DeclineReason.EMPTY: _("没有具体内容和要求"),
        DeclineReason.OTHER: _("其他原因"),
        TransferTo.LETTER: _("转作来信来访"),
        TransferTo.MOTION: _("转作议案"),
        TransferTo.PROPOSAL: _("转作政协提案"),
        TransferTo.OTHER: _("转送其他渠道"),
        CosignState.INVITED: _("待附议"),
        CosignState.CONFIRMED: _("已附议"),
        CosignState.DECLINED: _("未附议"),
        MotionState.DRAFT: _("草稿"),
        MotionState.SUBMITTED: _("待主席团决定"),
        MotionState.DECIDED: _("已决定"),
        MotionState.WITHDRAWN: _("已撤回"),
        MotionDecision.AGENDA: _("列入本次会议议程"),
        MotionDecision.COMMITTEE: _("交有关委员会审议"),
        MotionDecision.SUGGESTION: _("不作为议案，转为建议办理"),
        Publicity.ALL: _("同意公开"),
        Publicity.TITLE: _("只公开标题"),
        Publicity.NONE: _("不公开"),
        Difficulty.ORDINARY: _("一般（三个月内答复）"),
        Difficulty.DIFFICULT: _("涉及面广、处理难度大（六个月内答复）"),
    }
)
TONES.update({SuggestionState.DRAFT: "ink", SuggestionState.SUBMITTED: "wait"})
TONES.update({SuggestionState.RETURNED: "soon", SuggestionState.ACCEPTED: "done"})
TONES.update({CosignState.INVITED: "wait", CosignState.CONFIRMED: "done", CosignState.DECLINED: "ink"})
TONES.update({MotionState.DRAFT: "ink", MotionState.SUBMITTED: "wait"})
TONES.update({MotionState.DECIDED: "done", MotionState.WITHDRAWN: "ink"})
