"""What importing a list of claims would do: paper claims that are new; those that stand stay as they are."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.service.actions.claims import enter_paper
from mulin.service.actions.importing.work import NumberedWork
from mulin.service.models import Claim, Post
from mulin.service.queries.posts import claims_visible_to
from mulin.tree.models import Node


@dataclass
class Places:
    """The posts of the communities in a file, who holds them, and how many places the rows ask for."""

    posts: dict[int, dict[str, Post]] = field(default_factory=dict)
    held: dict[int, set[int]] = field(default_factory=dict)
    asked: Counter[int] = field(default_factory=Counter)

    def post(self, community: Node, name: str) -> Post | None:
        """The post of this name that a community offers."""
        if community.pk not in self.posts:
            rows = Post.objects.filter(community=community, until__isnull=True)
            self.posts[community.pk] = {one.name: one for one in rows}
        return self.posts[community.pk].get(name)

    def is_held(self, post: Post, member: Member) -> bool:
        """Does the member hold the post already, or by an earlier row?"""
        if post.pk not in self.held:
            claims = Claim.objects.filter(post=post, until__isnull=True)
            self.held[post.pk] = set(claims.values_list("member_id", flat=True))
            self.asked[post.pk] = len(self.held[post.pk])
        return member.pk in self.held[post.pk]

    def take(self, post: Post, member: Member) -> bool:
        """Ask for a place; is there one?"""
        self.held[post.pk].add(member.pk)
        self.asked[post.pk] += 1
        return self.asked[post.pk] <= post.places


def plan_claims(reading: Reading, *, by: User) -> Plan:
    """What a workbook of claims would do."""
    return ClaimPlanner(reading, by).planned()


class ClaimPlanner(NumberedWork):
    """Rows of claims: with a number, of what stands already; without, of who signed for a post on paper."""

    def __init__(self, reading: Reading, by: User) -> None:
        super().__init__(reading, by, claims_visible_to(by))
        self.places = Places()
        self.wanted: dict[tuple[Post, Any], list[Member]] = defaultdict(list)

    def facts_of(self, standing: Claim) -> dict[str, Any]:
        """What the workbook says of a claim, by column."""
        return {
            "community": standing.post.community.code,
            "post": standing.post.name,
            "name": standing.member.name,
            "since": standing.since,
        }

    def look_at_new(self, row: Row) -> None:
        """Who holds the post already stays; a post without enough places is a mistake."""
        found = self.resident(row)
        if found is None:
            return
        community, member = found
        post = self.places.post(community, row["post"])
        if post is None:
            self.object(row, "post", f"“{community.name}”没有启用“{row['post']}”")
        elif self.places.is_held(post, member):
            self.counts["unchanged"] += 1
        elif self.places.take(post, member):
            self.counts["new"] += 1
            self.wanted[post, row["since"]].append(member)
        else:
            self.object(row, "post", f"“{post.name}”的 {post.places} 个名额不够")

    def apply(self) -> None:
        """Write down who holds which post, one post and day after the other."""
        for (post, on), members in self.wanted.items():
            enter_paper(post, members, on=on, by=self.by)
