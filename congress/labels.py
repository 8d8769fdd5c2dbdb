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
    Event,
    FollowUpState,
    Guard,
    HandlingRole,
    Mark,
    Openness,
    PartyPart,
    ReplyState,
)
from congress.rules.roles import Role

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
        (FollowUpState.PENDING, _("待交办")),
        (FollowUpState.ASSIGNED, _("待签收")),
        (FollowUpState.HANDLING, _("办理中")),
        (FollowUpState.ANSWERED, _("待评价")),
        (FollowUpState.EVALUATED, _("待办结")),
        (FollowUpState.CLOSED, _("已办结")),
        (AssignmentState.AWAITING, _("待签收")),
        (AssignmentState.HANDLING, _("办理中")),
        (AssignmentState.ANSWERED, _("已答复")),
        (ReplyState.ISSUED, _("已答复")),
        (HandlingRole.SOLE, _("独办")),
        (HandlingRole.LEAD, _("主办")),
        (HandlingRole.ASSIST, _("会办")),
        (HandlingRole.SEPARATE, _("分办")),
        (PartyPart.ASKER, _("领衔代表")),
        (PartyPart.COSIGNER, _("附议代表")),
        (PartyPart.OFFICE, _("责任机构")),
        (PartyPart.UNIT, _("承办单位")),
        (PartyPart.COORDINATOR, _("转交单位")),
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
        (Event.HAND_OVER, _("交办")),
        (Event.SIGN_FOR, _("签收")),
        (Event.CONTACT, _("记录面商")),
        (Event.REPLY, _("答复")),
        (Event.EVALUATE, _("评价")),
        (Event.CLOSE, _("办结")),
        (Guard.EVALUATION_OVER, _("代表评价期限未满，尚不能办结")),
        (Clock.HAND_OVER, _("交办")),
        (Clock.SIGN_FOR, _("签收")),
        (Clock.CONTACT, _("首次联系代表")),
        (Clock.REPLY, _("答复")),
        (Clock.EVALUATION, _("代表评价")),
    ]
)

TONES: ByCode[str] = ByCode(
    [
        (FollowUpState.FILED, "wait"),
        (FollowUpState.PENDING, "wait"),
        (FollowUpState.ASSIGNED, "wait"),
        (FollowUpState.HANDLING, "ink"),
        (FollowUpState.ANSWERED, "wait"),
        (FollowUpState.EVALUATED, "wait"),
        (FollowUpState.CLOSED, "done"),
        (AssignmentState.AWAITING, "wait"),
        (AssignmentState.HANDLING, "ink"),
        (AssignmentState.ANSWERED, "done"),
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
