"""``mulin duties --as-of DATE [--json] [--subject CODE]``: what is met, due, overdue."""

import argparse
import datetime
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mulin.duties.queries import ever_in_charge, judged
from mulin.foundation.clock import today
from mulin.judgement.duties import duty_status
from mulin.programmes.queries import descriptions
from mulin.tree.models import Node
from mulin.tree.queries import forest

NAMES = {"met": "已完成", "due": "待办", "overdue": "逾期", "excused": "免责"}


class Command(BaseCommand):
    help = "列出每个对象在每个周期应办的事项及完成情况"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--as-of", type=datetime.date.fromisoformat, default=None, help="截至哪一天，默认今天")
        parser.add_argument("--subject", default="", help="只看这个编码的对象")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["as_of"] or today()
        rows = self.rows(day, options["subject"])
        if options["json"]:
            self.stdout.write(json.dumps([row for row, _ in rows], ensure_ascii=False, indent=2))
            return
        for row, name in rows:
            self.stdout.write(
                f"{NAMES[row['status']]}\t{row['subject']['name']}\t{name}\t{row['period']}\t期限 {row['due']}"
            )

    def rows(self, day: datetime.date, code: str) -> list[tuple[dict[str, Any], str]]:
        """Every duty of every period begun by the day, with its name."""
        standing = forest(day)
        wanted = None
        if code:
            wanted = {pk for pk in Node.objects.filter(code=code).values_list("pk", flat=True) if pk in standing}
            if not wanted:
                raise CommandError(f"在 {day} 没有编码为“{code}”的对象", returncode=2)
        found = []
        for charge in ever_in_charge(standing, day):
            names = descriptions(charge.pack)
            for result in judged(charge, standing, day, subjects=wanted):
                subject = standing.subject(result.subject_id)
                row = {
                    "subject": {"kind": subject.kind, "code": subject.code, "name": subject.name},
                    "duty": result.duty_id,
                    "pack": charge.pack.pack,
                    "edition": charge.programme.edition.label,
                    "period": result.period.name,
                    "due": result.due.isoformat(),
                    "required": None if result.required is None else int(result.required),
                    "met": int(result.count),
                    "status": duty_status(result, day),
                    "facts": [number for _, number in result.facts],
                }
                found.append((row, names[result.duty_id]))
        return found
