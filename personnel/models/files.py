"""Files of personnel: photographs of a ceremony, the paper of a duty report, of a review."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.models.base import House


class PersonnelFile(House):
    """附件 of exactly one thing of personnel."""

    attachment = models.OneToOneField("congress.Attachment", models.PROTECT, related_name="+", verbose_name=_("附件"))
    ceremony = models.ForeignKey(
        "personnel.Ceremony", models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("仪式")
    )
    report = models.ForeignKey(
        "personnel.DutyReport", models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("履职报告")
    )
    review = models.ForeignKey(
        "personnel.Review", models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("述职评议")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("人事附件")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ceremony__isnull=False, report=None, review=None)
                | Q(ceremony=None, report__isnull=False, review=None)
                | Q(ceremony=None, report=None, review__isnull=False),
                name="personnel_file_of_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.attachment)
