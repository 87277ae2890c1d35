"""A community's service on one page: what waits, posts, teams, needs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.page_parts import Action
from mulin.service import permissions, queries
from mulin.service.pages.parts import Part, link
from mulin.tree.models import Node


def community_page(community: Node, user: Any) -> dict[str, Any]:
    """Everything a community looks at, what waits for it first."""
    return {
        "page_title": _("%(name)s的服务") % {"name": community.name},
        "trail": [(_("社区服务"), reverse("service:communities"))],
        "actions": buttons(community, user),
        "parts": [*waiting(community, user), posts_part(community)],
    }


def buttons(community: Node, user: Any) -> list[Action]:
    """What the community may do, each with its reason when it may not."""
    against = permissions.manage_service.reason_against(user, community) or ""
    steps = (("switch_on", _("启用岗位"), "checklist", True), ("add_own", _("自设岗位"), "plus", False))
    return [
        Action(
            title=title,
            url=reverse(f"service:{name}", args=[community.pk]),
            icon=icon,
            primary=primary and not against,
            reason=against,
        )
        for name, title, icon, primary in steps
    ]


def waiting(community: Node, user: Any) -> list[Part]:
    """Applications that wait for the community; no card when there is none."""
    rows = [
        (link("service:decide", one.pk, one.claim.member.name), one.claim.post.name, one.applied_on, one.reason)
        for one in queries.waiting_adjustments(user).filter(claim__post__community=community)
    ]
    heads = (_("党员"), _("岗位"), _("申请日期"), _("理由"))
    return [Part(title=_("待办理的岗位调整"), heads=heads, rows=rows)] if rows else []


def posts_part(community: Node) -> Part:
    """The posts of a community by category."""
    return Part(
        title=_("服务岗位"),
        heads=(_("类别"), _("岗位"), _("名额"), _("已认领"), _("空缺")),
        rows=[
            (post.category, link("service:post", post.pk, post.name), post.places, post.taken, post.free)
            for post in queries.posts_at(community)
        ],
        empty=_("还没有启用岗位。"),
    )
