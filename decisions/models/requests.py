"""请示、报告: references only. What a paper to the Party committee says is nowhere in the house."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import Versioned
from decisions.rules.requests import Channel, RequestKind, RequestState


class PartyRequest(Versioned):
    """One request or report: kind, channel, number, dates; and the act it precedes, by its name and page."""

    audit_secrets = ("subject", "number", "reply_number", "act")

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    kind = models.CharField(_("类别"), max_length=8, choices=choices(RequestKind))
    channel = models.CharField(_("渠道"), max_length=14, choices=choices(Channel))
    subject = models.CharField(_("事由"), max_length=100, help_text=_("只写事由，不写内容；涉密的不得录入"))
    state = models.CharField(
        _("状态"), max_length=8, choices=choices(RequestState), default=RequestState.DRAFTED, editable=False
    )
    number = models.CharField(_("文号"), max_length=40, blank=True)
    sent_on = models.DateField(_("报送日期"), null=True, blank=True)
    reply_number = models.CharField(_("批复文号"), max_length=40, blank=True)
    replied_on = models.DateField(_("批复日期"), null=True, blank=True)
    act = models.CharField(_("相关事项"), max_length=120, blank=True, help_text=_("这件请示、报告之后要办的法定程序"))
    act_url = models.CharField(_("相关事项的页面"), max_length=200, blank=True)
    entered_on = models.DateField(_("登记日期"))
    entered_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))

    class Meta:
        verbose_name = verbose_name_plural = _("请示、报告")
        ordering: ClassVar = ["-entered_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="drafted", sent_on=None) | (~Q(state="drafted") & Q(sent_on__isnull=False)),
                name="party_request_sent_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(state="replied", kind="request", replied_on__isnull=False)
                | (~Q(state="replied") & Q(replied_on=None)),
                name="party_request_replied_is_dated",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["county", "state", "-entered_on"], name="party_request_by_state"),
            models.Index(fields=["county", "act_url"], name="party_request_by_act"),
        ]

    def __str__(self) -> str:
        return self.subject
