"""Exchanging points: the catalogue, taking a piece, giving it back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.foundation.form_pages import answered, pressed
from mulin.foundation.lists import render_list
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.members.queries import member_of
from mulin.points import actions, forms, pages, permissions
from mulin.points.queries.progress import with_pieces_given
from mulin.points.views.fetching import node_in_reach


def items(request: HttpRequest) -> HttpResponse:
    """The catalogue: of communities in reach, and of where one lives."""
    buttons = pages.offer_buttons(permissions.offering(request.user))
    found = with_pieces_given(permissions.items_visible_to(request.user))
    return render_list(request, pages.ITEMS, found, extra={"actions": buttons})


def one_item(request: HttpRequest, pk: int) -> Any:
    """An item in reach, or of where one lives."""
    return get_object_or_404(permissions.items_visible_to(request.user), pk=pk)


def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One item."""
    return render(request, "parts_page.html", pages.item_page(request.user, one_item(request, pk)))


@require_http_methods(["GET", "POST"])
@once
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Put something into the catalogue of a community."""
    community = node_in_reach(request, pk)
    permissions.manage_points.check(request.user, community)
    choices = pages.exchange_choices(community)
    if not choices:
        raise Refused(f"“{community.name}”没有实施含兑换的积分办法")
    form = forms.OfferForm(request.POST or None, exchanges=choices)

    def act() -> str:
        given = dict(form.cleaned_data)
        scheme, _dot, exchange = given.pop("exchange").partition(".")
        made = actions.offer(community, scheme, exchange, by=signed_in(request), **given)
        return reverse("points:item", args=[made.pk])

    page = {"page_title": _("上架兑换项目"), "intro": community.name, "cancel_url": reverse("points:items")}
    return answered(request, form, act, page)


@require_http_methods(["GET", "POST"])
@once
def restock(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how many pieces there are."""
    found = one_item(request, pk)
    permissions.manage_points.check(request.user, found)
    form = forms.RestockForm(request.POST or None, initial={"stock": found.stock})
    page = {"page_title": _("调整份数"), "intro": found.name, "cancel_url": reverse("points:item", args=[pk])}
    return answered(request, form, lambda: actions.restock(found, by=signed_in(request), **form.cleaned_data), page)


@require_POST
@once
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item out of the catalogue."""
    found = one_item(request, pk)
    permissions.manage_points.check(request.user, found)
    back = reverse("points:item", args=[pk])
    return pressed(request, lambda: actions.withdraw(found, by=signed_in(request)), back, _("已下架"))


@require_POST
@once
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Exchange for oneself."""
    found, member = one_item(request, pk), member_of(request.user)
    if member is None:
        raise Refused("只有党员本人才能为自己兑换；社区请用“为党员兑换”")
    back = reverse("points:item", args=[pk])
    return pressed(request, lambda: actions.exchange(found, member, by=signed_in(request)), back, _("已兑换"))


@require_http_methods(["GET", "POST"])
@once
def exchange(request: HttpRequest, pk: int) -> HttpResponse:
    """Exchange for a member, by the community."""
    found = one_item(request, pk)
    permissions.manage_points.check(request.user, found)
    form = forms.ExchangeForm(request.POST or None, members=pages.buyers(found))

    def act() -> None:
        actions.exchange(found, pages.buyer(found, form.cleaned_data["member"]), by=signed_in(request))

    page = {
        "page_title": _("为党员兑换"),
        "intro": found.name,
        "cancel_url": reverse("points:item", args=[pk]),
        "done": _("已兑换"),
    }
    return answered(request, form, act, page)


def redemptions(request: HttpRequest) -> HttpResponse:
    """Who exchanged what."""
    return render_list(request, pages.REDEMPTIONS, permissions.redemptions_visible_to(request.user))


def one_redemption(request: HttpRequest, pk: int) -> Any:
    """An exchange in reach, or one's own."""
    return get_object_or_404(permissions.redemptions_visible_to(request.user), pk=pk)


def redemption(request: HttpRequest, pk: int) -> HttpResponse:
    """One exchange."""
    return render(request, "parts_page.html", pages.redemption_page(request.user, one_redemption(request, pk)))


@require_http_methods(["GET", "POST"])
@once
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an exchange back."""
    found = one_redemption(request, pk)
    permissions.manage_points.check(request.user, found)
    form = forms.WhyForm(request.POST or None)
    back = reverse("points:redemption", args=[pk])
    page = {"page_title": _("退回兑换"), "intro": found.item.name, "cancel_url": back, "done": _("已退回")}
    return answered(request, form, lambda: actions.give_back(found, by=signed_in(request), **form.cleaned_data), page)
