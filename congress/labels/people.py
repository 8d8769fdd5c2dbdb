"""Words of posts."""

from enum import Enum

from django.utils.translation import gettext_lazy as _

from congress.rules.roles import (
    Role,
)

LABELS: dict[Enum, object] = {
    Role.CHAIR: _("常委会主任"),
    Role.VICE_CHAIR: _("常委会副主任"),
    Role.MEMBER: _("常委会委员"),
    Role.DIRECTOR: _("办公室主任"),
    Role.HEAD: _("机构负责人"),
    Role.CLERK: _("工作人员"),
    Role.ADMINISTRATOR: _("系统管理员"),
    Role.AUDITOR: _("审计员"),
    Role.UNIT_LEADER: _("单位分管领导"),
    Role.UNIT_CONTACT: _("单位联络员"),
}

TONES: dict[Enum, str] = {}
