"""Fill the calendar of workdays."""

from typing import Any

from django.core.management.base import BaseCommand

from mulin.foundation.workdays import known_until, seed_workdays


class Command(BaseCommand):
    """``mulin seed_workdays``: holidays and 调休 as far as they are known; days set by users stay."""

    help = "写入已公布的节假日和调休安排（不改动手工设置过的日期）"

    def handle(self, *args: Any, **options: Any) -> None:
        count = seed_workdays()
        self.stdout.write(f"新增 {count} 天；安排已知至 {known_until()}，之后按周一至周五为工作日计算")
