"""After the vote: announcement, notice to who proposed, certificates, filing above."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import Document, Post, User
from congress.refusals import Incomplete
from congress.rules.documents.kinds import DocumentCode
from congress.rules.documents.life import DocumentState
from congress.rules.roles import UNIT
from congress.services.base import command, locked, save
from congress.services.documents.writing import Source, Wording, start
from congress.services.notices import tell
from personnel.models import AppointmentMotion, Holding, OathDuty
from personnel.queries.checks import require
from personnel.queries.papers import announcement_text
from personnel.rules.motions import MotionEvent, MotionState
from personnel.rules.offices import Act
from personnel.services.oaths import announce_offices

ENDED = (DocumentState.WITHDRAWN,)


def draft_announcement(*, actor: User, motion: AppointmentMotion) -> Document:
    """起草公告 of what was carried; an issued announcement lets the motion go on. One is drafted once.

    Raises NotAllowed; WrongState before the vote, or when nothing was carried.
    """
    with command(actor, "draft_appointment_announcement"):
        motion = locked(motion, None)
        require(actor, MotionEvent.ANNOUNCE, motion)
        if motion.announcement and motion.announcement.state not in ENDED:
            return motion.announcement
        assert motion.item is not None
        text = announcement_text(motion)
        wording = Wording(title=text.title, body=text.body, dated=today())
        source = Source(meeting=motion.item.meeting, item=motion.item, words=motion.number)
        motion.announcement = start(actor=actor, kind=DocumentCode.PROCLAMATION, wording=wording, source=source)
        save(motion)
    return motion.announcement


def hear_of_issue(actor: User, document: Document) -> None:
    """What the core tells when a document is issued: the motion it announces is announced."""
    for row in AppointmentMotion.objects.filter(announcement=document, state=MotionState.VOTED):
        motion = locked(row, None)
        motion.state, motion.announced_on = MotionState.ANNOUNCED, document.dated or today()
        save(motion)
        duties = OathDuty.objects.filter(holding__line__motion=motion).order_by("pk")
        announce_offices(actor=actor, duties=duties, number=document.number, on=motion.announced_on)


def notify_proposer(*, actor: User, motion: AppointmentMotion, version: int | None = None) -> AppointmentMotion:
    """通知提请机关 of the result, also where nobody was carried. Raises NotAllowed, WrongState, Conflict."""
    with command(actor, "notify_appointment_proposer"):
        motion = locked(motion, version)
        motion.state = require(actor, MotionEvent.NOTIFY, motion).to
        motion.notified_on = today()
        save(motion)
        posts = Post.objects.on(today()).filter(department=motion.organ_id or 0, role__in=list(UNIT))
        text = _("%(motion)s已经表决，结果见任免案。") % {"motion": motion.number}
        tell(motion.county, [post.person for post in posts.select_related("person")], _("任免结果"), text)
    return motion


def file_above(
    *, actor: User, motion: AppointmentMotion, filed_on: date, version: int | None = None
) -> AppointmentMotion:
    """报上一级备案或者批准 on a day. Raises NotAllowed, WrongState, Conflict; Incomplete for a day that cannot be."""
    with command(actor, "file_appointment_above"):
        motion = locked(motion, version)
        motion.state = require(actor, MotionEvent.FILE, motion).to
        if filed_on > today() or (motion.announced_on and filed_on < motion.announced_on):
            raise Incomplete({"filed_on": _("报送日期在今天之后，或者早于公告，请核对。")})
        motion.filed_on = filed_on
        save(motion)
    return motion


def hand_out_certificates(
    *, actor: User, motion: AppointmentMotion, on: date, version: int | None = None
) -> list[Holding]:
    """颁发任命书: numbered with the announcement's number, signed by the chairman on paper; none for acting posts.

    Raises NotAllowed, WrongState, Conflict; Incomplete for a day that cannot be.
    """
    with command(actor, "hand_out_certificates"):
        motion = locked(motion, version)
        motion.state = require(actor, MotionEvent.CERTIFY, motion).to
        rows = list(
            Holding.objects.filter(line__motion=motion, line__act=Act.APPOINT).select_related("office").order_by("id")
        )
        if on > today() or any(on < row.since for row in rows):
            raise Incomplete({"on": _("颁发日期在今天之后，或者早于任命，请核对。")})
        number = motion.announcement.number if motion.announcement else motion.number
        for place, row in enumerate((row for row in rows if row.office.rule.certificate), start=1):
            row.certificate, row.certified_on = f"{number}-{place}", on
            save(row)
        motion.certified_on = on
        save(motion)
    return rows


def finish_motion(*, actor: User, motion: AppointmentMotion, version: int | None = None) -> AppointmentMotion:
    """办结, when everybody has been told. Raises NotAllowed, WrongState, Conflict."""
    with command(actor, "finish_appointment_motion"):
        motion = locked(motion, version)
        motion.state = require(actor, MotionEvent.FINISH, motion).to
        save(motion)
    return motion
