"""Decisions on major matters, livelihood projects, requests to the Party committee, the year's figures."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    """Registers what it brings with the core through ``decisions.kinds``."""

    name = "decisions"
    verbose_name = _("重大事项")
