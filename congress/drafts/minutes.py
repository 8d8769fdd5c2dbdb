"""纪要 of a meeting: who was there, what was dealt with, what was decided."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from congress.drafts.facts import ItemFacts, MeetingFacts
from congress.drafts.words import GAP, Draft, day, days, names, placed, subject
from congress.rules.documents.kinds import DocumentCode
from congress.rules.meetings import ItemKind
from congress.rules.numerals import chinese


def chairpersons(facts: MeetingFacts, item: int | None = None) -> Draft:
    """主任会议纪要: from agenda, attendance and outcomes to a paper that only wants reading through."""
    chair = facts.presided_by or GAP
    opening = _("%(days)s，%(name)s在%(place)s举行，%(chair)s主持会议。现纪要如下：") % {
        "days": days(facts),
        "place": facts.place or GAP,
        "name": facts.short,
        "chair": chair,
    }
    lines = [opening, *_dealt_with(facts), *_there(facts)]
    return Draft(
        DocumentCode.CHAIRPERSONS_MINUTES,
        _("%(name)s纪要") % {"name": facts.short},
        "\n".join(lines),
        copies=_("常委会主任、副主任，常委会各工作机构"),
        dated=facts.ends_on,
    )


def committee(facts: MeetingFacts, item: int | None = None) -> Draft:
    """常委会会议纪要."""
    opening = _("%(name)s于%(days)s在%(place)s举行。%(chair)s主持会议。会议应出席组成人员%(all)s人，实到%(here)s人。")
    first = opening % {
        "name": facts.name,
        "days": days(facts),
        "place": facts.place or GAP,
        "chair": facts.presided_by or GAP,
        "all": len(facts.members),
        "here": len(facts.present),
    }
    lines = [first, *_dealt_with(facts), *_there(facts)]
    return Draft(
        DocumentCode.COMMITTEE_MINUTES,
        _("%(name)s纪要") % {"name": facts.name},
        "\n".join(lines),
        copies=_("常委会组成人员，县人民政府、县监察委员会、县人民法院、县人民检察院"),
        dated=facts.ends_on,
    )


def _dealt_with(facts: MeetingFacts) -> Iterator[str]:
    for n, item in enumerate(facts.items, 1):
        yield f"{chinese(n)}、{subject(item)}"
        yield told(item)
        yield from (line.strip() for line in item.outcome.splitlines() if line.strip())
        if not item.outcome.strip():
            yield _("会议%(gap)s。") % {"gap": GAP}


def told(item: ItemFacts) -> str:
    """Who reported, and that it was considered."""
    who = f"{item.organ}{item.reporter}"
    if item.kind is ItemKind.APPOINTMENT:
        return _("会议审议了有关人事任免事项。")
    if who:
        return _("会议听取了%(who)s关于此项议题的汇报，进行了审议。") % {"who": who}
    return _("会议对此项议题进行了研究。")


def _there(facts: MeetingFacts) -> Iterator[str]:
    yield _("出席：%(who)s") % {"who": names(facts.present) or GAP}
    if facts.absent:
        yield _("请假：%(who)s") % {"who": names(facts.absent)}
    if facts.sitting_in:
        yield _("列席：%(who)s") % {"who": placed(facts.sitting_in)}
    if facts.listeners:
        yield _("旁听：%(who)s") % {"who": names(facts.listeners)}
    if facts.staff:
        yield _("记录：%(who)s") % {"who": names(facts.staff)}


def passed_on(facts: MeetingFacts, item: ItemFacts) -> str:
    """题注: the day and the meeting that adopted a paper."""
    return _("%(day)s%(name)s通过") % {"day": day(item.decided_on or facts.ends_on), "name": facts.name}
