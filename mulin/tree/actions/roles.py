"""Roles given and taken."""

import datetime

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.actions import end_sessions
from mulin.identity.models import User
from mulin.tree import permissions
from mulin.tree.choices import BEGINNING
from mulin.tree.models import Node, RoleHolding
from mulin.tree.rules import roles


def check_may_appoint(by: User, role: str, node: Node | None, person: User) -> None:
    """Refuse who may not give this role there to this person, or take it away."""
    if node is None:
        reason = None if by.is_built_in else "不挂节点的角色只能由命令行账号任免"
    else:
        reason = permissions.reason_against_appointing(by, role, node, person)
    if reason:
        raise Refused(reason)


@transaction.atomic
def give_role(user: User, role: str, *, node: Node | None, by: User, since: datetime.date | None = None) -> RoleHolding:
    """Let a person hold a role at a node. Their sessions end, so that it takes effect at once."""
    if role not in roles():
        raise Refused(f"没有“{role}”这个角色")
    check_may_appoint(by, role, node, user)
    held, made = RoleHolding.objects.get_or_create(
        user=user, role=role, node=node, until=None, defaults={"since": since or BEGINNING}
    )
    if made:
        end_sessions([user.pk])
        log(by, "授予角色", user, node_id=node.pk if node else None, changes={"角色": ["", roles()[role].name]})
    return held


@transaction.atomic
def take_role(held: RoleHolding, *, by: User) -> None:
    """End a role as of today. The person's sessions end at once."""
    check_may_appoint(by, held.role, held.node, held.user)
    if held.since >= today():
        held.delete()
    else:
        held.until = today()
        held.save(update_fields=["until"])
    end_sessions([held.user_id])
    log(by, "解除角色", held.user, node_id=held.node_id, changes={"角色": [roles()[held.role].name, ""]})
