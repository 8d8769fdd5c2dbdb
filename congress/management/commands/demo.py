"""``manage.py demo``: a believable county as of a day, for trying out and for tests."""

from datetime import date
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from congress import clock
from congress.demo.accounts import PASSWORD, PERSONAE
from congress.demo.county import County
from congress.demo.documents import build_documents
from congress.demo.meetings import build_meetings
from congress.demo.votes import build_votes
from congress.kinds import registry
from congress.models import Congress
from congress.services.base import command


class Command(BaseCommand):
    help = "建立示范县（虚构）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", type=date.fromisoformat, help="示范的“今天”，如 2026-06-10")
        parser.add_argument("--if-empty", action="store_true", help="已有数据时什么也不做")
        parser.add_argument("--personae", action="store_true", help="只列出示范账号")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["personae"]:
            self._say_personae()
        elif Congress.objects.exists():
            if not options["if_empty"]:
                raise CommandError("数据库里已有数据，示范数据只能装入空库。")
            self.stdout.write("已有数据，不装示范数据。")
        else:
            self._build(options["as_of"] or clock.today())

    @transaction.atomic
    def _build(self, as_of: date) -> None:
        """All of it in one transaction: a county half built is none, and no step waits for the disk."""
        for day in (as_of.replace(year=as_of.year - 1, month=1, day=1), as_of):
            with clock.at(day):
                call_command("reference", verbosity=0)
        with command(None, "demo", "装入示范数据"):
            county = County(as_of).build()
        build_meetings(county, as_of)
        build_votes(county)
        for build in registry.demo_builders:
            build(county, as_of)
        build_documents(county, as_of)
        self.stdout.write(f"已建立示范县：{county.name}（截至 {as_of}）。")

    def _say_personae(self) -> None:
        if not Congress.objects.filter(users__username=PERSONAE[0].username).exists():
            return
        self.stdout.write(f"示范账号（密码都是 {PASSWORD}）：")
        for persona in PERSONAE:
            self.stdout.write(f"  {persona.username:<12} {persona.name}　{persona.words}")
