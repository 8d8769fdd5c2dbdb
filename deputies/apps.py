"""What deputies do: suggestions and their co-signers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeputiesConfig(AppConfig):
    """Registers the suggestion with the core through ``deputies.kinds``."""

    name = "deputies"
    verbose_name = _("代表工作")
