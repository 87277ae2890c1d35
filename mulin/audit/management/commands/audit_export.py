"""``mulin audit_export > log.jsonl``: the sealed log, one entry a line, for the stand-alone verifier."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from mulin.audit import queries


class Command(BaseCommand):
    help = "导出已封存的审计日志（每行一条 JSON），末尾在标准错误输出打印封存值"

    def handle(self, *args: Any, **options: Any) -> None:
        for entry in queries.sealed_entries():
            self.stdout.write(json.dumps(entry, ensure_ascii=False))
        self.stderr.write(f"封存值：{queries.head()}")
