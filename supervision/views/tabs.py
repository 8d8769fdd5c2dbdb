"""The lists of supervision side by side."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from congress.views.base import SignedInRequest, Tab
from supervision.access.normative import reads_audits, reads_normative
from supervision.access.opinions import reads_list
from supervision.access.topics import reads_supervision


def tabs(request: SignedInRequest, here: str) -> list[Tab]:
    """The lists of supervision a reader has, ``here`` (the name of its address) being open."""
    user = request.user
    found = [
        ("supervision", _("年度计划"), reads_supervision(user)),
        ("opinions", _("审议意见"), reads_list(user)),
        ("opinion-items", _("办理台账"), reads_list(user)),
        ("normatives", _("备案审查"), reads_normative(user)),
        ("audits", _("审计整改"), reads_audits(user)),
        ("activities", _("活动"), reads_supervision(user)),
    ]
    return [Tab(text, reverse(name), name == here) for name, text, reads in found if reads]
