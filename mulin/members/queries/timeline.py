"""The factual file of a member (写实档案): one timeline that every domain adds to, for many members at once.

A domain that keeps something about members says so once, when the product starts::

    timeline.register("pledge", _("承诺"), provider)

and the member's page, the printed file, the export of one's own record and the activity card have it.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


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


def register(kind: str, title: Any, provider: Provider) -> None:
    """Let a domain add its entries to every timeline; a second call with the same kind replaces the first."""
    PROVIDERS[kind] = (title, provider)


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
