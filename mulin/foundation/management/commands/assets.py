"""``mulin assets``: copies the front-end libraries that npm brought to ``static/vendor``."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mulin.foundation.vendoring import copy_assets


class Command(BaseCommand):
    """Safe to repeat; nothing in ``static/vendor`` is committed."""

    help = "把 npm 装好的前端文件复制到 static/vendor"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--node-modules", type=Path, default=settings.ROOT / "node_modules")
        parser.add_argument("--target", type=Path, default=settings.ROOT / "static" / "vendor")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            packages = copy_assets(options["node_modules"], options["target"])
        except FileNotFoundError as error:
            raise CommandError(f"缺少前端文件 {error.filename}，请先运行 npm ci") from error
        for package in packages:
            self.stdout.write(f"{package['name']} {package['version']} ({package['licence']})")
