"""Calendar files (RFC 5545): events become the lines a calendar reads, folded and escaped as it wants them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

MEDIA_TYPE = "text/calendar; charset=utf-8"
LONGEST = 75
"""Octets of a line before it is folded (§3.1)."""
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Event:
    """One event; ``ends`` may be unknown.

    ``sequence`` counts the versions, so that a calendar takes over a changed one; ``cancelled`` strikes it out.
    """

    uid: str
    starts: datetime
    title: str
    place: str
    changed: datetime
    sequence: int
    url: str = ""
    note: str = ""
    ends: datetime | None = None
    cancelled: bool = False


def calendar(name: str, events: Iterable[Event]) -> str:
    """A whole calendar."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//people's congress house//meetings//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(name)}",
    ]
    for event in events:
        lines += _lines(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines)


def _lines(event: Event) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{moment(event.changed)}",
        f"DTSTART:{moment(event.starts)}",
        f"SEQUENCE:{event.sequence}",
        f"SUMMARY:{escape(event.title)}",
        f"LOCATION:{escape(event.place)}",
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
    ]
    if event.ends:
        lines.append(f"DTEND:{moment(event.ends)}")
    if event.note:
        lines.append(f"DESCRIPTION:{escape(event.note)}")
    if event.url:
        lines.append(f"URL:{event.url}")
    return [*lines, "END:VEVENT"]


def moment(value: datetime) -> str:
    """An aware moment in UTC: 20260827T010000Z."""
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escape(text: str) -> str:
    """A text value (§3.3.11): backslash, semicolon, comma and line ends are marked."""
    return text.translate(ESCAPED)


def fold(line: str) -> str:
    """Break a line after at most 75 octets, never inside a character; what follows begins with a space."""
    parts, current, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > LONGEST:
            parts.append(current)
            current, size = " ", 1
        current, size = current + char, size + width
    return "\r\n".join([*parts, current])
