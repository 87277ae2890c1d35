"""A member's account leads to their own record, and to nobody else's."""

import pytest

from mulin.foundation.refusals import Refused
from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.members.actions import Homes, link_account, register
from mulin.members.models import Member
from mulin.members.permissions import members_visible_to
from mulin.tree.actions import NewNode, found, give_role


@pytest.fixture
def two(clerk: User) -> list[Member]:
    street = found(NewNode("street", "滨湖街道"), reason="测试", by=clerk)
    committee = found(NewNode("party_work_committee", "党工委", None, street), reason="测试", by=clerk)
    branch = found(NewNode("branch", "荷风支部", committee), reason="测试", by=clerk)
    return [
        register({"name": name, "category": "employed", "stage": "full"}, Homes(branch, None), by=clerk)
        for name in ("林一诺", "周予安")
    ]


@pytest.mark.row("D02")
def test_a_member_sees_their_own_record_once_the_account_is_tied(two: list[Member], clerk: User) -> None:
    mine, other = two
    account = open_account("linyinuo", display_name="林一诺")
    give_role(account, "member", node=mine.ties.get().node, by=clerk)
    assert not members_visible_to(account).exists()
    link_account(mine, "linyinuo", by=clerk)
    assert list(members_visible_to(account)) == [mine]
    with pytest.raises(Refused, match="已属于另一位党员"):
        link_account(other, "linyinuo", by=clerk)
    with pytest.raises(Refused, match="没有账号"):
        link_account(other, "nobody", by=clerk)
    link_account(mine, "", by=clerk)
    assert not members_visible_to(account).exists()
