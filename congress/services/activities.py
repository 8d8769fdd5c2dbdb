"""活动: arranged, held with what was found, or called off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time

from django.utils.translation import gettext as _

from congress.access.activities import organises, organises_this
from congress.clock import today
from congress.models import Activity, ActivityFile, Body, Department, Finding, Participation, Person, Post, User
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.activities import (
    TEAM,
    ActivityKind,
    ActivityPart,
    ActivityState,
    FindingSource,
    FindingTo,
    names_a_case,
)
from congress.services.base import command, locked, save
from congress.services.files import Upload, store
from congress.services.steps import need

CASE = "代表法第五十九条"


@dataclass(frozen=True)
class Arrangement:
    """What is arranged: of what kind, by which office, when, where and what for."""

    kind: ActivityKind
    title: str
    office: Body
    starts_on: date
    ends_on: date | None = None
    starts_at: time | None = None
    place: str = ""
    purpose: str = ""
    origin: str = ""


@dataclass(frozen=True)
class People:
    """Who takes part, in what quality; units may be many, others are known by name alone."""

    leader: Person | None = None
    members: Sequence[Person] = ()
    deputies: Sequence[Person] = ()
    staff: Sequence[Person] = ()
    units: Sequence[Department] = ()
    experts: Sequence[str] = ()
    citizens: Sequence[str] = ()

    @property
    def team(self) -> list[tuple[ActivityPart, Person]]:
        """The people of the house and the deputies, each once, in the quality named first."""
        parts = (
            (ActivityPart.LEADER, [self.leader] if self.leader else []),
            (ActivityPart.MEMBER, self.members),
            (ActivityPart.DEPUTY, self.deputies),
            (ActivityPart.STAFF, self.staff),
        )
        found: dict[int, tuple[ActivityPart, Person]] = {}
        for part, people in parts:
            for person in people:
                found.setdefault(person.pk, (part, person))
        return list(found.values())


@dataclass(frozen=True)
class Found:
    """One thing found."""

    text: str
    source: FindingSource = FindingSource.SITE
    goes_to: FindingTo = FindingTo.REPORT
    department: Department | None = None


@dataclass(frozen=True)
class Record:
    """How it went: in words, the findings one by one, the files."""

    found: str
    findings: Sequence[Found] = ()
    files: Sequence[Upload] = field(default_factory=tuple)


def arrange_activity(
    *, actor: User, arrangement: Arrangement, people: People | None = None, files: Sequence[Upload] = ()
) -> Activity:
    """Enter what is arranged. Raises NotAllowed outside the offices; Incomplete for what is missing or may not be."""
    if not organises(actor):
        raise NotAllowed(_("活动由常委会各工作机构登记；需要登记的请与组织活动的机构联系。"))
    with command(actor, "arrange_activity"):
        activity = Activity(county_id=actor.county_id or 0, created_by=actor)
        _fill(actor, activity, arrangement)
        activity.save()
        _gather(activity, people or People())
        _keep_files(actor, activity, files)
    return activity


def change_activity(
    *,
    actor: User,
    activity: Activity,
    arrangement: Arrangement,
    people: People,
    files: Sequence[Upload] = (),
    version: int | None = None,
) -> Activity:
    """Change what is arranged, also who took part. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "change_activity"):
        activity = _take(actor, activity, version)
        _fill(actor, activity, arrangement)
        save(activity)
        activity.participations.all().delete()
        _gather(activity, people)
        _keep_files(actor, activity, files)
    return activity


def record_activity(*, actor: User, activity: Activity, record: Record, version: int | None = None) -> Activity:
    """Write down what was found, as often as needed; the findings written last stand.

    Raises NotAllowed, Conflict, WrongState before its day; Incomplete without words, or for an individual case.
    """
    with command(actor, "record_activity"):
        activity = _take(actor, activity, version)
        if activity.starts_on > today():
            raise WrongState(_("还没有到活动日期；提前开展的请先修改日期。"))
        activity.found = need("found", record.found, _("请写明活动情况：看了什么、听了什么、发现什么问题。"))
        _refuse_cases("found", activity.found)
        for one in record.findings:
            _refuse_cases("findings", one.text)
        activity.state = ActivityState.HELD
        save(activity)
        activity.findings.all().delete()
        Finding.objects.bulk_create(
            Finding(
                activity=activity,
                position=position,
                text=one.text.strip(),
                source=one.source,
                goes_to=one.goes_to,
                department=one.department,
            )
            for position, one in enumerate(record.findings, start=1)
            if one.text.strip()
        )
        _keep_files(actor, activity, record.files)
    return activity


def cancel_activity(*, actor: User, activity: Activity, reason: str, version: int | None = None) -> Activity:
    """Call it off. Raises NotAllowed, WrongState once it was held, Conflict, Incomplete without a reason."""
    with command(actor, "cancel_activity", reason):
        activity = _take(actor, activity, version)
        if activity.state == ActivityState.HELD:
            raise WrongState(_("活动已经开展并有记录，不能取消。"))
        activity.cancel_reason = need("reason", reason, _("请写明取消的原因。"))
        activity.state = ActivityState.CANCELLED
        save(activity)
    return activity


def _take(actor: User, activity: Activity, version: int | None) -> Activity:
    fresh = locked(activity, version)
    if not organises_this(actor, fresh):
        raise NotAllowed(_("只有组织这项活动的机构和办公室可以修改。"))
    if fresh.state == ActivityState.CANCELLED:
        raise WrongState(_("这项活动已经取消；需要的请重新登记。"))
    return fresh


def _fill(actor: User, activity: Activity, arrangement: Arrangement) -> None:
    ends_on = arrangement.ends_on or arrangement.starts_on
    if ends_on < arrangement.starts_on:
        raise Incomplete({"ends_on": _("结束日期早于开始日期，请核对。")})
    if arrangement.office.congress_id != actor.county_id:
        raise Incomplete({"office": _("请选择本县人大的工作机构。")})
    activity.kind, activity.office = arrangement.kind, arrangement.office
    activity.title = need("title", arrangement.title, _("请写明名称，如“视察农村饮水安全工程”。"))
    activity.starts_on, activity.ends_on, activity.starts_at = arrangement.starts_on, ends_on, arrangement.starts_at
    activity.place, activity.purpose = arrangement.place.strip(), arrangement.purpose.strip()
    activity.origin = arrangement.origin.strip() or activity.origin
    for name in ("title", "purpose"):
        _refuse_cases(name, getattr(activity, name))


def _refuse_cases(name: str, text: str) -> None:
    """Individual cases stay with the courts: neither committee nor deputies take them up."""
    if names_a_case(text):
        raise Incomplete(
            {
                name: _(
                    "写到了具体案件。人大监督不介入个案，代表不得干涉具体司法案件（%(basis)s）；"
                    "请写工作中的普遍问题，删去案号和当事人。"
                )
                % {"basis": CASE}
            }
        )


def _gather(activity: Activity, people: People) -> None:
    team = people.team
    if activity.kind == ActivityKind.LAW_CHECK:
        _refuse_own_staff(team, people.units)
    rows = [Participation(part=part, person=person) for part, person in team]
    rows += [Participation(part=ActivityPart.UNIT, department=unit) for unit in people.units]
    rows += [Participation(part=ActivityPart.EXPERT, name=name) for name in _names(people.experts)]
    rows += [Participation(part=ActivityPart.CITIZEN, name=name) for name in _names(people.citizens)]
    for order, row in enumerate(rows):
        row.activity, row.place_order = activity, order
    Participation.objects.bulk_create(rows)


def _names(names: Sequence[str]) -> list[str]:
    return [name.strip()[:60] for name in names if name.strip()]


def _refuse_own_staff(team: Sequence[tuple[ActivityPart, Person]], units: Sequence[Department]) -> None:
    """Nobody checks the unit he works for (本县规定)."""
    people = [person.pk for part, person in team if part in TEAM]
    posts = Post.objects.on(today()).filter(person__in=people, department__in=[unit.pk for unit in units])
    found = posts.select_related("person", "department").first()
    if found:
        text = _(
            "%(who)s在受检查的%(unit)s任职，不能参加检查组；"
            "检查组从组成人员和工作机构人员中确定，可以邀请代表（监督法第三十三条）。"
        )
        raise Incomplete({"deputies": text % {"who": found.person, "unit": found.department}})


def _keep_files(actor: User, activity: Activity, files: Sequence[Upload]) -> None:
    for upload in files:
        stored = store(actor=actor, county=activity.county, upload=upload)
        ActivityFile.objects.create(activity=activity, attachment=stored)
