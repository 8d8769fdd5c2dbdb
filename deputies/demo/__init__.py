"""Suggestions of the demo county in every state, made by the services on the days they happened."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F

from congress.models import Congress, Notice
from congress.queries.deadlines import reading_once
from congress.services.base import command
from deputies.demo.cast import Cast
from deputies.demo.plan import plots
from deputies.demo.tale import Tale
from deputies.demo.teller import tell


def build_suggestions(county: Congress, as_of: date) -> None:
    """Tell every planned suggestion day by day, all of them side by side, up to the day before ``as_of``."""
    with reading_once():
        cast = Cast(county, as_of)
        told: list[Tale] = []
        for number, plot in enumerate(plots()):
            told.append(Tale(cast, cast.case(number, plot, told)))
        tell(cast, told)
    _read_old_notices(as_of)


def _read_old_notices(as_of: date) -> None:
    """People have read what came more than a fortnight ago, as they do."""
    old = Notice.objects.filter(read_at=None, at__date__lt=as_of - timedelta(days=14))
    with command(None, "demo", "示范：旧通知已读"):
        old.update(read_at=F("at"))
