"""Who may see and do what. One scoped queryset per model; an object check is membership in it.

Everything starts from a person's standing on the day: posts and mandate. The table people read is
docs/rights.md; the guard tests are made from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from congress.clock import today
from congress.kinds import registry
from congress.labels import label
from congress.models import (
    Assignment,
    Attachment,
    Body,
    Change,
    Contact,
    Deadline,
    Department,
    Evaluation,
    FollowUp,
    Liaison,
    Mandate,
    Party,
    Person,
    Post,
    Reply,
    SignInLink,
    User,
)
from congress.refusals import NotAllowed, WrongState
from congress.rules.followups import (
    MOVES,
    AssignmentState,
    Event,
    FollowUpState,
    Move,
    Openness,
    PartyPart,
    find,
    moves,
)
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
    rows = FollowUp.objects.filter(county_id=who.county_id)
    if who.person_id is None:
        return rows.none()
    if who.is_leader:
        return rows
    mine = Party.objects.filter(
        Q(person_id=who.person_id) | Q(department__in=who.departments) | Q(body__in=who.bodies(OFFICE))
    )
    scope = Q(pk__in=mine.values("followup"))
    if who.openness is not None:
        scope |= Q(openness__gte=who.openness)
    return rows.filter(scope)


def assignments(user: Anyone) -> QuerySet[Assignment]:
    """Assignments of readable follow-ups."""
    return Assignment.objects.filter(followup__in=followups(user))


def replies(user: Anyone) -> QuerySet[Reply]:
    """Replies on readable follow-ups."""
    return Reply.objects.filter(assignment__followup__in=followups(user))


def contacts(user: Anyone) -> QuerySet[Contact]:
    """Contact records: for parties, staff and the committee, not for other deputies."""
    who = standing(user)
    rows = Contact.objects.filter(assignment__followup__in=followups(user))
    if who.is_leader or who.is_staff or who.is_committee:
        return rows
    mine = Party.objects.filter(Q(person_id=who.person_id) | Q(department__in=who.departments))
    return rows.filter(assignment__followup__in=mine.values("followup"))


def evaluations(user: Anyone) -> QuerySet[Evaluation]:
    """Marks: the office and the committee all, a unit those on its own replies, a deputy his own."""
    who = standing(user)
    rows = Evaluation.objects.filter(reply__assignment__followup__in=followups(user))
    if who.is_leader or who.is_staff or who.is_committee:
        return rows
    return rows.filter(Q(person_id=who.person_id) | Q(reply__assignment__department__in=who.departments))


def reads_reasons(user: Anyone) -> bool:
    """Whether the words of other people's evaluations are shown: never to a unit (重庆 protects)."""
    who = standing(user)
    return who.is_leader or who.is_staff or who.is_committee


def reads_phones(user: Anyone) -> bool:
    """Whether deputies' phone numbers are shown: offices, committee, and units for their own cases."""
    who = standing(user)
    return who.is_leader or who.is_staff or who.is_committee or bool(who.departments)


def reads_letter(user: Anyone, assignment: Assignment) -> bool:
    """Whether a readable assignment's letter is for this reader: offices, leaders, the unit, its coordinator."""
    who = standing(user)
    addressed = {assignment.department_id, assignment.department.coordinator_id}
    return who.is_leader or who.is_staff or bool(addressed & who.departments)


def deadlines(user: Anyone) -> QuerySet[Deadline]:
    """The ledger entries of readable follow-ups."""
    readable = followups(user)
    return Deadline.objects.filter(Q(followup__in=readable) | Q(assignment__followup__in=readable))


def attachments(user: Anyone) -> QuerySet[Attachment]:
    """Files of readable replies and contact records, and what the apps add."""
    scopes = [Q(reply__in=replies(user)), Q(contact__in=contacts(user))]
    scopes += [Q(pk__in=source(user).values("pk")) for source in registry.file_sources]
    return Attachment.objects.filter(county_id=standing(user).county_id).filter(reduce(or_, scopes))


def departments(user: Anyone) -> QuerySet[Department]:
    """The units of one's county, for everybody who is signed in with a post or a mandate."""
    return Department.objects.filter(county_id=standing(user).county_id)


def liaisons(user: Anyone) -> QuerySet[Liaison]:
    """联络员表: offices and the committee all of it, a unit its own."""
    who = standing(user)
    rows = Liaison.objects.filter(department__county_id=who.county_id)
    if who.is_leader or who.is_staff or who.is_committee:
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
    if who.is_leader or who.is_staff or who.is_committee or who.has(Role.ADMINISTRATOR):
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


VISIBLE: dict[type[Model], Callable[[Anyone], QuerySet]] = {  # type: ignore[type-arg]
    Assignment: assignments,
    Attachment: attachments,
    Change: changes,
    Contact: contacts,
    Deadline: deadlines,
    Department: departments,
    Evaluation: evaluations,
    FollowUp: followups,
    Liaison: liaisons,
    Mandate: mandates,
    Person: people,
    Post: posts,
    Reply: replies,
    SignInLink: links,
    User: users,
}


def visible_to(user: Anyone, model: type[M]) -> QuerySet[M]:
    """The rows of ``model`` that ``user`` may read. A model without an entry is read by nobody."""
    scope = VISIBLE.get(model)
    return scope(user) if scope else model._default_manager.none()


# -- What one may do -------------------------------------------------------------------------------


def parts(user: Anyone, followup: FollowUp, assignment: Assignment | None = None) -> frozenset[PartyPart]:
    """In what quality ``user`` has to do with a follow-up, or with one assignment of it.

    Reads ``followup.parties``: prefetch it where rows are many.
    """
    who = standing(user)
    if who.person_id is None:
        return frozenset()
    held = {PartyPart(p.part) for p in followup.parties.all() if p.person_id == who.person_id}
    if followup.office_id in who.bodies(OFFICE):
        held.add(PartyPart.OFFICE)
    if assignment is not None and assignment.department_id in who.departments:
        held.add(PartyPart.UNIT)
    return frozenset(held)


def open_moves(user: Anyone, followup: FollowUp, assignment: Assignment | None = None) -> tuple[Move, ...]:
    """What ``user`` may do now with a follow-up, or with one assignment of it."""
    return moves(state_of(followup, assignment), parts(user, followup, assignment))


def state_of(followup: FollowUp, assignment: Assignment | None = None) -> FollowUpState | AssignmentState:
    """The state an event starts from: the assignment's when one is named."""
    return AssignmentState(assignment.state) if assignment else FollowUpState(followup.state)


def require(user: Anyone, event: Event, followup: FollowUp, assignment: Assignment | None = None) -> Move:
    """The move ``user`` is about to make.

    Raises :class:`NotAllowed` when no state would let him, :class:`WrongState` when this one does not.
    """
    held = parts(user, followup, assignment)
    if not any(move.event is event and move.by & held for move in MOVES):
        raise NotAllowed(_("您不是此件的%(who)s，不能%(verb)s。") % {"who": _who(event), "verb": label(event)})
    state = state_of(followup, assignment)
    move = find(state, event, held)
    if move is None:
        text = _("此件现在的状态是“%(state)s”，不能%(verb)s。请返回查看最新情况。")
        raise WrongState(text % {"state": label(state), "verb": label(event)})
    return move


def _who(event: Event) -> str:
    allowed = {part for move in MOVES if move.event is event for part in move.by}
    return _("或").join(label(part) for part in PartyPart if part in allowed)
