"""Many offers of voluntary service written down or corrected at once from paper."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from mulin.foundation.bulk import insert_rows, update_rows
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.service.models import VolunteerApplication
from mulin.service.permissions import manage_service
from mulin.tree.models import Node


@dataclass(frozen=True)
class Offered:
    """What a resident of a community offers to do, with which skills, when."""

    member: Member
    community: Node
    services: Sequence[str]
    skills: str
    times: str
    applied_on: datetime.date


@transaction.atomic
def insert_offers(offers: Sequence[Offered], *, by: User) -> int:
    """Offers that wait for a team, in one statement; how many. Refused when somebody offered meanwhile.

    Whoever calls it has asked who lives there, and writes the one audit entry.
    """
    for community in {one.community.pk: one.community for one in offers}.values():
        manage_service.check(by, community)
    rows = [
        (one.member.pk, one.community.pk, list(one.services), one.skills, one.times, one.applied_on) for one in offers
    ]
    columns = ["member", "community", "services", "skills", "times", "applied_on"]
    try:
        with transaction.atomic():
            return insert_rows(VolunteerApplication, columns, rows)
    except IntegrityError as error:
        raise Refused("有党员刚刚提交了志愿者申请，请重新预览后再导入") from error


@transaction.atomic
def change_offers(changes: Mapping[int, Mapping[str, Any]], *, by: User) -> int:
    """Correct what volunteers offer, by the id of their application and field, under its lock; how many.

    Whoever calls it writes the one audit entry.
    """
    rows = VolunteerApplication.objects.select_for_update(of=("self",)).select_related("community")
    found = list(rows.filter(pk__in=changes).order_by("pk"))
    for one in found:
        manage_service.check(by, one)
        for name, value in changes[one.pk].items():
            setattr(one, name, value)
    update_rows(VolunteerApplication, sorted({name for each in changes.values() for name in each}), found)
    return len(found)
