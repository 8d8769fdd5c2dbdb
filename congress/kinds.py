"""Registry through which the core reaches what it does not know: kinds of follow-ups, sources of
desk items and files, reference loaders. Apps fill it from their own ``kinds`` module.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from congress.importkinds import ImportKind
from congress.rules.followups import Clock, FollowUpState
from congress.rules.transitions import Event

if TYPE_CHECKING:
    from congress.access import Anyone, Standing
    from congress.models import AgendaItem, Attachment, Ballot, Congress, Document, FollowUp, Meeting, User
    from congress.queries.deadlines import Due


@dataclass(frozen=True)
class Traits:
    """By what the owner of a follow-up lets it be counted, as columns of the tally. Blank: not known yet."""

    category: str = ""
    delegation_id: int | None = None
    session_id: int | None = None
    origin: str = ""
    difficulty: str = ""


def _no_traits(followups: Collection[int]) -> Mapping[int, Traits]:
    return {}


@dataclass(frozen=True)
class Kind:
    """One kind of follow-up.

    ``page`` is the route of the owner's page (takes ``followup_id``); ``routes`` are the owner's
    own pages for events the core does not do itself; ``rule_of`` names the deadline rule of a clock.
    ``tasks`` words what has to be done in a state where the general words do not fit.
    ``extendable`` says whether the answer's time may be extended once; ``max_rounds`` how often a
    dissatisfied asker's matter is handled again before a conference. ``traits`` says by what many
    follow-ups are counted, in a fixed number of queries; ``categories`` words the categories' codes in
    the scheme's order; ``listed`` is the route of the list that opens behind a figure.
    ``texts`` gives the owner's own words, by follow-up, which are searched besides number, title, askers and units.
    """

    key: str
    label: str
    page: str
    rule_of: Callable[[FollowUp, Clock], str]
    extendable: Callable[[FollowUp], bool] = lambda followup: False
    max_rounds: Callable[[Congress], int] = lambda county: 0
    texts: Callable[[Collection[int]], Mapping[int, str]] = lambda followups: {}
    routes: Mapping[Event, str] = field(default_factory=dict)
    tasks: Mapping[FollowUpState, str] = field(default_factory=dict)
    traits: Callable[[Collection[int]], Mapping[int, Traits]] = _no_traits
    categories: Callable[[Congress], Mapping[str, str]] = lambda county: {}
    listed: str = ""


@dataclass(frozen=True)
class DeskItem:
    """Something to do that is not a move of a follow-up: a draft to finish, an invitation to answer.

    ``do_url`` is where it is done, when that is not its own page; ``due`` its date, where it has one.
    """

    title: str
    url: str
    subject: str
    task: str
    verb: str
    since: date
    do_url: str = ""
    due: Due | None = None


@dataclass(frozen=True)
class NavPlace:
    """A place of work of an app in the navigation; ``under`` are further beginnings of its pages' addresses.

    ``rank`` is where it stands among the core's places (:data:`congress.context.RANKS`).
    """

    label: str
    url: str
    rank: int
    under: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """Where an app's own page about something of the core is."""

    label: str
    url: str


@dataclass
class Registry:
    """What the apps have registered.

    ``veils`` are tables of which the audit ledger tells no names before the time: of the keys of their rows those
    that may be told. What is not among them, and what no longer exists, stays veiled.

    The lists under "told" are how the core tells owners what happened to a thing of its: called inside the
    command's transaction, after the fact is written; what they raise undoes the command.
    """

    kinds: dict[str, Kind] = field(default_factory=dict)
    desk_sources: list[Callable[[User, Standing], list[DeskItem]]] = field(default_factory=list)
    file_sources: list[Callable[[Anyone], QuerySet[Attachment]]] = field(default_factory=list)
    reference_loaders: list[Callable[[], Mapping[str, int]]] = field(default_factory=list)
    demo_builders: list[Callable[[Congress, date], None]] = field(default_factory=list)

    imports: dict[str, ImportKind] = field(default_factory=dict)
    places: list[Callable[[User, Standing], list[NavPlace]]] = field(default_factory=list)
    item_links: list[Callable[[User, Collection[AgendaItem]], Mapping[int, Link]]] = field(default_factory=list)
    veils: dict[str, Callable[[Collection[int]], Collection[int]]] = field(default_factory=dict)

    # told
    meeting_moved: list[Callable[[User, Meeting], None]] = field(default_factory=list)
    meeting_closed: list[Callable[[User, Meeting], None]] = field(default_factory=list)
    ballot_closed: list[Callable[[User, Ballot], None]] = field(default_factory=list)
    document_issued: list[Callable[[User, Document], None]] = field(default_factory=list)

    def add(self, kind: Kind) -> None:
        """Register a kind; a second one under the same key is a programming error."""
        if kind.key in self.kinds:
            raise ValueError(f"kind {kind.key} is registered twice")
        self.kinds[kind.key] = kind

    def of(self, followup: FollowUp) -> Kind:
        """The kind of a follow-up."""
        return self.kinds[followup.kind]


registry = Registry()
