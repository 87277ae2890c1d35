"""Posts with what is free, claims, and posts that suit a member."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from mulin.foundation.clock import today
from mulin.members.models import Member
from mulin.service.choices import AdjustmentState
from mulin.service.models import Adjustment, Claim, Post
from mulin.service.queries.clauses import offers
from mulin.service.queries.facts import people_of
from mulin.service.queries.places import community_of
from mulin.service.rules import Suggestion, suggest
from mulin.tree.models import Node
from mulin.tree.permissions import scope

LIVE = Q(until__isnull=True)


def with_free(posts: QuerySet[Post]) -> QuerySet[Any]:
    """Posts, each with how many places are taken and free."""
    taken = Count("claims", filter=Q(claims__until__isnull=True))
    return posts.annotate(taken=taken, free=F("places") - taken)


def posts_visible_to(user: Any, word: str = "service.view") -> QuerySet[Any]:
    """The posts that are switched on at communities in reach."""
    rows = Post.objects.filter(scope(user, word, "community__")).filter(LIVE)
    return with_free(rows).select_related("community")


def all_posts_visible_to(user: Any) -> QuerySet[Any]:
    """Also those that were switched off."""
    return with_free(Post.objects.filter(scope(user, "service.view", "community__"))).select_related("community")


def posts_at(community: Node) -> QuerySet[Any]:
    """The posts that a community offers now, free places counted."""
    return with_free(Post.objects.filter(LIVE, community=community)).order_by("category", "name", "pk")


def free_posts(community: Node, member: Member | None = None) -> QuerySet[Any]:
    """Those with a free place that a member does not hold already."""
    found = posts_at(community).filter(free__gt=0)
    if member is not None:
        found = found.exclude(pk__in=live_claims(member).values("post_id"))
    return found


def claims_visible_to(user: Any, word: str = "service.view") -> QuerySet[Claim]:
    """Claims of posts at communities in reach."""
    rows = Claim.objects.filter(scope(user, word, "post__community__"))
    return rows.select_related("post__community", "member")


def own_or_visible_claims(user: Any) -> QuerySet[Claim]:
    """Claims of the person's own, and those at communities in reach."""
    rows = Claim.objects.filter(scope(user, "service.view", "post__community__") | Q(member__account_id=user.pk))
    return rows.select_related("post__community", "member", "successor__member")


def posts_open_to(member: Member) -> QuerySet[Any]:
    """The posts of the community a member lives in: also full ones, so that a late claim is told why."""
    community = community_of(member, today())
    return posts_at(community).select_related("community") if community else Post.objects.none()


def live_claims(member: Member) -> QuerySet[Claim]:
    """The posts a member holds or is asked to take, longest first."""
    return Claim.objects.filter(LIVE, member=member).select_related("post__community").order_by("since", "pk")


def holders(post: Post) -> QuerySet[Claim]:
    """Who holds a post or was asked to, by place."""
    return Claim.objects.filter(LIVE, post=post).select_related("member").order_by("place")


def past_claims(member: Member) -> QuerySet[Claim]:
    """The posts a member held before, the last first."""
    rows = Claim.objects.filter(until__isnull=False, member=member).select_related(
        "post__community", "successor__member"
    )
    return rows.order_by("-until", "-pk")


def waiting_adjustments(user: Any, word: str = "service.manage") -> QuerySet[Adjustment]:
    """Applications for another post that wait for a community in reach."""
    rows = Adjustment.objects.filter(scope(user, word, "claim__post__community__"), state=AdjustmentState.WAITING)
    return rows.select_related("claim__post__community", "claim__member").order_by("applied_on", "pk")


def suggestions(
    community: Node, members: Sequence[Member], day: datetime.date, *, most: int = 3
) -> dict[int, list[Suggestion]]:
    """Free posts of a community that suit these members, with reasons. The same queries however many members."""
    posts = list(free_posts(community))
    suits = {offer.code: offer.post.suits for offer in offers(community, day)}
    offered = [(post.pk, post.name, post.category, suits.get(post.code, ())) for post in posts]
    taken = held_posts([one.pk for one in members])
    found = {}
    for person in people_of([one.pk for one in members], day):
        own = [one for one in offered if one[0] not in taken.get(person.id, set())]
        found[person.id] = suggest(person, own, most=most)
    return found


def held_posts(member_ids: Iterable[int]) -> dict[int, set[int]]:
    """Ids of the posts each member holds now."""
    found: dict[int, set[int]] = {}
    rows = Claim.objects.filter(LIVE, member_id__in=list(member_ids))
    for member_id, post_id in rows.values_list("member_id", "post_id"):
        found.setdefault(member_id, set()).add(post_id)
    return found
