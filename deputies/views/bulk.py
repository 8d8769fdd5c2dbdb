"""批量交办 and 批量催办 from the ledger: what will happen, and afterwards what did and did not."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from congress.access import visible_to
from congress.forms.base import CommandForm
from congress.forms.parts import words
from congress.models import FollowUp
from congress.rules.followups import Clock
from congress.services.assigning import hand_over_many
from congress.services.urging import urge_many
from congress.views.assigning import foreseen
from congress.views.base import SignedInRequest
from deputies.access import presses_many
from deputies.kinds import rule_of
from deputies.services.bulk import Many, Planned, chosen, plan

RESULT = "bulk_result"
TITLES = {Many.HAND_OVER: gettext_lazy("批量交办"), Many.URGE: gettext_lazy("批量催办")}


class BulkForm(CommandForm):
    """One word to all the units of the batch."""

    text = words(gettext_lazy("交办意见或者催办要求"), required=False)


@login_required
@require_POST
def bulk(request: SignedInRequest) -> HttpResponse:
    """Show what will happen to each chosen suggestion; confirmed, do it and go on to the result."""
    if not presses_many(request.user):
        raise Http404
    what = request.POST.get("what")
    keys = [int(key) for key in request.POST.getlist("rows") if key.isdecimal() and len(key) < 18]
    if what not in set(Many) or not keys:
        messages.warning(request, _("请先勾选建议，再选择批量交办或者批量催办。"))
        return redirect("suggestions")
    followups = list(chosen(request.user, keys))
    if "confirmed" in request.POST:
        form = BulkForm(request.POST)
        if form.is_valid():
            return _run(request, Many(what), followups, form.cleaned_data["text"])
    else:
        form = BulkForm()
    return _confirm(request, Many(what), form, plan(request.user, Many(what), followups))


def _confirm(request: SignedInRequest, what: Many, form: BulkForm, planned: list[Planned]) -> HttpResponse:
    ready = [row for row in planned if not row.refusal]
    context = {
        "title": TITLES[what],
        "what": what.value,
        "rows": [row.followup.pk for row in planned],
        "form": form,
        "ready": ready,
        "refused": [row for row in planned if row.refusal],
        "lines": _lines(what, ready),
        "cancel_url": reverse("suggestions"),
    }
    return render(request, "deputies/bulk.html", context, status=422 if form.errors else 200)


def _lines(what: Many, ready: list[Planned]) -> list[str]:
    """What the batch starts: for each legal clock its date and arithmetic, once."""
    if what is Many.URGE:
        return [_("通知每个尚未办理完毕的承办单位的联络员、分管领导和转交单位，每个单位一张催办通知单。")]
    clocks = {rule_of(row.followup, Clock.REPLY): row.followup for row in ready}
    through = _("政府系统的单位由政府办（督查室）转交；其他单位直接收到。")
    return [through, *(line for followup in clocks.values() for line in foreseen(followup, Clock.REPLY))]


def _run(request: SignedInRequest, what: Many, followups: list[FollowUp], text: str) -> HttpResponse:
    if what is Many.HAND_OVER:
        made, refused = hand_over_many(actor=request.user, followups=followups, note=text)
        done = len({row.followup_id for row in made})
    else:
        urged, refused = urge_many(actor=request.user, followups=followups, text=text)
        done = len({row.assignment.followup_id for row in urged})
    request.session[RESULT] = {"what": what.value, "done": done, "refused": {str(k): v for k, v in refused.items()}}
    return redirect("suggestions-bulk-done")


@login_required
def bulk_done(request: SignedInRequest) -> HttpResponse:
    """What was done, and who was refused and why; can be read again, does nothing."""
    result = request.session.get(RESULT)
    if result is None or not presses_many(request.user):
        raise Http404
    rows = visible_to(request.user, FollowUp).filter(pk__in=result["refused"]).select_related("suggestion")
    context = {
        "title": TITLES[Many(result["what"])],
        "done": result["done"],
        "refused": [(row, result["refused"][str(row.pk)]) for row in rows],
    }
    return render(request, "deputies/bulk_done.html", context)
