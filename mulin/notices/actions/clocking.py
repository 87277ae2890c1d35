"""Telling those responsible, in the morning, of clocks that are full."""

import datetime
from collections.abc import Iterator

from django.db import transaction

from mulin.members.models import Member
from mulin.notices.actions.sending import Message, send
from mulin.notices.queries.clocks import CLOCKS, Groups, kind_of, untold
from mulin.notices.queries.late import responsible

NAMED = 20
"""So many members a notice names; the page it leads to has all."""


@transaction.atomic
def tell_of_clocks(day: datetime.date) -> int:
    """Send a notice of every clock that is full to the accounts responsible, once. Safe to repeat.

    Nobody is told where no account holds the role: whoever gets it is told on the next morning. How many are new.
    """
    return sum(send(messages(key, untold(key, day)), by=None) for key in CLOCKS)


def messages(key: str, groups: Groups) -> Iterator[Message]:
    """One message for each organisation, period and account responsible."""
    clock = CLOCKS[key]
    people = responsible({node_id for node_id, _period in groups}, clock.word)
    for (node_id, period), members in groups.items():
        for user_id in people.get(node_id, ()):
            yield Message(
                kind=kind_of(key),
                period=period,
                title=str(clock.title % {"number": len(members)}),
                text=str(clock.text % {"names": names(members)}),
                recipient_id=user_id,
                url=clock.url(node_id),
            )


def names(members: list[Member]) -> str:
    """The first names, and how many more there are."""
    more = f"等 {len(members)} 人" if len(members) > NAMED else ""
    return "、".join(one.name for one in members[:NAMED]) + more
