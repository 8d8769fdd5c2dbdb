"""The constitutional oath (宪法宣誓): who owes one, who organises it, by which text, and what forbids a ceremony.

The Decision of the NPC's committee says that everybody elected, decided on or appointed swears 就职时, in public, and
leaves the rest to the provinces: who organises beyond the congress, within how many days, whether one swears again.
What is not in the Decision is a setting of the county here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from congress.rules.codes import Code


class GivenBy(Code):
    """By what somebody was given an office that is sworn for."""

    ELECTION = "election"
    APPOINTMENT = "appointment"


class Calling(Code):
    """What the office is, as far as it decides who organises the oath."""

    GENERAL = "general"
    CHIEF_PROCURATOR = "chief_procurator"
    JUDICIAL = "judicial"
    JUROR = "juror"


class Organiser(Code):
    """Who organises a ceremony."""

    PRESIDIUM = "presidium"
    CHAIRPERSONS = "chairpersons"
    COURT_WITH_JUSTICE = "court_with_justice"
    OWN_ORGAN = "own_organ"


JUDICIAL_ORGANS = ("监察委员会", "人民法院", "人民检察院")


def calling_of(organ: str, post: str) -> Calling:
    """What an office is, by the names of organ and post. ``副检察长`` is no chief procurator."""
    if "人民陪审员" in post:
        return Calling.JUROR
    if post.removeprefix("代理") == "检察长" and "检察院" in organ:
        return Calling.CHIEF_PROCURATOR
    return Calling.JUDICIAL if organ.endswith(JUDICIAL_ORGANS) else Calling.GENERAL


def organiser(act: GivenBy, calling: Calling, judicial: Organiser) -> Organiser:
    """Who organises the oath; ``judicial`` is the county's setting for those the committee appoints there."""
    if calling is Calling.JUROR:
        return Organiser.COURT_WITH_JUSTICE
    if act is GivenBy.ELECTION:
        chief = calling is Calling.CHIEF_PROCURATOR
        return Organiser.CHAIRPERSONS if chief else Organiser.PRESIDIUM
    return judicial if calling is Calling.JUDICIAL else Organiser.CHAIRPERSONS


def needs_approval(act: GivenBy, calling: Calling) -> bool:
    """Whether the election holds only after the committee above has approved it (检察官法第十八条)."""
    return act is GivenBy.ELECTION and calling is Calling.CHIEF_PROCURATOR


class OathState(Code):
    """Where an oath stands."""

    AWAITING = "awaiting"
    OWED = "owed"
    ARRANGED = "arranged"
    ABSENT = "absent"
    SWORN = "sworn"
    WAIVED = "waived"


AWAITED = frozenset({OathState.OWED, OathState.ARRANGED, OathState.ABSENT})
"""The date runs on: who was absent makes it up and owes it as before."""


class OathEvent(Code):
    """What happens to an oath."""

    APPROVE = "approve"
    ARRANGE = "arrange"
    RELEASE = "release"
    SWEAR = "swear"
    MISS = "miss"
    WAIVE = "waive"


S = OathState
SOURCES: Mapping[OathEvent, frozenset[OathState]] = {
    OathEvent.APPROVE: frozenset({S.AWAITING}),
    OathEvent.ARRANGE: frozenset({S.OWED, S.ABSENT}),
    OathEvent.RELEASE: frozenset({S.ARRANGED}),
    OathEvent.SWEAR: frozenset({S.ARRANGED}),
    OathEvent.MISS: frozenset({S.ARRANGED}),
    OathEvent.WAIVE: frozenset({S.AWAITING, S.OWED, S.ABSENT}),
}
"""From which states an event is open. Sworn and waived are ends."""


class OathForm(Code):
    """How it is sworn (宪法宣誓决定第八条)."""

    SINGLE = "single"
    GROUP = "group"


class CeremonyState(Code):
    """Whether a ceremony is prepared, was held, or was called off."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Presence(Code):
    """Whether somebody was there to swear."""

    EXPECTED = "expected"
    PRESENT = "present"
    ABSENT = "absent"
    CALLED_OFF = "called_off"


class Repeated(Code):
    """Whether somebody who has sworn swears again for another office: the county's setting."""

    ASK = "ask"
    ALWAYS = "always"
    ONCE_PER_SESSION = "once_per_session"


def excused(setting: Repeated, *, another_at_this_meeting: bool) -> bool:
    """Whether no second oath is owed, because one is sworn for another office given at the same meeting."""
    return setting is Repeated.ONCE_PER_SESSION and another_at_this_meeting


# -- The text --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """One version of the oath and the days on which it holds."""

    version: str
    since: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it is the text of a day."""
        return self.since <= on and (self.until is None or on <= self.until)


def text_of(texts: Iterable[Text], on: date) -> Text | None:
    """The version that holds on a day."""
    return next((text for text in texts if text.holds(on)), None)


# -- The ceremony ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Swearer:
    """Somebody who is to swear: from which day he is in office (None: not yet), and where his oath stands."""

    name: str
    since: date | None
    state: OathState
    organiser: Organiser


@dataclass(frozen=True)
class Rite:
    """A ceremony as it is planned or was held. ``leader`` is the key of the one who leads the group."""

    on: date
    organiser: Organiser
    form: OathForm
    text: Text
    swearers: Mapping[int, Swearer]
    leader: int | None = None
    witness: bool = False


class Fault(Code):
    """What forbids a ceremony."""

    NOBODY = "nobody"
    OLD_TEXT = "old_text"
    NOT_APPROVED = "not_approved"
    BEFORE_OFFICE = "before_office"
    SWORN_ALREADY = "sworn_already"
    WAIVED = "waived"
    ARRANGED_ELSEWHERE = "arranged_elsewhere"
    OTHER_ORGANISER = "other_organiser"
    NO_LEADER = "no_leader"
    LEADER_OUTSIDE = "leader_outside"
    LEADER_ALONE = "leader_alone"
    GROUP_OF_ONE = "group_of_one"
    WITNESS = "witness"


@dataclass(frozen=True)
class Finding:
    """A fault, and whom it is about."""

    fault: Fault
    names: tuple[str, ...] = ()


TAKEN = {
    OathState.SWORN: Fault.SWORN_ALREADY,
    OathState.WAIVED: Fault.WAIVED,
    OathState.ARRANGED: Fault.ARRANGED_ELSEWHERE,
    OathState.AWAITING: Fault.NOT_APPROVED,
}


def findings(rite: Rite, *, witnessed: bool) -> list[Finding]:
    """Everything that forbids a ceremony; ``witnessed`` says whether the county has a witness (监誓人)."""
    people = list(rite.swearers.values())
    found = [Finding(Fault.NOBODY)] if not people else []
    if not rite.text.holds(rite.on):
        found.append(Finding(Fault.OLD_TEXT))
    if rite.witness and not witnessed:
        found.append(Finding(Fault.WITNESS))
    found += [_about(fault, [one for one in people if one.state is state]) for state, fault in TAKEN.items()]
    early = [one for one in people if one.since is not None and rite.on < one.since]
    found.append(_about(Fault.BEFORE_OFFICE, early))
    found.append(_about(Fault.OTHER_ORGANISER, [one for one in people if one.organiser is not rite.organiser]))
    return [one for one in found if one.names or one.fault in ABOUT_NOBODY] + _led(rite)


ABOUT_NOBODY = frozenset({Fault.NOBODY, Fault.OLD_TEXT, Fault.WITNESS})


def _about(fault: Fault, people: Sequence[Swearer]) -> Finding:
    return Finding(fault, tuple(one.name for one in people))


def _led(rite: Rite) -> list[Finding]:
    """A group has one leader, named among those swearing; who swears alone leads nobody."""
    if rite.form is OathForm.SINGLE:
        return [Finding(Fault.LEADER_ALONE)] if rite.leader is not None else []
    if len(rite.swearers) == 1:
        return [Finding(Fault.GROUP_OF_ONE)]
    if rite.leader is None:
        return [Finding(Fault.NO_LEADER)]
    return [] if rite.leader in rite.swearers else [Finding(Fault.LEADER_OUTSIDE)]
