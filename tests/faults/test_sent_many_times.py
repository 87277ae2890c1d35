"""The same form sent ten times at once is one record."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from mulin.assessments.models import Proposal
from mulin.audit.models import Entry
from mulin.foundation.submissions import new_token
from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.records.models import Activity
from mulin.tree.actions import give_role
from tests.properties.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TIMES = 10


@pytest.fixture
def world(settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return make_world(User.objects.command_line(), settings)


def sent_at_once(user: User, address: str, answers: dict[str, Any]) -> list[Any]:
    """The answers of the product to the same form from ten windows at once."""
    clients = [Client() for _ in range(TIMES)]
    for client in clients:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    def send(client: Client) -> Any:
        try:
            return client.post(address, answers)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=TIMES) as pool:
        return list(pool.map(send, clients))


@pytest.mark.row("J06")
def test_ten_times_the_same_form_is_one_record(world: World) -> None:
    community = world.one("community", 0)
    user = open_account("secretary", display_name="书记")
    give_role(user, "community_secretary", node=community, by=world.by)
    answers = {"host": community.pk, "day": "2021-05-20", "then": "confirm", "submission": new_token()}
    user.refresh_from_db()  # a role given ends earlier sessions
    responses = sent_at_once(user, reverse("records:note_kind", args=["meeting"]), answers)
    assert [response.status_code for response in responses] == [302] * TIMES, responses[0].content
    assert len({response.headers["Location"] for response in responses}) == 1
    fact = Activity.objects.get()
    assert {response.headers["Location"] for response in responses} == {reverse("records:activity", args=[fact.pk])}
    assert Entry.objects.filter(verb="确认纪实").count() == 1
    [item] = [item for item in Proposal.objects.get(subject=community).items if item["id"] == "01.1"]
    assert item["facts"] == 1
