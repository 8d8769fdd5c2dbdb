"""``manage.py documents``: counts the digests of every issued document anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.models import Frozen
from congress.queries.documents.printing import verify


class Command(BaseCommand):
    help = gettext_lazy("核验全部已印发公文的定稿和PDF")  # type: ignore[assignment]

    def handle(self, *args: Any, **options: Any) -> None:
        rows = Frozen.objects.select_related("document").order_by("pk")
        wrong = [frozen for frozen in rows.iterator(chunk_size=50) if not verify(frozen).agrees]
        for frozen in wrong:
            self.stdout.write(_("不一致：%(document)s") % {"document": frozen.document})
        total = rows.count()
        if wrong:
            raise CommandError(_("共 %(n)s 件，其中 %(wrong)s 件与印发时不一致。") % {"n": total, "wrong": len(wrong)})
        self.stdout.write(_("共 %(n)s 件，都与印发时一致。") % {"n": total})
