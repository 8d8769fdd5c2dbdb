"""What several papers of a handling say in the same way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from congress.kinds import registry
from congress.models import Assignment, FollowUp
from congress.official.content import Block
from congress.official.forms import grid
from congress.official.text import long_date
from congress.queries.deadlines import Due


def day(value: date | datetime | None) -> str:
    """A date as the office writes it; of a moment, its local day."""
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return long_date(value) if value else ""


def matter(followup: FollowUp) -> list[tuple[str, str]]:
    """Number and title of a matter, and the deputy who asked first, or the paper it comes from."""
    asked = registry.of(followup).asked
    return [
        (_("建议编号") if asked else _("编号"), followup.number),
        (_("标题") if asked else _("事项"), followup.title),
        (source(asked), followup.asked_by),
    ]


def source(asked: bool) -> str:
    """What :attr:`FollowUp.asked_by` says of a matter: a deputy, or the opinion, list or resolution it belongs to."""
    return _("领衔代表") if asked else _("出自")


def named(followup: FollowUp) -> str:
    """The matter inside a sentence."""
    kind = registry.of(followup)
    shape = {"kind": kind.label, "from": followup.asked_by, "number": followup.number, "title": followup.title}
    if kind.asked:
        return _("%(from)s提出的%(kind)s%(number)s《%(title)s》") % shape
    return _("%(kind)s%(number)s《%(title)s》（%(from)s）") % shape


def unit(row: Assignment) -> str:
    """A unit, or somebody of it in person, with its part in the handling."""
    return f"{row.department.name}{row.addressee or ''}（{row.get_role_display()}）"


def dues_table(dues: Iterable[Due]) -> Block:
    """Clock, date, and what the date rests on."""
    rows = [(_clock(due), _dates(due), "\n".join([due.basis, *due.lines])) for due in dues]
    return grid((_("期限"), _("日期"), _("依据和算法")), rows, (36, 33, 87))


def _clock(due: Due) -> str:
    return due.clock if due.is_law else due.clock + "\n" + _("（本县规定）")


def _dates(due: Due) -> str:
    earlier = [_("原为%(day)s") % {"day": day(was)} for was in due.was]
    return "\n".join([day(due.on), *earlier])
