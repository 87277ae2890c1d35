"""Pages of members: within one's subtree, deep in the list, by a name of two characters; beside DRF."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from mulin.bench.district import DISTRICT, FIRST_COMMUNITY, officer
from mulin.bench.measuring import Benchmark, Goal, Peer, Ran, timed
from mulin.bench.workshop import Workshop
from mulin.foundation.list_paging import _cursor
from mulin.identity.models import User
from mulin.members.models import Member

PAGE = 50
NAME = "王伟"
ROWS = re.compile(r'<a href="[^"]*/members/\d+/">([^<]*)</a>')


def signed_in(user: User) -> Client:
    """A browser of this person; the whole stack answers it, middleware, session and templates included."""
    client = Client(headers={"Host": "localhost"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def pages(client: Client, address: str, times: int) -> Ran:
    """Ask for a page so many times; the answer is the names on it."""

    def ask() -> list[str]:
        for _ in range(times):
            response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status_code}")
        return sorted(ROWS.findall(response.content.decode()))

    return timed(ask, times)


def deep_address(page: int) -> str:
    """The address of a page as its reader has it: it names the last row of the page before."""
    last = Member.objects.order_by("name", "id")[page * PAGE - PAGE - 1 : page * PAGE - PAGE].get()
    return f"{reverse('members:members')}?{urlencode({'after': _cursor(('name', 'id'), (last.name, last.pk))})}"


def benchmarks(shop: Workshop) -> list[Benchmark]:
    """List, deep page and search on this database."""
    shop.members_are_in()
    times, depth = shop.scale.requests, shop.scale.deep_page
    near = signed_in(officer("bench-secretary", "community_secretary", FIRST_COMMUNITY))
    all_round = signed_in(officer("bench-district", "district_officer", DISTRICT))
    first, deep = reverse("members:members"), deep_address(depth)
    search = f"{reverse('web:search')}?{urlencode({'q': NAME})}"
    subtree = urlencode({"subtree": shop.peer_subtree(FIRST_COMMUNITY)})
    list_goal = Goal("ratio", 1.5 if shop.database == "PostgreSQL" else 0.8)
    few = max(1, times // 10)

    def rest(query: str, count: int) -> Any:
        return lambda: shop.rest().run("pages", count, times=count, query=query)

    def ours(client: Client, address: str, count: int) -> Any:
        return lambda: pages(client, address, count)

    return [
        Benchmark(
            "list",
            "本社区党员名单一页 50 行（HTML）",
            ours(near, first, times),
            (Peer("DRF，JSON", rest(subtree, times), list_goal),),
            shop.database,
        ),
        Benchmark(
            "deep",
            f"全区党员名单第 {depth} 页",
            ours(all_round, deep, times),
            (
                Peer("自己的第 1 页", ours(all_round, first, times), Goal("ratio", 0.83), compares=False),
                Peer("DRF，JSON", rest(urlencode({"page": depth}), few)),
            ),
            shop.database,
        ),
        Benchmark(
            "search",
            f"搜索两个字“{NAME}”（HTML）",
            ours(all_round, search, times),
            (Peer("DRF，JSON", rest(urlencode({"search": NAME}), few), Goal("ratio", 5), compares=False),),
            shop.database,
        ),
    ]
