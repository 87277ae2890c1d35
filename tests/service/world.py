"""A small street under the real packs: two communities, a branch, members with accounts of their own."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.members.actions import Homes, link_account, register
from mulin.members.models import Member
from mulin.programmes.actions import adopt, install, publish
from mulin.rulebook.reading import read_pack
from mulin.service.actions import add_own
from mulin.service.models import Post
from mulin.tree.actions import give_role
from mulin.tree.models import Node
from tests.members.factories import identity
from tests.organisations.factories import Street, a_street, person
from tests.worlds import built_once

PACKS = Path(__file__).resolve().parents[2] / "packs"
DAY = "2021-06-30"
SINCE = datetime.date(2021, 1, 1)


@dataclass
class Town:
    """The street, who works there, and its members in the order they came."""

    street: Street
    clerk: User
    worker: User
    secretary: User
    members: list[Member] = field(default_factory=list)

    @property
    def east(self) -> Node:
        """The eastern community."""
        return self.street.east


@built_once
def a_town(clerk: User, *, packs: tuple[str, ...] = ("shuanglian/2011", "quanyu/2021")) -> Town:
    """The street with the packs in force since the beginning of 2021."""
    street = a_street(clerk)
    for path in packs:
        edition, _ = install(read_pack(PACKS / path), by=clerk)
        publish(adopt(edition, street.street, since=SINCE, legal_basis="街道党工委〔2021〕1号", by=clerk), by=clerk)
    worker = person("worker", "community_worker", street.east, clerk)
    secretary = person("secretary", "community_secretary", street.east, clerk)
    return Town(street, clerk, worker, secretary)


def resident(town: Town, name: str, *, account: bool = False, place: Node | None = None, **more: object) -> Member:
    """A member of the branch who lives in the eastern community, perhaps with an account."""
    number = len(town.members) + 1
    values = {"name": name, "identity_number": identity(number), "phone": f"138{number:08d}", **more}
    homes = Homes(town.street.branch, place or town.east, datetime.date(2020, 1, 1))
    member = register(values, homes, by=town.clerk)
    if account:
        username = f"member{number}"
        user = open_account(username, display_name=name)
        give_role(user, "member", node=town.street.branch, by=town.clerk)
        member = link_account(member, username, by=town.clerk)
    town.members.append(member)
    return member


def account_of(member: Member) -> User:
    """The member's own account, read afresh."""
    return User.objects.get(pk=member.account_id)


def a_post(town: Town, *, name: str = "楼道巡查岗", places: int = 5, category: str = "治安调解") -> Post:
    """A post of the eastern community's own."""
    return add_own(town.east, name=name, category=category, duties="看一看，记一记", places=places, by=town.worker)
