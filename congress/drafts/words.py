"""Phrases the drafts share: dates, lists of people, what an item was about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.drafts.facts import Guest, ItemFacts, MeetingFacts
from congress.models import AgendaItem, Document, FollowUp, Meeting
from congress.rules.documents.kinds import DocumentCode
from congress.rules.meetings import ItemKind

GAP = "【请补充】"
"""Stands where only a person knows what was said; a paper with it cannot be handed on."""
TABLE_ROWS = 400


@dataclass(frozen=True)
class Draft:
    """A first draft: the elements of a paper as a clerk would type them."""

    kind: DocumentCode
    title: str
    body: str
    addressee: str = ""
    adopted: str = ""
    annexes: str = ""
    copies: str = ""
    dated: date | None = None
    item: int | None = None


@dataclass(frozen=True)
class Drafted:
    """A first draft made from an app's own thing, and what of the core it is about.

    ``begun`` is the document that was begun from the thing already and not given up.
    """

    draft: Draft
    meeting: Meeting | None = None
    item: AgendaItem | None = None
    followup: FollowUp | None = None
    words: str = ""
    begun: Document | None = None


def day(on: date) -> str:
    """2026年3月5日."""
    return _("%(y)s年%(m)s月%(d)s日") % {"y": on.year, "m": on.month, "d": on.day}


def days(facts: MeetingFacts) -> str:
    """3月5日, or 3月5日至6日."""
    begin, end = facts.starts_on, facts.ends_on
    if begin == end:
        return day(begin)
    if (begin.year, begin.month) == (end.year, end.month):
        return _("%(begin)s至%(d)s日") % {"begin": day(begin), "d": end.day}
    return _("%(begin)s至%(m)s月%(d)s日") % {"begin": day(begin), "m": end.month, "d": end.day}


def half(facts: MeetingFacts) -> str:
    """上午9:00."""
    at = facts.starts_at
    word = _("上午") if at.hour < 12 else _("下午")
    return f"{word}{at.hour if at.hour <= 12 else at.hour - 12}:{at.minute:02d}"


def names(guests: Iterable[Guest]) -> str:
    """Names in a row, two-character names drawn to three as the office writes them."""
    return "　".join(spaced(guest.name) for guest in guests)


def spaced(name: str) -> str:
    """白　云: a name of two characters takes the room of three."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


def placed(guests: Iterable[Guest]) -> str:
    """县财政局孙丽、县交通运输局王志刚: people with their unit and office."""
    return "、".join(f"{guest.place}{guest.title}{guest.name}" for guest in guests)


def subject(item: ItemFacts) -> str:
    """What an item is, as an agenda says it: 听取和审议…的报告."""
    title = item.shown
    if title.startswith(("听取", "审议", "审查", "研究", "讨论", "表决", "通过", "学习", "传达", "通报", "决定")):
        return title
    verbs = {
        ItemKind.REPORT: _("听取和审议"),
        ItemKind.BUDGET: _("审查和批准"),
        ItemKind.INSPECTION: _("听取和审议"),
        ItemKind.INQUIRY: _("专题询问："),
        ItemKind.OPINION: _("审议"),
        ItemKind.DECISION: _("审议"),
        ItemKind.MOTION: _("审议"),
        ItemKind.APPOINTMENT: _("审议"),
        ItemKind.ASSESSMENT: _("进行满意度测评："),
    }
    return f"{verbs.get(item.kind, '')}{title}"


def row(*cells: object) -> str:
    """A row of a table as it is typed; what would end a cell is taken out."""
    return "| " + " | ".join(str(cell).replace("|", "／").replace("\n", " ") for cell in cells) + " |"
