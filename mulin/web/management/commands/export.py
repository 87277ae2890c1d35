"""``mulin export KIND > f.xlsx``: a list as a workbook, of what the acting account may see."""

import argparse
import shutil
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import all_sheets
from mulin.identity.queries import acting_user, add_acting
from mulin.web.actions import exchange


class Command(BaseCommand):
    help = "把一种列表导出为 Excel（格式与导入相同）"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("kind", help="、".join(entry.sheet.kind for entry in all_sheets()))
        parser.add_argument("--output", help="写到文件，默认写到标准输出")
        add_acting(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            file = exchange.take_out(options["kind"], by=acting_user(options))
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        if options["output"]:
            with open(options["output"], "wb") as target:
                shutil.copyfileobj(file, target)
        else:
            shutil.copyfileobj(file, sys.stdout.buffer)
