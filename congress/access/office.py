"""The house itself: units, people, accounts, notices, imports and the audit ledger."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from congress.access.meetings import keeps_meetings
from congress.access.standing import Anyone, standing
from congress.kinds import registry
from congress.models import (
    Change,
    Delivery,
    Department,
    ImportJob,
    ImportRow,
    ImportSheet,
    Liaison,
    Mandate,
    Notice,
    Person,
    Post,
    Reminder,
    SavedView,
    SignInLink,
    User,
)
from congress.rules.roles import OFFICE, Role


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
    who = standing(user)
    ours = Q(followup__office__in=who.bodies(OFFICE))
    if keeps_meetings(who):
        ours |= Q(meeting__county=who.county_id)
    return Notice.objects.filter(ours)


def deliveries(user: Anyone) -> QuerySet[Delivery]:
    """What was sent by other channels: for the deputies' office, which answers for reaching people.

    What is somebody's own affair the keepers of personnel matters look after instead.
    """
    who = standing(user)
    seen = [private for private, sees in ((False, who.is_deputies_office), (True, keeps_meetings(who))) if sees]
    return Delivery.objects.filter(notice__county_id=who.county_id, notice__private__in=seen)


def reminders(user: Anyone) -> QuerySet[Reminder]:
    """The ledger of reminders: for the offices and leaders; what is somebody's own affair for leaders and keepers."""
    who = standing(user)
    rows = Reminder.objects.filter(county_id=who.county_id)
    if who.is_leader or keeps_meetings(who):
        return rows
    return rows.exclude(notice__private=True) if who.is_staff else rows.none()


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
