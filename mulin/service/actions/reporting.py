"""Many deeds reported at once from paper."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from mulin.foundation.bulk import insert_rows
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.service.models import Deed
from mulin.service.permissions import manage_service
from mulin.tree.models import Node


@dataclass(frozen=True)
class NewDeed:
    """What a resident of a community did on a day, perhaps for a pledge of theirs."""

    member: Member
    community: Node
    day: datetime.date
    title: str
    text: str = ""
    pledge_id: int | None = None


@transaction.atomic
def insert_deeds(deeds: Sequence[NewDeed], *, by: User) -> int:
    """Deeds that wait for the community to confirm them, in one statement; how many.

    Whoever calls it has asked who lives there, and writes the one audit entry.
    """
    for community in {one.community.pk: one.community for one in deeds}.values():
        manage_service.check(by, community)
    rows = [(one.member.pk, one.community.pk, one.pledge_id, one.day, one.title, one.text, by.pk) for one in deeds]
    return insert_rows(Deed, ["member", "community", "pledge", "day", "title", "text", "reported_by"], rows)
