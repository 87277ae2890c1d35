"""Teams and volunteers: lists, one team, what is done with them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.foundation.clock import today
from mulin.foundation.lists import render_list
from mulin.identity.queries import signed_in
from mulin.members.permissions import oneself
from mulin.service import actions, forms, pages, queries
from mulin.service.choices import TeamKind
from mulin.service.permissions import manage_service
from mulin.service.views.doings import Doing, form_view, free_for_all, press_view
from mulin.service.views.fetching import community_in_reach, row_in_reach
from mulin.tree.models import Node
from mulin.tree.permissions import acting


def teams(request: HttpRequest) -> HttpResponse:
    """The teams of communities in reach."""
    rows = queries.teams_visible_to(request.user).filter(until__isnull=True)
    buttons = pages.list_buttons(request.user, ("found_team", _("成立团组"), "plus", True))
    return render_list(request, pages.TEAMS, rows, extra={"actions": buttons})


def team(request: HttpRequest, pk: int) -> HttpResponse:
    """One team: fixed post, duty and time, members, needs."""
    return render(request, "parts_page.html", pages.team_page(find_team(request, pk), request.user))


def find_team(request: HttpRequest, pk: int) -> Any:
    """A team in reach, or one's own."""
    return row_in_reach(queries.own_or_visible_teams(request.user), pk)


def to_team(_request: HttpRequest, found: Any) -> str:
    """Back to the team."""
    return reverse("service:team", args=[found.pk])


def to_community(_request: HttpRequest, community: Node) -> str:
    """Back to the community."""
    return reverse("service:community", args=[community.pk])


def to_mine(_request: HttpRequest, _thing: Any) -> str:
    """Back to one's own page."""
    return reverse("service:mine")


def people(found: Any, given: dict[str, Any]) -> list[Any]:
    """The residents a form names."""
    return queries.residents_named(found.community, given["names"], today())


def find_application(request: HttpRequest, pk: int) -> Any:
    """An application of a volunteer in reach."""
    return row_in_reach(queries.applications_visible_to(request.user), pk)


def myself(request: HttpRequest, _pk: int) -> Any:
    """The member who is signed in."""
    return oneself(request.user)


def offer(request: HttpRequest, member: Any, given: dict[str, Any]) -> None:
    """A member offers voluntary service where they live."""
    actions.volunteer(member, pages.home_of(member), by=signed_in(request), **given)


def enter_offer(request: HttpRequest, community: Node, given: dict[str, Any]) -> None:
    """The community enters a paper application."""
    [member] = queries.residents_named(community, given.pop("names"), today())[:1]
    actions.volunteer(member, community, by=signed_in(request), **given)


found_team = form_view(
    Doing(
        title=_("成立团组"),
        find=community_in_reach,
        form=lambda request, _community: forms.TeamForm(request.POST or None),
        act=lambda request, community, given: actions.found_team(community, given, by=signed_in(request)),
        back=to_community,
    )
)
change_team = form_view(
    Doing(
        title=_("更改团组"),
        find=find_team,
        form=lambda request, found: forms.TeamForm(request.POST or None, initial=pages.team_values(found)),
        act=lambda request, found, given: actions.change_team(found, given, by=signed_in(request)),
        back=to_team,
    )
)
join_team = form_view(
    Doing(
        title=_("编入党员"),
        find=find_team,
        form=lambda request, _team: forms.NamesForm(request.POST or None),
        act=lambda request, found, given: actions.join_team(found, people(found, given), by=signed_in(request)),
        back=to_team,
    )
)
leave_team = form_view(
    Doing(
        title=_("党员退出"),
        find=find_team,
        form=lambda request, _team: forms.NamesForm(request.POST or None),
        act=lambda request, found, given: actions.leave_team(
            found, [one.pk for one in people(found, given)], by=signed_in(request)
        ),
        back=to_team,
    )
)
name_leader = form_view(
    Doing(
        title=_("明确团组长"),
        find=find_team,
        form=lambda request, _team: forms.OneNameForm(request.POST or None),
        act=lambda request, found, given: actions.name_leader(found, people(found, given)[0], by=signed_in(request)),
        back=to_team,
    )
)
disband = form_view(
    Doing(
        title=_("解散团组"),
        find=find_team,
        form=lambda request, _team: forms.EndForm(request.POST or None),
        act=lambda request, found, given: actions.disband(found, by=signed_in(request), **given),
        back=to_team,
    )
)
volunteer = form_view(
    Doing(
        title=_("申请做党员志愿者"),
        find=myself,
        form=lambda request, member: forms.VolunteerForm(request.POST or None, services=pages.services_for(member)),
        act=offer,
        back=to_mine,
        allow=free_for_all,
        words=_("已提交，由社区编队"),
    )
)
enter_volunteer = form_view(
    Doing(
        title=_("录入志愿者申请表"),
        find=community_in_reach,
        form=lambda request, community: forms.EnterVolunteerForm(
            request.POST or None, services=queries.services_offered(community, today())
        ),
        act=enter_offer,
        back=to_community,
    )
)
place_volunteer = form_view(
    Doing(
        title=_("编入志愿者服务队"),
        find=find_application,
        form=lambda request, found: forms.PlaceForm(
            request.POST or None, teams=queries.teams_at(found.community, TeamKind.VOLUNTEERS)
        ),
        act=lambda request, found, given: actions.place_volunteer(found, given["team"], by=signed_in(request)),
        back=lambda request, found: to_community(request, found.community),
        intro=lambda found: f"{found.member.name}：{'、'.join(found.services)}",
    )
)
place_all = press_view(
    community_in_reach,
    lambda request, community: actions.place_all(community, by=signed_in(request)),
    to_community,
    _("已按意愿、特长和需要编队；没有合适服务队的仍待编队"),
)


def applications(request: HttpRequest) -> HttpResponse:
    """Applications of volunteers in reach."""
    enter = pages.list_buttons(request.user, ("enter_volunteer", _("录入志愿者申请"), "user-plus", True))
    extra = {"actions": [*enter, *pages.application_buttons(request.user)]}
    rows = queries.applications_visible_to(request.user)
    rows = rows.annotate(may_act=acting(request.user, manage_service.word, "community__"))
    return render_list(request, pages.APPLICATIONS, rows, extra=extra)
