"""``mulin tick [--date D]``: the work of a morning; safe to repeat."""

import argparse
import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mulin.foundation.clock import today
from mulin.web.actions import keeping


class Command(BaseCommand):
    help = "每天早上运行：开启周期、按当天重算、封存审计链、清理过期内容；可以重复运行"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--date", type=datetime.date.fromisoformat, default=None, help="当作哪一天（仅演示环境）")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["date"]:
            if not settings.DEMO:
                raise CommandError("正式环境只能按今天运行", returncode=2)
            settings.TODAY = options["date"]
        for name, number in keeping.tick(today()).items():
            self.stdout.write(f"{name}：{number}")
