"""The core's configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CongressConfig(AppConfig):
    """Loads every app's ``kinds`` module, through which the core reaches objects it does not know."""

    name = "congress"
    verbose_name = _("人大核心")

    def ready(self) -> None:
        """Let the apps register themselves."""
        autodiscover_modules("kinds")
