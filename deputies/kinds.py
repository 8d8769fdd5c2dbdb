"""What the core is told about suggestions."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.access import VISIBLE, Anyone, Standing
from congress.kinds import DeskItem, Kind, Traits, registry
from congress.models import Attachment, Congress, FollowUp, Party, Reply, User
from congress.queries.parameters import number
from congress.rules.followups import Clock, FollowUpState, PartyPart, ReplyState
from congress.rules.roles import OFFICE
from congress.rules.transitions import Event
from deputies import access
from deputies.demo import build_suggestions
from deputies.demo.motions import build_motions
from deputies.imports import SUGGESTIONS
from deputies.models import Category, Cosigner, Motion, MotionSigner, Suggestion, SuggestionFile
from deputies.queries.annual import FIGURES
from deputies.queries.motions import desk_items as motion_items
from deputies.reference import load_categories
from deputies.rules import SUGGESTION, CosignState, Difficulty, SuggestionState

RULES = {
    Clock.HAND_OVER: "suggestion.hand_over",
    Clock.FORWARD: "suggestion.forward",
    Clock.SIGN_FOR: "suggestion.sign_for",
    Clock.RETURN: "suggestion.return",
    Clock.REASSIGN: "suggestion.reassign",
    Clock.CO_OPINION: "suggestion.co_opinion",
    Clock.CO_OPINION_REDO: "suggestion.co_opinion.redo",
    Clock.CONTACT: "suggestion.first_contact",
    Clock.EXTENSION: "suggestion.reply.difficult",
    Clock.CHECK: "suggestion.check",
    Clock.EVALUATION: "suggestion.evaluation",
    Clock.REWORK: "suggestion.rework",
    Clock.PROMISE: "suggestion.promise",
    Clock.PROMISE_EVALUATION: "suggestion.promise.evaluation",
}
ROUTES = {
    Event.ACCEPT: "suggestion-accept-followup",
    Event.SEND_BACK: "suggestion-send-back",
    Event.RESUBMIT: "suggestion-resubmit",
    Event.DECLINE: "suggestion-decline",
    Event.MERGE: "suggestion-merge",
    Event.TRANSFER: "suggestion-transfer",
    Event.WITHDRAW: "suggestion-withdraw",
}


def rule_of(followup: FollowUp, clock: Clock) -> str:
    """The deadline rule of a suggestion's clock; the answer's depends on its difficulty (代表法 §51)."""
    if clock is Clock.REPLY:
        return f"suggestion.reply.{followup.suggestion.difficulty or Difficulty.ORDINARY}"
    return RULES[clock]


def extendable(followup: FollowUp) -> bool:
    """An ordinary suggestion's three months may become six, once (代表法 §51)."""
    return bool(followup.suggestion.difficulty != Difficulty.DIFFICULT)


def max_rounds(county: Congress) -> int:
    """How often a dissatisfied deputy's suggestion is handled again before a conference."""
    return number(county, "suggestion.rework.max_rounds")


def texts(followups: Collection[int]) -> Mapping[int, str]:
    """The papers' own words, for the search."""
    return dict(Suggestion.objects.filter(followup__in=followups).values_list("followup", "body"))


def traits(followups: Collection[int]) -> Mapping[int, Traits]:
    """By what suggestions are counted; the category from acceptance on, as the office fixed it."""
    rows = Suggestion.objects.filter(followup__in=followups).values_list(
        "followup", "category__code", "author__delegation", "session", "origin", "difficulty"
    )
    return {row[0]: Traits(row[1] or "", *row[2:]) for row in rows}


def categories(county: Congress) -> Mapping[str, str]:
    """The categories' words by code, in the order of their scheme; the latest year's word counts."""
    rows = Category.objects.filter(Q(county=county) | Q(county=None)).order_by("year", "place_order", "code")
    return dict(rows.values_list("code", "label"))


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """Drafts to finish and invitations to answer; signed sheets a clerk of a township may type in."""
    if who.mandate is None:
        return _sheets(who) if access.may_enter(user) else []
    drafts = Suggestion.objects.filter(author=who.mandate, state=SuggestionState.DRAFT).order_by("-saved_at")[:20]
    invitations = (
        Cosigner.objects.filter(mandate=who.mandate, state=CosignState.INVITED)
        .exclude(suggestion__state=SuggestionState.ACCEPTED)
        .select_related("suggestion__author__person", "suggestion__author__delegation")
    )
    return [_invitation(row) for row in invitations[:20]] + [_draft(row) for row in drafts]


def _sheets(who: Standing) -> list[DeskItem]:
    """Answers to be evaluated on paper, because the suggestion itself came on paper through this office."""
    offices = who.bodies(OFFICE)
    recorded = Party.objects.filter(part=PartyPart.RECORDER, body__in=offices).values("followup")
    rows = Reply.objects.filter(
        state=ReplyState.ISSUED,
        assignment__round=F("assignment__followup__round"),
        assignment__followup__state=FollowUpState.ANSWERED,
        assignment__followup__in=recorded,
        assignment__followup__suggestion__entered_by__isnull=False,
        evaluations=None,
    )
    related = rows.select_related("assignment__followup", "assignment__department").order_by("issued_at", "id")
    return [_sheet(row) for row in related[:20]]


def _sheet(row: Reply) -> DeskItem:
    followup = row.assignment.followup
    return DeskItem(
        title=f"{followup.number}　{followup.title}",
        url=reverse("suggestion-of-followup", args=[followup.pk]),
        subject=followup.asked_by,
        task=_("%(unit)s已答复，请送征询意见表并代录") % {"unit": row.assignment.department},
        verb=_("代录评价"),
        since=timezone.localdate(row.issued_at),
    )


def _invitation(row: Cosigner) -> DeskItem:
    author = row.suggestion.author
    return DeskItem(
        title=row.suggestion.title or _("（尚无标题）"),
        url=reverse("suggestion-cosign", args=[row.suggestion_id]),
        subject=_("领衔 %(author)s") % {"author": author},
        task=_("回应附议邀请"),
        verb=_("附议"),
        since=timezone.localdate(row.invited_at),
    )


def _draft(row: Suggestion) -> DeskItem:
    return DeskItem(
        title=row.title or _("（尚无标题的草稿）"),
        url=reverse("suggestion-write", args=[row.pk]),
        subject=_("草稿"),
        task=_("写完并提交"),
        verb=_("继续写"),
        since=timezone.localdate(row.saved_at),
    )


def files(user: Anyone) -> QuerySet[Attachment]:
    """Files of the suggestions one may read; their author's wish binds the public only."""
    return Attachment.objects.filter(
        pk__in=SuggestionFile.objects.filter(suggestion__in=access.suggestions(user)).values("attachment")
    )


VISIBLE[Suggestion] = access.suggestions
VISIBLE[Cosigner] = access.cosigners
VISIBLE[SuggestionFile] = access.suggestion_files
VISIBLE[Motion] = access.motions
VISIBLE[MotionSigner] = access.motion_signers
registry.add(
    Kind(
        key=SUGGESTION,
        label=gettext_lazy("代表建议"),
        page="suggestion-of-followup",
        rule_of=rule_of,
        extendable=extendable,
        max_rounds=max_rounds,
        texts=texts,
        routes=ROUTES,
        tasks={FollowUpState.FILED: gettext_lazy("审查受理")},
        traits=traits,
        categories=categories,
        listed="suggestions",
    )
)
registry.imports[SUGGESTIONS.key] = SUGGESTIONS
registry.desk_sources += [desk_items, motion_items]
registry.file_sources.append(files)
registry.reference_loaders.append(load_categories)
registry.annual_figures += FIGURES
registry.demo_builders += [build_suggestions, build_motions]
