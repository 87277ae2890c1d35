"""Parts of a page of service: tables and tasks with their headings and buttons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mulin.foundation.page_parts import Action, Task, Words
from mulin.tree.permissions import has_anywhere


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


def printing(about: str, key: int, user: Any) -> list[Action]:
    """The button that leads to the papers of something, where the product prints papers, for those who print."""
    try:
        url = reverse("papers:papers", args=[about, key])
    except NoReverseMatch:
        return []
    return [Action(title=_("打印材料"), url=url, icon="printer")] if has_anywhere(user, "papers.print") else []
