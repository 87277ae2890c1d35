"""The world that nobody may look through: districts, streets, communities, compounds, party organisations.

Everything is made through the product's own actions. Every node has one of each thing, each under a mark of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mulin.assessments.actions import judging_once
from mulin.assessments.models import Proposal
from mulin.duties.models import DutyState
from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.programmes.actions import adopt, install, publish
from mulin.programmes.models import Edition, Programme
from mulin.programmes.queries import stored_pack
from mulin.tree.actions import NewNode, found, give_role
from mulin.tree.models import Node
from mulin.tree.rules import roles
from tests.access.appraising import plant_appraisals
from tests.access.assessed import plant_assessments, plant_rounds
from tests.access.collecting import plant_points
from tests.access.deliberating import plant_deliberation
from tests.access.feeding import plant_feedback, sides_of_feedback
from tests.access.marks import Holder, Marks, Planted, Spot
from tests.access.pack import KINDS, SINCE, trial_pack
from tests.access.registering import STATES, plant_registration, sides_of
from tests.access.relating import plant_relations, two_sides
from tests.access.serving import plant_service
from tests.access.showing import plant_boards
from tests.access.standing import HOMES, LIVES_AT, plant_commuter, plant_standing, plant_units
from tests.worlds import built_once

PASSWORD = "correct horse battery staple"
# key, kind, superior, place
NODES = (
    ("district", "district", None, None),
    ("far_district", "district", None, None),
    ("street", "street", "district", None),
    ("other_street", "street", "district", None),
    ("far_street", "street", "far_district", None),
    ("committee", "party_work_committee", None, "street"),
    ("other_committee", "party_work_committee", None, "other_street"),
    ("far_committee", "party_work_committee", None, "far_street"),
    ("district_committee", "party_work_committee", None, "district"),
    ("far_district_committee", "party_work_committee", None, "far_district"),
    ("community", "community", "street", None),
    ("neighbour", "community", "street", None),
    ("other_community", "community", "other_street", None),
    ("other_neighbour", "community", "other_street", None),
    ("compound", "compound", "community", None),
    ("neighbour_compound", "compound", "neighbour", None),
    ("other_compound", "compound", "other_community", None),
    ("building", "building", "street", "community"),
    ("enterprise", "enterprise", "street", "building"),
    ("other_enterprise", "enterprise", "other_street", "other_community"),
    ("branch", "branch", "committee", "community"),
    ("neighbour_branch", "branch", "committee", "neighbour"),
    ("other_branch", "branch", "other_committee", "other_community"),
    ("group", "party_group", "branch", None),
)
# own, child, parent, sibling, other street
AROUND: Mapping[str, Mapping[str, str]] = {
    "district": {"own": "district", "child": "street", "sibling": "far_district", "elsewhere": "far_street"},
    "street": {
        "own": "street",
        "child": "community",
        "parent": "district",
        "sibling": "other_street",
        "elsewhere": "other_community",
    },
    "community": {
        "unit": "enterprise",
        "own": "community",
        "child": "compound",
        "parent": "street",
        "sibling": "neighbour",
        "elsewhere": "other_community",
    },
    "branch": {
        "own": "branch",
        "child": "group",
        "parent": "committee",
        "sibling": "neighbour_branch",
        "elsewhere": "other_branch",
    },
}
HELD_AT = {
    "district_officer": "district",
    "street_officer": "street",
    "street_leader": "street",
    "community_secretary": "community",
    "community_worker": "community",
    "unit_secretary": "branch",
    "member": "branch",
    "assessor": "street",
    "auditor": "street",
    "discipline_officer": "street",
    "system_administrator": "street",
}
PUBLISHED_AT = ("district", "far_district", "street", "other_street", "far_street")


@dataclass
class World:
    """What stands where. ``things[sort][spot key]`` is the primary key of a thing of that sort at that node."""

    root: User
    marks: Marks = field(default_factory=Marks)
    spots: dict[str, Spot] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    holders: dict[str, Holder] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    sealed: set[str] = field(default_factory=set)
    named: dict[str, Any] = field(default_factory=dict)

    def put(self, sort: str, key: str, pk: Any) -> None:
        """Remember a thing."""
        self.things.setdefault(sort, {})[key] = pk

    def sides(self, sort: str, spot: Spot) -> list[Spot]:
        """Where a thing stands; a member first where the home organisation is, then where the member lives."""
        if sort in {"issued", "batch"}:
            return two_sides(self, spot)
        if sort in STATES:
            return sides_of(self, sort, spot)
        if sort.startswith("fed_"):
            return sides_of_feedback(self, sort, spot)
        if sort not in {"member", "led", "led_duty", "lived_duty", "appraisal"}:
            return [spot]
        home = self.spots[HOMES.get(spot.key, spot.key)]
        if sort in {"led", "led_duty", "appraisal"}:
            return [home]
        return [home, spot] if spot.key in LIVES_AT else [home]

    def full_spots(self) -> list[Spot]:
        """The nodes that some role stands in a relation to: each has one of everything."""
        keys = {key for around in AROUND.values() for name, key in around.items() if name != "unit"}
        return [spot for key, spot in self.spots.items() if key in keys]

    def programme_of(self, spot: Spot) -> Programme:
        """The published programme in charge of a node."""
        near = ("street", "other_street", "far_street", "district", "far_district")
        return next(self.programmes[key] for key in near if key in spot.above)


@built_once
def build() -> World:
    """The whole world, in the database."""
    stored_pack.cache_clear()
    world = World(User.objects.command_line())
    for key, kind, superior, place in NODES:
        lay(world, key, kind, superior, place)
    staff(world)
    edition, _ = install(trial_pack(), by=world.root)
    world.put("edition", "district", edition.pk)
    for key in PUBLISHED_AT:
        put_in_force(world, edition, world.spots[key])
    plant_units(world)
    with judging_once():
        for spot in world.full_spots():
            draft_programme(world, edition, spot)
            plant_standing(world, spot)
            plant_assessments(world, spot)
            plant_deliberation(world, spot)
        plant_commuter(world)
        plant_rounds(world)
    plant_appraisals(world)
    plant_registration(world)
    plant_relations(world)
    plant_service(world)
    plant_boards(world)
    plant_points(world)
    plant_feedback(world)
    for spot in world.full_spots():
        world.put("subject", spot.key, spot.pk)
        world.put("standing", spot.key, Proposal.objects.get(subject_id=spot.pk).pk)
        for state in DutyState.objects.filter(member_id=world.things["member"][spot.key]):
            world.put(state.duty, spot.key, state.pk)
        world.put("duty", spot.key, DutyState.objects.filter(node_id=spot.pk).order_by("pk").first().pk)
    return world


def lay(world: World, key: str, kind: str, superior: str | None, place: str | None) -> None:
    """One node. What is above it is known here without asking the product."""
    mark = world.marks.plant("node")
    above = [world.nodes[one] if one else None for one in (superior, place)]
    new = NewNode(kind, f"{mark}{KINDS[kind]}", above[0], above[1], code=f"N-{key}")
    node = found(new, reason="建立", by=world.root)
    line = frozenset({key}).union(*(world.spots[one].above for one in (superior, place) if one))
    spot = Spot(key, kind, node.pk, mark, line)
    world.marks.planted[mark] = Planted(
        f"node_{node.kind.family}", {("nodes.view", spot)}, superior_of=spot, listed_with="nodes.view"
    )
    for above_it in line - {key}:
        world.marks.planted[world.spots[above_it].mark].named_beside.append(spot)
    world.nodes[key], world.spots[key] = node, spot
    world.put("node", key, node.pk)


def staff(world: World) -> None:
    """One account a role, at its usual node; the built-in account gives the roles."""
    for role in roles().values():
        holder = Holder(role, world.spots[HELD_AT[role.code]])
        world.holders[holder.name] = holder
        appoint(world, holder)
    world.users["clerk"] = account(world, "clerk", "经办")
    for at in ("district", "far_district"):
        give_role(world.users["clerk"], "street_officer", node=world.nodes[at], by=world.root)
    world.users["judge"] = account(world, "judge", "评委")
    give_role(world.users["judge"], "assessor", node=world.nodes["far_street"], by=world.root)
    there = ("roles.manage", world.spots["other_community"])
    world.users["spare"] = account(world, "spare", world.marks.plant("account", there, anywhere=["accounts.manage"]))
    give_role(world.users["spare"], "community_worker", node=world.nodes["other_community"], by=world.root)
    world.put("account", "other_community", world.users["spare"].pk)
    elsewhere = world.spots["other_community"]
    offered = [("roles.manage", elsewhere), ("assessments.organise", elsewhere)]
    stranger = account(world, "stranger", world.marks.plant("account", *offered, anywhere=["accounts.manage"]))
    give_role(stranger, "assessor", node=world.nodes["other_community"], by=world.root)
    for spot in world.full_spots():
        appoint_bystander(world, spot)


def appoint(world: World, holder: Holder) -> None:
    """The account of a role; its name may be read by itself, by who gives roles there, by who keeps accounts."""
    readers = [("roles.manage", holder.at), ("assessments.organise", holder.at)]
    if holder.role.code == "assessor":
        # the acceptance of the community is assigned to this assessor: whoever sees it sees who assesses
        readers += [("assessments.view", world.spots[key]) for key in ("street", "community")]
    mark = world.marks.plant("account", *readers, anywhere=["accounts.manage"], own=[holder.name])
    user = account(world, holder.name, mark)
    give_role(user, holder.role.code, node=world.nodes[holder.at.key], by=world.root)
    world.users[holder.name] = User.objects.get(pk=user.pk)


def appoint_bystander(world: World, spot: Spot) -> None:
    """Somebody at every node whose role can be taken away."""
    mark = world.marks.plant("account", ("roles.manage", spot), anywhere=["accounts.manage"])
    user = account(world, f"bystander@{spot.key}", mark)
    world.put("holding", spot.key, give_role(user, "member", node=world.nodes[spot.key], by=world.root).pk)


def account(world: World, username: str, name: str) -> User:
    """An account that can sign in."""
    return open_account(username, display_name=name, password=PASSWORD)


def put_in_force(world: World, edition: Edition, spot: Spot) -> None:
    """A published programme; it is read below too."""
    basis = world.marks.plant("programme", ("programmes.view", spot), superior_of=spot)
    asked = {"veto_kinds": ["安全事故"]}
    drafted = adopt(edition, world.nodes[spot.key], since=SINCE, by=world.root, legal_basis=basis, parameters=asked)
    world.programmes[spot.key] = publish(drafted, by=world.root)
    world.put("published", spot.key, drafted.pk)


def draft_programme(world: World, edition: Edition, spot: Spot) -> None:
    """A programme being prepared, read only by those in whose reach the node is."""
    basis = world.marks.plant("programme", ("programmes.view", spot))
    drafted = adopt(edition, world.nodes[spot.key], since=SINCE, by=world.root, legal_basis=basis)
    world.put("programme", spot.key, drafted.pk)
