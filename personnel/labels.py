"""The office's words for the codes of this app."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from congress.labels import LABELS, TONES
from personnel.rules.exams import ExamStanding, Validity
from personnel.rules.holdings import Began, Ended, FailedTwice, Renaming, ReviewState, SanctionKind
from personnel.rules.motions import MotionEvent, MotionGuard, MotionState
from personnel.rules.oaths import CeremonyState, OathForm, OathState, Repeated
from personnel.rules.offices import Above, Act, Chooser, OfficeKind, Organiser, Proposer, rules
from personnel.rules.order import Order
from personnel.rules.papers import PaperCode

LABELS.update({kind: rule.label for kind, rule in rules().items() if isinstance(kind, OfficeKind)})
LABELS.update(
    {
        Chooser.CONGRESS: _("人民代表大会选举"),
        Chooser.COMMITTEE: _("常委会决定、任命"),
        Proposer.CHAIRPERSONS: _("主任会议"),
        Proposer.COUNTY_HEAD: _("县长"),
        Proposer.SUPERVISORY_HEAD: _("县监察委员会主任"),
        Proposer.COURT_PRESIDENT: _("县人民法院院长"),
        Proposer.CHIEF_PROCURATOR: _("县人民检察院检察长"),
        Proposer.MEMBERS: _("五分之一以上组成人员联名"),
        Above.NONE: _("不需要"),
        Above.FILING: _("报上一级备案"),
        Above.APPROVAL: _("报上一级批准"),
        Organiser.PRESIDIUM: _("大会主席团"),
        Organiser.CHAIRPERSONS: _("主任会议"),
        Organiser.COURT_WITH_JUSTICE: _("人民法院会同司法行政机关"),
        Organiser.NOBODY: _("不组织宣誓"),
        Act.APPOINT: _("任命"),
        Act.ACTING: _("决定代理"),
        Act.REMOVE: _("免去"),
        Act.RESIGN: _("接受辞职"),
        Act.DISMISS: _("撤职"),
        Act.END: _("自行终止"),
        Order.FREE_FIRST: _("同一职务先免后任，同一人先任后免"),
        Order.AS_LISTED: _("按提请的次序"),
        Validity.TERM: _("本届内有效"),
        Validity.ONCE: _("当次有效"),
        ExamStanding.NOT_NEEDED: _("不参加"),
        ExamStanding.OPEN: _("待考"),
        ExamStanding.PASSED: _("合格"),
        ExamStanding.RESIT: _("待补考"),
        ExamStanding.FAILED: _("补考不合格"),
        PaperCode.REPORT: _("提请报告"),
        PaperCode.FORM: _("任免呈报表"),
        PaperCode.CV: _("简历"),
        PaperCode.PARTY_LETTER: _("县委推荐函"),
        PaperCode.VETTING: _("考察材料"),
        PaperCode.REASON: _("免职理由"),
        PaperCode.RESIGNATION: _("书面辞职请求"),
        PaperCode.CHARGE: _("撤职案及理由"),
        PaperCode.PROOF: _("终止的证明"),
        PaperCode.AUTHORISATION: _("机构设立批复"),
        PaperCode.DISCIPLINE: _("纪检监察意见"),
        MotionState.DRAFT: _("草稿"),
        MotionState.TABLED: _("已提请，待审核"),
        MotionState.CHECKED: _("审核通过"),
        MotionState.SCHEDULED: _("已列入议程"),
        MotionState.VOTING: _("待表决"),
        MotionState.VOTED: _("已表决"),
        MotionState.ANNOUNCED: _("已公告"),
        MotionState.DONE: _("已办结"),
        MotionState.WITHDRAWN: _("已撤回"),
        MotionEvent.WRITE: _("修改"),
        MotionEvent.TABLE: _("登记提请"),
        MotionEvent.SEND_BACK: _("退回补正"),
        MotionEvent.PREPARE: _("登记准备情况"),
        MotionEvent.CHECK: _("审核通过"),
        MotionEvent.SCHEDULE: _("列入会议"),
        MotionEvent.BALLOT: _("准备表决"),
        MotionEvent.REPORT: _("向会议报告"),
        MotionEvent.CLOSE_VOTES: _("登记表决结果"),
        MotionEvent.ANNOUNCE: _("公告"),
        MotionEvent.NOTIFY: _("通知提请机关"),
        MotionEvent.FILE: _("报上一级"),
        MotionEvent.CERTIFY: _("颁发任命书"),
        MotionEvent.FINISH: _("办结"),
        MotionEvent.WITHDRAW: _("撤回"),
        MotionGuard.HAS_LINES: _("还没有填写人选"),
        MotionGuard.PAPERS_IN: _("材料还没有收齐"),
        MotionGuard.EXAMS_PASSED: _("任前法律知识考试还没有全部合格（本县规定）"),
        MotionGuard.COMPLAINTS_CHECKED: _("收到的反映还没有核查清楚"),
        MotionGuard.DEFENCE_HEARD: _("撤职案须先听取本人申辩（监督法第六十二条）"),
        MotionGuard.NOT_HELD: _("主任会议决定暂缓"),
        MotionGuard.VOTES_WANTED: _("没有需要表决的事项"),
        MotionGuard.NOTHING_TO_VOTE: _("还有需要表决的事项"),
        MotionGuard.SOMETHING_CARRIED: _("没有通过的事项"),
        MotionGuard.NOTHING_CARRIED: _("有通过的事项，须先公告"),
        MotionGuard.UNNOTIFIED: _("已经通知提请机关"),
        MotionGuard.FILING_OWED: _("不需要报上一级，或者已经报送"),
        MotionGuard.CERTIFICATES_OWED: _("没有要颁发的任命书，或者已经颁发"),
        MotionGuard.ALL_TOLD: _("通知、任命书或者报送还没有办完"),
        OathState.OWED: _("待宣誓"),
        OathState.INVITED: _("已安排"),
        OathState.SWORN: _("已宣誓"),
        OathState.ABSENT: _("缺席，待补行"),
        OathState.EXEMPT: _("不重复宣誓"),
        OathForm.SINGLE: _("单独宣誓"),
        OathForm.GROUP: _("集体宣誓"),
        CeremonyState.PLANNED: _("筹备中"),
        CeremonyState.HELD: _("已举行"),
        Repeated.ASK: _("逐次确定"),
        Repeated.ALWAYS: _("每次任职都宣誓"),
        Repeated.ONCE_PER_SESSION: _("同次会议任多职只宣誓一次"),
        Began.ELECTED: _("选举"),
        Began.APPOINTED: _("任命"),
        Began.ACTING: _("决定代理"),
        Began.RECORDED: _("补录"),
        Ended.REMOVED: _("免职"),
        Ended.RESIGNED: _("辞职"),
        Ended.DISMISSED: _("撤职"),
        Ended.BY_ITSELF: _("自行终止"),
        Ended.ABOLISHED: _("机构撤销或者更名"),
        Renaming.ASK: _("逐次确定"),
        Renaming.REAPPOINT: _("重新任命"),
        Renaming.KEEP: _("职能未变的不重新任命"),
        FailedTwice.WARN: _("提醒"),
        FailedTwice.BLOCK: _("不予受理"),
        ReviewState.PLANNED: _("待测评"),
        ReviewState.VOTED: _("已测评"),
        ReviewState.RECTIFYING: _("整改中"),
        ReviewState.DONE: _("已办结"),
        SanctionKind.WARNING: _("警告"),
        SanctionKind.DEMERIT: _("记过"),
        SanctionKind.SERIOUS_DEMERIT: _("记大过"),
        SanctionKind.DEMOTION: _("降级"),
        SanctionKind.DISMISSAL: _("撤职"),
        SanctionKind.EXPULSION: _("开除"),
    }
)
TONES.update({MotionState.DRAFT: "ink", MotionState.TABLED: "wait", MotionState.CHECKED: "wait"})
TONES.update({MotionState.SCHEDULED: "wait", MotionState.VOTING: "soon", MotionState.VOTED: "soon"})
TONES.update({MotionState.ANNOUNCED: "wait", MotionState.DONE: "done", MotionState.WITHDRAWN: "ink"})
TONES.update({OathState.OWED: "wait", OathState.INVITED: "wait", OathState.SWORN: "done"})
TONES.update({OathState.ABSENT: "soon", OathState.EXEMPT: "ink"})
TONES.update({CeremonyState.PLANNED: "wait", CeremonyState.HELD: "done"})
TONES.update({ExamStanding.NOT_NEEDED: "ink", ExamStanding.OPEN: "wait", ExamStanding.PASSED: "done"})
TONES.update({ExamStanding.RESIT: "soon", ExamStanding.FAILED: "late"})
TONES.update({ReviewState.PLANNED: "wait", ReviewState.VOTED: "done", ReviewState.RECTIFYING: "soon"})
TONES.update({ReviewState.DONE: "done"})
