"""The core's tables, one module a subject."""

from congress.models.audit import Change, Seal
from congress.models.deadlines import Day, Deadline, DeadlineRule, LegalBasis, Parameter
from congress.models.documents import Attachment, Series
from congress.models.followups import Assignment, FollowUp, Party
from congress.models.institution import (
    Body,
    Congress,
    Delegation,
    Department,
    DepartmentAlias,
    Liaison,
    Session,
    Term,
)
from congress.models.people import Mandate, Person, Post, SignInLink, User
from congress.models.replies import Contact, Evaluation, OutcomeClass, Reply

__all__ = [
    "Assignment",
    "Attachment",
    "Body",
    "Change",
    "Congress",
    "Contact",
    "Day",
    "Deadline",
    "DeadlineRule",
    "Delegation",
    "Department",
    "DepartmentAlias",
    "Evaluation",
    "FollowUp",
    "LegalBasis",
    "Liaison",
    "Mandate",
    "OutcomeClass",
    "Parameter",
    "Party",
    "Person",
    "Post",
    "Reply",
    "Seal",
    "Series",
    "Session",
    "SignInLink",
    "Term",
    "User",
]
