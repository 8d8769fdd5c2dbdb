"""What the commands of this app share."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import User
from congress.refusals import Incomplete, NotAllowed
from decisions.access import works_on_decisions


def require_office(actor: User, county_id: int) -> None:
    """Raise NotAllowed for who works in no office of the county congress."""
    if actor.county_id != county_id or not works_on_decisions(actor):
        raise NotAllowed(_("重大事项和民生实事由县人大常委会的工作机构登记。"))


def refuse_future(name: str, day: date) -> None:
    """Raise Incomplete for a day after today."""
    if day > today():
        raise Incomplete({name: _("日期在今天之后，请核对。")})
