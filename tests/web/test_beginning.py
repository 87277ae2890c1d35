"""Who enters an empty district is led to what has to be there first, step by step, until it is there."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.programmes.actions import adopt, install, publish
from mulin.rulebook.reading import read_pack
from mulin.tree.actions import NewNode, found, give_role
from mulin.tree.models import Node

pytestmark = pytest.mark.django_db
PACK = Path(__file__).parents[2] / "packs" / "quanyu" / "2021"


@pytest.fixture
def district(clerk: User, today_is: Callable[[str], object]) -> Node:
    today_is("2021-06-30")
    return found(NewNode("district", "云川区", code="QX1"), reason="建立", by=clerk)


def signed_in(role: str, node: Node, by: User) -> Client:
    user = open_account(role, display_name=role)
    give_role(user, role, node=node, by=by)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def steps(client: Client) -> dict[str, bool]:
    """The steps of the home page, and whether each is done."""
    page = client.get("/")
    found_steps = page.context["first_steps"]
    assert ("从这里开始" in page.content.decode()) == bool(found_steps)
    assert all(client.get(one.url).status_code == 200 for one in found_steps)
    return {one.title: one.state == "done" for one in found_steps}


def test_an_officer_of_an_empty_district_is_led_through_the_first_steps(district: Node, clerk: User) -> None:
    officer = signed_in("district_officer", district, clerk)
    assert steps(officer) == {"建立组织": False, "实施制度": False, "授予角色": False}
    street = found(NewNode("street", "云溪街道", district), reason="建立", by=clerk)
    assert steps(officer) == {"建立组织": True, "实施制度": False, "授予角色": False}
    below = signed_in("street_officer", street, clerk)
    assert steps(officer) == {"建立组织": True, "实施制度": False, "授予角色": True}
    assert steps(below) == {"建立组织": False, "实施制度": False, "授予角色": False, "登记党员": False}
    edition, _ = install(read_pack(PACK), by=clerk)
    publish(adopt(edition, street, since=datetime.date(2021, 1, 1), legal_basis="测试依据", by=clerk), by=clerk)
    assert steps(officer) == {}


def test_who_sets_nothing_up_is_led_nowhere(district: Node, clerk: User) -> None:
    assert steps(signed_in("auditor", district, clerk)) == {}
    branch = found(
        NewNode("branch", "一支部", found(NewNode("party_committee", "党委"), reason="建立", by=clerk)),
        reason="建立",
        by=clerk,
    )
    assert steps(signed_in("unit_secretary", branch, clerk)) == {}
