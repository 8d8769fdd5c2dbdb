"""Oaths sworn, absent and overdue; duty reports of the year before; one review."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from congress.models import AgendaItem, Congress, Deadline, Meeting, Running, User
from congress.queries.deadlines import foresee
from congress.rules.followups import Clock
from personnel.models import Ceremony, DutyReport, Holding, Oath, OathText, Review
from personnel.rules.holdings import Began, ReviewState
from personnel.rules.oaths import CeremonyState, OathForm, OathState
from personnel.rules.offices import OfficeKind, Organiser

ABSENT = ("段学军", "曹开元")
"""Who was away on the day and makes it up; the first one's date has passed by the end of the year."""
REPORTS = 15


def swear_and_report(county: Congress, as_of: date, clerk: User) -> None:
    """Everything that followed from the appointments of the year."""
    _swear(county, clerk)
    _elected(county, clerk)
    _report(county, as_of, clerk)
    _review(county, as_of, clerk)


def _swear(county: Congress, clerk: User) -> None:
    rows = Holding.objects.filter(office__county=county, began=Began.APPOINTED, oath=None)
    groups: dict[tuple[AgendaItem, Organiser], list[Holding]] = {}
    for row in rows.select_related("office", "person", "line__motion__item__meeting").order_by("id"):
        assert row.line is not None
        item, organiser = row.line.motion.item, row.office.rule.organiser
        if item is not None and organiser is not Organiser.NOBODY:
            groups.setdefault((item, _who(organiser)), []).append(row)
    text = OathText.objects.get(version="2018")
    entries: dict[int, Deadline] = {}
    for (item, organiser), held in groups.items():
        entry = entries.get(item.pk) or _entry(county, item)
        entries[item.pk] = entry
        _ceremony(county, clerk, item.meeting, organiser, held, entry, text)
    for entry in entries.values():
        if Oath.objects.filter(entry=entry, state=OathState.ABSENT).exists() and entry.item:
            Running.objects.create(
                entry=entry,
                county=county,
                meeting=entry.item.meeting,
                item=entry.item,
                clock=Clock.OATH,
                due_on=entry.due_on,
            )


def _who(organiser: Organiser) -> Organiser:
    return Organiser.CHAIRPERSONS if organiser is Organiser.PRESIDIUM else organiser


def _entry(county: Congress, item: AgendaItem) -> Deadline:
    entry = foresee(county, "oath.limit", item.meeting.starts_on)
    entry.item, entry.clock = item, Clock.OATH
    entry.entered_at = timezone.make_aware(datetime.combine(item.meeting.starts_on, time(11)))
    entry.save()
    return entry


def _ceremony(
    county: Congress,
    clerk: User,
    meeting: Meeting,
    organiser: Organiser,
    held: Iterable[Holding],
    entry: Deadline,
    text: OathText,
) -> None:
    at_court = organiser is Organiser.COURT_WITH_JUSTICE
    ceremony = Ceremony.objects.create(
        county=county,
        organiser=organiser,
        state=CeremonyState.HELD,
        held_on=meeting.starts_on + timedelta(days=7 if at_court else 0),
        place="县人民法院审判庭" if at_court else "县人大常委会会议厅",
        host="县人民法院院长" if at_court else "高远",
        form=OathForm.GROUP,
        text=text,
        meeting=None if at_court else meeting,
        created_by=clerk,
    )
    rows = []
    for row in held:
        away = row.person.name in ABSENT
        rows.append(
            Oath(
                county=county,
                holding=row,
                organiser=organiser,
                state=OathState.ABSENT if away else OathState.SWORN,
                due_on=entry.due_on,
                entry=entry,
                ceremony=None if away else ceremony,
                sworn_on=None if away else ceremony.held_on,
                absences=int(away),
            )
        )
    leading = next((row for row in rows if row.state == OathState.SWORN), None)
    if leading is not None:
        leading.leads = True
    Oath.objects.bulk_create(rows)


def _elected(county: Congress, clerk: User) -> None:
    """Of the two deputy heads elected at the congress one has sworn before the presidium; the other still owes it."""
    rows = Oath.objects.filter(county=county, state=OathState.OWED, holding__candidate__isnull=False)
    first = rows.select_related("entry__meeting", "holding").order_by("-id").first()
    if first is None or first.entry is None or first.entry.meeting is None:
        return
    meeting = first.entry.meeting
    ceremony = Ceremony.objects.create(
        county=county,
        organiser=Organiser.PRESIDIUM,
        state=CeremonyState.HELD,
        held_on=meeting.ends_on,
        place="县民族文化中心",
        host="大会主席团常务主席",
        form=OathForm.SINGLE,
        text=OathText.objects.get(version="2018"),
        meeting=meeting,
        created_by=clerk,
    )
    first.state, first.ceremony, first.sworn_on = OathState.SWORN, ceremony, ceremony.held_on
    first.save()
    if first.holding.candidate is not None:
        first.holding.candidate.oath_due = False
        first.holding.candidate.save()


def _report(county: Congress, as_of: date, clerk: User) -> None:
    kinds = [OfficeKind.GOVERNMENT_MEMBER, OfficeKind.SUPERVISORY_MEMBER, OfficeKind.COURT_MEMBER]
    held = Holding.objects.filter(office__county=county, office__kind__in=kinds, began=Began.RECORDED)
    year = as_of.year - 1
    DutyReport.objects.bulk_create(
        DutyReport(
            holding=row,
            year=year,
            received_on=min(as_of, date(as_of.year, 1, 8 + n)),
            oral=n < 3,
            summary="完成年度任务，审议意见和代表建议按期办结；群众反映的问题列出清单整改。",
            recorded_by=clerk,
        )
        for n, row in enumerate(held.order_by("office__place_order", "id")[:REPORTS])
    )


def _review(county: Congress, as_of: date, clerk: User) -> None:
    held = Holding.objects.filter(office__county=county, office__organ="县交通运输局", until=None).first()
    meeting = Meeting.objects.filter(county=county, kind="standing_committee", state="closed").order_by("-starts_on")[
        :2
    ]
    if held is None or len(meeting) < 2:
        return
    on = meeting[1].starts_on
    Review.objects.create(
        holding=held,
        year=on.year,
        state=ReviewState.RECTIFYING,
        meeting=meeting[1],
        grade="基本满意",
        voted_on=on,
        opinion="履职总体较好。通乡公路管护责任不够清楚，请限期明确到路段、到人。",
        told_on=on + timedelta(days=6),
        rectify_by=as_of + timedelta(days=40),
        created_by=clerk,
    )
