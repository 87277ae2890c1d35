"""Party groups by post: proposing, changing, accepting; the groups that stand."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.foundation.clock import today
from mulin.foundation.lists import render_list
from mulin.identity.queries import signed_in
from mulin.service import actions, forms, pages, queries
from mulin.service.views.doings import Doing, form_view, press_view
from mulin.service.views.fetching import community_in_reach, row_in_reach
from mulin.service.views.teams import to_community
from mulin.tree.models import Node


def groups(request: HttpRequest) -> HttpResponse:
    """Party groups in reach that members were put into."""
    return render_list(request, pages.GROUPS, queries.groups_visible_to(request.user))


def group(request: HttpRequest, pk: int) -> HttpResponse:
    """One party group: leader, members, why they are together."""
    return render(request, "parts_page.html", pages.group_page(find_group(request, pk), request.user))


def grouping(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal."""
    return render(request, "parts_page.html", pages.grouping_page(find_grouping(request, pk), request.user))


def proposed(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposed group with its members and reasons."""
    return render(request, "parts_page.html", pages.proposed_page(find_proposed(request, pk), request.user))


def find_group(request: HttpRequest, pk: int) -> Any:
    """A party group in reach."""
    return row_in_reach(queries.party_groups(request.user), pk)


def find_grouping(request: HttpRequest, pk: int) -> Any:
    """A proposal in reach."""
    return row_in_reach(queries.groupings_visible_to(request.user), pk)


def find_proposed(request: HttpRequest, pk: int) -> Any:
    """A proposed group in reach."""
    return row_in_reach(queries.proposed_groups_visible_to(request.user, "service.view"), pk)


def to_grouping(_request: HttpRequest, found: Any) -> str:
    """To the proposal that is open."""
    return reverse("service:grouping", args=[found.grouping_id if hasattr(found, "grouping_id") else found.pk])


def to_group(_request: HttpRequest, found: Any) -> str:
    """Back to the group."""
    return reverse("service:group", args=[found.pk])


def community_of(request: HttpRequest, found: Any) -> str:
    """Back to the community of a proposal."""
    return to_community(request, found.community)


def to_proposal(_request: HttpRequest, community: Node) -> str:
    """To the open proposal of a community, else to the community."""
    found = queries.open_grouping(community)
    return reverse("service:grouping", args=[found.pk]) if found else reverse("service:community", args=[community.pk])


def move(request: HttpRequest, found: Any, given: dict[str, Any]) -> None:
    """Members go into another group, or make one of their own; all of them: the groups are one."""
    into, chosen = given["into"], given["members"]
    if into is None:
        actions.split_group(found, chosen, given["name"], by=signed_in(request))
    elif len(chosen) == found.places.count():
        actions.merge_groups(found, into, by=signed_in(request))
    else:
        actions.move_members(found, chosen, into, by=signed_in(request))


def residents(found: Node, names: str) -> list[Any]:
    """The residents of the community in which a group stands whom a text names."""
    return queries.residents_named(pages.community_around(found), names, today())


PROPOSING = Doing(
    title=_("按岗位编党小组"),
    find=community_in_reach,
    form=lambda request, community: forms.ProposeForm(
        request.POST or None, branches=queries.branches_in(community), initial=pages.only_branch(community)
    ),
    act=lambda request, community, given: actions.propose(community, given["branch"], by=signed_in(request)),
    back=to_proposal,
    intro=pages.grouping_words,
)
name_group = form_view(
    Doing(
        title=_("小组名称和组长"),
        find=find_proposed,
        form=lambda request, found: forms.NameGroupForm(
            request.POST or None,
            members=pages.proposed_members(found),
            initial={"name": found.name, "leader": found.leader_id},
        ),
        act=lambda request, found, given: actions.name_group(
            found,
            name=given["name"],
            leader_id=int(given["leader"]) if given["leader"] else None,
            by=signed_in(request),
        ),
        back=to_grouping,
    )
)
move_members = form_view(
    Doing(
        title=_("调整组员"),
        find=find_proposed,
        form=lambda request, found: forms.MoveForm(
            request.POST or None, members=pages.proposed_members(found), groups=queries.other_groups(found)
        ),
        act=move,
        back=to_grouping,
        intro=lambda found: found.name,
    )
)
accept = press_view(
    find_grouping,
    lambda request, found: actions.accept(found, by=signed_in(request)),
    to_grouping,
    _("已建党小组"),
)
discard = press_view(
    find_grouping,
    lambda request, found: actions.discard(found, by=signed_in(request)),
    community_of,
    _("已放弃方案"),
)
join_group = form_view(
    Doing(
        title=_("编入党小组"),
        find=find_group,
        form=lambda request, _group: forms.JoinGroupForm(request.POST or None),
        act=lambda request, found, given: actions.join_group(
            found, residents(found, given["names"]), why=given["why"], by=signed_in(request)
        ),
        back=to_group,
        intro=lambda found: found.name,
    )
)
leave_group = form_view(
    Doing(
        title=_("退出党小组"),
        find=find_group,
        form=lambda request, _group: forms.NamesForm(request.POST or None),
        act=lambda request, found, given: actions.leave_group(
            found, [one.pk for one in residents(found, given["names"])], by=signed_in(request)
        ),
        back=to_group,
        intro=lambda found: found.name,
    )
)
name_group_leader = form_view(
    Doing(
        title=_("推选党小组长"),
        find=find_group,
        form=lambda request, _group: forms.OneNameForm(request.POST or None),
        act=lambda request, found, given: actions.name_group_leader(
            found, residents(found, given["names"])[0], by=signed_in(request)
        ),
        back=to_group,
        intro=lambda found: found.name,
    )
)
propose = form_view(PROPOSING)
