"""What single ways need: questions of an inquiry, the progress of a project, the publication of papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max
from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import Department, Document, Person, Post, User
from congress.refusals import Incomplete, WrongState
from congress.rules.activities import names_a_case
from congress.rules.roles import COMMITTEE
from congress.services.base import command, locked, save
from congress.services.steps import need
from supervision.models import InquiryQuestion, ProjectProgress, Publication, Topic
from supervision.rules.ways import STANDS, Way
from supervision.services.base import take_topic


@dataclass(frozen=True)
class Question:
    """Who asks what, and which department answers."""

    text: str
    asker: Person
    department: Department
    follows: InquiryQuestion | None = None


def ask(*, actor: User, topic: Topic, question: Question) -> InquiryQuestion:
    """Put a question on the list, or a follow-up question (追问) that came up at the meeting.

    Raises NotAllowed, WrongState, Incomplete when who asks is no member of the committee.
    """
    with command(actor, "put_question"):
        topic = take_topic(actor, topic, None)
        if topic.way != Way.INQUIRY:
            raise WrongState(_("只有专题询问有询问题目。"))
        row = InquiryQuestion(topic=topic, position=_next(topic), follows=question.follows)
        if question.follows and question.follows.topic_id != topic.pk:
            raise Incomplete({"follows": _("请选择同一次专题询问的问题。")})
        _fill(row, question)
        row.save()
    return row


def _next(topic: Topic) -> int:
    return int(topic.questions.aggregate(last=Max("position"))["last"] or 0) + 1


def _fill(row: InquiryQuestion, question: Question) -> None:
    row.text = need("text", question.text, _("请写明问题。"))
    if names_a_case(row.text):
        raise Incomplete({"text": _("写到了具体案件。询问针对工作，不涉及个案。")})
    members = Post.objects.on(today()).filter(role__in=list(COMMITTEE), person=question.asker)
    if not members.exists():
        raise Incomplete({"asker": _("专题询问由常委会组成人员提出，请从组成人员中选择。")})
    row.asker, row.department = question.asker, question.department


def revise_question(
    *, actor: User, question: InquiryQuestion, as_: Question, version: int | None = None
) -> InquiryQuestion:
    """Change a question nobody has answered. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "revise_question"):
        take_topic(actor, question.topic, None)
        row = locked(question, version)
        if row.answer:
            raise WrongState(_("问题已经回答，不能再改。"))
        _fill(row, as_)
        save(row)
    return row


def record_answer(
    *, actor: User, question: InquiryQuestion, answered_by: str, answer: str, version: int | None = None
) -> InquiryQuestion:
    """Write down who answered what. Raises NotAllowed, Conflict, Incomplete."""
    with command(actor, "record_answer"):
        take_topic(actor, question.topic, None)
        row = locked(question, version)
        row.answered_by = need("answered_by", answered_by, _("请写明回答人的姓名和职务。"))
        row.answer = need("answer", answer, _("请写明回答的要点。"))
        save(row)
    return row


@dataclass(frozen=True)
class Month:
    """How far a project is at the end of a month."""

    month: date
    percent: int
    text: str
    invested: Decimal | None = None
    problem: str = ""


def record_progress(*, actor: User, topic: Topic, progress: Month) -> ProjectProgress:
    """Write down a month of a project; the same month again replaces it. Raises NotAllowed, WrongState, Incomplete."""
    with command(actor, "record_progress"):
        topic = take_topic(actor, topic, None)
        if topic.way != Way.PROJECT:
            raise WrongState(_("只有重大项目按月登记进度。"))
        month = progress.month.replace(day=1)
        if month > today():
            raise Incomplete({"month": _("这个月还没有到。")})
        if not 0 <= progress.percent <= 100:
            raise Incomplete({"percent": _("请填 0 至 100。")})
        values = {
            "percent": progress.percent,
            "invested": progress.invested,
            "text": need("text", progress.text, _("请写明进度。")),
            "problem": progress.problem.strip(),
            "entered_by": actor,
        }
        row, _made = ProjectProgress.objects.update_or_create(topic=topic, month=month, defaults=values)
    return row


def record_publication(
    *,
    actor: User,
    publication: Publication,
    published_on: date | None,
    where: str = "",
    told_on: date | None = None,
    document: Document | None = None,
    version: int | None = None,
) -> Publication:
    """Write down where a paper was published and when the deputies were told (监督法 §17, §29, §37).

    Raises NotAllowed, WrongState, Conflict, Incomplete.
    """
    with command(actor, "record_publication"):
        take_topic(actor, publication.topic, None)
        row = locked(publication, version)
        for name, day in (("published_on", published_on), ("told_on", told_on)):
            if day and day > today():
                raise Incomplete({name: _("日期在今天之后，请核对。")})
        if document and document.state not in STANDS:
            raise Incomplete({"document": _("这件公文没有公开，或者已停止公开、被取代，请先公开，或者另选一件。")})
        row.where = need("where", where, _("请写明公布的地方。")) if published_on else where.strip()
        row.published_on, row.told_on, row.document, row.recorded_by = published_on, told_on, document, actor
        save(row)
    return row
