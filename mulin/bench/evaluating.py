"""Every compound, community and street judged by twenty items and a grade, from facts in the database; beside SQL."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from mulin.bench.measuring import Benchmark, Peer, Ran, timed
from mulin.bench.workshop import Workshop
from mulin.foundation.bulk import insert_rows
from mulin.foundation.clock import now, today
from mulin.identity.models import User
from mulin.judgement.evaluation import evaluate
from mulin.judgement.view import View
from mulin.records.choices import State
from mulin.records.models import Activity
from mulin.rulebook.schema import Pack
from mulin.tree.models import Node
from mulin.tree.queries import forest

KINDS = 20
MOST = 5
SOURCE = {"document": "bench", "section": "一", "number": "1"}
POINTS = {"compound": "1", "community": "0.25", "street": "0.02"}
STANDARD_FROM = {"compound": 10, "community": 60, "street": 50}
CHILDREN = {"community": ("compound", "30%"), "street": ("community", "100%")}


def kind_name(number: int) -> str:
    """Words for the twenty kinds of activity."""
    return f"bench_{number:02d}"


def item(level: str, number: int) -> dict[str, Any]:
    """So many points for each activity of one kind, at the place or below it, up to five."""
    name = "activities_held" if level == "compound" else "activities_held_below"
    measure = {"name": name, "arguments": {"kind": kind_name(number)}, "window": "year"}
    score = {"way": "per_unit", "measure": measure, "points": POINTS[level]}
    return {"id": f"{number + 1:02d}.1", "text": f"第{number + 1}项", "max": MOST, "score": score, "source": SOURCE}


def rubric(level: str) -> dict[str, Any]:
    """A hundred points in twenty items."""
    indicators = [
        {"number": number + 1, "name": f"第{number + 1}项", "items": [item(level, number)]} for number in range(KINDS)
    ]
    section = {"id": "all", "name": "全部", "indicators": indicators}
    return {"id": level, "name": level, "subjects": [level], "total": 100, "source": SOURCE, "sections": [section]}


def grading(level: str) -> dict[str, Any]:
    """A grade by points, and by the grades of those below."""
    conditions = []
    if level in CHILDREN:
        kind, share = CHILDREN[level]
        conditions = [{"when": "children", "kinds": [kind], "grade": "standard", "share": share, "source": SOURCE}]
    first = STANDARD_FROM[level]
    standard = {"id": "standard", "name": "标准型", "score_from": first, "source": SOURCE, "conditions": conditions}
    return {"rubric": level, "levels": [standard]}


def the_pack() -> Pack:
    """The same rules as the peer's SQL."""
    whole: dict[str, Any] = {
        "pack": "bench",
        "edition": "1",
        "title": "测量",
        "since": datetime.date(2000, 1, 1),
        "documents": [{"id": "bench", "title": "测量"}],
        "rubrics": [rubric(level) for level in POINTS],
        "gradings": [grading(level) for level in POINTS],
    }
    return Pack.model_validate(whole)


def place_of(number: int, compounds: int) -> tuple[int, int]:
    """Compound and kind of one activity; the peer reckons in the same way."""
    return (number * 7919 + number // 97) % compounds, (number * 31 + number // 1009) % KINDS


def facts(records: int) -> Iterator[tuple[Any, ...]]:
    """Confirmed activities, by the bulk statement: what their import costs is measured by itself."""
    hosts = list(Node.objects.filter(kind_id="compound").order_by("code").values_list("pk", flat=True))
    by, moment, day = User.objects.command_line().pk, now(), today()
    for number in range(records):
        compound, kind = place_of(number, len(hosts))
        yield kind_name(kind), hosts[compound], "活动", day, State.CONFIRMED.value, by, moment, by, moment


COLUMNS = ("kind", "host", "title", "day", "state", "entered_by", "entered_at", "confirmed_by", "confirmed_at")


def benchmarks(shop: Workshop) -> list[Benchmark]:
    """The whole district, cold from the database."""
    shop.places_are_in()
    records = shop.scale.records
    if Activity.objects.filter(kind__startswith="bench_").count() != records:
        with transaction.atomic():
            insert_rows(Activity, COLUMNS, facts(records))
    pack, day = the_pack(), today()
    compounds = Node.objects.filter(kind_id="compound").count()

    def judge() -> list[list[Any]]:
        results = evaluate(pack, list(POINTS), view=View(day, forest(day)))
        return [[one.subject.code, str(round(one.total * 100)), bool(one.grade)] for one in results]

    def sql() -> Ran:
        config = {"database": shop.peer_address, "compounds": compounds, "records": records}
        return shop.peer("plain_sql", config).run("evaluate", 1)

    return [
        Benchmark(
            "evaluate",
            f"{len(judge()):,} 个对象 × {KINDS} 项，{records:,} 条纪实：得分与等级，从数据库算起",
            lambda: as_told(timed(judge, 1)),
            (Peer("SQL 手写", sql),),
            shop.database,
        )
    ]


def as_told(ran: Ran) -> Ran:
    """The answer in the peer's words: points by hundredths and the grade, kind after kind, in the order of codes."""
    return Ran(ran.seconds, ran.pieces, [row[1:] for row in ran.answer])
