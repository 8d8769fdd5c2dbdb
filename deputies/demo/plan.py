"""What happens to each of the 180 suggestions: mostly an ordinary year, and every turn it can take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

LUO = "luoxiuying"
YANG = "yangjianguo"
MA = "mayulan"
ROADS = "县交通运输局"
TOTAL = 180


@dataclass(frozen=True)
class Plot:
    """One suggestion of the plan.

    It begins ``days`` before the demo's day, or in the session of so many years ago, and goes as far
    as ``until``, or to its end. ``turns`` name what happens on the way. ``pace`` is the days from the
    first contact to the answer, ``promise`` those from the answer to what it promises.
    """

    days: int = 0
    until: str = ""
    turns: str = ""
    name: str = ""
    into: str | None = None
    lead: str = ""
    cosigner: str = ""
    unit: str = ""
    wrong: str = ""
    outcome: str = ""
    again: str = ""
    marks: tuple[str, ...] = ("good",)
    pace: int = 34
    fate: str = "kept"
    promise: int = 150
    note: str = ""
    years_ago: int = 0
    in_session: bool = False

    def has(self, *turns: str) -> bool:
        """Whether one of the turns is part of the plot."""
        return bool(set(turns) & set(self.turns.split()))


BAD = ("bad", "good")
BEGUN = (
    Plot(2, "draft", lead=LUO, unit=ROADS, outcome="A"),
    Plot(1, "draft", lead=LUO),
    Plot(3, "draft", "unanswered", cosigner=LUO),
    Plot(6, "filed", "unanswered", cosigner=YANG),
    Plot(5, "filed", lead=LUO),
    Plot(4, "filed", lead=MA),
    Plot(4, "filed"),
    Plot(24, "filed", "confidential"),
    Plot(3, "filed", "paper"),
    Plot(4, "filed", "forwarded"),
    Plot(9, "sent_back", "sent_back_paper", lead=LUO),
    Plot(14, "sent_back", "sent_back_paper"),
    Plot(11, "sent_back", "paper sent_back_paper"),
    Plot(27, "accepted", "paper sent_back_paper"),
    Plot(12, "accepted", "sent_back_paper", unit=ROADS),
    Plot(9, "accepted"),
    Plot(26, "accepted"),
    Plot(8, "accepted", "joint"),
    Plot(10, "proposed", "propose", unit=ROADS),
    Plot(9, "proposed", "propose"),
    Plot(15, "", "decline"),
    Plot(30, "", "decline"),
    Plot(160, "", "decline"),
    Plot(41, "", "transfer"),
    Plot(120, "", "transfer"),
    Plot(33, "", "withdraw_early"),
    Plot(70, "", "withdraw"),
    Plot(96, "", "withdraw joint"),
)
GIVEN = (
    Plot(11, "handed_over", unit=ROADS),
    Plot(10, "handed_over"),
    Plot(12, "handed_over", "joint"),
    Plot(13, "handed_over", "direct"),
    Plot(15, "forwarded", unit=ROADS),
    Plot(14, "forwarded"),
    Plot(40, "forwarded"),
    Plot(18, "returning", wrong=ROADS),
    Plot(17, "returning", wrong="县水务局"),
    Plot(24, "raised", "direct", wrong="县工业和信息化局"),
    Plot(29, "reassigned", wrong="县住房和城乡建设局", unit=ROADS),
    Plot(44, "met", "direct", wrong="县工业和信息化局"),
    Plot(52, "met", "return_refused"),
    Plot(88, "", wrong="县农业农村局"),
)
HANDLED = (
    Plot(21, "signed", lead=LUO, unit=ROADS, outcome="C"),
    Plot(36, "met", lead=LUO, unit=ROADS, outcome="A", turns="key"),
    Plot(58, "met", unit=ROADS),
    Plot(98, "met", unit=ROADS),
    Plot(122, "met", unit=ROADS, turns="urge", pace=150),
    Plot(112, "met", turns="urge supervise key", pace=150),
    Plot(64, "met", "difficult key"),
    Plot(150, "met", "difficult"),
    Plot(47, "opined", "joint"),
    Plot(50, "opined", "joint", unit=ROADS),
    Plot(43, "opinion_returned", "joint opinion_returned"),
    Plot(48, "met", "separate"),
    Plot(65, "", "extend_open"),
    Plot(67, "", "extend_open", unit=ROADS),
    Plot(135, "met", "extend"),
    Plot(84, "met", "extend_refused"),
    Plot(47, "replied", unit=ROADS),
    Plot(46, "replied", "direct"),
    Plot(45, "replied"),
    Plot(49, "checked"),
    Plot(48, "checked", unit=ROADS),
    Plot(52, "sent_back_reply", "sent_back", unit=ROADS),
    Plot(54, "sent_back_reply", "sent_back"),
)
ANSWERED = (
    Plot(56, "answered", lead=LUO, unit=ROADS, outcome="A"),
    Plot(52, "answered", lead=LUO),
    Plot(60, "answered", "paper"),
    Plot(66, "answered", "paper", unit=ROADS),
    Plot(62, "answered", lead=MA),
    Plot(135, "answered"),
    Plot(128, "answered", "joint"),
    Plot(57, "evaluated"),
    Plot(60, "evaluated", marks=("fair",)),
    Plot(58, "evaluated", marks=BAD),
    Plot(64, "rework", marks=BAD, unit=ROADS),
    Plot(94, "evaluated2", marks=("bad", "bad"), outcome="B", again="A"),
    Plot(132, "evaluated3", "key", marks=("bad", "bad", "bad"), outcome="C"),
    Plot(214, "", "key", marks=("bad", "bad", "bad"), outcome="C"),
    Plot(132, "", marks=BAD, outcome="B", again="B", unit=ROADS),
    Plot(94, "", "merge_leading publish", name="leading", lead=LUO),
    Plot(94, "", "merge", into="leading"),
    Plot(52, "met", "", name="second"),
    Plot(52, "", "merge", into="second"),
    Plot(120, "", "silent"),
    Plot(230, "", "forwarded"),
    Plot(190, "", "paper"),
    Plot(215, "", "paper publish", marks=("fair",)),
)
PROMISED = (
    Plot(300, "", "publish", outcome="B", unit=ROADS, lead=LUO, fate="open", promise=120),
    Plot(260, "", "urge_promise", outcome="B", unit=ROADS, lead=LUO, fate="open", promise=120),
    Plot(290, "", "key publish", outcome="B", fate="moved", promise=150),
    Plot(310, "", "cosigner_marks", outcome="B", lead=LUO, fate="reported", promise=240),
    Plot(320, "", outcome="B", fate="late", promise=90),
    Plot(325, "", "joint", outcome="B", fate="moved", promise=60),
    Plot(305, "", "publish", outcome="B", fate="rejected", promise=100),
    Plot(315, "", "paper", outcome="B", fate="kept", promise=80),
    Plot(318, "", outcome="B", fate="unmarked", promise=80),
)


def plots() -> Iterator[Plot]:
    """All of them: the planned turns first, then the ordinary ones of two sessions and between."""
    planned = [*PROMISED, *BEGUN, *GIVEN, *HANDLED, *ANSWERED]
    rest = TOTAL - len(planned)
    last_year, this_year = rest * 4 // 10, rest * 4 // 10
    between = rest - last_year - this_year
    sessions = chain(
        (_ordinary(n, 1, n % 7 == 3) for n in range(last_year)),
        (_ordinary(n + 3, 0, n % 9 == 4) for n in range(this_year)),
    )
    yield from planned
    yield from (replace(plot, in_session=True) for plot in sessions)
    yield from (replace(_ordinary(n, 0, n == 5), days=345 - n * 300 // between) for n in range(between))


FATES = ("kept", "kept", "open", "late", "kept", "moved", "unmarked", "open")
PACES = (24, 31, 38, 45, 52, 28, 35, 42, 49, 58)
ORDINARY_TURNS = ("", "publish", "joint", "", "direct", "cosigner_marks", "", "title_only publish", "", "separate")


def _ordinary(number: int, years_ago: int, late: bool) -> Plot:
    """An ordinary suggestion: handled in good time, or late; evaluated, closed, its promise followed."""
    turns = ORDINARY_TURNS[number % len(ORDINARY_TURNS)]
    if number % 13 == 6:
        turns += " silent"
    if number % 17 == 2:
        turns += " propose"
    if late:
        turns += " urge"
    return Plot(
        days=330 - number * 5,
        turns=turns,
        lead=LUO if number % 16 == 8 else "",
        unit=ROADS if number % 8 == 6 and not set(turns.split()) & {"joint", "direct", "separate"} else "",
        marks=(("good",), ("good",), ("fair",), ("good",), BAD)[number % 5] if number % 11 else ("fair",),
        again="A",
        pace=108 if late else PACES[number % len(PACES)],
        fate=FATES[number % len(FATES)],
        promise=90 + number * 13 % 210,
        years_ago=years_ago,
    )
