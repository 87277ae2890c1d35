"""Telling the domains above whose members changed."""

from collections.abc import Iterable

from mulin.foundation.bulk import chunks
from mulin.members.events import ties_changed
from mulin.members.models import Tie

TABLES = ("ties", "members")


def tied_to(member_ids: Iterable[int]) -> set[int]:
    """Ids of the nodes these members are tied to now, however many."""
    ties = Tie.objects.filter(until__isnull=True)
    return {
        node
        for chunk in chunks(member_ids)
        for node in ties.filter(member_id__in=chunk).values_list("node_id", flat=True).distinct()
    }


def announce(node_ids: Iterable[int], member_ids: Iterable[int]) -> None:
    """These members of these nodes are others, or say something else; once an action."""
    found = sorted(set(node_ids))
    if found:
        ties_changed.send(Tie, node_ids=found, member_ids=sorted(set(member_ids)), tables=TABLES)
