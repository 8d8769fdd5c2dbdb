"""Bringing in a motion: written by one, signed by ten, decided on by the presidium."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.access import standing
from congress.access.ballots import runs_votes
from congress.clock import now, today
from congress.labels import label
from congress.models import Body, Mandate, Person, Session, User
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.services.base import command, locked, save
from congress.services.notices import notify, tell
from congress.services.numbers import next_number
from congress.services.steps import need
from deputies.models import Cosigner, Motion, MotionSigner, Suggestion
from deputies.rules import MOTION, CosignState, MotionDecision, MotionState, Publicity
from deputies.services.writing import file

COMMITTEES = (Body.Kind.SPECIAL_COMMITTEE, Body.Kind.COMMITTEE)
"""Small counties have no special committees; there the working committee of the subject examines."""


@dataclass(frozen=True)
class MotionPaper:
    """What has been typed so far: 案由, 案据, 方案."""

    title: str = ""
    grounds: str = ""
    proposal: str = ""
    publicity: str = ""


@dataclass(frozen=True)
class Decision:
    """What the presidium decided, at which of its meetings, and why."""

    what: MotionDecision
    on: date
    meeting: str
    note: str = ""
    committee: Body | None = None


def start_motion(*, actor: User, paper: MotionPaper) -> Motion:
    """Open a draft. Raises NotAllowed for who is no deputy today."""
    mandate = standing(actor).mandate
    if mandate is None:
        raise NotAllowed(_("只有本届在任代表可以联名提出议案。"), basis=_("地方组织法第二十二条"))
    with command(actor, "start_motion"):
        motion = Motion(county_id=actor.county_id or 0, term=mandate.term, mover=mandate, created_at=now())
        return _write(motion, paper)


def save_motion(*, actor: User, motion: Motion, paper: MotionPaper, version: int | None = None) -> Motion:
    """Keep what has been typed, complete or not; who has signed already is asked anew when the words change.

    Raises NotAllowed, WrongState, Conflict.
    """
    with command(actor, "save_motion"):
        motion = _own_draft(actor, motion, version)
        if (motion.title, motion.grounds, motion.proposal) != _words(paper):
            signed = motion.signers.filter(state=CosignState.CONFIRMED)
            signed.update(state=CosignState.INVITED, answered_at=None)
        return _write(motion, paper)


def _words(paper: MotionPaper) -> tuple[str, str, str]:
    return paper.title.strip(), paper.grounds.strip(), paper.proposal.strip()


def _write(motion: Motion, paper: MotionPaper) -> Motion:
    motion.title, motion.grounds, motion.proposal = _words(paper)
    motion.publicity, motion.saved_at = paper.publicity, now()
    if motion.pk:
        save(motion)
    else:
        motion.save()
    return motion


def _own_draft(actor: User, motion: Motion, version: int | None) -> Motion:
    motion = locked(motion, version)
    if motion.mover.person_id != actor.person_id:
        raise NotAllowed(_("只有领衔代表本人可以修改这份议案。"))
    if motion.state != MotionState.DRAFT:
        raise WrongState(_("这份议案已经提交，不能再修改。"))
    return motion


def discard_motion(*, actor: User, motion: Motion) -> None:
    """Delete one's own draft. Raises NotAllowed, WrongState."""
    with command(actor, "discard_motion"):
        _own_draft(actor, motion, None).delete()


def invite_signers(*, actor: User, motion: Motion, mandates: Sequence[Mandate]) -> list[MotionSigner]:
    """Ask other deputies of the same term to sign; asking twice changes nothing.

    Raises NotAllowed, WrongState; Incomplete for oneself or somebody who is no deputy today.
    """
    with command(actor, "invite_signers"):
        motion = _own_draft(actor, motion, None)
        current = set(Mandate.objects.on(today()).filter(term=motion.term).values_list("pk", flat=True))
        for mandate in mandates:
            if mandate.pk == motion.mover_id:
                raise Incomplete({"mandates": _("领衔代表自己不需要再联名。")})
            if mandate.pk not in current:
                raise Incomplete({"mandates": _("%(who)s不是本届在任代表，不能联名。") % {"who": mandate.person}})
        held = set(motion.signers.values_list("mandate", flat=True))
        asked = MotionSigner.objects.bulk_create(
            MotionSigner(motion=motion, mandate=one, invited_at=now()) for one in mandates if one.pk not in held
        )
        text = _("%(who)s邀请您联名提出议案《%(title)s》，请在今日待办中回应。")
        shape = {"who": motion.mover, "title": motion.title or _("尚无案由")}
        tell(motion.county, [row.mandate.person for row in asked], _("邀请联名议案"), text % shape)
        return asked


def answer_motion(*, actor: User, motion: Motion, agree: bool) -> MotionSigner:
    """联名 or not, in person, until it is handed in. Raises NotAllowed without an invitation, WrongState afterwards."""
    with command(actor, "answer_motion"):
        motion = locked(motion, None)
        signer = motion.signers.filter(mandate__person=actor.person).select_related("mandate").first()
        if signer is None:
            raise NotAllowed(_("领衔代表没有邀请您联名这份议案。"))
        if motion.state != MotionState.DRAFT:
            raise WrongState(_("这份议案已经提交，不能再改变联名。"))
        signer.state = CosignState.CONFIRMED if agree else CosignState.DECLINED
        signer.answered_at = now()
        signer.save()
    return signer


def submit_motion(*, actor: User, motion: Motion, version: int | None = None) -> Motion:
    """提交 to the presidium: complete, signed by enough deputies, before the closing time; numbered at once.

    Raises NotAllowed, WrongState outside a session that takes motions, Conflict; Incomplete for what is missing.
    """
    with command(actor, "submit_motion"):
        motion = _own_draft(actor, motion, version)
        _refuse_incomplete(motion)
        session = _session_taking_motions(motion)
        _refuse_too_few(motion)
        motion.session = session
        motion.serial = next_number(motion.county, MOTION, f"{motion.term.pk}-{session.number}")
        motion.state, motion.submitted_at = MotionState.SUBMITTED, now()
        save(motion)
    return motion


def _refuse_incomplete(motion: Motion) -> None:
    asked = {
        "title": _("请写案由，一事一案。"),
        "grounds": _("请写案据：事实和理由。"),
        "proposal": _("请写方案：要求大会作出什么决定。"),
        "publicity": _("请选择是否同意公开。"),
    }
    missing = {name: text for name, text in asked.items() if not getattr(motion, name)}
    if missing:
        raise Incomplete(missing)


def _session_taking_motions(motion: Motion) -> Session:
    """The session that is on and whose closing time for motions has not passed."""
    rows = Session.objects.filter(term=motion.term, opens_on__lte=today(), closes_on__gte=today())
    session = rows.order_by("-opens_on").first()
    if session is None:
        raise WrongState(_("议案在大会会议期间提出；闭会期间请提代表建议。"), basis=_("地方组织法第二十二条"))
    if session.motions_close_at is None:
        raise WrongState(_("主席团还没有决定议案截止时间，暂不接收议案。请向秘书处议案组了解。"))
    if session.motions_close_at < now():
        raise WrongState(_("议案截止时间已过，不再接收。可以改提代表建议。"))
    return session


def _refuse_too_few(motion: Motion) -> None:
    signed = 1 + motion.signers.filter(state=CosignState.CONFIRMED).count()
    needed = motion.signers_needed
    if signed < needed:
        text = _(
            "议案须由%(needed)s名以上代表联名（含领衔代表），现在%(signed)s名，还差%(short)s名（地方组织法第二十二条）。"
        )
        shape = {"needed": needed, "signed": signed, "short": needed - signed}
        raise Incomplete({"signers": text % shape})


def withdraw_motion(*, actor: User, motion: Motion, reason: str, version: int | None = None) -> Motion:
    """撤回 by the mover before the presidium has decided. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "withdraw_motion", reason):
        motion = locked(motion, version)
        if motion.mover.person_id != actor.person_id:
            raise NotAllowed(_("只有领衔代表本人可以撤回议案。"))
        if motion.state != MotionState.SUBMITTED:
            raise WrongState(_("主席团已经决定，或者议案没有提交，不能撤回。"))
        motion.decision_note = need("reason", reason, _("请写明撤回的理由。"))
        motion.state = MotionState.WITHDRAWN
        save(motion)
        text = _("领衔代表已撤回%(motion)s：%(reason)s")
        tell(motion.county, _signers(motion), _("议案已撤回"), text % {"motion": motion, "reason": reason})
    return motion


def _signers(motion: Motion) -> list[Person]:
    rows = motion.signers.filter(state=CosignState.CONFIRMED).select_related("mandate__person").order_by("id")
    return [row.mandate.person for row in rows]


def decide_motion(*, actor: User, motion: Motion, decision: Decision, version: int | None = None) -> Motion:
    """What the presidium decided, recorded by the office; a motion that is none goes on as a suggestion.

    Raises NotAllowed, WrongState, Conflict; Incomplete without the meeting, without a committee for one that is to be
    examined, without a reason for one that is not taken as a motion.
    """
    with command(actor, "decide_motion"):
        motion = locked(motion, version)
        if not runs_votes(actor) or motion.county_id != actor.county_id:
            raise NotAllowed(_("主席团的决定由大会秘书处（县人大机关）登记。"))
        if motion.state != MotionState.SUBMITTED:
            raise WrongState(_("这份议案已有决定，或者已经撤回，请返回查看。"))
        _refuse_wrong(decision)
        motion.decision, motion.decided_on = decision.what, decision.on
        motion.decided_at_meeting, motion.decision_note = decision.meeting.strip(), decision.note.strip()
        motion.committee = decision.committee if decision.what is MotionDecision.COMMITTEE else None
        motion.state = MotionState.DECIDED
        if decision.what is MotionDecision.SUGGESTION:
            motion.suggestion = _turn(motion)
        save(motion)
        _tell_decision(motion, decision)
    return motion


def _refuse_wrong(decision: Decision) -> None:
    need("meeting", decision.meeting, _("请写明作出决定的主席团会议。"))
    if decision.on > today():
        raise Incomplete({"on": _("日期在今天之后，请核对。")})
    if decision.what is MotionDecision.COMMITTEE and decision.committee is None:
        raise Incomplete({"committee": _("请选择审议的委员会。")})
    if decision.what is MotionDecision.SUGGESTION:
        need("note", decision.note, _("请写明不作为议案的理由，领衔代表会看到。"))


def _turn(motion: Motion) -> Suggestion:
    """The same matter as a suggestion of the same deputies, handed in on this day to the same session."""
    suggestion = Suggestion.objects.create(
        county=motion.county,
        term=motion.term,
        author=motion.mover,
        source_note=_("由%(number)s转来") % {"number": motion.number},
        title=motion.title,
        body=f"{motion.grounds}\n{motion.proposal}",
        publicity=motion.publicity or Publicity.NONE,
        created_at=motion.created_at,
        saved_at=now(),
    )
    signed = motion.signers.filter(state=CosignState.CONFIRMED).order_by("id")
    Cosigner.objects.bulk_create(
        Cosigner(
            suggestion=suggestion,
            mandate_id=row.mandate_id,
            state=CosignState.CONFIRMED,
            invited_at=row.invited_at,
            answered_at=row.answered_at,
        )
        for row in signed
    )
    file(suggestion, motion.session)
    return suggestion


def _tell_decision(motion: Motion, decision: Decision) -> None:
    people, words = [motion.mover.person, *_signers(motion)], label(decision.what)
    if motion.suggestion and motion.suggestion.followup:
        notify(motion.suggestion.followup, people, _("议案转为建议办理"), f"{motion.number}：{decision.note}")
        return
    where = f"（{motion.committee}）" if motion.committee else ""
    text = _("%(motion)s经%(meeting)s决定：%(what)s%(where)s。%(note)s")
    shape = {"motion": motion, "meeting": motion.decided_at_meeting, "what": words, "where": where}
    tell(motion.county, people, _("议案已有决定"), text % {**shape, "note": decision.note})
