"""The words of papers about appointments: announcement, certificates, oath. Only of what was carried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from congress.labels import label
from congress.official.content import Block, Layout, Level, Paper
from congress.queries.deadlines import chinese_date
from congress.rules.ballots import LineOutcome
from congress.rules.numerals import chinese
from personnel.models import AppointmentLine, AppointmentMotion, Holding
from personnel.rules.offices import Act

HEADINGS = {
    Act.APPOINT: "任命：",
    Act.ACTING: "决定代理：",
    Act.REMOVE: "免去：",
    Act.RESIGN: "接受：",
    Act.DISMISS: "撤销：",
    Act.END: "下列职务自行终止：",
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
        group = [line for line in lines if line.act == act]
        if group:
            parts += [f"# {HEADINGS[act]}".removeprefix("# "), *map(said, group)]
    parts.append(_("现予公告。"))
    return Text(_("%(committee)s公告") % {"committee": motion.county.committee_name}, "\n".join(parts))


def said(line: AppointmentLine) -> str:
    """One act in the office's words: 王强为县民政局局长."""
    if line.act == Act.APPOINT:
        return _("%(name)s为%(office)s；") % {"name": line.name, "office": line.office}
    if line.act == Act.ACTING:
        return _("%(name)s代理%(office)s职务；") % {"name": line.name, "office": line.office}
    if line.act == Act.RESIGN:
        return _("%(name)s辞去%(office)s职务的请求；") % {"name": line.name, "office": line.office}
    return _("%(name)s的%(office)s职务；") % {"name": line.name, "office": line.office}


def sentence(line: AppointmentLine) -> str:
    """What is asked, in one sentence for lists: 任命王强为县民政局局长."""
    return f"{label(Act(line.act))}{said(line).rstrip('；')}"


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
