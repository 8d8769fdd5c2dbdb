"""What the public reads of a suggestion: by the deputy's consent and the unit's, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congress.models import Reply
from congress.rules.followups import ReplyState
from deputies.access import published, published_replies
from deputies.models import Suggestion
from deputies.rules import Publicity


@dataclass(frozen=True)
class PublicReply:
    """An answer without its contact person, telephone and inner papers."""

    department: str
    number: str
    dated: date
    outcome: str
    text: str


@dataclass(frozen=True)
class PublicPage:
    """A published suggestion; empty fields are those nobody agreed to show."""

    number: str
    title: str
    published_on: date | None
    congress: str
    lead: str
    body: str
    replies: Sequence[PublicReply]


def rows(words: str) -> QuerySet[Suggestion]:
    """Published suggestions whose title holds the words, newest first."""
    found = published().select_related("county", "session__term", "author__person", "author__delegation")
    for word in words.split():
        found = found.filter(title__icontains=word)
    return found.order_by("-published_on", "-id")


def page(suggestion: Suggestion) -> PublicPage:
    """What is shown of one, as read from :func:`rows`."""
    whole = suggestion.publicity == Publicity.ALL
    answers = published_replies().filter(assignment__followup=suggestion.followup_id)
    return PublicPage(
        number=suggestion.number,
        title=suggestion.title,
        published_on=suggestion.published_on,
        congress=suggestion.county.name,
        lead=str(suggestion.author or "") if whole else "",
        body=suggestion.body if whole else "",
        replies=[_reply(row) for row in answers.select_related("assignment__department", "outcome")],
    )


def _reply(row: Reply) -> PublicReply:
    return PublicReply(str(row.assignment.department), row.number, row.dated, row.outcome.label, row.summary)


def will_show(suggestion: Suggestion) -> list[str]:
    """What publishing will show, in sentences, before it is confirmed."""
    if suggestion.publicity == Publicity.TITLE:
        return [_("代表只同意公开标题：公开页面只显示编号和标题，不显示内容、代表姓名和答复。")]
    issued = Reply.objects.filter(assignment__followup=suggestion.followup_id, state=ReplyState.ISSUED)
    lines = [_("公开标题、内容和领衔代表姓名；不公开电话、评价、内部材料和附件。")]
    for reply in issued.select_related("assignment__department"):
        shape = _("%(unit)s的答复：公开。") if reply.may_publish else _("%(unit)s不同意公开答复：不公开。")
        lines.append(shape % {"unit": reply.assignment.department})
    return lines
