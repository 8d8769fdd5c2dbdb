"""Members' motions one may read: signers and movers their own from the first word, the rest once it is handed in."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from congress.access.meetings import works_here
from congress.access.standing import Anyone, standing
from congress.models import MemberMotion, MemberMotionSigner
from congress.rules.member_motions import MemberMotionState

GATHERING = (MemberMotionState.SIGNING,)


def member_motions(user: Anyone) -> QuerySet[MemberMotion]:
    """Those of the county's offices, leaders and members that were handed in; while signers are asked, one's own."""
    who = standing(user)
    rows = MemberMotion.objects.filter(county_id=who.county_id or 0)
    if who.person_id is None:
        return rows.none()
    asked = MemberMotionSigner.objects.filter(person=who.person_id).values("motion")
    own = Q(mover=who.person_id) | Q(pk__in=asked)
    if works_here(who) or who.is_committee:
        own |= Q(submitted_on__isnull=False)
    return rows.filter(own)


def member_motion_signers(user: Anyone) -> QuerySet[MemberMotionSigner]:
    """Signers of the motions one may read."""
    return MemberMotionSigner.objects.filter(motion__in=member_motions(user))
