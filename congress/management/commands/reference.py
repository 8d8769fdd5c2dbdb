"""``reference``: loads laws, rules of deadlines, parameters, classes and holidays; safe to repeat."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.services import reference
from congress.services.reference import Tally


class Command(BaseCommand):
    """Prints per table what was added, updated, left alone, or kept because the county changed it."""

    help = gettext_lazy("装载法律依据、期限规则、参数、类别和放假安排；可以重复执行，不改本县自己的设置")  # type: ignore[assignment]

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            tallies = reference.load()
        except reference.BadReference as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.report(tallies)

    def report(self, tallies: list[Tally]) -> None:
        """One line a table, the changes below it, and the sum."""
        for tally in tallies:
            self.stdout.write(sentence(tally))
            for line in tally.changes:
                self.stdout.write(f"  {line}")
        self.stdout.write(sentence(Tally.total(_("合计"), (tally.counts() for tally in tallies))))


def sentence(tally: Tally) -> str:
    """期限规则：新增 3，更新 1，未变 120; kept rows are named only when there are any."""
    shape = {"label": tally.label, **tally.counts()}
    text = _("%(label)s：新增 %(added)s，更新 %(updated)s，未变 %(unchanged)s") % shape
    return text + (_("，保留本县修改 %(kept)s") % shape if tally.kept else "")
