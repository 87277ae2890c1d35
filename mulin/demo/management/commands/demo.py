"""``mulin demo``: build the demo street once. ``--accounts`` prints whom one can sign in as."""

import argparse
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mulin.demo.accounts import ACCOUNTS
from mulin.demo.building import build, is_there


class Command(BaseCommand):
    help = "建立演示街道（只建一次）；--accounts 打印演示账号"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--accounts", action="store_true", help="只打印地址和演示账号")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("正式环境不能建立演示街道")
        if options["accounts"]:
            self.say_accounts(options["port"])
            return
        if is_there():
            self.stdout.write("演示街道已经在了")
            return
        started = time.perf_counter()
        build(self.stdout.write)
        self.stdout.write(f"演示街道建成，用时 {time.perf_counter() - started:.0f} 秒")

    def say_accounts(self, port: int) -> None:
        """The address, and one account per kind of person."""
        self.stdout.write(
            f"\n睦邻已启动：http://localhost:{port}\n演示环境不需要第二重验证。密码都是 {ACCOUNTS[0].password}\n"
        )
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.username:<14} {account.title}")
