"""The work of supervision: topics and plan, activities, deliberation opinions, normative documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    """Registers what it brings with the core through ``supervision.kinds``."""

    name = "supervision"
    verbose_name = _("监督工作")
