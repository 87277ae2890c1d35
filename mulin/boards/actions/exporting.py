"""Rows of the workbooks of boards and of consents: exactly those of the lists."""

from collections.abc import Iterator, Mapping
from typing import Any

from mulin.boards.queries import boards_visible_to, consents_visible_to
from mulin.foundation.narrowing import Narrow, newest_first
from mulin.identity.models import User


def export_consents(*, by: User, narrow: Narrow = newest_first) -> Iterator[Mapping[str, Any]]:
    """Consents with who entered them and how long they hold."""
    for one in narrow(consents_visible_to(by)).iterator(2000):
        yield {
            "place": one.node.code,
            "place_name": one.node.name,
            "name": one.member.name,
            "unit": one.member.code,
            "fields": one.get_field_display(),
            "given_on": one.given_on,
            "until": one.until,
            "origin": one.origin,
            "entered_by": str(one.entered_by),
            "ending": one.get_ending_display() if one.ending else "有效",
        }


def export_boards(*, by: User, narrow: Narrow = newest_first) -> Iterator[Mapping[str, Any]]:
    """Boards with how many members show something there."""
    for one in narrow(boards_visible_to(by)).iterator(2000):
        yield {
            "place": one.node.code,
            "place_name": one.node.name,
            "kind": one.node.kind.name,
            "people": one.people,
            "is_public": one.is_public,
            "opened_on": one.opened_on,
        }
