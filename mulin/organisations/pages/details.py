"""The part of a node's page that says what stands there, its buttons, and the pages of one row."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.identifiers import mask_phone
from mulin.foundation.page_parts import Action, Happening
from mulin.foundation.points import exact
from mulin.organisations import permissions, queries
from mulin.organisations.models import Population, Staff
from mulin.organisations.rules import GUIDED_KINDS
from mulin.tree.choices import Family
from mulin.tree.models import Node, NodeChange
from mulin.tree.permissions import manage_nodes, view_nodes

TEMPLATE = "organisations/_node_details.html"


def node_details(request: HttpRequest, node: Node, day: datetime.date) -> tuple[str, dict[str, Any]] | None:
    """What stands at a node on a day, for those who may see it; nothing for others."""
    if not view_nodes.allows(request.user, node):
        return None
    standing = queries.standing_at(node, day)
    sees_people = permissions.view_units.allows(request.user, node)
    posts = standing["post_names"]
    context = {
        "node": node,
        "day": day,
        "sees_people": sees_people,
        "facts": list(facts_of(standing)) if sees_people else [],
        "premises": standing["premises"],
        "staff": [(row, posts.get(row.post, row.post)) for row in standing["staff"]],
        "guide": standing["guide"] if sees_people else None,
        "brands": standing["brands"],
        "parents": standing["parents"],
        "history": [(queries.known_day(row.on), happening(row, node)) for row in standing["history"]],
        "may_manage": permissions.manage_units.allows(request.user, node),
        "buttons": [*keeping_buttons(request.user, node), *phone_button(request.user, standing["details"])],
        "changes": tree_buttons(request.user, node),
    }
    return TEMPLATE, context


def phone_button(user: Any, row: Any) -> Iterator[Action]:
    """Leads to the phone in clear, for those who may ask for it where there is one."""
    if not getattr(row, "phone", "") or not permissions.manage_units.allows(user, row):
        return
    name = "staff_phone" if isinstance(row, Staff) else "unit_phone"
    yield Action(title=_("查看完整电话"), url=reverse(f"organisations:{name}", args=[row.pk]), icon="eye")


def facts_of(standing: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Filled details and figures as (title, value); phones masked."""
    for row in (standing["details"], standing["population"]):
        if row is not None:
            yield from filled_fields(row)


def filled_fields(row: Model) -> Iterator[tuple[str, Any]]:
    """The filled fields of a row in words."""
    skipped = {"node", "id", "since", "until", "meets", "before", "account", "name", "organ", "position"}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.name) if field.name not in skipped else None
        if value in (None, ""):
            continue
        if field.name == "phone":
            yield str(field.verbose_name), mask_phone(value)
        elif isinstance(value, bool):
            yield str(field.verbose_name), _("是") if value else _("否")
        elif isinstance(value, Decimal):
            yield str(field.verbose_name), exact(value)
        else:
            yield str(field.verbose_name), dict(getattr(field, "flatchoices", None) or ()).get(value, value)
    if isinstance(row, Population) and queries.known_day(row.since):
        yield _("人口数统计日"), row.since


def happening(change: NodeChange, node: Node) -> Happening:
    """A line of a node's history, seen from the node."""
    title = change.get_change_display()
    if change.node_id != node.pk:
        title = f"{change.node.name}{title}"
    elif change.other is not None:
        title = f"{title}：{change.other.name}"
    elif change.before:
        title = f"{title}（原名{change.before}）"
    return Happening(at=change.on, title=title, text=change.reason)


def keeping_buttons(user: Any, node: Node) -> list[Action]:
    """What may be written down about what stands at a node; none that this person may not press."""
    if not permissions.manage_units.allows(user, node) or node.until is not None:
        return []
    return [button(name, title, icon, node) for name, title, icon in keeping_words(node)]


def tree_buttons(user: Any, node: Node) -> list[Action]:
    """What may be done to the node itself: rare and far-reaching, so it stands with the history, not with the facts."""
    if not manage_nodes.allows(user, node) or node.until is not None:
        return []
    return [button(name, title, icon, node) for name, title, icon in tree_words()]


def button(name: str, title: str, icon: str, node: Node) -> Action:
    """A button that leads to a form about the node."""
    return Action(title=title, url=reverse(f"organisations:{name}", args=[node.pk]), icon=icon)


def keeping_words(node: Node) -> Iterator[tuple[str, str, str]]:
    """Forms about what stands at a node."""
    yield "describe", _("填写信息"), "edit"
    yield "add_premises", _("登记阵地"), "home-heart"
    yield "add_staff", _("登记人员"), "user-plus"
    yield "add_brand", _("登记品牌"), "star"
    if node.kind_id in GUIDED_KINDS:
        yield "name_guide", _("明确指导员"), "id-badge-2"
    if node.kind.family == Family.TERRITORY:
        yield "count_population", _("登记人口"), "users"


def tree_words() -> Iterator[tuple[str, str, str]]:
    """Forms that change the tree."""
    yield "rename", _("更名"), "pencil"
    yield "move", _("调整隶属"), "arrow-right"
    yield "merge", _("并入"), "git-branch"
    yield "split", _("拆分"), "sitemap"
    yield "dissolve", _("撤销"), "ban"


def one_of(row: Any, user: Any, name: str) -> dict[str, Any]:
    """The page of one premises, person in a post or brand: its fields and buttons."""
    against = permissions.manage_units.reason_against(user, row)
    if row.until is not None:
        against = _("已终止，不能再改")
    buttons = [
        Action(
            title=title,
            url=reverse(f"organisations:{step}_{name}", args=[row.pk]),
            icon=icon,
            primary=step == "correct" and not against,
            reason=against or "",
        )
        for step, title, icon in steps_of(name)
    ]
    return {
        "row": row,
        "facts": [*seat_facts(row, name), *filled_fields(row)],
        "since": queries.known_day(row.since),
        "post": queries.post_names().get(row.post, row.post) if name == "staff" else "",
        "actions": [*buttons, *phone_button(user, row)],
        "page_title": row.name,
    }


def seat_facts(row: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Of a person in an organ: which organ and position, in words."""
    if name == "seat":
        yield _("机构"), queries.organ_names().get(row.organ, row.organ)
        yield _("位置"), queries.position_names().get((row.organ, row.position), row.position)


def steps_of(name: str) -> Iterator[tuple[str, str, str]]:
    """What may be done to one row."""
    yield "correct", _("更正"), "edit"
    if name == "staff":
        yield "move", _("调整岗位"), "arrow-right"
    yield "close", _("终止"), "ban"
