"""``manage.py audit seal|verify``: chain the ledger now, or check every seal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from congress.services import audit


class Command(BaseCommand):
    help = "封存（seal）或核对（verify）审计台账"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["seal", "verify"])

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "seal":
            self.stdout.write(f"已封存 {audit.seal()} 条变更。")
            return
        broken = audit.verify()
        if broken is not None:
            raise CommandError(f"第 {broken} 号封存与台账不符。")
        self.stdout.write("全部封存核对无误。")
