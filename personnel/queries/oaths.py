"""Oaths owed and sworn as lists and pages show them, and what of them waits on a desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import Anyone, Standing
from congress.access.meetings import keeps_meetings
from congress.clock import today
from congress.kinds import DeskItem
from congress.labels import State
from congress.models import Deadline, LegalBasis, User
from congress.queries.deadlines import SOON_DAYS, Due, chinese_date, due
from personnel import access
from personnel.models import AppointmentMotion, Ceremony, OathDuty, Swearing
from personnel.rules.oaths import AWAITED, OathState, Organiser, Presence

LAW = "xs-2018"
"""The Decision itself; what it leaves open is the county's."""
RELATED = ("meeting__term", "meeting__body", "entry__basis", "person", "county")
FILTERS = ("show", "organiser", "meeting", "q")
MOST = 500
"""Oaths the desk looks at; a county appoints a hundred jurors at a time."""
OF_CEREMONY = ("id", "year", "serial", "held_on", "place")
"""What the desk says of a ceremony."""
OPEN = AWAITED | {OathState.AWAITING}


def shows() -> Mapping[str, str]:
    """What a list may be narrowed to."""
    return {
        "": _("待宣誓"),
        "overdue": _("已逾期"),
        "sworn": _("已宣誓"),
        "waived": _("不再宣誓"),
    }


def condition(show: str) -> Q:
    """The rows a part of the list holds."""
    return {
        "overdue": Q(state__in=AWAITED, due_on__lt=today()),
        "sworn": Q(state=OathState.SWORN),
        "waived": Q(state=OathState.WAIVED),
    }.get(show, Q(state__in=OPEN))


def listed(user: Anyone, params: Mapping[str, str]) -> QuerySet[OathDuty]:
    """Oaths one may read as the address bar asks for them, those due first at the top, sworn ones the latest first."""
    rows = access.oath_duties(user).select_related(*RELATED).filter(condition(params.get("show", "")))
    if params.get("organiser") in set(Organiser):
        rows = rows.filter(organiser=params["organiser"])
    meeting, q = params.get("meeting", ""), params.get("q", "")
    if meeting.isdecimal() and len(meeting) < 18:
        rows = rows.filter(meeting=int(meeting))
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(organ__icontains=q) | Q(post__icontains=q))
    return rows.order_by("-sworn_on", "due_on", "id")


@dataclass(frozen=True)
class Row:
    """One oath of a list."""

    duty: OathDuty
    state: State
    due: Due | None


def row_of(duty: OathDuty) -> Row:
    """A list's line: its badge, and how its date stands or was met."""
    return Row(duty, State.of(OathState(duty.state)), due_of(duty))


def due_of(duty: OathDuty) -> Due | None:
    """How the date of an oath stands today, or how it was kept; none for one that is not owed."""
    entry: Deadline | None = duty.entry
    if entry is None or duty.state == OathState.WAIVED:
        return None
    return due(entry, met_on=duty.sworn_on)


@dataclass(frozen=True)
class Page:
    """What the page of one oath shows."""

    state: State
    due: Due | None
    facts: list[tuple[str, object]]
    tries: list[Swearing]
    law: LegalBasis | None
    motion: AppointmentMotion | None


def page_of(user: Anyone, duty: OathDuty) -> Page:
    """The page of a readable oath. Three queries."""
    facts: list[tuple[str, object]] = [
        (_("姓名"), duty.name),
        (_("职务"), duty.office),
        (_("任职依据"), duty.act_words),
        (_("上级批准"), chinese_date(duty.approved_on) if duty.approved_on else ""),
        (_("公告日期"), chinese_date(duty.announced_on) if duty.announced_on else ""),
        (_("组织者"), duty.get_organiser_display()),
        (_("补行日期"), chinese_date(duty.make_up_by) if duty.make_up_by else ""),
        (_("宣誓日期"), chinese_date(duty.sworn_on) if duty.sworn_on else ""),
        (_("不再宣誓的理由"), duty.waived_reason),
    ]
    return Page(
        state=State.of(OathState(duty.state)),
        due=due_of(duty),
        facts=[(name, value) for name, value in facts if value],
        tries=list(access.swearings(user).filter(duty=duty).select_related("ceremony").order_by("ceremony__held_on")),
        law=LegalBasis.objects.filter(code=LAW, county=None).first(),
        motion=access.motions(user).filter(lines__holdings__oath=duty).first(),
    )


# -- On the desk -----------------------------------------------------------------------------------


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """For the general office: oaths that come due, by meeting, and ceremonies to be recorded; for others their own."""
    if keeps_meetings(who):
        return _of_office(who)
    return _own(who) if who.person_id else []


def _of_office(who: Standing) -> list[DeskItem]:
    """One item for each date of a meeting that is near or past (sixty jurors are one thing to do), and one for each
    ceremony whose day has come. One query for both."""
    near = Q(
        state__in=[OathState.OWED, OathState.ABSENT], due_on__lte=today() + timedelta(days=SOON_DAYS), expected=None
    )
    over = Q(state=OathState.ARRANGED, expected__ceremony__held_on__lte=today())
    expected = FilteredRelation("swearings", condition=Q(swearings__presence=Presence.EXPECTED))
    rows = OathDuty.objects.filter(county_id=who.county_id).annotate(expected=expected).filter(near | over)
    found = rows.select_related("entry__basis", "meeting__term", "meeting__body").annotate(
        **{f"ceremony_{name}": F(f"expected__ceremony__{name}") for name in OF_CEREMONY}
    )
    owed: dict[tuple[int | None, str], list[OathDuty]] = {}
    ceremonies: dict[int, Ceremony] = {}
    for row in found.order_by("due_on", "entry", "id")[:MOST]:
        ceremony = Ceremony(**{name: getattr(row, f"ceremony_{name}") for name in OF_CEREMONY})
        if ceremony.pk:
            ceremonies[ceremony.pk] = ceremony
        else:
            owed.setdefault((row.entry_id, row.organiser), []).append(row)
    return [_owed_item(group) for group in owed.values()] + [_to_record(row) for row in ceremonies.values()]


def _owed_item(group: list[OathDuty]) -> DeskItem:
    first = group[0]
    query = f"?organiser={first.organiser}&meeting={first.meeting_id}"
    return DeskItem(
        title=_("%(meeting)s：%(n)s人待宪法宣誓") % {"meeting": first.meeting, "n": len(group)},
        url=reverse("oaths") + query,
        subject=_("由%(organiser)s组织") % {"organiser": first.get_organiser_display()},
        task=_("安排宪法宣誓仪式"),
        verb=_("安排仪式"),
        since=first.approved_on or first.acted_on,
        do_url=reverse("ceremony-new") + query,
        due=due_of(first),
    )


def _to_record(row: Ceremony) -> DeskItem:
    return DeskItem(
        title=str(row),
        url=reverse("ceremony", args=[row.pk]),
        subject=row.place,
        task=_("登记谁已宣誓、谁缺席"),
        verb=_("登记宣誓"),
        since=row.held_on,
        do_url=reverse("ceremony-hold", args=[row.pk]),
    )


def _own(who: Standing) -> list[DeskItem]:
    rows = OathDuty.objects.filter(county_id=who.county_id, person=who.person_id, state__in=AWAITED)
    return [
        DeskItem(
            title=_("就任%(office)s的宪法宣誓") % {"office": duty.office},
            url=reverse("oath", args=[duty.pk]),
            subject=_("由%(organiser)s组织") % {"organiser": duty.get_organiser_display()},
            task=_("参加宪法宣誓仪式"),
            verb=_("查看"),
            since=duty.acted_on,
            due=due_of(duty),
        )
        for duty in rows.select_related("entry__basis").order_by("due_on")[:5]
    ]
