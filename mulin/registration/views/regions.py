"""Registration with a region."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.foundation.form_pages import answered
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.members.permissions import members_visible_to
from mulin.registration import actions, permissions, queries
from mulin.registration.forms import BadgeForm, DayForm, RegionForm
from mulin.registration.models import RegionRegistration
from mulin.registration.views.fetching import region_in_reach
from mulin.tree.permissions import check_anywhere, scope
from mulin.tree.queries import nodes_within


@require_http_methods(["GET", "POST"])
@once
def register_region(request: HttpRequest) -> HttpResponse:
    """Register members, one a line, with a region."""
    check_anywhere(request.user, "registrations.receive")
    form = RegionForm(request.POST or None, regions=nodes_within(scope(request.user, "registrations.receive")))

    def act() -> Any:
        given = form.cleaned_data
        found, problems = queries.members_by_line(members_visible_to(request.user), given["members"].splitlines())
        if problems or not found:
            raise Refused(_("没有这名党员，或有重名：%(names)s") % {"names": "、".join(problems)}, field="members")
        return actions.register_with_region(found, given["region"], on=given["on"], by=signed_in(request))

    back = reverse("registration:regions")
    page = {"page_title": _("登记到区域党组织"), "cancel_url": back, "trail": [(_("区域登记"), back)]}
    return answered(request, form, act, page)


def step(
    request: HttpRequest, pk: int, form: Any, act: Callable[[RegionRegistration], Any], title: Any
) -> HttpResponse:
    """A form about one registration with a region."""
    row = region_in_reach(request, pk)
    permissions.register_with_region.check(request.user, row)
    back = reverse("registration:region", args=[pk])
    page = {"page_title": title, "intro": str(row), "cancel_url": back, "trail": [(row.member.name, back)]}
    return answered(request, form, lambda: act(row), page)


@require_http_methods(["GET", "POST"])
@once
def badge(request: HttpRequest, pk: int) -> HttpResponse:
    """A shopkeeper shows the badge."""
    form = BadgeForm(request.POST or None)
    by = signed_in(request)
    return step(request, pk, form, lambda row: actions.show_badge(row, by=by, **form.cleaned_data), _("亮牌"))


@require_http_methods(["GET", "POST"])
@once
def demonstration(request: HttpRequest, pk: int) -> HttpResponse:
    """A shop is named a demonstration shop."""
    form = DayForm(request.POST or None)
    by = signed_in(request)
    return step(
        request,
        pk,
        form,
        lambda row: actions.name_demonstration(row, by=by, **form.cleaned_data),
        _("评为共产党员示范店"),
    )


@require_http_methods(["GET", "POST"])
@once
def end_region(request: HttpRequest, pk: int) -> HttpResponse:
    """The member left the region."""
    form = DayForm(request.POST or None)
    by = signed_in(request)
    return step(request, pk, form, lambda row: actions.end_region(row, by=by, **form.cleaned_data), _("终止区域登记"))
