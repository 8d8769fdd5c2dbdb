"""Elections of a session: the post, its candidates by the presidium or ten deputies, and the vote on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from congress.access.ballots import runs_votes
from congress.models import Ballot, Candidate, Congress, Election, Mandate, Meeting, Person, Supporter, User
from congress.queries.names import key_of, name_order
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.ballots import BallotKind, BallotState
from congress.rules.elections import NOMINATORS, Nomination, SeatKind, Span, candidates_wanted
from congress.rules.meetings import MeetingKind, MeetingState
from congress.rules.votes import Method
from congress.services.balloting.preparing import Plan, Subject, prepare_ballot
from congress.services.base import command, locked, save
from congress.services.steps import need


@dataclass(frozen=True)
class Vacancy:
    """What is elected: so many seats of a post in an organ."""

    kind: SeatKind
    organ: str
    post: str
    seats: int


@dataclass(frozen=True)
class Nominee:
    """Who is put forward, by whom; ``supporters`` are the deputies who signed."""

    name: str
    nomination: Nomination
    present_post: str = ""
    person: Person | None = None
    accepted: bool = True
    supporters: tuple[Mandate, ...] = ()


def add_election(*, actor: User, meeting: Meeting, vacancy: Vacancy) -> Election:
    """Put an election on a session. Raises NotAllowed, WrongState; Incomplete for what is missing or there already."""
    with command(actor, "add_election"):
        _refuse_others(actor, meeting.county_id)
        if meeting.kind != MeetingKind.CONGRESS:
            raise WrongState(_("选举在人民代表大会会议上进行（地方组织法第十一条）。"))
        if meeting.state in {MeetingState.CLOSED, MeetingState.CANCELLED}:
            raise WrongState(_("这次大会已经闭会，不能再安排选举。"))
        organ = need("organ", vacancy.organ, _("请写明机关，如“县人民政府”。"))
        post = need("post", vacancy.post, _("请写明职务，如“副县长”。"))
        if vacancy.seats < 1:
            raise Incomplete({"seats": _("应选名额至少一人。")})
        if Election.objects.filter(meeting=meeting, organ=organ, post=post).exists():
            raise Incomplete({"post": _("这个职务的选举已经列入。")})
        return Election.objects.create(
            meeting=meeting,
            position=meeting.elections.count() + 1,
            kind=vacancy.kind,
            organ=organ,
            post=post,
            seats=vacancy.seats,
            created_by=actor,
        )


def nominate(*, actor: User, election: Election, nominee: Nominee, version: int | None = None) -> Candidate:
    """提名 by the presidium, or by ten deputies whose names are recorded (地方组织法 §26).

    Raises NotAllowed, Conflict; WrongState once it is voted on; Incomplete for too few or doubtful supporters, and
    when somebody would put forward more candidates than there are seats.
    """
    with command(actor, "nominate"):
        election = locked(election, version)
        _refuse_others(actor, election.meeting.county_id)
        _refuse_begun(election)
        name = need("name", nominee.name, _("请填写候选人姓名。"))
        if election.candidates.filter(name=name).exists():
            raise Incomplete({"name": _("%(name)s已经是这个职务的候选人。") % {"name": name}})
        _refuse_nominators(election, nominee)
        candidate = Candidate.objects.create(
            election=election,
            person=nominee.person,
            name=name,
            present_post=nominee.present_post.strip(),
            nomination=nominee.nomination,
            accepted=nominee.accepted,
            order_key=_order_key(election.meeting.county, nominee.person, name),
        )
        Supporter.objects.bulk_create(Supporter(candidate=candidate, mandate=row) for row in nominee.supporters)
        save(election)
    return candidate


def _order_key(county: Congress, person: Person | None, name: str) -> str:
    """Where the name stands on the ballot: by the person's own key, which may have been corrected."""
    if person is None:
        return key_of(county, name)
    return str(getattr(person, name_order(county)[0]))


def _refuse_nominators(election: Election, nominee: Nominee) -> None:
    """Each nominator puts forward at most as many as there are seats; deputies at least ten together (§26)."""
    standing = election.candidates.filter(withdrawn_reason="")
    too_many = _("%(who)s提名的候选人数不得超过应选名额%(seats)s人（地方组织法第二十六条）。")
    if nominee.nomination is Nomination.PRESIDIUM:
        if standing.filter(nomination=Nomination.PRESIDIUM).count() >= election.seats:
            raise Incomplete({"nomination": too_many % {"who": _("主席团"), "seats": election.seats}})
        return
    supporters = {row.pk for row in nominee.supporters}
    if len(supporters) < NOMINATORS:
        text = _("代表联名提名须十人以上，现有%(n)s人（地方组织法第二十六条）。")
        raise Incomplete({"supporters": text % {"n": len(supporters)}})
    if any(row.term_id != election.meeting.term_id for row in nominee.supporters):
        raise Incomplete({"supporters": _("联名的须是本届代表。")})
    signed: dict[int, int] = {}
    for mandate in Supporter.objects.filter(candidate__in=standing, mandate__in=supporters).values_list(
        "mandate", flat=True
    ):
        signed[mandate] = signed.get(mandate, 0) + 1
    used_up = [row for row in nominee.supporters if signed.get(row.pk, 0) >= election.seats]
    if used_up:
        who = "、".join(row.person.name for row in used_up)
        raise Incomplete({"supporters": too_many % {"who": who, "seats": election.seats}})


def answer_nomination(*, actor: User, candidate: Candidate, accepted: bool, reason: str = "") -> Candidate:
    """The candidate agrees to stand, or withdraws with a reason.

    Raises NotAllowed; WrongState once it is voted on; Incomplete for a withdrawal without a reason.
    """
    with command(actor, "answer_nomination", reason):
        election = locked(candidate.election, None)
        candidate = Candidate.objects.select_for_update(of=("self",), no_key=True).get(pk=candidate.pk)
        _refuse_others(actor, election.meeting.county_id)
        _refuse_begun(election)
        candidate.accepted = accepted
        candidate.withdrawn_reason = "" if accepted else need("reason", reason, _("请写明退出的理由。"))
        candidate.save()
        save(election)
    return candidate


def prepare_election(
    *, actor: User, election: Election, scrutineers: Sequence[str], tellers: Sequence[str], version: int | None = None
) -> Ballot:
    """Prepare the vote on everybody who stands, in the order of names.

    Raises NotAllowed, Conflict; WrongState when it is prepared already; Incomplete when too few or too many stand.
    """
    with command(actor, "prepare_election"):
        election = locked(election, version)
        _refuse_others(actor, election.meeting.county_id)
        _refuse_begun(election)
        stands = list(standing_candidates(election))
        refuse_wrong_number(election, len(stands))
        save(election)
        return prepare_ballot(
            actor=actor,
            meeting=election.meeting,
            plan=Plan(
                kind=BallotKind.ELECTION,
                method=Method.SECRET,
                question=_("选举%(organ)s%(post)s") % {"organ": election.organ, "post": election.post},
                subjects=tuple(Subject(one.name, one.present_post, one.person, one) for one in stands),
                election=election,
                seats=election.seats,
                scrutineers=tuple(scrutineers),
                tellers=tuple(tellers),
            ),
        )


def standing_candidates(election: Election) -> Sequence[Candidate]:
    """Those who have agreed and not withdrawn, by the order of their names."""
    rows = election.candidates.filter(accepted=True, withdrawn_reason="").select_related("person")
    return list(rows.order_by("order_key", "id"))


def refuse_wrong_number(election: Election, number: int) -> None:
    """Raise Incomplete when the number of candidates is not what the law asks for (地方组织法 §27, §30)."""
    span = candidates_wanted(SeatKind(election.kind), election.seats)
    if number not in span:
        text = _("%(kind)s应选%(seats)s人，候选人应为%(span)s人，现有%(n)s人（地方组织法第二十七条）。%(todo)s")
        todo = _("请主席团或者代表再提名。") if number < span.least else _("请先组织预选，或者由候选人退出。")
        shape = {"kind": election.get_kind_display(), "seats": election.seats, "n": number, "todo": todo}
        raise Incomplete({"candidates": text % {**shape, "span": span_words(span)}})


def span_words(span: Span) -> str:
    """How many there must be, in words."""
    if span.least == span.most:
        return str(span.least)
    return _("%(least)s至%(most)s") % {"least": span.least, "most": span.most}


def _refuse_begun(election: Election) -> None:
    if election.ballots.exclude(state=BallotState.VOID).exists():
        raise WrongState(_("已经准备投票，候选人名单不能再改动。需要改动的，先把投票作废。"))


def _refuse_others(actor: User, county: int) -> None:
    if actor.county_id != county or not runs_votes(actor):
        raise NotAllowed(_("只有县人大机关的工作机构可以办理选举会务。"))
