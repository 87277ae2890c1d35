"""The list of members, and the part of a node's page about members."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from mulin.foundation.identifiers import mask_phone
from mulin.foundation.lists import Choice, Column, EmptyState, ListPage, Search, to
from mulin.foundation.search import search
from mulin.members import permissions
from mulin.members.choices import Category, Stage
from mulin.members.models import Member
from mulin.members.queries import SEARCH_KIND, tied_at
from mulin.tree.models import Node
from mulin.tree.permissions import search_scope

FOUND_AT_MOST = 2000

LISTED = ("id", "name", "category", "phone", "home_organisation_name", "residence_name")
"""What the list reads: no instances and no sealed field that it does not show, which takes half the time."""


def masked_phone(row: Mapping[str, Any]) -> str:
    """The phone as lists show it."""
    return mask_phone(row["phone"])


MEMBERS = ListPage(
    name="members",
    title=gettext_lazy("党员"),
    columns=(
        Column(title=gettext_lazy("姓名"), value="name", link=to("members:member")),
        Column(title=gettext_lazy("类别"), value="category", words=dict(Category.choices)),
        Column(title=gettext_lazy("所在党组织"), value="home_organisation_name"),
        Column(title=gettext_lazy("居住社区"), value="residence_name", phone=False),
        Column(title=gettext_lazy("手机号码"), value=masked_phone, phone=False),
    ),
    order=("name", "id"),
    filters=(
        Choice(name="category", title=gettext_lazy("类别"), choices=Category.choices),
        Choice(name="stage", title=gettext_lazy("党员身份"), choices=Stage.choices),
    ),
    export_kind="members",
    import_kind="members",
    empty=EmptyState(
        title=gettext_lazy("没有符合条件的党员"), text=gettext_lazy("换个条件再看，或登记、从 Excel 导入。")
    ),
)


def searchable(request: HttpRequest) -> ListPage:
    """The list with a search box that finds names of two characters and more."""
    box = Search(apply=by_name(request.user), placeholder=gettext_lazy("姓名"))
    return replace(MEMBERS, filters=(box, *MEMBERS.filters))


def by_name(user: Any) -> Callable[[QuerySet[Member], str], QuerySet[Member]]:
    """Narrow to members found by the index of words, of those this person may see."""

    def narrow(members: QuerySet[Member], words: str) -> QuerySet[Member]:
        hits = search(words, kinds=[SEARCH_KIND], scope=search_scope(user, "members.view"), limit=FOUND_AT_MOST)
        return members.filter(pk__in=[hit.object_id for hit in hits])

    return narrow


def node_members(request: HttpRequest, node: Node, day: datetime.date) -> tuple[str, dict[str, Any]] | None:
    """How many members belong to or live in a node and below on a day, for those who may see them."""
    if not permissions.view_members.allows(request.user, node):
        return None
    counts = tied_at(node, day)
    return "members/_node_members.html", {"node": node, "counts": counts, "day": day}
