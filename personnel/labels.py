"""The office's words for the codes of this app."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from congress.labels import LABELS, TONES
from personnel.rules.after import ReviewEvent, ReviewState, SanctionKind
from personnel.rules.oaths import (
    Act,
    Calling,
    CeremonyState,
    Fault,
    OathEvent,
    OathForm,
    OathState,
    Organiser,
    Presence,
    Repeated,
)

LABELS.update(
    {
        Act.ELECTED: _("选举"),
        Act.APPOINTED: _("任命"),
        Calling.GENERAL: _("一般职务"),
        Calling.CHIEF_PROCURATOR: _("检察长"),
        Calling.JUDICIAL: _("监察委员会、法院、检察院职务"),
        Calling.JUROR: _("人民陪审员"),
        Organiser.PRESIDIUM: _("大会主席团"),
        Organiser.CHAIRPERSONS: _("主任会议"),
        Organiser.COURT_WITH_JUSTICE: _("人民法院会同司法行政机关"),
        Organiser.OWN_ORGAN: _("所在机关"),
        OathState.AWAITING: _("待上级批准"),
        OathState.OWED: _("待宣誓"),
        OathState.ARRANGED: _("已安排"),
        OathState.ABSENT: _("缺席，待补行"),
        OathState.SWORN: _("已宣誓"),
        OathState.WAIVED: _("不再宣誓"),
        OathEvent.APPROVE: _("登记上级批准"),
        OathEvent.ARRANGE: _("安排宣誓"),
        OathEvent.RELEASE: _("移出仪式"),
        OathEvent.SWEAR: _("登记宣誓"),
        OathEvent.MISS: _("登记缺席"),
        OathEvent.WAIVE: _("登记不再宣誓"),
        OathForm.SINGLE: _("单独宣誓"),
        OathForm.GROUP: _("集体宣誓"),
        CeremonyState.PLANNED: _("筹备中"),
        CeremonyState.HELD: _("已举行"),
        CeremonyState.CANCELLED: _("已取消"),
        Presence.EXPECTED: _("待到场"),
        Presence.PRESENT: _("已宣誓"),
        Presence.ABSENT: _("缺席"),
        Presence.CALLED_OFF: _("仪式取消"),
        Repeated.ASK: _("逐次确定"),
        Repeated.ALWAYS: _("每次任职都宣誓"),
        Repeated.ONCE_PER_SESSION: _("同次会议任多职只宣誓一次"),
        Fault.NOBODY: _("没有宣誓人"),
        Fault.OLD_TEXT: _("誓词版本不对"),
        Fault.NOT_APPROVED: _("尚待上级批准"),
        Fault.BEFORE_OFFICE: _("早于任职"),
        Fault.SWORN_ALREADY: _("已经宣誓"),
        Fault.WAIVED: _("不再宣誓"),
        Fault.ARRANGED_ELSEWHERE: _("已安排在其他仪式"),
        Fault.OTHER_ORGANISER: _("组织者不同"),
        Fault.NO_LEADER: _("没有领誓人"),
        Fault.LEADER_OUTSIDE: _("领誓人不在宣誓人中"),
        Fault.LEADER_ALONE: _("单独宣誓不设领誓人"),
        Fault.GROUP_OF_ONE: _("集体宣誓只有一人"),
        Fault.WITNESS: _("本县不设监誓人"),
        ReviewState.LISTED: _("已列入名单"),
        ReviewState.RATED: _("已测评"),
        ReviewState.TOLD: _("已反馈"),
        ReviewState.RECTIFYING: _("整改中"),
        ReviewState.DONE: _("已办结"),
        ReviewEvent.LINK: _("关联测评"),
        ReviewEvent.RATE: _("测评结果确认"),
        ReviewEvent.TELL: _("登记反馈"),
        ReviewEvent.DEMAND: _("交办整改"),
        ReviewEvent.FINISH: _("办结"),
        SanctionKind.WARNING: _("警告"),
        SanctionKind.DEMERIT: _("记过"),
        SanctionKind.SERIOUS_DEMERIT: _("记大过"),
        SanctionKind.DEMOTION: _("降级"),
        SanctionKind.DISMISSAL: _("撤职"),
        SanctionKind.EXPULSION: _("开除"),
    }
)
TONES.update({OathState.AWAITING: "ink", OathState.OWED: "wait", OathState.ARRANGED: "wait"})
TONES.update({OathState.ABSENT: "soon", OathState.SWORN: "done", OathState.WAIVED: "ink"})
TONES.update({CeremonyState.PLANNED: "wait", CeremonyState.HELD: "done", CeremonyState.CANCELLED: "ink"})
TONES.update({Presence.EXPECTED: "wait", Presence.PRESENT: "done", Presence.ABSENT: "soon"})
TONES.update({Presence.CALLED_OFF: "ink"})
TONES.update({ReviewState.LISTED: "wait", ReviewState.RATED: "soon", ReviewState.TOLD: "wait"})
TONES.update({ReviewState.RECTIFYING: "soon", ReviewState.DONE: "done"})
