"""What somebody keeps of a list: a filter under a name, or the columns he chose."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congress.models.base import House


class SavedView(House):
    """常用视图: the filters of a list's address bar under a name.

    The row without a name keeps the columns its owner last chose for that page.
    """

    user = models.ForeignKey("congress.User", models.CASCADE, related_name="saved_views", verbose_name=_("账号"))
    page = models.CharField(_("页面"), max_length=40)
    name = models.CharField(_("名称"), max_length=30, blank=True)
    query = models.CharField(_("筛选条件"), max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("常用视图")
        ordering: ClassVar = ["page", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "page", "name"], name="saved_view_unique")]

    def __str__(self) -> str:
        return self.name
