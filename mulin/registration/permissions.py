"""Who may see, send, receive and organise registrations, and why not."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from mulin.members.permissions import is_oneself, read_clear
from mulin.programmes.queries import ids_above
from mulin.registration.models import Campaign, RegionRegistration, Registration, RegistrationQuerySet
from mulin.tree.models import Node
from mulin.tree.permissions import Permission, holders_of, may_at, scope


def unit_side(target: Any) -> Iterable[Node]:
    """The organisation that sends."""
    return [target] if isinstance(target, Node) else [target.unit]


def community_side(target: Any) -> Iterable[Node]:
    """The community that receives."""
    return [target] if isinstance(target, Node) else [target.community]


def both_sides(target: Any) -> Iterable[Node]:
    """A registration stands at the organisation that sends and at the community that receives."""
    return [target] if isinstance(target, Node) else [target.unit, target.community]


def own_node(target: Any) -> Iterable[Node]:
    """A campaign stands at the county or street that opened it; a region's registration at the region."""
    if isinstance(target, Node):
        return [target]
    return [target.node if isinstance(target, Campaign) else target.region]


view_registrations = Permission("registrations.view", "查看双报到", both_sides)
send_members = Permission("registrations.send", "派遣党员报到", unit_side)
receive_members = Permission("registrations.receive", "接收党员报到", community_side)
organise_campaigns = Permission("registrations.organise", "组织报到工作", own_node)
register_with_region = Permission("registrations.receive", "接收党员报到", own_node)


def registrations_visible_to(user: Any) -> RegistrationQuerySet:
    """Registrations seen from the unit, from the community, or by the member whose they are."""
    rows = Registration.objects.all()
    if getattr(user, "is_built_in", False):
        return rows
    word = view_registrations.word
    own = Q(member__account_id=user.pk) if user.pk else Q(pk__in=[])
    return rows.filter(scope(user, word, "unit__") | scope(user, word, "community__") | own)


def side_of(user: Any, registration: Registration) -> str:
    """From where somebody sees a registration: ``own``, ``unit``, ``community``, ``both``; empty: not at all."""
    account_id = registration.member.account_id
    if account_id is not None and account_id == getattr(user, "pk", None):
        return "own"
    sends = may_at(user, view_registrations.word, registration.unit)
    receives = may_at(user, view_registrations.word, registration.community)
    return "both" if sends and receives else "unit" if sends else "community" if receives else ""


def reads_phone(user: Any, registration: Registration) -> bool:
    """Does somebody read the member's phone in clear on the papers of a registration?

    Whoever sends or receives, because letter and card are there to reach the person; whoever reads clear fields of
    either side anyway; and the member. Others who print (a leader, the district) get it masked.
    """
    if is_oneself(user, registration.member):
        return True
    sends, receives = send_members.allows(user, registration), receive_members.allows(user, registration)
    return sends or receives or any(read_clear.allows(user, one) for one in both_sides(registration))


def campaigns_visible_to(user: Any) -> Any:
    """Campaigns at nodes in reach, and those of the nodes above, which are for everybody below."""
    rows = Campaign.objects.select_related("node", "programme__edition")
    if getattr(user, "is_built_in", False):
        return rows
    word = view_registrations.word
    above = {one for held in holders_of(word, user) for one in ids_above(held.path, held.place_path)}
    return rows.filter(scope(user, word, "node__") | Q(node_id__in=above))


def regions_visible_to(user: Any) -> Any:
    """Registrations with regions in reach, and one's own."""
    rows = RegionRegistration.objects.select_related("member", "region")
    if getattr(user, "is_built_in", False):
        return rows
    return rows.filter(scope(user, view_registrations.word, "region__") | Q(member__account_id=user.pk))


def reason_against_reporting(user: Any, registration: Registration) -> str | None:
    """Why somebody may not report that a member leaves: the member may, and either side."""
    if side_of(user, registration) == "own" or send_members.allows(user, registration):
        return None
    return receive_members.reason_against(user, registration)
