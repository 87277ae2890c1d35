"""记一笔 begins by picking what happened: what is owed first, then what one notes often, then by regulation."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.programmes.queries import installed
from mulin.records.pages.framing import trail
from mulin.rulebook.schema.duties import ActivityKind

FEW = 20
"""So many kinds are overlooked at once: they need no groups."""
FIRST = 6
"""So many kinds stand in each of the first two groups."""
owed: list[Callable[[Any], Iterable[str]]] = []
"""What says which kinds a person's own nodes owe now, most urgent first. Domains above add theirs."""


@dataclass(frozen=True)
class Group:
    """Kinds that stand together, each with the address of its form."""

    title: str
    kinds: list[tuple[str, str]]


def picking(
    user: Any, kinds: Mapping[str, ActivityKind], used: Iterable[str], asked: Mapping[str, str]
) -> dict[str, Any]:
    """The page to pick a kind of activity. ``asked``: words to look for, and the host the record is to have."""
    words = asked.get("q", "").strip()
    found = {key: one for key, one in kinds.items() if words in one.name}
    more = {"host": asked["host"]} if asked.get("host", "").isdecimal() else {}
    groups = grouped(user, found, used, len(found) > FEW and not words)
    return {
        "page_title": _("记一笔"),
        "groups": [Group(title, [(one.name, form_of(one, more)) for one in group]) for title, group in groups if group],
        "searching": len(kinds) > FEW,
        "words": words,
        "host": more.get("host", ""),
        "trail": trail(),
    }


def form_of(kind: ActivityKind, more: Mapping[str, str]) -> str:
    """The address of the form that notes such an activity."""
    address = reverse("records:note_kind", args=[kind.id])
    return f"{address}?{urlencode(more)}" if more else address


def grouped(
    user: Any, kinds: Mapping[str, ActivityKind], used: Iterable[str], several: bool
) -> list[tuple[str, list[ActivityKind]]]:
    """Each kind once: as owed, as used lately, or under the regulation that names it; few kinds in one group."""
    lately = [key for key in used if key in kinds]
    if not several:
        return [("", [kinds[key] for key in dict.fromkeys((*lately, *kinds))])]
    waiting = list(dict.fromkeys(key for ask in owed for key in ask(user) if key in kinds))[:FIRST]
    often = [key for key in lately if key not in waiting][:FIRST]
    groups = [(_("该办的"), [kinds[key] for key in waiting]), (_("最近用过"), [kinds[key] for key in often])]
    rest = {key: one for key, one in kinds.items() if key not in (*waiting, *often)}
    for title, ids in by_regulation().items():
        groups.append((title, [rest.pop(key) for key in ids if key in rest]))
    return groups


def by_regulation() -> dict[str, list[str]]:
    """The ids of the kinds that each regulation names, the newest edition of each first."""
    found: dict[str, list[str]] = {}
    for pack in reversed(list(installed())):
        found.setdefault(pack.title, []).extend(one.id for one in pack.activities)
    return dict(reversed(found.items()))
