"""What somebody looks after: the organisations whose clocks they watch, with those clocks."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, DateField, QuerySet, Value, When

from mulin.foundation.bulk import chunks
from mulin.members.models import Member
from mulin.relations.choices import OPEN_WITHDRAWALS
from mulin.relations.models import WithdrawalCase
from mulin.relations.queries.clocks import Clock, clocks, names_of
from mulin.relations.queries.nodes import party_nodes
from mulin.tree.models import Node


@dataclass(frozen=True)
class Watched:
    """A clock with its member and organisation; ``case`` where people have taken it up."""

    clock: Clock
    member: Member
    home: Node
    case_id: int | None
    is_full: bool


def watched(user: Any, day: datetime.date, word: str = "relations.view") -> dict[int, Watched]:
    """The clocks in reach that are full, or will be within a month, by member; of each member the fullest."""
    nodes = {node.pk: node for node in party_nodes(user, word)}
    return told(clocks(list(nodes.values()), day), nodes, day)


def told(found: list[Clock], nodes: dict[int, Node], day: datetime.date) -> dict[int, Watched]:
    """Clocks with the names of their members and organisations, each member once."""
    first: dict[int, Clock] = {}
    for clock in found:
        first.setdefault(clock.member_id, clock)
    members, cases = names_of(first.values()), open_cases(list(first))
    return {
        key: Watched(one, members[key], nodes[one.home_id], cases.get(key), one.is_full(day))
        for key, one in first.items()
    }


def watched_members(found: Mapping[int, Watched]) -> QuerySet[Member]:
    """The members of these clocks, each with the day on which theirs is full (``full_on``)."""
    days: dict[datetime.date, list[int]] = defaultdict(list)
    for key, one in found.items():
        days[one.clock.full_on].append(key)
    full = [When(pk__in=some, then=Value(day)) for day, some in days.items()]
    full_on = Case(*full, default=Value(datetime.date.max), output_field=DateField())
    return Member.objects.filter(pk__in=list(found)).annotate(full_on=full_on)


def open_cases(member_ids: list[int]) -> dict[int, int]:
    """The open cases of these members."""
    return {
        member: case
        for chunk in chunks(sorted(member_ids))
        for member, case in WithdrawalCase.objects.filter(member_id__in=chunk, state__in=OPEN_WITHDRAWALS).values_list(
            "member_id", "pk"
        )
    }
