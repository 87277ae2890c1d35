"""Random histories: whatever people do in whatever order, places are never exceeded and nobody is anywhere twice."""

import contextlib
import random
from collections import Counter

import pytest

from mulin.foundation.refusals import Refused
from mulin.service import actions
from mulin.service.models import Claim, GroupMembership, Post, TeamMembership
from tests.service.world import Town, a_post, resident

STEPS = 60


class History:
    """Members claim, are asked, answer, leave, hand over, join teams and groups; posts shrink and grow."""

    def __init__(self, town: Town, chance: random.Random) -> None:
        self.town, self.chance = town, chance
        self.posts = [a_post(town, name=name, places=places) for name, places in (("甲岗", 1), ("乙岗", 2))]
        self.members = [resident(town, "王" + chr(0x4E01 + number)) for number in range(6)]
        values = {"name": "队", "kind": "volunteers", "field": "维修", "duty": "", "meets": ""}
        self.team = actions.found_team(town.east, values, by=town.worker)

    def step(self) -> None:
        """One thing somebody does; what the rules refuse changes nothing."""
        acts = (self.claim, self.assign, self.answer, self.give_up, self.hand_over, self.resize, self.join, self.group)
        with contextlib.suppress(Refused):
            self.chance.choice(acts)()

    def live(self) -> Claim:
        """A claim that lives."""
        found = list(Claim.objects.filter(until__isnull=True).order_by("pk"))
        if not found:
            raise Refused("还没有认领")
        return self.chance.choice(found)

    def some(self) -> list[object]:
        """A few members."""
        return self.chance.sample(self.members, self.chance.randint(1, 3))  # type: ignore[arg-type]

    def claim(self) -> None:
        actions.claim(self.chance.choice(self.posts), self.chance.choice(self.members), by=self.town.clerk)

    def assign(self) -> None:
        actions.assign(self.chance.choice(self.posts), self.some(), by=self.town.worker)  # type: ignore[arg-type]

    def answer(self) -> None:
        actions.answer_offer(self.live(), accepts=self.chance.random() < 0.5, by=self.town.worker)

    def give_up(self) -> None:
        actions.give_up(self.live(), by=self.town.worker, note="搬家")

    def hand_over(self) -> None:
        actions.hand_over(self.live(), self.chance.choice(self.members), items="钥匙", by=self.town.worker)

    def resize(self) -> None:
        post = Post.objects.get(pk=self.chance.choice(self.posts).pk)
        places = self.chance.randint(1, 4)
        actions.change_post(post, name=post.name, category=post.category, duties="", places=places, by=self.town.worker)

    def join(self) -> None:
        actions.join_team(self.team, self.some(), by=self.town.worker)  # type: ignore[arg-type]
        actions.leave_team(self.team, [self.chance.choice(self.members).pk], by=self.town.worker)

    def group(self) -> None:
        proposal = actions.propose(self.town.east, self.town.street.branch, by=self.town.secretary)
        actions.accept(proposal, by=self.town.secretary)

    def check(self) -> None:
        """What must never be otherwise."""
        for post in Post.objects.all():
            places = list(Claim.objects.filter(post=post, until__isnull=True).values_list("place", flat=True))
            assert len(places) == len(set(places)) <= post.places
            assert all(1 <= one <= post.places for one in places)
        for model, keys in (
            (Claim, ("post", "member")),
            (TeamMembership, ("team", "member")),
            (GroupMembership, ("member",)),
        ):
            live = Counter(model.objects.filter(until__isnull=True).values_list(*keys))  # type: ignore[attr-defined]
            assert not live or max(live.values()) == 1


@pytest.mark.parametrize("seed", range(4))
def test_places_are_never_exceeded_and_nobody_is_anywhere_twice(town: Town, seed: int) -> None:
    history = History(town, random.Random(seed))
    for _ in range(STEPS):
        history.step()
        history.check()
    assert Claim.objects.exists()
