"""Whatever a page leads a person to, opens for that person: every kind of page is walked by every kind of person."""

import datetime
import re
from collections import deque
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from mulin.audit.models import Entry
from mulin.demo.accounts import ACCOUNTS
from mulin.demo.building import build
from mulin.identity.models import User
from mulin.programmes.queries import stored_pack

ALIKE = ("worker", "district")
"""They are shown the pages of the secretary and of the leader."""
MOST = 300
"""So many pages of different kinds are walked for one person."""
CLOSING = re.compile(r"/(logout|static|media)/|/export/|/word/|/blank|\.(pdf|docx|xlsx|jpg)\b")
NUMBER = re.compile(r"(?<=/)\d+(?=/|$)")
KIND = re.compile(r"(?<=/records/note/)\w+|(?<=/sheets/)\w+|(?<=/items/)[\w.]+")
LINK = re.compile(r'<a[^>]* href="(/[^"#]*)"')


def likeness(url: str) -> str:
    """What pages of one kind have in common: their address without numbers."""
    return KIND.sub("K", NUMBER.sub("N", url.partition("?")[0]))


def closed(client: Client) -> dict[str, tuple[str, int]]:
    """The addresses that some page leads to and that do not open, with that page and the answer."""
    coming, seen, found = deque([("/", "")]), {"/"}, {}
    for _page in range(MOST):
        if not coming:
            break
        url, origin = coming.popleft()
        answer = client.get(url)
        if answer.status_code not in (200, 302):
            found[url] = (origin, answer.status_code)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for link in (one.replace("&amp;", "&") for one in LINK.findall(answer.content.decode())):
            if likeness(link) not in seen and not CLOSING.search(link):
                seen.add(likeness(link))
                coming.append((link, url))
    return found


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the pages are the same on both databases")
def test_no_page_of_the_demo_street_leads_anybody_to_a_closed_door(today_is: Callable[[str], datetime.date]) -> None:
    today_is("2022-06-30")
    stored_pack.cache_clear()
    build(lambda _said: None)
    by_nobody = Entry.objects.filter(actor__kind="built_in").values_list("verb", flat=True)
    assert set(by_nobody) <= {"导入", "批量成立", "授予角色", "关联账号"}, "the demo's people write their own records"
    found = {}
    for user in User.objects.filter(username__in=[one.username for one in ACCOUNTS if one.username not in ALIKE]):
        client = Client()
        client.force_login(user)
        found |= {f"{user.username}: {url}": told for url, told in closed(client).items()}
    assert not found
