"""各方面意见 (监督法 §14): collected, answered by the organ; a report that leaves some unanswered wants a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import User
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.services.base import command, locked, save
from congress.services.files import Upload, store
from congress.services.steps import need
from supervision.access.topics import speaks_for, works_on
from supervision.models import CollectedView, Topic
from supervision.rules.topics import SaidBy
from supervision.rules.ways import Check, StepCode
from supervision.services.base import refuse_not_adopted, take_topic
from supervision.services.steps import Done, take_step

VIEWS_BASIS = "监督法第十四条"


@dataclass(frozen=True)
class Said:
    """A view, or an annex with several."""

    said_by: SaidBy
    text: str
    collected_on: date
    name: str = ""
    number: int = 1
    annex: Upload | None = None


def collect_view(*, actor: User, topic: Topic, said: Said) -> CollectedView:
    """Write down a view on the topic. Raises NotAllowed, WrongState before the topic is adopted, Incomplete."""
    with command(actor, "collect_view"):
        topic = take_topic(actor, topic, None)
        if said.number < 1:
            raise Incomplete({"number": _("至少一条。")})
        text = said.text.strip() or (_("见附件") if said.annex else "")
        annex = store(actor=actor, county=topic.county, upload=said.annex) if said.annex else None
        return CollectedView.objects.create(
            topic=topic,
            said_by=said.said_by,
            name=said.name.strip(),
            text=need("text", text, _("请写明意见，或者上传汇总的附件。")),
            number=said.number,
            annex=annex,
            collected_on=said.collected_on,
            entered_by=actor,
        )


def answer_view(*, actor: User, view: CollectedView, answer: str, version: int | None = None) -> CollectedView:
    """What the organ answers in its report: by its own people, or typed in by the office from the report.

    Raises NotAllowed, WrongState, Conflict, Incomplete.
    """
    with command(actor, "answer_view"):
        topic = locked(view.topic, None)
        if not (speaks_for(actor, topic) or works_on(actor, topic)):
            raise NotAllowed(_("意见由报告机关回应，牵头机构可以照报告登记。"))
        refuse_not_adopted(topic)
        row = locked(view, version)
        row.answer = need("answer", answer, _("请写明怎样研究、采纳了什么；不采纳的写明理由。"))
        row.answered_on, row.answered_by = today(), actor
        save(row)
    return row


def unanswered(topic: Topic) -> int:
    """How many collected views have no answer."""
    return topic.views.filter(answer="").count()


def accept_report(*, actor: User, topic: Topic, on: date, reason: str = "", version: int | None = None) -> Topic:
    """收下报告: the organ's report has come to the standing committee.

    With views it left unanswered it is accepted only with a reason (监督法 §14 warns, it does not forbid).
    Raises NotAllowed, WrongState, Conflict, Incomplete.
    """
    with command(actor, "accept_report"):
        topic = take_topic(actor, topic, version)
        step = topic.steps.filter(code=StepCode.REPORT_IN).first()
        if step is None:
            raise WrongState(_("这个议题的监督方式不要求报告。"))
        open_ = unanswered(topic)
        if open_ and not reason.strip():
            text = _("还有%(n)s条汇总的意见报告没有回应（%(basis)s）。请退回补充；确需收下的写明理由。")
            raise Incomplete({"reason": text % {"n": open_, "basis": VIEWS_BASIS}})
        topic.report_accepted_on, topic.report_reason = on, reason.strip() if open_ else ""
        save(topic)
        if step.done_on is None:
            checks = [] if open_ else [Check.VIEWS_ANSWERED]
            take_step(actor=actor, step=step, done=Done(on, topic.report_reason, checks=checks))
        topic.refresh_from_db()
    return topic
