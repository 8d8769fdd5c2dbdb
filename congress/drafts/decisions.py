"""What a meeting leaves behind for others: decisions, proclamations, the deliberation opinion."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from congress.drafts.facts import ItemFacts, MeetingFacts
from congress.drafts.minutes import passed_on
from congress.drafts.words import GAP, Draft, day
from congress.rules.documents.kinds import DocumentCode
from congress.rules.meetings import ItemKind, MeetingKind

REPORTS = (ItemKind.REPORT, ItemKind.BUDGET, ItemKind.INSPECTION, ItemKind.INQUIRY, ItemKind.OPINION)
DECIDED = (ItemKind.DECISION, ItemKind.MOTION, ItemKind.BUDGET)


def resolution(facts: MeetingFacts, item: int | None = None) -> Draft:
    """决议 on an item: what was heard, what is decided."""
    return _decided(DocumentCode.RESOLUTION, facts, facts.item(item, *DECIDED), _("决议"))


def decision(facts: MeetingFacts, item: int | None = None) -> Draft:
    """决定 on an item."""
    return _decided(DocumentCode.DECISION, facts, facts.item(item, *DECIDED), _("决定"))


def _decided(code: DocumentCode, facts: MeetingFacts, item: ItemFacts | None, word: str) -> Draft:
    about = item.shown if item else GAP
    heard = f"{item.organ}{item.reporter}" if item else ""
    opening = (
        _("%(name)s听取了%(who)s关于%(about)s的报告，进行了审议。会议%(word)s：")
        if heard
        else _("%(name)s审议了%(about)s。会议%(word)s：")
    )
    lines = [opening % {"name": facts.name, "who": heard, "about": bare(about), "word": word}]
    lines += _lines(item.outcome if item else "") or [GAP]
    title = _("%(committee)s关于%(about)s的%(word)s")
    return Draft(
        code,
        title % {"committee": _committee(facts), "about": bare(about), "word": word},
        "\n".join(lines),
        adopted=passed_on(facts, item) if item else "",
        dated=item.decided_on if item else None,
        item=item.pk if item else None,
    )


def proclamation(facts: MeetingFacts, item: int | None = None) -> Draft:
    """公告: what was decided, on which day, by which meeting."""
    found = facts.item(item, ItemKind.APPOINTMENT, ItemKind.ELECTION, ItemKind.DECISION)
    on = (found.decided_on if found else None) or facts.ends_on
    lines = [_("%(name)s于%(day)s：") % {"name": facts.name, "day": day(on)}]
    lines += [*_voted(facts), *_lines(found.outcome if found else "")] or [GAP]
    lines.append(_("现予公告。"))
    issuer = facts.congress if facts.kind is MeetingKind.CONGRESS else _committee(facts)
    return Draft(
        DocumentCode.PROCLAMATION,
        _("%(issuer)s公告") % {"issuer": issuer},
        "\n".join(lines),
        dated=on,
        item=found.pk if found else None,
    )


def _voted(facts: MeetingFacts) -> Iterator[str]:
    """Who was elected or appointed, in the order in which they stood on the ballot."""
    for post, names in facts.named:
        people = "、".join(names)
        if facts.kind is MeetingKind.CONGRESS:
            yield _("选举%(people)s为%(post)s；") % {"people": people, "post": post}
        else:
            yield _("%(people)s：%(post)s；") % {"people": people, "post": post}


def opinion(facts: MeetingFacts, item: int | None = None) -> Draft:
    """审议意见书: assessment, problems, advice drawn from the speeches, and by when an answer is due (监督法 §17)."""
    found = facts.item(item, *REPORTS)
    about, organ = (bare(found.shown), found.organ or GAP) if found else (GAP, GAP)
    heard = _("%(name)s听取和审议了%(organ)s关于%(about)s的报告。组成人员的审议意见如下：")
    lines = [
        heard % {"name": facts.name, "organ": organ, "about": about},
        _("一、总体评价"),
        _("会议认为，%(gap)s。") % {"gap": GAP},
        _("二、主要问题"),
        GAP,
        _("三、意见和建议"),
        *_advice(found),
        _(
            "请%(organ)s对上述意见认真研究处理，并在规定期限内将研究处理情况的报告送县人大有关委员会征求意见后，"
            "向常委会提出书面报告（监督法第十七条）。"
        )
        % {"organ": organ},
    ]
    title = _("关于%(about)s的审议意见") % {"about": about}
    return Draft(
        DocumentCode.OPINION,
        title,
        "\n".join(lines),
        addressee=organ if organ != GAP else "",
        item=found.pk if found else None,
    )


def _advice(item: ItemFacts | None) -> Iterator[str]:
    """The speeches, one after another, numbered; the clerk groups and shortens them. Who spoke is left out."""
    speeches = item.speeches if item else ()
    if not speeches:
        yield GAP
    for n, speech in enumerate(speeches, 1):
        first, *others = _lines(speech.text) or [GAP]
        yield f"{n}.{first}"
        yield from others


def bare(title: str) -> str:
    """What a report is about, without what stands around it: 听取和审议…关于X的报告 becomes X."""
    head, sep, tail = title.partition("关于")
    text = tail if sep else head
    for end in ("的报告", "情况报告", "的汇报", "（草案）", "的议案", "的决定", "的决议"):
        text = text.removesuffix(end)
    return text


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _committee(facts: MeetingFacts) -> str:
    return _("%(congress)s常务委员会") % {"congress": facts.congress}
