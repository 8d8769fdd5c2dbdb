"""Beginning a document from a thing of an app: one button, and the draft opens for writing."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congress.kinds import registry
from congress.rules.documents.life import DocumentState
from congress.services.documents.drafting import draft_from
from congress.views.base import SignedInRequest, done


@login_required
@require_POST
def begin(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    """Begin the document an app drafts, or go on with the one begun already."""
    kind = registry.drafts.get(key)
    if kind is None or kind.read(request.user, pk) is None:
        raise Http404
    document = draft_from(actor=request.user, key=key, pk=pk)
    if document.state != DocumentState.DRAFT:
        return redirect("document", document.pk)
    return done(request, _("已按现有内容起草，请核对修改。"), "document-edit", document.pk)
