"""Members' motions as read: the list, the page, the sheet of members to ask, and what waits on a desk."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.access import Anyone, Standing, visible_to
from congress.clock import today
from congress.kinds import DeskItem
from congress.labels import State, label
from congress.models import Body, Congress, Meeting, MemberMotion, MemberMotionSigner, Person, Post, User
from congress.queries.deadlines import chinese_date
from congress.queries.names import name_order
from congress.rules.meetings import MeetingKind, MeetingState
from congress.rules.member_motions import NEEDED, MemberMotionDecision, MemberMotionState, SignerAnswer
from congress.rules.roles import COMMITTEE

FEW = 20


def listed(user: Anyone, state: str = "", q: str = "") -> QuerySet[MemberMotion]:
    """Those one may read, the newest first; by state or decision and by words."""
    rows = visible_to(user, MemberMotion).select_related("mover", "decided_by__term", "decided_by__body", "item")
    if state in set(MemberMotionState):
        rows = rows.filter(state=state)
    if state in set(MemberMotionDecision):
        rows = rows.filter(decision=state)
    if q:
        rows = rows.filter(Q(title__icontains=q) | Q(mover__name__icontains=q))
    return rows.order_by("-entered_at", "-id")


def state_of(motion: MemberMotion) -> State:
    """The badge: the decision once there is one."""
    state = MemberMotionState(motion.state)
    if motion.decision:
        return State(label(MemberMotionDecision(motion.decision)), State.of(state).tone)
    return State.of(state)


@dataclass(frozen=True)
class Page:
    """What the page of a motion shows besides its words."""

    state: State
    signers: list[tuple[MemberMotionSigner, State]]
    joined: list[Person]
    facts: list[tuple[str, object]]

    @property
    def missing(self) -> int:
        """How many are still needed, the mover counted."""
        return max(NEEDED - len(self.joined), 0)


def page_of(motion: MemberMotion) -> Page:
    """The page of a readable motion. One query."""
    rows = list(motion.signers.select_related("person"))
    joined = [row.person for row in rows if row.answer == SignerAnswer.JOINED]
    facts: list[tuple[str, object]] = [
        (_("编号"), motion.number),
        (_("领衔"), str(motion.mover)),
        (_("提出"), chinese_date(motion.submitted_on) if motion.submitted_on else ""),
        (_("录入"), _("由%(who)s按纸质议案代录") % {"who": motion.entered_by} if motion.on_paper else ""),
        (_("主任会议"), str(motion.decided_by) if motion.decided_by else ""),
        (_("决定日期"), chinese_date(motion.decided_by.starts_on) if motion.decided_by else ""),
        (_("先行审议"), str(motion.committee) if motion.committee else ""),
        (_("理由和说明"), motion.decision_note),
        (_("撤回的理由"), motion.withdrawn_reason),
    ]
    return Page(
        state=state_of(motion),
        signers=[(row, State.of(SignerAnswer(row.answer))) for row in rows],
        joined=[motion.mover, *joined],
        facts=[(name, value) for name, value in facts if value],
    )


def committee_of(county: Congress) -> Body | None:
    """The standing committee of a county."""
    return Body.objects.filter(congress=county, kind=Body.Kind.STANDING_COMMITTEE).first()


def members_of(county: Congress) -> QuerySet[Person]:
    """The members of the standing committee of today, in the order of names."""
    posts = Post.objects.on(today()).filter(
        role__in=list(COMMITTEE), body__congress=county, body__kind=Body.Kind.STANDING_COMMITTEE
    )
    return Person.objects.filter(pk__in=posts.values("person")).order_by(*name_order(county), "id")


def deciding_meetings(motion: MemberMotion) -> QuerySet[Meeting]:
    """Chairpersons' meetings that were held since the motion was handed in, the latest first."""
    held = Meeting.objects.filter(
        county=motion.county_id,
        kind=MeetingKind.CHAIRPERSONS,
        state__in=[MeetingState.OPEN, MeetingState.CLOSED],
        starts_on__gte=motion.submitted_on or today(),
    )
    return held.select_related("term", "body").order_by("-starts_on", "-id")


def coming_meetings(motion: MemberMotion) -> QuerySet[Meeting]:
    """Meetings of the committee that are being prepared, the next first."""
    rows = Meeting.objects.filter(
        county=motion.county_id, kind=MeetingKind.STANDING_COMMITTEE, state=MeetingState.PREPARING
    )
    return rows.select_related("term", "body").order_by("starts_on", "id")


# -- On the desk ------------------------------------------------------------------------------------------


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """Invitations to join, for members. The general office is told of a motion by a notice when it is handed in."""
    found: list[DeskItem] = []
    if who.is_committee and who.person_id:
        asked = MemberMotionSigner.objects.filter(
            person=who.person_id, answer=SignerAnswer.ASKED, motion__state=MemberMotionState.SIGNING
        )
        found += [_invitation(row) for row in asked.select_related("motion__mover")[:FEW]]
    return found


def _invitation(row: MemberMotionSigner) -> DeskItem:
    return DeskItem(
        title=row.motion.title,
        url=reverse("member-motion", args=[row.motion_id]),
        subject=_("领衔 %(who)s") % {"who": row.motion.mover},
        task=_("回应联名提出议案的邀请"),
        verb=_("联名"),
        since=timezone.localdate(row.motion.entered_at),
    )
