"""Parts of a node's page that the domains below bring: each renders itself, or nothing."""

import datetime
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from mulin.tree.models import Node

Part = Callable[[HttpRequest, Node, datetime.date], "tuple[str, dict[str, Any]] | None"]
"""A template and its context, or nothing where the part has nothing to say."""

PARTS: list[Part] = []


def node_parts(request: HttpRequest, node: Node, day: datetime.date) -> list[str]:
    """The rendered parts, in order."""
    found = (part(request, node, day) for part in PARTS)
    return [render_to_string(one[0], one[1], request) for one in found if one]
