"""A small street with two communities and their compounds, its people, and a programme in force."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from mulin.assessments import actions
from mulin.assessments.models import Assessment
from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.programmes.actions import adopt, install, publish
from mulin.programmes.models import Programme
from mulin.programmes.queries import stored_pack
from mulin.records.actions import record
from mulin.rulebook.schema import Pack
from mulin.tree.actions import NewNode, found, give_role
from mulin.tree.models import Node
from tests.assessments.small_pack import SINCE, small_pack
from tests.worlds import built_once

TODAY = datetime.date(2021, 6, 30)
ROLES = {
    "officer": "street_officer",
    "leader": "street_leader",
    "secretary": "community_secretary",
    "worker": "community_worker",
    "neighbour": "community_secretary",
    "assessor": "assessor",
    "other_assessor": "assessor",
    "auditor": "auditor",
    "member": "member",
    "district": "district_officer",
    "unit": "unit_secretary",
    "administrator": "system_administrator",
}


@dataclass
class Street:
    """The small street: its nodes, its people by their part, and the programme in force."""

    street: Node
    east: Node
    west: Node
    garden: Node
    court: Node
    programme: Programme
    root: User
    users: dict[str, User]

    def __getitem__(self, name: str) -> User:
        """The person who plays a part, read anew."""
        return User.objects.get(pk=self.users[name].pk)

    def meets(self, community: Node, day: str) -> None:
        """A joint meeting of a community, confirmed at once."""
        record(community, "joint_meeting", datetime.date.fromisoformat(day), by=self.root, at_once=True)

    def patrols(self, compound: Node, day: str) -> None:
        """A patrol of a compound, confirmed at once."""
        record(compound, "patrol", datetime.date.fromisoformat(day), by=self.root, at_once=True)


@pytest.fixture
def root(db: None, settings: Any, tmp_path: Any) -> User:
    settings.TODAY = TODAY
    settings.MEDIA_ROOT = tmp_path / "uploads"
    stored_pack.cache_clear()
    return User.objects.command_line()


@pytest.fixture
def place(root: User) -> Street:
    return lay_street(root)


@built_once
def lay_street(root: User, pack: Pack | None = None) -> Street:
    """The street with its nodes, roles and a published programme: of the small pack unless another is given."""

    def node(kind: str, name: str, above: Node | None = None) -> Node:
        return found(NewNode(kind, name, belongs_to=above, code=f"{kind}-{name}"), reason="建档", by=root)

    street = node("street", "睦邻街道")
    east, west = node("community", "东社区", street), node("community", "西社区", street)
    garden, court = node("compound", "花园小区", east), node("compound", "阳光苑", west)
    edition, _ = install(pack or small_pack(), by=root)
    programme = publish(
        adopt(
            edition,
            street,
            since=SINCE,
            by=root,
            legal_basis="试用文件",
            parameters={"veto_kinds": ["安全事故"]},
        ),
        by=root,
    )
    made = Street(street, east, west, garden, court, programme, root, {})
    at = {"secretary": east, "worker": east, "member": east, "neighbour": west}
    for name, role in ROLES.items():
        user = open_account(name, display_name=name)
        give_role(user, role, node=at.get(name, street), by=root)
        made.users[name] = User.objects.get(pk=user.pk)
    return made


@pytest.fixture
def good_year(place: Street) -> Street:
    a_good_year(place)
    return place


@built_once
def a_good_year(place: Street) -> None:
    """The east community met every quarter and its compound was patrolled and found tidy: all but the manual item."""
    place.meets(place.east, "2021-02-10")
    place.meets(place.east, "2021-05-10")
    place.patrols(place.garden, "2021-03-01")
    [check] = actions.open_assessments(place.programme, [place.garden], by=place["officer"])
    actions.save_self_check(check, scores=[actions.Given("11.2", Decimal(40), "整洁")], by=place["secretary"])
    actions.finish_self_check(check, by=place["secretary"])


Stage = Callable[..., Assessment]


@pytest.fixture
def brought_to(good_year: Street) -> Stage:
    """Brings the east community's assessment to a state, by the people who may: ``brought_to("reviewed")``."""
    return partial(bring, good_year)


@built_once
def bring(place: Street, state: str, *, own: int = 38, given: int = 36, level: str = "demonstration") -> Assessment:
    """The east community's assessment in a state, with what it gave itself and what the assessor gave."""
    [one] = actions.open_assessments(place.programme, [place.east], by=place["officer"])
    steps: list[tuple[str, Callable[[], Any]]] = [
        ("open", lambda: None),
        (
            "self_checked",
            lambda: (
                actions.save_self_check(
                    one, scores=[actions.Given("02.1", Decimal(own), "有特色")], by=place["worker"]
                ),
                actions.finish_self_check(one, by=place["worker"]),
            ),
        ),
        ("applied", lambda: actions.apply(one, actions.Written(level), by=place["secretary"])),
        ("reviewed", lambda: actions.review(one, opinion="同意", by=place["officer"])),
        (
            "in_acceptance",
            lambda: (
                actions.organise_round(
                    place.programme,
                    actions.NewRound("acceptance", "年度验收", TODAY, TODAY + datetime.timedelta(days=30)),
                    [one],
                    by=place["officer"],
                ),
                actions.assign([one], [place["assessor"]], by=place["officer"]),
            ),
        ),
        (
            "scored",
            lambda: actions.score(one, [actions.Given("02.1", Decimal(given), "现场看过")], by=place["assessor"]),
        ),
        ("decided", lambda: actions.decide(one, grade=level, reason="条件具备", by=place["leader"])),
    ]
    for name, step in steps:
        step()
        if name == state:
            break
    one.refresh_from_db()
    return one
