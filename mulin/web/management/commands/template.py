"""``mulin template KIND > f.xlsx``: the empty workbook of a list."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import all_sheets, registered, write_template


class Command(BaseCommand):
    help = "输出一种表格的空白模板：places organisations units premises staff members activities"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("kind", help="、".join(entry.sheet.kind for entry in all_sheets()))
        parser.add_argument("--output", help="写到文件，默认写到标准输出")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = write_template(registered(options["kind"]).sheet)
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        if options["output"]:
            with open(options["output"], "wb") as file:
                file.write(content)
        else:
            sys.stdout.buffer.write(content)
