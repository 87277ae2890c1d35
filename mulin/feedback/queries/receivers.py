"""To whom a card goes: the routing rule of the clause, applied to many members at once."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mulin.feedback.models import Feedback
from mulin.feedback.queries.contents import AT_A_TIME, told
from mulin.members.choices import TieKind
from mulin.members.models import Tie
from mulin.programmes.queries import Ruling, ids_above
from mulin.rulebook.schema.feedback import Receiver
from mulin.tree.models import Node, holding


@dataclass(frozen=True)
class Address:
    """One receiver of one card: its id in the clause, its name, and the node where it is one of ours."""

    receiver: str
    name: str
    node_id: int | None
    replies: bool


class Routing:
    """Homes, bodies above them, offices and ranks of many members, read once."""

    def __init__(self, member_ids: Sequence[int], day: datetime.date, fallback: datetime.date) -> None:
        self.homes = homes_of(member_ids, fallback) | homes_of(member_ids, day)
        self.ranks: dict[int, str] = {}
        for start in range(0, len(member_ids), AT_A_TIME):
            rows = told(sorted(member_ids)[start : start + AT_A_TIME])
            self.ranks |= {member_id: rank for member_id, _job, rank in rows}
        above = {one for node in self.homes.values() for one in ids_above(node.path)}
        self.above: Mapping[int, Node] = Node.objects.in_bulk(above)
        self.offices: dict[str, Node | None] = {}

    def addresses(self, card: Feedback, ruling: Ruling) -> Iterator[Address]:
        """Everybody to whom a card goes. An office that is none of ours is named: it gets the card on paper."""
        rank = self.ranks.get(card.member_id, "")
        for receiver in ruling.clause.receivers:
            if receiver.ranks and rank not in receiver.ranks:
                continue
            found = self.address(card, ruling, receiver)
            if found is not None:
                yield found

    def address(self, card: Feedback, ruling: Ruling, receiver: Receiver) -> Address | None:
        """One receiver; nothing where there is none, as for a member without a home organisation.

        A body above that the register does not know is named by the clause: it gets the card on paper.
        """
        home = self.homes.get(card.member_id)
        if receiver.who == "member":
            return Address(receiver.id, card.member.name, None, receiver.replies)
        if receiver.who == "office":
            name = str(ruling.value(receiver.office) or "") if receiver.office else receiver.name
            return self.named(receiver, name) if name else None
        if receiver.who == "above" and home is not None:
            found = self.body_above(home, receiver.kind)
            name, node_id = (found.name, found.pk) if found else (receiver.name, None)
            return Address(receiver.id, name, node_id, receiver.replies)
        return Address(receiver.id, home.name, home.pk, receiver.replies) if home else None

    def named(self, receiver: Receiver, name: str) -> Address:
        """An office, by its name; on paper where it is none of ours."""
        if name not in self.offices:
            self.offices[name] = Node.objects.filter(name=name, until__isnull=True).order_by("pk").first()
        node = self.offices[name]
        return Address(receiver.id, name, node.pk if node else None, receiver.replies)

    def body_above(self, home: Node | None, kind: str | None) -> Node | None:
        """The nearest body of a kind above the home organisation."""
        if home is None:
            return None
        line = [int(part) for part in reversed(home.path.strip("/").split("/")) if part]
        found = (self.above[one] for one in line if one in self.above and one != home.pk)
        return next((one for one in found if one.kind_id == kind), None)


def homes_of(member_ids: Sequence[int], day: datetime.date) -> dict[int, Node]:
    """The organisation each of these members belongs to on a day."""
    found: dict[int, Node] = {}
    for start in range(0, len(member_ids), AT_A_TIME):
        ties = Tie.objects.filter(
            holding("", day),
            kind=TieKind.HOME_ORGANISATION,
            member_id__in=sorted(member_ids)[start : start + AT_A_TIME],
        )
        found |= {tie.member_id: tie.node for tie in ties.select_related("node")}
    return found
