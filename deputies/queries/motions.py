"""Motions as read: the list, the page, and what waits on somebody's desk."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.access import Anyone, Standing, standing
from congress.access.ballots import runs_votes
from congress.kinds import DeskItem
from congress.labels import State, label
from congress.models import User
from deputies import access
from deputies.models import Motion, MotionSigner
from deputies.rules import CosignState, MotionDecision, MotionState

FEW = 20


def listed(user: Anyone, params: dict[str, str]) -> QuerySet[Motion]:
    """Motions one may read as the address bar asks for them, the newest first."""
    rows = access.motions(user).select_related("mover__person", "mover__delegation", "session__term", "committee")
    session, state, q = params.get("session", ""), params.get("state", ""), params.get("q", "")
    if session.isdecimal() and len(session) < 18:
        rows = rows.filter(session=int(session))
    if state in set(MotionState):
        rows = rows.filter(state=state)
    if state in set(MotionDecision):
        rows = rows.filter(decision=state)
    if q:
        rows = rows.filter(Q(title__icontains=q) | Q(mover__person__name__icontains=q))
    return rows.order_by("-session__opens_on", "serial", "-id")


def state_of(motion: Motion) -> State:
    """The badge of a motion: the decision once there is one."""
    state = MotionState(motion.state)
    if motion.decision:
        return State(label(MotionDecision(motion.decision)), State.of(state).tone)
    return State.of(state)


@dataclass(frozen=True)
class Page:
    """What the page of a motion shows besides its words."""

    state: State
    signed: list[MotionSigner]
    asked: list[MotionSigner]
    needed: int
    facts: list[tuple[str, object]]

    @property
    def number_signed(self) -> int:
        """Those who bring it in, the mover included."""
        return len(self.signed) + 1


def page_of(motion: Motion) -> Page:
    """The page of a readable motion. One query."""
    signers = list(motion.signers.select_related("mandate__person", "mandate__delegation"))
    signed = [row for row in signers if row.state == CosignState.CONFIRMED]
    facts: list[tuple[str, object]] = [
        (_("编号"), motion.number),
        (_("会议"), str(motion.session) if motion.session else ""),
        (_("领衔"), str(motion.mover)),
        (_("提交"), f"{timezone.localtime(motion.submitted_at):%Y-%m-%d %H:%M}" if motion.submitted_at else ""),
        (_("决定"), motion.get_decision_display()),
        (_("委员会"), str(motion.committee) if motion.committee else ""),
        (_("决定机关"), motion.decided_at_meeting),
        (_("决定日期"), f"{motion.decided_on:%Y-%m-%d}" if motion.decided_on else ""),
        (_("说明"), motion.decision_note),
    ]
    return Page(
        state=state_of(motion),
        signed=signed,
        asked=[row for row in signers if row.state != CosignState.CONFIRMED],
        needed=motion.signers_needed,
        facts=[(name, value) for name, value in facts if value],
    )


# -- On the desk ------------------------------------------------------------------------------------------


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """Invitations to sign and drafts to finish for deputies; motions to be decided for the offices."""
    found: list[DeskItem] = []
    if who.mandate:
        asked = MotionSigner.objects.filter(
            mandate=who.mandate, state=CosignState.INVITED, motion__state=MotionState.DRAFT
        ).select_related("motion__mover__person", "motion__mover__delegation")
        drafts = access.own_motions(user).order_by("-saved_at")
        found += [_invitation(row) for row in asked[:FEW]] + [_draft(row) for row in drafts[:FEW]]
    if runs_votes(user) and who.is_staff:
        waiting = Motion.objects.filter(county_id=who.county_id, state=MotionState.SUBMITTED)
        related = waiting.select_related("mover__person", "mover__delegation").order_by("session", "serial")
        found += [_to_decide(row) for row in related[:FEW]]
    return found


def _invitation(row: MotionSigner) -> DeskItem:
    return DeskItem(
        title=row.motion.title or _("（尚无案由）"),
        url=reverse("motion", args=[row.motion_id]),
        subject=_("领衔 %(who)s") % {"who": row.motion.mover},
        task=_("回应联名议案的邀请"),
        verb=_("联名"),
        since=timezone.localdate(row.invited_at),
    )


def _draft(row: Motion) -> DeskItem:
    return DeskItem(
        title=row.title or _("（尚无案由的议案草稿）"),
        url=reverse("motion-write", args=[row.pk]),
        subject=_("议案草稿"),
        task=_("写完、征集联名并提交"),
        verb=_("继续写"),
        since=timezone.localdate(row.saved_at),
    )


def _to_decide(row: Motion) -> DeskItem:
    return DeskItem(
        title=str(row),
        url=reverse("motion-decide", args=[row.pk]),
        subject=_("领衔 %(who)s") % {"who": row.mover},
        task=_("提请主席团决定，登记决定"),
        verb=_("登记决定"),
        since=timezone.localdate(row.submitted_at) if row.submitted_at else timezone.localdate(row.saved_at),
    )


def may_move(user: Anyone) -> bool:
    """Whether somebody may bring in a motion: a deputy of today."""
    return standing(user).mandate is not None
