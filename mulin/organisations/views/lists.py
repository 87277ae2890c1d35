"""The lists."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.organisations import queries
from mulin.organisations.pages import lists
from mulin.tree.choices import Family
from mulin.tree.permissions import has_anywhere, scope


def found_button(user: Any, word: str, family: str, title: str) -> list[Action]:
    """The button that leads to the form for a new node, for those who may."""
    if not has_anywhere(user, word):
        return []
    return [Action(title=title, url=reverse("organisations:found", args=[family]), icon="plus", primary=True)]


def extra(request: HttpRequest, *buttons: Action) -> dict[str, Any]:
    """Buttons, and whether this person may import."""
    return {"actions": list(buttons), "may_import": has_anywhere(request.user, "sheets.import")}


def places(request: HttpRequest) -> HttpResponse:
    """Places in reach."""
    rows = queries.with_superiors(queries.nodes_of(Family.TERRITORY, scope(request.user, "nodes.view")))
    buttons = found_button(request.user, "nodes.manage", Family.TERRITORY, _("新建区域"))
    return render_list(request, lists.places_page(request), rows, extra=extra(request, *buttons))


def organisations(request: HttpRequest) -> HttpResponse:
    """Party organisations in reach."""
    rows = queries.with_superiors(queries.nodes_of(Family.PARTY, scope(request.user, "nodes.view")))
    buttons = found_button(request.user, "nodes.manage", Family.PARTY, _("新建党组织"))
    return render_list(request, lists.organisations_page(request), rows, extra=extra(request, *buttons))


def units(request: HttpRequest) -> HttpResponse:
    """Units in reach."""
    rows = queries.units(scope(request.user, "units.view", "node__"))
    buttons = found_button(request.user, "units.manage", Family.UNIT, _("登记单位"))
    return render_list(request, lists.units_page(request), rows, extra=extra(request, *buttons))


def coverage(request: HttpRequest) -> HttpResponse:
    """Two-new coverage: the rates, the units that lack something, the buildings and circles without anything."""
    unit_scope, place_scope = scope(request.user, "units.view", "node__"), scope(request.user, "units.view")
    parts = {
        "rates": queries.coverage_rates(unit_scope, place_scope),
        "uncovered_places": queries.places_uncovered(place_scope).order_by("name", "pk")[:50],
    }
    rows = queries.units(unit_scope)
    return render_list(request, lists.coverage_page(request), rows, extra=extra(request) | parts)


def premises(request: HttpRequest) -> HttpResponse:
    """Premises in reach."""
    rows = queries.premises(scope(request.user, "units.view", "node__"))
    return render_list(request, lists.PREMISES, rows, extra=extra(request))


def staff(request: HttpRequest) -> HttpResponse:
    """People in posts in reach."""
    rows = queries.staff(scope(request.user, "units.view", "node__"))
    return render_list(request, lists.staff_page(request), rows, extra=extra(request))
