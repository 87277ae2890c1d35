"""``mulin evaluate PACK/RUBRIC --as-of DATE [--json] [--subject CODE]``: scores, proposed grades and reasons."""

import argparse
import datetime
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mulin.assessments.queries import evaluate_pack
from mulin.foundation.clock import today
from mulin.judgement.explanation import SubjectResult
from mulin.judgement.numbers import plain
from mulin.programmes.models import Edition, Programme
from mulin.tree.models import Node

ITEM_KEYS = ("id", "max", "score", "by", "value", "facts")
KEYS = ("subject", "rubric", "edition", "as_of", "items", "total", "grade", "missing")


class Command(BaseCommand):
    help = "按评分表测算每个对象的得分、等级和理由"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("rubric", help="制度包/评分表，例如 quanyu/community")
        parser.add_argument("--as-of", type=datetime.date.fromisoformat, default=None, help="截至哪一天，默认今天")
        parser.add_argument("--subject", default="", help="只看这个编码的对象")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["as_of"] or today()
        found = evaluated(options["rubric"], day, options["subject"])
        if options["json"]:
            rows = [as_json(programme, result, day) for programme, result in found]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for _, result in found:
            self.stdout.write("\n".join(lines(result)))


def evaluated(rubric: str, day: datetime.date, code: str) -> list[tuple[Programme, SubjectResult]]:
    """The results, each by the programme in force at its subject; a sentence and exit 2 when nothing can be judged."""
    pack, _, rubric_id = rubric.partition("/")
    if not rubric_id:
        raise CommandError("请写成 制度包/评分表，例如 quanyu/community", returncode=2)
    if not Edition.objects.filter(pack=pack).exists():
        raise CommandError(f"没有安装制度包“{pack}”", returncode=2)
    subjects = None
    if code:
        subjects = set(Node.objects.filter(code=code).values_list("pk", flat=True))
        if not subjects:
            raise CommandError(f"没有编码为“{code}”的对象", returncode=2)
    try:
        found = evaluate_pack(pack, rubric_id, day, subjects)
    except KeyError:
        raise CommandError(f"制度包“{pack}”没有评分表“{rubric_id}”", returncode=2) from None
    if code and not found:
        raise CommandError(f"在 {day}，“{code}”没有可用的评分表“{rubric}”", returncode=2)
    return found


def missing(result: SubjectResult) -> list[str]:
    """What the next grade still asks for; items that nobody has scored are always named."""
    texts = [one.text for one in result.missing]
    unscored = [f"{item.id} 尚未评分" for item in result.items if item.score is None and item.way == "manual"]
    return texts + [text for text in unscored if text not in texts]


def as_json(programme: Programme, result: SubjectResult, day: datetime.date) -> dict[str, Any]:
    """One object of the printed list."""
    whole = result.as_json(programme.edition.pack, programme.edition.label, day)
    whole["items"] = [{key: item[key] for key in ITEM_KEYS} for item in whole["items"]]
    whole["missing"] = missing(result)
    return {key: whole[key] for key in KEYS}


def lines(result: SubjectResult) -> list[str]:
    """A result as people read it."""
    grade = result.grade_name or "未达标"
    found = [f"{result.subject.name}（{result.subject.code}）\t{plain(result.total)} 分\t{grade}"]
    for item in result.items:
        score = "未评" if item.score is None else plain(item.score)
        found.append(f"  {item.id}\t{score}/{plain(item.max)}\t{item.reason}")
    found += [f"  尚缺：{text}" for text in missing(result)]
    return [*found, *(f"  提示：{notice}" for notice in result.notices)]
