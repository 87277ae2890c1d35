"""Finding what a page speaks of, within reach; and carrying out what a form asks."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from mulin.foundation.form_pages import answered
from mulin.registration import pages, permissions, queries
from mulin.registration.models import Campaign, RegionRegistration, Registration
from mulin.tree.permissions import scope
from mulin.tree.queries import nodes_within


def registration_in_reach(request: HttpRequest, pk: int) -> Registration:
    """A registration this person may see; 404 otherwise."""
    rows = queries.with_nodes(permissions.registrations_visible_to(request.user))
    return get_object_or_404(rows, pk=pk)


def campaign_in_reach(request: HttpRequest, pk: int) -> Campaign:
    """A campaign this person may see; 404 otherwise."""
    found: Campaign = get_object_or_404(permissions.campaigns_visible_to(request.user), pk=pk)
    return found


def region_in_reach(request: HttpRequest, pk: int) -> RegionRegistration:
    """A registration with a region that this person may see; 404 otherwise."""
    found: RegionRegistration = get_object_or_404(permissions.regions_visible_to(request.user), pk=pk)
    return found


def places_of(user: Any) -> Any:
    """Places to which somebody who receives may assign people."""
    kinds = ("community", "grid", "compound", "block")
    return nodes_within(scope(user, "registrations.receive")).filter(kind_id__in=kinds, until__isnull=True)


def about(
    request: HttpRequest, row: Registration, form: forms.BaseForm, act: Callable[[], Any], title: Any
) -> HttpResponse:
    """A form about one registration; afterwards the page of the registration that it led to."""
    page = reverse("registration:registration", args=[row.pk])

    def onward() -> str:
        done = act()
        one = done[0] if isinstance(done, list) else done
        return reverse("registration:registration", args=[one.pk])

    context = {"page_title": title, "intro": next_words(row), "cancel_url": page, "trail": pages.trail_of(row)}
    return answered(request, form, onward, context)


def next_words(row: Registration) -> str:
    """Whom a form is about."""
    return f"{row.member.name}（{row.unit.name} → {row.community.name}）"
