"""Pages about party groups by post."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.foundation.links import link
from mulin.foundation.page_parts import Action, Part
from mulin.foundation.refusals import Refused
from mulin.service import permissions, queries
from mulin.service.choices import GroupingState
from mulin.service.models import Grouping, ProposedGroup
from mulin.service.pages.posts import trail_of
from mulin.service.pages.teams import managing
from mulin.tree.models import Node
from mulin.tree.pages import printing


def community_around(group: Node) -> Node:
    """The community in which a party group stands. Refused when it stands in none."""
    found = queries.community_around(group)
    if found is None:
        raise Refused(_("这个党小组不在社区里"))
    return found


def only_branch(community: Node) -> dict[str, str]:
    """The branch to begin with, where there is just one."""
    found = list(queries.branches_in(community)[:2])
    return {"branch": found[0].code} if len(found) == 1 else {}


def grouping_words(community: Node) -> str:
    """What the regulation says about groups."""
    least, most, _by = queries.size_of_groups(community, today())
    words = _("同类岗位 %(least)d—%(most)d 名党员设一个党小组。方案提出后可以调整，确定后才建组。")
    return words % {"least": least, "most": most}


def grouping_page(grouping: Grouping, user: Any) -> dict[str, Any]:
    """One proposal: its groups, what each shares, who leads."""
    rows = [
        (
            link("service:proposed", one.name, one.pk)
            if one.node_id is None
            else link("service:group", one.name, one.node_id),
            one.size,
            one.leader.name if one.leader else "",
            one.shared,
        )
        for one in queries.proposed_groups(grouping)
    ]
    part = Part(title=_("党小组"), heads=(_("名称"), _("人数"), _("党小组长"), _("共同点")), rows=rows)
    return {
        "page_title": _("编组方案"),
        "subtitle": f"{grouping.community.name} · {GroupingState(grouping.state).label}",
        "trail": trail_of(grouping.community),
        "actions": grouping_buttons(grouping, user),
        "definitions": [(_("所属党支部"), grouping.branch.name), (_("提出日期"), grouping.made_on)],
        "parts": [part],
    }


def grouping_buttons(grouping: Grouping, user: Any) -> list[Action]:
    """Accept or discard an open proposal."""
    if grouping.state != GroupingState.PROPOSED:
        return []
    against = permissions.manage_service.reason_against(user, grouping) or ""
    accept, discard = (reverse(f"service:{name}", args=[grouping.pk]) for name in ("accept_grouping", "discard"))
    return [
        Action(title=_("确定并建组"), url=accept, icon="check", primary=not against, post=True, reason=against),
        Action(title=_("放弃方案"), url=discard, icon="ban", post=True, reason=against),
    ]


def proposed_page(group: ProposedGroup, user: Any) -> dict[str, Any]:
    """One proposed group: members with the reasons why they are here."""
    steps = (
        ("move_members", group.pk, _("调整组员"), "arrow-right", True),
        ("name_group", group.pk, _("名称和组长"), "edit", False),
    )
    rows = [(one.member.name, one.why) for one in queries.proposed_places(group)]
    trail = [
        *trail_of(group.grouping.community),
        (_("编组方案"), reverse("service:grouping", args=[group.grouping_id])),
    ]
    is_open = group.grouping.state == GroupingState.PROPOSED
    return {
        "page_title": group.name,
        "subtitle": group.shared,
        "trail": trail,
        "actions": managing(group, user, steps) if is_open else [],
        "parts": [Part(title=_("组员"), heads=(_("党员"), _("为何在本组")), rows=rows)],
    }


def proposed_members(group: ProposedGroup) -> list[tuple[int, str]]:
    """The members of a proposed group to choose from."""
    return [(one.member_id, one.member.name) for one in queries.proposed_places(group)]


def group_page(group: Node, user: Any) -> dict[str, Any]:
    """One party group: leader, duties, members."""
    community = queries.community_around(group)
    steps = (
        ("join_group", group.pk, _("编入党员"), "user-plus", True),
        ("leave_group", group.pk, _("党员退出"), "logout", False),
        ("name_group_leader", group.pk, _("推选组长"), "flag", False),
    )
    members = list(queries.group_members(group))
    leader = next((one.member.name for one in members if one.is_leader), "")
    duties, virtues = queries.leader_words(community, today()) if community else ((), ())
    return {
        "page_title": group.name,
        "subtitle": community.name if community else "",
        "trail": trail_of(community) if community else [],
        "actions": [*managing(group, user, steps), *printing(user, "group", group.pk)],
        "definitions": [
            (_("党小组长"), leader),
            (_("组长职责"), "；".join(duties)),
            (_("五个好"), "、".join(virtues)),
        ],
        "parts": [
            Part(
                title=_("组员"),
                heads=(_("党员"), _("自"), _("为何在本组")),
                rows=[(one.member.name, one.since, one.why) for one in members],
                empty=_("还没有组员。"),
            )
        ],
    }
