"""The office's words for the codes of this app."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from congress.labels import LABELS, TONES
from supervision.rules.opinions import (
    Assessment,
    Doer,
    Measure,
    OpinionEvent,
    OpinionGuard,
    OpinionState,
    Paper,
)

LABELS.update(
    {
        OpinionState.DRAFT: _("起草"),
        OpinionState.ADOPTED: _("待交办"),
        OpinionState.ISSUED: _("待签收"),
        OpinionState.HANDLING: _("研究处理中"),
        OpinionState.COMMENTING: _("报告征求意见"),
        OpinionState.COMMENTED: _("待正式报告"),
        OpinionState.REPORTED: _("待主任会议决定"),
        OpinionState.TABLED: _("待常委会审议"),
        OpinionState.DISSATISFIED: _("测评不满意"),
        OpinionState.CLOSED: _("已办结"),
        OpinionState.RECALLED: _("已撤回"),
        OpinionEvent.REVISE: _("修改"),
        OpinionEvent.ADOPT: _("登记主任会议通过"),
        OpinionEvent.HAND_OVER: _("交办"),
        OpinionEvent.RECALL: _("撤回"),
        OpinionEvent.SIGN_FOR: _("签收"),
        OpinionEvent.PLAN: _("报送研究处理方案"),
        OpinionEvent.SPLIT: _("分解落实"),
        OpinionEvent.SUBMIT: _("报告送征求意见"),
        OpinionEvent.COMMENT: _("答复征求意见"),
        OpinionEvent.REPORT: _("书面报告常委会"),
        OpinionEvent.CHECK: _("记录跟踪检查"),
        OpinionEvent.FILE: _("主任会议决定存查"),
        OpinionEvent.TABLE: _("主任会议决定提请审议"),
        OpinionEvent.RATE: _("登记常委会审议结果"),
        OpinionEvent.REHANDLE: _("重新研究处理"),
        OpinionEvent.FOLLOW: _("选择后续监督方式"),
        OpinionEvent.PUBLISH: _("登记公开和通报"),
        Doer.OFFICE: _("起草的工作机构"),
        Doer.RECEIVER: _("研究处理机关"),
        OpinionGuard.UNSIGNED: _(
            "对方已经签收，审议意见不能撤回。需要改变的，请由主任会议另行通过审议意见，或者在正式报告后决定后续办理"
        ),
        OpinionGuard.ALLOTTED: _("此件直接交研究处理机关，不需要分解"),
        OpinionGuard.UNSPLIT: _("各项意见已经分解到承办单位"),
        OpinionGuard.ITEMS_IN: _("还有承办单位没有报告办理情况，或者报告还没有审核"),
        OpinionGuard.NO_SECOND: _("此件确定须再次审议，不能存查，请提请常委会会议审议"),
        OpinionGuard.ROUNDS_LEFT: _("已经重新研究处理过一次，仍不满意的，请选择后续监督方式"),
        OpinionGuard.ROUNDS_USED: _("第一次测评不满意的，应当重新研究处理"),
        OpinionGuard.PLAN_WANTED: _("本县没有要求报送方案，或者方案已经报送"),
        Paper.REPORT: _("专项工作报告"),
        Paper.OPINION: _("审议意见"),
        Paper.HANDLING: _("研究处理情况报告"),
        Assessment.DONE: _("已落实"),
        Assessment.PARTLY: _("部分落实"),
        Assessment.NOT_DONE: _("未落实"),
        Measure.INSPECTION: _("组织视察或者执法检查"),
        Measure.SPECIAL_INQUIRY: _("专题询问"),
        Measure.QUESTION: _("质询"),
        Measure.INVESTIGATION: _("特定问题调查"),
        Measure.PARTY_COMMITTEE: _("向县委提出建议"),
    }
)
TONES.update(
    {
        OpinionState.DRAFT: "wait",
        OpinionState.ADOPTED: "wait",
        OpinionState.ISSUED: "wait",
        OpinionState.HANDLING: "ink",
        OpinionState.COMMENTING: "wait",
        OpinionState.COMMENTED: "wait",
        OpinionState.REPORTED: "wait",
        OpinionState.TABLED: "wait",
        OpinionState.DISSATISFIED: "late",
        OpinionState.CLOSED: "done",
        OpinionState.RECALLED: "ink",
        Assessment.DONE: "done",
        Assessment.PARTLY: "soon",
        Assessment.NOT_DONE: "late",
    }
)
