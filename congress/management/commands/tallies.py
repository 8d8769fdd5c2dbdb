"""``manage.py tallies [--check]``: compute the tally anew, or compare it with the base tables."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from congress.models import FollowUp
from congress.services.tallies import rebuild


class Command(BaseCommand):
    help = "重算统计行；加 --check 只核对，不改动"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="只核对")
        parser.add_argument("--county", type=int, help="只算一个县")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = FollowUp.objects.order_by("pk")
        if options["county"]:
            rows = rows.filter(county=options["county"])
        found = rebuild(rows.values_list("pk", flat=True).iterator(), write=not options["check"])
        text = f"缺 {found.added} 行，不符 {found.changed} 行，多余 {found.removed} 行"
        if not options["check"]:
            self.stdout.write(f"已重算：{text}。")
        elif found.total:
            raise CommandError(f"统计行与台账不一致：{text}。请运行 manage.py tallies 重算。")
        else:
            self.stdout.write("统计行与台账一致。")
