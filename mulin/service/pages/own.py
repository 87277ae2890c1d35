"""What members see of their own service, and the part of a member's page about it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.foundation.page_parts import Action
from mulin.members.models import Member
from mulin.members.pages import sections
from mulin.members.permissions import side_of
from mulin.service import queries
from mulin.service.choices import ClaimState, Ending
from mulin.service.models import Claim
from mulin.service.pages.parts import Part, link
from mulin.tree.models import Node


def own_page(member: Member) -> dict[str, Any]:
    """My posts, what is asked of me, free posts that suit me."""
    community = queries.community_of(member, today())
    parts = [own_posts(member)]
    if community is not None:
        parts.append(free_part(community, member))
    return {
        "page_title": _("我的服务"),
        "subtitle": community.name if community else _("还没有登记居住社区，请先办理报到"),
        "parts": parts,
    }


def own_posts(member: Member) -> Part:
    """The posts a member holds or is asked to take."""
    rows = [
        (link("service:claim", one.pk, one.post.name), one.post.community.name, one.since, state_words(one))
        for one in queries.live_claims(member)
    ]
    return Part(
        title=_("岗位"),
        heads=(_("岗位"), _("社区"), _("自"), _("状态")),
        rows=rows,
        empty=_("还没有认领岗位。"),
    )


def state_words(claim: Claim) -> str:
    """How far a claim is."""
    return str(ClaimState(claim.state).label)


def free_part(community: Node, member: Member) -> Part:
    """Posts with free places: those that suit the member first, with the reasons, each with a button."""
    suited = {one.post: one for one in queries.suggestions(community, [member], today())[member.pk]}
    posts = sorted(
        queries.free_posts(community, member), key=lambda one: list(suited).index(one.pk) if one.pk in suited else 99
    )
    return Part(
        title=_("可以认领的岗位"),
        text=_("名额以认领先后为准。"),
        heads=(_("岗位"), _("职责"), _("空缺"), _("推荐理由"), ""),
        rows=[
            (
                post.name,
                post.duties,
                post.free,
                "；".join(suited[post.pk].reasons) if post.pk in suited else "",
                claim_button(post.pk, post.name),
            )
            for post in posts
        ],
        empty=_("社区暂时没有空缺的岗位。"),
    )


def claim_button(pk: int, name: str) -> Any:
    """Leads to the question whether to take the post."""
    return format_html(
        '<a class="btn btn-primary" href="{}">{}<span class="visually-hidden">{}</span></a>',
        reverse("service:take", args=[pk]),
        _("认领"),
        name,
    )


def member_section(request: HttpRequest, member: Member) -> tuple[str, dict[str, Any]] | None:
    """Posts held and left, on the member's page, for whoever sees the member."""
    side = side_of(request.user, member)
    if not side:
        return None
    rows: list[tuple[Any, ...]] = [
        (claim_name(one, side), one.since, "", state_words(one)) for one in queries.live_claims(member)
    ]
    rows += [
        (claim_name(one, side), one.since, one.until, Ending(one.ending).label) for one in queries.past_claims(member)
    ]
    actions = [Action(title=_("我的服务"), url=reverse("service:mine"), icon="arrow-right")] if side == "own" else []
    part = Part(
        title=_("服务岗位"),
        heads=(_("岗位"), _("自"), _("至"), _("状态")),
        rows=rows,
        empty=_("没有认领过岗位。"),
        actions=actions,
    )
    return "service/_member.html", {"parts": [part]}


def claim_name(claim: Claim, side: str) -> Any:
    """The post, leading to the claim for the member and the community."""
    words = f"{claim.post.community.name} {claim.post.name}"
    return words if side == "home" else link("service:claim", claim.pk, words)


sections.register("service", 30, member_section)
