"""``mulin rebuild``: derive everything again from the facts."""

from typing import Any

from django.core.management.base import BaseCommand

from mulin.web.actions import keeping


class Command(BaseCommand):
    help = "从事实重新推算一切，并说出有多少行原先不对"

    def handle(self, *args: Any, **options: Any) -> None:
        for name, number in keeping.rebuild().items():
            self.stdout.write(f"{name}：改正 {number} 行")
