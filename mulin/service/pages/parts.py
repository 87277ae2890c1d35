"""Parts of a page of service: tables and tasks with their headings and buttons."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mulin.foundation.page_parts import Action
from mulin.tree.permissions import has_anywhere


def link(url_name: str, key: Any, words: Any) -> SafeString:
    """A link to a page of one thing."""
    return format_html('<a href="{}">{}</a>', reverse(url_name, args=[key]), words)


def joined(found: Iterable[Any]) -> SafeString:
    """Several pieces of a cell."""
    pieces = list(found)
    return format_html("、".join(["{}"] * len(pieces)), *pieces) if pieces else SafeString("")


def printing_all(paper: str, title: str, user: Any, **narrowed: Any) -> list[Action]:
    """The button for one paper about many things at once, chosen by columns, for those who print."""
    if not has_anywhere(user, "papers.print"):
        return []
    url = f"{reverse('papers:batch', args=[paper])}?{urlencode(narrowed)}"
    return [Action(title=title, url=url, icon="printer")]


def printing(about: str, key: int, user: Any) -> list[Action]:
    """The button that leads to the papers of something, where the product prints papers, for those who print."""
    try:
        url = reverse("papers:papers", args=[about, key])
    except NoReverseMatch:
        return []
    return [Action(title=_("打印材料"), url=url, icon="printer")] if has_anywhere(user, "papers.print") else []
