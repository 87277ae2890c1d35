"""Registrations follow their members and nodes: whatever happens to either, somebody stays responsible."""

import datetime
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Q

from mulin.foundation.bulk import chunks
from mulin.foundation.refusals import Refused
from mulin.members.choices import TieKind
from mulin.members.models import Tie
from mulin.registration.actions.locking import locked, save_all
from mulin.registration.actions.moving import ENDING, MOVING
from mulin.registration.actions.regions import locked_live
from mulin.registration.choices import LIVE, WITH_THE_UNIT, State
from mulin.registration.events import registrations_closed
from mulin.registration.models import Campaign, RegionRegistration, Registration
from mulin.tree.models import Node


def live_of(member_ids: Collection[int]) -> list[Registration]:
    """The live registrations of members, locked."""
    rows = Registration.objects.live()
    return locked(row for chunk in chunks(member_ids) for row in rows.filter(member_id__in=chunk).only("pk"))


@transaction.atomic
def close_for_members(member_ids: Collection[int], *, on: datetime.date) -> None:
    """Members who are no longer ours: what is on its way is withdrawn, files of communities and regions are closed."""
    rows = live_of(member_ids)
    for row in rows:
        if row.state in WITH_THE_UNIT:
            row.withdraw(on=on, because="党员离开")
        else:
            row.close(on=on, because="党员离开")
    save_all(rows, ENDING)
    for region in locked_live(member_ids):
        region.ended_on = max(on, region.registered_on)
        region.save(update_fields=["ended_on"])
    if rows:
        registrations_closed.send(Registration, registration_ids=[row.pk for row in rows], on=on)


@transaction.atomic
def forget(member_ids: Collection[int]) -> None:
    """The time to keep what is private about these members is over: address, health and family are cleared."""
    for chunk in chunks(member_ids):
        Registration.objects.filter(member_id__in=chunk).update(address="", health="", family="")


@transaction.atomic
def follow_home(member_ids: Collection[int]) -> None:
    """The organisation to which members belong now answers for their registrations."""
    rows = live_of(member_ids)
    ties = Tie.objects.filter(kind=TieKind.HOME_ORGANISATION, until__isnull=True)
    homes = dict(ties.filter(member_id__in=[row.member_id for row in rows]).values_list("member_id", "node_id"))
    changed = [row for row in rows if homes.get(row.member_id, row.unit_id) != row.unit_id]
    for row in changed:
        row.unit_id = homes[row.member_id]
    save_all(changed, ["unit"])


@transaction.atomic
def follow_residence(member_ids: Collection[int], *, on: datetime.date) -> None:
    """Members whose residence was changed by hand to another community leave the one that received them."""
    rows = [row for row in live_of(member_ids) if row.state == State.RECEIVED]
    ties = Tie.objects.filter(kind=TieKind.RESIDENCE, until__isnull=True, member_id__in=[row.member_id for row in rows])
    homes = {tie.member_id: tie.node for tie in ties.select_related("node")}
    leaving = []
    for row in rows:
        node = homes.get(row.member_id)
        if node is not None and not node.place_path.startswith(row.community.place_path):
            to = community_above(node)
            row.report_leaving(on=max(on, row.received_on or on), to=to, words="" if to else node.name)
            leaving.append(row)
    save_all(leaving, MOVING)


def community_above(node: Node) -> Node | None:
    """The community in which a place lies."""
    ids = [int(part) for part in node.place_path.strip("/").split("/") if part]
    return Node.objects.filter(pk__in=ids, kind_id="community").first()


@transaction.atomic
def follow_nodes(node_ids: Sequence[int], into_id: int, on: datetime.date) -> None:
    """Registrations with nodes that merged or split are with the one they went into."""
    live = Registration.objects.filter(state__in=LIVE)
    for name in ("unit", "community", "place", "destination_community"):
        live.filter(**{f"{name}_id__in": node_ids}).update(**{f"{name}_id": into_id})
    RegionRegistration.objects.filter(region_id__in=node_ids, ended_on=None).update(region_id=into_id)


def refuse_with_registrations(node_ids: Collection[int]) -> None:
    """A node that people are registered or on their way with does not end."""
    sides = Q(unit_id__in=node_ids) | Q(community_id__in=node_ids)
    found = Registration.objects.live().filter(sides).select_related("community").first()
    if found is not None:
        raise Refused("还有党员的报到登记在办理或有效，请先办结再撤销")
    if Campaign.objects.filter(node_id__in=node_ids, ended_on=None).exists():
        raise Refused("还有未结束的报到工作，请先结束再撤销")
