"""Structures: the list of places with what is missing, one place; organs with their rosters; organisations' life."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.foundation.clock import today
from mulin.foundation.lists import render_list
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.organisations import actions, permissions, queries
from mulin.organisations.forms import LifeForm, SeatForm
from mulin.organisations.models import OrganSeat
from mulin.organisations.pages import structure as pages
from mulin.organisations.views.fetching import asked, node_in_reach, node_trail
from mulin.organisations.views.lists import extra
from mulin.tree.choices import Family
from mulin.tree.permissions import scope
from mulin.tree.queries import nodes_within


def structures(request: HttpRequest) -> HttpResponse:
    """Places that should have a structure, with how much is missing."""
    found = queries.standings_within(scope(request.user, "units.view"), today())
    rows = queries.nodes_of(Family.TERRITORY, scope(request.user, "units.view")).filter(pk__in=found)
    return render_list(request, pages.structures_page(found), rows, extra={"may_import": False})


def structure(request: HttpRequest, pk: int) -> HttpResponse:
    """The structures of one place, part by part."""
    node = node_in_reach(request, pk)
    permissions.view_units.check(request.user, node)
    found = queries.standings([node], today())[node.pk]
    if not found:
        raise Http404
    return render(request, "organisations/structure.html", pages.structure_of(node, found, request.user))


def seats(request: HttpRequest) -> HttpResponse:
    """People in organs, in reach."""
    rows = queries.seats(scope(request.user, "units.view", "node__"))
    return render_list(request, pages.seats_page(request), rows, extra=extra(request))


def lives(request: HttpRequest) -> HttpResponse:
    """How organisations in reach have arranged their life."""
    rows = queries.lives(scope(request.user, "units.view", "node__"))
    return render_list(request, pages.LIVES, rows, extra=extra(request))


def organs(request: HttpRequest, pk: int) -> HttpResponse:
    """The organs of a node: what they do, who sits in them, which positions are empty."""
    node = node_in_reach(request, pk)
    permissions.view_units.check(request.user, node)
    context = pages.organs_of(node, queries.organs_at(node, today()), request.user)
    return render(request, "organisations/organs.html", context | {"trail": node_trail(node)})


@require_http_methods(["GET", "POST"])
@once
def add_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a person into a position."""
    node = node_in_reach(request, pk)
    permissions.manage_units.check(request.user, node)
    places = pages.open_places(queries.organs_at(node, today()))
    form = SeatForm(
        request.POST or None,
        initial={"place": request.GET.get("place", "")},
        places=places,
        nodes=nodes_within(scope(request.user, "nodes.view")),
    )

    def act() -> None:
        actions.seat(OrganSeat(node=node, **form.said()), by=signed_in(request))

    return asked(request, form, act, node, {"page_title": _("登记机构成员")})


@require_http_methods(["GET", "POST"])
@once
def arrange_life(request: HttpRequest, pk: int) -> HttpResponse:
    """Fix when, where and on what an organisation holds its life."""
    node = node_in_reach(request, pk)
    permissions.manage_units.check(request.user, node)
    live = queries.live_life(node, today())
    kept = {name: getattr(live, name) for name in ("time", "place", "content")} if live else {}
    form = LifeForm(request.POST or None, initial=kept)

    def act() -> None:
        given = dict(form.cleaned_data)
        actions.arrange_life(node, given, since=given.pop("since"), by=signed_in(request))

    return asked(request, form, act, node, {"page_title": _("固定组织生活")})
