"""Stages of a meeting on top of the county of the tests; each goes through the commands, as people do."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from congress import clock
from congress.models import AgendaItem, Attachment, Body, Meeting
from congress.rules.meetings import ItemKind, MeetingKind, Quality
from congress.services.files import Upload
from congress.services.meetings import agenda, inviting, planning, sitting, topics
from tests.factories import TODAY, World

DAY = dt.date(2026, 4, 23)
"""The day of the standing-committee meeting: six weeks after the day of the tests."""
LATER = dt.date(2026, 6, 25)
REPORT = "听取和审议县人民政府关于通乡公路建设情况的报告"
APPOINTMENT = "审议人事任免事项"
PAPER = Upload(Attachment.Slot.MEETING, Attachment.Mark.INTERNAL, name="报告（纸质）")


def when(on: dt.date = DAY, place: str = "县人大常委会会议厅") -> planning.When:
    """Nine in the morning of a day."""
    return planning.When(on, dt.time(9), place)


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """A local moment."""
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=timezone.get_current_timezone())


def planned(
    world: World, kind: MeetingKind = MeetingKind.STANDING_COMMITTEE, on: dt.date = DAY, body: Body | None = None
) -> Meeting:
    """Entered by the office director, who keeps the meetings."""
    return planning.plan_meeting(actor=world.director, plan=planning.Plan(kind, when(on), body))


def report(world: World, title: str = REPORT) -> topics.Topic:
    """A report of the roads bureau, for which the finance committee answers."""
    office = Body.objects.get(name="财政经济工作委员会")
    return topics.Topic(ItemKind.REPORT, title, world.roads, office, "王志刚局长", 30)


def drafted(world: World, on: dt.date = DAY) -> Meeting:
    """With a report and a restricted item on its draft agenda."""
    meeting = planned(world, on=on)
    first = topics.propose_topic(actor=world.other_clerk, meeting=meeting, topic=report(world))
    other = topics.Topic(ItemKind.APPOINTMENT, APPOINTMENT)
    second = topics.propose_topic(actor=world.director, meeting=meeting, topic=other)
    take(world, meeting, first, second)
    return fresh(meeting)


def take(world: World, meeting: Meeting, *items: AgendaItem) -> Meeting:
    """Put items on the draft agenda in their order."""
    lines = [agenda.Line(item.pk, taken=True, place=n) for n, item in enumerate(items, start=1)]
    return agenda.arrange_agenda(actor=world.director, meeting=meeting, lines=lines)


def chairs_held(world: World, on: dt.date = TODAY) -> Meeting:
    """A chairpersons' meeting that took place."""
    meeting = planned(world, MeetingKind.CHAIRPERSONS, on)
    topic = topics.Topic(ItemKind.OTHER, "讨论常委会会议议程（草案）")
    take(world, meeting, topics.propose_topic(actor=world.director, meeting=meeting, topic=topic))
    agenda.adopt_agenda(actor=world.director, meeting=meeting)
    inviting.invite(actor=world.director, meeting=meeting, guests=inviting.Guests())
    with clock.at(at(on, 8, 30)):
        inviting.notify_invited(actor=world.director, meeting=meeting)
        come(world, meeting, 2)
        sitting.open_meeting(actor=world.director, meeting=meeting)
    return fresh(meeting)


def adopted(world: World, on: dt.date = DAY) -> Meeting:
    """Its agenda drawn up by a chairpersons' meeting."""
    by = chairs_held(world)
    meeting = drafted(world, on)
    return agenda.adopt_agenda(actor=world.director, meeting=meeting, by=by)


def guests(world: World) -> inviting.Guests:
    """The reporting bureau for its item, the court all the time, two deputies, one citizen."""
    deputies = [world.lead.person.mandates.get(), world.outsider.person.mandates.get()]
    return inviting.Guests(reporting=[world.roads], deputies=deputies, listeners=["施国柱"])


def invited(world: World, on: dt.date = DAY) -> Meeting:
    """With its people fixed."""
    return inviting.invite(actor=world.director, meeting=adopted(world, on), guests=guests(world))


def notified(world: World, on: dt.date = DAY) -> Meeting:
    """With its notice out."""
    meeting = invited(world, on)
    inviting.notify_invited(actor=world.director, meeting=meeting)
    return fresh(meeting)


def come(world: World, meeting: Meeting, number: int) -> int:
    """So many members sign in."""
    rows = meeting.attendances.filter(quality=Quality.MEMBER).order_by("place_order", "id")
    keys = list(rows.values_list("pk", flat=True)[:number])
    return sitting.sign_in(actor=world.director, meeting=meeting, people=keys)


def opened(world: World, on: dt.date = DAY) -> Meeting:
    """Open with everybody there."""
    meeting = notified(world, on)
    with clock.at(at(on, 9)):
        come(world, meeting, 3)
        return sitting.open_meeting(actor=world.director, meeting=meeting, presided_by=world.chairman.person)


def closed(world: World, on: dt.date = DAY) -> Meeting:
    """Over."""
    meeting = opened(world, on)
    with clock.at(at(on, 11)):
        return sitting.close_meeting(actor=world.director, meeting=meeting)


def today_notified(world: World) -> Meeting:
    """A meeting that takes place today: a chairpersons' meeting with its notice out and nobody signed in."""
    meeting = planned(world, MeetingKind.CHAIRPERSONS, TODAY)
    topic = topics.Topic(ItemKind.OTHER, "讨论近期工作")
    take(world, meeting, topics.propose_topic(actor=world.director, meeting=meeting, topic=topic))
    agenda.adopt_agenda(actor=world.director, meeting=meeting)
    inviting.invite(actor=world.director, meeting=meeting, guests=inviting.Guests())
    inviting.notify_invited(actor=world.director, meeting=meeting)
    return fresh(meeting)


def ready(world: World) -> Meeting:
    """A standing-committee meeting of today with its quorum signed in."""
    meeting = notified(world, TODAY)
    come(world, meeting, 2)
    return meeting


def item(meeting: Meeting, kind: str = ItemKind.REPORT) -> AgendaItem:
    """The item of a kind."""
    return AgendaItem.objects.select_related("meeting__county", "meeting__term").get(meeting=meeting, kind=kind)


def fresh(meeting: Meeting) -> Meeting:
    """The row as it is stored now."""
    return Meeting.objects.select_related("county", "term", "body").get(pk=meeting.pk)
