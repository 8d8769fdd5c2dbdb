"""The sharp ways (监督法 ch. 6–8): who may move, and when dissatisfied movers get a second answer.

“以上” includes the number itself; “过半数” leaves the half out, “半数以上” takes it in.
"""

from __future__ import annotations

from congress.rules.codes import Code
from congress.rules.votes import SHARES, Majority
from supervision.rules.ways import Way


class Forum(Code):
    """Before whom it is moved."""

    COMMITTEE = "committee"
    CONGRESS = "congress"


class MovedBy(Code):
    """Who moves: people together, the chairpersons' meeting or presidium, or one of the organs (removal alone)."""

    MEMBERS = "members"
    CHAIRPERSONS = "chairpersons"
    ORGAN = "organ"


INTERPELLATORS = {Forum.COMMITTEE: 3, Forum.CONGRESS: 10}
"""监督法 §51 and 地方组织法 §53: three members; 地方组织法 §24: ten deputies."""
DISSATISFIED = {Forum.COMMITTEE: Majority.MORE_THAN_HALF, Forum.CONGRESS: Majority.HALF_OR_MORE}
"""监督法 §53: more than half of the movers; 代表法 §20: half of them or more."""
TOGETHER = {Forum.COMMITTEE: Majority.ONE_FIFTH, Forum.CONGRESS: Majority.ONE_TENTH}
"""监督法 §56, §61 and 地方组织法 §31, §36, §58."""
BASIS = {
    (Way.INTERPELLATION, Forum.COMMITTEE): "jdf-2024-51",
    (Way.INTERPELLATION, Forum.CONGRESS): "zzf-2022-24",
    (Way.INVESTIGATION, Forum.COMMITTEE): "jdf-2024-56",
    (Way.INVESTIGATION, Forum.CONGRESS): "zzf-2022-36",
    (Way.REMOVAL, Forum.COMMITTEE): "jdf-2024-61",
    (Way.REMOVAL, Forum.CONGRESS): "zzf-2022-31",
}
ALONE = {
    Way.INTERPELLATION: frozenset(),
    Way.INVESTIGATION: frozenset({MovedBy.CHAIRPERSONS}),
    Way.REMOVAL: frozenset({MovedBy.CHAIRPERSONS, MovedBy.ORGAN}),
}
"""Who may move without signatures."""


def movers_needed(way: Way, forum: Forum, whole: int) -> int:
    """How many must sign: a fixed number for an interpellation, a share of all members or deputies for the rest."""
    if way is Way.INTERPELLATION:
        return INTERPELLATORS[forum]
    return SHARES[TOGETHER[forum]].needed(whole)


def may_move(way: Way, forum: Forum, by: MovedBy, movers: int, whole: int) -> bool:
    """Whether it is moved by enough people, or by somebody who may do so alone."""
    if by in ALONE[way]:
        return True
    return by is MovedBy.MEMBERS and movers >= movers_needed(way, forum, whole)


def answers_again(forum: Forum, movers: int, dissatisfied: int) -> bool:
    """Whether dissatisfied movers may ask for a second answer."""
    return SHARES[DISSATISFIED[forum]].reached(dissatisfied, movers)
