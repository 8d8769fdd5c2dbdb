"""Follow-ups one may read, and what hangs on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from congress.access import meetings as of_meetings
from congress.access.activities import activity_files
from congress.access.documents import document_files
from congress.access.standing import Anyone, Standing, standing
from congress.kinds import registry
from congress.models import (
    Assignment,
    Attachment,
    Body,
    Check,
    Conference,
    Contact,
    CoOpinion,
    Deadline,
    Evaluation,
    FollowUp,
    KeyMatter,
    Party,
    Promise,
    PromiseMark,
    PromiseReport,
    Proposal,
    Reply,
    SearchRow,
    Tally,
    UnitRequest,
    Urging,
    Verdict,
)
from congress.rules.followups import ASKERS, HandlingRole, ReplyState
from congress.rules.roles import OFFICE


def followups(user: Anyone) -> QuerySet[FollowUp]:
    """Follow-ups one may read: as leader all, as party one's own, beyond that by openness."""
    who = standing(user)
    only = getattr(user, "_reading", None)
    if only is not None:
        return FollowUp.objects.filter(pk=only)
    rows = FollowUp.objects.filter(county_id=who.county_id)
    if who.person_id is None:
        return rows.none()
    if who.is_leader:
        return rows
    mine = own_parts(who)
    if who.openness is None:
        return rows.filter(pk__in=mine.values("followup"))
    # The cheap tests first: who reads by openness or office need not be looked up among the parties of each row.
    by_column = Q(openness__gte=who.openness) | Q(office__in=who.bodies(OFFICE))
    return rows.filter(by_column | Q(Exists(mine.filter(followup=OuterRef("pk")))))


def own_parts(who: Standing) -> QuerySet[Party]:
    """The parts somebody has: in person, for his units, for the offices he works in."""
    return Party.objects.filter(
        Q(person_id=who.person_id) | Q(department__in=who.departments) | Q(body__in=who.bodies(OFFICE))
    )


@contextmanager
def reading(user: Anyone, followup: FollowUp) -> Iterator[None]:
    """For the block, let ``followup`` alone be readable: the page of one matter asks a dozen tables about it.

    Only for a follow-up that was found among :func:`followups` of this user; what it narrows is the scope
    every other one rests on, so that the database need not test it anew for each table.
    """
    user._reading = followup.pk  # type: ignore[union-attr]
    try:
        yield
    finally:
        user._reading = None  # type: ignore[union-attr]


def tallies(user: Anyone) -> QuerySet[Tally]:
    """What is counted of readable follow-ups: what somebody may not see is not counted for him."""
    who = standing(user)
    rows = Tally.objects.filter(county_id=who.county_id)
    return rows if who.is_leader else rows.filter(_readable(user))


def _readable(user: Anyone, path: str = "followup") -> Q:
    """Rows whose follow-up, at ``path``, one may read."""
    only = getattr(user, "_reading", None)
    return Q(**{f"{path}__in": followups(user)}) if only is None else Q(**{path: only})


def assignments(user: Anyone) -> QuerySet[Assignment]:
    """Assignments of readable follow-ups."""
    return Assignment.objects.filter(_readable(user))


def answered_by(who: Standing, path: str = "") -> Q:
    """Assignments somebody answers for: what his units got, and what was handed to himself."""
    units = Q(**{f"{path}department__in": who.departments, f"{path}addressee": None})
    return units | Q(**{f"{path}addressee": who.person_id or 0})


def _addressed(who: Standing, path: str = "assignment__") -> Q:
    """What belongs to assignments somebody answers for, or hands on as coordinator."""
    return answered_by(who, path) | Q(**{f"{path}coordinator__in": who.departments})


def _inner(user: Anyone, path: str = "assignment__") -> Q:
    """Inner papers of readable assignments: all for offices, otherwise those addressed to one's unit."""
    who, readable = standing(user), _readable(user, f"{path}followup")
    return readable if who.sees_handling else readable & _addressed(who, path)


def replies(user: Anyone) -> QuerySet[Reply]:
    """Issued replies on readable follow-ups; one being checked for its unit and those who check it."""
    who, rows = standing(user), Reply.objects.filter(_readable(user, "assignment__followup"))
    return rows if who.sees_handling else rows.filter(Q(state=ReplyState.ISSUED) | _addressed(who))


def checks(user: Anyone) -> QuerySet[Check]:
    """What checking a reply found: for its unit and the offices."""
    return Check.objects.filter(_inner(user, "reply__assignment__"))


def requests(user: Anyone) -> QuerySet[UnitRequest]:
    """A unit's requests: for itself, its coordinator and the offices."""
    return UnitRequest.objects.filter(_inner(user))


def proposals(user: Anyone) -> QuerySet[Proposal]:
    """预分办: for the offices and the coordinator that is asked."""
    who = standing(user)
    rows = Proposal.objects.filter(_readable(user))
    return rows if who.sees_handling else rows.filter(coordinator__in=who.departments)


def co_opinions(user: Anyone) -> QuerySet[CoOpinion]:
    """会办意见: for its unit, the lead unit of the same matter, the coordinator and the offices."""
    who = standing(user)
    rows = CoOpinion.objects.filter(_readable(user, "assignment__followup"))
    if who.sees_handling:
        return rows
    leading = Assignment.objects.filter(department__in=who.departments, role=HandlingRole.LEAD)
    return rows.filter(_addressed(who) | Q(assignment__followup__in=leading.values("followup")))


def contacts(user: Anyone) -> QuerySet[Contact]:
    """Contact records: for parties, staff and the committee, not for other deputies."""
    who = standing(user)
    rows = Contact.objects.filter(_readable(user, "assignment__followup"))
    if who.sees_handling:
        return rows
    mine = Party.objects.filter(Q(person_id=who.person_id) | Q(department__in=who.departments))
    return rows.filter(assignment__followup__in=mine.values("followup"))


def urgings(user: Anyone) -> QuerySet[Urging]:
    """催办 and 督办: for parties, staff and the committee."""
    who = standing(user)
    rows = Urging.objects.filter(_readable(user, "assignment__followup"))
    if who.sees_handling:
        return rows
    asked = Party.objects.filter(person_id=who.person_id or 0, part__in=ASKERS)
    return rows.filter(_addressed(who) | Q(assignment__followup__in=asked.values("followup")))


def conferences(user: Anyone) -> QuerySet[Conference]:
    """会商 on readable follow-ups, for parties, staff and the committee."""
    who = standing(user)
    rows = Conference.objects.filter(_readable(user))
    if who.sees_handling:
        return rows
    mine = Party.objects.filter(Q(person_id=who.person_id) | Q(department__in=who.departments))
    return rows.filter(followup__in=mine.values("followup"))


def verdicts(user: Anyone) -> QuerySet[Verdict]:
    """What an office or a meeting said of the answers: for whoever reads the follow-up."""
    return Verdict.objects.filter(_readable(user))


def evaluations(user: Anyone) -> QuerySet[Evaluation]:
    """Marks: the office and the committee all, a unit those on its own replies, a deputy his own."""
    who = standing(user)
    rows = Evaluation.objects.filter(_readable(user, "reply__assignment__followup"))
    if who.sees_handling:
        return rows
    return rows.filter(Q(person_id=who.person_id) | Q(reply__assignment__department__in=who.departments))


def promises(user: Anyone) -> QuerySet[Promise]:
    """Promises on readable follow-ups: whoever reads the answer reads what it promised."""
    return Promise.objects.filter(_readable(user))


def promise_reports(user: Anyone) -> QuerySet[PromiseReport]:
    """What units reported of their promises."""
    return PromiseReport.objects.filter(_readable(user, "promise__followup"))


def promise_marks(user: Anyone) -> QuerySet[PromiseMark]:
    """Marks on promises, as marks on replies."""
    who = standing(user)
    rows = PromiseMark.objects.filter(_readable(user, "report__promise__followup"))
    if who.sees_handling:
        return rows
    own = Q(person_id=who.person_id) | Q(report__promise__assignment__addressee=who.person_id or 0)
    return rows.filter(own | Q(report__promise__assignment__department__in=who.departments))


def key_matters(user: Anyone) -> QuerySet[KeyMatter]:
    """重点督办 of readable follow-ups."""
    return KeyMatter.objects.filter(_readable(user))


def reads_statistics(user: Anyone) -> bool:
    """Whether somebody reads statistics: leaders, the committee's offices, the government office (its own units)."""
    who = standing(user)
    offices = {Body.Kind.OFFICE, Body.Kind.DEPUTIES_OFFICE, Body.Kind.COMMITTEE, Body.Kind.SPECIAL_COMMITTEE}
    return who.is_leader or who.coordinates or bool(who.body_kinds() & offices)


def reads_reasons(user: Anyone) -> bool:
    """Whether the words of other people's evaluations are shown: never to a unit (重庆 protects)."""
    who = standing(user)
    return who.sees_handling


def reads_phones(user: Anyone) -> bool:
    """Whether deputies' phone numbers are shown: offices, committee, and units for their own cases."""
    who = standing(user)
    return who.sees_handling or bool(who.departments)


def reads_letter(user: Anyone, assignment: Assignment) -> bool:
    """Whether a readable assignment's letter is for this reader: offices, leaders, who answers, its coordinator."""
    who = standing(user)
    if assignment.addressee_id and assignment.addressee_id == who.person_id:
        return True
    addressed = {assignment.department_id, assignment.department.coordinator_id}
    return who.is_leader or who.is_staff or bool(addressed & who.departments)


def deadlines(user: Anyone) -> QuerySet[Deadline]:
    """The ledger entries of readable follow-ups, meetings and items."""
    met = Q(meeting__in=of_meetings.meetings(user)) | Q(item__in=of_meetings.items(user))
    return Deadline.objects.filter(_readable(user) | _readable(user, "assignment__followup") | met)


def attachments(user: Anyone) -> QuerySet[Attachment]:
    """Files of readable replies, records and reports, and what the apps add.

    The signed sheet of an evaluation carries the deputy's words: no unit reads it.
    """
    scopes = [
        Q(reply__in=replies(user)),
        Q(contact__in=contacts(user)),
        Q(opinion__in=co_opinions(user)),
        Q(promise_report__in=promise_reports(user)),
        document_files(user),
        Q(material__in=of_meetings.materials(user)),
        Q(pk__in=activity_files(user).values("attachment")),
    ]
    sheets = evaluations(user)
    own = sheets if reads_reasons(user) else sheets.filter(person_id=standing(user).person_id or 0)
    scopes.append(Q(evaluation__in=own))
    scopes += [Q(pk__in=source(user).values("pk")) for source in registry.file_sources]
    return Attachment.objects.filter(county_id=standing(user).county_id).filter(reduce(or_, scopes))


def search_rows(user: Anyone) -> QuerySet[SearchRow]:
    """What is searched of readable follow-ups."""
    return SearchRow.objects.filter(_readable(user))
