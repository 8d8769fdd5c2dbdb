"""Words of activities."""

from enum import Enum

from django.utils.translation import gettext_lazy as _

from congress.rules.activities import ActivityKind, ActivityPart, ActivityState, FindingSource, FindingTo

LABELS: dict[Enum, object] = {
    ActivityKind.TOUR: _("视察"),
    ActivityKind.RESEARCH: _("专题调研"),
    ActivityKind.HEARING: _("座谈会、听证会"),
    ActivityKind.LAW_CHECK: _("执法检查"),
    ActivityKind.COURT: _("旁听庭审"),
    ActivityKind.VISIT: _("走访"),
    ActivityKind.FOLLOW_UP: _("跟踪检查"),
    ActivityKind.GROUP: _("代表小组活动"),
    ActivityKind.OTHER: _("其他"),
    ActivityState.PLANNED: _("已安排"),
    ActivityState.HELD: _("已开展"),
    ActivityState.CANCELLED: _("未开展"),
    ActivityPart.LEADER: _("带队"),
    ActivityPart.MEMBER: _("常委会组成人员"),
    ActivityPart.DEPUTY: _("代表"),
    ActivityPart.STAFF: _("工作人员"),
    ActivityPart.EXPERT: _("专家"),
    ActivityPart.UNIT: _("有关单位"),
    ActivityPart.CITIZEN: _("群众"),
    FindingSource.SITE: _("实地检查"),
    FindingSource.TALK: _("座谈"),
    FindingSource.PAPERS: _("查阅资料"),
    FindingSource.SURVEY: _("问卷调查"),
    FindingSource.SPOT: _("抽查"),
    FindingSource.THIRD_PARTY: _("第三方评估"),
    FindingSource.PUBLIC: _("群众反映"),
    FindingTo.REPORT: _("写入报告"),
    FindingTo.OPINION: _("列入审议意见"),
    FindingTo.ORGAN: _("当场交有关单位"),
    FindingTo.SUGGESTION: _("由代表提出建议"),
    FindingTo.NEXT_PLAN: _("列入下年议题"),
    FindingTo.KEPT: _("留存备查"),
}

TONES: dict[Enum, str] = {
    ActivityState.PLANNED: "wait",
    ActivityState.HELD: "done",
    ActivityState.CANCELLED: "ink",
}
