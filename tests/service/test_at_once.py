"""Fifty people for five places: exactly five. On SQLite one writes at a time; on PostgreSQL threads really meet."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.service import actions
from mulin.service.models import Claim
from tests.service.world import Town, a_post, a_town, account_of, resident

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PEOPLE, PLACES = 50, 5


@pytest.fixture
def bare(today_is: Callable[[str], object]) -> Town:
    """The street without a regulation."""
    today_is("2021-06-30")
    return a_town(User.objects.command_line(), packs=())


def at_once(act: Callable[[int], Any], number: int) -> list[Any]:
    """What each got: of as many threads on PostgreSQL, one after another where the database takes one at a time."""

    def alone(turn: int) -> Any:
        try:
            return act(turn)
        except Refused as refusal:
            return refusal
        finally:
            if connection.vendor == "postgresql":
                connections.close_all()

    if connection.vendor != "postgresql":
        return [alone(turn) for turn in range(number)]
    with ThreadPoolExecutor(max_workers=number) as pool:
        return list(pool.map(alone, range(number)))


def test_fifty_people_for_five_places_are_exactly_five_and_the_others_see_what_is_free(bare: Town) -> None:
    post, other = a_post(bare, places=PLACES), a_post(bare, name="环境维护岗", places=PEOPLE)
    members: list[Member] = [resident(bare, "王" + chr(0x4E01 + number)) for number in range(PEOPLE)]
    outcomes = at_once(lambda turn: actions.claim(post, members[turn], by=bare.clerk), PEOPLE)
    held = [one for one in outcomes if isinstance(one, Claim)]
    refused = [one for one in outcomes if isinstance(one, actions.Full)]
    assert (len(held), len(refused)) == (PLACES, PEOPLE - PLACES)
    live = Claim.objects.filter(post=post, until__isnull=True)
    assert sorted(live.values_list("place", flat=True)) == list(range(1, PLACES + 1))
    assert all(one.free == [other] for one in refused)


def test_the_same_claim_sent_ten_times_is_one(bare: Town) -> None:
    post, member = a_post(bare), resident(bare, "王一", account=True)
    own = account_of(member)
    outcomes = at_once(lambda _turn: actions.claim(post, member, by=own), 10)
    assert {one.pk for one in outcomes} == set(Claim.objects.values_list("pk", flat=True))
    assert Claim.objects.count() == 1
