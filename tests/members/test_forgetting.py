"""What identifies a person is cleared once the time to keep it is over; what happened stays true."""

import datetime
from collections.abc import Callable

import pytest

from mulin.audit.models import Entry
from mulin.identity.models import User
from mulin.members.actions import Homes, leave, register
from mulin.members.choices import Leaving
from mulin.tree.actions import NewNode, found
from mulin.web.actions.keeping import tick

DAY = datetime.date(2021, 3, 1)


@pytest.fixture
def left(clerk: User, today_is: Callable[[str], datetime.date]):
    today_is("2021-03-01")
    committee = found(NewNode("party_committee", "滨湖党委"), reason="测试", by=clerk)
    branch = found(NewNode("branch", "东湖支部", belongs_to=committee), reason="测试", by=clerk)
    given = {"name": "林知夏", "identity_number": "11010519491231002X", "phone": "13800000001"}
    member = register(given, Homes(branch), by=clerk)
    leave(member, on=DAY, leaving=Leaving.MOVED_AWAY, by=clerk)
    return member


def test_it_is_kept_until_the_time_is_over_and_then_cleared(left, today_is) -> None:
    assert tick(today_is("2023-03-01"))["到期个人信息"] == 0
    left.refresh_from_db()
    assert left.phone == "13800000001"

    assert tick(today_is("2023-03-02"))["到期个人信息"] == 1
    left.refresh_from_db()
    assert (left.identity_number, left.identity_index, left.phone, left.phone_index) == ("", "", "", "")
    assert left.name == "林知夏"
    assert left.ties.count() == 1
    assert Entry.objects.get(verb="到期清除").changes["人数"] == 1

    assert tick(today_is("2023-03-03"))["到期个人信息"] == 0
