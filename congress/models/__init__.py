"""The core's tables, one module a subject."""

from congress.models.activities import Activity, ActivityFile, Finding, Participation
from congress.models.audit import Change, Seal
from congress.models.ballots import Ballot, BallotCounter, BallotLine, BallotResult, BallotResultLine, BallotRule
from congress.models.deadlines import Day, Deadline, DeadlineRule, LegalBasis, Parameter, Running
from congress.models.documents import Attachment, Series
from congress.models.followups import Assignment, FollowUp, KeyMatter, Party, Proposal
from congress.models.imports import ImportJob, ImportMapping, ImportRow, ImportSheet, ImportWord
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
from congress.models.meetings import (
    AgendaItem,
    Attendance,
    CalendarFeed,
    Material,
    Meeting,
    MeetingMove,
    ProgrammeEntry,
    Speech,
)
from congress.models.member_motions import MemberMotion, MemberMotionSigner
from congress.models.official import (
    Batch,
    BatchLetter,
    Document,
    DocumentReader,
    DocumentStep,
    Frozen,
)
from congress.models.people import Mandate, Person, Post, SignInLink, User
from congress.models.promises import Promise, PromiseMark, PromiseReport
from congress.models.register import DocumentSeries, Letterhead, RegisterEntry
from congress.models.reminders import Delivery, Notice, Reminder, ReminderRule
from congress.models.replies import Check, Contact, CoOpinion, Evaluation, OutcomeClass, Reply, Verdict
from congress.models.requests import Conference, UnitRequest, Urging
from congress.models.saved import SavedView
from congress.models.searching import SearchRow
from congress.models.sessions import Candidate, Election, SessionPart, Supporter
from congress.models.tallies import Tally

__all__ = [
    "Activity",
    "ActivityFile",
    "AgendaItem",
    "Assignment",
    "Attachment",
    "Attendance",
    "Ballot",
    "BallotCounter",
    "BallotLine",
    "BallotResult",
    "BallotResultLine",
    "BallotRule",
    "Batch",
    "BatchLetter",
    "Body",
    "CalendarFeed",
    "Candidate",
    "Change",
    "Check",
    "CoOpinion",
    "Conference",
    "Congress",
    "Contact",
    "Day",
    "Deadline",
    "DeadlineRule",
    "Delegation",
    "Delivery",
    "Department",
    "DepartmentAlias",
    "Document",
    "DocumentReader",
    "DocumentSeries",
    "DocumentStep",
    "Election",
    "Evaluation",
    "Finding",
    "FollowUp",
    "Frozen",
    "ImportJob",
    "ImportMapping",
    "ImportRow",
    "ImportSheet",
    "ImportWord",
    "KeyMatter",
    "LegalBasis",
    "Letterhead",
    "Liaison",
    "Mandate",
    "Material",
    "Meeting",
    "MeetingMove",
    "MemberMotion",
    "MemberMotionSigner",
    "Notice",
    "OutcomeClass",
    "Parameter",
    "Participation",
    "Party",
    "Person",
    "Post",
    "ProgrammeEntry",
    "Promise",
    "PromiseMark",
    "PromiseReport",
    "Proposal",
    "RegisterEntry",
    "Reminder",
    "ReminderRule",
    "Reply",
    "Running",
    "SavedView",
    "Seal",
    "SearchRow",
    "Series",
    "Session",
    "SessionPart",
    "SignInLink",
    "Speech",
    "Supporter",
    "Tally",
    "Term",
    "UnitRequest",
    "Urging",
    "User",
    "Verdict",
]
