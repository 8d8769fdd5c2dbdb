"""Papers of a suggestion: its own sheet, and its archive put together from several."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from congress.access import reads_phones
from congress.binding import bind, pages_of
from congress.labels.sessions import term_name
from congress.models import User
from congress.official import pdf
from congress.official.content import Block, Level, Paper, parse
from congress.official.forms import HIGH, facts, form, grid, note
from congress.official.text import spaced
from congress.printing import letters
from congress.printing.common import day
from congress.queries.deadlines import clock_due, ledger_of
from congress.rules.followups import Clock, HandlingRole
from deputies.models import Motion, Suggestion
from deputies.queries.archive import Dossier, dossier
from deputies.queries.motions import Page as MotionPage
from deputies.rules import CosignState


# -- The sheet -------------------------------------------------------------------------------------
def sheet(user: User, suggestion: Suggestion) -> Paper:
    """代表建议专用纸, to be signed by hand; the phone only for those who may read it."""
    names = suggestion.cosigners.filter(state=CosignState.CONFIRMED).select_related("mandate__person")
    phone = suggestion.lead.phone if reads_phones(user) else ""
    out_of_session = _("%(term)s闭会期间") % {"term": term_name(suggestion.term.number)}
    wish = suggestion.get_publicity_display() + (_("；请求保密") if suggestion.confidential else "")
    rows = [
        (_("编号"), suggestion.number or _("（受理后编号）")),
        (_("届次"), str(suggestion.session) if suggestion.session else out_of_session),
        (_("标题"), suggestion.title),
        (_("领衔代表"), f"{suggestion.lead_label}{phone}"),
        (_("附议代表"), "、".join(str(row.mandate.person) for row in names) or _("无")),
        (_("公开意愿"), wish),
    ]
    submitted = suggestion.submitted_at
    signed = day(timezone.localdate(submitted)) if submitted else _("　　　　年　　月　　日")
    return form(
        suggestion.county.name,
        _("代表建议、批评和意见专用纸"),
        facts(rows),
        Block(Level.FIRST, _("情况和建议")),
        *parse(suggestion.body),
        Block(Level.SIGN, _("领衔代表签名：＿＿＿＿＿＿＿＿　　%(day)s") % {"day": signed}),
    )


def motion_sheet(motion: Motion, page: MotionPage) -> Paper:
    """代表议案专用纸: 案由, 案据, 方案, a place to sign for the mover and for everybody who joined."""
    decided = [motion.get_decision_display(), motion.decided_at_meeting, day(motion.decided_on), motion.decision_note]
    rows = [
        (_("编号"), motion.number or _("（提交后编号）")),
        (_("届次"), str(motion.session) if motion.session else term_name(motion.term.number)),
        (_("案由"), motion.title),
        (_("领衔代表"), str(motion.mover)),
        (_("主席团决定"), "　".join(word for word in decided if word)),
    ]
    movers = [motion.mover, *(row.mandate for row in page.signed)]
    signing = [(spaced(one.person.name), one.delegation.name, "") for one in movers]
    told = _("联名%(n)s名（含领衔代表），法律规定须%(needed)s名以上（地方组织法第二十二条）。")
    return form(
        motion.term.congress.name,
        _("代表议案专用纸"),
        facts(rows),
        Block(Level.FIRST, _("案据")),
        *parse(motion.grounds),
        Block(Level.FIRST, _("方案")),
        *parse(motion.proposal),
        Block(Level.FIRST, _("领衔和联名代表签名")),
        grid((_("姓名"), _("代表团"), _("签名")), signing, (34, 66, 56), aligns="clc", height=HIGH),
        *note(told % {"n": page.number_signed, "needed": page.needed}),
    )


# -- The archive -----------------------------------------------------------------------------------
def archive_pdf(user: User, suggestion: Suggestion) -> bytes:
    """归档: summary, sheet, hand-over letters and every file in one PDF."""
    return bind(_parts(user, suggestion), str(suggestion))


def _parts(user: User, suggestion: Suggestion) -> Iterator[bytes]:
    found = dossier(user, suggestion)
    yield pdf.render(_summary(found))
    yield pdf.render(sheet(user, suggestion))
    yield from _letters(found)
    for file in found.files:
        yield pages_of(file)


def _summary(found: Dossier) -> Paper:
    """What became of the suggestion, on one paper."""
    row = found.suggestion
    known = [(_("编号"), row.number or _("未编号")), (_("标题"), row.title), (_("状态"), found.state)]
    known += [(str(name), str(value)) for name, value in found.facts]
    blocks = [facts(known), *_replies(found), *_marks(found), *_promises(found), *_history(found)]
    return form("", _("代表建议办理档案"), *blocks)


def _replies(found: Dossier) -> Iterator[Block]:
    if found.replies:
        yield _heading(_("答复"))
    for reply in found.replies:
        told = f"{reply.assignment.department} {reply.number}（{day(reply.dated)}，{reply.outcome}）"
        yield Block(Level.FLUSH, told + " " + _("签发人 %(name)s") % {"name": reply.signer})
        yield from parse(reply.summary)


def _marks(found: Dossier) -> Iterator[Block]:
    if not found.marks:
        return
    yield _heading(_("代表评价"))
    yield from note(_("评价的文字和签名的征询意见表只供代表工委使用，不装入本档。"))
    rows = [
        (
            str(mark.person),
            str(mark.reply.assignment.department),
            mark.get_process_display(),
            mark.get_result_display(),
        )
        for mark in found.marks
    ]
    yield grid((_("评价人"), _("对何单位"), _("过程"), _("结果")), rows, (32, 64, 30, 30))


def _promises(found: Dossier) -> Iterator[Block]:
    if found.promises:
        yield _heading(_("承诺事项"))
        head = (_("内容"), _("单位"), _("最初承诺"), _("现承诺"), _("状态"))
        rows = [(row.text, row.unit, day(row.first_on), day(row.due_on), row.state.label) for row in found.promises]
        yield grid(head, rows, (46, 30, 30, 30, 20))


def _history(found: Dossier) -> Iterator[Block]:
    yield _heading(_("办理经过"))
    rows = [
        (day(entry.on), "\n".join(line for line in (f"{entry.title}　{entry.who}".strip("　"), entry.text) if line))
        for entry in found.history
    ]
    yield grid((_("日期"), _("事项")), rows, (33, 123))
    if found.files:
        yield _heading(_("后附文件"))
    for number, file in enumerate(found.files, 1):
        yield Block(Level.FLUSH, f"{number}. {file.name}（{file.get_slot_display()}）")


def _heading(text: str) -> Block:
    return Block(Level.FIRST, text)


def _letters(found: Dossier) -> Iterator[bytes]:
    ledger = ledger_of([found.suggestion.followup_id or 0])
    for row in found.assignments:
        assists = row.role == HandlingRole.ASSIST
        clock = Clock.CO_OPINION if assists else Clock.REWORK if row.round > 1 else Clock.REPLY
        if due := clock_due(row, clock, ledger):
            yield pdf.render(letters.hand_over(row, due))
