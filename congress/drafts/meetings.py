"""Before a meeting: notice, agenda, programme, who sits in, the sheet to sign in on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress.drafts.facts import MeetingFacts
from congress.drafts.words import GAP, Draft, day, days, half, row, subject
from congress.rules.documents.kinds import DocumentCode
from congress.rules.meetings import MeetingKind
from congress.rules.numerals import chinese


def notice(facts: MeetingFacts, item: int | None = None) -> Draft:
    """会议通知: time, place, agenda, who comes, what is asked of them."""
    lines = [
        _("经研究，决定召开%(name)s。现将有关事项通知如下：") % {"name": facts.name},
        _("一、会议时间"),
        _("%(days)s，%(half)s开始，会期%(n)s天。")
        % {"days": days(facts), "half": half(facts), "n": (facts.ends_on - facts.starts_on).days + 1},
        _("二、会议地点"),
        _("%(place)s。") % {"place": facts.place or GAP},
        _("三、会议建议议程"),
        *_numbered(facts),
        _("四、参会人员"),
        *_people(facts),
        _("五、有关要求"),
        _("1.请参会人员安排好工作，准时参加会议。因故不能参加的，请于会前履行请假手续。"),
        _("2.请报告机关按规定时限将会议材料报送常委会办公室。"),
    ]
    title = _("关于召开%(name)s的通知") % {"name": facts.name}
    return Draft(DocumentCode.MEETING_NOTICE, title, "\n".join(lines), _invited(facts))


def _numbered(facts: MeetingFacts) -> list[str]:
    return [
        f"{n}.{subject(one)}" + (_("；") if n < len(facts.items) else _("。")) for n, one in enumerate(facts.items, 1)
    ]


def _people(facts: MeetingFacts) -> list[str]:
    whole = {
        MeetingKind.STANDING_COMMITTEE: _("1.出席：常委会组成人员。"),
        MeetingKind.CHAIRPERSONS: _("1.出席：常委会主任、副主任。"),
        MeetingKind.CONGRESS: _("1.出席：全体代表。"),
    }
    rows = [whole.get(facts.kind, _("1.出席：全体组成人员。"))]
    places = list(dict.fromkeys(guest.place or guest.name for guest in facts.sitting_in))
    if places:
        rows.append(_("2.列席：%(who)s。") % {"who": "、".join(places)})
    if facts.listeners:
        rows.append(_("3.旁听：公民代表%(n)s名。") % {"n": len(facts.listeners)})
    return rows


def _invited(facts: MeetingFacts) -> str:
    if facts.kind is MeetingKind.CONGRESS:
        return _("各位代表")
    return _("各位组成人员，各有关单位") if facts.sitting_in else _("各位组成人员")


def agenda(facts: MeetingFacts, item: int | None = None) -> Draft:
    """会议议程: the items in their order."""
    lines = [f"{chinese(n)}、{subject(one)}" for n, one in enumerate(facts.items, 1)]
    adopted = _("%(days)s") % {"days": days(facts)}
    return Draft(DocumentCode.AGENDA, _("%(name)s议程") % {"name": facts.name}, "\n".join(lines), adopted=adopted)


def schedule(facts: MeetingFacts, item: int | None = None) -> Draft:
    """会议日程: who reports what, under whose chair."""
    lines = [_("一、%(days)s%(half)s") % {"days": days(facts), "half": half(facts)}]
    lines += [_("地点：%(place)s") % {"place": facts.place or GAP}]
    lines += [_("主持人：%(who)s") % {"who": facts.presided_by or GAP}]
    lines.append(row(_("次序"), _("议题"), _("报告人"), _("责任机构")))
    lines += [
        row(n, subject(one), " ".join(filter(None, [one.organ, one.reporter])), one.office)
        for n, one in enumerate(facts.items, 1)
    ]
    return Draft(DocumentCode.SCHEDULE, _("%(name)s日程") % {"name": facts.name}, "\n".join(lines), adopted=days(facts))


def attendees(facts: MeetingFacts, item: int | None = None) -> Draft:
    """列席名单: by unit, with the item somebody sits in for."""
    lines = [row(_("序号"), _("姓名"), _("单位及职务"), _("列席议题"))]
    lines += [
        row(n, guest.name, f"{guest.place}{guest.title}", guest.item or _("全程"))
        for n, guest in enumerate(facts.sitting_in, 1)
    ]
    if facts.listeners:
        lines.append(_("旁听人员：%(who)s") % {"who": "、".join(guest.name for guest in facts.listeners)})
    body = "\n".join(lines) if facts.sitting_in else GAP
    return Draft(DocumentCode.ATTENDEES, _("%(name)s列席人员名单") % {"name": facts.name}, body, adopted=days(facts))


def sign_in(facts: MeetingFacts, item: int | None = None) -> Draft:
    """签到表: members, then those who sit in; nobody is marked beforehand."""
    lines = [_("时间：%(day)s　　地点：%(place)s") % {"day": day(facts.starts_on), "place": facts.place}]
    lines.append(row(_("序号"), _("姓名"), _("身份"), _("签名"), _("序号"), _("姓名"), _("身份"), _("签名")))
    people = [(guest.name, _("出席")) for guest in facts.members]
    people += [(guest.name, _("列席")) for guest in facts.sitting_in]
    half_way = (len(people) + 1) // 2
    for n in range(half_way):
        cells: list[object] = [n + 1, *people[n], ""]
        other = n + half_way
        cells += [other + 1, *people[other], ""] if other < len(people) else ["", "", "", ""]
        lines.append(row(*cells))
    return Draft(DocumentCode.SIGN_IN, _("%(name)s签到表") % {"name": facts.name}, "\n".join(lines))
