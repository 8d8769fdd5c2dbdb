"""What is searched of a follow-up: one row of text each, with an index that finds two characters."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from congress.models.base import House


class Pairs(models.Func):
    """Every two neighbouring characters of a text, by the database's own function (see the first migration)."""

    function = "search_pairs"
    output_field = ArrayField(models.TextField())  # type: ignore[assignment]


class SearchRow(House):
    """检索文本 of one follow-up: number, title, who asked, the units and the owner's own words, in small letters.

    Each part stands on a line of its own, so that no word is found across two of them. The text is a
    copy of rows that are audited themselves, so the audit ledger keeps none of it.
    """

    audit_secrets = ("text",)

    county = models.ForeignKey(
        "congress.Congress", models.PROTECT, related_name="+", db_index=False, verbose_name=_("县")
    )
    kind = models.CharField(_("类别"), max_length=30)
    followup = models.OneToOneField(
        "congress.FollowUp", models.CASCADE, related_name="search", verbose_name=_("跟踪事项")
    )
    text = models.TextField(_("检索文本"))

    class Meta:
        verbose_name = verbose_name_plural = _("检索文本")
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [GinIndex("county", Pairs("text"), name="search_by_pairs")]

    def __str__(self) -> str:
        return self.text.partition("\n")[2][:40]
