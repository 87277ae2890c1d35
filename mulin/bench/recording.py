"""One record confirmed and what it touches judged again; 200 names off a paper list; beside SQL by hand and DRF."""

from __future__ import annotations

import datetime
from itertools import count

from django.conf import settings

from mulin.bench.district import FIRST_COMMUNITY, FIRST_STREET, officer
from mulin.bench.measuring import Benchmark, Goal, Peer, Ran, timed
from mulin.bench.workshop import Workshop
from mulin.foundation.clock import today
from mulin.identity.models import User
from mulin.programmes.actions import adopt, install, publish
from mulin.programmes.models import Programme
from mulin.records.actions import enter_attendance, note, record
from mulin.rulebook.reading import read_pack
from mulin.tree.models import Node

KIND, COMPOUND = "neighbour_service", "XQ0000101"
FEW = 5


def put_in_force() -> None:
    """The pack in force for the first street, with its defaults."""
    street, by = Node.objects.get(code=FIRST_STREET), User.objects.command_line()
    if not Programme.objects.filter(node=street, edition__pack="quanyu").exists():
        edition, _ = install(read_pack(settings.PACKS / "quanyu" / "2021"), by=by)
        since = datetime.date(today().year, 1, 1)
        adopted = adopt(edition, street, since=since, legal_basis="测量", basis_number="测量1号", parameters={}, by=by)
        publish(adopted, by=by)


def benchmarks(shop: Workshop) -> list[Benchmark]:
    """One record, and a list of names."""
    shop.members_are_in()
    put_in_force()
    host, by = Node.objects.get(code=COMPOUND), officer("bench-writer", "community_secretary", FIRST_COMMUNITY)
    lists = (count(1), count(1))
    near = [row["name"] for row in shop.plan.members if row["residence"].startswith("XQ00001")]
    names = list(dict.fromkeys(near))[: shop.scale.names]

    def confirm() -> None:
        for _ in range(FEW):
            record(host, KIND, today(), by=by, title="睦邻服务", headcount=12, at_once=True)

    def enter() -> Ran:
        community = Node.objects.get(code=FIRST_COMMUNITY)
        activity = note(community, "theme_day", today(), by=by, title=f"主题党日{next(lists[0])}")
        return timed(lambda: len(enter_attendance(activity, "、".join(names), by=by).people), 1)

    compounds = Node.objects.filter(kind_id="compound").count()
    sql = {"database": shop.peer_address, "compounds": compounds, "records": shop.scale.records}
    return [
        Benchmark(
            "record",
            "一条纪实确认，应办和测算随之更新",
            lambda: timed(confirm, FEW),
            (
                Peer(
                    "SQL：写入、三级重新计数、提交",
                    lambda: shop.peer("plain_sql", sql).run("record", 200, times=200),
                    compares=False,
                ),
            ),
            shop.database,
        ),
        Benchmark(
            "names",
            f"纸质签到名单 {len(names)} 人一次录入（认出党员、留痕）",
            enter,
            (
                Peer(
                    "DRF，同样多行 JSON",
                    lambda: shop.rest().run("names", 1, activity=next(lists[1]), count=len(names)),
                    Goal("milliseconds", 500),
                ),
            ),
            shop.database,
        ),
    ]
