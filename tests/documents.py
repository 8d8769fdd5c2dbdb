"""Official documents on their way, as the people of the world make them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from congress.models import Attachment, Batch, Document, Meeting, RegisterEntry
from congress.models.meetings import AgendaItem, Attendance
from congress.rules.documents.batches import RecipientGroup
from congress.rules.documents.kinds import DocumentCode
from congress.rules.followups import Openness
from congress.rules.meetings import Answer, ItemKind, ItemState, MeetingKind, MeetingState, Quality
from congress.services.base import command
from congress.services.documents import batching, issuing, moving, opening, register, writing
from congress.services.files import Upload

BODY = "各工作机构：\n一、总体要求\n（一）认真学习\n1.按时参加。\n（1）不得缺席。\n二、有关要求\n请遵照执行。"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def scan(slot: Attachment.Slot = Attachment.Slot.SCAN) -> Upload:
    """A signed scan."""
    return Upload(slot, Attachment.Mark.INTERNAL, SimpleUploadedFile("扫描件.pdf", PDF, "application/pdf"))


def wording(title: str = "关于做好会议服务工作的通知", **more: Any) -> writing.Wording:
    """A text with every level."""
    return writing.Wording(**{"title": title, "body": BODY, "addressee": "各工作机构", **more})


def draft(world: Any, kind: DocumentCode = DocumentCode.CIRCULAR, actor: Any = None, **more: Any) -> Document:
    """A draft of the director's office; a circular is reviewed, signed by a leader and numbered."""
    return writing.start(actor=actor or world.director, kind=kind, wording=wording(**more))


def reviewing(world: Any, **more: Any) -> Document:
    """Handed in for review."""
    return moving.submit(actor=more.get("actor") or world.director, document=draft(world, **more))


def signing(world: Any, **more: Any) -> Document:
    """Waiting for a leader."""
    return moving.pass_review(actor=world.director, document=reviewing(world, **more))


def signed(world: Any, **more: Any) -> Document:
    """Signed for issue."""
    return moving.sign(actor=world.chairman, document=signing(world, **more))


def issued(world: Any, **more: Any) -> Document:
    """Numbered and frozen."""
    return issuing.issue(actor=world.director, document=signed(world, **more))


def published(world: Any, **more: Any) -> Document:
    """For everybody to read."""
    row = issued(world, openness=Openness.PUBLIC, **more)
    return opening.publish(actor=world.director, document=row)


def restricted(world: Any, **more: Any) -> Document:
    """Issued for the named alone: the roads bureau and one committee member."""
    return issued(world, openness=Openness.PARTIES, readers="县交通运输局、白云", **more)


def elsewhere(world: Any, **more: Any) -> Document:
    """Issued in the county's OA."""
    return issuing.complete_elsewhere(
        actor=world.director,
        document=draft(world, **more),
        number="云人常办发〔2026〕88号",
        dated=dt.date(2026, 3, 9),
        scan=scan(),
    )


def superseded(world: Any, **more: Any) -> Document:
    """Replaced by another; returns the old one."""
    old = issued(world, **more)
    fresh = writing.revise(actor=world.director, document=old)
    fresh = moving.submit(actor=world.director, document=fresh)
    fresh = moving.pass_review(actor=world.director, document=fresh)
    fresh = moving.sign(actor=world.chairman, document=fresh)
    issuing.issue(actor=world.director, document=fresh)
    old.refresh_from_db()
    return old


def meeting(world: Any, kind: MeetingKind = MeetingKind.CHAIRPERSONS) -> Meeting:
    """A meeting that has been held: items with outcomes, one of them personnel before the vote, people there."""
    with command(world.director, "test_meeting"):
        row = Meeting.objects.create(
            county=world.county,
            kind=kind,
            term=world.term,
            number=38,
            state=MeetingState.CLOSED,
            starts_on=dt.date(2026, 3, 5),
            ends_on=dt.date(2026, 3, 5),
            starts_at=dt.time(9, 0),
            place="常委会三楼会议室",
            presided_by=world.chairman.person,
            created_by=world.director,
        )
        items = [
            (ItemKind.REPORT, "听取县人民政府关于农村公路养护情况的报告", "会议同意该报告，提请常委会审议。", False),
            (ItemKind.OTHER, "研究2026年代表视察方案", "", False),
            (ItemKind.APPOINTMENT, "关于提请任命李某为县某局局长的议案", "拟任命李某", True),
        ]
        for n, (what, title, outcome, hidden) in enumerate(items, 1):
            AgendaItem.objects.create(
                meeting=row,
                position=n,
                kind=what,
                state=ItemState.ADOPTED,
                title=title,
                outcome=outcome,
                restricted=hidden,
                organ=world.roads if n == 1 else None,
                reporter="王志刚" if n == 1 else "",
                proposed_by=world.director,
            )
        _there(world, row)
    return row


def _there(world: Any, row: Meeting) -> None:
    came = dt.datetime(2026, 3, 5, 1, 0, tzinfo=dt.UTC)
    people = [
        (world.chairman, Quality.MEMBER, Answer.COMING, came),
        (world.vice_chairman, Quality.MEMBER, Answer.LEAVE, None),
        (world.unit_leader, Quality.SITTING_IN, Answer.COMING, came),
        (world.clerk, Quality.STAFF, Answer.NONE, came),
    ]
    for order, (user, quality, answer, moment) in enumerate(people):
        Attendance.objects.create(
            meeting=row,
            person=user.person,
            quality=quality,
            department=world.roads if user == world.unit_leader else None,
            title="副局长" if user == world.unit_leader else "",
            place_order=order,
            answer=answer,
            came_at=moment,
        )


def kept_number(world: Any) -> RegisterEntry:
    """A number taken for a paper that is made elsewhere."""
    return register.reserve(actor=world.director, series="office", purpose="OA上的会议通知")


def batch(world: Any) -> Batch:
    """Two finished letters of the director's office."""
    row = batching.start_batch(
        actor=world.director, document=issued(world), recipients=RecipientGroup.TYPED, listed="县财政局\n县交通运输局"
    )
    batching.work(row.pk)
    row.refresh_from_db()
    return row
