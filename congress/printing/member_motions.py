"""议案专用纸 of a motion that members of the standing committee bring in together."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress.models import MemberMotion
from congress.official.content import Block, Level, Paper, parse
from congress.official.forms import HIGH, facts, form, grid, note
from congress.official.text import spaced
from congress.queries.member_motions import Page
from congress.rules.member_motions import NEEDED


def motion_sheet(motion: MemberMotion, page: Page) -> Paper:
    """Words, a place for each to sign, and what the chairpersons' meeting decided."""
    decided = [motion.get_decision_display(), str(motion.decided_by or ""), motion.decision_note]
    rows = [
        (_("编号"), motion.number or _("（提出后编号）")),
        (_("案由"), motion.title),
        (_("领衔"), motion.mover.name),
        (_("主任会议决定"), "　".join(word for word in decided if word)),
    ]
    names = [spaced(one.name) for one in page.joined]
    signing = [(name, "") for name in names]
    told = _("联名%(n)s人（含领衔），法律规定须%(needed)s人以上（地方组织法第五十二条）。")
    return form(
        motion.body.name,
        _("常委会组成人员议案专用纸"),
        facts(rows, wide=36),
        Block(Level.FIRST, _("案据")),
        *parse(motion.grounds),
        Block(Level.FIRST, _("方案")),
        *parse(motion.proposal),
        Block(Level.FIRST, _("领衔和联名人签名")),
        grid((_("姓名"), _("签名")), signing, (56, 100), aligns="cc", height=HIGH),
        *note(told % {"n": len(names), "needed": NEEDED}),
    )
