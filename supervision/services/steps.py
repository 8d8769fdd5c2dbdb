"""The steps of a topic: done with what shows it, taken back, their dates counted from what they follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.labels import label
from congress.models import Activity, AgendaItem, Document, Meeting, Person, Post, User
from congress.queries.deadlines import foresee
from congress.refusals import Incomplete, Refusal, WrongState
from congress.rules.activities import ActivityState
from congress.rules.meetings import MeetingKind, MeetingState
from congress.services.base import command, locked, save
from congress.services.files import Upload, store
from congress.services.steps import need
from supervision.models import Topic, TopicActivity, TopicFile, TopicPerson, TopicStep
from supervision.rules.topics import NOT_OF_THE_ORGAN, TEAM, Facts, TopicPart, TopicState, lacking, state_after
from supervision.rules.ways import Check, Step, StepCode, Way, step_of, steps_of
from supervision.services.base import basis_of, take_topic


@dataclass(frozen=True)
class Done:
    """What shows that a step is done: a day, words, the meeting or document, what was checked, files."""

    on: date
    note: str = ""
    meeting: Meeting | None = None
    document: Document | None = None
    checks: Sequence[Check] = ()
    files: Sequence[Upload] = ()


def take_step(*, actor: User, step: TopicStep, done: Done, version: int | None = None) -> TopicStep:
    """Report a step done.

    Raises NotAllowed, Conflict, WrongState for what is done already; Refusal when something the step needs is
    missing, with the basis that wants it; Incomplete for a date that cannot be, or a late notice without a reason.
    """
    with command(actor, "take_topic_step"):
        topic = take_topic(actor, step.topic, None)
        row = locked(step, version)
        if row.done_on is not None:
            raise WrongState(_("这一步已经登记完成。"))
        rule = step_of(Way(topic.way), StepCode(row.code))
        _refuse_date(done.on)
        _refuse_lacking(topic, rule, done)
        _refuse_late_notice(topic, row, rule, done)
        row.done_on, row.done_by, row.note = done.on, actor, done.note.strip()
        row.meeting, row.document = done.meeting, done.document
        row.checked = [one.value for one in done.checks if one in rule.checks]
        save(row)
        _keep_files(actor, topic, row, done.files)
        start_clocks(topic)
        settle(topic)
    return row


def undo_step(*, actor: User, step: TopicStep, reason: str, version: int | None = None) -> TopicStep:
    """Take a step back that was reported by mistake; the ledger keeps both. Raises NotAllowed, WrongState, Conflict."""
    with command(actor, "undo_topic_step", reason):
        topic = take_topic(actor, step.topic, None)
        row = locked(step, version)
        if row.done_on is None:
            raise WrongState(_("这一步还没有登记完成。"))
        need("reason", reason, _("请写明取消登记的理由。"))
        row.done_on = row.done_by = row.meeting = row.document = None
        row.note, row.checked = "", []
        save(row)
        start_clocks(topic)
        settle(topic)
    return row


def _refuse_date(day: date) -> None:
    if day > today():
        raise Incomplete({"on": _("日期在今天之后，请核对。")})


def facts_of(topic: Topic, rule: Step, meeting: Meeting | None, checks: Sequence[Check]) -> Facts:
    """What is known of a topic when a step is reported done."""
    parts = list(topic.people.values_list("part", flat=True))
    held = topic.activities.filter(activity__state=ActivityState.HELD)
    questions = list(topic.questions.values_list("answer", flat=True))
    return Facts(
        meeting=(MeetingKind(meeting.kind), MeetingState(meeting.state)) if meeting else None,
        ticked=checks,
        activities=held.filter(activity__kind=rule.activity).count() if rule.activity else 0,
        leaders=parts.count(TopicPart.LEADER),
        team=sum(part in TEAM for part in parts),
        questions=len(questions),
        unanswered=sum(not answer for answer in questions),
    )


def _refuse_lacking(topic: Topic, rule: Step, done: Done) -> None:
    if done.meeting and done.meeting.county_id != topic.county_id:
        raise Incomplete({"meeting": _("请选择本县人大的会议。")})
    missing = lacking(rule, facts_of(topic, rule, done.meeting, done.checks))
    if missing:
        basis = basis_of(rule.basis)
        raise Refusal("；".join(label(one) for one in missing) + "。", basis=basis.citation if basis else "")


def _refuse_late_notice(topic: Topic, row: TopicStep, rule: Step, done: Done) -> None:
    """A notice counted back from the activity that comes too late is taken with a reason (本县规定)."""
    if rule.counts_from is None and rule.rule and row.due_on and done.on > row.due_on and not done.note.strip():
        basis = basis_of(rule.basis)
        text = _("应当在%(due)s以前，现在是%(on)s。确需如此的，请在“情况”中写明理由（%(basis)s）。")
        shape = {"due": row.due_on, "on": done.on, "basis": basis.citation if basis else ""}
        raise Incomplete({"note": text % shape})


def start_clocks(topic: Topic) -> None:
    """Count the dates of the steps that have a rule, from what they follow; what is done keeps its date."""
    rows = {StepCode(row.code): row for row in topic.steps.all()}
    for code, row in rows.items():
        rule = step_of(Way(topic.way), code)
        if not rule.rule or row.done_on is not None:
            continue
        anchor = _anchor(topic, rule, rows)
        due_on = foresee(topic.county, rule.rule, anchor).due_on if anchor else None
        if (row.anchor_on, row.due_on) != (anchor, due_on):
            row.anchor_on, row.due_on = anchor, due_on
            save(row)


def _anchor(topic: Topic, rule: Step, rows: dict[StepCode, TopicStep]) -> date | None:
    """The day a step's date is counted from: when another step was done, or the first day of the field work."""
    if rule.counts_from:
        before = rows.get(rule.counts_from)
        return before.done_on if before else None
    field = next((one for one in steps_of(Way(topic.way)) if one.code is StepCode.FIELD), None)
    if field is None or field.activity is None:
        return None
    planned = topic.activities.filter(activity__kind=field.activity).exclude(activity__state=ActivityState.CANCELLED)
    return planned.order_by("activity__starts_on").values_list("activity__starts_on", flat=True).first()


def settle(topic: Topic) -> Topic:
    """Where the topic stands after its steps; the caller has it locked."""
    done = {StepCode(code) for code in topic.steps.exclude(done_on=None).values_list("code", flat=True)}
    state = state_after(TopicState(topic.state), done, steps_of(Way(topic.way), again=topic.again))
    if state != topic.state:
        topic.state = state
        save(topic)
    return topic


def _keep_files(actor: User, topic: Topic, row: TopicStep | None, files: Sequence[Upload]) -> None:
    for upload in files:
        stored = store(actor=actor, county=topic.county, upload=upload)
        TopicFile.objects.create(topic=topic, step=row, attachment=stored)


def attach_files(*, actor: User, topic: Topic, files: Sequence[Upload]) -> Topic:
    """Keep files with the topic itself. Raises NotAllowed, Incomplete without any."""
    with command(actor, "attach_topic_files"):
        topic = take_topic(actor, topic, None, adopted=False)
        if not files:
            raise Incomplete({"attached": _("请选择文件，或者勾选收讫（纸质）。")})
        _keep_files(actor, topic, None, files)
    return topic


def write_scheme(*, actor: User, topic: Topic, scheme: str, version: int | None = None) -> Topic:
    """Write the scheme of the research or the check. Raises NotAllowed, Conflict."""
    with command(actor, "write_topic_scheme"):
        topic = take_topic(actor, topic, version, adopted=False)
        topic.scheme = scheme.strip()
        save(topic)
    return topic


def hang_activity(*, actor: User, topic: Topic, activity: Activity) -> TopicActivity:
    """Say that an activity is held for a topic; dates counted from it follow.

    Raises NotAllowed, WrongState, Incomplete.
    """
    with command(actor, "hang_activity"):
        topic = take_topic(actor, topic, None)
        if activity.county_id != topic.county_id or activity.state == ActivityState.CANCELLED:
            raise Incomplete({"activity": _("请选择本县没有取消的活动。")})
        row, _made = TopicActivity.objects.get_or_create(topic=topic, activity=activity)
        start_clocks(topic)
    return row


def unhang_activity(*, actor: User, topic: Topic, activity: Activity) -> None:
    """Say that an activity was not held for this topic. Raises NotAllowed."""
    with command(actor, "unhang_activity"):
        topic = take_topic(actor, topic, None)
        topic.activities.filter(activity=activity).delete()
        start_clocks(topic)


def put_on_agenda(*, actor: User, topic: Topic, item: AgendaItem | None, version: int | None = None) -> Topic:
    """Say which item of which meeting the topic is; its materials and their dates are that item's.

    Raises NotAllowed, WrongState, Conflict, Incomplete for an item another topic has.
    """
    with command(actor, "put_topic_on_agenda"):
        topic = take_topic(actor, topic, version)
        if item is not None:
            if item.meeting.county_id != topic.county_id:
                raise Incomplete({"item": _("请选择本县会议的议题。")})
            if Topic.objects.filter(item=item).exclude(pk=topic.pk).exists():
                raise Incomplete({"item": _("这个会议议题已经是另一个监督议题，请核对。")})
        topic.item = item
        save(topic)
    return topic


def name_people(*, actor: User, topic: Topic, chosen: Sequence[tuple[TopicPart, Person]]) -> list[TopicPerson]:
    """Say who belongs to the team or the committee; nobody checks or investigates the organ he works for.

    The movers of a motion stay. Raises NotAllowed, WrongState, Incomplete.
    """
    with command(actor, "name_topic_people"):
        topic = take_topic(actor, topic, None)
        _refuse_own_staff(topic, chosen)
        topic.people.exclude(part=TopicPart.MOVER).delete()
        unique = {(part, person.pk): (part, person) for part, person in chosen if part is not TopicPart.MOVER}
        return TopicPerson.objects.bulk_create(
            TopicPerson(topic=topic, part=part, person=person) for part, person in unique.values()
        )


def _refuse_own_staff(topic: Topic, chosen: Sequence[tuple[TopicPart, Person]]) -> None:
    organs = {topic.organ_id} if topic.organ_id else set()
    for row in topic.activities.filter(activity__state__in=[ActivityState.PLANNED, ActivityState.HELD]):
        there = row.activity.participations.filter(department__isnull=False)
        organs |= set(there.values_list("department", flat=True))
    people = [person.pk for part, person in chosen if part in NOT_OF_THE_ORGAN]
    found = (
        Post.objects.on(today()).filter(person__in=people, department__in=organs).select_related("person", "department")
    )
    post = found.first()
    if post is None:
        return
    investigates = topic.way == Way.INVESTIGATION
    text = (
        _("%(who)s在%(unit)s任职，与调查的问题有利害关系，不得参加调查委员会（监督法第五十七条）。")
        if investigates
        else _("%(who)s在受检查的%(unit)s任职，不能参加检查组（本县监督工作办法第四条）。")
    )
    raise Incomplete({"people": text % {"who": post.person, "unit": post.department}})
