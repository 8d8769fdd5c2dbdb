"""The text of a resolution or decision as a first draft, with its adoption note (题注)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress.drafts.words import GAP, Draft, Drafted, day
from congress.models import User
from congress.rules.documents.kinds import DocumentCode
from congress.rules.documents.life import DocumentState
from decisions import access
from decisions.models import Matter
from decisions.rules.matters import VOTED, DecidedAs

CODES = {DecidedAs.RESOLUTION: DocumentCode.RESOLUTION, DecidedAs.DECISION: DocumentCode.DECISION}


def draft_of(user: User, pk: int) -> Drafted | None:
    """The draft somebody in an office may make of a decided matter."""
    if not access.works_on_decisions(user):
        return None
    rows = access.matters(user).filter(decided_as__in=VOTED)
    matter = (
        rows.select_related("county", "item__meeting__term", "item__meeting__body", "document").filter(pk=pk).first()
    )
    return _drafted(matter) if matter else None


def _drafted(matter: Matter) -> Drafted:
    word, meeting = matter.get_decided_as_display(), matter.item.meeting if matter.item else None
    committee = _("%(congress)s常务委员会") % {"congress": matter.county.name}
    about = matter.title.removeprefix("关于").removesuffix("的议案").removesuffix("的报告")
    passed = {"day": day(matter.decided_on) if matter.decided_on else GAP, "meeting": meeting.name if meeting else GAP}
    opening = _("%(meeting)s审议了%(title)s。会议%(word)s：") % {
        "meeting": passed["meeting"],
        "title": matter.title,
        "word": word,
    }
    draft = Draft(
        CODES[DecidedAs(matter.decided_as)],
        _("%(committee)s关于%(about)s的%(word)s") % {"committee": committee, "about": about, "word": word},
        "\n".join([opening, *(matter.text.splitlines() or [GAP])]),
        adopted=_("%(day)s%(county)s%(meeting)s通过") % {**passed, "county": matter.county.area},
        dated=matter.decided_on,
        item=matter.item_id,
    )
    begun = matter.document if matter.document and matter.document.state != DocumentState.WITHDRAWN else None
    return Drafted(draft, meeting=meeting, item=matter.item, words=str(matter)[:200], begun=begun)
