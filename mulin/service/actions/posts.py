"""A community switches posts on, names its own, changes and closes them."""

import datetime
from collections.abc import Collection

from django.db import IntegrityError, transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.service import events
from mulin.service.choices import Ending
from mulin.service.models import Claim, Post
from mulin.service.permissions import manage_service
from mulin.service.queries.clauses import Offer, offers, ruled
from mulin.service.queries.places import COMMUNITY
from mulin.tree.models import Node


def at_a_community(node: Node) -> None:
    """Refuse any other kind of node: posts belong to communities."""
    if node.kind_id != COMMUNITY:
        raise Refused("服务岗位设在社区")


@transaction.atomic
def switch_on(community: Node, codes: Collection[str], *, places: int = 0, by: User) -> list[Post]:
    """Offer posts of the catalogues in force, with so many places each (0: as the regulation says).

    What is on already stays as it is, so sending the same choice twice changes nothing. Returns what was
    switched on.
    """
    manage_service.check(by, community)
    at_a_community(community)
    known = {offer.code: offer for offer in offers(community, today())}
    missing = [code for code in codes if code not in known]
    if missing:
        raise Refused(f"现行制度的岗位目录里没有“{missing[0]}”", field="posts")
    standing = set(Post.objects.filter(community=community, until__isnull=True).values_list("code", flat=True))
    names = set(Post.objects.filter(community=community, until__isnull=True).values_list("name", flat=True))
    fresh = []
    for code in dict.fromkeys(codes):
        offer = known[code]
        if code not in standing and offer.post.name not in names:
            names.add(offer.post.name)
            fresh.append(made(community, offer, places))
    Post.objects.bulk_create(fresh)
    if fresh:
        changes = {"岗位": ["", "、".join(post.name for post in fresh)]}
        log(by, "启用岗位", community, node_id=community.pk, changes=changes)
    return fresh


def made(community: Node, offer: Offer, places: int) -> Post:
    """A post of a catalogue as the community first offers it."""
    said = offer.ruling.clause.places
    default = offer.ruling.value(said) if said is not None else None
    number = places or int(default or 0)
    if number < 1:
        raise Refused("现行制度没有规定每个岗位的名额，请填写名额", field="places")
    return Post(
        community=community,
        code=offer.code,
        name=offer.post.name,
        category=offer.post.category,
        duties=offer.post.duties,
        places=number,
        since=today(),
    )


@transaction.atomic
def add_own(community: Node, *, name: str, category: str, duties: str = "", places: int, by: User) -> Post:
    """A post of the community's own (the X of 6 + X). Refused beyond the number the regulation allows, if it does."""
    manage_service.check(by, community)
    at_a_community(community)
    Node.objects.select_for_update(of=("self",)).get(pk=community.pk)
    check_room(community, 1)
    post = Post(
        community=community, name=name.strip(), category=category.strip(), duties=duties, places=places, since=today()
    )
    save_named(post)
    log(by, "自设岗位", post, node_id=community.pk, changes={"名额": ["", places], "类别": ["", post.category]})
    return post


def check_room(community: Node, more: int) -> None:
    """Refuse so many more posts of the community's own where a regulation does not leave room for them."""
    room, why = room_for_own(community)
    if room is not None and more > room:
        raise Refused(why)


def room_for_own(community: Node) -> tuple[int | None, str]:
    """How many more posts of its own a community may have, and the sentence that says so; any number: nothing."""
    allowed, ruling = ruled(community, today(), "post_rules", "own_posts")
    if allowed is None or ruling is None:
        return None, ""
    own = Post.objects.filter(community=community, until__isnull=True, code="").count()
    return int(allowed) - own, f"“{ruling.clause.name}”规定自设岗位不超过 {int(allowed)} 个，已有 {own} 个"


def save_named(post: Post) -> None:
    """Save a post; a name that another post of the community bears is refused."""
    if not post.name:
        raise Refused("请填写岗位名称", field="name")
    try:
        with transaction.atomic():
            post.save()
    except IntegrityError as error:
        raise Refused("本社区已有同名岗位", field="name") from error


def locked(post: Post) -> Post:
    """The post, read again and locked until the transaction ends."""
    return Post.objects.select_for_update(of=("self",)).select_related("community").get(pk=post.pk)


@transaction.atomic
def change_post(post: Post, *, name: str, category: str, duties: str, places: int, by: User) -> Post:
    """Rename a post, put its duties right, give it more or fewer places: never fewer than are taken."""
    post = locked(post)
    manage_service.check(by, post)
    if post.until is not None:
        raise Refused("这个岗位已经撤销")
    taken = Claim.objects.filter(post=post, until__isnull=True).count()
    if places < max(taken, 1):
        raise Refused(f"已有 {taken} 人在岗，名额不能少于 {max(taken, 1)}", field="places")
    fresh = {"name": name.strip(), "category": category.strip(), "duties": duties.strip(), "places": places}
    titles = {"name": "岗位", "category": "类别", "duties": "职责", "places": "名额"}
    changes = {titles[key]: [getattr(post, key), value] for key, value in fresh.items() if getattr(post, key) != value}
    if not changes:
        return post
    renumber(post, places)
    for key, value in fresh.items():
        setattr(post, key, value)
    save_named(post)
    log(by, "更改岗位", post, node_id=post.community_id, changes=changes)
    return post


def renumber(post: Post, places: int) -> None:
    """Give claims beyond the last place one of those that are free before it."""
    live = list(Claim.objects.filter(post=post, until__isnull=True).order_by("place"))
    free = iter(sorted(set(range(1, places + 1)) - {one.place for one in live}))
    for claim in live:
        if claim.place > places:
            claim.place = next(free)
            claim.save(update_fields=["place"])


@transaction.atomic
def close_post(post: Post, *, on: datetime.date, reason: str, by: User) -> Post:
    """A community no longer offers a post; who held it leaves it that day."""
    post = locked(post)
    manage_service.check(by, post)
    if post.until is not None:
        return post
    if on < post.since:
        raise Refused(f"撤销日期不能早于启用日期 {post.since}", field="on")
    live = list(Claim.objects.select_for_update().filter(post=post, until__isnull=True).order_by("pk"))
    for claim in live:
        claim.end(Ending.CLOSED, on=max(on, claim.since))
    Claim.objects.bulk_update(live, ["until", "ending", "state", "note"])
    post.until = on
    post.save(update_fields=["until"])
    log(by, "撤销岗位", post, node_id=post.community_id, changes={"日期": on, "原因": reason, "离岗": len(live)})
    if live:
        events.claims_changed.send(Claim, member_ids=[one.member_id for one in live], node_ids=[post.community_id])
    return post
