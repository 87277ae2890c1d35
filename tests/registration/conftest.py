"""A small county: two units with branches, two communities; the packs of registration in force."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.members.actions import Homes, register
from mulin.members.models import Member
from mulin.programmes.actions import adopt, install, publish
from mulin.registration import actions
from mulin.registration.actions import Listed, NewCampaign
from mulin.registration.models import Campaign, Registration
from mulin.rulebook.reading import read_pack
from mulin.tree.actions import NewNode, found, give_role
from mulin.tree.models import Node
from tests.worlds import built_once

OPENED = datetime.date(2021, 8, 15)
SENT = datetime.date(2021, 8, 25)
RECEIVED = datetime.date(2021, 8, 30)


@dataclass
class County:
    """The nodes of the small county, the accounts that hold roles there, its members and its campaign."""

    street: Node
    east: Node
    west: Node
    garden: Node
    committee: Node
    bureau: Node
    school: Node
    root: User
    users: dict[str, User]
    members: dict[str, Member] = field(default_factory=dict)
    campaign: Campaign | None = None

    def member(self, name: str, home: Node | None = None, **more: Any) -> Member:
        """A member of the bureau, unless said otherwise."""
        self.members[name] = register({"name": name, **more}, Homes(home or self.bureau), by=self.root)
        return self.members[name]

    def listed(self, *names: str, at: Node | None = None) -> list[Registration]:
        """These members, on the list for the east community."""
        rows = [
            Listed(one.pk, one.ties.get(kind="home_organisation").node_id, at or self.east, {"address": "花园小区1幢"})
            for one in (self.members[name] for name in names)
        ]
        assert self.campaign is not None
        ids = actions.list_members(self.campaign, rows, on=OPENED, by=self.root)
        return list(Registration.objects.filter(pk__in=ids).order_by("pk"))

    def sent(self, *names: str, at: Node | None = None) -> list[Registration]:
        """These members, on their way to the east community."""
        return actions.send(self.listed(*names, at=at), on=SENT, by=self.root)

    def received(self, *names: str, at: Node | None = None) -> list[Registration]:
        """These members, received by the east community."""
        return actions.receive(self.sent(*names, at=at), on=RECEIVED, by=self.root)


@pytest.fixture
def county(db: None, settings: Any, tmp_path: Path) -> County:
    settings.TODAY = OPENED
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return a_county(User.objects.command_line())


@built_once
def a_county(root: User) -> County:
    """The county with a running campaign and three members of the bureau."""

    def node(kind: str, name: str, above: Node | None = None, inside: Node | None = None) -> Node:
        new = NewNode(kind, name, belongs_to=above, located_in=inside, code=f"{kind}-{name}")
        return found(new, reason="建档", by=root)

    street = node("street", "城关街道")
    east, west = node("community", "东社区", street), node("community", "西社区", street)
    garden = node("compound", "花园小区", east)
    committee = node("party_work_committee", "直属机关工委", None, street)
    bureau, school = node("branch", "水利局支部", committee), node("branch", "一中支部", committee)
    made = County(street, east, west, garden, committee, bureau, school, root, {})
    holders = {
        "officer": ("street_officer", street),
        "leader": ("street_leader", street),
        "east": ("community_secretary", east),
        "west": ("community_worker", west),
        "bureau": ("unit_secretary", bureau),
        "school": ("unit_secretary", school),
        "stranger": ("member", west),
    }
    for name, (role, at) in holders.items():
        give_role(open_account(name, display_name=name), role, node=at, by=root)
        made.users[name] = User.objects.get(username=name)
    for pack in ("shuanglian/2011", "quyu/2010"):
        edition, _ = install(read_pack(django_settings.PACKS / pack), by=root)
        publish(adopt(edition, street, since=datetime.date(2020, 1, 1), by=root, legal_basis="试用文件"), by=root)
    made.campaign = actions.open_campaign(street, "dual_registration", NewCampaign(2021), by=made.users["officer"])
    for name in ("王甲", "李乙", "张丙"):
        made.member(name)
    return made
