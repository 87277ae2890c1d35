"""``{% load navigation %}``: sidebar and tabs, drawn in Python and kept: every page draws the same ones."""

import functools
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from mulin.foundation.icons import icon_html

register = template.Library()
Line = tuple[str, str, str, str, bool]
MOST_TABS = 4
ALL_OPEN = 14
"""A navigation of so many lines fits on a screen without closing anything."""


@register.simple_tag
def sidebar(items: Iterable[Mapping[str, Any]] | None) -> SafeString:
    """``{% sidebar shell.navigation %}``: an item for each line, the heading of its section before the first."""
    return drawn(read(items))


@register.simple_tag
def bottom_tabs(items: Iterable[Mapping[str, Any]] | None) -> SafeString:
    """``{% bottom_tabs shell.tabs %}``: the first four, for the thumb on a phone."""
    return drawn_tabs(read(items)[:MOST_TABS])


def read(items: Iterable[Mapping[str, Any]] | None) -> tuple[Line, ...]:
    """The lines as plain texts, so that equal ones are known again."""
    return tuple(
        (str(item["section"]), str(item["title"]), str(item["url"]), str(item["icon"]), bool(item["active"]))
        for item in items or ()
    )


@functools.lru_cache(maxsize=512)
def drawn_tabs(lines: tuple[Line, ...]) -> SafeString:
    """Links without a list around them."""
    return format_html_join("", "{}", ((link(line),) for line in lines))


@functools.lru_cache(maxsize=512)
def drawn(lines: tuple[Line, ...]) -> SafeString:
    """The same lines are asked for by everybody of the same role on the same page.

    A long navigation shows its sections closed but for the one with this page; a short one shows everything.
    """
    parts = []
    for section, within in groupby(lines, key=itemgetter(0)):
        found = list(within)
        links = format_html_join("", "<li>{}</li>", ((link(line),) for line in found))
        if not section:
            parts.append(links)
            continue
        is_open = len(lines) <= ALL_OPEN or any(line[-1] for line in found)
        parts.append(
            format_html(
                '<li><details{}><summary class="sidebar-section">{}</summary><ul>{}</ul></details></li>',
                mark_safe(" open") if is_open else "",
                section,
                links,
            )
        )
    return mark_safe("".join(parts))


def link(line: Line) -> SafeString:
    """One line: icon and words; the page one is on is marked."""
    _, title, url, icon, active = line
    mark = mark_safe(' class="active" aria-current="page"') if active else ""
    return format_html('<a href="{}"{}>{}<span>{}</span></a>', url, mark, icon_html(icon), title)
