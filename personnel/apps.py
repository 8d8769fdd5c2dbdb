"""Appointments and removals, oaths, and supervision after appointment."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PersonnelConfig(AppConfig):
    """Registers what it brings with the core through ``personnel.kinds``."""

    name = "personnel"
    verbose_name = _("人事任免")
