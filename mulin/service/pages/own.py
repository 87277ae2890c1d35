"""What members see of their own service, and the part of a member's page about it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.foundation.links import link
from mulin.foundation.page_parts import Action, Part
from mulin.members.models import Member
from mulin.members.pages import sections
from mulin.members.permissions import side_of
from mulin.service import queries
from mulin.service.choices import Ending
from mulin.service.models import Claim, Pledge
from mulin.service.pages.lights import shown
from mulin.tree.models import Node


def own_page(member: Member) -> dict[str, Any]:
    """What is asked of me, my posts, free posts that suit me: before all else where I hold none."""
    community = queries.community_of(member, today())
    needs, posts = own_needs(member), own_posts(member)
    free = [free_part(community, member)] if community is not None else []
    rest = [own_pledges(member), own_deeds(member), own_teams(member)]
    parts = [posts, *rest, *free] if posts.rows or not free else [*free, *rest]
    return {
        "page_title": _("我的服务"),
        "actions": own_buttons() if community is not None else [],
        "subtitle": community.name if community else _("还没有登记居住社区，请先办理报到"),
        "parts": [*([needs] if needs.rows else []), *parts],
    }


def own_posts(member: Member) -> Part:
    """The posts a member holds or is asked to take."""
    rows = [
        (link("service:claim", one.post.name, one.pk), one.post.community.name, one.since, shown(one))
        for one in queries.live_claims(member)
    ]
    return Part(
        title=_("岗位"),
        heads=(_("岗位"), _("社区"), _("自"), _("状态")),
        rows=rows,
        empty=_("还没有认领岗位。"),
    )


def own_buttons() -> list[Action]:
    """What members do by themselves."""
    steps = (
        ("report_deed", _("报告实事"), "pencil-plus", True),
        ("pledge", _("承诺"), "flag", False),
        ("volunteer", _("做志愿者"), "users", False),
    )
    return [
        Action(title=title, url=reverse(f"service:{name}"), icon=icon, primary=primary)
        for name, title, icon, primary in steps
    ]


def own_needs(member: Member) -> Part:
    """What the member's teams were asked to do, and what the member answered."""
    rows = [
        (
            link("service:need", need.title, need.pk),
            need.team.name if need.team else "",
            queries.answer_due(need, today()) or "",
            answer.get_reply_display() if answer else link("service:answer_need", _("去答复"), need.pk),
        )
        for need, answer in queries.needs_asked_of(member)
    ]
    return Part(title=_("团组的需求"), heads=(_("需求"), _("团组"), _("答复期限"), _("我的答复")), rows=rows)


def own_pledges(member: Member, *, own: bool = True) -> Part:
    """What the member pledged; they may take back what nothing was done for."""
    rows = [
        (one.text, one.year, _("已办 %(done)d 件") % {"done": one.done} if one.done else waiting_pledge(one, own))
        for one in queries.pledges_of(member)
    ]
    return Part(title=_("我的承诺"), heads=(_("承诺"), _("年度"), _("兑现")), rows=rows, empty=_("还没有承诺。"))


def waiting_pledge(pledge: Pledge, own: bool) -> Any:
    """A pledge not kept yet, with the way to take it back for the member."""
    way = link("service:withdraw_pledge", _("撤回"), pledge.pk) if own else ""
    return format_html("{} {}", _("待兑现"), way)


def own_deeds(member: Member) -> Part:
    """What the member did."""
    rows = [(link("service:deed", one.title, one.pk), one.day, shown(one)) for one in queries.deeds_of(member)[:50]]
    return Part(title=_("我办的实事"), heads=(_("实事"), _("日期"), _("状态")), rows=rows, empty=_("还没有实事。"))


def own_teams(member: Member) -> Part:
    """The teams and the party group the member is in."""
    rows: list[tuple[Any, ...]] = [
        (link("service:team", one.team.name, one.team_id), _("团组长") if one.is_leader else _("成员"), one.team.meets)
        for one in queries.teams_of(member)
    ]
    group = queries.group_of(member)
    if group is not None:
        rows.append((group.group.name, _("党小组长") if group.is_leader else _("组员"), ""))
    return Part(
        title=_("团组和党小组"), heads=(_("名称"), _("身份"), _("定时")), rows=rows, empty=_("还没有编入团组。")
    )


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
        (claim_name(one, side), one.since, "", shown(one)) for one in queries.live_claims(member)
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
    parts = [part, own_pledges(member, own=side == "own")] if side != "home" else [part]
    return "parts/parts.html", {"parts": parts}


def claim_name(claim: Claim, side: str) -> Any:
    """The post, leading to the claim for the member and the community."""
    words = f"{claim.post.community.name} {claim.post.name}"
    return words if side == "home" else link("service:claim", words, claim.pk)


sections.register("service", 30, member_section)
