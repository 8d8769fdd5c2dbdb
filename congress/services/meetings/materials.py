"""登记材料: what was handed in for an item, when, and why late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import Material, User
from congress.queries.meetings.checklist import lateness
from congress.refusals import Incomplete, WrongState
from congress.rules.followups import Clock
from congress.rules.meeting_moves import MeetingEvent
from congress.services import deadlines
from congress.services.base import command, locked, save
from congress.services.files import Upload, store
from congress.services.meetings.steps import keep, take_with


def receive_material(
    *,
    actor: User,
    material: Material,
    received_on: date | None = None,
    late_reason: str = "",
    files: Sequence[Upload] = (),
    version: int | None = None,
) -> Material:
    """Enter that a material was received, with its files or the paper.

    A late one is taken with its reason. Raises NotAllowed, Conflict, WrongState when it was received before;
    Incomplete when it is late and no reason is given (the text names the rule), for a day to come, or without a file.
    """
    day = received_on or today()
    with command(actor, "receive_material", late_reason):
        meeting, item = take_with(actor, MeetingEvent.RECEIVE, material.item, None)
        row = locked(material, version)
        row.item = item
        if row.received_on is not None:
            raise WrongState(_("这份材料已经登记收到，需要更换的请再添加文件。"))
        if day > today():
            raise Incomplete({"received_on": _("日期在今天之后，请核对。")})
        reason = late_reason.strip()[:200]
        if day > row.due_on and not reason:
            raise Incomplete({"late_reason": lateness(row, meeting)})
        if not files:
            raise Incomplete({"attached": _("请上传材料，或者勾选“收讫（纸质）”。")})
        row.received_on, row.received_by = day, actor
        row.late_reason = reason if day > row.due_on else ""
        save(row)
        for upload in files:
            store(actor=actor, county=meeting.county, upload=upload, material=row)
        deadlines.stop(item, Clock(row.clock))
        keep(meeting)
    return row


def add_files(*, actor: User, material: Material, files: Sequence[Upload]) -> Material:
    """Add files to a material that was received: a corrected version goes beside the first one."""
    if not files:
        raise Incomplete({"attached": _("请选择文件。")})
    with command(actor, "add_material_files"):
        meeting, _item = take_with(actor, MeetingEvent.RECEIVE, material.item, None)
        for upload in files:
            store(actor=actor, county=meeting.county, upload=upload, material=material)
    return material
