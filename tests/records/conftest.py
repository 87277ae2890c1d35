"""A small street: two communities with a compound each, one office building; a pack with three kinds of activity."""

import datetime
import io
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.members.models import Member, Tie
from mulin.programmes.actions import adopt, install, publish
from mulin.programmes.queries import stored_pack
from mulin.records import events
from mulin.records.actions import confirm, note
from mulin.records.models import Activity
from mulin.rulebook.schema import Pack
from mulin.tree.actions import NewNode, found, give_role
from mulin.tree.models import Node
from tests.worlds import built_once

SINCE = datetime.date(2021, 1, 1)
TODAY = datetime.date(2021, 6, 30)
SOURCE = {"document": "plan"}


def pack() -> Pack:
    """Three kinds: one that asks everything, one with fields of its own, one that asks nothing."""
    return Pack.model_validate(
        {
            "pack": "trial",
            "edition": "2021",
            "title": "试用制度",
            "since": SINCE,
            "documents": [{"id": "plan", "title": "试用方案"}],
            "activities": [
                {
                    "id": "joint_meeting",
                    "name": "联席会议",
                    "hosts": ["community"],
                    "asks": ["notice", "place", "agenda", "attendance", "minutes", "evidence"],
                    "source": SOURCE,
                },
                {
                    "id": "service",
                    "name": "便民服务",
                    "hosts": ["community", "compound", "building", "social"],
                    "asks": ["place", "attendance"],
                    "fields": [
                        {"id": "topic", "name": "主题", "kind": "choice", "choices": ["义诊", "理发"]},
                        {"id": "handled", "name": "办结事项", "kind": "integer", "required": True, "unit": "件"},
                        {"id": "spent", "name": "花费", "kind": "decimal", "unit": "元"},
                        {"id": "outdoors", "name": "是否户外", "kind": "boolean"},
                        {"id": "booked_on", "name": "预约日期", "kind": "date"},
                        {"id": "words", "name": "小结", "kind": "long_text"},
                    ],
                    "source": SOURCE,
                },
                {"id": "patrol", "name": "巡查", "hosts": ["compound"], "source": SOURCE},
            ],
        }
    )


@dataclass
class Street:
    """The nodes of the small street, and the accounts that hold roles there."""

    street: Node
    east: Node
    west: Node
    garden: Node
    court: Node
    tower: Node
    by: User
    users: dict[str, User]


@pytest.fixture
def settings_today(settings: Any) -> None:
    settings.TODAY = TODAY


@pytest.fixture
def root(db: None, settings_today: None, settings: Any, tmp_path: Any) -> User:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return User.objects.command_line()


@pytest.fixture
def place(root: User) -> Street:
    return a_place(root)


@built_once
def a_place(root: User) -> Street:
    """The street with its nodes, roles and a published programme."""

    def node(kind: str, name: str, above: Node | None = None, inside: Node | None = None) -> Node:
        new = NewNode(kind, name, belongs_to=above, located_in=inside, code=f"{kind}-{name}")
        return found(new, reason="建档", by=root)

    street = node("street", "睦邻街道")
    east, west = node("community", "东社区", street), node("community", "西社区", street)
    garden, court = node("compound", "花园小区", east), node("compound", "阳光苑", west)
    tower = node("building", "中心大厦", street, east)
    made = Street(street, east, west, garden, court, tower, root, {})
    holders = {
        "street_officer": street,
        "street_leader": street,
        "secretary": east,
        "worker": east,
        "neighbour": west,
        "keeper": garden,
        "auditor": street,
        "member": east,
    }
    roles = {"secretary": "community_secretary", "worker": "community_worker", "neighbour": "community_secretary"}
    for name, at in holders.items():
        user = open_account(name, display_name=name)
        role = roles.get(name, "community_worker" if name == "keeper" else name)
        give_role(user, role, node=at, by=root)
        made.users[name] = User.objects.get(pk=user.pk)
    edition, _ = install(pack(), by=root)
    stored_pack.cache_clear()
    publish(adopt(edition, street, since=SINCE, by=root, legal_basis="试用文件"), by=root)
    return made


@pytest.fixture
def member_of() -> Any:
    """Makes a member tied to a node: ``member_of(node, "张三")``."""

    def make(node: Node, name: str, kind: str = "residence") -> Member:
        member = Member.objects.create(code=f"DY{Member.objects.count() + 1:05d}", name=name)
        Tie.objects.create(member=member, kind=kind, node=node)
        return member

    return make


@pytest.fixture
def happened() -> Any:
    """Collects the events of records: ``happened["confirmed"]`` and ``happened["changed"]`` are lists of payloads."""
    heard: dict[str, list[dict[str, Any]]] = {"confirmed": [], "changed": []}

    def listen(name: str) -> Any:
        def hear(sender: Any, **payload: Any) -> None:
            heard[name].append({key: value for key, value in payload.items() if key != "signal"})

        return hear

    listeners = {"confirmed": listen("confirmed"), "changed": listen("changed")}
    events.activities_confirmed.connect(listeners["confirmed"])
    events.activities_changed.connect(listeners["changed"])
    yield heard
    events.activities_confirmed.disconnect(listeners["confirmed"])
    events.activities_changed.disconnect(listeners["changed"])


DAY = datetime.date(2021, 5, 20)


@pytest.fixture
def page_of(place: Street) -> Any:
    """A browser signed in as somebody: ``page_of("secretary")``."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(place.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def picture(name: str = "会场.jpg") -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(target, "JPEG")
    return SimpleUploadedFile(name, target.getvalue(), content_type="image/jpeg")


@pytest.fixture
def draft(place: Street) -> Activity:
    return note(place.east, "joint_meeting", DAY, title="二季度会议", agenda="一、通报", by=place.by)


@pytest.fixture
def fact(draft: Activity, place: Street) -> Activity:
    return confirm(draft, by=place.by)
