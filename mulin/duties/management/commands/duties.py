"""``mulin duties --as-of DATE [--json] [--subject CODE]``: what is met, due, overdue."""

import argparse
import datetime
import json
from collections.abc import Collection
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mulin.duties.queries import InCharge, Whose, ever_in_charge, judged
from mulin.foundation.bulk import chunks
from mulin.foundation.clock import today
from mulin.judgement.duties import DutyResult, duty_status
from mulin.judgement.subjects import Forest
from mulin.members.models import Member
from mulin.programmes.queries import descriptions
from mulin.rulebook.schema.duties import MEMBER
from mulin.tree.models import Node
from mulin.tree.queries import forest

NAMED_BY = ("pk", "code", "name")
NAMES = {"met": "已完成", "due": "待办", "overdue": "逾期", "excused": "免责"}


class Command(BaseCommand):
    help = "列出每个对象在每个周期应办的事项及完成情况"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--as-of", type=datetime.date.fromisoformat, default=None, help="截至哪一天，默认今天")
        parser.add_argument("--subject", default="", help="只看这个编码的对象或党员")
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
        whose = asked_for(code, standing, day) if code else Whose()
        found = []
        for charge in ever_in_charge(standing, day):
            names = descriptions(charge.pack)
            results = judged(charge, standing, day, whose=whose)
            people = members_named({one.subject_id for one in results if one.of_member})
            for result in results:
                subject = people[result.subject_id] if result.of_member else named(standing, result.subject_id)
                found.append((row_of(charge, result, subject, day), names[result.duty_id]))
        return found


def asked_for(code: str, standing: Forest, day: datetime.date) -> Whose:
    """The node or the member with this code, and nobody else."""
    nodes = {pk for pk in Node.objects.filter(code=code).values_list("pk", flat=True) if pk in standing}
    members = set(Member.objects.filter(code=code).values_list("pk", flat=True))
    if not nodes and not members:
        raise CommandError(f"在 {day} 没有编码为“{code}”的对象", returncode=2)
    return Whose(nodes, members)


def members_named(member_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """Members as rows name them."""
    rows = (row for chunk in chunks(member_ids) for row in Member.objects.filter(pk__in=chunk).values_list(*NAMED_BY))
    return {pk: {"kind": MEMBER, "code": code, "name": name} for pk, code, name in rows}


def named(standing: Forest, node_id: int) -> dict[str, str]:
    """A node as rows name it."""
    subject = standing.subject(node_id)
    return {"kind": subject.kind, "code": subject.code, "name": subject.name}


def row_of(charge: InCharge, result: DutyResult, subject: dict[str, str], day: datetime.date) -> dict[str, Any]:
    """One duty as it is printed."""
    return {
        "subject": subject,
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
