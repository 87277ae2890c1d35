"""Points in the demo street: months of some branches registered, quarters published, an objection, exchanges."""

import datetime
import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from django.conf import settings

from mulin.demo.accounts import UNIT
from mulin.demo.plan.places import STREET
from mulin.demo.writers import Writers
from mulin.foundation.clock import today
from mulin.foundation.periods import periods_between
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.points import actions
from mulin.points.models import PointsSheet
from mulin.points.queries import Scheme, schemes_at
from mulin.points.queries.balances import purses
from mulin.points.queries.branches import branches_with_members, members_of
from mulin.programmes.actions import adopt, install
from mulin.programmes.actions import publish as publish_programme
from mulin.programmes.models import Programme
from mulin.rulebook.reading import read_pack
from mulin.tree.models import Node

PACK = "guifan"
SEED, BRANCHES = 20220401, 8
FIRST = datetime.date(2022, 1, 1)
PUBLISHED = datetime.date(2022, 4, 6)
"""The first quarter is published; the months after it wait to be registered, but for the first of them."""
LAST = datetime.date(2022, 4, 30)
ITEMS = (("上门理发", 12), ("家电检修", 8), ("社区食堂餐券", 30), ("亲子课堂名额", 10))
HAPPENED, SHARE = (1, 1, 1, 2), 0.4
Living = Callable[[datetime.date], AbstractContextManager[None]]
Say = Callable[[str], None]


def collect_points(writers: Writers, living_on: Living, say: Say) -> None:
    """Everything through the actions by which people do it, on the days it happened."""
    started = time.perf_counter()
    put_in_force(writers.district)
    chance = random.Random(SEED)
    known = branches_with_members(Node.objects.filter(kind="branch"), today()).order_by("code")
    branches = [*known.exclude(code=UNIT)[:BRANCHES], *known.filter(code=UNIT)]
    entries = sum(one_branch(branch, chance, writers.of(branch), living_on) for branch in branches)
    communities = Node.objects.filter(kind="community", until=None).order_by("code")
    taken = sum(exchange_in(one, writers.of(one)) for one in communities)
    spent = time.perf_counter() - started
    say(f"积分：{len(branches)} 个支部登记 {entries} 笔、公示一期，兑换 {taken} 份，{spent:.1f} 秒")


def put_in_force(by: User) -> None:
    """The regulation of branches, with its scheme of points, for this year; not twice."""
    street = Node.objects.get(code=STREET[0])
    if Programme.objects.filter(node=street, edition__pack=PACK).exists():
        return
    edition, _ = install(read_pack(settings.PACKS / PACK / "2018"), by=by)
    drafted = adopt(
        edition,
        street,
        since=FIRST,
        legal_basis="云川区党支部规范化建设意见（演示）",
        basis_number="云委办〔2021〕演示7号",
        by=by,
    )
    publish_programme(drafted, by=by)


def one_branch(branch: Node, chance: random.Random, by: User, living_on: Living) -> int:
    """Four months registered, the first quarter published. How many entries were made by hand."""
    made = 0
    for scheme in schemes_at(branch, today()):
        if scheme.clause.registered is None:
            continue
        people = members_of(branch, today())
        for month in periods_between(scheme.clause.registered, FIRST, LAST):
            if month.first >= PUBLISHED.replace(day=1):
                publish(branch, scheme, by, living_on)
            made += register(branch, scheme, people, month.first, chance, by)
    return made


def register(
    branch: Node, scheme: Scheme, people: list[Member], first: datetime.date, chance: random.Random, by: User
) -> int:
    """A month: some did something, a few were late or absent."""
    cells = {
        (member.pk, rule.id): chance.choice(HAPPENED)
        for member in people
        for rule in scheme.by_hand()
        if (not rule.categories or member.category in rule.categories)
        and rule.part != "appraisal"
        and chance.random() < (SHARE if rule.points > 0 else SHARE / 8)
    }
    made = actions.register_month(branch, scheme.id, first, cells, by=by, why="按支部台账登记")
    actions.close_month(branch, scheme.id, first, by=by)
    return made


def publish(branch: Node, scheme: Scheme, by: User, living_on: Living) -> None:
    """The first quarter, on a day in April."""
    if not PointsSheet.objects.filter(branch=branch, scheme=scheme.id).exists():
        with living_on(PUBLISHED):
            actions.publish(branch, scheme.id, FIRST, by=by)


def exchange_in(community: Node, by: User) -> int:
    """Two special services of a community, and a few members who took one."""
    taken = 0
    for scheme in schemes_at(community, today()):
        for kind in scheme.clause.exchanges:
            price = scheme.number(kind.points) or scheme.clause.rules[0].points * 2
            for name, stock in ITEMS[:2]:
                item = actions.offer(community, scheme.id, kind.id, name=name, stock=stock, price=price, by=by)
                people = members_of(community, today(), scheme.clause.tie)
                left = purses(scheme.terms, scheme.id, [one.pk for one in people])
                able = [one for one in people if left[one.pk] >= price][: stock // 4]
                for member in able:
                    actions.exchange(item, member, by=by)
                taken += len(able)
    return taken
