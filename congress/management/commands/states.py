"""``manage.py states``: the state diagrams and the transition table as Markdown; kept as docs/states.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, StrEnum
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.labels import label
from congress.rules.diagram import ENDED, AnyMove, Arrow, arrows, rows
from congress.rules.documents.life import DocumentGuard, DocumentPart, DocumentState
from congress.rules.followups import AssignmentState, FollowUpState, PartyPart, PromiseState
from congress.rules.meeting_moves import MeetingGuard, MeetingPart
from congress.rules.meetings import MeetingState
from congress.rules.transitions import Guard

PARTS: tuple[Enum, ...] = (*PartyPart, *DocumentPart, *MeetingPart)

THINGS: tuple[tuple[object, type[StrEnum], StrEnum, object], ...] = (
    (
        gettext_lazy("跟踪事项（follow-up）"),
        FollowUpState,
        FollowUpState.FILED,
        gettext_lazy("括号里的：由承办（assignment）或者承诺（promise）的变化带来，几个单位承办时以最慢的为准。"),
    ),
    (
        gettext_lazy("承办（assignment）"),
        AssignmentState,
        AssignmentState.AWAITING,
        gettext_lazy(
            "经政府办转交的从 forwarding 开始，其余从 awaiting 开始。"
            "此件撤回等提前结束，或者本轮结束时会办单位还没有提意见的，承办转为 cancelled。"
        ),
    ),
    (
        gettext_lazy("承诺（promise）"),
        PromiseState,
        PromiseState.OPEN,
        gettext_lazy("重新办理或者提前结束的，原承诺转为 replaced。"),
    ),
    (
        gettext_lazy("公文（document）"),
        DocumentState,
        DocumentState.DRAFT,
        gettext_lazy("编号印发以后内容定稿，不再修改；取代它的文件印发时，转为 superseded，原件保留。"),
    ),
    (
        gettext_lazy("会议（meeting）"),
        MeetingState,
        MeetingState.PREPARING,
        gettext_lazy("改期不改变状态，日期和已经算出的期限随之变动；会议记录在闭会以后还可以补正。"),
    ),
)
CONDITIONS: dict[Enum, object] = {
    Guard.WRITES_HIMSELF: gettext_lazy("代表本人在线提交的"),
    Guard.ON_PAPER: gettext_lazy("照纸质原件代录的"),
    Guard.PROPOSED: gettext_lazy("预分办等待回复"),
    Guard.THROUGH_COORDINATOR: gettext_lazy("经政府办转交的"),
    Guard.DIRECT: gettext_lazy("直接交办的"),
    Guard.WINDOW_OPEN: gettext_lazy("退办期限内"),
    Guard.NO_REQUEST: gettext_lazy("没有待决的申请"),
    Guard.ANSWERS: gettext_lazy("不是会办单位"),
    Guard.ASSISTS: gettext_lazy("会办单位"),
    Guard.EXTENDABLE: gettext_lazy("可以延期且没有延过"),
    Guard.EXTENSION_ASKED: gettext_lazy("延期申请待决"),
    Guard.EVALUATION_OVER: gettext_lazy("评价期限已过"),
    Guard.SETTLED: gettext_lazy("没有不满意，或者已经会商"),
    Guard.DISSATISFIED: gettext_lazy("代表不满意"),
    Guard.ROUNDS_LEFT: gettext_lazy("重新办理未达规定次数"),
    Guard.ROUNDS_USED: gettext_lazy("重新办理已达规定次数"),
    Guard.NOT_CONFERRED: gettext_lazy("本轮没有会商"),
    Guard.UNANSWERED: gettext_lazy("此轮还没有答复代表"),
    Guard.ASKED: gettext_lazy("代表提出的"),
    Guard.NOT_ASKED: gettext_lazy("不是代表提出的"),
    Guard.OFFICE_JUDGES: gettext_lazy("由责任机构核定的"),
    Guard.MEETING_JUDGES: gettext_lazy("由会议决定的"),
    Guard.CONTACTS: gettext_lazy("须面商的"),
    Guard.ALLOTTED: gettext_lazy("由政府办分解的"),
    Guard.NOT_ALLOTTED: gettext_lazy("由责任机构交办的"),
    Guard.PERSONAL: gettext_lazy("交办本人的，照纸质代录"),
    DocumentGuard.REVIEW_WANTED: gettext_lazy("须核稿的文种"),
    DocumentGuard.SIGNATURE_ONLY: gettext_lazy("不核稿、须签发的文种"),
    DocumentGuard.FREE: gettext_lazy("不核稿、不签发的文种"),
    DocumentGuard.SIGNATURE_WANTED: gettext_lazy("须签发的文种"),
    DocumentGuard.NO_SIGNATURE: gettext_lazy("不签发的文种"),
    DocumentGuard.UNSCANNED: gettext_lazy("还没有签字扫描件"),
    DocumentGuard.FOR_THE_PUBLIC: gettext_lazy("知悉范围为向社会公开"),
    MeetingGuard.HAS_ITEMS: gettext_lazy("议程上有议题"),
    MeetingGuard.NOT_ADOPTED: gettext_lazy("有议题还没有通过"),
    MeetingGuard.ADOPTED: gettext_lazy("议程已经通过"),
    MeetingGuard.HAS_MEMBERS: gettext_lazy("参会人员已确定"),
    MeetingGuard.SOME_UNTOLD: gettext_lazy("有人还没有收到通知"),
    MeetingGuard.DAY_COME: gettext_lazy("会议当天或者以后"),
    MeetingGuard.SEATS_KNOWN: gettext_lazy("按核定名额计算的，名额已经登记"),
    MeetingGuard.QUORUM: gettext_lazy("到会人数符合规定"),
}


class Command(BaseCommand):
    help = gettext_lazy("打印跟踪事项、承办、承诺、公文和会议的状态图和流转表（Markdown）；docs/states.md 由它生成")  # type: ignore[assignment]
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("\n".join(document()))


def document() -> Iterator[str]:
    """The lines of docs/states.md."""
    yield "# " + _("状态图和流转表")
    yield ""
    yield _(
        "由 `manage.py states` 从 `congress/rules/transitions.py`、`congress/rules/documents/life.py` 和 "
        "`congress/rules/meeting_moves.py` 生成，不手工修改。"
    )
    yield _("表中带“◆”的是当事人应当做的下一步，会列在他的“今天”里。")
    for title, states, start, note in THINGS:
        yield from ["", f"## {title}", "", str(note), ""]
        yield from diagram(states, start)
        yield ""
        yield from table(states)


def diagram(states: type[StrEnum], start: StrEnum) -> Iterator[str]:
    """One mermaid diagram."""
    yield from ["```mermaid", "stateDiagram-v2"]
    for state in states:
        yield f"    {state.value}: {both(state)}"
    yield f"    [*] --> {start.value}"
    for arrow, words in joined(arrows(states)):
        yield f"    {arrow.on.value} --> {arrow.to.value}: {words}"
    for state in states:
        if state in ENDED:
            yield f"    {state.value} --> [*]"
    yield "```"


def joined(found: Iterable[Arrow]) -> list[tuple[Arrow, str]]:
    """Arrows between the same two states share one line; those of another thing's move stand in brackets."""
    lines: dict[tuple[StrEnum, StrEnum], tuple[Arrow, list[str]]] = {}
    for arrow in found:
        _arrow, words = lines.setdefault((arrow.on, arrow.to), (arrow, []))
        word = label(arrow.event)
        words.append(f"（{word}）" if arrow.through else word)
    return [(arrow, "、".join(dict.fromkeys(words))) for arrow, words in lines.values()]


def table(states: type[StrEnum]) -> Iterator[str]:
    """The rows of one thing."""
    yield "| " + " | ".join([_("状态"), _("事件"), _("谁"), _("条件"), _("转为"), ""]) + " |"
    yield "|---|---|---|---|---|---|"
    for move in rows(states):
        yield "| " + " | ".join(cells(move)) + " |"


def cells(move: AnyMove) -> list[str]:
    """One row: from, event, who, condition, to, expected."""
    who = "、".join(both(part) for part in PARTS if part in move.by)
    why = "，".join(str(CONDITIONS[guard]) for guard in move.guards)
    to = _("不变") if move.to is move.on else both(move.to)
    return [both(move.on), both(move.event), who, why, to, "◆" if move.expected else ""]


def both(code: Enum) -> str:
    """待签收 awaiting: the office's word and the code."""
    return f"{label(code)} {code.value}"
