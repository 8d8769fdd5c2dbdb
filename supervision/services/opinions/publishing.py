"""The three documents the law wants published and told to the deputies (监督法 §17): each with its dates."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from congress.clock import now, today
from congress.models import User
from congress.refusals import Incomplete
from congress.services.base import command
from congress.services.steps import need
from supervision.models import DeliberationOpinion, PaperNotice
from supervision.rules.opinions import OpinionEvent, Paper
from supervision.services.opinions.steps import take


def record_notice(
    *,
    actor: User,
    opinion: DeliberationOpinion,
    paper: Paper,
    published_on: date | None = None,
    place: str = "",
    notified_on: date | None = None,
) -> PaperNotice:
    """登记 that a document was published and told to the deputies; recorded again it is corrected.

    Raises NotAllowed, WrongState; Incomplete for a day to come, a paper that does not exist yet, or nothing said.
    """
    with command(actor, "record_paper_notice"):
        opinion, _move = take(actor, OpinionEvent.PUBLISH, opinion, None)
        if paper is Paper.HANDLING and not opinion.reports.filter(reported_on__isnull=False).exists():
            raise Incomplete({"paper": _("研究处理情况报告还没有提交。")})
        for name, day in (("published_on", published_on), ("notified_on", notified_on)):
            if day is not None and day > today():
                raise Incomplete({name: _("日期在今天之后，请核对。")})
        if published_on is None and notified_on is None:
            raise Incomplete({"published_on": _("请填写公开日期或者通报日期。")})
        if published_on is not None:
            place = need("place", place, _("请写明公开的地方，如“县人大网站”。"))
        values = {
            "published_on": published_on,
            "place": place.strip() if published_on else "",
            "notified_on": notified_on,
            "recorded_by": actor,
            "recorded_at": now(),
        }
        notice, _new = PaperNotice.objects.update_or_create(opinion=opinion, paper=paper, defaults=values)
    return notice
