"""Parts of a page of service: tables and tasks with their headings and buttons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mulin.foundation.page_parts import Action, Task, Words


@dataclass(frozen=True, kw_only=True)
class Part:
    """A card: a table or tasks, what is said when there is nothing, and buttons."""

    title: Words
    text: Words = ""
    heads: Sequence[Words] = ()
    rows: Sequence[Sequence[Any]] = ()
    tasks: Sequence[Task] = ()
    empty: Words = ""
    actions: Sequence[Action] = field(default_factory=tuple)

    @property
    def is_empty(self) -> bool:
        """Is there neither a row nor a task?"""
        return not self.rows and not self.tasks


def link(url_name: str, key: Any, words: Any) -> SafeString:
    """A link to a page of one thing."""
    return format_html('<a href="{}">{}</a>', reverse(url_name, args=[key]), words)


def joined(found: Iterable[Any]) -> SafeString:
    """Several pieces of a cell."""
    pieces = list(found)
    return format_html("、".join(["{}"] * len(pieces)), *pieces) if pieces else SafeString("")
