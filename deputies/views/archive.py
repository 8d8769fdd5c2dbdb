"""归档 of a suggestion as one PDF."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from congress.documents import pdf_response
from congress.views.base import SignedInRequest
from deputies.access import reads_archive
from deputies.documents import archive_pdf
from deputies.views.suggestion import readable


@login_required
def archive(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything of a suggestion, for offices and leaders."""
    row = readable(request, pk)
    if row.followup is None or not reads_archive(request.user):
        raise Http404
    return pdf_response(archive_pdf(request.user, row), _("建议办理档案 %(number)s") % {"number": row})
