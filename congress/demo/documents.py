"""A year of official documents of the demo county, in every state, made by the commands on their days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile

from congress import clock
from congress.drafts.catalogue import ABOUT_MEETING
from congress.drafts.facts import facts_of
from congress.drafts.words import GAP, Draft
from congress.models import Attachment, Congress, Document, Meeting, User
from congress.queries.documents.printing import pdf_of
from congress.rules.documents.batches import RecipientGroup
from congress.rules.documents.kinds import KINDS, DocumentCode, Signer
from congress.rules.documents.life import DocumentState
from congress.rules.followups import Openness
from congress.rules.meetings import ItemKind, MeetingKind
from congress.services.documents import batching, issuing, moving, opening, register, writing
from congress.services.files import Upload

DATA: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "documents.yaml").read_text(encoding="utf-8")
)
MINUTES, SESSIONS = 12, 4
"""So many of the latest chairpersons' and standing committee's meetings have their papers here."""
SCANNED_AFTER = timedelta(days=21)
S, C = DocumentState, DocumentCode


def build_documents(county: Congress, as_of: date) -> None:
    """Documents about the meetings held, then those of the office, day by day."""
    desk = Desk(county, as_of)
    for day, run in sorted([*desk.of_meetings(), *desk.of_the_office()], key=lambda pair: pair[0]):
        with clock.at(day):
            run()
    with clock.at(as_of - timedelta(days=10)):
        desk.keep_numbers()


class Desk:
    """The people who make documents, and what they make on which day."""

    def __init__(self, county: Congress, as_of: date) -> None:
        self.county, self.as_of = county, as_of
        names = ("duansiping", "liwenqing", "hejing", "gaoyuan")
        self.users = {name: User.objects.get(username=name) for name in names}
        self.director, self.leader = self.users["duansiping"], self.users["gaoyuan"]

    def of_the_office(self) -> list[tuple[date, Any]]:
        """The documents of the data file."""
        return [(self.as_of - timedelta(days=row["days"]), lambda row=row: self._office(row)) for row in DATA]

    def of_meetings(self) -> Iterable[tuple[date, Any]]:
        """Minutes of chairpersons' meetings; notice, agenda, opinion and decision of the committee's."""
        held = Meeting.objects.filter(county=self.county, ends_on__lt=self.as_of).order_by("-starts_on")
        related = held.select_related("county", "term", "body", "session", "presided_by")
        for meeting in related.filter(kind=MeetingKind.CHAIRPERSONS)[:MINUTES]:
            yield meeting.ends_on, lambda m=meeting: self._about(m, C.CHAIRPERSONS_MINUTES)
        for meeting in related.filter(kind=MeetingKind.STANDING_COMMITTEE)[:SESSIONS]:
            before = meeting.starts_on - timedelta(days=8)
            yield before, lambda m=meeting: self._about(m, C.MEETING_NOTICE)
            yield meeting.starts_on, lambda m=meeting: self._about(m, C.AGENDA)
            yield meeting.ends_on, lambda m=meeting: self._about(m, C.COMMITTEE_MINUTES)
            if meeting.items.filter(kind__in=[ItemKind.REPORT, ItemKind.BUDGET]).exists():
                yield meeting.ends_on, lambda m=meeting: self._about(m, C.OPINION, published=True)
            if meeting.items.filter(kind__in=[ItemKind.DECISION, ItemKind.BUDGET]).exists():
                yield meeting.ends_on, lambda m=meeting: self._about(m, C.DECISION, published=True)

    def _about(self, meeting: Meeting, code: DocumentCode, *, published: bool = False) -> None:
        draft = ABOUT_MEETING[code](facts_of(meeting), None)
        item = meeting.items.filter(pk=draft.item).first() if draft.item else None
        source = writing.Source(meeting=meeting, item=item, words=str(meeting))
        row = writing.start(actor=self.director, kind=code, wording=_finished(draft), source=source)
        self._carry(row, S.PUBLISHED if published else S.ISSUED)

    def _office(self, told: dict[str, Any]) -> None:
        actor, code = self.users[told["who"]], C(told["kind"])
        typed = ("title", "body", "addressee", "upward_signer", "readers")
        texts = {name: told[name] for name in typed if name in told}
        openness = Openness(told["openness"]) if "openness" in told else None
        wording = writing.Wording(**texts, openness=openness)
        row = writing.start(actor=actor, kind=code, wording=wording)
        if told["state"] == "elsewhere":
            issuing.complete_elsewhere(
                actor=actor, document=row, number=told["number"], dated=clock.today(), scan=_scan(row, b"")
            )
        elif told["state"] == "returned":
            moved = moving.submit(actor=actor, document=row)
            moving.send_back(actor=self.director, document=moved, reason=told["reason"])
        else:
            self._carry(row, S(told["state"]), actor)
        if "batch" in told:
            self._letters(row, actor, told["batch"])

    def _carry(self, row: Document, to: DocumentState, actor: User | None = None) -> Document:
        """Bring a draft to a state through every step before it."""
        actor = actor or self.director
        kind = KINDS[C(row.kind)]
        if to is S.DRAFT:
            return row
        row = moving.submit(actor=actor, document=row)
        if to is S.WITHDRAWN:
            return moving.withdraw(actor=actor, document=row, reason="县里统一安排，不再组织")
        if to is S.REVIEW:
            return row
        if kind.reviewed:
            row = moving.pass_review(actor=self.director, document=row)
        if to is S.SIGNING:
            return row
        if kind.signer is not Signer.NOBODY:
            signer = self.director if kind.signer is Signer.DIRECTOR else self.leader
            row = moving.sign(actor=signer, document=row)
        return row if to is S.SIGNED else self._issued(row, to, actor)

    def _issued(self, row: Document, to: DocumentState, actor: User) -> Document:
        keeper = actor if row.issuing_office_id == row.office_id else self.director
        row = issuing.issue(actor=keeper, document=row)
        if clock.today() < self.as_of - SCANNED_AFTER and KINDS[C(row.kind)].signer is not Signer.NOBODY:
            issuing.attach(actor=keeper, document=row, scans=[_scan(row, pdf_of(row))])
        row.refresh_from_db()
        if to is S.PUBLISHED:
            return opening.publish(actor=keeper, document=row)
        if to is S.SUPERSEDED:
            return self._carry(writing.revise(actor=actor, document=row), S.ISSUED, actor)
        return row

    def keep_numbers(self) -> None:
        """A number kept for a paper made in the OA, and one that was voided."""
        register.reserve(actor=self.director, series="office", purpose="OA办理的会议服务通知")
        entry = register.reserve(actor=self.director, series="committee", purpose="人事文件")
        register.void(actor=self.director, entry=entry, reason="会议推迟，文件未发")

    def _letters(self, row: Document, actor: User, listed: str) -> None:
        row.refresh_from_db()
        batch = batching.start_batch(actor=actor, document=row, recipients=RecipientGroup.TYPED, listed=listed)
        batching.work(batch.pk)


def _finished(draft: Draft) -> writing.Wording:
    """A draft as the clerk left it: what was open is filled in."""
    body = draft.body.replace(f"会议认为，{GAP}。", "会议认为，有关工作取得积极进展，还存在一些困难和问题。")
    body = body.replace(f"会议{GAP}。", "会议原则同意，并提出了修改意见。").replace(GAP, "见附表。")
    names = ("addressee", "adopted", "copies", "dated")
    return writing.Wording(title=draft.title, body=body, **{name: getattr(draft, name) for name in names})


def _scan(row: Document, content: bytes) -> Upload:
    """The stamped paper as a scanner gives it; in the demo, the printed one."""
    pdf = content or b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
    file = SimpleUploadedFile(f"{row.number or row.title[:20]}（盖章）.pdf", pdf, "application/pdf")
    return Upload(Attachment.Slot.SCAN, Attachment.Mark.INTERNAL, file)
