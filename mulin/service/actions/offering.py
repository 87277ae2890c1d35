"""Many posts offered or changed at once from a list."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from mulin.foundation.bulk import update_rows
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.service.actions.posts import check_room, renumber
from mulin.service.models import Claim, Post
from mulin.service.permissions import manage_service
from mulin.tree.models import Node


@transaction.atomic
def insert_posts(posts: Sequence[Post], *, by: User) -> int:
    """Communities offer posts, of a catalogue (with a code) or their own, in one statement; how many.

    Refused where a regulation leaves no room for so many of their own, or a post of that name came meanwhile. Whoever
    calls it writes the one audit entry.
    """
    own = Counter(one.community_id for one in posts if not one.code)
    places = Node.objects.select_for_update(of=("self",)).filter(pk__in={one.community_id for one in posts})
    for community in places.order_by("pk"):
        manage_service.check(by, community)
        if own[community.pk]:
            check_room(community, own[community.pk])
    try:
        with transaction.atomic():
            return len(Post.objects.bulk_create(posts))
    except IntegrityError as error:
        raise Refused("有同名的岗位刚刚启用，请重新预览后再导入") from error


@transaction.atomic
def change_posts(changes: Mapping[int, Mapping[str, Any]], *, by: User) -> int:
    """Put category, duties or places of posts right, by id and field; how many. Never fewer places than are taken.

    Whoever calls it writes the one audit entry.
    """
    rows = Post.objects.select_for_update(of=("self",)).select_related("community")
    posts = list(rows.filter(pk__in=changes, until__isnull=True).order_by("pk"))
    taken = Counter(Claim.objects.filter(post__in=posts, until__isnull=True).values_list("post_id", flat=True))
    for post in posts:
        manage_service.check(by, post)
        fewer = changes[post.pk].get("places", post.places) < post.places
        for name, value in changes[post.pk].items():
            setattr(post, name, value)
        if post.places < taken[post.pk]:
            raise Refused(f"“{post.name}”已有 {taken[post.pk]} 人在岗，名额不能更少")
        if fewer and taken[post.pk]:
            renumber(post, post.places)
    update_rows(Post, ["category", "duties", "places"], posts)
    return len(posts)
