"""Registry through which the core reaches what it does not know: kinds of follow-ups, sources of
desk items and files, reference loaders. Apps fill it from their own ``kinds`` module.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from congress.importkinds import ImportKind
from congress.labels import label
from congress.rules.followups import Clock, FollowUpState
from congress.rules.policies import SUGGESTED, Judge, Policy
from congress.rules.transitions import Event

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from congress.access import Anyone, Standing
    from congress.drafts.words import Drafted
    from congress.models import Activity, AgendaItem, Attachment, Ballot, Congress, Document, FollowUp, Meeting, User
    from congress.queries.deadlines import Due


@dataclass(frozen=True)
class Traits:
    """By what the owner of a follow-up lets it be counted, as columns of the tally. Blank: not known yet."""

    category: str = ""
    delegation_id: int | None = None
    session_id: int | None = None
    origin: str = ""
    difficulty: str = ""


def _nothing(followup: FollowUp) -> None:
    """Nobody wants to know."""


def _no_traits(followups: Collection[int]) -> Mapping[int, Traits]:
    return {}


@dataclass(frozen=True)
class Kind:
    """One kind of follow-up.

    ``page`` is the route of the owner's page (takes ``followup_id``); ``routes`` are the owner's
    own pages for events the core does not do itself; ``rule_of`` names the deadline rule of a clock.
    ``tasks`` words what has to be done in a state where the general words do not fit; ``words`` are the kind's own
    for any code of the rules, asked by :meth:`word`. ``policy`` is what it does its own way.
    ``extendable`` says whether the answer's time may be extended once; ``max_rounds`` how often a
    dissatisfied asker's matter is handled again before a conference. ``traits`` says by what many
    follow-ups are counted, in a fixed number of queries; ``categories`` words the categories' codes in
    the scheme's order; ``listed`` is the route of the list that opens behind a figure.
    ``texts`` gives the owner's own words, by follow-up, which are searched besides number, title, askers and units.
    ``together`` are events the owner does for several follow-ups at once, on pages of its own (``routes``): it lays
    them on the desk itself, and the core's pages lead there.
    ``on_closed`` is told inside the command when a follow-up came to its end, closed or ended otherwise;
    what it raises undoes the command.
    """

    key: str
    label: StrOrPromise
    page: str
    rule_of: Callable[[FollowUp, Clock], str]
    extendable: Callable[[FollowUp], bool] = lambda followup: False
    max_rounds: Callable[[Congress], int] = lambda county: 0
    texts: Callable[[Collection[int]], Mapping[int, str]] = lambda followups: {}
    routes: Mapping[Event, str] = field(default_factory=dict)
    tasks: Mapping[FollowUpState, StrOrPromise] = field(default_factory=dict)
    traits: Callable[[Collection[int]], Mapping[int, Traits]] = _no_traits
    categories: Callable[[Congress], Mapping[str, str]] = lambda county: {}
    listed: str = ""
    policy: Policy = SUGGESTED
    words: Mapping[Any, StrOrPromise] = field(default_factory=dict)
    on_closed: Callable[[FollowUp], None] = _nothing
    together: Collection[Event] = ()

    @property
    def asked(self) -> bool:
        """Whether deputies asked, who are told of everything and evaluate."""
        return self.policy.judge is Judge.ASKERS

    def word(self, code: Enum) -> str:
        """The kind's word for a code of the rules, or the general one."""
        return str(self.words[code]) if code in self.words else label(code)


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


@dataclass(frozen=True)
class FigureRow:
    """One thing an annual figure counts, as its list shows it."""

    on: date | None
    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class AnnualFigure:
    """A figure of the standing committee's annual work report.

    ``rows`` are the readable things of two days and all between: the figure is their number and the list behind it
    is they themselves, so that both always agree. ``row`` shows one of them; what it needs is selected by ``rows``.
    """

    code: str
    group: StrOrPromise
    label: StrOrPromise
    unit: StrOrPromise
    rows: Callable[[Anyone, date, date], QuerySet[Any]]
    row: Callable[[Any], FigureRow]


@dataclass(frozen=True)
class DraftKind:
    """A document an app drafts from a thing of its own, by the thing's key.

    ``read`` answers with the first draft as the reader may make it, or None when the thing is not his to draft from;
    ``made`` is told inside the command that began the document.
    """

    label: StrOrPromise
    read: Callable[[User, int], Drafted | None]
    made: Callable[[User, int, Document], None]


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
    drafts: dict[str, DraftKind] = field(default_factory=dict)
    imports: dict[str, ImportKind] = field(default_factory=dict)
    places: list[Callable[[User, Standing], list[NavPlace]]] = field(default_factory=list)
    item_links: list[Callable[[User, Collection[AgendaItem]], Mapping[int, Link]]] = field(default_factory=list)
    veils: dict[str, Callable[[Collection[int]], Collection[int]]] = field(default_factory=dict)

    activity_links: list[Callable[[User, Collection[Activity]], Mapping[int, Link]]] = field(default_factory=list)
    """What an activity belongs to, by its key."""
    annual_figures: list[AnnualFigure] = field(default_factory=list)

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
