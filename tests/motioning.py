"""A session that takes motions, and motions at every stage, through the commands of deputies and office."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from congress import clock
from congress.models import Mandate, Person, Session
from congress.services.base import command
from deputies.models import Motion
from deputies.rules import MotionDecision
from deputies.services import motions
from tests.factories import TODAY, World

PAPER = motions.MotionPaper(
    "关于加强饮用水水源地保护的议案", "龙潭水库水质有波动，上游有养殖。", "请大会作出决定，划定保护范围。", "all"
)
SINCE = dt.date(2022, 1, 10)


def session_now(world: World, *, closes: dt.time = dt.time(18)) -> Session:
    """Move the session to today; motions are taken until this evening."""
    moment = timezone.make_aware(dt.datetime.combine(TODAY, closes))
    with command(None, "test"):
        Session.objects.filter(pk=world.session.pk).update(
            opens_on=TODAY, closes_on=TODAY + dt.timedelta(days=2), motions_close_at=moment, suggestions_close_at=moment
        )
    world.session.refresh_from_db()
    return world.session


def neighbours(world: World, number: int) -> list[Mandate]:
    """So many more deputies of the lead's delegation."""
    with command(None, "test"):
        people = Person.objects.bulk_create(Person(county=world.county, name=f"联名{n:02d}") for n in range(number))
        return Mandate.objects.bulk_create(
            Mandate(person=p, term=world.term, delegation=world.delegation, since=SINCE) for p in people
        )


def drafted(world: World, *, signed: int = 9) -> Motion:
    """Written by the lead; the cosigner is asked, and so many others have signed already."""
    motion = motions.start_motion(actor=world.lead, paper=PAPER)
    asked = [world.cosigner.person.mandates.get(), *neighbours(world, signed)]
    motions.invite_signers(actor=world.lead, motion=motion, mandates=asked)
    with command(None, "test"):
        motion.signers.filter(mandate__in=asked[1:]).update(state="confirmed", answered_at=clock.now())
    return motion


def handed_in(world: World) -> Motion:
    """Signed by the cosigner too, and handed in."""
    session_now(world)
    motion = drafted(world)
    motions.answer_motion(actor=world.cosigner, motion=motion, agree=True)
    return motions.submit_motion(actor=world.lead, motion=motion)


def decision(what: MotionDecision = MotionDecision.AGENDA, **kwargs: object) -> motions.Decision:
    """What the presidium decided today."""
    return motions.Decision(what, TODAY, "大会主席团第3次会议", **kwargs)


def decided(world: World) -> Motion:
    """On the agenda."""
    return motions.decide_motion(actor=world.clerk, motion=handed_in(world), decision=decision())


STAGES = {
    "motion being signed": lambda world: drafted(world).pk,
    "motion handed in": lambda world: handed_in(world).pk,
    "motion decided": lambda world: decided(world).pk,
}
"""Stages of the table of rights, and the key their pages are addressed by."""
