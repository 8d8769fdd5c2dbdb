"""一周工作安排: the meetings of a week and what else is on, on one page and as text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from congress.access import Anyone, keeps_meetings, standing, visible_to
from congress.clock import today
from congress.models import Meeting, ProgrammeEntry, User
from congress.queries import activities
from congress.rules.meetings import MeetingState

NOON = time(12)


@dataclass(frozen=True)
class Line:
    """One thing that is on."""

    at: time | None
    title: str
    place: str
    people: str
    url: str = ""
    entry: int | None = None
    """The key of an entry the reader may take off."""

    @property
    def half(self) -> str:
        """When, in a word."""
        if self.at is None:
            return _("全天")
        return f"{self.at:%H:%M}"


@dataclass(frozen=True)
class Day:
    """A day with what is on, in the order of hours."""

    on: date
    lines: list[Line]

    @property
    def weekday(self) -> str:
        """星期一."""
        return date_format(self.on, "l")


@dataclass(frozen=True)
class Week:
    """Monday to Sunday; a weekend with nothing on is left out on paper."""

    first: date
    days: list[Day]

    @property
    def last(self) -> date:
        """The Sunday."""
        return self.first + timedelta(days=6)

    @property
    def printed(self) -> list[Day]:
        """The days a sheet shows."""
        return [day for day in self.days if day.lines or day.on.weekday() < 5]

    @property
    def is_busy(self) -> bool:
        """Whether anything is on."""
        return any(day.lines for day in self.days)

    @property
    def text(self) -> str:
        """The week as it is copied into a chat."""
        first = _("%(month)s月%(day)s日") % {"month": self.first.month, "day": self.first.day}
        last = _("%(month)s月%(day)s日") % {"month": self.last.month, "day": self.last.day}
        lines = [_("一周工作安排（%(first)s至%(last)s）") % {"first": first, "last": last}]
        for day in self.printed:
            lines.append(
                _("%(month)s月%(day)s日（%(weekday)s）")
                % {"month": day.on.month, "day": day.on.day, "weekday": day.weekday}
            )
            lines += [_written(line) for line in day.lines] or [_("  无")]
        return "\n".join(lines)


def _written(line: Line) -> str:
    words = [line.half, line.title, line.place, line.people]
    return "  " + "，".join(word for word in words if word)


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_of(user: User, first: date) -> Week:
    """The week that begins on a Monday, in four queries."""
    last = first + timedelta(days=6)
    by_day: dict[date, list[Line]] = {first + timedelta(days=n): [] for n in range(7)}
    for meeting in _meetings(user, first, last):
        for day, lines in by_day.items():
            if meeting.starts_on <= day <= meeting.ends_on:
                at = meeting.starts_at if day == meeting.starts_on else None
                lines.append(Line(at, str(meeting), meeting.place, "", reverse("meeting", args=[meeting.pk])))
    for activity in activities.between(user, first, last):
        for day, lines in by_day.items():
            if activity.starts_on <= day <= activity.ends_on:
                at = activity.starts_at if day == activity.starts_on else None
                url = reverse("activity", args=[activity.pk])
                lines.append(Line(at, activity.title, activity.place, str(activity.office), url))
    keeper = keeps_meetings(standing(user))
    rows = visible_to(user, ProgrammeEntry).filter(on__range=(first, last)).select_related("office")
    for row in rows:
        mine = row.pk if keeper or row.entered_by_id == user.pk else None
        people = row.people or str(row.office or "")
        by_day[row.on].append(Line(row.at, row.title, row.place, people, entry=mine))
    days = [Day(on, sorted(lines, key=lambda line: line.at or time.min)) for on, lines in by_day.items()]
    return Week(first, days)


def _meetings(user: Anyone, first: date, last: date) -> list[Meeting]:
    rows = visible_to(user, Meeting).filter(starts_on__lte=last, ends_on__gte=first)
    return list(rows.exclude(state=MeetingState.CANCELLED).select_related("term", "body").order_by("starts_at", "id"))


def this_week() -> date:
    """The Monday of today's week."""
    return monday(today())
