"""The words of a meeting's notice: when, where, and what of the agenda its reader may know."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from congress.models import AgendaItem, Attendance, Meeting
from congress.queries.deadlines import chinese_date
from congress.rules.meetings import ON_AGENDA, Quality

NOON = 12


def titles_for(items: Iterable[AgendaItem], row: Attendance) -> tuple[str, ...]:
    """The titles somebody is told: all for members, the open ones for others, his own for who comes for one."""
    shown = [item for item in items if item.state in ON_AGENDA]
    if row.quality != Quality.MEMBER:
        shown = [item for item in shown if not item.restricted or item.decided_on]
    if row.item_id:
        shown = [item for item in shown if item.pk == row.item_id]
    return tuple(item.title for item in shown)


def when(meeting: Meeting) -> str:
    """2026年8月27日（星期四）上午9:00; of several days the last one too."""
    half = _("上午") if meeting.starts_at.hour < NOON else _("下午")
    shape = {
        "day": chinese_date(meeting.starts_on),
        "weekday": date_format(meeting.starts_on, "l"),
        "half": half,
        "time": f"{meeting.starts_at:%-H:%M}",
    }
    text = _("%(day)s（%(weekday)s）%(half)s%(time)s") % shape
    if meeting.ends_on == meeting.starts_on:
        return text
    return _("%(text)s，会期至%(last)s") % {"text": text, "last": chinese_date(meeting.ends_on)}


def wording(meeting: Meeting, titles: Iterable[str]) -> str:
    """The notice as it can be copied into SMS or WeChat."""
    listed = "；".join(f"{n}. {title}" for n, title in enumerate(titles, start=1))
    agenda = _("议题：%(listed)s。") % {"listed": listed} if listed else ""
    shape = {"when": when(meeting), "place": meeting.place, "meeting": meeting, "agenda": agenda}
    return (
        _("定于%(when)s在%(place)s召开%(meeting)s。%(agenda)s请在系统“我的会议”中回执；不能参加的请说明理由请假。")
        % shape
    )
