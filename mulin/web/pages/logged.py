"""An entry of the log in words: what it changed, and where the thing stands. What is sealed stays as it was written."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from mulin.audit.models import Entry
from mulin.foundation.lists import to
from mulin.programmes.queries import all_activity_kinds

LONGEST = 300
Names = Mapping[str, Callable[[], Mapping[str, str]]]


def kinds() -> Mapping[str, str]:
    """What kinds of activities are called, by the id that a record keeps."""
    return {key: one.name for key, one in all_activity_kinds().items()}


def names_asked_once() -> Names:
    """For one page: fields that keep an id, each with the names of the ids, asked for by the first entry with such."""
    return {"活动类型": cache(kinds)}


PAGES = {
    "records.activity": to("records:activity", "object_id"),
    "tree.node": to("web:node", "object_id"),
    "assessments.assessment": to("assessments:assessment", "object_id"),
}
"""The pages of what the log names that everybody who reads the log may open."""


def change_words(entry: Entry, named: Names) -> str:
    """The differences in one line."""
    parts = []
    for name, value in entry.changes.items():
        names = named[name]() if name in named else {}
        if isinstance(value, list) and len(value) == 2:
            parts.append(f"{name}：{worded(value[0], names)} → {worded(value[1], names)}")
        elif isinstance(value, dict):
            parts.append(f"{name}：" + "，".join(f"{key} {number}" for key, number in value.items()))
        elif not isinstance(value, list):
            parts.append(f"{name}：{worded(value, names)}")
    return "；".join(parts)[:LONGEST]


def worded(value: Any, names: Mapping[str, str]) -> str:
    """A value as people say it."""
    if value in (None, ""):
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "、".join(worded(one, names) for one in value) or "—"
    return names.get(str(value), str(value))


def page_of(entry: Entry) -> str:
    """Where the thing stands that an entry is about; nothing where not every reader may open it."""
    address = PAGES.get(entry.object_type)
    return str(address(entry)) if address else ""
