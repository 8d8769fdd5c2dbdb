"""The yearly list of major matters: drafted by an office, adopted by the chairpersons' meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from congress.labels import label
from congress.models import Congress, Meeting, User
from congress.refusals import Incomplete, WrongState
from congress.rules.meetings import MeetingKind, MeetingState
from congress.services.base import command, locked, save
from congress.services.steps import need
from decisions.models import ListEntry, MatterList
from decisions.rules.matters import Field, MatterForm, Proposer, may_propose
from decisions.services.common import refuse_future, require_office


@dataclass(frozen=True)
class Wanted:
    """A line as it is typed; ``amount`` in ten thousand yuan is where the matter becomes major."""

    field: Field
    title: str
    form: MatterForm
    proposer: Proposer
    range: str = ""
    amount: int | None = None
    month: int | None = None


def start_list(*, actor: User, county: Congress, year: int, note: str = "") -> MatterList:
    """Begin the list of a year. Raises NotAllowed; WrongState when there is one."""
    require_office(actor, county.pk)
    with command(actor, "start_matter_list"):
        if MatterList.objects.filter(county=county, year=year).exists():
            raise WrongState(_("%(year)s年的清单已经有了，请在原清单上修改。") % {"year": year})
        return MatterList.objects.create(county=county, year=year, note=note)


def add_entry(*, actor: User, matter_list: MatterList, wanted: Wanted, version: int | None = None) -> ListEntry:
    """Add a line to a list that is not adopted. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    require_office(actor, matter_list.county_id)
    with command(actor, "add_list_entry"):
        matter_list = _open(matter_list, version)
        title = need("title", wanted.title, _("请写明事项。"))
        if not may_propose(wanted.form, wanted.proposer, signers=99):
            text = _("这类事项不能由%(who)s提请，请核对提请主体（地方组织法第五十二条）。")
            raise Incomplete({"proposer": text % {"who": label(wanted.proposer)}})
        last = matter_list.entries.aggregate(last=Max("position"))["last"] or 0
        entry = ListEntry.objects.create(
            list=matter_list,
            position=last + 1,
            field=wanted.field,
            title=title,
            range=wanted.range,
            amount=wanted.amount,
            form=wanted.form,
            proposer=wanted.proposer,
            month=wanted.month,
        )
        save(matter_list)
    return entry


def remove_entry(*, actor: User, entry: ListEntry) -> None:
    """Take a line off a list that is not adopted. Raises NotAllowed, WrongState."""
    require_office(actor, entry.list.county_id)
    with command(actor, "remove_list_entry"):
        _open(entry.list, None)
        entry.delete()


def adopt_list(
    *, actor: User, matter_list: MatterList, meeting: Meeting, on: date, version: int | None = None
) -> MatterList:
    """Record that the chairpersons' meeting adopted the list.

    Raises NotAllowed, WrongState, Conflict; Incomplete for an empty list, another meeting or one not held.
    """
    require_office(actor, matter_list.county_id)
    with command(actor, "adopt_matter_list"):
        matter_list = _open(matter_list, version)
        refuse_future("on", on)
        if not matter_list.entries.exists():
            raise Incomplete({"meeting": _("清单还没有事项，不能登记通过。")})
        held = meeting.state in {MeetingState.OPEN, MeetingState.CLOSED}
        if meeting.kind != MeetingKind.CHAIRPERSONS or meeting.county_id != matter_list.county_id or not held:
            raise Incomplete({"meeting": _("年度清单由主任会议通过，请选择已经举行的主任会议。")})
        matter_list.adopted_on, matter_list.meeting = on, meeting
        save(matter_list)
    return matter_list


def _open(matter_list: MatterList, version: int | None) -> MatterList:
    matter_list = locked(matter_list, version)
    if matter_list.adopted_on is not None:
        raise WrongState(_("清单已由主任会议通过，不能再改动；新增的事项按清单外事项登记。"))
    return matter_list
