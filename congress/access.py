"""Who may see what. One scoped queryset per model; an object check is membership in it.

Everything starts from a person's standing on the day: posts and mandate. What one may *do* is asked
of :mod:`congress.may`. The table people read is docs/rights.md; the guard tests are made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from congress.clock import today
from congress.kinds import registry
from congress.models import (
    Assignment,
    Attachment,
    Body,
    Change,
    Check,
    Conference,
    Contact,
    CoOpinion,
    Deadline,
    Delivery,
    Department,
    Evaluation,
    FollowUp,
    ImportJob,
    ImportRow,
    ImportSheet,
    KeyMatter,
    Liaison,
    Mandate,
    Notice,
    Party,
    Person,
    Post,
    Promise,
    PromiseMark,
    PromiseReport,
    Proposal,
    Reminder,
    Reply,
    SavedView,
    SearchRow,
    SignInLink,
    Tally,
    UnitRequest,
    Urging,
    User,
)
from congress.rules.followups import ASKERS, HandlingRole, Openness, ReplyState
from congress.rules.roles import COMMITTEE, IN_BODY, LEADERS, OFFICE, UNIT, Role

M = TypeVar("M", bound=Model)
Anyone = User | AnonymousUser


@dataclass(frozen=True)
class Standing:
    """What somebody is on a day. Empty for the anonymous and for accounts without a person."""

    on: date
    county_id: int | None = None
    person_id: int | None = None
    posts: tuple[Post, ...] = ()
    mandate: Mandate | None = None

    def has(self, *roles: Role) -> bool:
        """Whether one of the posts carries one of the roles."""
        return any(post.role in roles for post in self.posts)

    def bodies(self, roles: frozenset[Role] = IN_BODY) -> frozenset[int]:
        """Bodies in which one of the roles is held."""
        return frozenset(post.body_id for post in self.posts if post.body_id and post.role in roles)

    def body_kinds(self, roles: frozenset[Role] = OFFICE) -> frozenset[str]:
        """Kinds of the bodies in which one of the roles is held."""
        return frozenset(post.body.kind for post in self.posts if post.body and post.role in roles)

    @property
    def departments(self) -> frozenset[int]:
        """Units for which the person acts."""
        return frozenset(post.department_id for post in self.posts if post.department_id and post.role in UNIT)

    @property
    def is_leader(self) -> bool:
        """Chairman, vice-chairman or office director."""
        return self.has(*LEADERS)

    @property
    def is_committee(self) -> bool:
        """Member of the standing committee, chairmen included."""
        return self.has(*COMMITTEE)

    @property
    def is_staff(self) -> bool:
        """Works in an office of the county congress, a street or a township presidium."""
        return self.has(*OFFICE)

    @property
    def is_deputies_office(self) -> bool:
        """Works in the deputies' office (代表工委)."""
        return Body.Kind.DEPUTIES_OFFICE in self.body_kinds()

    @property
    def sets_rules(self) -> bool:
        """Keeps the county's settings: the deputies' office, which answers for the dates, and the administrator."""
        return self.is_deputies_office or self.has(Role.ADMINISTRATOR)

    @property
    def coordinates(self) -> bool:
        """Works in the government office (督查室), through which its departments are handed matters."""
        office = Department.System.GOVERNMENT_OFFICE
        return any(post.role in UNIT and post.department and post.department.system == office for post in self.posts)

    @property
    def sees_handling(self) -> bool:
        """Leaders, offices and the committee see the whole handling of what they may read."""
        return self.is_leader or self.is_staff or self.is_committee

    @property
    def openness(self) -> Openness | None:
        """The least openness of follow-ups readable without being a party."""
        if self.is_staff or self.is_committee:
            return Openness.STAFF
        return Openness.DEPUTIES if self.mandate else None


def standing(user: Anyone) -> Standing:
    """What ``user`` is today; asked of the database once per user object and day."""
    known: Standing | None = getattr(user, "_standing", None)
    if known is None or known.on != today():
        known = _read_standing(user)
        user._standing = known  # type: ignore[union-attr]
    return known


def _read_standing(user: Anyone) -> Standing:
    day = today()
    if not isinstance(user, User) or not user.is_active or user.person_id is None:
        return Standing(on=day)
    posts = Post.objects.on(day).filter(person_id=user.person_id).select_related("body", "department").order_by("id")
    mandates = Mandate.objects.on(day).filter(person_id=user.person_id).select_related("delegation", "term")
    mandate = mandates.order_by("-since").first()
    return Standing(day, user.county_id, user.person_id, tuple(posts), mandate)


# -- What one sees -------------------------------------------------------------------------------


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


def _addressed(who: Standing, path: str = "assignment__") -> Q:
    """What belongs to assignments a unit answers for, or hands on as coordinator."""
    return Q(**{f"{path}department__in": who.departments}) | Q(**{f"{path}coordinator__in": who.departments})


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
    return rows.filter(Q(person_id=who.person_id) | Q(report__promise__assignment__department__in=who.departments))


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
    """Whether a readable assignment's letter is for this reader: offices, leaders, the unit, its coordinator."""
    who = standing(user)
    addressed = {assignment.department_id, assignment.department.coordinator_id}
    return who.is_leader or who.is_staff or bool(addressed & who.departments)


def deadlines(user: Anyone) -> QuerySet[Deadline]:
    """The ledger entries of readable follow-ups."""
    return Deadline.objects.filter(_readable(user) | _readable(user, "assignment__followup"))


def attachments(user: Anyone) -> QuerySet[Attachment]:
    """Files of readable replies, records and reports, and what the apps add.

    The signed sheet of an evaluation carries the deputy's words: no unit reads it.
    """
    scopes = [
        Q(reply__in=replies(user)),
        Q(contact__in=contacts(user)),
        Q(opinion__in=co_opinions(user)),
        Q(promise_report__in=promise_reports(user)),
    ]
    sheets = evaluations(user)
    own = sheets if reads_reasons(user) else sheets.filter(person_id=standing(user).person_id or 0)
    scopes.append(Q(evaluation__in=own))
    scopes += [Q(pk__in=source(user).values("pk")) for source in registry.file_sources]
    return Attachment.objects.filter(county_id=standing(user).county_id).filter(reduce(or_, scopes))


def departments(user: Anyone) -> QuerySet[Department]:
    """The units of one's county, for everybody who is signed in with a post or a mandate."""
    return Department.objects.filter(county_id=standing(user).county_id)


def liaisons(user: Anyone) -> QuerySet[Liaison]:
    """联络员表: offices and the committee all of it, a unit its own."""
    who = standing(user)
    rows = Liaison.objects.filter(department__county_id=who.county_id)
    if who.sees_handling:
        return rows
    return rows.filter(department__in=who.departments)


def mandates(user: Anyone) -> QuerySet[Mandate]:
    """Deputies of one's county: name and delegation are public (代表法 §58)."""
    who = standing(user)
    return Mandate.objects.filter(term__congress=who.county_id) if who.person_id else Mandate.objects.none()


def people(user: Anyone) -> QuerySet[Person]:
    """The address book: for offices, committee and administrators; others see themselves."""
    who = standing(user)
    rows = Person.objects.filter(county_id=who.county_id)
    if who.sees_handling or who.has(Role.ADMINISTRATOR):
        return rows
    return rows.filter(pk=who.person_id or 0)


def posts(user: Anyone) -> QuerySet[Post]:
    """Posts of the people one sees."""
    return Post.objects.filter(person__in=people(user))


def users(user: Anyone) -> QuerySet[User]:
    """Accounts: the administrator all, the deputies' office the deputies', anybody his own."""
    who = standing(user)
    rows = User.objects.filter(county_id=who.county_id)
    if who.has(Role.ADMINISTRATOR):
        return rows
    if who.is_deputies_office:
        return rows.filter(Q(pk=user.pk or 0) | Q(person__mandates__in=Mandate.objects.on(who.on))).distinct()
    return rows.filter(pk=user.pk or 0)


def links(user: Anyone) -> QuerySet[SignInLink]:
    """Sign-in links: those of accounts the deputies' office looks after."""
    if not standing(user).is_deputies_office:
        return SignInLink.objects.none()
    return SignInLink.objects.filter(user__in=users(user))


def changes(user: Anyone) -> QuerySet[Change]:
    """The audit ledger: the auditor alone, not even the system administrator."""
    return Change.objects.all() if standing(user).has(Role.AUDITOR) else Change.objects.none()


def notices(user: Anyone) -> QuerySet[Notice]:
    """Notices to oneself."""
    return Notice.objects.filter(person_id=standing(user).person_id or 0)


def sent_notices(user: Anyone) -> QuerySet[Notice]:
    """Notices to others on the matters one's own office answers for: its clerks reach people by phone."""
    return Notice.objects.filter(followup__office__in=standing(user).bodies(OFFICE))


def deliveries(user: Anyone) -> QuerySet[Delivery]:
    """What was sent by other channels: for the deputies' office, which answers for reaching people."""
    who = standing(user)
    rows = Delivery.objects.filter(notice__county_id=who.county_id)
    return rows if who.is_deputies_office else rows.none()


def reminders(user: Anyone) -> QuerySet[Reminder]:
    """The ledger of reminders: for the offices and leaders."""
    who = standing(user)
    rows = Reminder.objects.filter(county_id=who.county_id)
    return rows if who.is_leader or who.is_staff else rows.none()


def imports(user: Anyone) -> QuerySet[ImportJob]:
    """Imports: the deputies' office all of them, the administrator those of the core (units, people)."""
    who = standing(user)
    rows = ImportJob.objects.filter(county_id=who.county_id)
    if who.is_deputies_office:
        return rows
    return rows.exclude(kind__in=list(registry.imports)) if who.sets_rules else rows.none()


def import_rows(user: Anyone) -> QuerySet[ImportRow]:
    """The lines of imports one sees."""
    return ImportRow.objects.filter(job__in=imports(user))


def import_sheets(user: Anyone) -> QuerySet[ImportSheet]:
    """Tables of the files one may import."""
    return ImportSheet.objects.filter(job__in=imports(user))


def saved_views(user: Anyone) -> QuerySet[SavedView]:
    """One's own saved views of lists."""
    return SavedView.objects.filter(user_id=user.pk or 0)


def search_rows(user: Anyone) -> QuerySet[SearchRow]:
    """What is searched of readable follow-ups."""
    return SearchRow.objects.filter(_readable(user))


VISIBLE: dict[type[Model], Callable[[Anyone], QuerySet]] = {  # type: ignore[type-arg]
    Assignment: assignments,
    Attachment: attachments,
    Change: changes,
    Check: checks,
    Conference: conferences,
    Contact: contacts,
    CoOpinion: co_opinions,
    Deadline: deadlines,
    Delivery: deliveries,
    Department: departments,
    Evaluation: evaluations,
    FollowUp: followups,
    ImportJob: imports,
    ImportRow: import_rows,
    ImportSheet: import_sheets,
    KeyMatter: key_matters,
    Liaison: liaisons,
    Mandate: mandates,
    Notice: notices,
    Person: people,
    Post: posts,
    Promise: promises,
    PromiseMark: promise_marks,
    PromiseReport: promise_reports,
    Proposal: proposals,
    Reminder: reminders,
    Reply: replies,
    SavedView: saved_views,
    SearchRow: search_rows,
    SignInLink: links,
    Tally: tallies,
    UnitRequest: requests,
    Urging: urgings,
    User: users,
}


def visible_to(user: Anyone, model: type[M]) -> QuerySet[M]:
    """The rows of ``model`` that ``user`` may read. A model without an entry is read by nobody."""
    scope = VISIBLE.get(model)
    return scope(user) if scope else model._default_manager.none()
