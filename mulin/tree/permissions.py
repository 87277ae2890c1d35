"""Who may: permission words, roles held at nodes, and how far they reach. A refusal gives its reason."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import BooleanField, Case, Q, Value, When

from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.tree.models import Node, RoleHolding, holding
from mulin.tree.rules import Role, roles

EVERYWHERE = "*"


@dataclass(frozen=True)
class Held:
    """A role as held: at which node, named by its two paths; ``everywhere`` for the built-in account."""

    role: Role
    node_id: int | None
    path: str
    place_path: str


def held_by(user: Any) -> list[Held]:
    """What this person holds today; read once a request (kept on the user object)."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return []
    kept: tuple[datetime.date, list[Held]] | None = getattr(user, "_held_roles", None)
    if kept is not None and kept[0] == today():
        return kept[1]
    holdings = RoleHolding.objects.filter(holding("", today()), user_id=user.pk)
    found = [
        Held(roles()[role], node_id, path or "", place_path or "")
        for role, node_id, path, place_path in holdings.values_list("role", "node_id", "node__path", "node__place_path")
        if role in roles()
    ]
    user._held_roles = (today(), found)
    return found


def holders_of(word: str, user: Any) -> list[Held]:
    """The roles by which this person has a permission word."""
    return [held for held in held_by(user) if word in held.role.may]


def words_held(user: Any) -> frozenset[str] | None:
    """Every permission word this person has at any node at all; None for the built-in account, which has all."""
    if getattr(user, "is_built_in", False):
        return None
    return frozenset().union(*(held.role.may for held in held_by(user)))


def has_anywhere(user: Any, word: str) -> bool:
    """Does this person have the word at any node at all? Decides whether a menu entry shows."""
    return bool(getattr(user, "is_built_in", False)) or bool(holders_of(word, user))


def check_anywhere(user: Any, *words: str) -> None:
    """Refuse whoever has none of these words at any node: a page that they could not use is not shown to them."""
    if not any(has_anywhere(user, word) for word in words):
        names = "”“".join(declared.get(word, word) for word in words)
        raise Refused(f"您没有“{names}”的权限，请联系上级管理员")


def scope(user: Any, word: str, prefix: str = "") -> Q:
    """Rows at nodes where this person has the word; ``prefix`` leads to the node, such as ``"host__"``.

    Roles with the reach ``assigned`` give nothing here: what is assigned is asked where assignments are kept.
    """
    if getattr(user, "is_built_in", False):
        return Q()
    condition = Q(**{f"{prefix}pk__in": []})
    for held in holders_of(word, user):
        if held.node_id is None or held.role.reach == "assigned":
            continue
        if held.role.reach == "own":
            condition |= Q(**{f"{prefix}pk": held.node_id})
        else:
            condition |= Q(**{f"{prefix}path__within": held.path})
            condition |= Q(**{f"{prefix}place_path__within": held.place_path})
    return condition


def handled(user: Any, word: str, prefix: str = "") -> Q:
    """Of rows that somebody sees anyway those they see to by this word; who has it nowhere looks on, and gets all."""
    return scope(user, word, prefix) if has_anywhere(user, word) else Q()


def acting(user: Any, word: str, prefix: str = "") -> Case:
    """Of each row, whether this person has the word at its node: a list leads to a step only who may take it."""
    return Case(When(scope(user, word, prefix), then=Value(True)), default=Value(False), output_field=BooleanField())


def own_name(user: Any, word: str, family: str = "") -> str:
    """The name of the one node where this person has a word, for a form to begin with; empty where there are several.

    A form asks for what the system cannot know; where somebody works it knows. ``family``: only of this tree.
    """
    own = {held.node_id for held in holders_of(word, user) if held.node_id and held.role.reach != "assigned"}
    nodes = Node.objects.filter(pk__in=own) if len(own) == 1 else Node.objects.none()
    named = nodes.filter(kind__family=family) if family else nodes
    return named.values_list("name", flat=True).first() or ""


def own_organisation(user: Any, word: str) -> str:
    """The same of a party organisation only: who works for a place does not begin with its name."""
    return own_name(user, word, "party")


class Placed(Protocol):
    """A node, or of a node only what says where it stands."""

    @property
    def pk(self) -> int:
        """Its id."""

    @property
    def path(self) -> str:
        """The line of superiors down to it."""

    @property
    def place_path(self) -> str:
        """The line of places down to it."""


def reaches(held: Held, node: Placed) -> bool:
    """Does a role held there reach this node?"""
    if held.node_id is None or held.role.reach == "assigned":
        return False
    if held.role.reach == "own":
        return held.node_id == node.pk
    return node.path.startswith(held.path) or node.place_path.startswith(held.place_path)


def may_at(user: Any, word: str, node: Node) -> bool:
    """Does this person have the word at this node?"""
    return bool(getattr(user, "is_built_in", False)) or any(reaches(held, node) for held in holders_of(word, user))


Nodes = Callable[[Any], Iterable[Node]]


def itself(node: Any) -> Iterable[Node]:
    """The object is a node."""
    return [node]


@dataclass(frozen=True)
class Permission:
    """One thing people may do. Says why not.

    ``nodes`` leads from the object to the nodes it stands at (any of them suffices); ``unless`` adds a reason that
    comes from the object or the person, whatever the role.
    """

    word: str
    name: str
    nodes: Nodes = field(default=itself)
    unless: Callable[[Any, Any], str | None] | None = None

    def __post_init__(self) -> None:
        declared.setdefault(self.word, self.name)

    def reason_against(self, user: Any, target: Any) -> str | None:
        """Why this person may not do it to this object; nothing when they may."""
        if not any(may_at(user, self.word, node) for node in self.nodes(target)):
            return f"您没有“{self.name}”的权限，请联系上级管理员"
        return self.unless(user, target) if self.unless else None

    def allows(self, user: Any, target: Any) -> bool:
        """May this person do it to this object?"""
        return self.reason_against(user, target) is None

    def check(self, user: Any, target: Any) -> None:
        """Refuse, with the reason, unless this person may."""
        reason = self.reason_against(user, target)
        if reason:
            raise Refused(reason)


declared: dict[str, str] = {}
"""Every permission word declared so far, with its Chinese name, in order of declaration."""

view_nodes = Permission("nodes.view", "查看组织")
manage_nodes = Permission("nodes.manage", "管理组织")
manage_roles = Permission("roles.manage", "任免角色")


def appointable(user: Any) -> list[Role]:
    """The roles this person gives and takes, wherever that is; the built-in account gives all."""
    named = {code for held in holders_of(manage_roles.word, user) for code in held.role.appoints}
    everything = bool(getattr(user, "is_built_in", False))
    return [role for role in roles().values() if everything or role.code in named]


def reason_against_appointing(user: Any, role: str, node: Node, person: Any) -> str | None:
    """Why this person may not give this role to somebody, or take it away; nothing when they may.

    Nobody lifts themselves: not by a role of their own, and not by one above what their own role gives.
    """
    against = manage_roles.reason_against(user, node)
    if against or getattr(user, "is_built_in", False):
        return against
    if person.pk == user.pk:
        return "不能任免自己的角色，请由上级办理"
    if not any(role in held.role.appoints and reaches(held, node) for held in holders_of(manage_roles.word, user)):
        return f"“{roles()[role].name}”由上级任免，请联系上级管理员"
    return None


def accounts_unless(user: Any, target: Any) -> str | None:
    """Nobody closes their own account."""
    return "不能停用自己的账号" if isinstance(target, User) and target.pk == user.pk else None


def search_scope(user: Any, word: str) -> Q:
    """The same reach as ``scope`` for rows that keep bare node ids instead of a foreign key."""
    if getattr(user, "is_built_in", False):
        return Q()
    visible = Node.objects.filter(scope(user, word)).values("pk")
    return Q(node_id__in=visible) | Q(second_node_id__in=visible)
