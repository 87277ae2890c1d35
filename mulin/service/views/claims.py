"""One claim: leaving, handing over, an application for another post; by the member or the community."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.foundation.clock import today
from mulin.foundation.form_pages import answered, pressed
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.members.permissions import is_oneself, oneself
from mulin.service import actions, forms, pages, permissions, queries
from mulin.service.models import Claim
from mulin.service.views.fetching import row_in_reach


def either(request: HttpRequest, pk: int) -> Claim:
    """A claim of one's own, or at a community in reach; 404 otherwise."""
    found: Claim = get_object_or_404(queries.own_or_visible_claims(request.user), pk=pk)
    return found


def back_from(request: HttpRequest, claim: Claim) -> str:
    """Members come from their own page, others from the post's."""
    own = is_oneself(request.user, claim.member)
    return reverse("service:mine") if own else reverse("service:post", args=[claim.post_id])


def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim, with what came of it."""
    return render(request, "parts_page.html", pages.claim_page(either(request, pk), request.user))


@require_http_methods(["GET", "POST"])
@once
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """A member takes a post of the community they live in."""
    member = oneself(request.user)
    found = row_in_reach(queries.posts_open_to(member), pk)
    suggested = pages.reasons_for(member, found)
    if request.method == "GET":
        return render(request, "confirm_page.html", pages.taking(found, suggested))
    return pressed(
        request,
        lambda: actions.claim(found, member, by=signed_in(request), suggested=suggested),
        reverse("service:mine"),
        _("已认领“%(name)s”") % {"name": found.name},
    )


@require_POST
@once
def answer(request: HttpRequest, pk: int, accepts: bool) -> HttpResponse:
    """Yes or no to a post that the community asked the member to take."""
    found = either(request, pk)
    words = _("已接受") if accepts else _("已谢绝")
    return pressed(
        request,
        lambda: actions.answer_offer(found, accepts=accepts, by=signed_in(request)),
        back_from(request, found),
        words,
    )


@require_http_methods(["GET", "POST"])
@once
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a post."""
    found = either(request, pk)
    form = forms.GiveUpForm(request.POST or None)

    def act() -> None:
        actions.give_up(found, by=signed_in(request), note=form.cleaned_data["note"])

    return answered(request, form, act, pages.at_claim(found, _("退岗")) | {"cancel_url": back_from(request, found)})


@require_http_methods(["GET", "POST"])
@once
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Another member takes the place; the form is printed from this."""
    found = row_in_reach(queries.claims_visible_to(request.user), pk)
    permissions.manage_service.check(request.user, found)
    form = forms.HandOverForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        people = queries.residents_named(found.post.community, given["successor"], today(), "successor")
        actions.hand_over(found, people[0], items=given["items"], by=signed_in(request))

    return answered(
        request, form, act, pages.at_claim(found, _("办理交接")) | {"cancel_url": back_from(request, found)}
    )


@require_http_methods(["GET", "POST"])
@once
def adjust(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply for another post, because one cannot serve for long."""
    found = either(request, pk)
    form = forms.AdjustForm(request.POST or None)

    def act() -> None:
        actions.apply_for_adjustment(found, by=signed_in(request), **form.cleaned_data)

    page = pages.at_claim(found, _("申请调整岗位"))
    page |= {"intro": pages.adjusting_words(found), "done": _("已交社区办理")}
    return answered(request, form, act, page | {"cancel_url": back_from(request, found)})


@require_http_methods(["GET", "POST"])
@once
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """What the community decides on an application."""
    found = row_in_reach(queries.waiting_adjustments(request.user), pk)
    community = found.claim.post.community
    form = forms.DecideForm(request.POST or None, posts=queries.free_posts(community, found.claim.member))

    def act() -> None:
        actions.decide_adjustment(found, decision(form.cleaned_data, community), by=signed_in(request))

    page = pages.at_claim(found.claim, _("办理岗位调整")) | {"intro": pages.application_words(found)}
    return answered(request, form, act, page | {"cancel_url": reverse("service:community", args=[community.pk])})


def decision(given: dict[str, Any], community: Any) -> actions.Decision:
    """What a valid form says."""
    name = given["successor"].strip()
    successor = queries.residents_named(community, name, today(), "successor")[0] if name else None
    return actions.Decision(given["state"], given["post"], successor, given["items"], given["answer"])
