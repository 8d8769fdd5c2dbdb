"""Rectification after a review: a follow-up handed to the reviewed person himself, as closed as the review."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import Body, Congress, Department, FollowUp, User
from congress.refusals import Incomplete, WrongState
from congress.rules.followups import Openness
from congress.services.assigning import Share, assign, refuse_shares
from congress.services.base import command, locked, save
from congress.services.followups import open_handed_over
from congress.services.numbers import next_number
from congress.services.steps import need
from personnel.models import Review
from personnel.rules.after import RECTIFICATION, ReviewEvent, ReviewState
from personnel.services.after import take_review


def demand_rectification(
    *, actor: User, review: Review, unit: Department, by: date, demand: str, version: int | None = None
) -> Review:
    """交办整改 of what the review found, to the person himself, by a day the chairpersons' meeting set.

    He signs for it, reports with his paper, and the general office judges; ``unit`` is where he serves, and nobody
    else of it reads or hears of it. The title carries no name. Raises NotAllowed, Conflict, WrongState; Incomplete for
    a past day, a unit that no longer exists or nothing to mend.
    """
    with command(actor, "demand_rectification"):
        review = take_review(actor, ReviewEvent.DEMAND, review, version)
        if by <= today():
            raise Incomplete({"by": _("整改期限应当在今天之后。")})
        words = need("demand", demand, _("请写明要求整改的问题。"))
        share = Share(unit, addressee=review.person)
        refuse_shares([share])
        n = next_number(review.county, RECTIFICATION, str(review.year))
        review.rectification = open_handed_over(
            county=review.county,
            kind=RECTIFICATION,
            number=_("述改%(year)s-%(n)s") % {"year": review.year, "n": n},
            title=_("%(year)s年度述职评议整改") % {"year": review.year},
            asked_by=str(review.listed_at)[:120],
            office=_keepers(review.county),
            openness=Openness.PARTIES,
        )
        review.rectify_by, review.state = by, ReviewState.RECTIFYING
        save(review)
        assign(actor, review.rectification, [share], words, reply_by=by)
    return review


def _keepers(county: Congress) -> Body:
    """The general office, which keeps personnel matters and judges what was mended. Raises WrongState without one."""
    office = Body.objects.filter(congress=county, kind=Body.Kind.OFFICE).order_by("pk").first()
    if office is None:
        raise WrongState(_("本县还没有设置常委会办公室，请先在“机构和人员”中设置。"))
    return office


def finish_rectified(followup: FollowUp) -> None:
    """The review ends when its rectification was found enough. Told by the core inside its command."""
    review = Review.objects.filter(rectification=followup, state=ReviewState.RECTIFYING).first()
    if review is None:
        return
    row = locked(review, None)
    row.rectified_on, row.state = followup.answered_on or today(), ReviewState.DONE
    save(row)
