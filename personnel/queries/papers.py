"""The words of papers about appointments: announcement, certificates, oath. Only of what was carried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.official.content import Block, Layout, Level, Paper
from congress.queries.deadlines import chinese_date
from congress.rules.ballots import LineOutcome
from congress.rules.numerals import chinese
from personnel.models import AppointmentLine, AppointmentMotion, Holding
from personnel.rules.offices import Act

HEADINGS = {
    Act.APPOINT: "任命：",
    Act.ACTING: "决定：",
    Act.REMOVE: "免去：",
    Act.RESIGN: "接受：",
    Act.DISMISS: "撤销：",
    Act.END: "下列职务自行终止：",
}
LEAVING = gettext_lazy("%(name)s的%(office)s职务")
SAID = {
    Act.APPOINT: gettext_lazy("%(name)s为%(office)s"),
    Act.ACTING: gettext_lazy("%(name)s代理%(office)s职务"),
    Act.RESIGN: gettext_lazy("%(name)s辞去%(office)s职务的请求"),
    Act.REMOVE: LEAVING,
    Act.DISMISS: LEAVING,
    Act.END: LEAVING,
}
SENTENCES = {
    Act.APPOINT: gettext_lazy("任命%(name)s为%(office)s"),
    Act.ACTING: gettext_lazy("决定%(name)s代理%(office)s职务"),
    Act.RESIGN: gettext_lazy("接受%(name)s辞去%(office)s职务的请求"),
    Act.REMOVE: gettext_lazy("免去%(name)s的%(office)s职务"),
    Act.DISMISS: gettext_lazy("撤销%(name)s的%(office)s职务"),
    Act.END: gettext_lazy("%(name)s的%(office)s职务自行终止"),
}
ORDER = (Act.APPOINT, Act.ACTING, Act.RESIGN, Act.REMOVE, Act.DISMISS, Act.END)


@dataclass(frozen=True)
class Text:
    """A title and the body under it."""

    title: str
    body: str


def carried(motion: AppointmentMotion) -> list[AppointmentLine]:
    """What was carried, in its order."""
    rows = motion.lines.filter(outcome=LineOutcome.PASSED).select_related("office", "person")
    return list(rows.order_by("position", "id"))


def announcement_text(motion: AppointmentMotion) -> Text:
    """公告: by which meeting on which day who was appointed and removed."""
    lines = carried(motion)
    assert motion.item is not None
    meeting = motion.item.meeting
    name = _("%(area)s第%(term)s届人民代表大会常务委员会第%(n)s次会议") % {
        "area": motion.county.area,
        "term": chinese(meeting.term.number),
        "n": chinese(meeting.number),
    }
    on = lines[0].effective_on or meeting.ends_on
    parts = [_("%(name)s于%(day)s通过：") % {"name": name, "day": chinese_date(on)}]
    for act in ORDER:
        group = [said(line) for line in lines if line.act == act]
        if group:
            parts += [HEADINGS[act], *(f"{text}；" for text in group[:-1]), f"{group[-1]}。"]
    parts.append(_("现予公告。"))
    return Text(_("%(committee)s公告") % {"committee": motion.county.committee_name}, "\n".join(parts))


def said(line: AppointmentLine) -> str:
    """One act under its heading: 王强为县民政局局长."""
    return str(SAID[Act(line.act)]) % {"name": line.name, "office": line.office}


def sentence(line: AppointmentLine) -> str:
    """What is asked, in one sentence for lists: 任命王强为县民政局局长."""
    return str(SENTENCES[Act(line.act)]) % {"name": line.name, "office": line.office}


def certificates(holdings: Sequence[Holding]) -> list[Paper]:
    """任命书, a page each: signed by the chairman's own hand, without a seal."""
    found = []
    for row in holdings:
        county = row.office.county
        found.append(
            Paper(
                Layout.CERTIFICATE,
                issuer=county.committee_name,
                title=_("任命书"),
                number=row.certificate,
                blocks=(
                    Block(Level.BODY, _("任命%(name)s为%(office)s。") % {"name": row.person, "office": row.office}),
                ),
                signature=_("主任："),
                dated=row.since,
                sealed=False,
            )
        )
    return found
