"""Pages about teams, volunteers and needs."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.foundation.identifiers import mask_phone
from mulin.foundation.links import link
from mulin.foundation.page_parts import Action, Part
from mulin.foundation.refusals import Refused
from mulin.members.models import Member
from mulin.service import permissions, queries
from mulin.service.choices import ApplicationState, NeedOrigin, NeedState, Reply, TeamKind
from mulin.service.models import Need, Team
from mulin.service.pages.lights import shown
from mulin.service.pages.posts import own_trail, trail_of
from mulin.tree.models import Node
from mulin.tree.pages import printing, printing_all

VALUES = ("name", "kind", "field", "duty", "meets")


def team_values(team: Team) -> dict[str, Any]:
    """What a team says now."""
    return {name: getattr(team, name) for name in VALUES}


def home_of(member: Member) -> Node:
    """The community a member lives in. Refused when none is known."""
    community = queries.community_of(member, today())
    if community is None:
        raise Refused(_("还没有登记居住社区，请先办理报到"))
    return community


def services_for(member: Member) -> list[str]:
    """The kinds of voluntary service a member may offer where they live; none before that is known."""
    community = queries.community_of(member, today())
    return list(queries.services_offered(community, today())) if community else []


def managing(target: Any, user: Any, steps: Any) -> list[Action]:
    """Buttons (url name, key, title, icon, whether first) for those who manage; disabled with the reason for others."""
    against = permissions.manage_service.reason_against(user, target) or ""
    return [
        Action(
            title=title,
            url=reverse(f"service:{name}", args=[key]),
            icon=icon,
            primary=primary and not against,
            reason=against,
        )
        for name, key, title, icon, primary in steps
    ]


def team_page(team: Team, user: Any) -> dict[str, Any]:
    """One team: fixed post, duty and time, members, needs."""
    steps = (
        ("join_team", team.pk, _("编入党员"), "user-plus", True),
        ("leave_team", team.pk, _("党员退出"), "logout", False),
        ("name_leader", team.pk, _("明确团组长"), "flag", False),
        ("change_team", team.pk, _("更改"), "edit", False),
        ("disband", team.pk, _("解散"), "archive", False),
    )
    members = [(one.member.name, _("团组长") if one.is_leader else "", one.since) for one in queries.team_members(team)]
    needs = [
        (link("service:need", one.title, one.pk), one.handed_on, shown(one)) for one in queries.needs_of(team)[:100]
    ]
    heads = (_("需求"), _("交办日期"), _("状态"))
    return {
        "page_title": team.name,
        "subtitle": f"{team.community.name} · {TeamKind(team.kind).label}",
        "trail": trail_of(team.community),
        "actions": [*(managing(team, user, steps) if team.until is None else []), *printing(user, "team", team.pk)],
        "definitions": [(_("定岗"), team.field), (_("定责"), team.duty), (_("定时"), team.meets)],
        "parts": [
            Part(title=_("成员"), heads=(_("党员"), _("职务"), _("自")), rows=members, empty=_("还没有成员。")),
            Part(
                title=_("承办的需求"),
                heads=heads,
                rows=needs,
                empty=_("还没有交办的需求。"),
            ),
        ],
    }


def application_buttons(user: Any) -> list[Action]:
    """The forms of the volunteers whom no team has yet, in one file, where there are some."""
    if not queries.applications_visible_to(user).filter(state=ApplicationState.WAITING).exists():
        return []
    return printing_all(user, "volunteer_application", _("打印待编队的申请表"), state=ApplicationState.WAITING)


def need_page(need: Need, user: Any) -> dict[str, Any]:
    """One need: who sees to it, what members answered, what was done."""
    manages = permissions.manage_service.allows(user, need)
    reads = permissions.view_service.allows(user, need)
    definitions = [
        (_("来源"), NeedOrigin(need.origin).label),
        (_("说明"), need.text),
        (_("服务内容"), need.field),
        (_("小区或楼栋"), need.spot.name if need.spot else ""),
        (_("提出日期"), need.asked_on),
        (_("希望何时前"), need.wanted_by),
        (_("承办团组"), need.team.name if need.team else ""),
        (_("答复期限"), queries.answer_due(need, today())),
        (_("状态"), shown(need)),
    ]
    if need.resident and manages:
        definitions += [(_("求助居民"), need.resident), (_("联系电话"), phone_words(need))]
    if need.done_on:
        definitions += [(_("办结日期"), need.done_on), (_("结果"), need.result), (_("评价"), rating_words(need))]
    if need.activity_id:
        definitions.append((_("纪实"), link("records:activity", _("查看纪实"), need.activity_id)))
    return {
        "page_title": need.title,
        "subtitle": need.community.name,
        "trail": trail_of(need.community) if reads else own_trail(),
        "actions": need_buttons(need, user, manages),
        "definitions": definitions,
        "parts": [answers_part(need), *([helpers_part(need)] if manages and need.team else [])],
    }


def phone_words(need: Need) -> Any:
    """The phone as pages show it, with the way to read it in clear."""
    if not need.phone:
        return ""
    clear = link("service:need_phone", _("查看完整号码"), need.pk)
    return format_html("{} {}", mask_phone(need.phone), clear)


def rating_words(need: Need) -> str:
    """How the resident found it."""
    if need.rating is None:
        return ""
    return _("%(rating)d 分 %(words)s") % {"rating": need.rating, "words": need.rating_words}


def need_buttons(need: Need, user: Any, manages: bool) -> list[Action]:
    """What can be done with a need now."""
    if need.state == NeedState.HANDED and not manages:
        url = reverse("service:answer_need", args=[need.pk])
        return [Action(title=_("答复"), url=url, icon="message", primary=True)]
    steps: dict[str, tuple[Any, ...]] = {
        NeedState.OPEN: (
            ("hand_needs", need.community_id, _("交团组"), "send", True),
            ("drop_need", need.pk, _("不再需要"), "ban", False),
        ),
        NeedState.HANDED: (
            ("finish_need", need.pk, _("办结"), "check", True),
            ("answer_need", need.pk, _("代录答复"), "message", False),
            ("drop_need", need.pk, _("不再需要"), "ban", False),
        ),
        NeedState.DONE: (("rate_need", need.pk, _("登记评价"), "star", True),),
    }
    return managing(need, user, steps.get(need.state, ()))


def answers_part(need: Need) -> Part:
    """What members answered."""
    rows = [(one.member.name, Reply(one.reply).label, one.note, one.on) for one in queries.answers_to(need)]
    heads = (_("党员"), _("答复"), _("说明"), _("日期"))
    return Part(title=_("成员答复"), heads=heads, rows=rows, empty=_("还没有人答复。"))


def helpers_part(need: Need) -> Part:
    """Members of the team whom the need suits."""
    found = queries.suggested_helpers(need, need.team, today()) if need.team else []
    rows = [(name, "；".join(reasons)) for _pk, name, reasons in found[:20]]
    return Part(
        title=_("推荐人选"),
        text=_("按住处、意愿、特长和职业推荐。"),
        heads=(_("党员"), _("理由")),
        rows=rows,
        empty=_("没有登记的情况与这项需求相符。"),
    )


def accepted_names(need: Need) -> str:
    """The names of those who said that they take part."""
    return "、".join(one.member.name for one in queries.answers_to(need) if one.reply == Reply.ACCEPTED)


def hand_words(community: Node) -> str:
    """What is said above the choice of teams."""
    period = queries.needs_period(community, today())
    if period is None:
        return _("没有实施中的制度要求把需求清单交给团组；交办后团组成员即可答复。")
    words = _("%(period)s的需求清单。已按服务内容选好团组，可以更改；提交后同时写入纪实。")
    return words % {"period": period.name}
