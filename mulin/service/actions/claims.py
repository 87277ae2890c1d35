"""Members take posts and leave them: by themselves, asked by the community, or from a paper list."""

import datetime
from collections.abc import Iterable, Sequence

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.service import events
from mulin.service.actions.posts import locked
from mulin.service.choices import ClaimState, Ending, Origin
from mulin.service.models import Claim, Post
from mulin.service.permissions import check_oneself, manage_service
from mulin.service.queries.places import communities_of
from mulin.service.queries.posts import free_posts
from mulin.tree.models import Node


class Full(Refused):
    """All places of a post are taken. ``free`` names the posts of the community that still have places."""

    def __init__(self, post: Post, free: Sequence[Post]) -> None:
        names = "、".join(f"{one.name}（{one.free}个名额）" for one in free)  # type: ignore[attr-defined]
        rest = f"还有名额的岗位：{names}" if names else "其他岗位也都满员"
        super().__init__(f"“{post.name}”的 {post.places} 个名额已被认领完。{rest}", field="post")
        self.free = list(free)


@transaction.atomic
def claim(post: Post, member: Member, *, by: User, suggested: str = "") -> Claim:
    """A member takes a post: the next free place. ``Full`` when there is none; a second claim changes nothing."""
    check_oneself(by, member)
    return take(post, [member], by=by, origin=Origin.SUGGESTED if suggested else Origin.CLAIMED, why=suggested)[0]


@transaction.atomic
def assign(post: Post, members: Sequence[Member], *, by: User, why: str = "") -> list[Claim]:
    """The community asks members to take a post. Their places are kept until each says yes or no."""
    manage_service.check(by, post)
    return take(post, members, by=by, origin=Origin.ASSIGNED, why=why, state=ClaimState.OFFERED)


@transaction.atomic
def enter_paper(post: Post, members: Sequence[Member], *, by: User, on: datetime.date | None = None) -> list[Claim]:
    """Members who signed for a post on paper, all or none."""
    manage_service.check(by, post)
    return take(post, members, by=by, origin=Origin.PAPER, on=on)


def take(
    post: Post,
    members: Sequence[Member],
    *,
    by: User,
    origin: str,
    why: str = "",
    state: str = ClaimState.HELD,
    on: datetime.date | None = None,
) -> list[Claim]:
    """Give members the free places of a post, lowest first, under the post's lock. Who holds it keeps the claim."""
    post = locked(post)
    if post.until is not None:
        raise Refused(f"“{post.name}”已经撤销，请选择其他岗位", field="post")
    day = on or today()
    check_day(post, day)
    check_living_here(post.community, members)
    live = {one.member_id: one for one in Claim.objects.filter(post=post, until__isnull=True)}
    fresh = [one for one in dict.fromkeys(members) if one.pk not in live]
    free = iter(sorted(set(range(1, post.places + 1)) - {one.place for one in live.values()}))
    if len(fresh) > post.places - len(live):
        raise Full(post, list(free_posts(post.community)))
    made = [
        Claim(post=post, member=one, place=next(free), state=state, origin=origin, why=why[:300], since=day)
        for one in fresh
    ]
    Claim.objects.bulk_create(made)
    if made:
        names = "、".join(one.name for one in fresh)
        log(by, "登记岗位认领", post, node_id=post.community_id, changes={"党员": ["", names], "来源": origin})
        announce(made)
    found = live | {one.member_id: one for one in made}
    return [found[one.pk] for one in members]


def check_day(post: Post, day: datetime.date) -> None:
    """A claim lies in the time of the post, and not in the future."""
    if day > today():
        raise Refused("认领日期不能晚于今天", field="on")
    if day < post.since:
        raise Refused(f"“{post.name}”自 {post.since} 起启用，认领日期不能更早", field="on")


def check_living_here(community: Node, members: Sequence[Member]) -> None:
    """Refuse, naming them, members who do not live in the community."""
    homes = communities_of([one.pk for one in members], today())
    others = [one.name for one in members if one.pk not in homes or homes[one.pk].pk != community.pk]
    if others:
        names = "、".join(others[:5])
        raise Refused(f"{names} 不住在“{community.name}”，不能认领这里的岗位；请先办理报到", field="members")


def announce(claims: Iterable[Claim]) -> None:
    """One event for all whose posts changed."""
    found = list(claims)
    events.claims_changed.send(
        Claim,
        member_ids=sorted({one.member_id for one in found}),
        node_ids=sorted({one.post.community_id for one in found}),
    )


def locked_claim(claim: Claim) -> Claim:
    """The claim, read again and locked."""
    rows = Claim.objects.select_for_update(of=("self",)).select_related("post__community", "member")
    return rows.get(pk=claim.pk)


@transaction.atomic
def answer_offer(claim: Claim, *, accepts: bool, by: User, note: str = "") -> Claim:
    """The member says yes or no to a post the community asked them to take; paper answers the community enters."""
    claim = locked_claim(claim)
    if not manage_service.allows(by, claim):
        check_oneself(by, claim.member)
    if claim.state != ClaimState.OFFERED:
        raise Refused("这个岗位已经答复过")
    if not accepts:
        return ended(claim, Ending.DECLINED, on=today(), note=note, by=by)
    claim.accept(on=today())
    claim.save(update_fields=["state", "since"])
    log(by, "确认岗位", claim.post, node_id=claim.post.community_id, changes={"党员": ["", claim.member.name]})
    announce([claim])
    return claim


@transaction.atomic
def give_up(claim: Claim, *, by: User, note: str = "", on: datetime.date | None = None) -> Claim:
    """A member leaves a post."""
    claim = locked_claim(claim)
    if not manage_service.allows(by, claim):
        check_oneself(by, claim.member)
    return ended(claim, Ending.GAVE_UP, on=on or today(), note=note, by=by)


def ended(claim: Claim, ending: str, *, on: datetime.date, by: User, note: str = "") -> Claim:
    """End a locked claim; its place is free again."""
    if claim.until is not None:
        raise Refused("这个岗位已经离任")
    if on < claim.since or on > today():
        raise Refused(f"离岗日期应在 {claim.since} 至今天之间", field="on")
    claim.end(ending, on=on, note=note)
    claim.save(update_fields=["state", "ending", "until", "note"])
    changes = {"党员": claim.member.name, "原因": Ending(ending).label, "日期": on}
    log(by, "离岗", claim.post, node_id=claim.post.community_id, changes=changes)
    announce([claim])
    return claim


@transaction.atomic
def hand_over(
    claim: Claim, successor: Member, *, items: str, by: User, ending: str = Ending.HANDED_OVER, note: str = ""
) -> Claim:
    """One member leaves a post and another takes the same place; what is handed over stands on the form."""
    claim = locked_claim(claim)
    manage_service.check(by, claim)
    if successor.pk == claim.member_id:
        raise Refused("接岗人不能是交岗人本人", field="successor")
    if not items.strip():
        raise Refused("请填写移交事项", field="items")
    locked(claim.post)
    ended(claim, ending, on=today(), note=note, by=by)
    following = take(claim.post, [successor], by=by, origin=Origin.ASSIGNED, why=f"接替{claim.member.name}")[0]
    claim.successor, claim.handed_over = following, items.strip()
    claim.save(update_fields=["successor", "handed_over"])
    return following
