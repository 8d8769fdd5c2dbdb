"""What somebody is on a day: posts and mandate. Everything one may see or do follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef

from congress.clock import today
from congress.models import Assignment, Body, Department, FollowUp, Mandate, Post, User
from congress.rules.followups import Openness
from congress.rules.roles import COMMITTEE, IN_BODY, LEADERS, OFFICE, UNIT, Role

Anyone = User | AnonymousUser


@dataclass(frozen=True)
class Standing:
    """What somebody is on a day. Empty for the anonymous and for accounts without a person."""

    on: date
    county_id: int | None = None
    person_id: int | None = None
    posts: tuple[Post, ...] = ()
    mandate: Mandate | None = None
    addressed: bool = False
    """Whether something was ever handed to the person himself; of others nothing need be asked."""

    def has(self, *roles: Role) -> bool:
        """Whether one of the posts carries one of the roles."""
        return any(post.role in roles for post in self.posts)

    def bodies(self, roles: frozenset[Role] = IN_BODY) -> frozenset[int]:
        """Bodies in which one of the roles is held."""
        return frozenset(post.body_id for post in self.posts if post.body_id and post.role in roles)

    @property
    def answering_offices(self) -> frozenset[int]:
        """Offices one works in that answer for follow-ups, or ever did; of others nothing need be asked."""
        return frozenset(
            post.body_id
            for post in self.posts
            if post.body_id and post.role in OFFICE and getattr(post, "answers", True)
        )

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
    # Asked at every request: unsorted, because building the words of a sort costs more than sorting a handful of rows.
    answers = Exists(FollowUp.objects.filter(office=OuterRef("body")).order_by())
    own = Exists(Assignment.objects.filter(addressee=OuterRef("person")).order_by())
    held = Post.objects.on(day).filter(person_id=user.person_id).annotate(answers=answers, addressed=own)
    posts = sorted(held.select_related("body", "department").order_by(), key=lambda post: post.pk)
    mandates = Mandate.objects.on(day).filter(person_id=user.person_id).annotate(addressed=own)
    seated = mandates.select_related("delegation", "term").order_by()
    mandate = max(seated, key=lambda row: (row.since, row.pk), default=None)
    known = [*posts, *([mandate] if mandate else [])]
    addressed = any(row.addressed for row in known) or not known
    return Standing(day, user.county_id, user.person_id, tuple(posts), mandate, addressed)
