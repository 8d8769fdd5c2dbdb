"""请示、报告: entered as a reference, sent, answered. What they say is never in the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import Congress, User
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.services.base import command, locked, save
from congress.services.steps import need
from decisions.access import reads_requests
from decisions.models import PartyRequest
from decisions.rules.requests import SENT_TO, Channel, RequestKind, RequestState, one_matter
from decisions.services.common import refuse_future


@dataclass(frozen=True)
class Reference:
    """A request or report as it is entered; ``act`` and its page are what it precedes."""

    kind: RequestKind
    channel: Channel
    subject: str
    act: str = ""
    act_url: str = ""


def _require(actor: User, county_id: int) -> None:
    if actor.county_id != county_id or not reads_requests(actor):
        raise NotAllowed(_("请示、报告由常委会领导和办公室登记。"))


def enter_request(*, actor: User, county: Congress, reference: Reference) -> PartyRequest:
    """登记. Raises NotAllowed; Incomplete when a request asks several things, or points outside the house."""
    _require(actor, county.pk)
    with command(actor, "enter_party_request"):
        subject = need("subject", reference.subject, _("请写明事由。"))
        if not one_matter(reference.kind, subject):
            raise Incomplete({"subject": _("请示一文一事：几件事请分别请示、分别登记。")})
        url = reference.act_url.strip()
        if url and (not url.startswith("/") or url.startswith("//")):
            raise Incomplete({"act_url": _("请填写本系统内的页面，如 /decisions/12/。")})
        return PartyRequest.objects.create(
            county=county,
            kind=reference.kind,
            channel=reference.channel,
            subject=subject,
            act=reference.act.strip(),
            act_url=url,
            entered_on=today(),
            entered_by=actor,
        )


def send_request(
    *, actor: User, request: PartyRequest, on: date, number: str = "", version: int | None = None
) -> PartyRequest:
    """登记报送. A request then waits for its answer. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    _require(actor, request.county_id)
    with command(actor, "send_party_request"):
        request = locked(request, version)
        if request.state != RequestState.DRAFTED:
            raise WrongState(_("这件已经登记报送，请返回查看最新情况。"))
        refuse_future("on", on)
        request.sent_on, request.number = on, number.strip()
        request.state = SENT_TO[RequestKind(request.kind)]
        save(request)
    return request


def record_reply(
    *, actor: User, request: PartyRequest, on: date, number: str = "", version: int | None = None
) -> PartyRequest:
    """登记批复: its day and number, not its words. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    _require(actor, request.county_id)
    with command(actor, "record_party_reply"):
        request = locked(request, version)
        if request.state != RequestState.SENT:
            raise WrongState(_("只有已经报送、等待批复的请示可以登记批复。"))
        refuse_future("on", on)
        if request.sent_on and on < request.sent_on:
            raise Incomplete({"on": _("批复日期早于报送日期，请核对。")})
        request.replied_on, request.reply_number, request.state = on, number.strip(), RequestState.REPLIED
        save(request)
    return request
