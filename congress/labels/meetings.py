"""Words of meetings."""

from enum import Enum

from django.utils.translation import gettext_lazy as _

from congress.rules.meetings import Answer, ItemKind, ItemState, MeetingKind, MeetingState, Quality

LABELS: dict[Enum, object] = {
    MeetingKind.CONGRESS: _("人民代表大会会议"),
    MeetingKind.PRESIDIUM: _("主席团会议"),
    MeetingKind.STANDING_COMMITTEE: _("常委会会议"),
    MeetingKind.CHAIRPERSONS: _("主任会议"),
    MeetingKind.COMMITTEE: _("委员会会议"),
    MeetingState.PREPARING: _("筹备中"),
    MeetingState.NOTIFIED: _("已通知"),
    MeetingState.OPEN: _("正在举行"),
    MeetingState.CLOSED: _("已闭会"),
    MeetingState.CANCELLED: _("未举行"),
    ItemKind.REPORT: _("专项工作报告"),
    ItemKind.BUDGET: _("预算、决算报告"),
    ItemKind.INSPECTION: _("执法检查报告"),
    ItemKind.INQUIRY: _("专题询问"),
    ItemKind.OPINION: _("审议意见"),
    ItemKind.DECISION: _("决议、决定"),
    ItemKind.MOTION: _("议案"),
    ItemKind.APPOINTMENT: _("人事任免"),
    ItemKind.ELECTION: _("选举"),
    ItemKind.ASSESSMENT: _("满意度测评"),
    ItemKind.OTHER: _("其他"),
    ItemState.CALLED: _("征集的议题"),
    ItemState.DRAFTED: _("列入议程草案"),
    ItemState.ADOPTED: _("列入议程"),
    ItemState.DROPPED: _("未列入"),
    Quality.MEMBER: _("出席"),
    Quality.SITTING_IN: _("列席"),
    Quality.LISTENER: _("旁听"),
    Quality.STAFF: _("会务"),
    Answer.NONE: _("未回执"),
    Answer.COMING: _("参加"),
    Answer.LEAVE: _("请假"),
    Answer.SUBSTITUTE: _("委托他人参加"),
}

TONES: dict[Enum, str] = {
    MeetingState.PREPARING: "wait",
    MeetingState.NOTIFIED: "wait",
    MeetingState.OPEN: "soon",
    MeetingState.CLOSED: "done",
    MeetingState.CANCELLED: "ink",
    ItemState.CALLED: "wait",
    ItemState.DRAFTED: "wait",
    ItemState.ADOPTED: "done",
    ItemState.DROPPED: "ink",
    Answer.NONE: "wait",
    Answer.COMING: "done",
    Answer.LEAVE: "soon",
    Answer.SUBSTITUTE: "ink",
}
