"""What the core is told about supervision."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.access import VISIBLE
from congress.clock import today
from congress.drafts.words import Draft, Drafted
from congress.kinds import DraftKind, Kind, Traits, registry
from congress.models import Congress, Document, FollowUp, User
from congress.rules.documents.kinds import DocumentCode
from congress.rules.documents.life import DocumentState
from congress.rules.followups import AssignmentState, Clock, FollowUpState, PartyPart
from congress.rules.policies import Judge, Policy
from congress.rules.transitions import Event
from supervision.access import normative as access
from supervision.demo import build_audits, build_normative
from supervision.models import (
    AuditList,
    AuditProblem,
    Catalogue,
    CatalogueLine,
    NormativeDocument,
    NormativeFile,
    NormativeStep,
    OfficeReview,
    ReviewRequest,
)
from supervision.queries import audits
from supervision.queries.normative.desk import desk_items
from supervision.rules.audits import RECTIFICATION
from supervision.rules.normative import NormativeState

RULES = {
    Clock.FORWARD: "audit.forward",
    Clock.SIGN_FOR: "audit.sign_for",
    Clock.RETURN: "audit.return",
    Clock.REASSIGN: "audit.reassign",
    Clock.REPLY: "audit.planned",
    Clock.FIXED: "audit.planned",
    Clock.CHECK: "audit.check",
    Clock.REWORK: "audit.rework",
    Clock.PROMISE: "audit.promise",
    Clock.PROMISE_EVALUATION: "audit.promise.evaluation",
}
"""All local: the law times the report to the committee, not a unit's work (监督法 §27)."""
WORDS = {
    FollowUpState.ANSWERED: gettext_lazy("待核对"),
    FollowUpState.EVALUATED: gettext_lazy("未获认可"),
    AssignmentState.ANSWERED: gettext_lazy("已反馈"),
    Event.REPLY: gettext_lazy("反馈整改结果"),
    Event.JUDGE: gettext_lazy("核对整改结果"),
    Event.REWORK: gettext_lazy("继续整改"),
    Clock.REPLY: gettext_lazy("整改结果"),
    PartyPart.OFFICE: gettext_lazy("责任机构"),
}
ROUNDS = 3
"""How often a problem goes back before what follows is decided elsewhere; a list is closed within the year."""


def rule_of(followup: FollowUp, clock: Clock) -> str:
    """The deadline rule of a rectification's clock."""
    return RULES[clock]


def texts(followups: Collection[int]) -> Mapping[int, str]:
    """The problems' own words, for the search."""
    return dict(AuditProblem.objects.filter(followup__in=followups).values_list("followup", "problem"))


def traits(followups: Collection[int]) -> Mapping[int, Traits]:
    """By what problems are counted: the year of their list."""
    rows = AuditProblem.objects.filter(followup__in=followups).values_list("followup", "audit__year")
    return {followup: Traits(category=str(year)) for followup, year in rows}


def categories(county: Congress) -> Mapping[str, str]:
    """Years of lists."""
    years = AuditList.objects.filter(county=county).values_list("year", flat=True)
    return {str(year): _("%(year)s年度") % {"year": year} for year in years}


def read_opinion(user: User, pk: int) -> Drafted | None:
    """The written review opinion on a document, for the office that keeps it."""
    rows = access.normative_documents(user).select_related("organ", "township", "letter").filter(pk=pk)
    row = rows.filter(state__in=[NormativeState.REVIEW, NormativeState.TALKING, NormativeState.OPINION]).first()
    if row is None or not access.keeps_document(user, row):
        return None
    findings = [one.finding for one in row.reviews.exclude(objects_to="").order_by("id")]
    text = _(
        "你单位报送备案的《%(title)s》（%(number)s）收悉。经审查：\n%(findings)s\n"
        "请研究处理，并按照本县备案审查办法书面反馈处理情况。"
    )
    shape = {"title": row.title, "number": row.number or row.register_number, "findings": "\n".join(findings)}
    title = _("关于对《%(title)s》的审查意见") % {"title": row.title}
    draft = Draft(DocumentCode.FILING_OPINION, title[:200], text % shape, addressee=row.maker, dated=today())
    return Drafted(draft, words=str(row)[:200], begun=_begun(row.letter))


def opinion_made(actor: User, pk: int, document: Document) -> None:
    """The document begun is the opinion on that text."""
    NormativeDocument.objects.filter(pk=pk).update(letter=document)


def read_missing(user: User, pk: int) -> Drafted | None:
    """The letter that asks a maker for what its catalogue names and it did not file."""
    row = access.catalogues(user).select_related("organ", "township", "letter").filter(pk=pk).first()
    if row is None or not access.keeps_document(user, row):
        return None
    lines = row.lines.filter(document=None).order_by("position")
    missing = [f"{place}.《{line.title}》{line.number}" for place, line in enumerate(lines, start=1)]
    if not missing:
        return None
    text = _("经核对你单位%(year)s年规范性文件目录，下列文件尚未报送备案，请尽快补报：\n%(missing)s")
    title = _("关于补报%(year)s年规范性文件的函") % {"year": row.year}
    body = text % {"year": row.year, "missing": "\n".join(missing)}
    draft = Draft(DocumentCode.LETTER, title, body, addressee=row.maker, dated=today())
    return Drafted(draft, words=str(row)[:200], begun=_begun(row.letter))


def missing_made(actor: User, pk: int, document: Document) -> None:
    """The document begun asks for what this catalogue shows missing."""
    Catalogue.objects.filter(pk=pk).update(letter=document)


def _begun(letter: Document | None) -> Document | None:
    return letter if letter is not None and letter.state != DocumentState.WITHDRAWN else None


VISIBLE[NormativeDocument] = access.normative_documents
VISIBLE[NormativeStep] = access.normative_steps
VISIBLE[NormativeFile] = access.normative_files
VISIBLE[OfficeReview] = access.office_reviews
VISIBLE[ReviewRequest] = access.review_requests
VISIBLE[Catalogue] = access.catalogues
VISIBLE[CatalogueLine] = access.catalogue_lines
VISIBLE[AuditList] = access.audit_lists
VISIBLE[AuditProblem] = access.audit_problems
registry.add(
    Kind(
        key=RECTIFICATION,
        label=gettext_lazy("审计整改"),
        page="rectification-of-followup",
        rule_of=rule_of,
        max_rounds=lambda county: ROUNDS,
        texts=texts,
        traits=traits,
        categories=categories,
        listed="audits",
        policy=Policy(judge=Judge.OFFICE, contact=False),
        words=WORDS,
    )
)
registry.drafts["filing-opinion"] = DraftKind(gettext_lazy("审查意见"), read_opinion, opinion_made)
registry.drafts["filing-missing"] = DraftKind(gettext_lazy("补报函"), read_missing, missing_made)
registry.desk_sources += [desk_items, audits.desk_items]
registry.demo_builders += [build_normative, build_audits]
registry.file_sources.append(access.normative_attachments)
