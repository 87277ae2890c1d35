"""Who can be listed, and why not: for one form and for a workbook of thousands alike."""

from collections.abc import Sequence

from mulin.foundation.bulk import chunks
from mulin.members.choices import Category, TieKind
from mulin.members.models import Member, Tie
from mulin.registration.choices import State
from mulin.registration.models import Campaign, Registration
from mulin.tree.models import Node


def community_problem(node: Node) -> str:
    """Why nobody registers with a node; nothing when people do."""
    if node.kind_id != "community":
        return f"“{node.name}”不是社区"
    return "" if node.until is None else f"“{node.name}”已于 {node.until} 撤并"


def problems_of_listing(campaign: Campaign, pairs: Sequence[tuple[int, int]]) -> dict[int, str]:
    """For those who cannot be listed: member id and the sentence. ``pairs``: ids of member and sending organisation."""
    ids = [member_id for member_id, _ in pairs]
    members, homes, live = members_of(ids), homes_of(ids), live_of(ids)
    wanted = set(campaign.ruling.clause.categories)
    area = (campaign.node.path, campaign.node.place_path)
    found: dict[int, str] = {}
    for member_id, unit_id in pairs:
        name, category, left_on = members.get(member_id, ("", "", None))
        home = homes.get(member_id)
        if not name or left_on is not None:
            found[member_id] = f"“{name}”已经离开，不能列入名单" if name else "名册中没有这名党员"
        elif home is None or home[0] != unit_id:
            found[member_id] = f"“{name}”不在这个党组织"
        elif not (home[1].startswith(area[0]) or home[2].startswith(area[1])):
            found[member_id] = f"“{name}”所在党组织不在“{campaign.node.name}”范围内"
        elif wanted and category not in wanted:
            found[member_id] = f"“{name}”是{Category(category).label}，不在这次报到范围"
        elif member_id in live:
            found[member_id] = f"“{name}”的报到登记为“{State(live[member_id]).label}”，不用再列"
    return found


def members_of(ids: Sequence[int]) -> dict[int, tuple[str, str, object]]:
    """Name, category and day of leaving, by id."""
    return {
        key: (name, category, left_on)
        for chunk in chunks(ids)
        for key, name, category, left_on in Member.objects.filter(pk__in=chunk).values_list(
            "pk", "name", "category", "left_on"
        )
    }


def homes_of(ids: Sequence[int]) -> dict[int, tuple[int, str, str]]:
    """The organisation that leads each member: its id and both paths."""
    ties = Tie.objects.filter(kind=TieKind.HOME_ORGANISATION, until__isnull=True)
    return {
        member_id: (node_id, path, place_path)
        for chunk in chunks(ids)
        for member_id, node_id, path, place_path in ties.filter(member_id__in=chunk).values_list(
            "member_id", "node_id", "node__path", "node__place_path"
        )
    }


def live_of(ids: Sequence[int]) -> dict[int, str]:
    """The states of live registrations, by member."""
    return {
        member_id: state
        for chunk in chunks(ids)
        for member_id, state in Registration.objects.live()
        .filter(member_id__in=chunk)
        .values_list("member_id", "state")
    }
