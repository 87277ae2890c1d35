"""What a record counted for, as its page tells it: the domains above add their answers."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.foundation.list_filters import Choice, Narrow
from mulin.records.models import Activity
from mulin.records.queries import visible_to

FEW = 5
"""Up to so many people who have the same are named."""

Consequence = tuple[str, str, str]
"""What a record counted for: label, address, state of a light."""

consequences: list[Callable[[Activity, Any], list[Consequence]]] = []
"""Domains above add a function ``(activity, user) → [(label, url, light)]``; the record's page shows what they
return.
"""


@dataclass(frozen=True)
class Counted:
    """What a record counted for with one member: who, for what, where that stands, its light; ``among``: the list of
    all who have the same.
    """

    who: str
    what: str
    url: str
    among: str
    light: str = ""


def consequences_of(activity: Activity, user: Any) -> list[Consequence]:
    """What this record counted for, as far as the person may see it."""
    return [one for ask in consequences for one in ask(activity, user)]


def told(counted: Iterable[Counted]) -> list[Consequence]:
    """A line for each; where many have the same, one line with their number, which leads to the list of them."""
    same: dict[tuple[str, str], list[Counted]] = defaultdict(list)
    for one in counted:
        same[one.what, one.among].append(one)
    found: list[Consequence] = []
    for (what, among), those in same.items():
        if len(those) <= FEW:
            found += [(f"{one.who}：{what}", one.url, one.light) for one in those]
        else:
            lights = {one.light for one in those}
            words = _("%(number)d 名党员：%(what)s") % {"number": len(those), "what": what}
            found.append((words, among, lights.pop() if len(lights) == 1 else ""))
    return found


def of_record(apply: Narrow) -> Choice:
    """The rows of a list that one record counts for; ``apply`` takes the rows and the record's key."""
    return Choice(name="record", title=gettext_lazy("依据的纪实"), choices=record_asked_for, apply=apply)


def record_asked_for(request: HttpRequest) -> list[tuple[str, str]]:
    """The record that the address names, where this person may read it."""
    key = request.GET.get("record", "")
    found = visible_to(request.user).filter(pk=key) if key.isdecimal() else ()
    return [(key, str(one)) for one in found]
