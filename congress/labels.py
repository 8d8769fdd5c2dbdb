"""The office's words for every code of the rules, and the tone each state is shown in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping
from enum import Enum
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from congress.rules.followups import (
    AssignmentState,
    Channel,
    Clock,
    ContactWay,
    Ending,
    FollowUpState,
    HandlingRole,
    Mark,
    Openness,
    PartyPart,
    PromiseState,
    ReplyState,
    RequestKind,
    RequestState,
    UrgingKind,
)
from congress.rules.roles import Role
from congress.rules.transitions import Event, Guard

T = TypeVar("T")


class ByCode(MutableMapping[Enum, T]):
    """A table of codes that keeps members of different enums apart.

    In a plain dict ``Event.CONTACT`` and ``Clock.CONTACT`` are one key, since both equal the text "contact".
    So it is filled with pairs: a dict display would lose one before we see it.
    """

    def __init__(self, rows: Iterable[tuple[Enum, T]]) -> None:
        self._rows: dict[tuple[type[Enum], str], tuple[Enum, T]] = {}
        self.update(rows)

    def __getitem__(self, code: Enum) -> T:
        return self._rows[type(code), code.name][1]

    def __setitem__(self, code: Enum, value: T) -> None:
        self._rows[type(code), code.name] = (code, value)

    def __delitem__(self, code: Enum) -> None:
        del self._rows[type(code), code.name]

    def __iter__(self) -> Iterator[Enum]:
        return (code for code, _value in self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)


LABELS: ByCode[object] = ByCode(
    [
        (Role.CHAIR, _("常委会主任")),
        (Role.VICE_CHAIR, _("常委会副主任")),
        (Role.MEMBER, _("常委会委员")),
        (Role.DIRECTOR, _("办公室主任")),
        (Role.HEAD, _("机构负责人")),
        (Role.CLERK, _("工作人员")),
        (Role.ADMINISTRATOR, _("系统管理员")),
        (Role.AUDITOR, _("审计员")),
        (Role.UNIT_LEADER, _("单位分管领导")),
        (Role.UNIT_CONTACT, _("单位联络员")),
        (FollowUpState.FILED, _("待审查")),
        (FollowUpState.SENT_BACK, _("退回修改")),
        (FollowUpState.PENDING, _("待交办")),
        (FollowUpState.ASSIGNED, _("待签收")),
        (FollowUpState.HANDLING, _("办理中")),
        (FollowUpState.CHECKING, _("答复待审")),
        (FollowUpState.ANSWERED, _("待评价")),
        (FollowUpState.EVALUATED, _("待办结")),
        (FollowUpState.TRACKING, _("承诺跟踪")),
        (FollowUpState.CLOSED, _("已办结")),
        (FollowUpState.DECLINED, _("不作为建议处理")),
        (FollowUpState.MERGED, _("已并案")),
        (FollowUpState.TRANSFERRED, _("已转其他")),
        (FollowUpState.WITHDRAWN, _("已撤回")),
        (Ending.DECLINED, _("不作为建议处理")),
        (Ending.MERGED, _("并案")),
        (Ending.TRANSFERRED, _("转为其他")),
        (Ending.WITHDRAWN, _("撤回")),
        (AssignmentState.FORWARDING, _("待转交")),
        (AssignmentState.AWAITING, _("待签收")),
        (AssignmentState.RETURNING, _("申请退办")),
        (AssignmentState.RAISED, _("退办待定")),
        (AssignmentState.HANDLING, _("办理中")),
        (AssignmentState.COORDINATOR_CHECK, _("答复待政府办审核")),
        (AssignmentState.OFFICE_CHECK, _("答复待审核")),
        (AssignmentState.ANSWERED, _("已答复")),
        (AssignmentState.OPINED, _("已提会办意见")),
        (AssignmentState.REASSIGNED, _("已改派")),
        (AssignmentState.CANCELLED, _("已终止")),
        (PromiseState.OPEN, _("承诺未到兑现")),
        (PromiseState.REPORTED, _("已报兑现，待评价")),
        (PromiseState.KEPT, _("已兑现")),
        (PromiseState.REPLACED, _("由新答复取代")),
        (ReplyState.SUBMITTED, _("待审核")),
        (ReplyState.SENT_BACK, _("已退回补正")),
        (ReplyState.ISSUED, _("已答复")),
        (RequestKind.RETURN, _("退办")),
        (RequestKind.EXTENSION, _("延期")),
        (RequestState.OPEN, _("待决定")),
        (RequestState.GRANTED, _("同意")),
        (RequestState.REFUSED, _("不同意")),
        (RequestState.OVERTAKEN, _("已无须决定")),
        (UrgingKind.URGE, _("催办")),
        (UrgingKind.SUPERVISE, _("督办")),
        (HandlingRole.SOLE, _("独办")),
        (HandlingRole.LEAD, _("主办")),
        (HandlingRole.ASSIST, _("会办")),
        (HandlingRole.SEPARATE, _("分办")),
        (PartyPart.ASKER, _("领衔代表")),
        (PartyPart.COSIGNER, _("附议代表")),
        (PartyPart.MERGED, _("并案代表")),
        (PartyPart.OFFICE, _("责任机构")),
        (PartyPart.RECORDER, _("代表所在乡镇人大")),
        (PartyPart.UNIT, _("承办单位")),
        (PartyPart.LEAD_UNIT, _("主办单位")),
        (PartyPart.COORDINATOR, _("转交单位")),
        (PartyPart.LEADER, _("常委会领导")),
        (Openness.PARTIES, _("仅相关方")),
        (Openness.STAFF, _("人大机关内部")),
        (Openness.DEPUTIES, _("全体代表")),
        (Openness.PUBLIC, _("向社会公开")),
        (Mark.GOOD, _("满意")),
        (Mark.FAIR, _("基本满意")),
        (Mark.BAD, _("不满意")),
        (Channel.ONLINE, _("代表本人在线")),
        (Channel.PAPER, _("纸质代录")),
        (ContactWay.VISIT, _("走访")),
        (ContactWay.SITE, _("现场")),
        (ContactWay.MEETING, _("座谈")),
        (ContactWay.PHONE, _("电话")),
        (Event.ACCEPT, _("受理")),
        (Event.SEND_BACK, _("退回修改")),
        (Event.RESUBMIT, _("重新提交")),
        (Event.DECLINE, _("不作为建议处理")),
        (Event.MERGE, _("并案")),
        (Event.TRANSFER, _("转为其他")),
        (Event.WITHDRAW, _("撤回")),
        (Event.PROPOSE, _("预分办")),
        (Event.COMMENT, _("回复预分办")),
        (Event.HAND_OVER, _("交办")),
        (Event.FORWARD, _("转交")),
        (Event.SIGN_FOR, _("签收")),
        (Event.RETURN, _("申请退办")),
        (Event.REASSIGN, _("改派")),
        (Event.REFUSE_RETURN, _("不同意退办")),
        (Event.RAISE, _("报代表工委")),
        (Event.CONTACT, _("记录面商")),
        (Event.OPINE, _("提会办意见")),
        (Event.RETURN_OPINION, _("退回会办意见")),
        (Event.ASK_EXTENSION, _("申请延期")),
        (Event.EXTEND, _("决定延期")),
        (Event.REFUSE_EXTENSION, _("不同意延期")),
        (Event.REPLY, _("答复")),
        (Event.PASS, _("审核通过")),
        (Event.SEND_BACK_REPLY, _("退回补正")),
        (Event.EVALUATE, _("评价")),
        (Event.RECORD_EVALUATION, _("代录评价")),
        (Event.REWORK, _("重新办理")),
        (Event.CONFER, _("记录会商")),
        (Event.CLOSE, _("办结")),
        (Event.URGE, _("催办")),
        (Event.SUPERVISE, _("督办")),
        (Event.MARK_KEY, _("列为重点督办")),
        (Event.REPORT_PROMISE, _("报告兑现")),
        (Event.MOVE_PROMISE, _("推迟承诺")),
        (Event.EVALUATE_PROMISE, _("评价兑现")),
        (Event.REJECT_PROMISE, _("评为未兑现")),
        (Event.CONFIRM_PROMISE, _("确认兑现")),
        (Guard.PROPOSED, _("没有等待回复的预分办")),
        (Guard.THROUGH_COORDINATOR, _("此件不经政府办转交")),
        (Guard.DIRECT, _("此件由政府办转交")),
        (Guard.WINDOW_OPEN, _("退办期限已过，不再调整承办单位")),
        (Guard.NO_REQUEST, _("已有一件申请等待决定")),
        (Guard.ANSWERS, _("会办单位向主办单位提会办意见，不直接答复代表")),
        (Guard.ASSISTS, _("只有会办单位提会办意见")),
        (Guard.EXTENDABLE, _("只有三个月内答复的建议可以延至六个月，且只能延期一次")),
        (Guard.EXTENSION_ASKED, _("没有等待决定的延期申请")),
        (Guard.EVALUATION_OVER, _("代表评价期限未满，尚不能办结")),
        (Guard.SETTLED, _("代表评价为不满意，须重新办理或者会商后才能办结")),
        (Guard.DISSATISFIED, _("代表没有评价为不满意")),
        (Guard.ROUNDS_LEFT, _("重新办理已达规定次数，应当组织会商")),
        (Guard.ROUNDS_USED, _("还可以重新办理，尚不需要会商")),
        (Guard.NOT_CONFERRED, _("本轮已经会商")),
        (Clock.HAND_OVER, _("交办")),
        (Clock.FORWARD, _("转交")),
        (Clock.SIGN_FOR, _("签收")),
        (Clock.RETURN, _("退办")),
        (Clock.REASSIGN, _("改派")),
        (Clock.CO_OPINION, _("会办意见")),
        (Clock.CO_OPINION_REDO, _("会办意见重提")),
        (Clock.CONTACT, _("首次联系代表")),
        (Clock.REPLY, _("答复")),
        (Clock.EXTENSION, _("延期后的答复")),
        (Clock.CHECK, _("答复审核")),
        (Clock.EVALUATION, _("代表评价")),
        (Clock.REWORK, _("重新办理")),
        (Clock.PROMISE, _("承诺兑现")),
        (Clock.PROMISE_EVALUATION, _("兑现评价")),
    ]
)

TONES: ByCode[str] = ByCode(
    [
        (FollowUpState.FILED, "wait"),
        (FollowUpState.SENT_BACK, "soon"),
        (FollowUpState.PENDING, "wait"),
        (FollowUpState.ASSIGNED, "wait"),
        (FollowUpState.HANDLING, "ink"),
        (FollowUpState.CHECKING, "wait"),
        (FollowUpState.ANSWERED, "wait"),
        (FollowUpState.EVALUATED, "wait"),
        (FollowUpState.TRACKING, "ink"),
        (FollowUpState.CLOSED, "done"),
        (FollowUpState.DECLINED, "ink"),
        (FollowUpState.MERGED, "ink"),
        (FollowUpState.TRANSFERRED, "ink"),
        (FollowUpState.WITHDRAWN, "ink"),
        (AssignmentState.FORWARDING, "wait"),
        (AssignmentState.AWAITING, "wait"),
        (AssignmentState.RETURNING, "soon"),
        (AssignmentState.RAISED, "soon"),
        (AssignmentState.HANDLING, "ink"),
        (AssignmentState.COORDINATOR_CHECK, "wait"),
        (AssignmentState.OFFICE_CHECK, "wait"),
        (AssignmentState.ANSWERED, "done"),
        (AssignmentState.OPINED, "done"),
        (AssignmentState.REASSIGNED, "ink"),
        (AssignmentState.CANCELLED, "ink"),
        (PromiseState.OPEN, "ink"),
        (PromiseState.REPORTED, "wait"),
        (PromiseState.KEPT, "done"),
        (PromiseState.REPLACED, "ink"),
        (Mark.GOOD, "done"),
        (Mark.FAIR, "ink"),
        (Mark.BAD, "late"),
    ]
)

E = TypeVar("E", bound=Enum)


def label(code: Enum) -> str:
    """The words for a code."""
    return str(LABELS[code])


def choices(enum: type[E]) -> list[tuple[object, object]]:
    """Pairs for a model or form field, in the order the enum is written."""
    return [(code.value, LABELS[code]) for code in enum]
