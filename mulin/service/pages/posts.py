"""Pages about posts and claims."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.foundation.links import link
from mulin.foundation.page_parts import Action, Part
from mulin.members.models import Member
from mulin.service import permissions, queries
from mulin.service.choices import Origin
from mulin.service.models import Post
from mulin.service.pages.lights import shown
from mulin.tree.models import Node

SUGGESTED = 30


def own_trail() -> list[tuple[Any, str]]:
    """The way to what a member does oneself."""
    return [(_("我的服务"), reverse("service:mine"))]


def trail_of(community: Node) -> list[tuple[str, str]]:
    """The way to a community's service."""
    return [(community.name, reverse("service:community", args=[community.pk]))]


def at_community(community: Node, title: Any) -> dict[str, Any]:
    """What a form page about a community needs."""
    page = reverse("service:community", args=[community.pk])
    return {"page_title": title, "trail": trail_of(community), "cancel_url": page}


def at_post(post: Post, title: Any) -> dict[str, Any]:
    """What a form page about a post needs."""
    page = reverse("service:post", args=[post.pk])
    trail = [*trail_of(post.community), (post.name, page)]
    return {"page_title": title, "trail": trail, "intro": post.name, "cancel_url": page}


def catalogue_choices(community: Node) -> list[tuple[str, str]]:
    """The posts of the catalogues in force that are not on yet, with their category.

    The catalogue is named only where there are several to tell apart.
    """
    on = set(queries.posts_at(community).values_list("code", flat=True))
    offers = list(queries.offers(community, today()))
    several = len({offer.ruling.clause.name for offer in offers}) > 1
    return [
        (offer.code, f"{offer.post.name}（{f'{offer.ruling.clause.name} · ' if several else ''}{offer.post.category}）")
        for offer in offers
        if offer.code not in on
    ]


def catalogue_words(community: Node) -> str:
    """What is said above the choice; why there is none."""
    catalogues = {offer.ruling.clause.name: None for offer in queries.offers(community, today())}
    if not catalogues:
        return _("没有实施中的制度列出服务岗位，可以自设岗位。")
    return _("选择要启用的岗位（%s）；启用后可以改名、改职责和名额。") % "、".join(catalogues)


def buttons(post: Post, user: Any) -> list[Action]:
    """What the community may do with a post, each with its reason when it may not."""
    against = permissions.manage_service.reason_against(user, post) or ""
    steps = (
        ("assign", _("安排党员"), "user-plus", True),
        ("enter_paper", _("录入纸质认领"), "pencil-plus", False),
        ("change_post", _("更改"), "edit", False),
        ("close_post", _("撤销"), "archive", False),
    )
    return [
        Action(
            title=title,
            url=reverse(f"service:{name}", args=[post.pk]),
            icon=icon,
            primary=primary and not against,
            reason=against,
        )
        for name, title, icon, primary in steps
    ]


def post_page(post: Any, user: Any) -> dict[str, Any]:
    """One post: what it is, who holds it, whom it suits."""
    parts = [holders_part(post)]
    if post.until is None and post.free > 0 and permissions.manage_service.allows(user, post):
        parts.append(suited_part(post))
    return {
        "page_title": post.name,
        "trail": trail_of(post.community),
        "subtitle": post.community.name,
        "actions": buttons(post, user) if post.until is None else [],
        "definitions": [
            (_("类别"), post.category),
            (_("职责"), post.duties),
            (_("名额"), _("%(places)d 个，空缺 %(free)d 个") % {"places": post.places, "free": post.free}),
            (_("启用日期"), post.since),
            *([(_("撤销日期"), post.until)] if post.until else []),
        ],
        "parts": parts,
    }


def holders_part(post: Post) -> Part:
    """Who holds a post or was asked to."""
    return Part(
        title=_("在岗党员"),
        heads=(_("序号"), _("党员"), _("来源"), _("自"), _("状态")),
        rows=[
            (
                claim.place,
                link("service:claim", claim.member.name, claim.pk),
                Origin(claim.origin).label,
                claim.since,
                shown(claim),
            )
            for claim in queries.holders(post)
        ],
        empty=_("还没有人认领。"),
    )


def suited_part(post: Post) -> Part:
    """Residents whom the post suits, best first, with the reasons."""
    members = list(queries.residents(post.community, today()).order_by("pk"))
    found = queries.suggestions(post.community, members, today(), most=len(members) + 1)
    names = {member.pk: member.name for member in members}
    fitting = [(member_id, one) for member_id, suggested in found.items() for one in suggested if one.post == post.pk]
    fitting.sort(key=lambda pair: (-len(pair[1].reasons), pair[0]))
    return Part(
        title=_("推荐人选"),
        text=_("按登记的年龄、职业、特长、意愿等推荐，由社区与本人商定。"),
        heads=(_("党员"), _("理由")),
        rows=[
            (link("members:member", names[member_id], member_id), "；".join(one.reasons))
            for member_id, one in fitting[:SUGGESTED]
        ],
        empty=_("没有登记的情况与这个岗位相符，可直接安排。"),
    )


def reasons_for(member: Member, post: Post) -> str:
    """Why the post was suggested to the member; empty when it was not."""
    found = queries.suggestions(post.community, [member], today()).get(member.pk, [])
    return next(("；".join(one.reasons) for one in found if one.post == post.pk), "")


def taking(post: Post, suggested: str) -> dict[str, Any]:
    """The question whether to take a post: its duties, how many places are free, why it was suggested."""
    return {
        "page_title": _("认领岗位"),
        "intro": _("请看清职责后确认。名额以认领先后为准。"),
        "answers": [
            (_("岗位"), post.name, ""),
            (_("社区"), post.community.name, ""),
            (_("职责"), post.duties, ""),
            (_("空缺"), post.free, ""),  # type: ignore[attr-defined]
            (_("推荐理由"), suggested, ""),
        ],
        "submit_label": _("确认认领"),
        "cancel_url": reverse("service:mine"),
        "trail": own_trail(),
    }
