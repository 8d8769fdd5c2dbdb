"""What a post lets its holder do in the house."""

from __future__ import annotations

from congress.rules.codes import Code


class Role(Code):
    """岗位 of a post, in a body of the congress or in a department."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    MEMBER = "member"
    DIRECTOR = "director"
    HEAD = "head"
    CLERK = "clerk"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    UNIT_LEADER = "unit_leader"
    UNIT_CONTACT = "unit_contact"


LEADERS = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.DIRECTOR})
COMMITTEE = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.MEMBER})
OFFICE = frozenset({Role.DIRECTOR, Role.HEAD, Role.CLERK})
UNIT = frozenset({Role.UNIT_LEADER, Role.UNIT_CONTACT})
IN_BODY = COMMITTEE | OFFICE | {Role.ADMINISTRATOR, Role.AUDITOR}
