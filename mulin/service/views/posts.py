"""Posts: the list, one post, what the community does with them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.foundation.clock import today
from mulin.foundation.form_pages import answered
from mulin.foundation.lists import render_list
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.service import actions, forms, pages, permissions, queries
from mulin.service.views.fetching import community_in_reach, row_in_reach
from mulin.tree.permissions import has_anywhere


def posts(request: HttpRequest) -> HttpResponse:
    """The posts that communities in reach offer."""
    steps = (("switch_on", _("启用岗位"), "checklist", True), ("add_own", _("自设岗位"), "plus", False))
    extra = {
        "may_import": has_anywhere(request.user, "sheets.import"),
        "actions": pages.list_buttons(request.user, *steps),
    }
    return render_list(request, pages.POSTS, queries.posts_visible_to(request.user), extra=extra)


def claims(request: HttpRequest) -> HttpResponse:
    """Who holds which post."""
    extra = {"may_import": has_anywhere(request.user, "sheets.import")}
    rows = queries.claims_visible_to(request.user).filter(until__isnull=True)
    return render_list(request, pages.CLAIMS, rows, extra=extra)


def post(request: HttpRequest, pk: int) -> HttpResponse:
    """One post: duties, who holds it, whom it suits."""
    found = row_in_reach(queries.all_posts_visible_to(request.user), pk)
    return render(request, "parts_page.html", pages.post_page(found, request.user))


@require_http_methods(["GET", "POST"])
@once
def switch_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose posts of the catalogues in force."""
    community = community_in_reach(request, pk)
    permissions.manage_service.check(request.user, community)
    form = forms.SwitchOnForm(request.POST or None, choices=pages.catalogue_choices(community))

    def act() -> None:
        given = form.cleaned_data
        actions.switch_on(community, given["posts"], places=given["places"] or 0, by=signed_in(request))

    page = pages.at_community(community, _("启用岗位")) | {"intro": pages.catalogue_words(community)}
    return answered(request, form, act, page)


@require_http_methods(["GET", "POST"])
@once
def add_own(request: HttpRequest, pk: int) -> HttpResponse:
    """A post of the community's own."""
    community = community_in_reach(request, pk)
    permissions.manage_service.check(request.user, community)
    form = forms.OwnPostForm(request.POST or None)

    def act() -> None:
        actions.add_own(community, by=signed_in(request), **form.cleaned_data)

    return answered(request, form, act, pages.at_community(community, _("自设岗位")))


def managed_post(request: HttpRequest, pk: int) -> Any:
    """A post that this person sees and may manage."""
    found = row_in_reach(queries.posts_visible_to(request.user), pk)
    permissions.manage_service.check(request.user, found)
    return found


@require_http_methods(["GET", "POST"])
@once
def change_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a post, change its duties or places."""
    found = managed_post(request, pk)
    names = ("name", "category", "duties", "places")
    form = forms.ChangePostForm(request.POST or None, initial={name: getattr(found, name) for name in names})

    def act() -> None:
        actions.change_post(found, by=signed_in(request), **form.cleaned_data)

    return answered(request, form, act, pages.at_post(found, _("更改岗位")))


@require_http_methods(["GET", "POST"])
@once
def close_post(request: HttpRequest, pk: int) -> HttpResponse:
    """A community no longer offers a post."""
    found = managed_post(request, pk)
    form = forms.ClosePostForm(request.POST or None)

    def act() -> None:
        actions.close_post(found, by=signed_in(request), **form.cleaned_data)

    return answered(request, form, act, pages.at_post(found, _("撤销岗位")))


@require_http_methods(["GET", "POST"])
@once
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask members to take a post."""
    found = managed_post(request, pk)
    form = forms.AssignForm(request.POST or None, initial={"names": request.GET.get("names", "")})

    def act() -> None:
        given = form.cleaned_data
        people = queries.residents_named(found.community, given["names"], today())
        actions.assign(found, people, why=given["why"], by=signed_in(request))

    page = pages.at_post(found, _("安排党员")) | {"done": _("已安排，等待本人确认")}
    return answered(request, form, act, page)


@require_http_methods(["GET", "POST"])
@once
def enter_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter who signed on paper."""
    found = managed_post(request, pk)
    form = forms.EnterPaperForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        people = queries.residents_named(found.community, given["names"], today())
        actions.enter_paper(found, people, on=given["on"], by=signed_in(request))

    return answered(request, form, act, pages.at_post(found, _("录入纸质认领")))
