"""``manage.py prepare``: everything a start asks of the database, in one process instead of three."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from congress.services import derived


class Command(BaseCommand):
    help = "更新数据库结构，装载法规与参数，按需装入示范县"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="库里没有数据时装入示范县")

    def handle(self, *args: Any, **options: Any) -> None:
        self._run("更新数据库结构", "migrate", interactive=False)
        self._run("更新法规与参数", "reference")
        self.stdout.write("补齐检索文本和统计行 …")
        derived.complete()
        if options["demo"]:
            self._run("准备示范县", "demo", if_empty=True)

    def _run(self, title: str, name: str, **options: Any) -> None:
        """Say what is being done: when it fails, the last title says where."""
        self.stdout.write(f"{title} …")
        call_command(name, stdout=self.stdout, stderr=self.stderr, **options)
