"""A community's service on one page: what waits, posts, teams, needs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.foundation.links import link
from mulin.foundation.page_parts import Action, Part, Task
from mulin.service import permissions, queries
from mulin.service.choices import NeedOrigin
from mulin.service.pages.pledges import absent_words
from mulin.service.pages.teams import managing
from mulin.tree.models import Node
from mulin.tree.pages import printing


def community_page(community: Node, user: Any) -> dict[str, Any]:
    """Everything a community looks at, what waits for it first."""
    return {
        "page_title": _("%(name)s的服务") % {"name": community.name},
        "trail": [(_("社区服务"), reverse("service:communities"))],
        "actions": [*buttons(community, user), *printing(user, "service_community", community.pk)],
        "parts": [
            *waiting(community, user),
            needs_part(community),
            teams_part(community, user),
            posts_part(community, user),
        ],
    }


def buttons(community: Node, user: Any) -> list[Action]:
    """What the community does most."""
    steps = (
        ("list_need", community.pk, _("登记需求"), "pencil-plus", True),
        ("hand_needs", community.pk, _("需求交团组"), "send", False),
        ("enter_pledges", community.pk, _("录入承诺"), "flag", False),
        ("enter_volunteer", community.pk, _("录入志愿者申请"), "user-plus", False),
        ("propose", community.pk, _("按岗位编党小组"), "sitemap", False),
    )
    return managing(community, user, steps)


def list_buttons(user: Any, *steps: tuple[str, Any, str, bool]) -> list[Action]:
    """Buttons (url name, title, icon, whether first) of a list, for who manages one community: which is clear then."""
    managed = list(queries.communities(user, permissions.manage_service.word)[:2])
    if len(managed) != 1:
        return []
    [here] = managed
    return managing(here, user, [(name, here.pk, title, icon, first) for name, title, icon, first in steps])


def waiting(community: Node, user: Any) -> list[Part]:
    """What waits for the community; no card where nothing does."""
    parts = (
        adjustments_part(community, user),
        absent_part(community, user),
        deeds_part(community),
        volunteers_part(community, user),
        grouping_part(community),
    )
    return [part for part in parts if part.rows or part.tasks]


def adjustments_part(community: Node, user: Any) -> Part:
    """Applications for another post."""
    rows = [
        (link("service:decide", one.claim.member.name, one.pk), one.claim.post.name, one.applied_on, one.reason)
        for one in queries.waiting_adjustments(user).filter(claim__post__community=community)
    ]
    heads = (_("党员"), _("岗位"), _("申请日期"), _("理由"))
    return Part(title=_("待办理的岗位调整"), heads=heads, rows=rows)


def absent_part(community: Node, user: Any) -> Part:
    """Members about whom the units are to be asked."""
    found = queries.absences(community, today())
    words = _("%(number)d 名党员缺席满期，请与所在单位联系") % {"number": len(found)}
    due = min((one.due for one in found if one.due), default=None)
    late = due is not None and due < today()
    task = Task(
        title=words,
        url=reverse("service:contact_units", args=[community.pk]),
        state="overdue" if late else "due",
        hint=_("最早一名应于 %(due)s 前联系") % {"due": due} if due else "",
    )
    return Part(title=_("久未参加活动"), text=absent_words(community), tasks=[task] if found else [])


def deeds_part(community: Node) -> Part:
    """Deeds that wait to be confirmed, each or all with one press."""
    rows = [
        (link("service:deed", one.title, one.pk), one.member.name, one.day) for one in queries.deeds_waiting(community)
    ]
    url = reverse("service:confirm_all", args=[community.pk])
    return Part(
        title=_("待确认的实事"),
        heads=(_("实事"), _("党员"), _("日期")),
        rows=rows,
        actions=[Action(title=_("全部确认"), url=url, icon="check", post=True)],
    )


def volunteers_part(community: Node, user: Any) -> Part:
    """Volunteers whom no team has yet."""
    rows = [
        (link("service:place_volunteer", one.member.name, one.pk), "、".join(one.services), one.skills)
        for one in queries.waiting_volunteers(community)
    ]
    url = reverse("service:place_all", args=[community.pk])
    against = permissions.manage_service.reason_against(user, community) or ""
    return Part(
        title=_("待编队的志愿者"),
        heads=(_("党员"), _("愿意参加"), _("特长")),
        rows=rows,
        actions=[Action(title=_("按推荐全部编队"), url=url, icon="users", post=True, reason=against)],
    )


def grouping_part(community: Node) -> Part:
    """A proposal of groups that waits to be settled."""
    found = queries.open_grouping(community)
    tasks = []
    if found is not None:
        url = reverse("service:grouping", args=[found.pk])
        tasks = [Task(title=_("编组方案待确定"), url=url, state="due", hint=str(found.made_on))]
    return Part(title=_("党小组"), tasks=tasks)


def teams_part(community: Node, user: Any) -> Part:
    """The teams of a community with what they see to."""
    rows = [
        (link("service:team", one.name, one.pk), one.field, one.meets, one.members, one.open_needs)
        for one in queries.teams_visible_to(user).filter(community=community, until__isnull=True)
    ]
    return Part(
        title=_("团组和志愿服务队"),
        heads=(_("名称"), _("定岗"), _("定时"), _("成员"), _("未办结需求")),
        rows=rows,
        empty=_("还没有团组。"),
        actions=managing(community, user, (("found_team", community.pk, _("成立团组"), "plus", False),)),
    )


def needs_part(community: Node) -> Part:
    """The needs that are not done."""
    rows = [
        (
            link("service:need", one.title, one.pk),
            NeedOrigin(one.origin).label,
            one.asked_on,
            one.team.name if one.team else _("待交办"),
        )
        for one in queries.needs_at(community)[:50]
    ]
    heads = (_("需求"), _("来源"), _("提出"), _("团组"))
    return Part(title=_("未办结的需求"), heads=heads, rows=rows, empty=_("没有未办结的需求。"))


def posts_part(community: Node, user: Any) -> Part:
    """The posts of a community by category."""
    return Part(
        title=_("服务岗位"),
        heads=(_("类别"), _("岗位"), _("名额"), _("已认领"), _("空缺")),
        rows=[
            (post.category, link("service:post", post.name, post.pk), post.places, post.taken, post.free)
            for post in queries.posts_at(community)
        ],
        empty=_("还没有启用岗位。"),
        actions=managing(
            community,
            user,
            (
                ("switch_on", community.pk, _("启用岗位"), "checklist", False),
                ("add_own", community.pk, _("自设岗位"), "plus", False),
            ),
        ),
    )
