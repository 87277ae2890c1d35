"""The factual file of a member (写实档案): one timeline that every domain adds to, for many members at once.

A domain that keeps something about members says so once, when the product starts::

    timeline.register("post", _("服务岗位"), provider, opens={"service:claim": claims_visible_to})

and the member's page, the printed file, the export of one's own record and the activity card have it. An entry leads
back to its fact only for those whom that page opens for: ``opens`` names the pages and what a person sees there.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import resolve


@dataclass(frozen=True)
class Entry:
    """One thing that happened to or was done by a member.

    ``kind`` names who registered it; ``url`` leads back to the fact; ``community`` is the node before which it
    happened where that matters (``None``: no community); ``private`` entries are seen by the member and the home side.
    """

    day: datetime.date
    kind: str
    title: str
    detail: str = ""
    url: str = ""
    node_id: int | None = None
    private: bool = False


Provider = Callable[[Sequence[int], datetime.date, datetime.date], Iterable[tuple[int, Entry]]]
"""Of the members with these ids, between two days (both included): pairs of member id and entry, in any order."""
PROVIDERS: dict[str, tuple[Any, Provider]] = {}
Visible = Callable[[Any], QuerySet[Any]]
"""What a person may see of the objects that a page shows one of."""
OPENS: dict[str, Visible] = {}


def register(kind: str, title: Any, provider: Provider, opens: Mapping[str, Visible] | None = None) -> None:
    """Let a domain add its entries to every timeline; a second call with the same kind replaces the first."""
    PROVIDERS[kind] = (title, provider)
    OPENS.update(opens or {})


def opening(user: Any, entries: Iterable[Entry]) -> set[str]:
    """Of the addresses that these entries lead back to, those that open for a person. One query for each page."""
    asked: dict[str, dict[int, str]] = defaultdict(dict)
    for url in {one.url for one in entries if one.url}:
        found = resolve(url)
        asked[found.view_name][found.kwargs["pk"]] = url
    return {
        urls[pk]
        for page, urls in asked.items()
        if page in OPENS
        for pk in OPENS[page](user).filter(pk__in=urls).order_by().values_list("pk", flat=True)
    }


def titles() -> dict[str, str]:
    """The kinds of entries and what people call them."""
    return {kind: str(title) for kind, (title, _provider) in PROVIDERS.items()}


def timelines(
    member_ids: Sequence[int], first: datetime.date, last: datetime.date, kinds: Iterable[str] = ()
) -> Mapping[int, list[Entry]]:
    """The timelines of many members between two days, oldest entry first; the same queries however many they are."""
    found: dict[int, list[Entry]] = defaultdict(list)
    wanted = set(kinds) or set(PROVIDERS)
    for kind, (_title, provider) in PROVIDERS.items():
        if kind in wanted:
            for member_id, entry in provider(member_ids, first, last):
                found[member_id].append(entry)
    return {
        member_id: sorted(entries, key=lambda one: (one.day, one.kind, one.title))
        for member_id, entries in found.items()
    }
