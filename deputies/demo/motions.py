"""Three motions of the demo's last session: on the agenda, with a committee, taken back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from congress.models import Body, Congress, Mandate, Session
from congress.services.base import command
from congress.services.numbers import next_number
from deputies.models import Motion, MotionSigner
from deputies.rules import MOTION, CosignState, MotionDecision, MotionState, Publicity

TEXTS = (
    (
        "关于加强饮用水水源地保护的议案",
        "龙潭水库承担县城六成供水，上游仍有散养和垃圾堆放，枯水期水质波动。",
        "请大会作出决定，划定保护范围，建立联合巡查和生态补偿机制。",
        MotionDecision.AGENDA,
    ),
    (
        "关于制定全县农村公路养护办法的议案",
        "全县农村公路一千二百公里，三成已过设计年限，养护责任和资金没有制度保障。",
        "请交有关委员会审议，提请制定养护办法，明确县乡村责任和资金渠道。",
        MotionDecision.COMMITTEE,
    ),
    ("关于设立县级医疗救助基金的议案", "大病家庭自付负担重，现有救助分散。", "请大会决定设立基金并列入预算。", None),
)
SIGNERS = 11


def build_motions(county: Congress, as_of: date) -> None:
    """Write the motions as they stood after the last session that has been held."""
    session = Session.objects.filter(term__congress=county, closes_on__lt=as_of).order_by("-opens_on").first()
    if session is None:
        return
    mandates = list(Mandate.objects.on(session.opens_on).filter(term=session.term).order_by("pk"))
    committee = Body.objects.filter(congress=county, kind=Body.Kind.COMMITTEE).order_by("pk").first()
    at = timezone.make_aware(datetime.combine(session.opens_on, time(15)))
    with command(None, "demo", "示范：代表议案"):
        for number, text in enumerate(TEXTS):
            mover, *others = mandates[number * (SIGNERS + 1) : (number + 1) * (SIGNERS + 1)]
            motion = _motion(session, mover, text, committee, at)
            MotionSigner.objects.bulk_create(
                MotionSigner(motion=motion, mandate=m, state=CosignState.CONFIRMED, invited_at=at, answered_at=at)
                for m in others
            )


def _motion(
    session: Session,
    mover: Mandate,
    text: tuple[str, str, str, MotionDecision | None],
    committee: Body | None,
    at: datetime,
) -> Motion:
    title, grounds, proposal, decision = text
    county = session.term.congress
    return Motion.objects.create(
        county=county,
        term=session.term,
        session=session,
        mover=mover,
        serial=next_number(county, MOTION, f"{session.term.pk}-{session.number}"),
        title=title,
        grounds=grounds,
        proposal=proposal,
        publicity=Publicity.ALL,
        created_at=at - timedelta(hours=5),
        saved_at=at,
        submitted_at=at,
        state=MotionState.DECIDED if decision else MotionState.WITHDRAWN,
        decision=decision or "",
        decided_on=session.opens_on + timedelta(days=1) if decision else None,
        decided_at_meeting="大会主席团第三次会议" if decision else "",
        decision_note="" if decision else "县医保局已在办理，改提代表建议",
        committee=committee if decision is MotionDecision.COMMITTEE else None,
    )
