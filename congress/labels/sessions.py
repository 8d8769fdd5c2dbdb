"""Terms, sessions and meetings by name: one place that writes their numbers, in Chinese numerals as papers do."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress.rules.meetings import MeetingKind
from congress.rules.numerals import chinese


def term_name(term: int) -> str:
    """第十八届."""
    return _("第%(n)s届") % {"n": chinese(term)}


def session_name(term: int, session: int) -> str:
    """第十八届第五次会议."""
    return _("%(term)s第%(n)s次会议") % {"term": term_name(term), "n": chinese(session)}


def meeting_name(kind: MeetingKind, term: int, number: int, body: str, *, full: bool = False) -> str:
    """第十八届人大常委会第三十二次会议; in full, as titles of papers say it, 人民代表大会常务委员会."""
    committee = _("%(term)s人民代表大会常务委员会第%(n)s次会议")
    presidium = _("%(term)s人民代表大会主席团第%(n)s次会议")
    shapes = {
        MeetingKind.CONGRESS: _("%(term)s人民代表大会第%(n)s次会议"),
        MeetingKind.STANDING_COMMITTEE: committee if full else _("%(term)s人大常委会第%(n)s次会议"),
        MeetingKind.CHAIRPERSONS: _("%(term)s人大常委会第%(n)s次主任会议"),
        MeetingKind.PRESIDIUM: presidium if full else _("大会主席团第%(n)s次会议"),
        MeetingKind.COMMITTEE: _("%(body)s第%(n)s次会议"),
    }
    return shapes[kind] % {"term": term_name(term), "n": chinese(number), "body": body}
