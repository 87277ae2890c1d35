"""Parts of a page of service: tables and tasks with their headings and buttons."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString


def joined(found: Iterable[Any]) -> SafeString:
    """Several pieces of a cell."""
    pieces = list(found)
    return format_html("、".join(["{}"] * len(pieces)), *pieces) if pieces else SafeString("")
