"""A branch of eleven members with accounts, and somebody who runs its ballots."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.members.actions import Homes, link_account, register
from mulin.members.models import Member
from mulin.tree.actions import NewNode, found, give_role
from mulin.tree.models import Node
from tests.worlds import built_once


def account(name: str, role: str, node: Node, clerk: User) -> User:
    """A fresh account with a role at a node."""
    user = open_account(name, display_name=name)
    give_role(user, role, node=node, by=clerk)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def branch(clerk: User, today_is: Callable[[str], datetime.date]) -> SimpleNamespace:
    today_is("2022-06-01")
    return a_branch(clerk)


@built_once
def a_branch(clerk: User) -> SimpleNamespace:
    """The branch, its members and who runs ballots."""
    committee = found(NewNode("party_committee", "滨湖党委"), reason="测试", by=clerk)
    node = found(NewNode("branch", "荷风支部", belongs_to=committee), reason="测试", by=clerk)
    members: list[Member] = []
    for number in range(11):
        member = register({"name": f"党员{number:02d}"}, Homes(node), by=clerk)
        user = account(f"member{number:02d}", "member", node, clerk)
        members.append(link_account(member, user.username, by=clerk) or member)
    return SimpleNamespace(
        node=node,
        committee=committee,
        members=[Member.objects.select_related("account").get(pk=one.pk) for one in members],
        secretary=account("secretary", "unit_secretary", node, clerk),
        deputy=account("deputy", "unit_secretary", node, clerk),
        stranger=account("stranger", "unit_secretary", committee, clerk),
    )
