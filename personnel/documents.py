"""Papers of a ceremony of the oath: 仪式程序, 宣誓名单, 宣誓记录. Plain rows in, a paper out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from congress.official.content import Block, Level, Paper
from congress.official.forms import facts, form, grid
from congress.official.text import long_date, spaced
from congress.printing.meetings import issuer_of
from congress.rules.numerals import chinese
from personnel.models import Ceremony, Swearing
from personnel.rules.oaths import OathForm, Presence

MANY = 30
"""From so many people with one office on, the names stand in columns."""
COLUMNS = 4


def _when(ceremony: Ceremony) -> str:
    return long_date(ceremony.held_on) + (f" {ceremony.held_at:%H:%M}" if ceremony.held_at else "")


def _head(ceremony: Ceremony) -> list[Block]:
    where = f"{_when(ceremony)}　{ceremony.place}"
    return [Block(Level.CENTRED, str(ceremony)), Block(Level.CENTRED, where)]


def _issuer(ceremony: Ceremony, rows: Sequence[Swearing]) -> str:
    """Whose paper it is: the organ that elected or appointed those who swear."""
    return issuer_of(rows[0].duty.meeting) if rows else str(ceremony.county.name)


def script(ceremony: Ceremony, rows: Sequence[Swearing]) -> Paper:
    """仪式程序, by form: who says what, in which order (宪法宣誓决定第八条)."""
    host, n = ceremony.host, len(rows)
    leader = next((row.duty.name for row in rows if row.leads), "")
    steps = [
        (
            _("宣布开始"),
            _("%(host)s：根据宪法宣誓制度的有关规定，现在举行宪法宣誓仪式。本次宣誓由%(who)s组织，宣誓人%(n)s名。"),
        ),
        (_("唱国歌"), _("%(host)s：请全体起立，奏唱中华人民共和国国歌。")),
        (_("宣读任职决定"), _("%(host)s宣读宣誓人名单和任职决定。")),
        (_("宣誓"), _swearing(ceremony, leader)),
    ]
    if ceremony.witness:
        steps.append((_("监誓"), _("监誓人%(witness)s在场监督宣誓。")))
    end = _("%(host)s：宣誓完毕，请坐下。宪法宣誓仪式到此结束。")
    steps.append((_("宣布结束"), end))
    shape = {"host": host, "n": n, "who": ceremony.get_organiser_display(), "witness": ceremony.witness}
    blocks = _head(ceremony)
    for number, (heading, words) in enumerate(steps, 1):
        blocks += [Block(Level.FIRST, f"{chinese(number)}、{heading}"), Block(Level.BODY, words % shape)]
    text = [Block(Level.FIRST, _("誓词")), Block(Level.BODY, ceremony.text.text)]
    source = Block(Level.NOTE, _("誓词文本：%(basis)s") % {"basis": ceremony.text.basis})
    order = Block(Level.NOTE, _("会场悬挂国旗或者国徽，宣誓人面向国旗或者国徽站立，着装整洁庄重。"))
    return form(_issuer(ceremony, rows), _("宪法宣誓仪式程序"), *blocks, *text, source, order)


def _swearing(ceremony: Ceremony, leader: str) -> str:
    if ceremony.form == OathForm.GROUP:
        text = _(
            "领誓人%(leader)s左手抚按《中华人民共和国宪法》，右手举拳，领诵誓词；"
            "其他宣誓人整齐排列，右手举拳，跟诵誓词。诵毕，自领誓人起依次报出自己的姓名。"
        )
        return text % {"leader": leader}
    return _("宣誓人依次上前，左手抚按《中华人民共和国宪法》，右手举拳，诵读誓词，诵毕报出自己的姓名。")


def people_list(ceremony: Ceremony, rows: Sequence[Swearing]) -> Paper:
    """宣誓名单: a line each, or names in columns where many hold one office."""
    heading = Block(
        Level.FLUSH, _("共%(n)s名，由%(who)s组织。") % {"n": len(rows), "who": ceremony.get_organiser_display()}
    )
    return form(_issuer(ceremony, rows), _("宪法宣誓人员名单"), *_head(ceremony), heading, *_people(rows))


def _people(rows: Sequence[Swearing]) -> list[Block]:
    offices = {row.duty.office for row in rows}
    if len(rows) >= MANY and len(offices) == 1:
        return [
            Block(Level.FIRST, _("%(office)s（%(n)s名）") % {"office": offices.pop(), "n": len(rows)}),
            _columns(rows),
        ]
    lines = [
        (str(n), spaced(row.duty.name), row.duty.office, _("领誓人") if row.leads else "")
        for n, row in enumerate(rows, 1)
    ]
    return [grid((_("序号"), _("姓名"), _("职务"), _("备注")), lines, (16, 36, 80, 24), aligns="cclc")]


def _columns(rows: Sequence[Swearing]) -> Block:
    """Names beside each other, to be read across; a star for the one who leads."""
    names = [f"{n}　{spaced(row.duty.name)}{'★' if row.leads else ''}" for n, row in enumerate(rows, 1)]
    names += [""] * (-len(names) % COLUMNS)
    lines = [tuple(names[at : at + COLUMNS]) for at in range(0, len(names), COLUMNS)]
    return Block(Level.TABLE, rows=tuple(lines), widths=(39.0,) * COLUMNS, header=0, aligns="l" * COLUMNS)


def record(ceremony: Ceremony, rows: Sequence[Swearing]) -> Paper:
    """宣誓记录: what was held, who has sworn, who was absent and by when he makes it up; a line for the recorder."""
    sworn = [row for row in rows if row.presence == Presence.PRESENT]
    absent = [row for row in rows if row.presence == Presence.ABSENT]
    leader = next((row.duty.name for row in rows if row.leads), _("无（单独宣誓）"))
    told = [
        (_("时间"), _when(ceremony)),
        (_("地点"), ceremony.place),
        (_("组织者"), ceremony.get_organiser_display()),
        (_("主持人"), ceremony.host),
        (_("形式"), ceremony.get_form_display()),
        (_("领誓人"), leader),
        *([(_("监誓人"), ceremony.witness)] if ceremony.witness else []),
        (_("誓词文本"), f"{ceremony.text}\n{ceremony.text.basis}"),
        *([(_("备注"), ceremony.note)] if ceremony.note else []),
    ]
    blocks = [facts(told), Block(Level.FIRST, _("已宣誓人员（%(n)s名）") % {"n": len(sworn)}), *_acts(sworn)]
    if absent:
        head = (_("姓名"), _("职务"), _("缺席原因"), _("补行日期"))
        lines = [
            (spaced(row.duty.name), row.duty.office, row.reason, long_date(row.make_up_by) if row.make_up_by else "")
            for row in absent
        ]
        blocks.append(Block(Level.FIRST, _("缺席人员（%(n)s名）") % {"n": len(absent)}))
        blocks.append(grid(head, lines, (28, 52, 40, 36), aligns="cllc"))
    paper = form(_issuer(ceremony, rows), _("宪法宣誓记录"), Block(Level.CENTRED, str(ceremony)), *blocks)
    return replace(paper, signature=_("记录人：%(who)s") % {"who": ceremony.recorded_by}, dated=ceremony.held_on)


def _acts(rows: Sequence[Swearing]) -> list[Block]:
    """Names and offices; the act by which they were given stands once where all have the same."""
    if len({row.duty.act_words for row in rows}) == 1:
        act = Block(Level.FLUSH, _("任职依据：%(act)s") % {"act": rows[0].duty.act_words})
        return [act, *_people(rows)]
    lines = [(spaced(row.duty.name), row.duty.office, row.duty.act_words) for row in rows]
    return [grid((_("姓名"), _("职务"), _("任职依据")), lines, (30, 56, 70), aligns="cll")]
