"""What every table of the house shares: how it is audited and how a version is kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class House(models.Model):
    """Base of all audited tables.

    ``audit_secrets`` are columns the audit ledger must not hold. ``ledger`` tables refuse a write
    that announces no command; ``append_only`` tables refuse UPDATE and DELETE in the database. A
    ``derived`` table says only what others say, can be computed anew from them, and is not recorded.
    """

    audit_secrets: ClassVar[tuple[str, ...]] = ()
    ledger: ClassVar[bool] = False
    append_only: ClassVar[bool] = False
    derived: ClassVar[bool] = False

    class Meta:
        abstract = True


class Versioned(House):
    """A row that two people may have open at once: the form carries the version it saw."""

    version = models.PositiveIntegerField(_("版本"), default=1, editable=False)

    class Meta:
        abstract = True
