"""Members' motions (地方组织法 §52): written, joined, handed in, decided by the chairpersons' meeting."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from congress.access import keeps_meetings, standing, works_here
from congress.clock import now, today
from congress.models import Body, Congress, Meeting, MemberMotion, MemberMotionSigner, Person, Post, User
from congress.queries.member_motions import coming_meetings, committee_of, deciding_meetings, members_of
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.meetings import ItemKind
from congress.rules.member_motions import NEEDED, MemberMotionDecision, MemberMotionState, SignerAnswer
from congress.rules.roles import OFFICE
from congress.services.base import command, locked, save
from congress.services.meetings.topics import Topic, propose_topic
from congress.services.notices import tell
from congress.services.numbers import next_number
from congress.services.steps import need

SERIES = "member-motion"


@dataclass(frozen=True)
class MotionWords:
    """What a motion says: 案由, 案据, 方案 (地方组织法 §52)."""

    title: str
    grounds: str
    proposal: str

    def checked(self) -> dict[str, str]:
        """The words as columns. Raises Incomplete where one is missing."""
        return {
            "title": need("title", self.title, _("请写明案由。")),
            "grounds": need("grounds", self.grounds, _("请写明案据：提出议案的依据和理由。")),
            "proposal": need("proposal", self.proposal, _("请写明方案：要求常委会审议决定什么。")),
        }


@dataclass(frozen=True)
class ChairsDecision:
    """What the chairpersons' meeting decided, and where the motion goes."""

    what: MemberMotionDecision
    meeting: Meeting
    note: str = ""
    committee: Body | None = None
    target: Meeting | None = None
    """The committee's meeting whose agenda it goes on."""


def _refuse_outsiders(county: Congress, people: Collection[Person]) -> None:
    members = set(members_of(county).values_list("pk", flat=True))
    strange = [person.name for person in people if person.pk not in members]
    if strange:
        raise Incomplete({"signers": _("%(who)s不是现任常委会组成人员。") % {"who": "、".join(strange)}})


def _committee(county: Congress) -> Body:
    body = committee_of(county)
    if body is None:
        raise WrongState(_("基础数据里还没有常委会，请系统管理员先登记。"))
    return body


def start_member_motion(*, actor: User, words: MotionWords, asked: Collection[Person]) -> MemberMotion:
    """A member writes a motion and asks others to join.

    Raises NotAllowed for others than members; Incomplete for missing words or people who are no members.
    """
    who = standing(actor)
    if not who.is_committee or actor.person is None or actor.county is None:
        raise NotAllowed(_("只有常委会组成人员可以联名提出议案（地方组织法第五十二条）。"))
    with command(actor, "start_member_motion"):
        others = [person for person in asked if person.pk != actor.person.pk]
        _refuse_outsiders(actor.county, [actor.person, *others])
        motion = _create(actor, actor.county, actor.person, words, on_paper=False)
        MemberMotionSigner.objects.bulk_create(MemberMotionSigner(motion=motion, person=one) for one in others)
        text = _("%(who)s邀请您联名提出议案“%(title)s”。请在今日待办中回应。")
        tell(actor.county, others, _("邀请联名提出议案"), text % {"who": actor.person, "title": motion.title})
    return motion


def enter_member_motion(*, actor: User, mover: Person, joined: Collection[Person], words: MotionWords) -> MemberMotion:
    """The office enters a motion that was handed in on paper with its signatures; it is numbered at once.

    Raises NotAllowed; Incomplete for missing words, too few signers or people who are no members.
    """
    if not works_here(standing(actor)) or actor.county is None:
        raise NotAllowed(_("纸质议案由县人大机关的工作人员代录。"))
    with command(actor, "enter_member_motion"):
        others = [person for person in joined if person.pk != mover.pk]
        _refuse_outsiders(actor.county, [mover, *others])
        _refuse_too_few(len(others) + 1)
        motion = _create(actor, actor.county, mover, words, on_paper=True)
        MemberMotionSigner.objects.bulk_create(
            MemberMotionSigner(motion=motion, person=one, answer=SignerAnswer.JOINED, answered_at=now())
            for one in others
        )
        _number(motion)
        save(motion)
    return motion


def _create(actor: User, county: Congress, mover: Person, words: MotionWords, *, on_paper: bool) -> MemberMotion:
    return MemberMotion.objects.create(
        county=county,
        body=_committee(county),
        mover=mover,
        on_paper=on_paper,
        entered_by=actor,
        entered_at=now(),
        **words.checked(),
    )


def _refuse_too_few(signed: int) -> None:
    if signed < NEEDED:
        text = _("常委会组成人员%(needed)s人以上联名才能提出议案，现有%(n)s人（地方组织法第五十二条）。")
        raise Incomplete({"signers": text % {"needed": NEEDED, "n": signed}})


def _number(motion: MemberMotion) -> None:
    day = today()
    motion.state, motion.submitted_on, motion.year = MemberMotionState.SUBMITTED, day, day.year
    motion.serial = next_number(motion.county, SERIES, str(day.year))
    keepers = Post.objects.on(day).filter(body__congress=motion.county, body__kind=Body.Kind.OFFICE, role__in=OFFICE)
    people = Person.objects.filter(pk__in=keepers.values("person"))
    text = _("%(who)s等提出议案“%(title)s”（%(number)s），请提请主任会议决定，并在“组成人员议案”中登记决定。")
    shape = {"who": motion.mover, "title": motion.title, "number": motion.number}
    tell(motion.county, people, _("组成人员提出议案"), text % shape)


def _open(motion: MemberMotion, version: int | None, state: MemberMotionState) -> MemberMotion:
    motion = locked(motion, version)
    if motion.state != state:
        text = _("议案现在的状态是“%(state)s”，不能办理这一步。")
        raise WrongState(text % {"state": motion.get_state_display()})
    return motion


def answer_member_motion(*, actor: User, motion: MemberMotion, joins: bool) -> MemberMotionSigner:
    """A member who was asked joins or does not. Raises NotAllowed for who was not asked; WrongState later."""
    with command(actor, "answer_member_motion"):
        motion = _open(motion, None, MemberMotionState.SIGNING)
        signer = motion.signers.select_for_update().filter(person=actor.person_id or 0).first()
        if signer is None:
            raise NotAllowed(_("没有邀请您联名这份议案。"))
        signer.answer, signer.answered_at = SignerAnswer.JOINED if joins else SignerAnswer.REFUSED, now()
        signer.save()
    return signer


def submit_member_motion(*, actor: User, motion: MemberMotion, version: int | None = None) -> MemberMotion:
    """The mover hands the motion in. Raises NotAllowed, WrongState, Conflict; Incomplete with too few signers."""
    with command(actor, "submit_member_motion"):
        motion = _open(motion, version, MemberMotionState.SIGNING)
        if motion.mover_id != actor.person_id:
            raise NotAllowed(_("议案由领衔的组成人员提出。"))
        _refuse_too_few(motion.signers.filter(answer=SignerAnswer.JOINED).count() + 1)
        _number(motion)
        save(motion)
    return motion


def withdraw_member_motion(
    *, actor: User, motion: MemberMotion, reason: str, version: int | None = None
) -> MemberMotion:
    """The mover, or for a paper the office, takes the motion back before it is decided on.

    Raises NotAllowed, WrongState, Conflict; Incomplete without a reason.
    """
    with command(actor, "withdraw_member_motion", reason):
        motion = locked(motion, version)
        if motion.mover_id != actor.person_id and not (motion.on_paper and works_here(standing(actor))):
            raise NotAllowed(_("议案由领衔的组成人员撤回；纸质的由代录的机关登记。"))
        if motion.state not in {MemberMotionState.SIGNING, MemberMotionState.SUBMITTED}:
            raise WrongState(_("主任会议已经决定，不能撤回。"))
        motion.withdrawn_reason = need("reason", reason, _("请写明撤回的理由。"))
        motion.state = MemberMotionState.WITHDRAWN
        save(motion)
    return motion


def decide_member_motion(
    *, actor: User, motion: MemberMotion, decision: ChairsDecision, version: int | None = None
) -> MemberMotion:
    """Record what a chairpersons' meeting that was held decided, and put the motion where it goes.

    Raises NotAllowed, WrongState, Conflict; Incomplete without what the decision needs.
    """
    with command(actor, "decide_member_motion", decision.note):
        motion = _open(motion, version, MemberMotionState.SUBMITTED)
        if not keeps_meetings(standing(actor)) or actor.county_id != motion.county_id:
            raise NotAllowed(_("主任会议的决定由办公室登记。"))
        if not deciding_meetings(motion).filter(pk=decision.meeting.pk).exists():
            raise Incomplete({"meeting": _("请选择议案提出以后举行的主任会议（地方组织法第五十二条）。")})
        motion.state, motion.decision = MemberMotionState.DECIDED, decision.what
        motion.decided_by, motion.decision_note = decision.meeting, decision.note.strip()
        _place(actor, motion, decision)
        save(motion)
        shape = {"title": motion.title, "what": motion.get_decision_display(), "note": motion.decision_note}
        joined = [row.person for row in motion.signers.filter(answer=SignerAnswer.JOINED).select_related("person")]
        text = _("议案“%(title)s”：主任会议决定%(what)s。%(note)s") % shape
        tell(motion.county, [motion.mover, *joined], _("联名议案的处理决定"), text)
    return motion


def _place(actor: User, motion: MemberMotion, decision: ChairsDecision) -> None:
    """Where the motion goes by the decision: an agenda, a committee, or back with a reason."""
    if decision.what is MemberMotionDecision.DECLINED:
        text = _("不提请审议的，须写明理由，向常委会会议报告或者向提案人说明（地方组织法第五十二条）。")
        need("note", decision.note, text)
    elif decision.what is MemberMotionDecision.COMMITTEE:
        if decision.committee is None:
            raise Incomplete({"committee": _("请选择先行审议的委员会。")})
        motion.committee = decision.committee
    else:
        if decision.target is None or not coming_meetings(motion).filter(pk=decision.target.pk).exists():
            raise Incomplete({"target": _("请选择正在筹备的常委会会议。")})
        origin = _("%(mover)s等联名议案") % {"mover": motion.mover}
        topic = Topic(ItemKind.MOTION, motion.title, office=motion.committee, origin=origin)
        motion.item = propose_topic(actor=actor, meeting=decision.target, topic=topic)
