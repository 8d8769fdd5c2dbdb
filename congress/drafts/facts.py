"""What a draft about a meeting is made of, read once; the drafting functions ask no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from congress.labels.sessions import meeting_name
from congress.models import AgendaItem, Attendance, BallotResultLine, Meeting, Speech
from congress.rules.ballots import BallotKind, LineOutcome
from congress.rules.meetings import Answer, ItemKind, ItemState, MeetingKind, Quality

ON_AGENDA = (ItemState.DRAFTED, ItemState.ADOPTED)


@dataclass(frozen=True)
class Said:
    """A speech: by whom, what."""

    person: str
    text: str


@dataclass(frozen=True)
class ItemFacts:
    """An item of the agenda. ``hidden`` ones are personnel matters before the vote: no paper names them."""

    pk: int
    kind: ItemKind
    title: str
    organ: str = ""
    office: str = ""
    reporter: str = ""
    outcome: str = ""
    decided_on: date | None = None
    hidden: bool = False
    speeches: tuple[Said, ...] = ()

    @property
    def shown(self) -> str:
        """The title as papers show it."""
        return _("人事任免事项") if self.hidden else self.title


@dataclass(frozen=True)
class Guest:
    """Somebody at a meeting: name, office or unit, and the item he sits in for."""

    name: str
    place: str = ""
    title: str = ""
    item: str = ""


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting as papers speak of it."""

    kind: MeetingKind
    area: str
    congress: str
    term: int
    number: int
    body: str
    starts_on: date
    ends_on: date
    starts_at: time
    place: str
    presided_by: str = ""
    items: tuple[ItemFacts, ...] = ()
    present: tuple[Guest, ...] = ()
    absent: tuple[Guest, ...] = ()
    sitting_in: tuple[Guest, ...] = ()
    listeners: tuple[Guest, ...] = ()
    staff: tuple[Guest, ...] = ()
    members: tuple[Guest, ...] = field(default=())
    named: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """By office, who was elected or appointed by a vote that is closed."""

    @property
    def name(self) -> str:
        """云岭县第十八届人民代表大会常务委员会第三十二次会议."""
        return f"{self.area}{self.short}"

    @property
    def short(self) -> str:
        """The same without the county."""
        return meeting_name(self.kind, self.term, self.number, self.body, full=True)

    def item(self, pk: int | None, *kinds: ItemKind) -> ItemFacts | None:
        """The item that was asked for, otherwise the first of these kinds, otherwise the first."""
        chosen = next((item for item in self.items if item.pk == pk), None)
        fitting = next((item for item in self.items if item.kind in kinds), None)
        return chosen or fitting or next(iter(self.items), None)


def facts_of(meeting: Meeting) -> MeetingFacts:
    """The facts of a meeting, in a fixed number of queries."""
    speeches = Prefetch("speeches", Speech.objects.select_related("person"))
    items = meeting.items.filter(state__in=ON_AGENDA).select_related("organ", "office").prefetch_related(speeches)
    people = list(
        meeting.attendances.select_related("person", "department", "delegation", "item").order_by(
            "quality", "place_order", "id"
        )
    )
    members = [row for row in people if row.quality == Quality.MEMBER]
    signed_in = any(row.came_at for row in members)
    here = [row for row in members if (row.came_at if signed_in else row.answer != Answer.LEAVE)]
    return MeetingFacts(
        kind=MeetingKind(meeting.kind),
        area=meeting.county.area,
        congress=meeting.county.name,
        term=meeting.term.number,
        number=meeting.number,
        body=str(meeting.body.name if meeting.body else ""),
        starts_on=meeting.starts_on,
        ends_on=meeting.ends_on,
        starts_at=meeting.starts_at,
        place=meeting.place,
        presided_by=str(meeting.presided_by or ""),
        items=tuple(map(_item, items)),
        present=_guests(here),
        absent=_guests(row for row in members if row not in here),
        sitting_in=_guests(row for row in people if row.quality == Quality.SITTING_IN),
        listeners=_guests(row for row in people if row.quality == Quality.LISTENER),
        staff=_guests(row for row in people if row.quality == Quality.STAFF),
        members=_guests(members),
        named=_named(meeting),
    )


def _named(meeting: Meeting) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who was elected or appointed at a meeting, by office; elections in the order of names on the ballot."""
    lines = BallotResultLine.objects.filter(
        result__ballot__meeting=meeting,
        result__ballot__kind__in=[BallotKind.ELECTION, BallotKind.PERSONNEL],
        outcome__in=[LineOutcome.ELECTED, LineOutcome.PASSED],
    )
    found: dict[str, list[str]] = {}
    for line in lines.select_related("result__ballot__election").order_by("result__ballot", "position"):
        election = line.result.ballot.election
        found.setdefault(str(election) if election else line.post, []).append(line.name)
    return tuple((post, tuple(names)) for post, names in found.items())


def _item(row: AgendaItem) -> ItemFacts:
    hidden = row.restricted and row.decided_on is None
    return ItemFacts(
        pk=row.pk,
        kind=ItemKind(row.kind),
        title=row.title,
        organ="" if hidden else str(row.organ or ""),
        office=str(row.office or ""),
        reporter="" if hidden else row.reporter,
        outcome="" if hidden else row.outcome,
        decided_on=row.decided_on,
        hidden=hidden,
        speeches=() if hidden else tuple(Said(str(speech.person), speech.text) for speech in row.speeches.all()),
    )


def _guests(rows: Iterable[Attendance]) -> tuple[Guest, ...]:
    return tuple(
        Guest(
            row.substitute or str(row.person),
            str(row.department or row.delegation or ""),
            row.title,
            row.item.title if row.item and not row.item.restricted else "",
        )
        for row in rows
    )
