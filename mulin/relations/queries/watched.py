"""What somebody looks after: the organisations whose clocks they watch, with those clocks."""

import datetime
from dataclasses import dataclass
from typing import Any

from mulin.members.models import Member
from mulin.relations.choices import OPEN_WITHDRAWALS
from mulin.relations.models import WithdrawalCase
from mulin.relations.queries.clocks import Clock, clocks, names_of
from mulin.relations.queries.nodes import party_nodes
from mulin.tree.actions.bulk import chunks
from mulin.tree.models import Node


@dataclass(frozen=True)
class Watched:
    """A clock with its member and organisation; ``case`` where people have taken it up."""

    clock: Clock
    member: Member
    home: Node
    case_id: int | None
    is_full: bool


def watched(user: Any, day: datetime.date, word: str = "relations.view") -> list[Watched]:
    """The clocks of all members in reach that are full, or will be within a month; of each member the fullest."""
    nodes = {node.pk: node for node in party_nodes(user, word)}
    return told(clocks(list(nodes.values()), day), nodes, day)


def told(found: list[Clock], nodes: dict[int, Node], day: datetime.date) -> list[Watched]:
    """Clocks with the names of their members and organisations, each member once."""
    first: dict[int, Clock] = {}
    for clock in found:
        first.setdefault(clock.member_id, clock)
    members, cases = names_of(first.values()), open_cases(list(first))
    return [
        Watched(one, members[key], nodes[one.home_id], cases.get(key), one.is_full(day)) for key, one in first.items()
    ]


def open_cases(member_ids: list[int]) -> dict[int, int]:
    """The open cases of these members."""
    return {
        member: case
        for chunk in chunks(sorted(member_ids))
        for member, case in WithdrawalCase.objects.filter(member_id__in=chunk, state__in=OPEN_WITHDRAWALS).values_list(
            "member_id", "pk"
        )
    }
